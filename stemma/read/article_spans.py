"""From labelled lines to the spans of an article: body, captions, and furniture with its reasons."""

from collections.abc import Sequence

from stemma.model.span import Furniture, Span
from stemma.read.lines import Line, join_broken


def paragraph_spans(lines: Sequence[Line], chosen: Sequence[bool]) -> tuple[Span, ...]:
    """One span a paragraph of the chosen lines; a line that was left out parts its neighbours."""
    spans: list[Span] = []
    run: list[Line] = []
    for line, kept in zip(lines, chosen, strict=True):
        if kept:
            run.append(line)
        elif run:
            spans += join_broken(run)
            run = []
    return tuple(spans + join_broken(run))


def line_span(lines: Sequence[Line], n: int | None) -> Span | None:
    """The span of line ``n``; None for none."""
    return None if n is None else Span(lines[n].start, lines[n].end)


def furniture_spans(lines: Sequence[Line], reasons: Sequence[str | None]) -> tuple[Furniture, ...]:
    """The lines that have a reason, neighbours of one reason as one stretch."""
    spans: list[Furniture] = []
    before: str | None = None
    for line, reason in zip(lines, reasons, strict=True):
        if reason is not None:
            if before == reason:
                spans[-1] = Furniture(spans[-1].start, line.end, reason)
            else:
                spans.append(Furniture(line.start, line.end, reason))
        before = reason
    return tuple(spans)
