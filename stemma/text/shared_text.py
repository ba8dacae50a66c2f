"""Text that articles share: maximal runs of the same words, and sentences that are nearly the same.

Nothing is compared that shares no words: each article is looked up in an index of the shingles of those before it,
and an index entry holds the first few articles only. The work grows with the length of all text together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from stemma.text.word_places import Words

LEAST_WORDS = 8
"""The shortest run that is a copy: shorter ones are found anywhere."""
_HOLDERS = 8
"""A shingle is looked up in the first articles that hold it. What stands in more has its source among those."""
_PLACES = 3
_SHORT = 3
"""Words of a shingle that sentences are looked up by."""
_LEAST_SHORT = 2
_LONGEST_SENTENCE = 150
_LEAST_KEPT = 12
"""Words that a light rewrite keeps: what changed a little must show more than what did not."""
_LIKE = 0.7
"""The share of the shorter sentence's words that a light rewrite keeps, in order."""
_LIKE_LONGER = 0.5
_TOGETHER = 2
"""Single words in common, between changed ones, show nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Stretch:
    """Words ``start`` to ``end`` of text ``one`` and ``other_start`` to ``other_end`` of text ``other``."""

    one: int
    start: int
    end: int
    other: int
    other_start: int
    other_end: int
    words: int
    """How many words both have, in order."""
    same: bool
    """Whether they are the same words throughout."""


def find_shared(texts: Sequence[Words]) -> tuple[Stretch, ...]:
    """Each stretch of a text (``other``) that an earlier text (``one``) has too."""
    runs = list(_find_runs(texts))
    return (*runs, *_find_rewrites(texts, runs))


def _find_runs(texts: Sequence[Words]) -> Iterator[Stretch]:
    """Maximal runs; each word of a text is in at most one run with each earlier text."""
    index: dict[tuple[str, ...], dict[int, list[int]]] = defaultdict(dict)
    for number, text in enumerate(texts):
        shingles = [text.words[at : at + LEAST_WORDS] for at in range(len(text.words) - LEAST_WORDS + 1)]
        covered: dict[int, int] = defaultdict(int)
        for at, shingle in enumerate(shingles):
            for one, places in index.get(shingle, {}).items():
                if at < covered[one]:
                    continue
                length, place = max((_run_length(texts[one], p, text, at), -p) for p in places)
                covered[one] = at + length
                yield Stretch(
                    one=one,
                    start=-place,
                    end=length - place,
                    other=number,
                    other_start=at,
                    other_end=at + length,
                    words=length,
                    same=True,
                )
        for at, shingle in enumerate(shingles):
            holders = index[shingle]
            if number in holders or len(holders) < _HOLDERS:
                places = holders.setdefault(number, [])
                if len(places) < _PLACES:
                    places.append(at)


def _run_length(one: Words, at: int, other: Words, place: int) -> int:
    length = LEAST_WORDS
    most = min(len(one.words) - at, len(other.words) - place)
    while length < most and one.words[at + length] == other.words[place + length]:
        length += 1
    return length


def _find_rewrites(texts: Sequence[Words], runs: Sequence[Stretch]) -> Iterator[Stretch]:
    """Sentences that keep most words of an earlier text's sentence, where no run says so already."""
    told: dict[tuple[int, int], set[int]] = defaultdict(set)
    for run in runs:
        told[run.one, run.other].update(range(run.other_start, run.other_end))
    index: dict[tuple[str, ...], dict[int, list[int]]] = defaultdict(dict)
    for number, text in enumerate(texts):
        for first, end in text.bounds:
            if not _LEAST_KEPT <= end - first <= _LONGEST_SENTENCE:
                continue
            for one, sentence in _candidates(index, text.words[first:end]):
                stretch = _align(texts, one, texts[one].bounds[sentence], number, (first, end))
                if stretch and not _is_told(stretch, told[one, number]):
                    yield stretch
        for sentence, (first, end) in enumerate(text.bounds):
            for shingle in _short_shingles(text.words[first:end]):
                holders = index[shingle]
                if number in holders or len(holders) < _HOLDERS:
                    places = holders.setdefault(number, [])
                    if len(places) < _PLACES:
                        places.append(sentence)


def _short_shingles(words: tuple[str, ...]) -> dict[tuple[str, ...], None]:
    return dict.fromkeys(words[at : at + _SHORT] for at in range(len(words) - _SHORT + 1))


def _candidates(
    index: dict[tuple[str, ...], dict[int, list[int]]], words: tuple[str, ...]
) -> Iterator[tuple[int, int]]:
    """The sentence of each earlier text that shares the most shingles with ``words``."""
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for shingle in _short_shingles(words):
        for one, places in index.get(shingle, {}).items():
            counts[one].update(dict.fromkeys(places, 1))
    for one in sorted(counts):
        sentence, count = min(counts[one].items(), key=lambda item: (-item[1], item[0]))
        if count >= _LEAST_SHORT:
            yield one, sentence


def _align(
    texts: Sequence[Words], one: int, own: tuple[int, int], other: int, others: tuple[int, int]
) -> Stretch | None:
    a, b = texts[one].words[own[0] : own[1]], texts[other].words[others[0] : others[1]]
    if not _LEAST_KEPT <= len(a) <= _LONGEST_SENTENCE:
        return None
    blocks = [
        block for block in LCSseq.opcodes(a, b) if block.tag == "equal" and block.src_end - block.src_start >= _TOGETHER
    ]
    kept = sum(block.src_end - block.src_start for block in blocks)
    if kept < _LEAST_KEPT or kept < _LIKE * min(len(a), len(b)) or kept < _LIKE_LONGER * max(len(a), len(b)):
        return None
    return Stretch(
        one=one,
        start=own[0] + blocks[0].src_start,
        end=own[0] + blocks[-1].src_end,
        other=other,
        other_start=others[0] + blocks[0].dest_start,
        other_end=others[0] + blocks[-1].dest_end,
        words=kept,
        same=False,
    )


def _is_told(stretch: Stretch, told: set[int]) -> bool:
    """Whether runs hold half of the stretch or more."""
    inside = sum(at in told for at in range(stretch.other_start, stretch.other_end))
    return 2 * inside >= stretch.other_end - stretch.other_start
