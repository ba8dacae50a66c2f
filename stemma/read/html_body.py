"""The body of an HTML page: trafilatura's extraction, led back to the lines of the page's whole text."""

import logging
from copy import copy

from lxml import etree

from stemma.model.span import Span
from stemma.read.body_alignment import TextIndex, align_passages
from stemma.read.page_text import PageText, render_page

_LEAST_FOUND = 0.6


def extract_passages(tree: etree._Element) -> list[str]:
    """The passages that trafilatura takes for the main text of ``tree``, in order; none where it finds no article."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(copy(tree), include_comments=False, include_tables=True)
    except Exception:  # any failure inside the extractor is a page without an article to us
        return []
    text = getattr(document, "text", None) or ""
    return [line for line in text.split("\n") if line.strip()]


def locate_body(tree: etree._Element) -> tuple[PageText, tuple[float, ...], float]:
    """The page's text; of each of its lines the share that is main text; the share of the main text found again."""
    passages = extract_passages(tree)
    page = render_page(tree)
    spans, found = align_passages(TextIndex(page.text), passages)
    if passages and found < _LEAST_FOUND:
        whole = render_page(tree, hidden=True)
        spans_of_whole, found_in_whole = align_passages(TextIndex(whole.text), passages)
        if found_in_whole > found:
            page, spans, found = whole, spans_of_whole, found_in_whole
    return page, measure_cover(page, spans), found


def measure_cover(page: PageText, spans: list[Span]) -> tuple[float, ...]:
    """The share of each line of ``page`` that ``spans`` (ordered, disjoint) cover."""
    shares = []
    first = 0
    for line in page.lines:
        while first < len(spans) and spans[first].end <= line.start:
            first += 1
        covered = 0
        for span in spans[first:]:
            if span.start >= line.end:
                break
            covered += min(span.end, line.end) - max(span.start, line.start)
        shares.append(covered / (line.end - line.start))
    return tuple(shares)
