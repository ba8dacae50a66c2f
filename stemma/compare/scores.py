"""Scores: likeness with what figures add, less what is no sign of one question (hubs, other days).

All pairs are looked at once, some rows at a time; what is kept are the pairs that may be linked.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from stemma.compare.closeness import FigureIndex
from stemma.compare.grams import Floats, Indexes
from stemma.compare.likeness import DECIMALS, Likeness
from stemma.model.annotation import Claim

_SAME_FIGURE = 0.25
"""Added to the likeness of two claims that give one figure of one measure; less for near figures."""
_OTHER_DAY = 0.2
"""Taken off the likeness of two claims dated to different days: they may conflict, but seldom do."""
_NEIGHBOURS = 5


class Near(NamedTuple):
    """Pairs of claims (by index, ``other`` before ``one``) whose score reaches the least that was asked for."""

    one: Indexes
    other: Indexes
    likeness: Floats
    score: Floats


class Scores:
    """The scores of a story's claims, and the pairs of them that score ``least`` or more."""

    def __init__(self, likeness: Likeness, claims: Sequence[Claim], *, least: float) -> None:
        self._likeness = likeness
        self._figures = FigureIndex(claims)
        self._articles = np.unique(np.array([c.article for c in claims], dtype=object), return_inverse=True)[1]
        days = [_own_day(c) or "" for c in claims]
        numbers = {day: number for number, day in enumerate(sorted({*days, ""}))}
        self._days = np.array([numbers[d] for d in days], np.intp)
        self._crowd = np.zeros(len(claims))
        self.near = self._look_over(least)
        self._by_claim = self._sort_near()

    def liken(self, rows: Sequence[int], columns: Sequence[int]) -> Floats:
        """Likeness with what figures add, shape (rows, columns)."""
        own, others = np.asarray(rows, np.intp), np.asarray(columns, np.intp)
        likeness = self._likeness.compare(own, others)
        self._figures.add_closeness(likeness, own, _SAME_FIGURE, others)
        return likeness

    def compare(self, rows: Sequence[int], columns: Sequence[int]) -> Floats:
        """Scores, shape (rows, columns)."""
        own, others = np.asarray(rows, np.intp), np.asarray(columns, np.intp)
        return self._discount(self.liken(rows, columns), own, others)

    def list_near(self, index: int, least: float) -> list[int]:
        """The claims whose score with this one reaches ``least``, in order."""
        bounds, others, scores = self._by_claim
        own = slice(bounds[index], bounds[index + 1])
        found: list[int] = others[own][scores[own] >= least].tolist()
        return found

    def _discount(self, likeness: Floats, rows: Indexes, columns: Indexes) -> Floats:
        scores = likeness - (self._crowd[rows, None] + self._crowd[None, columns]) / 4
        np.round(scores, DECIMALS, out=scores)
        own, others = self._days[rows, None], self._days[None, columns]
        scores[(own != others) & (own > 0) & (others > 0)] -= _OTHER_DAY
        return scores

    def _look_over(self, least: float) -> Near:
        size = len(self._articles)
        found = [Near(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0), np.zeros(0))]
        for rows in self._likeness.list_blocks():
            likeness = self._likeness.compare_with_all(rows)
            self._figures.add_closeness(likeness, rows, _SAME_FIGURE)
            if size > _NEIGHBOURS:
                self._crowd[rows] = self._measure_crowd(likeness, rows)
            # The crowd of what comes later is not known yet: each pair is looked at when its later claim comes.
            before = np.arange(rows[-1])
            likeness = likeness[:, : rows[-1]]
            scores = self._discount(likeness, rows, before)
            place, other = np.nonzero((scores >= least) & (before[None, :] < rows[:, None]))
            found.append(Near(rows[place], other, likeness[place, other], scores[place, other]))
        return Near(*(np.concatenate(column) for column in zip(*found, strict=True)))

    def _measure_crowd(self, likeness: Floats, rows: Indexes) -> Floats:
        """The mean likeness of claims with their five nearest of other articles.

        Vague claims are like everything and would be everybody's best match. Half the mean likeness of
        both claims' five nearest is taken off: CSLS (Conneau et al. 2018) at half strength.
        """
        # Where fewer than five claims stand in other articles, the rest of the five count as unlike.
        others = np.where(self._articles[rows, None] == self._articles[None, :], 0.0, likeness)
        nearest = np.partition(others, -_NEIGHBOURS, axis=1)[:, -_NEIGHBOURS:]
        mean: Floats = np.sort(nearest, axis=1).mean(axis=1)
        return mean

    def _sort_near(self) -> tuple[Indexes, Indexes, Floats]:
        """The near pairs by claim, both ways: the bounds of each claim's, the other claim, the score."""
        one = np.concatenate((self.near.one, self.near.other))
        other = np.concatenate((self.near.other, self.near.one))
        order = np.lexsort((other, one))
        bounds = np.searchsorted(one[order], np.arange(len(self._articles) + 1))
        return bounds, other[order], np.tile(self.near.score, 2)[order]


def _own_day(claim: Claim) -> str | None:
    """The day that the claim's own words name, if they name exactly one."""
    days = {t.date[:10] for t in claim.times if t.date and len(t.date) >= 10}
    return days.pop() if len(days) == 1 else None
