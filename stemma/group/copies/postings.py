"""Which texts hold which fingerprint: sorted arrays, looked up for many texts at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemma.group.copies.fingerprints import Hashes

Numbers = NDArray[np.int32]

HOLDERS = 8
"""Texts, the earliest, that a key leads to: what stands in more has its original among those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """Each key once, in ascending order, with the first texts that hold it."""

    keys: Hashes
    bounds: Numbers
    """Where the holders of each key begin, and at last where they end."""
    holders: Numbers
    """Numbers of texts; of each key the earliest ``HOLDERS``, earliest first."""
    counts: Numbers
    """How many texts hold each key, those not named among them."""
    texts: int
    """How many texts were put in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What was found of the keys looked up: parallel arrays, one entry for each holder of each key."""

    asked: NDArray[np.int64]
    """The place among the keys looked up."""
    holders: Numbers
    counts: Numbers
    """How many texts hold the key."""


def make_postings(keys: Hashes, texts: Numbers, counts: Numbers, ranks: Numbers, *, least: int = 1) -> Postings:
    """Postings of pairs of key and text, each pair once.

    ``counts``: what each pair adds to the number of its key's holders (more than 1 where others were left out before).
    ``ranks``: the place of each number of a text, the earliest lowest. Keys with fewer than ``least`` holders are left
    out.
    """
    order = np.lexsort((ranks[texts], keys))
    keys, texts, counts = keys[order], texts[order], counts[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, np.int64)
    total = np.add.reduceat(counts, starts) if len(starts) else counts
    lengths = np.diff(np.append(starts, len(keys)))
    chosen = total >= least
    kept = (np.arange(len(keys)) - np.repeat(starts, lengths) < HOLDERS) & np.repeat(chosen, lengths)
    lengths = np.minimum(lengths[chosen], HOLDERS)
    return Postings(
        keys=keys[starts[chosen]],
        bounds=np.concatenate(([0], np.cumsum(lengths))).astype(np.int32),
        holders=texts[kept],
        counts=total[chosen].astype(np.int32),
        texts=len(np.unique(texts)),
    )


def merge_postings(parts: Sequence[Postings], ranks: Numbers) -> Postings:
    """One of several; a text that stands in more than one of them counts as often as it was counted there."""
    keys, holders, counts = [], [], []
    for part in parts:
        lengths = np.diff(part.bounds)
        keys.append(np.repeat(part.keys, lengths))
        holders.append(part.holders)
        own = np.zeros(len(part.holders), dtype=np.int32)
        own[part.bounds[:-1]] = part.counts
        counts.append(own)
    key, holder, count = np.concatenate(keys), np.concatenate(holders), np.concatenate(counts)
    order = np.lexsort((holder, key))
    key, holder, count = key[order], holder[order], count[order]
    first = np.ones(len(key), dtype=bool)
    first[1:] = (key[1:] != key[:-1]) | (holder[1:] != holder[:-1])
    starts = np.flatnonzero(first)
    summed = np.add.reduceat(count, starts).astype(np.int32) if len(starts) else count
    return make_postings(key[first], holder[first], summed, ranks)


def look_up(parts: Sequence[Postings], keys: Hashes) -> Hits:
    """The holders of each of ``keys`` in any of ``parts``; with several parts, each gives its own earliest."""
    asked, holders, counts = [], [], []
    total = np.zeros(len(keys), dtype=np.int32)
    for part in parts:
        if not len(part.keys):
            continue
        at = np.minimum(np.searchsorted(part.keys, keys), len(part.keys) - 1)
        found = np.flatnonzero(part.keys[at] == keys)
        at = at[found]
        total[found] += part.counts[at]
        lengths = np.diff(part.bounds)[at]
        ends = np.cumsum(lengths)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
        asked.append(np.repeat(found, lengths))
        holders.append(part.holders[np.repeat(part.bounds[at], lengths) + within])
    if asked:
        counts = [total[place] for place in asked]
        return Hits(asked=np.concatenate(asked), holders=np.concatenate(holders), counts=np.concatenate(counts))
    return Hits(asked=np.empty(0, np.int64), holders=np.empty(0, np.int32), counts=np.empty(0, np.int32))
