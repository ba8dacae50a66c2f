"""A page's visible text as lines, from the parser's own clean markup: one loop over its tags, no tree in Python.

The conventions are those of ``stemma.read.page_text.render_page``: one line a block, white space as browsers collapse
it, hidden parts left out, a zone by the markup around it.
"""

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from stemma.read.page_text import (
    BLOCKS,
    DROPPED,
    HIDING,
    LARGE,
    MAX_DEPTH,
    MAX_ELEMENTS,
    SHOWN_ON_HOVER,
    UNSEEN,
    ZONE_PATTERNS,
    ZONES,
    find_zone,
    measure_depth,
)
from stemma.text.patterns import join_patterns

LARGEST = 5_000_000
"""Characters of markup beyond which a page is left to the best path."""
_MANY_TAGS = 10_000
_LONG_RUN = re.compile(r"<(?!script|style|!)[a-z][^<]{40000,}", re.IGNORECASE)
_WHOLE_TAG = re.compile(r"""<[a-z](?:[^>"']|"[^"]*"|'[^']*')*+""", re.IGNORECASE)
_LONGEST_TAG = 40_000
"""Characters of a tag above which it may hold so many attributes that the parser, which compares each with each, would
take minutes."""
_SPLIT = re.compile(r'<(!--.*?--|[^<>"]*(?:"[^"]*"[^<>"]*)*)>', re.DOTALL)
_ATTRIBUTE = re.compile(r'\s(class|id|role|itemprop|style|hidden)="([^"]*)"')
_TOLD = re.compile(r'"articleBody"\s*:\s*("[^"\\]*(?:\\.[^"\\]*)*")')
_FACTS = 'title, meta, link[rel="canonical" i], time, script[type*="ld+json" i]'
_VOID = frozenset(
    ("area", "base", "br", "hr", "col", "embed", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_STRIPPED = [*sorted(UNSEEN - {"head"}), *sorted(_VOID - {"br", "hr", "wbr"}), "xmp", "noembed", "plaintext"]
_BODY_NAMES = re.compile(
    r"(?:article|story|entry|post|news|content|page|blog|single|text|main)-{0,2}"
    r"(?:body|content|text|copy|main|inner|container|wrapper|article)s?\b|\bprose\b|rich-?text|wysiwyg|\bbody-?(?:copy|text)\b"
    r"|\barticle\b|\bpost\b|\bcontent\b"
)

_TELLING = re.compile(join_patterns([*ZONE_PATTERNS, _BODY_NAMES.pattern, SHOWN_ON_HOVER.pattern]))
"""What fits the few names that say anything: one search for what would take fourteen."""

IN_ARTICLE, IN_MAIN, IN_ASIDE, IN_HEADER, IN_LIST, IN_TABLE = (1 << n for n in range(6))
IN_BODY, IN_QUOTE, IN_FIGURE, IN_PROPERTY, IN_BUTTON, IN_BOLD = (1 << n for n in range(6, 12))
FLAGS = 12
_WHOLE = ("body", "main", "article")
"""Elements whose names open no zone and hide nothing."""
_MOST_NAMES, _LONGEST_NAME = 20, 60
_MANY_PIECES = 2_000
_LINK = ("a", False, "", 0, 0)
_HIDDEN, _ON_HOVER = 1, 2
_TAG_FLAGS = {
    "article": IN_ARTICLE,
    "main": IN_MAIN,
    "aside": IN_ASIDE,
    "header": IN_HEADER,
    "ul": IN_LIST,
    "ol": IN_LIST,
    "dl": IN_LIST,
    "table": IN_TABLE,
    "blockquote": IN_QUOTE,
    "figure": IN_FIGURE,
    "button": IN_BUTTON,
    "label": IN_BUTTON,
    "b": IN_BOLD,
    "strong": IN_BOLD,
}


@dataclass(slots=True)
class QuickLines:
    """The lines of a page, field by field: the lists but ``pieces`` have one entry a line."""

    texts: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    linked: list[float] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    """What surrounds the line: a sum of ``IN_*``."""
    depths: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    """Where in ``pieces`` the block that holds the line opens: also its name. ``parents`` and ``grandparents`` are
    the blocks around it."""
    parents: list[int] = field(default_factory=list)
    grandparents: list[int] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    """The clean markup: texts and tags in turn."""
    facts: str = ""
    """The markup of what the page says of itself to machines: title, meta tags, canonical link, times, JSON-LD."""
    title: str = ""
    """What the page calls itself."""
    told: str = ""
    """What its data give as the article's text (JSON-LD ``articleBody``), white space made one; usually nothing."""


def read_lines(markup: str, *, hidden: bool = False) -> QuickLines | str:
    """The lines of ``markup``, or the sentence that says why they are not read here.

    ``hidden``: also what its styles and classes hide, for pages that scripts reveal.
    """
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    if len(markup) > LARGEST or _has_long_tag(markup):
        return "It is too large for the fast path."
    if markup.count("<") > _MANY_TAGS and measure_depth(markup) > MAX_DEPTH:
        return f"Its tags are nested more than {MAX_DEPTH:,} deep, which no page needs."
    try:
        tree = LexborHTMLParser(markup.replace("\0", "") if "\0" in markup else markup)
        facts = list(tree.css(_FACTS))
        title = next((node.text() for node in facts if node.tag == "title"), "")
        facts_markup = "".join(node.html or "" for node in facts)
        tree.strip_tags(_STRIPPED)
        body = tree.body
        clean = (body.html or "") if body is not None else ""
    except (SelectolaxError, ValueError):
        return "It holds no HTML that can be read."
    pieces = _SPLIT.split(clean)
    if len(pieces) > 2 * MAX_ELEMENTS:
        return f"It has more than {MAX_ELEMENTS:,} elements, which no article has."
    found = _collect(pieces, hidden)
    if isinstance(found, QuickLines):
        found.title, found.facts = title, facts_markup
        found.told = _read_told(markup) if "articleBody" in markup else ""
    return found


def _has_long_tag(markup: str) -> bool:
    windows = range(0, len(markup) - _LONGEST_TAG, _LONGEST_TAG // 2)
    if all(markup.find("<", at, at + _LONGEST_TAG // 2) >= 0 for at in windows):
        return False
    for found in _LONG_RUN.finditer(markup):
        tag = _WHOLE_TAG.match(markup, found.start())
        if tag and len(tag[0]) > _LONGEST_TAG:
            return True
    return False


def _read_told(markup: str) -> str:
    bodies = []
    for quoted in _TOLD.findall(markup):
        try:
            bodies.append(" ".join(unescape(json.loads(quoted, strict=False)).split()))
        except ValueError:
            continue
    return max(bodies, key=len, default="")


def _collect(pieces: list[str], hidden: bool) -> QuickLines | str:  # noqa: C901  (one loop: a call for each tag would double its cost)
    """The loop over texts (even places) and tags (odd places)."""
    found = QuickLines(pieces=pieces)
    stack: list[tuple[str, bool, str, int]] = []  # name, block, and the zone and flags outside
    blocks, tags = [-1, -1, 0], ["body"]
    zone, flags, links, linked, skip_to = "", 0, 0, 0, 0
    held: list[str] = []
    first: tuple[str, str, int] | None = None  # tag, zone and flags at the first visible character of the line
    for at in range(1, len(pieces), 2):
        if at < skip_to:
            continue
        text, tag = pieces[at - 1], pieces[at]
        if text:
            held.append(text)
            if (links or first is None) and not text.isspace():
                first = first or (tags[-1], zone, flags)
                if links:
                    linked += len(text) - text.count(" ")
        mark = tag[:1]
        if mark == "!":
            continue
        if mark == "/":
            name = tag[1:]
            if not stack or (stack[-1][0] != name and not any(one[0] == name for one in stack)):
                continue
            gone = ""
            while gone != name:
                gone, block, zone, flags = stack.pop()
                if block:
                    if first is not None:
                        _write_line(found, held, linked, first, blocks, len(stack))
                        linked, first = 0, None
                    held.clear()
                    blocks.pop()
                    tags.pop()
                elif gone == "a":
                    links -= 1
            continue
        name, block, own_zone, own_flags, hides = open_tag(tag) if tag[:2] != "a " else _LINK
        if block:
            if first is not None:
                _write_line(found, held, linked, first, blocks, len(stack))
                linked, first = 0, None
            held.clear()
        if name in _VOID or (hides and not hidden and (skip_to := _end_hidden(pieces, at, name, hides)) > at):
            continue
        if len(stack) >= MAX_DEPTH:
            return f"Its tags are nested more than {MAX_DEPTH:,} deep, which no page needs."
        stack.append((name, block, zone, flags))
        zone = own_zone or zone
        flags |= own_flags
        if block:
            blocks.append(at)
            tags.append(name)
        elif name == "a":
            links += 1
    if first is not None:
        _write_line(found, held, linked, first, blocks, len(stack))
    return found


def _end_hidden(pieces: list[str], at: int, name: str, hides: int) -> int:
    """Where to go on after the hidden element at ``at``.

    0 where its class alone says that it is hidden and it is so large that scripts must reveal it: read it then.
    """
    depth = size = 0
    close, start = f"/{name}", f"{name} "
    for place in range(at, len(pieces), 2):
        tag = pieces[place]
        if tag == name or tag.startswith(start):
            depth += 1
        elif tag == close:
            depth -= 1
            if not depth:
                return place + 1
        if hides == _ON_HOVER:
            size += len(pieces[place + 1]) if place + 1 < len(pieces) else 0
            if size > LARGE or place - at > _MANY_PIECES or tag.startswith(("h1", "article")):
                return 0
    return len(pieces)


def _write_line(
    found: QuickLines, held: list[str], linked: int, first: tuple[str, str, int], blocks: list[int], depth: int
) -> None:
    """Write what is ``held`` as a line of the last of ``blocks``; what browsers show nothing of makes none."""
    text = held[0] if len(held) == 1 else "".join(held)
    if "&" in text:
        text = unescape(text)
    text = " ".join(text.split() if text.isascii() else text.translate(DROPPED).split())
    if not text:
        return
    found.texts.append(text)
    found.tags.append(first[0])
    found.zones.append(first[1])
    found.flags.append(first[2])
    found.linked.append(min(1.0, linked / max(1, len(text) - text.count(" "))) if linked else 0.0)
    found.depths.append(depth)
    found.blocks.append(blocks[-1])
    found.parents.append(blocks[-2])
    found.grandparents.append(blocks[-3])


@lru_cache(maxsize=20_000)
def open_tag(tag: str) -> tuple[str, bool, str, int, int]:
    """What a start tag says: name, whether it is a block, zone, flags, whether it hides what is in it."""
    name, _, rest = tag.partition(" ")
    flags = _TAG_FLAGS.get(name, 0)
    block = name in BLOCKS
    zone = find_zone(name, " ")
    if not rest or name in _VOID:
        return name, block, zone, flags, 0
    hides, nearest = 0, len(ZONES)
    apart = name in _WHOLE
    for key, value in _ATTRIBUTE.findall(tag):
        if key == "style":
            if HIDING.search(value):
                hides = _HIDDEN
        elif key == "hidden":
            hides = _HIDDEN
        elif key == "itemprop":
            flags |= IN_PROPERTY if "articlebody" in value.lower() else 0
        else:
            for word in value.split()[:_MOST_NAMES]:
                place, body, hover = read_name(word)
                nearest = min(nearest, place)
                flags |= body
                if hover and not hides and not apart:
                    hides = _ON_HOVER
    if nearest < len(ZONES) and not apart and not zone:
        zone = ZONES[nearest]
    return name, block, zone, flags, hides if name != "body" else 0


@lru_cache(maxsize=20_000)
def read_name(word: str) -> tuple[int, int, bool]:
    """Of one word of a class, id or role: the place of its zone in ``ZONES``, ``IN_BODY`` or 0, whether it hides."""
    word = word[:_LONGEST_NAME].lower().replace("_", "-")
    if not _TELLING.search(word):
        return len(ZONES), 0, False
    zone = find_zone("div", word)
    body = IN_BODY if _BODY_NAMES.search(word) else 0
    return ZONES.index(zone) if zone else len(ZONES), body, bool(SHOWN_ON_HOVER.search(word))


def find_end(pieces: list[str], at: int, name: str) -> int:
    """Where the element that opens at ``at`` closes; the end of the page where it does not."""
    depth = 0
    close, start = f"/{name}", f"{name} "
    for place in range(at, len(pieces), 2):
        tag = pieces[place]
        if tag == name or tag.startswith(start):
            depth += 1
        elif tag == close:
            depth -= 1
            if not depth:
                return place
    return len(pieces)
