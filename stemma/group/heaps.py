"""Whole heaps: like articles found and linked, with work and memory that grow as the heap does.

Up to ``EXACT_ROWS`` articles all pairs are measured. Beyond, an article keeps only its nearest, so that the parts of
a large story know few of the pairs between them. Where groups have articles with that many near ones, and the pairs
that are known speak for joining, likeness is measured anew between samples of both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from stemma.group.contrast import (
    Indexes,
    count_days,
    measure_crowds,
    subtract_crowds,
    time_factors,
    weigh_time,
)
from stemma.group.linkage import link_groups, link_pairs, sum_between
from stemma.group.pairs import EXACT_ROWS, GRAIN, MOST_ALIKE, Pairs, find_pairs, measure_pairs
from stemma.group.vectors import Floats, Places, Vectors, list_ranges, take_rows

MOST_LOOKS = 12
"""How often groups are measured anew at most; each look joins what it can."""

LARGE = MOST_ALIKE // 2
"""Groups of so many articles are compared with each other whether or not pairs of their articles were kept; an
article with so many near ones may have more that were not kept."""

SAMPLE = 12
"""How many articles, evenly from first to last, speak for a group that is measured anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """What is needed to tell the likeness of any two articles."""

    vectors: Vectors
    days: Places
    crowds: Floats
    issues: Places
    """Two numbers an article: which form it is of (-1: of none), and which issue."""

    def measure(self, rows: Places, columns: Places) -> Floats:
        """The contrasted likeness of the given pairs, which stand in order of row; 0 at least."""
        likeness = measure_pairs(self.vectors, rows, columns) * time_factors(self.days, rows, columns)
        left = subtract_crowds(likeness.astype(np.float32), self.crowds, rows, columns)
        return np.maximum(np.where(tell_issues_apart(self.issues, rows, columns), 0, left), 0)


def label_heap(
    vectors: Vectors,
    days: Sequence[date | None],
    threshold: float,
    issues: Places | None = None,
    *,
    founding: float = 0.0,
    outlets: Places | None = None,
) -> list[int]:
    """The story of each article, named by its first: average linkage of contrasted likeness down to ``threshold``.

    Articles stand in an order that does not depend on how they came (``Profile.place``). ``issues``, shape (articles,
    2): which form each is of, -1 for none, and which issue; two issues of one form are not alike, whatever they say.
    ``founding``: what two articles are asked that are both alone. ``outlets``: as for ``measure_crowds``.
    """
    size = len(vectors)
    if issues is None:
        issues = np.full((size, 2), -1, dtype=np.int64)
    pairs = weigh_time(find_pairs(vectors), days)
    crowds = measure_crowds(size, pairs, outlets)
    left = np.maximum(subtract_crowds(pairs.likeness, crowds, pairs.rows, pairs.columns), 0)
    left[tell_issues_apart(issues, pairs.rows, pairs.columns)] = 0
    contrasted = Pairs(rows=pairs.rows, columns=pairs.columns, likeness=left)
    if size <= EXACT_ROWS:
        return link_pairs(size, contrasted, threshold, founding)
    heap = Heap(vectors=vectors, days=count_days(days), crowds=crowds, issues=issues)
    return [int(story) for story in _link_in_looks(heap, contrasted, threshold, founding)]


def tell_issues_apart(issues: Places, rows: Indexes, columns: Indexes) -> NDArray[np.bool_]:
    """Which of the given pairs are two issues of one form."""
    form, issue = issues[:, 0], issues[:, 1]
    same_form = (form[rows] >= 0) & (form[rows] == form[columns])
    return np.asarray(same_form & (issue[rows] != issue[columns]))


def _link_in_looks(heap: Heap, pairs: Pairs, threshold: float, founding: float) -> Places:
    size = len(heap.vectors)
    alone = np.ones(size, dtype=np.int64)
    label = link_groups(size, pairs, threshold, alone, founding)
    ends = np.bincount(pairs.rows, minlength=size) + np.bincount(pairs.columns, minlength=size)
    for _ in range(MOST_LOOKS):
        count = np.bincount(label, minlength=size).astype(np.int64)
        crowded = np.bincount(label, ends >= LARGE, minlength=size) > 0
        left, right, total, known = sum_between(pairs, label, alone)
        every = count[left] * count[right]
        mean = total / (every * GRAIN)
        doubtful = (known < every) & (total / (known * GRAIN) >= threshold) & (crowded[left] | crowded[right])
        mean[doubtful] = measure_samples(heap, label, left[doubtful], right[doubtful])
        between = _put_together(size, (left, right, mean), _pair_large(heap, label, count))
        if not (between.likeness >= threshold).any():
            break
        label = link_groups(size, between, threshold, count, founding)[label]
    return label


def measure_samples(heap: Heap, label: Places, left: Places, right: Places) -> Floats:
    """The mean likeness of each group of ``left`` to that of ``right``, over ``SAMPLE`` articles of each at most."""
    order = np.argsort(label, kind="stable")
    sizes = np.bincount(label, minlength=len(label))
    firsts = np.cumsum(sizes) - sizes
    taken = np.minimum(sizes, SAMPLE)
    one = list_ranges(np.zeros(len(left), dtype=np.int64), taken[left] * taken[right])
    pair = np.repeat(np.arange(len(left)), taken[left] * taken[right])
    mine, others = np.divmod(one, taken[right][pair])
    rows = order[firsts[left][pair] + mine * sizes[left][pair] // taken[left][pair]]
    columns = order[firsts[right][pair] + others * sizes[right][pair] // taken[right][pair]]
    by_row = np.argsort(rows, kind="stable")
    likeness = np.empty(len(rows))
    likeness[by_row] = heap.measure(rows[by_row], columns[by_row])
    sums = np.bincount(pair, likeness, minlength=len(left))
    return np.asarray(sums / (taken[left] * taken[right]), dtype=np.float32)


def _pair_large(heap: Heap, label: Places, count: Places) -> tuple[Places, Places, Floats]:
    """Large groups whose mean vectors are alike: parts of one whose articles have too many near them to know all."""
    groups = np.flatnonzero(count >= LARGE)
    found = find_pairs(average_groups(heap.vectors, label, groups), exact=False)
    left, right = groups[found.rows], groups[found.columns]
    return left, right, measure_samples(heap, label, left, right)


def average_groups(vectors: Vectors, label: Places, groups: Places) -> Vectors:
    """The mean vector of each of ``groups``, which ascend."""
    rows = np.flatnonzero(np.isin(label, groups))
    some = take_rows(vectors, rows)
    place = np.searchsorted(groups, label[rows])
    keys = place[some.list_rows()] * max(vectors.width, 1) + some.terms
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    group, term = np.divmod(keys[begins], max(vectors.width, 1))
    weights = some.weights[order].astype(np.float64)
    sums = np.add.reduceat(weights, begins) if len(begins) else weights
    return Vectors(
        starts=np.searchsorted(group, np.arange(len(groups) + 1)).astype(np.int64),
        terms=term.astype(np.int32),
        weights=(sums / np.bincount(place, minlength=len(groups))[group]).astype(np.float32),
        names=vectors.names,
    )


def _put_together(size: int, *given: tuple[Places, Places, Floats]) -> Pairs:
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
