"""Finding extracted paragraphs again in a page's whole text: exact where possible, by pieces where not."""

import re
from bisect import bisect_right
from itertools import compress

from stemma.model.span import Span

_PIECE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+")
_LEAST = 12
"""Letters below which a piece that stands more than once on the page is not looked for away from its neighbours."""


class TextIndex:
    """The letters and digits of a text, folded, each with its place in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.letters, self.places = _squash(text)

    def span(self, start: int, size: int) -> Span:
        """The stretch of the text from letter ``start`` over ``size`` letters."""
        return Span(self.places[start], self.places[start + size - 1] + 1)

    def find_all(self, letters: str, limit: int = 20) -> list[int]:
        """Where ``letters`` occur, as positions among the letters."""
        found: list[int] = []
        at = self.letters.find(letters)
        while at >= 0 and len(found) < limit:
            found.append(at)
            at = self.letters.find(letters, at + len(letters))
        return found


def align_passages(index: TextIndex, passages: list[str]) -> tuple[list[Span], float]:
    """The stretches of ``index.text`` that hold ``passages``, in order, and the share of their letters found.

    White space, punctuation and case do not count. A passage that occurs more than once is taken where it
    stands between its neighbours; one that is not found whole is looked for sentence by sentence.
    """
    pieces = _split_found(index, passages)
    wanted = sum(len(letters) for letters, _ in pieces)
    anchors = [(n, places[0]) for n, (_, places) in enumerate(pieces) if len(places) == 1]
    anchors = _longest_rise(anchors)
    at = dict(anchors)
    numbers = [n for n, _ in anchors]
    spans: list[Span] = []
    got = 0
    last = 0
    for n, (letters, places) in enumerate(pieces):
        if n in at:
            place = at[n]
        elif len(places) == 1 and len(letters) >= 4 * _LEAST:
            place = places[0]
        else:
            following = bisect_right(numbers, n)
            bound = at[numbers[following]] if following < len(numbers) else len(index.letters)
            between = [p for p in places if last <= p and p + len(letters) <= bound]
            if between:
                place = between[0]
            elif places and len(letters) >= 4 * _LEAST:
                place = min(places, key=lambda p: abs(p - last))
            else:
                continue
        spans.append(index.span(place, len(letters)))
        got += len(letters)
        last = max(last, place + len(letters)) if n in at or place >= last else last
    return merge_spans(spans), got / wanted if wanted else 0.0


def merge_spans(spans: list[Span]) -> list[Span]:
    """``spans`` in order, those that overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _split_found(index: TextIndex, passages: list[str]) -> list[tuple[str, list[int]]]:
    pieces: list[tuple[str, list[int]]] = []
    for passage in passages:
        letters = _squash(passage)[0]
        if not letters:
            continue
        places = index.find_all(letters)
        if places:
            pieces.append((letters, places))
            continue
        for sentence in _PIECE.split(passage):
            part = _squash(sentence)[0]
            if part:
                pieces.append((part, index.find_all(part)))
    return pieces


def _longest_rise(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of anchors whose places rise with their order (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for n, (_, place) in enumerate(anchors):
        at = bisect_right(tails, place)
        back.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [n]
    run: list[tuple[int, int]] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        run.append(anchors[n])
        n = back[n]
    return run[::-1]


def _squash(text: str) -> tuple[str, list[int]]:
    low = text.casefold()
    if len(low) != len(text):  # a letter whose folded form is longer ("ß") counts as the first of it
        low = "".join(c.casefold()[:1] or c for c in text)
    kept = list(map(str.isalnum, text))
    return "".join(compress(low, kept)), list(compress(range(len(text)), kept))
