"""Likeness as stories need it: less for days apart, and less where many others are as like."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from stemma.group.pairs import Pairs

_NEAREST = 20
_SHARE = 0.6
_SAME_DAY = 1.2
_FAR = 0.4
_HALF_LIFE = 14.0
"""Days after which what a common time adds is halved."""


def weigh_time(pairs: Pairs, days: Sequence[date | None]) -> Pairs:
    """Likeness times what the days between two publications say: 1.2 on one day, 1 after six, .8 after two weeks, .4
    long after; unchanged where either day is not known.
    """
    ordinal = np.array([day.toordinal() if day else -1 for day in days], dtype=np.int64)
    one, other = ordinal[pairs.rows], ordinal[pairs.columns]
    apart = np.abs(one - other)
    factor = np.where((one < 0) | (other < 0), 1.0, _FAR + (_SAME_DAY - _FAR) * 0.5 ** (apart / _HALF_LIFE))
    return Pairs(rows=pairs.rows, columns=pairs.columns, likeness=(pairs.likeness * factor).astype(np.float32))


def contrast_pairs(size: int, pairs: Pairs) -> Pairs:
    """Likeness less half of the mean likeness of both to their twenty nearest; only what is left above 0.

    Cross-domain similarity local scaling (Conneau et al. 2018), by half: where everything is like everything, as among
    many reports of one kind, being like tells less. An article with fewer neighbours counts 0 for those it lacks.
    """
    crowd = (_sum_nearest(size, pairs) / _NEAREST).astype(np.float32)
    left = pairs.likeness - np.float32(_SHARE / 2) * (crowd[pairs.rows] + crowd[pairs.columns])
    kept = left > 0
    return Pairs(rows=pairs.rows[kept], columns=pairs.columns[kept], likeness=left[kept])


def _sum_nearest(size: int, pairs: Pairs) -> NDArray[np.float64]:
    """For each article the sum of its highest likenesses, ``_NEAREST`` of them at most."""
    ends = np.concatenate([pairs.rows, pairs.columns])
    likeness = np.concatenate([pairs.likeness, pairs.likeness]).astype(np.float64)
    order = np.lexsort((-likeness, ends))
    ends, likeness = ends[order], likeness[order]
    first = np.searchsorted(ends, np.arange(size))
    near = np.arange(len(ends)) - first[ends] < _NEAREST
    sums: NDArray[np.float64] = np.bincount(ends[near], weights=likeness[near], minlength=size).astype(np.float64)
    return sums
