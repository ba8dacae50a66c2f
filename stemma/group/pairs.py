"""Which articles are like which: pairs above a least likeness, without comparing each with each.

Up to ``EXACT_ROWS`` articles every pair is measured. Beyond, articles are compared that share one of their most
telling terms, as near to each other in their order as a common term allows, and each keeps those most like it:
work and memory grow with the number of articles, whatever they hold.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from stemma.group.vectors import Floats, Numbers, Places, Vectors, list_ranges, pack_vectors, sort_stretches

LEAST_LIKENESS = 0.03
"""Pairs less alike than this count as not alike at all."""

EXACT_ROWS = 2000
"""Up to so many articles every pair is measured."""

TELLING_TERMS = 24
"""By how many of its terms, those that weigh most, an article is looked for."""

REACH = 150
"""Of the articles that have a telling term in common, each is compared with so many that follow it."""

MOST_ALIKE = 60
"""How many of those most like it an article keeps; a pair stays where it is among either's."""

LEAST_SHARED = 0.03
"""What two articles' telling terms in common must add to their likeness for the rest to be measured."""

GRAIN = 1_000_000
"""Likeness is rounded to so many parts of one: what sums of floats leave open below that does not show."""

_BATCH = 2_000_000
_ROWS_A_BATCH = 2048
_PART_BITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of articles by index, ``rows < columns``, in order of row and column, each once."""

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    likeness: NDArray[np.float32]


def find_pairs(
    vectors: Vectors | Iterable[Mapping[str, float]], least: float = LEAST_LIKENESS, *, exact: bool | None = None
) -> Pairs:
    """The pairs whose dot product is at least ``least``: all up to ``EXACT_ROWS`` vectors, or where ``exact``.

    Vectors stand in an order that does not depend on how the articles came (``Profile.place``).
    """
    packed = vectors if isinstance(vectors, Vectors) else pack_vectors(vectors)
    if len(packed) <= EXACT_ROWS if exact is None else exact:
        return _measure_all(packed, least)
    index = _index_telling(packed)
    nothing = np.empty(0, dtype=np.int32)
    found = [(nothing, nothing, np.empty(0, dtype=np.float32))]
    for first, last in _split_work(index.count_work(), _ROWS_A_BATCH):
        left, right = _choose_candidates(index, first, last)
        like = measure_pairs(packed, left, right)
        near = like >= least
        found.append((left[near].astype(np.int32), right[near].astype(np.int32), like[near].astype(np.float32)))
    rows, columns, likeness = (np.concatenate(part) for part in zip(*found, strict=True))
    del found
    kept = _keep_nearest(len(packed), rows, columns, likeness)
    return Pairs(rows=rows[kept], columns=columns[kept], likeness=likeness[kept])


def _measure_all(packed: Vectors, least: float) -> Pairs:
    """Every pair, by adding up what each term gives to the pairs of its holders, term after term."""
    size = len(packed)
    rows = packed.list_rows()
    order = np.argsort(packed.terms, kind="stable")
    terms, rows, weights = packed.terms[order], rows[order], packed.weights[order].astype(np.float64)
    followers = np.searchsorted(terms, terms, side="right") - np.arange(1, len(terms) + 1)
    total = np.zeros(size * size)
    for first, last in _split_work(followers, _BATCH):
        counts = followers[first:last]
        own = np.repeat(np.arange(first, last), counts)
        other = list_ranges(np.arange(first + 1, last + 1), counts)
        cells = rows[own].astype(np.int64) * size + rows[other]
        total += np.bincount(cells, weights[own] * weights[other], minlength=len(total))
    likeness = np.round(total.reshape(size, size) * GRAIN) / GRAIN
    left, right = np.nonzero(np.triu(likeness >= least, 1))
    return Pairs(
        rows=left.astype(np.int32), columns=right.astype(np.int32), likeness=likeness[left, right].astype(np.float32)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """The most telling terms of each article: entries in order of term and row, as are ``rows`` and ``weights``."""

    size: int
    rows: Numbers
    weights: Floats
    followers: Places
    """With how many of the entries after it each entry is compared."""
    entries: Places
    """The entries in order of row."""
    starts: Places
    """Where in ``entries`` each row's begin."""

    def count_work(self) -> Places:
        """With how many entries those of each row are compared."""
        sums = np.concatenate([[0], np.cumsum(self.followers[self.entries])])
        return np.diff(sums[self.starts])


def _index_telling(packed: Vectors) -> _Index:
    size = len(packed)
    telling = _list_telling(packed)
    rows = np.repeat(np.arange(size, dtype=np.int32), np.diff(np.searchsorted(telling, packed.starts)))
    order = np.argsort(packed.terms[telling].astype(np.int64) * size + rows)
    terms = packed.terms[telling][order]
    after = np.searchsorted(terms, terms, side="right") - np.arange(1, len(terms) + 1)
    entries = np.empty(len(order), dtype=np.int64)
    entries[order] = np.arange(len(order))
    return _Index(
        size=size,
        rows=rows[order],
        weights=packed.weights[telling][order],
        followers=np.minimum(after, REACH),
        entries=entries,
        starts=np.searchsorted(rows, np.arange(size + 1)).astype(np.int64),
    )


def _list_telling(packed: Vectors) -> Places:
    """The entries of the ``TELLING_TERMS`` terms that weigh most in each row, of those that another row has too."""
    shared = np.bincount(packed.terms, minlength=packed.width) > 1
    found = [np.empty(0, dtype=np.int64)]
    for first in range(0, len(packed), _ROWS_A_BATCH):
        starts = packed.starts[first : first + _ROWS_A_BATCH + 1]
        mine = slice(starts[0], starts[-1])
        weights = np.where(shared[packed.terms[mine]], packed.weights[mine], np.float32(0))
        # A positive float's bits order as the float does; of equal weights the first terms stand first.
        order = sort_stretches(starts - starts[0], np.iinfo(np.int32).max - weights.view(np.int32))
        rank = np.arange(len(order)) - np.repeat(starts[:-1] - starts[0], np.diff(starts))
        chosen = order[rank < TELLING_TERMS]
        found.append(np.sort(chosen[weights[chosen] > 0]) + starts[0])
    return np.concatenate(found)


def _rank_within(groups: Numbers) -> Places:
    """How many of the same group stand before each; ``groups`` ascend."""
    place = np.arange(len(groups), dtype=np.int64)
    return place - np.searchsorted(groups, groups, side="left")


def _split_work(counts: Places, most: int) -> Iterator[tuple[int, int]]:
    """Stretches of ``counts`` that add up to about a batch, of ``most`` at most."""
    sums = np.cumsum(counts)
    first = 0
    while first < len(counts):
        before = int(sums[first - 1]) if first else 0
        last = int(np.searchsorted(sums, before + _BATCH, side="right"))
        last = min(max(last, first + 1), first + most, len(counts))
        yield first, last
        first = last


def _choose_candidates(index: _Index, first: int, last: int) -> tuple[Places, Places]:
    """For the rows from ``first`` to before ``last`` the rows after each that share most with it."""
    own = index.entries[index.starts[first] : index.starts[last]]
    counts = index.followers[own]
    other = list_ranges(own + 1, counts)
    cells = np.repeat((index.rows[own] - first).astype(np.int64) * index.size, counts) + index.rows[other]
    parts = np.repeat(index.weights[own], counts) * index.weights[other]
    keys = cells << _PART_BITS | (parts * ((1 << _PART_BITS) - 1)).astype(np.int64)
    keys.sort()
    cells = keys >> _PART_BITS
    begins = np.flatnonzero(np.diff(cells, prepend=-1))
    if not len(begins):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    shared = np.add.reduceat(keys & ((1 << _PART_BITS) - 1), begins)
    rows, columns = np.divmod(cells[begins], index.size)
    enough = shared >= LEAST_SHARED * (1 << _PART_BITS)
    rows, columns, shared = rows[enough], columns[enough], shared[enough]
    order = np.argsort((rows + 1 << 32) - shared, kind="stable")
    chosen = np.sort(order[_rank_within(rows[order]) < MOST_ALIKE])
    return rows[chosen] + first, columns[chosen]


def measure_pairs(packed: Vectors, rows: Places, columns: Places) -> NDArray[np.float64]:
    """The dot product of each of the given pairs, which stand in order of row, rounded to ``GRAIN``."""
    likeness = np.zeros(len(rows))
    dense = np.zeros(packed.width, dtype=np.float32)
    bounds = np.flatnonzero(np.diff(rows, prepend=-1, append=-1)).tolist()
    starts, terms, weights = packed.starts, packed.terms, packed.weights
    lengths = np.diff(starts)
    for begin, end in pairwise(bounds):
        row = rows[begin]
        mine = slice(starts[row], starts[row + 1])
        dense[terms[mine]] = weights[mine]
        counts = lengths.take(columns[begin:end])
        ends = counts.cumsum()
        # Written out and in place: nine tenths of the time of pairing goes here.
        places = np.arange(ends[-1])
        places += (starts.take(columns[begin:end]) - ends + counts).repeat(counts)
        products = dense.take(terms.take(places))
        products *= weights.take(places)
        likeness[begin:end] = np.add.reduceat(products, ends - counts)
        dense[terms[mine]] = 0
    return np.round(likeness * GRAIN) / GRAIN


def _keep_nearest(size: int, rows: Numbers, columns: Numbers, likeness: Floats) -> NDArray[np.bool_]:
    """Which pairs are among the ``MOST_ALIKE`` of either article; of equal ones those with the lowest numbers."""
    crowded = np.bincount(rows, minlength=size) + np.bincount(columns, minlength=size) > MOST_ALIKE
    kept: NDArray[np.bool_] = ~(crowded[rows] & crowded[columns])
    pairs = np.concatenate([np.flatnonzero(crowded[rows]), np.flatnonzero(crowded[columns])])
    keys = np.concatenate([rows[crowded[rows]], columns[crowded[columns]]]).astype(np.int64)
    keys <<= 21
    keys |= GRAIN - np.round(likeness[pairs].astype(np.float64) * GRAIN).astype(np.int64)
    order = np.argsort(keys, kind="stable")
    near = _rank_within((keys[order] >> 21).astype(np.int32)) < MOST_ALIKE
    kept[pairs[order[near]]] = True
    return kept
