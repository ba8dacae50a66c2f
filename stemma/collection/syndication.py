"""Feeds as bytes: Atom (RFC 4287) and JSON Feed 1.1 of whatever a collection tells, the same entries in both.

What stands in a page may stand in an entry: titles and summaries are plain text and are escaped here; ``html`` is
markup that the caller made and answers for. Characters that XML cannot carry become U+FFFD.
"""

import json
import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml import etree

ATOM = "application/atom+xml; charset=utf-8"
JSON_FEED = "application/feed+json; charset=utf-8"
LONGEST_TITLE = 300
"""Code points of a title; longer ones are cut, with an ellipsis."""
LONGEST_TEXT = 20_000
"""Code points of a summary; a longer one is cut."""
LONGEST_MARKUP = 200_000
"""Code points of an entry's markup; a longer one is left out."""

_NAMESPACE = "http://www.w3.org/2005/Atom"
_IDS = uuid.UUID("5b0c6f4e-61f5-5d0e-9a3b-7d5b2f8c4a10")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WEB = re.compile(r"https?://[^\s<>\"\\^`{}|]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One thing that a feed tells."""

    id: str
    """An IRI that never changes and is no other entry's (``make_urn``)."""
    title: str
    updated: str
    """RFC 3339: the last change worth telling."""
    published: str | None = None
    url: str | None = None
    """Where it is read whole; what is no http or https address is left out."""
    summary: str = ""
    """Plain text."""
    html: str | None = None
    """The same as markup, every word of a page in it escaped."""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed and its entries, in the order in which they are told (newest first)."""

    id: str
    title: str
    updated: str
    """RFC 3339; of a feed without entries, the instant of what it was made from."""
    entries: tuple[FeedEntry, ...] = ()
    subtitle: str = ""
    author: str = "Stemma"
    home_url: str | None = None
    """The page that the feed is of."""
    self_url: str | None = None
    """Where this feed (this form of it) is had."""


def make_urn(*parts: str) -> str:
    """An id for a feed or an entry out of what names it: the same parts, the same id (``urn:uuid:``)."""
    return uuid.uuid5(_IDS, json.dumps(parts)).urn


def render_atom(feed: Feed) -> bytes:
    """``feed`` as Atom (RFC 4287), UTF-8; the same feed, the same bytes."""
    from lxml import etree

    root = etree.Element(f"{{{_NAMESPACE}}}feed", nsmap={None: _NAMESPACE})  # type: ignore[dict-item]
    _add(root, "id", feed.id)
    _add(root, "title", clip_title(feed.title))
    if feed.subtitle:
        _add(root, "subtitle", clip_text(feed.subtitle))
    _add(root, "updated", feed.updated)
    _add(_add(root, "author"), "name", clip_title(feed.author))
    _link(root, "self", feed.self_url, kind="application/atom+xml")
    _link(root, "alternate", feed.home_url)
    for entry in feed.entries:
        _add_entry(root, entry)
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written + b"\n"


def render_json_feed(feed: Feed) -> bytes:
    """``feed`` as JSON Feed 1.1, UTF-8; the same feed, the same bytes."""
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clip_title(feed.title),
        "home_page_url": keep_web_url(feed.home_url),
        "feed_url": keep_web_url(feed.self_url),
        "description": clip_text(feed.subtitle) or None,
        "authors": [{"name": clip_title(feed.author)}],
        "items": [_plain_entry(entry) for entry in feed.entries],
    }
    return json.dumps(_without_none(told), ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def clip_title(text: str) -> str:
    """One line of at most ``LONGEST_TITLE`` characters, whatever ``text`` holds; never empty."""
    line = " ".join(clean_text(text[: LONGEST_TITLE * 8]).split())
    if len(line) > LONGEST_TITLE:
        line = line[: LONGEST_TITLE - 1].rstrip() + "…"
    return line or "(no title)"


def clip_text(text: str) -> str:
    """``text`` with at most ``LONGEST_TEXT`` characters, each of which XML can carry."""
    return clean_text(text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…")


def clean_text(text: str) -> str:
    """``text`` with U+FFFD for each character that XML 1.0 cannot carry, lone surrogates among them."""
    return _NOT_XML.sub("�", text)


def keep_web_url(url: str | None) -> str | None:
    """``url`` where it is an http or https address; else None, so that no feed leads to a script or a file."""
    return url if url and _WEB.fullmatch(url) else None


def _add_entry(root: "etree._Element", entry: FeedEntry) -> None:
    place = _add(root, "entry")
    _add(place, "id", entry.id)
    _add(place, "title", clip_title(entry.title))
    _add(place, "updated", entry.updated)
    if entry.published:
        _add(place, "published", entry.published)
    _link(place, "alternate", entry.url)
    for name in entry.categories:
        _add(place, "category").set("term", clip_title(name))
    if entry.summary:
        _add(place, "summary", clip_text(entry.summary))
    markup = _markup(entry)
    if markup is not None:
        _add(place, "content", markup).set("type", "html")
    elif not keep_web_url(entry.url):
        # An entry has a content or a link to where it is read (RFC 4287, 4.1.2).
        _add(place, "content", clip_text(entry.summary)).set("type", "text")


def _plain_entry(entry: FeedEntry) -> dict[str, Any]:
    markup = _markup(entry)
    summary = clip_text(entry.summary)
    return _without_none(
        {
            "id": entry.id,
            "url": keep_web_url(entry.url),
            "title": clip_title(entry.title),
            "summary": summary or None,
            "content_html": markup,
            "content_text": None if markup is not None else summary,
            "date_published": entry.published,
            "date_modified": entry.updated,
            "tags": [clip_title(name) for name in entry.categories] or None,
        }
    )


def _markup(entry: FeedEntry) -> str | None:
    """Half a piece of markup is worse than none: what is too long is left out."""
    return clean_text(entry.html) if entry.html is not None and len(entry.html) <= LONGEST_MARKUP else None


def _add(place: "etree._Element", name: str, text: str | None = None) -> "etree._Element":
    from lxml import etree

    found = etree.SubElement(place, f"{{{_NAMESPACE}}}{name}")
    if text is not None:
        found.text = clean_text(text)
    return found


def _link(place: "etree._Element", relation: str, url: str | None, kind: str | None = None) -> None:
    kept = keep_web_url(url)
    if kept is not None:
        link = _add(place, "link")
        link.set("rel", relation)
        if kind is not None:
            link.set("type", kind)
        link.set("href", clean_text(kept))


def _without_none(told: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value is not None}
