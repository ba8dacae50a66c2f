"""Links between the views of a story: in a file a view is a part of one page, on a server each is a page of its own."""

import re
from collections.abc import Mapping
from urllib.parse import quote

VIEWS: tuple[tuple[str, str, str], ...] = (
    ("minute", "", "In a minute"),
    ("findings", "findings", "The findings"),
    ("stemma", "stemma", "The stemma"),
    ("timeline", "timeline", "Timeline"),
    ("map", "map", "Map"),
    ("people", "people", "People, words"),
    ("side", "side", "Side by side"),
    ("made", "made", "How made"),
)
"""Name, path below the story, and words of each view."""
_PATHS = {name: path for name, path, _ in VIEWS}
_OF_FINDINGS = re.compile(r"f-.*|c\d+|lacks-\d+|differ|agree|unsure|single|omissions")
_OF_SIDE = re.compile(r"[aw]\d+")
_OF_PEOPLE = {"quotations", "copied", "speakers", "names"}
# The text of pages never holds a bare quotation mark: it is escaped. So this finds links of our own templates alone.
_LINK = re.compile(r'href="#([^"]*)"')


def link_view(story: str, view: str, *, query: str = "", anchor: str = "") -> str:
    """The address of a view of a story."""
    path = f"/stories/{quote_id(story)}/{_PATHS[view]}".rstrip("/")
    return path + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")


def quote_id(key: str) -> str:
    """An id as a part of an address. Ours are letters and digits; a file that is imported may hold any."""
    return quote(key, safe="", errors="replace")


def find_view(anchor: str) -> str | None:
    """The view that the thing with this HTML id stands in; None where it is in every one."""
    if anchor in _PATHS:
        return anchor
    if _OF_FINDINGS.fullmatch(anchor):
        return "findings"
    if _OF_SIDE.fullmatch(anchor):
        return "side"
    return "people" if anchor in _OF_PEOPLE else None


def relink(html: str, *, story: str, view: str, query: str = "", articles: Mapping[str, str] | None = None) -> str:
    """``html`` of one view with the links that lead to others made addresses.

    ``articles``: HTML id of a column (``a3``) → the id of its article, whose own page is led to.
    """
    told = query.replace("&", "&amp;")

    def lead(found: re.Match[str]) -> str:
        anchor = found[1]
        to = find_view(anchor)
        if to is None or to == view:
            return found[0]
        if articles and anchor in articles:
            return f'href="/articles/{quote_id(articles[anchor])}"'
        return f'href="{link_view(story, to, query=told, anchor="" if anchor == to else anchor)}"'

    return _LINK.sub(lead, html)
