"""The words of an article's own text with their places, their sentences, and which of them a speaker says.

A word is a run of letters or digits, case-folded: spacing, letter case and punctuation do not make a text another.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stemma.model.span import Span

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?:[.!?…]+[\"”»’']*|\n)\s+")
_MARK = re.compile(r"``|''|[“”„«»\"＂]")
_LONGEST_SPEECH = 1_500
"""Characters; a mark without its partner must not make the rest of a page a quotation."""
_NO_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec mr mrs ms dr prof sir lord
    lady rev gov sen rep gen col capt lt sgt i the""".split()
)
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of an article's own text: parallel tuples, in reading order."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentence: tuple[int, ...]
    """The number of the sentence that each word stands in."""
    spoken: tuple[bool, ...]
    """Whether the word is somebody's direct speech."""
    specific: tuple[bool, ...]
    """Whether the word is a figure or part of a name: what a formula leaves open."""
    specifics: frozenset[str]
    """All its figures and words of names."""
    bounds: tuple[tuple[int, int], ...]
    """First and one past the last word of each sentence."""


def place_words(text: str, body: Iterable[Span], *, speech: Iterable[Span] = (), opens: Iterable[int] = ()) -> Words:
    """The words of the stretches ``body`` of ``text``, in order.

    ``speech``: where somebody is known to speak, besides what stands in quotation marks. ``opens``: where sentences are
    known to begin; where none is given, they are told by marks and line breaks.
    """
    spans = sorted(body)
    found = [
        (m[0], span.start + m.start(), span.start + m.end())
        for span in spans
        for m in _WORD.finditer(text[span.start : span.end])
    ]
    starts = tuple(start for _, start, _ in found)
    number = _number_sentences(sorted(set(opens)) or sorted(set(_open_sentences(text, spans))), starts)
    bounds = _bounds(number)
    words = tuple(word.casefold() for word, _, _ in found)
    specific = _find_specific([word for word, _, _ in found], bounds)
    return Words(
        words=words,
        starts=starts,
        ends=tuple(end for _, _, end in found),
        sentence=number,
        spoken=_cover(starts, find_speech(text, spans, speech)),
        specific=specific,
        specifics=frozenset(word for word, flag in zip(words, specific, strict=True) if flag),
        bounds=bounds,
    )


def has_marks(text: str) -> bool:
    """Whether any quotation mark stands in ``text``; without one, nobody is known to speak in it."""
    return _MARK.search(text) is not None


def find_speech(text: str, body: Sequence[Span], known: Iterable[Span] = ()) -> tuple[Span, ...]:
    """Where somebody speaks between the first of ``body`` and the last: in quotation marks, or as is ``known``."""
    spans = list(known)
    if body:
        spans += _between_marks(text, min(body).start, max(span.end for span in body))
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _between_marks(text: str, start: int, end: int) -> Iterator[Span]:
    """Each stretch from an opening mark to the next closing one, over lines too.

    Where another opening mark comes first (a long quotation opens anew in each paragraph) or no mark comes near, it
    holds to the end of its line.
    """
    opened = -1
    for mark in _MARK.finditer(text, start, end):
        opens, closes = _sides(text, mark.start(), mark.end())
        far = mark.start() - opened > _LONGEST_SPEECH
        if opened >= 0 and (opens or far):
            yield _unclosed(text, opened, mark.start())
        elif opened >= 0 and closes:
            yield Span(opened, mark.end())
        opened = mark.start() if opens else -1
    if opened >= 0:
        yield _unclosed(text, opened, end)


def _unclosed(text: str, start: int, end: int) -> Span:
    line = text.find("\n", start, end)
    return Span(start, min(end if line < 0 else line, start + _LONGEST_SPEECH))


def _sides(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a mark can open, and whether it can close."""
    mark = text[start:end]
    if mark in ("“", "„", "«", "``"):
        return True, False
    if mark in ("”", "»", "''"):
        return False, True
    before = text[start - 1 : start]
    after = text[end : end + 1]
    opens = bool(after) and not after.isspace() and not before.isalnum() and before not in (".", ",", "!", "?")
    return opens, not opens


def _cover(starts: Sequence[int], spans: Sequence[Span]) -> tuple[bool, ...]:
    ends = [span.end for span in spans]
    flags = []
    for start in starts:
        at = bisect_right(ends, start)
        flags.append(at < len(spans) and spans[at].start <= start)
    return tuple(flags)


def _number_sentences(opens: Sequence[int], starts: Sequence[int]) -> tuple[int, ...]:
    number = [bisect_right(opens, start) for start in starts]
    # numbered anew, so that sentences without words leave no gap
    order = {at: n for n, at in enumerate(dict.fromkeys(number))}
    return tuple(order[at] for at in number)


def _open_sentences(text: str, body: Iterable[Span]) -> Iterator[int]:
    for span in body:
        yield span.start
        yield from (m.end() for m in _SENTENCE_END.finditer(text, span.start, span.end))


def _bounds(number: Sequence[int]) -> tuple[tuple[int, int], ...]:
    bounds: list[tuple[int, int]] = []
    for at, n in enumerate(number):
        if n == len(bounds):
            bounds.append((at, at + 1))
        else:
            bounds[n] = (bounds[n][0], at + 1)
    return tuple(bounds)


def _find_specific(words: Sequence[str], bounds: Sequence[tuple[int, int]]) -> tuple[bool, ...]:
    """Figures and names; a sentence mostly in capitals shows no names, and its first word only if a capital follows."""
    flags = [any(c.isdigit() for c in word) for word in words]
    for first, end in bounds:
        capital = [word[0].isupper() and word.casefold() not in _NO_NAMES for word in words[first:end]]
        if sum(capital) > _MOSTLY * len(capital):
            continue
        for at in range(first, end):
            alone = at == first and not (len(capital) > 1 and capital[1])
            flags[at] = flags[at] or (capital[at - first] and not alone)
    return tuple(flags)
