"""Lines: the pieces of an article's text that are told apart as body, caption or furniture."""

import re
from dataclasses import dataclass, replace

from stemma.model.span import Span
from stemma.text.words import split_words

_WIDEST, _NARROWEST, _RAGGED = 100, 50, 4
"""Columns at which mail and terminals wrap text, and how ragged its right edge is."""
_END = re.compile(r"[.!?…:;。！？؟।۔]\s?[\"'”’“‘»«)\]」』]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the text, white space at its ends left out: ``article.text[start:end] == text``."""

    start: int
    end: int
    text: str
    tag: str = ""
    """The block element that holds it; empty in a text without markup."""
    zone: str = ""
    """The part of the page that holds it, by its markup: ``navigation``, ``comments``, ...; empty for none."""
    linked: float = 0.0
    """Share of its characters that are a link."""


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of ``text`` that are not blank."""
    lines = []
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            at = start + len(raw) - len(raw.lstrip())
            lines.append(Line(start=at, end=at + len(stripped), text=stripped))
        start += len(raw) + 1
    return tuple(lines)


def unwrap_lines(lines: tuple[Line, ...], text: str) -> tuple[Line, ...]:
    """Lines of a text that was wrapped at a column, one a paragraph again; other texts' lines as they are.

    A wrapped text shows by its lines: most are nearly as long as the longest, which is short, and
    most of those stop in mid-sentence.
    """
    width = _wrap_width(lines)
    if width is None:
        return lines
    joined: list[tuple[Line, int]] = []  # the first line of a paragraph, and where its last one ends
    before: Line | None = None
    for line in lines:
        # A line is broken off only where the next line's first word would not have fitted.
        first_word = len(line.text.split(None, 1)[0])
        full = before is not None and len(before.text) + 1 + first_word > width - _RAGGED
        if before is not None and full and text.count("\n", before.end, line.start) == 1:
            joined[-1] = joined[-1][0], line.end
        else:
            joined.append((line, line.end))
        before = line
    return tuple(replace(line, end=end, text=text[line.start : end]) for line, end in joined)


def _wrap_width(lines: tuple[Line, ...]) -> int | None:
    lengths = [len(line.text) for line in lines]
    if len(lengths) < 4 or max(lengths) > _WIDEST:
        return None
    width = max(lengths)
    full = [line for line in lines if len(line.text) > width - 3 * _RAGGED]
    broken = [line for line in full if not ends_sentence(line.text)]
    wrapped = width >= _NARROWEST and len(full) * 2 >= len(lines) and len(broken) * 3 >= len(full) * 2
    return width if wrapped else None


def ends_sentence(line: str) -> bool:
    """Whether ``line`` ends as a sentence, a heading with a colon or a quotation ends."""
    return bool(_END.search(line))


def join_broken(lines: list[Line]) -> list[Span]:
    """One span a paragraph; lines over which one sentence runs on (a link cut it) are one span."""
    spans: list[Span] = []
    before: Line | None = None
    for line in lines:
        if before and runs_on(before, line):
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(Span(line.start, line.end))
        before = line
    return spans


def runs_on(before: Line, after: Line) -> bool:
    """Whether ``after`` goes on with the sentence of ``before``: no end there, no beginning here, no blank line."""
    if after.start - before.end > 2 or ends_sentence(before.text):
        return False
    first = after.text[0]
    return (
        first.islower()
        or first in ",.;:)”’…"
        or before.text[-1] in ",-–—(“‘"
        or (before.text[-1].islower() and (before.text.rsplit(None, 1)[-1] in _OPEN_WORDS))
    )


_OPEN_WORDS = frozenset(
    split_words(
        "a an and are as at but by for from had has have he her his in is it its of on or that the their they to was "
        "were which who will with would"
    )
)
