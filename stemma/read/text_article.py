"""A text without markup (a page saved or dumped as .txt) to an article."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from stemma.model.article import Article, DateSeen
from stemma.model.span import Span
from stemma.read.article_spans import furniture_spans, line_span, paragraph_spans
from stemma.read.dump_blocks import classify_blocks
from stemma.read.dump_choice import choose_dump_lines
from stemma.read.furniture_phrases import UNKNOWN
from stemma.read.interruptions import find_author_notes, find_interruptions
from stemma.read.languages import detect_language
from stemma.read.line_shapes import measure_shapes
from stemma.read.lines import Line, split_lines, unwrap_lines
from stemma.read.people import read_people
from stemma.read.text_bounds import LEAST_BODY, NO_PROSE, refuse_size
from stemma.read.text_front import Front, find_front
from stemma.read.truncation import is_truncated

_PRINTED = "It is the day that the text prints as its own."


def read_text(text: str, *, source: str, identity: str) -> Article | str:
    """The article in ``text``, or a sentence that says why there is none."""
    too_large = refuse_size(text)
    if too_large:
        return too_large
    lines = unwrap_lines(split_lines(text), text)
    article = label_article(Article(id=identity, source=source, text=text), lines)
    return article if sum(b - a for a, b in article.body) >= LEAST_BODY else NO_PROSE


def label_article(article: Article, lines: Sequence[Line], likeness: Sequence[float | None] | None = None) -> Article:
    """``article`` with its spans and front matter set from its text; ``likeness`` as in ``choose_dump_lines``."""
    shapes = measure_shapes(lines)
    chosen, sure = choose_dump_lines(lines, shapes, likeness)
    named = find_interruptions(lines, chosen)
    chosen = [kept and n not in named for n, kept in enumerate(chosen)]
    front, body = find_front(lines, chosen)
    for n in find_author_notes(lines, body, front.byline):
        body[n], named[n] = False, "about the author"
    spans = paragraph_spans(lines, body)
    apart = {front.title_line, front.deck_line, *front.captions}
    reasons = [
        None
        if body[n] or n in apart
        else front.furniture.get(n) or named.get(n) or shapes[n].heading or shapes[n].address or ""
        for n in range(len(lines))
    ]
    captions = tuple(Span(lines[n].start, lines[n].end) for n in front.captions)
    sample = " ".join(article.text[a:b] for a, b in spans[:30])
    return replace(
        article,
        title=front.title,
        deck=front.deck,
        byline=front.byline,
        authors=tuple(read_people(front.byline, outlet=front.outlet)) if front.byline else (),
        dateline=front.dateline,
        agency=front.agency,
        published=front.published,
        modified=front.modified,
        dates=tuple(_list_dates(front)),
        outlet=front.outlet,
        language=detect_language(sample),
        title_span=line_span(lines, front.title_line),
        deck_span=line_span(lines, front.deck_line),
        body=spans,
        captions=captions,
        blocks=classify_blocks(article.text, spans, captions),
        furniture=furniture_spans(lines, _carry_reasons(reasons)),
        truncated=is_truncated(lines, body),
        confidence=sure,
    )


def _list_dates(front: Front) -> Iterator[DateSeen]:
    if front.published:
        yield DateSeen(kind="published", value=front.published, where="printed in the text", why=_PRINTED)
    if front.modified:
        yield DateSeen(kind="modified", value=front.modified, where="printed in the text", why=_PRINTED)


def _carry_reasons(reasons: list[str | None]) -> list[str | None]:
    """Lines without a reason of their own take that of the heading above them."""
    carried: list[str | None] = []
    last = ""
    for reason in reasons:
        last = reason or last if reason is not None else ""
        carried.append(None if reason is None else last or UNKNOWN)
    return carried
