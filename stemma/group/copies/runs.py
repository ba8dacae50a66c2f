"""Runs of the same words in two texts, found on hashes of their words: how much they share, in microseconds."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from stemma.group.copies.fingerprints import Hashes, hash_shingles, hash_words
from stemma.text.shared_text import LEAST_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """What two texts share in runs of at least eight words."""

    one: int
    """Words of the one that stand in a run of the other, and the other way round."""
    other: int
    longest: int
    """Words of the longest run; 0 where there is none. What a text says twice may count for less than it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingled:
    """A text as runs are found in it."""

    words: int
    shingles: Hashes
    """Of each run of eight words, by its first word."""
    ordered: Hashes
    """The same, in ascending order."""
    places: NDArray[np.int64]
    """Where each of ``ordered`` stands."""

    @classmethod
    def make(cls, folded: bytes) -> Self:
        """Of words between single spaces."""
        words = hash_words(folded)
        shingles = hash_shingles(words, LEAST_WORDS)
        places = np.argsort(shingles, kind="stable")
        return cls(words=len(words), shingles=shingles, ordered=shingles[places], places=places)


def measure_runs(one: Shingled, other: Shingled) -> Runs:
    """The runs that two texts have in common."""
    if not len(one.shingles) or not len(other.shingles):
        return Runs(one=0, other=0, longest=0)
    at = np.minimum(np.searchsorted(one.ordered, other.shingles), len(one.ordered) - 1)
    found = np.flatnonzero(one.ordered[at] == other.shingles)
    if not len(found):
        return Runs(one=0, other=0, longest=0)
    theirs = one.places[at[found]]
    breaks = np.flatnonzero((np.diff(found) != 1) | (np.diff(theirs) != 1))
    longest = int(np.diff(np.concatenate(([-1], breaks, [len(found) - 1]))).max()) + LEAST_WORDS - 1
    back = np.minimum(np.searchsorted(other.ordered, one.shingles), len(other.ordered) - 1)
    return Runs(one=_cover(np.flatnonzero(other.ordered[back] == one.shingles)), other=_cover(found), longest=longest)


def _cover(starts: NDArray[np.int64]) -> int:
    """How many words the runs of eight that begin at ``starts``, ascending, cover together."""
    return int(np.minimum(np.diff(starts), LEAST_WORDS).sum()) + LEAST_WORDS
