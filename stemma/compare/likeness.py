"""How alike two claims are in wording: the sum that ranked best on labelled stories.

Character 3–5-gram TF-IDF cosine, plus four fifths of the cosine of sentence vectors after the story's mean
vector is taken off (all claims of a story share their subject; what tells them apart is the rest). Likeness is
worked out for the claims asked for: all pairs of a large story would not fit into memory. Where many articles print
one sentence, its words count once: a copy more makes no other two claims more or less alike.
"""

from collections.abc import Callable, Sequence
from copy import copy

import numpy as np

from stemma.compare.grams import Floats, GramIndex, Indexes
from stemma.compare.vectors import embed_texts

Embed = Callable[[Sequence[str]], Floats]
VECTOR_WEIGHT = 0.8
_CELLS = 2_000_000
"""How many pairs are looked at in one go."""
# Scores are rounded so that the last bits of floating point, which differ between machines, decide nothing.
DECIMALS = 6


class Likeness:
    """Likeness of a story's wordings, about 0 (unrelated) to 1.8 (the same words; 1 without vectors).

    ``clauses``: how many of the wordings, from the first, are whole clauses: what all claims share is told by them.
    ``embed`` makes their vectors; whoever asks of one story again and again may keep them.
    """

    def __init__(
        self, wordings: Sequence[str], *, vectors: bool, clauses: int | None = None, embed: Embed = embed_texts
    ) -> None:
        self.size = len(wordings)
        numbers: dict[str, int] = {}
        self._which = np.array([numbers.setdefault(w, len(numbers)) for w in wordings], np.intp)
        distinct = tuple(numbers)
        self._grams = GramIndex(distinct)
        self._vectors: Floats | None = None
        if vectors and self.size > 1:
            rows = embed(distinct)
            rows -= rows[np.unique(self._which[:clauses])].mean(axis=0)
            rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
            self._vectors = rows

    def compare(self, rows: Sequence[int] | Indexes, columns: Sequence[int] | Indexes) -> Floats:
        """Likeness of some wordings (by index) with some others, shape (rows, columns)."""
        own, others = self._which[np.asarray(rows, np.intp)], self._which[np.asarray(columns, np.intp)]
        likeness = self._grams.compare(own, others)
        if self._vectors is not None:
            likeness += VECTOR_WEIGHT * (self._vectors[own] @ self._vectors[others].T)
        return np.round(likeness, DECIMALS)

    def compare_with_all(self, rows: Indexes) -> Floats:
        """Likeness of some wordings with every one, shape (rows, ``size``)."""
        own, place = np.unique(self._which[rows], return_inverse=True)
        likeness = self._grams.compare_with_all(own)
        if self._vectors is not None:
            likeness += VECTOR_WEIGHT * (self._vectors[own] @ self._vectors.T)
        np.round(likeness, DECIMALS, out=likeness)
        spread: Floats = likeness[place[:, None], self._which[None, :]]
        return spread

    def keep(self, rows: Sequence[int]) -> "Likeness":
        """The likeness of these wordings alone, as it is among all."""
        kept = copy(self)
        distinct, kept._which = np.unique(self._which[np.asarray(rows, np.intp)], return_inverse=True)
        kept.size, kept._grams = len(kept._which), self._grams.keep(distinct)
        kept._vectors = None if self._vectors is None else self._vectors[distinct]
        return kept

    def list_blocks(self) -> list[Indexes]:
        """The wordings' indexes in order, as many at a time as can be compared with all."""
        step = max(1, _CELLS // max(self.size, 1))
        return [np.arange(low, min(low + step, self.size)) for low in range(0, self.size, step)]

    def find_nearest(self, articles: Sequence[str], groups: Sequence[int]) -> tuple[float, ...]:
        """For each wording its greatest likeness to one of another article and another group; 0 where there is none."""
        article = np.unique(np.array(articles, dtype=object), return_inverse=True)[1]
        group = np.asarray(groups, np.intp)
        nearest: list[float] = []
        for rows in self.list_blocks():
            likeness = self.compare_with_all(rows)
            likeness[(article[rows, None] == article[None, :]) | (group[rows, None] == group[None, :])] = 0.0
            nearest += likeness.max(axis=1).tolist()
        return tuple(nearest)
