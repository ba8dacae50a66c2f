"""A Markdown text (CommonMark) to an article. The text stays the file's own; spans leave its marks out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from stemma.model.article import Article
from stemma.model.capture import Hints
from stemma.model.span import Block, BlockKind, Span
from stemma.read.dates import read_stamp
from stemma.read.lines import Line
from stemma.read.text_article import label_article
from stemma.read.text_bounds import LEAST_BODY, NO_PROSE, refuse_size

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_MARKER = re.compile(r"(?:[ \t]*>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?")
_STARTS = re.compile(r"[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|\||<)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_PICTURE = re.compile(r"^(?:\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?\s*)+$")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s+\S+")
_TABLE = re.compile(r"^\|?[\s:|-]{3,}\|?$")
_MARKS = re.compile(r"(\*\*\*|\*\*|\*|___|__|_|`)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KINDS = {"#": "heading", ">": "quotation", "|": "table", "-": "list", "*": "list", "+": "list"}
"""What the first mark of a line makes of it."""
_FIELD = re.compile(r"^(\w[\w-]{0,40}):[ \t]*(.{1,500})$", re.MULTILINE)


def read_markdown(text: str, *, source: str, identity: str) -> tuple[Article, Hints] | str:
    """The article in ``text`` and what its front matter (YAML between dashes) says; or why there is none."""
    too_large = refuse_size(text)
    if too_large:
        return too_large
    front = _FRONT.match(text)
    lines, title = split_markdown(text, front.end() if front else 0)
    article = label_article(Article(id=identity, source=source, text=text), lines)
    article = _set_title(article, lines, title)
    article = replace(article, blocks=_mark_kinds(article), markup=True)
    if sum(b - a for a, b in article.body) < LEAST_BODY:
        return NO_PROSE
    return article, read_front_matter(front[1] if front else "")


def split_markdown(text: str, start: int = 0) -> tuple[tuple[Line, ...], int | None]:
    """The paragraphs, headings and items of ``text`` as lines without their marks; and which is the first headline.

    Left out are rules, fences with what they hold, pictures, definitions of links, and lines of dashes in tables.
    """
    spans: list[Span] = []
    title: int | None = None
    fence = ""
    open_paragraph = False
    at = start
    for raw in text[start:].split("\n"):
        begin, at = at, at + len(raw) + 1
        mark = _FENCE.match(raw)
        if fence or mark:
            fence = "" if fence and mark and mark[1].startswith(fence) else fence or (mark[1] if mark else "")
            open_paragraph = False
            continue
        if open_paragraph and _UNDERLINE.match(raw):
            open_paragraph = False
            if title is None and "=" in raw:
                title = len(spans) - 1
            continue
        heading = _HEADING.match(raw)
        shown = heading[2] if heading else raw[_MARKER.match(raw).end() :].strip()  # type: ignore[union-attr]
        if not shown or _RULE.match(raw) or _PICTURE.match(shown) or _DEFINITION.match(raw) or _TABLE.match(shown):
            open_paragraph = False
            continue
        first = begin + (heading.start(2) if heading else raw.index(shown))
        if open_paragraph and not heading and not _STARTS.match(raw):
            spans[-1] = Span(spans[-1].start, first + len(shown))
            continue
        if heading and len(heading[1]) == 1 and title is None:
            title = len(spans)
        spans.append(Span(first, first + len(shown)))
        open_paragraph = heading is None
    return tuple(Line(start=start, end=end, text=text[start:end]) for start, end in spans), title


def read_front_matter(front: str) -> Hints:
    """Title, author and date of a YAML head, its simple lines alone."""
    told = {name.lower(): value.strip().strip("\"'").strip() for name, value in _FIELD.findall(front)}
    author = told.get("author") or told.get("authors") or ""
    address = told.get("url") or told.get("canonical") or told.get("source") or ""
    return Hints(
        title=told.get("title") or None,
        deck=told.get("description") or told.get("subtitle") or None,
        authors=tuple(name.strip(" \"'") for name in author.strip("[]").split(",") if name.strip(" \"'")),
        published=read_stamp(told.get("published") or told.get("date") or ""),
        outlet=told.get("outlet") or told.get("publisher") or told.get("site") or None,
        url=address if address.startswith(("http://", "https://")) else None,
    )


def strip_marks(text: str) -> str:
    """``text`` as it is shown: emphasis, code and links without their marks."""
    text = _LINK.sub(r"\1", text)
    before = None
    while text != before:
        before, text = text, _MARKS.sub(r"\2", text)
    return " ".join(text.split())


def _set_title(article: Article, lines: Sequence[Line], title: int | None) -> Article:
    """``article`` with its first heading of the first rank as headline."""
    if title is None:
        return replace(article, title=strip_marks(article.title) if article.title else None)
    span = Span(lines[title].start, lines[title].end)
    known = article.title_span
    body = [part for part in article.body if not _overlap(part, span)]
    if known and known != span:
        body = sorted([*body, known])
    return replace(
        article,
        title=strip_marks(lines[title].text),
        title_span=span,
        body=tuple(body),
        captions=tuple(part for part in article.captions if not _overlap(part, span)),
        furniture=tuple(part for part in article.furniture if not _overlap(Span(part[0], part[1]), span)),
        deck_span=None if article.deck_span == span else article.deck_span,
        deck=None if article.deck_span == span else article.deck,
    )


def _mark_kinds(article: Article) -> tuple[Block, ...]:
    """Body and captions as blocks, each of the kind that the marks before it make it."""
    spans = [(span, "paragraph") for span in article.body] + [(span, "caption") for span in article.captions]
    blocks = []
    for span, kind in sorted(spans):
        before = article.text[article.text.rfind("\n", 0, span.start) + 1 : span.start].lstrip()
        told = next((_KINDS[c] for c in before[:1] if c in _KINDS), "list" if before[:1].isdigit() else kind)
        blocks.append(Block(span.start, span.end, cast(BlockKind, told)))
    return tuple(blocks)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
