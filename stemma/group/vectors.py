"""Weighed profiles of a whole heap in three flat arrays."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]
Places = NDArray[np.int64]

_ROWS_SORTED = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """Sparse vectors, one a row: row ``i`` has ``terms[starts[i]:starts[i + 1]]`` with as many ``weights``.

    Terms are numbered from that of most rows down, of equal ones in the order of their names, and stand in that order
    in each row, so that a sum over a row's terms is the same to the bit in whatever order articles and terms were met.
    Eight bytes a term.
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


class Packer:
    """Takes mappings one by one and keeps of each eight bytes a term."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self._terms = array("i")
        self._weights = array("f")
        self._lengths = array("i")

    def add(self, vector: Mapping[str, float]) -> None:
        """Take ``vector`` as the next row."""
        self._terms.extend(map(self._numbers.__getitem__, vector))
        self._weights.extend(vector.values())
        self._lengths.append(len(vector))

    def pack(self) -> Vectors:
        """All rows so far."""
        by_name = sorted(self._numbers)
        numbers = np.array([self._numbers[name] for name in by_name], dtype=np.int64)
        terms = np.frombuffer(self._terms, dtype=np.int32) if self._terms else np.empty(0, dtype=np.int32)
        # The common ones side by side: what dot products read over and over stays near.
        common = np.argsort(-np.bincount(terms, minlength=len(by_name))[numbers], kind="stable")
        names = [by_name[at] for at in common.tolist()]
        rank = np.empty(len(names), dtype=np.int32)
        rank[numbers[common]] = np.arange(len(names), dtype=np.int32)
        lengths = np.frombuffer(self._lengths, dtype=np.int32) if self._lengths else np.empty(0, dtype=np.int32)
        starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        if not self._terms:
            return Vectors(
                starts=starts, terms=np.empty(0, dtype=np.int32), weights=np.empty(0, dtype=np.float32), names=()
            )
        terms = rank[terms]
        weights = np.frombuffer(self._weights, dtype=np.float32)
        order = sort_stretches(starts, terms)
        return Vectors(starts=starts, terms=terms[order], weights=weights[order], names=tuple(names))


def pack_vectors(vectors: Iterable[Mapping[str, float]]) -> Vectors:
    """``vectors`` as arrays; each is let go before the next is asked for."""
    packer = Packer()
    for vector in vectors:
        packer.add(vector)
    return packer.pack()


def take_rows(packed: Vectors, rows: Places) -> Vectors:
    """The given rows in the order given."""
    counts = np.diff(packed.starts)[rows]
    entries = list_ranges(packed.starts[rows], counts)
    return Vectors(
        starts=np.concatenate([[0], np.cumsum(counts)]),
        terms=packed.terms[entries],
        weights=packed.weights[entries],
        names=packed.names,
    )


def sort_stretches(starts: Places, keys: NDArray[np.int32]) -> Places:
    """The order in which each row's ``keys``, none below 0, ascend; rows stay where they are, as do equal keys."""
    order = np.empty(len(keys), dtype=np.int64)
    for first in range(0, len(starts) - 1, _ROWS_SORTED):
        some = starts[first : first + _ROWS_SORTED + 1]
        begin, end = int(some[0]), int(some[-1])
        rows = np.repeat(np.arange(len(some) - 1), np.diff(some))
        order[begin:end] = begin + np.argsort(rows << 32 | keys[begin:end].astype(np.int64), kind="stable")
    return order


def list_ranges(starts: Places, counts: Places) -> Places:
    """``starts[0], starts[0] + 1 ...`` for ``counts[0]`` numbers, then those of the next, and so on."""
    total = int(counts.sum())
    ends = np.cumsum(counts)
    return np.repeat(starts - (ends - counts), counts) + np.arange(total, dtype=np.int64)
