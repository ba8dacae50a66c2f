"""Likeness as stories need it: less for days apart, and less where many others are as like."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from stemma.group.pairs import GRAIN, Pairs
from stemma.group.vectors import Floats, Numbers, Places, list_ranges

Indexes = Numbers | Places

_GRAIN_BITS = 21
"""Likeness goes up to 1.2, which is less than two to this power in ``GRAIN``."""

_NEAREST = 20
_SHARE = 0.6
_SAME_DAY = 1.2
_FAR = 0.2
_HALF_LIFE = 7.0
"""Days after which what a common time adds is halved."""


def weigh_time(pairs: Pairs, days: Sequence[date | None]) -> Pairs:
    """Likeness times what the days between two publications say: 1.2 on one day, .95 after three, .7 after a week, .2
    long after; unchanged where either day is not known.
    """
    likeness = pairs.likeness * time_factors(count_days(days), pairs.rows, pairs.columns)
    return replace(pairs, likeness=likeness.astype(np.float32))


def contrast_pairs(size: int, pairs: Pairs) -> Pairs:
    """Likeness less ``_SHARE`` of both articles' mean likeness to their twenty nearest, halved; only what is above 0.

    Cross-domain similarity local scaling (Conneau et al. 2018), in part: where everything is like everything, as among
    many reports of one kind, being like tells less. An article with fewer neighbours counts 0 for those it lacks.
    """
    left = subtract_crowds(pairs.likeness, measure_crowds(size, pairs), pairs.rows, pairs.columns)
    kept = left > 0
    return Pairs(rows=pairs.rows[kept], columns=pairs.columns[kept], likeness=left[kept])


def count_days(days: Sequence[date | None]) -> Places:
    """Each day as a number; -1 where it is not known."""
    return np.array([day.toordinal() if day else -1 for day in days], dtype=np.int64)


def time_factors(ordinal: Places, rows: Indexes, columns: Indexes) -> NDArray[np.float64]:
    """By what the likeness of each pair is multiplied; ``ordinal`` as from ``count_days``."""
    one, other = ordinal[rows], ordinal[columns]
    by_days = _FAR + (_SAME_DAY - _FAR) * 0.5 ** (np.abs(one - other) / _HALF_LIFE)
    return np.where((one < 0) | (other < 0), 1.0, by_days)


def measure_crowds(size: int, pairs: Pairs) -> Floats:
    """For each article its mean likeness to its ``_NEAREST`` nearest."""
    return (_sum_nearest(size, pairs) / _NEAREST).astype(np.float32)


def subtract_crowds(likeness: Floats, crowds: Floats, rows: Indexes, columns: Indexes) -> Floats:
    """Each pair's likeness less what the crowds around both say; may be below 0."""
    return likeness - np.float32(_SHARE / 2) * (crowds[rows] + crowds[columns])


def _sum_nearest(size: int, pairs: Pairs) -> NDArray[np.float64]:
    """For each article the sum of its highest likenesses, ``_NEAREST`` of them at most."""
    # An article and how unlike its neighbour is in one number: sorted without an order to keep beside it.
    keys = np.concatenate([pairs.rows, pairs.columns]).astype(np.int64)
    keys <<= _GRAIN_BITS
    most = (1 << _GRAIN_BITS) - 1
    unlike = most - np.round(pairs.likeness.astype(np.float64) * GRAIN).astype(np.int64)
    keys[: len(unlike)] |= unlike
    keys[len(unlike) :] |= unlike
    keys.sort()
    first = np.searchsorted(keys, np.arange(size + 1, dtype=np.int64) << _GRAIN_BITS)
    taken = np.minimum(np.diff(first), _NEAREST)
    near = list_ranges(first[:-1], taken)
    likeness = (most - (keys[near] & most)).astype(np.float64) / GRAIN
    return np.asarray(np.bincount(np.repeat(np.arange(size), taken), likeness, minlength=size), dtype=np.float64)
