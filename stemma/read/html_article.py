"""An HTML page to an article."""

from stemma.model.article import Article
from stemma.model.span import Span
from stemma.read.article_spans import furniture_spans, paragraph_spans
from stemma.read.furniture_phrases import find_phrase
from stemma.read.html_body import is_covered, locate_body
from stemma.read.languages import detect_language
from stemma.read.page_text import MAX_DEPTH, MAX_ELEMENTS, measure_depth, parse_page

_LEAST_BODY = 80


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
    text, shares, found = locate_body(tree)
    chosen = [is_covered(share) for share in shares]
    spans = paragraph_spans(text.lines, chosen)
    if sum(b - a for a, b in spans) < _LEAST_BODY:
        return "There is no article on the page: no main text was found."
    reasons = [
        None if kept else find_phrase(line.text) or line.zone or "outside the article"
        for line, kept in zip(text.lines, chosen, strict=True)
    ]
    return Article(
        id=identity,
        source=source,
        text=text.text,
        language=detect_language(" ".join(text.text[a:b] for a, b in spans[:30])),
        body=spans,
        captions=tuple(Span(line.start, line.end) for line in ()),
        furniture=furniture_spans(text.lines, reasons),
        confidence=round(found, 3),
    )
