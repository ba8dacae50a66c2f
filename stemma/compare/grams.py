"""Character n-grams of wordings: TF-IDF cosines of any of them with any others, without all pairs in memory."""

from collections import Counter
from collections.abc import Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray

Indexes = NDArray[np.intp]
Floats = NDArray[np.float64]
_SIZES = (3, 4, 5)
_COMMON = 1000
"""What more wordings than this hold tells nothing of any of them, and is left out: a story of ten articles has fewer.

It bounds what looking a wording up costs, however large the story is.
"""


class GramIndex:
    """The wordings' weighted grams by row (wording) and by column (gram)."""

    def __init__(self, wordings: Sequence[str]) -> None:
        self._size = len(wordings)
        vocabulary: dict[str, int] = {}
        grams: list[Indexes] = []
        counts: list[Floats] = []
        for wording in wordings:
            row = count_grams(wording)
            grams.append(np.array([vocabulary.setdefault(g, len(vocabulary)) for g in row], np.intp))
            counts.append(1 + np.log(np.array(list(row.values()), np.float64)))
        rows = np.repeat(np.arange(self._size), [len(g) for g in grams])
        self._grams = np.concatenate([*grams, np.zeros(0, np.intp)])
        self._weights = np.concatenate([*counts, np.zeros(0)])
        frequency = np.bincount(self._grams, minlength=len(vocabulary))
        telling = frequency[self._grams] <= _COMMON
        rows, self._grams, self._weights = rows[telling], self._grams[telling], self._weights[telling]
        frequency[frequency > _COMMON] = 0
        self._bounds = np.searchsorted(rows, np.arange(self._size + 1))
        self._weights *= np.log((1 + self._size) / (1 + frequency[self._grams])) + 1
        lengths = np.bincount(rows, self._weights**2, minlength=self._size)
        self._weights /= np.sqrt(np.maximum(lengths, 1e-12))[rows]
        self._spread = np.zeros(len(vocabulary))
        self._look_up(rows)

    def keep(self, rows: Indexes) -> "GramIndex":
        """The index of these wordings alone, weighted as among all."""
        kept = copy(self)
        places, kept._bounds = self._gather(rows)
        kept._size, kept._grams, kept._weights = len(rows), self._grams[places], self._weights[places]
        kept._look_up(np.repeat(np.arange(len(rows)), np.diff(kept._bounds)))
        return kept

    def _look_up(self, rows: Indexes) -> None:
        """Set who holds each gram; ``rows`` has the wording of each place."""
        order = np.argsort(self._grams, kind="stable")
        self._held_by, self._held_weights = rows[order], self._weights[order]
        frequency = np.bincount(self._grams, minlength=len(self._spread))
        self._postings = np.concatenate(([0], np.cumsum(frequency)))

    def compare(self, rows: Indexes, columns: Indexes) -> Floats:
        """Cosines of some wordings with some others, shape (rows, columns): for few, whatever the index holds."""
        places, bounds = self._gather(columns)
        cosines = np.zeros((len(rows), len(columns)))
        filled = np.diff(bounds) > 0
        for number, row in enumerate(rows):
            own = slice(self._bounds[row], self._bounds[row + 1])
            self._spread[self._grams[own]] = self._weights[own]
            products = self._spread[self._grams[places]] * self._weights[places]
            if len(products):
                cosines[number, filled] = np.add.reduceat(products, bounds[:-1][filled])
            self._spread[self._grams[own]] = 0.0
        cosines[rows[:, None] == columns[None, :]] = 1.0
        return cosines

    def compare_with_all(self, rows: Indexes) -> Floats:
        """Cosines of some wordings with every one: what they share grams with is looked up."""
        cosines = np.zeros((len(rows), self._size))
        for number, row in enumerate(rows):
            own = slice(self._bounds[row], self._bounds[row + 1])
            starts, ends = self._postings[self._grams[own]], self._postings[self._grams[own] + 1]
            sizes = ends - starts
            # The places of all its grams' postings, one posting after another.
            places = np.arange(sizes.sum()) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
            weights = self._held_weights[places] * np.repeat(self._weights[own], sizes)
            cosines[number] = np.bincount(self._held_by[places], weights, minlength=self._size)
        cosines[np.arange(len(rows)), rows] = 1.0
        return cosines

    def _gather(self, rows: Indexes) -> tuple[Indexes, Indexes]:
        """Where the grams of ``rows`` are held, row after row, and the bounds of each row in that."""
        starts, sizes = self._bounds[rows], np.diff(self._bounds)[rows]
        bounds = np.concatenate(([0], np.cumsum(sizes)))
        return np.arange(bounds[-1]) + np.repeat(starts - bounds[:-1], sizes), bounds


def count_grams(wording: str) -> Counter[str]:
    """How often each run of three to five characters stands in a wording, letter case aside, ends marked by spaces."""
    text = f" {wording.casefold()} "
    return Counter(text[i : i + n] for n in _SIZES for i in range(len(text) - n + 1))
