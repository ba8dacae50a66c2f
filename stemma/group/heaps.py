"""Whole heaps: like articles found and linked, with work that grows as the heap does.

Vectors that are the same to the bit stand for one, with the weight of all. Where not all pairs of two groups were
measured, and those that were speak for joining, the mean over all of them is measured: the dot product of the two
groups' mean vectors. So a large story is not left in parts because its articles keep only their nearest.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from stemma.group.linkage import link_groups, sum_between
from stemma.group.pairs import EXACT_ROWS, GRAIN, MOST_ALIKE, Pairs, find_pairs, measure_pairs
from stemma.group.vectors import Places, Vectors, list_ranges, pack_vectors

DOUBT = 0.25
"""Groups whose measured pairs alone make so much of the threshold, were the others unlike, are measured anew."""

MOST_LOOKS = 12
"""How often groups are measured anew at most; each look joins what it can."""


LARGE = MOST_ALIKE // 2
"""Groups of so many articles are compared with each other whether or not pairs of their articles were kept."""

Means = NDArray[np.float64]


def label_vectors(vectors: Vectors | Iterable[Mapping[str, float]], threshold: float) -> list[int]:
    """The group of each vector, named by its first: average linkage down to a mean likeness of ``threshold``.

    Exact for up to ``EXACT_ROWS`` different vectors; beyond, pairs that share no telling term may be missed.
    Vectors stand in an order that does not depend on how the articles came (``Profile.place``).
    """
    packed = vectors if isinstance(vectors, Vectors) else pack_vectors(vectors)
    first, same = _find_same(packed)
    members = np.bincount(same)
    alone = _take_rows(packed, first)
    if len(alone) <= EXACT_ROWS:
        label = link_groups(len(alone), find_pairs(alone, 1 / GRAIN), threshold, members)
    else:
        label = _link_in_looks(alone, members, threshold)
    return [int(group) for group in first[label][same]]


def _link_in_looks(packed: Vectors, members: Places, threshold: float) -> Places:
    pairs = find_pairs(packed, threshold / 2)
    size = len(packed)
    label = link_groups(size, pairs, threshold, members)
    for _ in range(MOST_LOOKS):
        count = np.bincount(label, members, minlength=size).astype(np.int64)
        left, right, total, known = sum_between(pairs, label, members)
        every = count[left] * count[right]
        mean = total / (every * GRAIN)
        doubtful = (known < every) & (total / (known * GRAIN) >= threshold) & (mean >= DOUBT * threshold)
        mean[doubtful] = measure_means(packed, label, members, left[doubtful], right[doubtful])
        between = _put_together(size, (left, right, mean), _pair_large(packed, label, members, threshold))
        if not (between.likeness >= threshold).any():
            break
        label = link_groups(size, between, threshold, count)[label]
    return label


def measure_means(packed: Vectors, label: Places, members: Places, left: Places, right: Places) -> Means:
    """The mean likeness of groups ``left`` to groups ``right`` over all pairs of their articles.

    ``label``: each row's group, named by its first row; ``members``: how many articles each row stands for.
    """
    groups = np.unique(np.concatenate([left, right]))
    means = average_groups(packed, label, members, groups)
    rows, columns = np.searchsorted(groups, left), np.searchsorted(groups, right)
    order = np.argsort(rows, kind="stable")
    likeness = np.empty(len(left))
    likeness[order] = measure_pairs(means, rows[order], columns[order])
    return likeness


def average_groups(packed: Vectors, label: Places, members: Places, groups: Places) -> Vectors:
    """The mean vector of each of ``groups``: the dot product of two is the mean likeness over all their pairs."""
    place = np.full(len(packed), -1, dtype=np.int64)
    place[groups] = np.arange(len(groups))
    rows = np.flatnonzero(place[label] >= 0)
    counts = np.diff(packed.starts)[rows]
    entries = list_ranges(packed.starts[rows], counts)
    keys = np.repeat(place[label[rows]], counts) * packed.width + packed.terms[entries]
    weights = np.repeat(members[rows], counts) * packed.weights[entries].astype(np.float64)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    group, term = np.divmod(keys[begins], max(packed.width, 1))
    size = np.bincount(place[label[rows]], members[rows], minlength=len(groups))
    sums = np.add.reduceat(weights[order], begins) if len(begins) else weights[:0]
    return Vectors(
        starts=np.searchsorted(group, np.arange(len(groups) + 1)).astype(np.int64),
        terms=term.astype(np.int32),
        weights=(sums / size[group]).astype(np.float32),
        names=packed.names,
    )


def _pair_large(packed: Vectors, label: Places, members: Places, threshold: float) -> tuple[Places, Places, Means]:
    """The pairs of large groups that are alike: parts of one whose articles have too many like them to know all."""
    groups = np.flatnonzero(np.bincount(label, members, minlength=len(packed)) >= LARGE)
    found = find_pairs(average_groups(packed, label, members, groups), threshold, exact=False)
    return groups[found.rows], groups[found.columns], found.likeness.astype(np.float64)


def _put_together(size: int, *given: tuple[Places, Places, Means]) -> Pairs:
    """The given pairs of groups, each once, with the highest mean told: what was measured, not what is sure."""
    left, right, mean = (np.concatenate(part) for part in zip(*given, strict=True))
    keys = left * size + right
    order = np.lexsort((-mean, keys))
    first = order[np.flatnonzero(np.diff(keys[order], prepend=-1))]
    return Pairs(
        rows=left[first].astype(np.int32),
        columns=right[first].astype(np.int32),
        likeness=mean[first].astype(np.float32),
    )


def _find_same(packed: Vectors) -> tuple[Places, Places]:
    """The first row of each set of rows that are the same, ascending, and for each row which of those it is like."""
    seen: dict[bytes, int] = {}
    first: list[int] = []
    same = np.empty(len(packed), dtype=np.int64)
    starts = packed.starts.tolist()
    for row in range(len(packed)):
        mine = slice(starts[row], starts[row + 1])
        # An empty vector is like nothing, not even another one.
        key = packed.terms[mine].tobytes() + packed.weights[mine].tobytes() or row.to_bytes(8, "big")
        same[row] = seen.setdefault(key, len(first))
        if same[row] == len(first):
            first.append(row)
    return np.array(first, dtype=np.int64), same


def _take_rows(packed: Vectors, rows: Places) -> Vectors:
    if len(rows) == len(packed):
        return packed
    counts = np.diff(packed.starts)[rows]
    entries = list_ranges(packed.starts[rows], counts)
    return Vectors(
        starts=np.concatenate([[0], np.cumsum(counts)]),
        terms=packed.terms[entries],
        weights=packed.weights[entries],
        names=packed.names,
    )
