"""Likeness as stories need it: less for days apart, and less where many others are as like."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from stemma.group.pairs import GRAIN, Pairs
from stemma.group.vectors import Floats, Numbers, Places, list_ranges

Indexes = Numbers | Places

_GRAIN_BITS = 21
"""Likeness goes up to 1.2, which is less than two to this power in ``GRAIN``."""

_MOST = (1 << _GRAIN_BITS) - 1

_NEAREST = 20
_SHARE = 0.6

_AROUND = 30
"""Of so many nearest it is asked whether they are one large event; the twenty of a smaller one are partly others."""
_ONE_EVENT = 0.15
"""How like the farthest of those is, at least, ..."""
_EVEN = 0.65
"""... and what share that is of how like the fifth is: reports of one kind fall off faster than those of one event."""
_FIFTH = 5
_MANY_OUTLETS = 10
"""From so many outlets they are, at least: one outlet's reports of one kind, as of a season's results, are as even."""
_OTHERS = 0.1
"""What takes the place of the mean likeness to the nearest where those are one event: about that to others."""
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


def contrast_pairs(size: int, pairs: Pairs, outlets: Places | None = None) -> Pairs:
    """Likeness less ``_SHARE`` of both articles' mean likeness to their twenty nearest, halved; only what is above 0.

    Cross-domain similarity local scaling (Conneau et al. 2018), in part: where everything is like everything, as among
    many reports of one kind, being like tells less. An article with fewer neighbours counts 0 for those it lacks.
    ``outlets``: as for ``measure_crowds``.
    """
    left = subtract_crowds(pairs.likeness, measure_crowds(size, pairs, outlets), pairs.rows, pairs.columns)
    kept = left > 0
    return Pairs(rows=pairs.rows[kept], columns=pairs.columns[kept], likeness=left[kept])


def number_outlets(names: Sequence[str]) -> Places:
    """Each outlet's name as a number; -1 where it is empty."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(filter(None, names)))}
    return np.array([numbers.get(name, -1) for name in names], dtype=np.int64)


def count_days(days: Sequence[date | None]) -> Places:
    """Each day as a number; -1 where it is not known."""
    return np.array([day.toordinal() if day else -1 for day in days], dtype=np.int64)


def time_factors(ordinal: Places, rows: Indexes, columns: Indexes) -> NDArray[np.float64]:
    """By what the likeness of each pair is multiplied; ``ordinal`` as from ``count_days``."""
    one, other = ordinal[rows], ordinal[columns]
    by_days = _FAR + (_SAME_DAY - _FAR) * 0.5 ** (np.abs(one - other) / _HALF_LIFE)
    return np.where((one < 0) | (other < 0), 1.0, by_days)


def measure_crowds(size: int, pairs: Pairs, outlets: Places | None = None) -> Floats:
    """For each article its mean likeness to its ``_NEAREST`` nearest, as far as that tells of others than its event.

    ``outlets``: whose each article is, by number; -1 where that is not known. Where the thirty nearest of an article
    are all about as like it and many outlets', they are one event that scores of them tell, which would else be its
    own crowd and fall apart: their likeness counts as ``_OTHERS``.
    """
    near = _sort_near(size, pairs)
    taken = np.minimum(near.counts, _NEAREST)
    likeness = near.likeness_at(list_ranges(near.starts, taken))
    sums = np.bincount(np.repeat(np.arange(size), taken), likeness, minlength=size).astype(np.float64)
    crowds = (sums / _NEAREST).astype(np.float32)
    if outlets is not None:
        large = _find_large_events(near, pairs, outlets)
        crowds[large] = np.minimum(crowds[large], np.float32(_OTHERS))
    return crowds


def subtract_crowds(likeness: Floats, crowds: Floats, rows: Indexes, columns: Indexes) -> Floats:
    """Each pair's likeness less what the crowds around both say; may be below 0."""
    return likeness - np.float32(_SHARE / 2) * (crowds[rows] + crowds[columns])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """All neighbours of each article, the most alike first; an article's are ``counts`` from ``starts`` on."""

    starts: Places
    counts: Places
    keys: Places
    """The article, and in the lowest bits how unlike its neighbour is."""

    def likeness_at(self, places: Places) -> NDArray[np.float64]:
        return (_MOST - (self.keys[places] & _MOST)).astype(np.float64) / GRAIN


def _sort_near(size: int, pairs: Pairs) -> _Near:
    # An article and how unlike its neighbour is in one number: sorted without an order to keep beside it.
    keys = np.concatenate([pairs.rows, pairs.columns]).astype(np.int64)
    keys <<= _GRAIN_BITS
    unlike = _MOST - _count_grains(pairs)
    keys[: len(unlike)] |= unlike
    keys[len(unlike) :] |= unlike
    keys.sort()
    starts = np.searchsorted(keys, np.arange(size + 1, dtype=np.int64) << _GRAIN_BITS)
    return _Near(starts=starts[:-1], counts=np.diff(starts), keys=keys)


def _count_grains(pairs: Pairs) -> Places:
    return np.round(pairs.likeness.astype(np.float64) * GRAIN).astype(np.int64)


def _find_large_events(near: _Near, pairs: Pairs, outlets: Places) -> Places:
    """The articles whose ``_AROUND`` nearest are evenly like them and of many outlets."""
    known = np.flatnonzero(near.counts >= _AROUND)
    last = near.likeness_at(near.starts[known] + _AROUND - 1)
    even = (last >= _ONE_EVENT) & (last >= _EVEN * near.likeness_at(near.starts[known] + _FIFTH - 1))
    known, last = known[even], last[even]
    least = np.full(len(near.starts), np.iinfo(np.int64).max)
    least[known] = np.round(last * GRAIN).astype(np.int64)
    told = []
    grains = _count_grains(pairs)
    for one, other in ((pairs.rows, pairs.columns), (pairs.columns, pairs.rows)):
        kept = (grains >= least[one]) & (outlets[other] >= 0)
        told.append(np.stack([one[kept].astype(np.int64), outlets[other[kept]]]))
    articles = np.unique(np.concatenate(told, axis=1), axis=1)[0]
    return np.flatnonzero(np.bincount(articles, minlength=len(near.starts)) >= _MANY_OUTLETS)
