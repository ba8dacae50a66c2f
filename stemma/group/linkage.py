"""Average linkage over pairs: the two groups with the highest mean likeness are joined until none is high enough.

Joining in rounds, each time all groups that are each other's nearest, gives the same groups as joining one pair at
a time, because a group made by joining is never nearer to a third than both its parts were (Bruynooghe 1977;
Murtagh 1983, "A survey of recent advances in hierarchical clustering algorithms", The Computer Journal 26(4)).
Likeness is added up in whole parts of ``GRAIN``, so that the order of adding does not show.
"""

import numpy as np
from numpy.typing import NDArray

from stemma.group.pairs import GRAIN, Pairs
from stemma.group.vectors import Places

STEPS = 2000
"""Means are compared to so many parts of one; finer differences are chance, and could make each join wait for another:
a chain of articles, each a little more like the next than like the last, would take a round for each."""


def link_pairs(size: int, pairs: Pairs, threshold: float, founding: float = 0.0) -> list[int]:
    """Each article's group, named by its first article; pairs not given count as unlike (0).

    ``founding``: what two articles that are both alone are asked, where it is more than ``threshold``.
    """
    return [int(group) for group in link_groups(size, pairs, threshold, np.ones(size, dtype=np.int64), founding)]


def link_groups(size: int, pairs: Pairs, threshold: float, members: Places, founding: float = 0.0) -> Places:
    """The same over groups made before: ``members`` says how many articles each index stands for.

    Of equal means the two groups are joined whose first articles' numbers differ in the lowest binary places:
    0 and 1, 2 and 3, then 0 and 2, so that many alike halve with each round.
    Time O(pairs) a round; rounds grow with the depth of the joins, not with their number.
    """
    label = np.arange(size, dtype=np.int64)
    count = members.astype(np.int64)
    left, right = pairs.rows.astype(np.int64), pairs.columns.astype(np.int64)
    total = _count_grains(pairs, count)
    while True:
        mean = total / (count[left] * count[right] * GRAIN)
        high = mean >= threshold
        near = high & ((mean >= founding) | (count[left] + count[right] > 2))
        if not near.any():
            return _follow(label)
        joined = _find_mutual(size, left[near], right[near], np.floor(mean[near] * STEPS))
        keep, drop = left[near][joined], right[near][joined]
        label[drop] = keep
        count[keep] += count[drop]
        # No mean rises by joining: a group that nothing is near enough to now never will have anything, though two
        # that are alone may come together as soon as either is not.
        awake = np.zeros(size, dtype=np.bool_)
        awake[left[high]] = awake[right[high]] = True
        useful = awake[left] & awake[right]
        left, right, total = _merge_edges(size, label, left[useful], right[useful], total[useful])


def sum_between(pairs: Pairs, label: Places, members: Places) -> tuple[Places, Places, Places, Places]:
    """What ``pairs`` say of the groups of ``label``: left and right group, the sum of likeness in ``GRAIN``, and
    over how many pairs of articles it goes."""
    size = len(label)
    left, right = label[pairs.rows], label[pairs.columns]
    outer = left != right
    left, right = left[outer], right[outer]
    keys = np.minimum(left, right) * size + np.maximum(left, right)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    total = _count_grains(pairs, members)[outer][order]
    known = (members[pairs.rows] * members[pairs.columns])[outer][order]
    left, right = np.divmod(keys[begins], size)
    return left, right, _add_up(total, begins), _add_up(known, begins)


def _find_mutual(size: int, left: Places, right: Places, mean: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which edges join two groups that are each other's nearest."""
    best = np.zeros(size)
    np.maximum.at(best, left, mean)
    np.maximum.at(best, right, mean)
    apart = left ^ right
    least = np.full(size, np.iinfo(np.int64).max)
    for ends in (left, right):
        nearest = mean == best[ends]
        np.minimum.at(least, ends[nearest], apart[nearest])
    mutual: NDArray[np.bool_] = (mean == best[left]) & (mean == best[right])
    mutual &= (apart == least[left]) & (apart == least[right])
    return mutual


def _merge_edges(size: int, label: Places, left: Places, right: Places, total: Places) -> tuple[Places, Places, Places]:
    """The edges between the groups as they are now; those that have become one are added up."""
    changed = (label[left] != left) | (label[right] != right)
    doubled = np.zeros(size, dtype=np.bool_)
    doubled[label[left[changed]]] = doubled[label[right[changed]]] = True
    # An edge that has not changed may be met by one that has.
    changed |= doubled[left] & doubled[right]
    a, b, sums = label[left[changed]], label[right[changed]], total[changed]
    outer = a != b
    keys = np.minimum(a, b)[outer] * size + np.maximum(a, b)[outer]
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    sums = _add_up(sums[outer][order], begins)
    a, b = np.divmod(keys[begins], size)
    return (
        np.concatenate([left[~changed], a]),
        np.concatenate([right[~changed], b]),
        np.concatenate([total[~changed], sums]),
    )


def _count_grains(pairs: Pairs, members: Places) -> Places:
    """Each pair's likeness in ``GRAIN``, once for each pair of articles that it stands for."""
    grains = np.round(pairs.likeness.astype(np.float64) * GRAIN).astype(np.int64)
    return grains * members[pairs.rows] * members[pairs.columns]


def _add_up(values: Places, begins: Places) -> Places:
    return np.add.reduceat(values, begins) if len(begins) else values[:0]


def _follow(label: Places) -> Places:
    """Each index's last label: ``label`` leads from a group to the one that it was joined to."""
    while True:
        further = label[label]
        if (further == label).all():
            return label
        label = further
