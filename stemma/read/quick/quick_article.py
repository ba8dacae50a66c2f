"""A page to an article by the fast path, and by whichever path is fit for it."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import overload

from lxml import etree, html

from stemma.model.article import Article
from stemma.model.span import Span
from stemma.read.article_spans import furniture_spans, paragraph_spans
from stemma.read.html_article import ARTICLE_PARTS, LEAST_BODY, label_lines, read_page, settle_head
from stemma.read.html_front import find_page_front
from stemma.read.interruptions import find_author_notes
from stemma.read.languages import detect_language
from stemma.read.lines import Line
from stemma.read.page_text import PageText, parse_page
from stemma.read.quick.quick_body import SURE, QuickBody, find_quick_body
from stemma.read.quick.quick_lines import QuickLines, find_end
from stemma.read.structured_data import read_page_data
from stemma.read.truncation import is_truncated

NO_ARTICLE = "There is no article on the page: no main text was found."
_LARGE_BLOCK = 400
"""Texts and tags of a block beyond which only its start tag is looked at: no byline is that long."""


def read_page_quick(page: str, *, source: str, identity: str) -> Article | str:
    """The article on ``page`` by the fast path alone, or a sentence that says why there is none."""
    found = find_quick_body(page)
    return found if isinstance(found, str) else make_article(found, source=source, identity=identity)


def read_page_either(page: str, *, source: str, identity: str) -> Article | str:
    """The article on ``page``: by the fast path where that is sure of the body, else by the best path."""
    found = find_quick_body(page)
    if not isinstance(found, str) and found.confidence >= SURE:
        article = make_article(found, source=source, identity=identity)
        if isinstance(article, Article):
            return article
    return read_page(page, source=source, identity=identity)


def make_article(found: QuickBody, *, source: str, identity: str) -> Article | str:
    """An article of lines and body, its front matter found as the best path finds it."""
    text = lay_lines(found.lines)
    tree = parse_page(f"<html><body>{found.lines.facts}</body></html>")
    if tree is None:
        return NO_ARTICLE
    data = read_page_data(tree)
    chosen = list(found.chosen)
    front = find_page_front(tree, text, chosen, data)
    front, reasons = settle_head(text, chosen, front)
    reasons |= dict.fromkeys(find_author_notes(text.lines, chosen, front.byline), "about the author")
    labels = [reasons.get(n, label) for n, label in enumerate(label_lines(text, chosen, front))]
    chosen = [label == "body" for label in labels]
    spans = paragraph_spans(text.lines, chosen)
    if sum(b - a for a, b in spans) < LEAST_BODY:
        return NO_ARTICLE
    title, deck = (
        None if n is None else Span(text.lines[n].start, text.lines[n].end) for n in (front.title_line, front.deck_line)
    )
    return Article(
        id=identity,
        source=source,
        text=text.text,
        title=front.title,
        deck=None if deck is None else text.text[deck.start : deck.end],
        byline=front.byline,
        dateline=front.dateline,
        agency=front.agency,
        published=front.published,
        modified=front.modified,
        outlet=front.outlet,
        url=front.url,
        language=detect_language(" ".join(text.text[a:b] for a, b in spans[:30])),
        title_span=title,
        deck_span=deck,
        body=spans,
        captions=tuple(
            Span(line.start, line.end) for line, label in zip(text.lines, labels, strict=True) if label == "caption"
        ),
        furniture=furniture_spans(text.lines, [None if label in ARTICLE_PARTS else label for label in labels]),
        truncated=is_truncated(text.lines, chosen),
        confidence=found.confidence,
    )


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
        pieces, start = self._lines.pieces, self._lines.blocks[n]
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
