"""A page to an article by the fast path, and by whichever path is fit for it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import overload

from lxml import etree, html

from stemma.model.article import Article
from stemma.model.span import Block, BlockKind, Span
from stemma.read.html_article import read_page
from stemma.read.lines import Line
from stemma.read.notices import find_notice
from stemma.read.page_article import NO_ARTICLE, compose_article
from stemma.read.page_text import EMBEDDED, PageText, parse_page
from stemma.read.quick.quick_body import SURE, QuickBody, find_quick_body
from stemma.read.quick.quick_lines import IN_LIST, IN_QUOTE, IN_TABLE, QuickLines, find_end
from stemma.read.structured_data import read_page_data

_LARGE_BLOCK = 400
"""Texts and tags of a block beyond which only its start tag is looked at: no byline is that long."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HOLDERS: tuple[tuple[int, BlockKind], ...] = ((IN_QUOTE, "quotation"), (IN_LIST, "list"), (IN_TABLE, "table"))
_MOST = 0.5
"""The share of the body beyond which a list, a table or a quotation is how the page is laid out, and means nothing."""


def read_page_quick(page: str, *, source: str, identity: str, received: str | None = None) -> Article | str:
    """The article on ``page`` by the fast path alone, or a sentence that says why there is none."""
    found = find_quick_body(page)
    return found if isinstance(found, str) else make_article(found, source=source, identity=identity, received=received)


def read_page_either(page: str, *, source: str, identity: str, received: str | None = None) -> Article | str:
    """The article on ``page``: by the fast path where that is sure of the body, else by the best path."""
    found = find_quick_body(page)
    if not isinstance(found, str) and found.confidence >= SURE:
        article = make_article(found, source=source, identity=identity, received=received)
        if isinstance(article, Article):
            return article
    return read_page(page, source=source, identity=identity, received=received)


def make_article(found: QuickBody, *, source: str, identity: str, received: str | None = None) -> Article | str:
    """An article of lines and body, its front matter found as the best path finds it."""
    tree = parse_page(f"<html><body>{found.lines.facts}</body></html>")
    if tree is None:
        return NO_ARTICLE
    return compose_article(
        tree,
        lay_lines(found.lines),
        list(found.chosen),
        read_page_data(tree),
        sure=found.confidence,
        list_kinds=partial(list_quick_blocks, found.lines),
        source=source,
        identity=identity,
        received=received,
    )


def list_quick_blocks(
    lines: QuickLines, page: PageText, body: Sequence[Span], captions: Sequence[Span]
) -> tuple[Block, ...]:
    """As ``block_kinds.list_blocks``, by what surrounds each line."""
    starts = [line.start for line in page.lines]
    numbers = [bisect_left(starts, span.start) for span in body]
    sizes = [end - start for start, end in body]
    whole = sum(sizes)
    telling = [
        (flag, kind)
        for flag, kind in _HOLDERS
        if sum(size for n, size in zip(numbers, sizes, strict=True) if lines.flags[n] & flag) <= _MOST * whole
    ]
    blocks = [Block(span.start, span.end, "caption") for span in captions]
    for n, span in zip(numbers, body, strict=True):
        kind: BlockKind | None = find_notice(page.text[span.start : span.end])
        if kind is None and page.lines[n].zone == EMBEDDED:
            kind = "quotation"
        if kind is None and page.lines[n].tag in _HEADINGS:
            kind = "heading"
        if kind is None:
            kind = next((of for flag, of in telling if lines.flags[n] & flag), None)
        blocks.append(Block(span.start, span.end, kind or "paragraph"))
    return tuple(sorted(blocks))


def lay_lines(lines: QuickLines) -> PageText:
    """The page's whole text with its lines, as ``render_page`` gives it."""
    laid = []
    at = 0
    for text, tag, zone, linked in zip(lines.texts, lines.tags, lines.zones, lines.linked, strict=True):
        laid.append(Line(start=at, end=at + len(text), text=text, tag=tag, zone=zone, linked=linked))
        at += len(text) + 1
    return PageText(text="\n".join(lines.texts), lines=tuple(laid), elements=_Blocks(lines))


class _Blocks(Sequence[etree._Element]):
    """The block element of each line, parsed only when it is asked for: the front matter looks at a few of them."""

    def __init__(self, lines: QuickLines) -> None:
        self._lines = lines
        self._parsed: dict[int, etree._Element] = {}

    def __len__(self) -> int:
        return len(self._lines.texts)

    def __iter__(self) -> Iterator[etree._Element]:
        return (self[n] for n in range(len(self)))

    @overload
    def __getitem__(self, n: int) -> etree._Element: ...

    @overload
    def __getitem__(self, n: slice) -> Sequence[etree._Element]: ...

    def __getitem__(self, n: int | slice) -> etree._Element | Sequence[etree._Element]:
        if isinstance(n, slice):
            return [self[m] for m in range(*n.indices(len(self)))]
        start = self._lines.blocks[n]
        element = self._parsed.get(start)
        if element is None:
            element = self._parsed[start] = self._parse(start)
        return element

    def _parse(self, start: int) -> etree._Element:
        pieces = self._lines.pieces
        element: etree._Element = html.Element("div")
        if start <= 0:
            return element
        end = min(find_end(pieces, start, pieces[start].partition(" ")[0]), len(pieces) - 1)
        if end - start > _LARGE_BLOCK:
            end = start
        markup = "".join(
            piece if place % 2 == 0 else f"<{piece}>" for place, piece in enumerate(pieces[start : end + 1], start)
        )
        # where that cannot be parsed, an empty block tells nothing of the author, which is what it is asked for
        with suppress(etree.LxmlError, IndexError, ValueError):
            element = next(html.fragment_fromstring(f"<div>{markup}</div>").iterchildren("*"), element)
        return element
