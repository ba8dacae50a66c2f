"""Why a line of a page is none of its article's: by its words, its markup, its links, its neighbours."""

import re
from collections.abc import Sequence
from functools import lru_cache

from lxml import etree

from stemma.read.captions import is_caption
from stemma.read.credits import is_meta
from stemma.read.furniture_phrases import UNKNOWN, find_phrase
from stemma.read.lines import Line
from stemma.read.page_text import PageText
from stemma.text.words import fold_text, split_words

_LINKS = "links to other articles"
_TAGS = {
    "nav": "navigation",
    "aside": "sidebar",
    "header": "head of the page",
    "footer": "foot of the page",
    "form": "form",
    "button": "button",
    "label": "form",
    "fieldset": "form",
    "dialog": "notice on top of the page",
    "time": "date",
    "figure": "picture",
}
_NAMES = (
    ("byline", re.compile(r"\bby-?lines?\b|\bauthors?\b|contributor|\bwriters?\b|posted-?by|\bcredits?\b")),
    ("date", re.compile(r"\bdates?(?:time|line)?\b|\btime(?:stamp)?\b|published|\bupdated\b|\bmeta\b|post-?info")),
    ("topics", re.compile(r"\btags?\b|\btopics?\b|keywords?|categor|\bsection-?(?:name|label)\b|\bkicker\b|eyebrow")),
    ("picture", re.compile(r"\bgallery\b|slide-?show|carousel|slider|\bvideos?\b|\bplayers?\b|\bphotos?\b|\bmedia\b")),
    ("form", re.compile(r"\bsearch\b|\blog-?in\b|sign-?in|\baccount\b|\bregister\b|\bform\b")),
    ("button", re.compile(r"\bbuttons?\b|\bbtn\b|\bcta\b|toolbar|\btools\b|\bprint\b|\bcontrols?\b|\blanguages?\b")),
    ("notice on top of the page", re.compile(r"\bmodals?\b|overlay|\bdialog\b|\balerts?\b|\bbanners?\b|\btoast\b")),
    (_LINKS, re.compile(
        r"\bteasers?\b|\bcards?\b|\bheadlines?\b|\blatest\b|\bstories\b|\brecirc|\bfeeds?\b|\bposts\b|\bitems?-?list\b"
        r"|\barchives?\b|\bnext\b|\bprev(?:ious)?\b|\bpagination\b|\bpager\b|\bmore\b")),
    ("sidebar", re.compile(r"side-?bar|\bwidgets?\b|\brail\b|\baside\b|\bcol-?right\b|\bright-?(?:col|rail|side)")),
    ("head of the page", re.compile(r"\bheaders?\b|\btop-?bar\b|\blogo\b|\bbrand(?:ing)?\b|\bticker\b|\btop\b")),
    ("foot of the page", re.compile(r"\bfooters?\b|\bbottom\b|\blegal\b|disclaimer")),
)  # fmt: skip
_HIGHEST = 10
_LINKED = 0.6
_NEAR = 3
_FEW_WORDS = 3
_SHORT = 90
_BARE = re.compile(r"^[\W\d_]+$")


def name_reason(page: PageText, n: int, title: str | None) -> str:
    """Why line ``n`` of ``page`` is furniture; ``UNKNOWN`` where nothing on the page says."""
    line = page.lines[n]
    return (
        find_phrase(line.text)
        or _read_zone(line)
        or _read_words(line, title)
        or _read_markup(page.elements[n])
        or _read_links(page.lines, n)
        or UNKNOWN
    )


def _read_zone(line: Line) -> str | None:
    return {"caption": "caption of a picture outside the article"}.get(line.zone, line.zone) or None


def _read_words(line: Line, title: str | None) -> str | None:
    if title and len(line.text) < 2 * len(title) and fold_text(line.text) == fold_text(title):
        return "headline once more"
    if is_meta(line):
        return "byline"
    if _BARE.match(line.text[:_SHORT]):
        return "number or sign"
    return "caption of a picture outside the article" if is_caption(line.text) else None


def _read_markup(block: etree._Element) -> str | None:
    """The reason by the nearest element whose tag or names give one."""
    at: etree._Element | None = block
    for _ in range(_HIGHEST):
        if at is None or at.tag in ("article", "main", "body", "html"):
            return None
        names = f"{at.get('class') or ''} {at.get('id') or ''} {at.get('role') or ''}"[:300]
        reason = _TAGS.get(str(at.tag)) or (None if names.isspace() else _read_names(names))
        if reason:
            return reason
        at = at.getparent()
    return None


@lru_cache(maxsize=4096)
def _read_names(names: str) -> str | None:
    names = names.lower().replace("_", "-")
    return next((reason for reason, pattern in _NAMES if pattern.search(names)), None)


def _read_links(lines: Sequence[Line], n: int) -> str | None:
    line = lines[n]
    if line.linked >= _LINKED:
        return "navigation" if len(split_words(line.text)) <= _FEW_WORDS else _LINKS
    near = [lines[m].linked >= _LINKED for m in range(max(0, n - _NEAR), min(len(lines), n + _NEAR + 1)) if m != n]
    return _LINKS if sum(near) * 2 >= max(2, len(near)) else None
