"""An HTML page to an article."""

from collections.abc import Sequence
from dataclasses import replace

from stemma.model.article import Article
from stemma.model.span import Span
from stemma.read.article_spans import furniture_spans, paragraph_spans
from stemma.read.block_choice import choose_blocks
from stemma.read.block_kinds import list_blocks
from stemma.read.credits import is_meta
from stemma.read.furniture_reasons import name_reason
from stemma.read.html_body import locate_body
from stemma.read.html_front import PageFront, find_page_front
from stemma.read.interruptions import find_author_notes, find_interruptions
from stemma.read.languages import choose_language
from stemma.read.notices import keep_notices
from stemma.read.page_text import EMBEDDED, MAX_DEPTH, MAX_ELEMENTS, PageText, measure_depth, parse_page, prune_hidden
from stemma.read.structured_data import read_page_data
from stemma.read.truncation import is_paid_stub, is_truncated

LEAST_BODY = 80
_MOSTLY = 0.5
_MOST_HEADS = 3
_LINK_LIST = 0.9
_NO_ARTICLE = "There is no article on the page: no main text was found."
ARTICLE_PARTS = ("body", "caption", "title", "deck")


def read_page(page: str, *, source: str, identity: str) -> Article | str:
    """The article on ``page``, or a sentence that says why there is none."""
    depth = measure_depth(page)
    if depth > MAX_DEPTH:
        return f"Its tags are nested {depth:,} deep, which no page needs; {MAX_DEPTH:,} is the limit."
    tree = parse_page(page)
    if tree is None:
        return "It holds no HTML that can be read."
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        return f"It has more than {MAX_ELEMENTS:,} elements, which no article has."
    data = read_page_data(tree)
    prune_hidden(tree)
    text, covers, found = locate_body(tree)
    if not text.lines:
        return _NO_ARTICLE
    choice = choose_blocks(text, data, covers=covers, found=found)
    chosen = list(choice.chosen)
    if not any(chosen):
        return _NO_ARTICLE
    keep_notices(text.lines, chosen)
    front = find_page_front(tree, text, chosen, data)
    front, reasons = settle_head(text, chosen, front)
    reasons |= dict.fromkeys(find_author_notes(text.lines, chosen, front.byline), "about the author")
    labels = [reasons.get(n, label) for n, label in enumerate(label_lines(text, chosen, front))]
    chosen = [label == "body" for label in labels]
    spans = paragraph_spans(text.lines, chosen)
    if sum(b - a for a, b in spans) < LEAST_BODY:
        return _NO_ARTICLE
    if measure_links(text, chosen) >= _LINK_LIST:
        return "There is no article on the page: it is a list of links to others. Give the pages that it leads to."
    captions = tuple(
        Span(line.start, line.end) for line, label in zip(text.lines, labels, strict=True) if label == "caption"
    )
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
        language=choose_language(" ".join(text.text[a:b] for a, b in spans[:30]), front.language),
        title_span=_span(text, front.title_line),
        deck_span=_span(text, front.deck_line),
        body=spans,
        captions=captions,
        furniture=furniture_spans(text.lines, [None if label in ARTICLE_PARTS else label for label in labels]),
        blocks=list_blocks(text, spans, captions),
        markup=True,
        truncated=is_truncated(text.lines, chosen)
        or is_paid_stub(data.article, " ".join(text.text[a:b] for a, b in spans)),
        confidence=round(choice.sure, 3),
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


def _span(page: PageText, n: int | None) -> Span | None:
    return None if n is None else Span(page.lines[n].start, page.lines[n].end)
