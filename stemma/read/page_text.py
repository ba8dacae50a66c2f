"""A page's whole visible text, from its tree: one line a block, and what the markup says of each line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree, html

from stemma.read.lines import Line
from stemma.text.words import split_words

MAX_DEPTH = 1000
"""Tags open at once, beyond which a page is refused."""
MAX_ELEMENTS = 300_000

BLOCKS = frozenset(
    split_words(
        "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr iframe label legend li main menu "
        "nav ol p pre section summary table tbody td tfoot th thead tr ul"
    )
)
UNSEEN = frozenset(
    split_words(
        "head script style noscript template svg math iframe object embed audio video canvas select datalist textarea "
        "input map noframes applet"
    )
)
EMBEDDED = "embedded post"
"""The zone of posts of others that an article shows: they are the article's where they stand inside it."""

_ZONE_TAGS = {"nav": "navigation", "footer": "foot of the page", "figcaption": "caption", "form": "form"}
_ZONE_NAMES = (
    (EMBEDDED, re.compile(r"twitter-(?:tweet|video)|instagram-media|fb-post|(?:tiktok|bluesky|reddit)-(?:embed|card)")),
    ("comments", re.compile(r"\bcomments?\b|disqus|commentlist|comment-(?:list|thread|area|section)|\bviafoura\b")),
    ("caption", re.compile(r"caption|\bcutline\b|(?:photo|image|img)[-_]?(?:credit|desc|meta|info)")),
    ("navigation", re.compile(r"\bnav(?:bar|igation)?\b|\bmenu\b|breadcrumb|masthead|site-?header|global-?header")),
    ("foot of the page", re.compile(r"site-?footer|global-?footer|page-?footer|colophon|copyright")),
    ("links to other articles", re.compile(
        r"\brelated|recommend|most-?(?:read|popular|viewed)|read-?(?:more|next|also)|more-?(?:from|on|stories|news)"
        r"|trending|outbrain|taboola|up-?next|also-?(?:read|like)|popular-?posts")),
    ("sharing", re.compile(r"\bshar(?:e|ing)\b|\bsocial\b|addthis|sharedaddy|follow-?us")),
    ("plea for money", re.compile(r"donat(?:e|ion)|\bpaywall\b|\bfundrais")),
    ("newsletter", re.compile(r"newsletter|\bsubscri(?:be|ption)|sign-?up|mailing-?list")),
    ("advertisement", re.compile(r"\bad(?:s|vert\w*)?\b|\bsponsor(?:ed)?\b|\bpromo(?:tion)?\b|ad-slot|adsbygoogle")),
    ("author", re.compile(r"author-?(?:bio|info|box|card|desc\w*|about)|about-?(?:the-?)?author|\bbiography\b")),
    ("notice on cookies", re.compile(r"cookie|consent|gdpr")),
)  # fmt: skip
ZONES = tuple(zone for zone, _ in _ZONE_NAMES)
"""The zones that names open; where names fit several, the first of them."""
ZONE_PATTERNS = tuple(pattern.pattern for _, pattern in _ZONE_NAMES)
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SHOWN_ON_HOVER = re.compile(
    r"\b(?:sr-only|visually-?hidden|screen-?reader(?:-?text)?"
    r"|tool-?tip|pop-?over|pop-?up|hover-?card|rollover|is-hidden|d-none)\b"
)
LARGE = 2000
"""Characters above which something named as hidden is taken for a page that scripts reveal."""
DROPPED = dict.fromkeys(map(ord, "​‌‍⁠﻿­"))
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_NEVER_DEEP = frozenset(
    split_words(
        "area base br col embed hr img input link meta param source track wbr p li td th tr dd dt option thead tbody "
        "tfoot colgroup path circle rect g use line"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The text of a page, its lines in order, and the block element of each line."""

    text: str
    lines: tuple[Line, ...]
    elements: Sequence[etree._Element] = field(repr=False, default=())


def measure_depth(page: str) -> int:
    """How many tags stand open at once, at most: one pass over the markup, before any parser sees it."""
    open_now: dict[str, int] = {}
    deepest = depth = 0
    for close, name in _TAG.findall(page):
        if (name := name.lower()) in _NEVER_DEEP:
            continue
        count = open_now.get(name, 0)
        if not close:
            open_now[name] = count + 1
            depth += 1
            deepest = max(deepest, depth)
        elif count:
            open_now[name] = count - 1
            depth -= 1
    return deepest


def parse_page(page: str) -> etree._Element | None:
    """The tree of ``page``, or None where there is none. The parser itself stops at 256 levels."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(page.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree


def prune_hidden(tree: etree._Element) -> None:
    """Take out of ``tree`` the small parts whose class says that they show on hover or to screen readers alone."""
    found = [element for element in tree.iter(etree.Element) if _shows_on_hover(element.get("class") or "")]
    for element in found:
        parent = element.getparent()
        if (
            parent is None
            or element.tag in ("body", "main", "article")
            or next(element.iter("h1", "article"), None) is not None
        ):
            continue
        if sum(len(str(piece)) for piece in element.itertext()) <= LARGE:
            element.drop_tree() if isinstance(element, html.HtmlElement) else parent.remove(element)


@lru_cache(maxsize=20_000)
def _shows_on_hover(names: str) -> bool:
    return bool(SHOWN_ON_HOVER.search(names[:300].lower().replace("_", "-")))


def render_page(tree: etree._Element, *, hidden: bool = False) -> PageText:
    """The visible text of ``tree``; with ``hidden`` also what its styles hide (pages that scripts reveal)."""
    writer = _Writer()
    zones: dict[etree._Element, str] = {tree: ""}
    skipped: etree._Element | None = None
    blocks: list[etree._Element] = [tree]
    links = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skipped is not None:
                continue
            if not tag or tag in UNSEEN or (not hidden and _is_hidden(element)):
                skipped = element
                continue
            parent = element.getparent()
            zones[element] = _zone_of(element, tag) or (zones.get(parent, "") if parent is not None else "")
            if tag in BLOCKS:
                writer.break_line()
                blocks.append(element)
            links += tag == "a"
            writer.write(element.text, blocks[-1], zones[element], links > 0)
        else:
            if skipped is not None:
                if skipped is not element:
                    continue
                skipped = None
            else:
                if tag in BLOCKS:
                    writer.break_line()
                    blocks.pop()
                links -= tag == "a"
            parent = element.getparent()
            if parent is not None:
                writer.write(element.tail, blocks[-1], zones.get(parent, ""), links > 0)
    writer.break_line()
    return PageText(text="\n".join(writer.texts), lines=tuple(writer.lines), elements=tuple(writer.elements))


class _Writer:
    """Collects the pieces of a line until a block ends, with white space collapsed as browsers do."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lines: list[Line] = []
        self.elements: list[etree._Element] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._at = 0
        self._first: tuple[etree._Element, str] | None = None

    def write(self, piece: str | None, block: etree._Element, zone: str, linked: bool) -> None:
        if not piece:
            return
        self._pieces.append(piece)
        if not piece.isspace():
            if self._first is None:
                self._first = (block, zone)
            if linked:
                self._linked += len("".join(piece.split()))

    def break_line(self) -> None:
        text = " ".join("".join(self._pieces).translate(DROPPED).split())
        if text and self._first:
            block, zone = self._first
            visible = len(text) - text.count(" ")
            self.lines.append(
                Line(
                    start=self._at,
                    end=self._at + len(text),
                    text=text,
                    tag=str(block.tag),
                    zone=zone,
                    linked=min(1.0, self._linked / max(1, visible)),
                )
            )
            self.texts.append(text)
            self.elements.append(block)
            self._at += len(text) + 1
        self._pieces, self._linked, self._first = [], 0, None


def _is_hidden(element: etree._Element) -> bool:
    if element.tag in ("html", "body"):
        return False
    return element.get("hidden") is not None or bool(HIDING.search(element.get("style") or ""))


def _zone_of(element: etree._Element, tag: str) -> str:
    return find_zone(tag, f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}")


@lru_cache(maxsize=20_000)
def find_zone(tag: str, names: str) -> str:
    """The zone that an element opens by its tag or by ``names`` (its class, id and role); empty where it opens none."""
    if tag in _ZONE_TAGS:
        return _ZONE_TAGS[tag]
    names = names[:300]
    if tag in ("html", "body", "main", "article") or names.isspace():
        return ""
    names = names.lower().replace("_", "-")
    return next((zone for zone, pattern in _ZONE_NAMES if pattern.search(names)), "")
