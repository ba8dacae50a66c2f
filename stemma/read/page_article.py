"""Lines of which some are the body to an article: front matter, captions, kinds of blocks, reasons for the rest.

Both paths end here, the best one (``html_article``) and the fast one (``quick``).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from lxml import etree

from stemma.model.article import Article
from stemma.model.span import Block, Span
from stemma.read.article_spans import furniture_spans, line_span, paragraph_spans
from stemma.read.credits import is_meta
from stemma.read.furniture_reasons import name_reason
from stemma.read.html_front import PageFront, find_page_front
from stemma.read.interruptions import find_author_notes, find_interruptions
from stemma.read.languages import choose_language
from stemma.read.notices import keep_notices
from stemma.read.page_text import EMBEDDED, PageText
from stemma.read.structured_data import PageData
from stemma.read.text_bounds import LEAST_BODY
from stemma.read.truncation import is_paid_stub, is_truncated

NO_ARTICLE = "There is no article on the page: no main text was found."
_MOSTLY = 0.5
_MOST_HEADS = 3
_LINK_LIST = 0.9
_SAMPLE = 30
"""Paragraphs by which the language is told."""
_ARTICLE_PARTS = ("body", "caption", "title", "deck")

ListKinds = Callable[[PageText, Sequence[Span], Sequence[Span]], tuple[Block, ...]]
"""The page, the stretches of its body, its captions: the blocks."""


def compose_article(
    tree: etree._Element,
    text: PageText,
    chosen: list[bool],
    data: PageData,
    *,
    sure: float,
    list_kinds: ListKinds,
    source: str,
    identity: str,
    received: str | None = None,
) -> Article | str:
    """The article whose body are the ``chosen`` lines of ``text``, or a sentence that says why there is none.

    ``tree``: the page's, or as much of it as holds what it says of itself. ``chosen`` is changed in place.
    """
    if not any(chosen):
        return NO_ARTICLE
    keep_notices(text.lines, chosen)
    front, reasons = settle_head(text, chosen, find_page_front(tree, text, chosen, data, received))
    reasons |= dict.fromkeys(find_author_notes(text.lines, chosen, front.byline), "about the author")
    labels = [reasons.get(n, label) for n, label in enumerate(label_lines(text, chosen, front))]
    chosen = [label == "body" for label in labels]
    spans = paragraph_spans(text.lines, chosen)
    if sum(b - a for a, b in spans) < LEAST_BODY:
        return NO_ARTICLE
    if measure_links(text, chosen) >= _LINK_LIST:
        return "There is no article on the page: it is a list of links to others. Give the pages that it leads to."
    captions = tuple(
        Span(line.start, line.end) for line, label in zip(text.lines, labels, strict=True) if label == "caption"
    )
    paragraphs = [text.text[a:b] for a, b in spans]
    return Article(
        id=identity,
        source=source,
        text=text.text,
        title=front.title,
        deck=text.lines[front.deck_line].text if front.deck_line is not None else None,
        byline=front.byline,
        dateline=front.dateline,
        agency=front.agency,
        published=front.published,
        modified=front.modified,
        dates=front.dates,
        authors=front.authors,
        section=front.section,
        country=front.country,
        outlet=front.outlet,
        url=front.url,
        language=choose_language(" ".join(paragraphs[:_SAMPLE]), front.language),
        title_span=line_span(text.lines, front.title_line),
        deck_span=line_span(text.lines, front.deck_line),
        body=spans,
        captions=captions,
        furniture=furniture_spans(text.lines, [None if label in _ARTICLE_PARTS else label for label in labels]),
        blocks=list_kinds(text, spans, captions),
        markup=True,
        truncated=is_truncated(text.lines, chosen) or is_paid_stub(data.article, " ".join(paragraphs)),
        confidence=round(sure, 3),
    )


def measure_links(page: PageText, chosen: Sequence[bool]) -> float:
    """The share of the letters of the ``chosen`` lines that are links."""
    kept = [line for line, body in zip(page.lines, chosen, strict=True) if body]
    return sum(line.linked * len(line.text) for line in kept) / max(1, sum(len(line.text) for line in kept))


def settle_head(page: PageText, chosen: list[bool], front: PageFront) -> tuple[PageFront, dict[int, str]]:
    """Take byline, date and deck off the head of the body, in place; the front with its deck, and their reasons."""
    reasons: dict[int, str] = {}
    numbers = [n for n, kept in enumerate(chosen) if kept and n not in (front.title_line, front.deck_line)]
    if len(numbers) < _MOST_HEADS + 1:
        return front, reasons
    meta = [n for n in range(numbers[0], numbers[_MOST_HEADS] + 1) if is_meta(page.lines[n])]
    for n in meta:
        if chosen[n]:
            chosen[n] = False
            reasons[n] = "byline"
    first = numbers[0]
    under_title = front.title_line is not None and 0 < first - front.title_line <= _MOST_HEADS
    if meta and first < meta[0] <= first + _MOST_HEADS and under_title and front.deck_line is None:
        chosen[first] = False
        front = replace(front, deck_line=first)
    return front, reasons


def label_lines(page: PageText, chosen: Sequence[bool], front: PageFront) -> list[str]:
    """What each line is: ``body``, ``caption``, ``title``, ``deck``, or the reason why it is furniture."""
    labels = []
    named = find_interruptions(page.lines, chosen)
    first = front.title_line if front.title_line is not None else next((n for n, kept in enumerate(chosen) if kept), 0)
    last = max((n for n, kept in enumerate(chosen) if kept), default=-1)
    for n, (line, kept) in enumerate(zip(page.lines, chosen, strict=True)):
        if n == front.title_line:
            labels.append("title")
        elif n == front.deck_line:
            labels.append("deck")
        elif line.zone == "caption" and first <= n <= last + 1 and line.linked < _MOSTLY:
            labels.append("caption")
        elif line.zone == EMBEDDED and first < n <= last:
            labels.append("body")
        elif kept:
            labels.append(named.get(n, "body"))
        elif n in named:
            labels.append(named[n])
        else:
            labels.append(name_reason(page, n, front.title))
    return labels
