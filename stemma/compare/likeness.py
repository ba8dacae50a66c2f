"""How alike two claims are in wording: the sum that ranked best on labelled stories.

Character 3–5-gram TF-IDF cosine, plus four fifths of the cosine of sentence vectors after the story's mean
vector is taken off (all claims of a story share their subject; what tells them apart is the rest).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from stemma.compare.vectors import embed_texts

VECTOR_WEIGHT = 0.8
# Scores are rounded so that the last bits of floating point, which differ between machines, decide nothing.
_DECIMALS = 6
_NEIGHBOURS = 5


def measure_likeness(wordings: Sequence[str], *, vectors: bool, clauses: int | None = None) -> NDArray[np.float64]:
    """Symmetric matrix of likeness, about 0 (unrelated) to 1.8 (the same words; 1 without vectors).

    ``clauses``: how many of the wordings, from the first, are whole clauses: what all claims share is told by them.
    """
    likeness = _gram_cosines(wordings)
    if vectors and len(wordings) > 1:
        rows = embed_texts(wordings)
        rows = rows - rows[:clauses].mean(axis=0)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        likeness += VECTOR_WEIGHT * (rows @ rows.T)
    rounded: NDArray[np.float64] = np.round(likeness, _DECIMALS)
    return rounded


def discount_hubs(likeness: NDArray[np.float64], articles: Sequence[str]) -> NDArray[np.float64]:
    """Likeness less what each claim has with its nearest neighbours of other articles anyway.

    Vague claims are like everything and would be everybody's best match. Half the mean likeness of
    both claims' five nearest is taken off: CSLS (Conneau et al. 2018) at half strength.
    """
    size = len(likeness)
    if size <= _NEIGHBOURS:
        return likeness.copy()
    names = np.unique(np.array(articles), return_inverse=True)[1]
    # Where fewer than five claims stand in other articles, the rest of the five count as unlike.
    others = np.where(names[:, None] == names[None, :], 0.0, likeness)
    crowd = np.sort(others, axis=1)[:, -_NEIGHBOURS:].mean(axis=1)
    relative: NDArray[np.float64] = np.round(likeness - (crowd[:, None] + crowd[None, :]) / 4, _DECIMALS)
    return relative


def _gram_cosines(wordings: Sequence[str]) -> NDArray[np.float64]:
    size = len(wordings)
    rows = [_grams(w) for w in wordings]
    frequency = Counter(g for row in rows for g in row)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    lengths = np.zeros(size)
    for index, row in enumerate(rows):
        for gram in sorted(row):
            weight = (1 + log(row[gram])) * (log((1 + size) / (1 + frequency[gram])) + 1)
            postings[gram].append((index, weight))
            lengths[index] += weight * weight
    lengths = np.sqrt(np.maximum(lengths, 1e-12))
    cosines = np.zeros((size, size))
    for posting in postings.values():
        if len(posting) > 1:
            at = np.array([i for i, _ in posting])
            weights = np.array([w for _, w in posting]) / lengths[at]
            cosines[np.ix_(at, at)] += np.outer(weights, weights)
    np.fill_diagonal(cosines, 1.0)
    return cosines


def _grams(wording: str) -> Counter[str]:
    text = f" {wording.casefold()} "
    return Counter(text[i : i + n] for n in (3, 4, 5) for i in range(len(text) - n + 1))
