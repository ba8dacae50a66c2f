"""A main text that another extractor has told, with what its container says of it, to an article."""

from stemma.model.article import Article
from stemma.model.span import Block, Span
from stemma.read.article_spans import furniture_spans, paragraph_spans
from stemma.read.credits import read_dateline
from stemma.read.interruptions import find_interruptions
from stemma.read.languages import detect_language
from stemma.read.lines import split_lines, unwrap_lines
from stemma.read.text_bounds import LEAST_BODY, refuse_size
from stemma.read.truncation import is_truncated
from stemma.text.agencies import find_credited

_SURE = 0.9
"""How sure the body is: extractors miss and add a tenth, by the open benchmarks."""


def read_main_text(text: str, *, title: str | None, source: str, identity: str) -> Article | str:
    """The article: a first line that is ``title`` is its headline, all else its body but pleas and buttons."""
    too_large = refuse_size(text)
    if too_large:
        return too_large
    lines = unwrap_lines(split_lines(text), text)
    headed = bool(lines) and title is not None and lines[0].text == title
    chosen = [not (headed and n == 0) for n in range(len(lines))]
    named = find_interruptions(lines, chosen)
    chosen = [kept and n not in named for n, kept in enumerate(chosen)]
    spans = paragraph_spans(lines, chosen)
    if sum(b - a for a, b in spans) < LEAST_BODY:
        return "There is no article in it: its text is shorter than a paragraph."
    first = next(line.text for line, kept in zip(lines, chosen, strict=True) if kept)
    dateline = read_dateline(first)
    return Article(
        id=identity,
        source=source,
        text=text,
        title=title if headed else None,
        title_span=Span(lines[0].start, lines[0].end) if headed else None,
        dateline=dateline[0] if dateline else None,
        agency=find_credited(dateline[1], text[:4000]) if dateline and dateline[1] else None,
        body=spans,
        blocks=tuple(Block(start, end, "paragraph") for start, end in spans),
        markup=True,
        furniture=furniture_spans(lines, [named.get(n) for n in range(len(lines))]),
        language=detect_language(" ".join(text[a:b] for a, b in spans[:30])),
        truncated=is_truncated(lines, chosen),
        confidence=_SURE,
    )
