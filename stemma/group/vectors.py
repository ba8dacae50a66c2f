"""Weighed profiles of a whole heap in three flat arrays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """Sparse vectors, one a row: row ``i`` has ``terms[starts[i]:starts[i + 1]]`` with as many ``weights``.

    Terms are numbered in the order of their names and stand in that order in each row, so that a sum over a
    row's terms is the same to the bit in whatever order articles and terms were met. Eight bytes a term.
    """

    starts: Places
    terms: Numbers
    weights: Floats
    names: tuple[str, ...] = ()
    """What each number stands for."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def width(self) -> int:
        """How many terms there are numbers for."""
        return len(self.names)

    def list_rows(self) -> Numbers:
        """The row of each entry of ``terms``."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))


def pack_vectors(vectors: Iterable[Mapping[str, float]]) -> Vectors:
    """``vectors`` as arrays; each is let go before the next is asked for."""
    numbers: dict[str, int] = {}
    terms: list[Numbers] = []
    weights: list[Floats] = []
    lengths = [0]
    for vector in vectors:
        terms.append(np.array([numbers.setdefault(term, len(numbers)) for term in vector], dtype=np.int32))
        weights.append(np.array(list(vector.values()), dtype=np.float32))
        lengths.append(len(vector))
    starts = np.cumsum(lengths, dtype=np.int64)
    names = sorted(numbers)
    rank = np.empty(len(names), dtype=np.int32)
    rank[[numbers[name] for name in names]] = np.arange(len(names), dtype=np.int32)
    flat = rank[np.concatenate(terms)] if terms else np.empty(0, dtype=np.int32)
    del terms
    heavy = np.concatenate(weights) if weights else np.empty(0, dtype=np.float32)
    del weights
    rows = np.repeat(np.arange(len(starts) - 1, dtype=np.int64), np.diff(starts))
    order = np.argsort(rows * max(len(names), 1) + flat, kind="stable")
    return Vectors(starts=starts, terms=flat[order], weights=heavy[order], names=tuple(names))


def list_ranges(starts: Places, counts: Places) -> Places:
    """``starts[0], starts[0] + 1 ...`` for ``counts[0]`` numbers, then those of the next, and so on."""
    total = int(counts.sum())
    ends = np.cumsum(counts)
    return np.repeat(starts - (ends - counts), counts) + np.arange(total, dtype=np.int64)
