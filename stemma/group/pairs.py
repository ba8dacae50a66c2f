"""Which articles are like which: pairs above a least likeness, without comparing each with each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_LIKENESS = 0.03
"""Pairs less alike than this count as not alike at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of articles by index, ``rows < columns``, in order of row and column, each once."""

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    likeness: NDArray[np.float32]


def find_pairs(vectors: Sequence[Mapping[str, float]], least: float = LEAST_LIKENESS) -> Pairs:
    """Every pair whose dot product is at least ``least``. A first version: exact, quadratic in a term's holders."""
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    found: list[tuple[int, int, float]] = []
    for column, vector in enumerate(vectors):
        sums: dict[int, float] = defaultdict(float)
        for term, weight in vector.items():
            for row, other in postings[term]:
                sums[row] += weight * other
            postings[term].append((column, weight))
        found += [(row, column, likeness) for row, likeness in sums.items() if likeness >= least]
    found.sort()
    return Pairs(
        rows=np.array([p[0] for p in found], dtype=np.int32),
        columns=np.array([p[1] for p in found], dtype=np.int32),
        likeness=np.array([p[2] for p in found], dtype=np.float32),
    )
