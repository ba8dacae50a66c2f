"""Two texts laid beside each other, word by word: which stretches are the same, which stand in place of which."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

_RUN = 8
"""Words of a run that two texts are held together by."""
_MOST_WORDS = 3_000
"""A changed stretch with more words is one."""
Block = tuple[int, int, int, int]
"""From, to in the one; from, to in the other."""


def align_words(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Stretches that cover both, in order: the same on both sides, or one in place of the other.

    Runs of words that stand once in both hold the two together (patience diff); what lies between is aligned word by
    word. So the work grows with the length, whatever the words.
    """
    blocks: list[Block] = []
    at_old = at_new = 0
    for a, c, size in [*_find_anchors(old, new), (len(old), len(new), 0)]:
        blocks += _align_stretch(old[at_old:a], new[at_new:c], at_old, at_new)
        if size:
            blocks.append((a, a + size, c, c + size))
        at_old, at_new = a + size, c + size
    merged: list[Block] = []
    changed = False
    for block in blocks:
        a, b, c, d = block
        was, changed = changed, list(old[a:b]) != list(new[c:d])
        if was and changed:
            merged[-1] = (merged[-1][0], b, merged[-1][2], d)
        else:
            merged.append(block)
    return merged


def _find_anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Stretches that are the same in both, in order in both: where they start, and how many words they have."""
    places, places_new = _find_single(old), _find_single(new)
    pairs = [(at, places_new[run]) for run, at in places.items() if run in places_new]
    anchors: list[tuple[int, int, int]] = []
    for one, other in _keep_ascending(pairs):
        if anchors:
            a, c, size = anchors[-1]
            if other - one == c - a and one <= a + size:
                anchors[-1] = (a, c, one + _RUN - a)
                continue
            if one < a + size or other < c + size:
                continue
        anchors.append((one, other, _RUN))
    return anchors


def _find_single(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """The runs of words that stand there once, with where."""
    runs = [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _keep_ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs that ascend on both sides; given in order of the first."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int | None] = []
    for number, (_, other) in enumerate(pairs):
        at = bisect_left(ends, other)
        before.append(tails[at - 1] if at else None)
        if at == len(ends):
            ends.append(other)
            tails.append(number)
        else:
            ends[at], tails[at] = other, number
    kept = []
    link = tails[-1] if tails else None
    while link is not None:
        kept.append(pairs[link])
        link = before[link]
    return kept[::-1]


def _align_stretch(old: Sequence[str], new: Sequence[str], old_at: int, new_at: int) -> list[Block]:
    if not old and not new:
        return []
    if not old or not new or max(len(old), len(new)) > _MOST_WORDS:
        return [(old_at, old_at + len(old), new_at, new_at + len(new))]
    return [
        (old_at + code.src_start, old_at + code.src_end, new_at + code.dest_start, new_at + code.dest_end)
        for code in LCSseq.opcodes(old, new)
    ]
