"""Which texts are worth laying beside each other: those that share enough fingerprints, and of these the few best."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.group.copies.fingerprints import BAND_BIT, Hashes
from stemma.group.copies.postings import HOLDERS, Hits, Numbers
from stemma.group.copies.texts import Samples

PARTNERS = 16
"""Texts that one is laid beside: of the earlier ones those that share most with it, and of the later ones as many."""
ENOUGH = 4
"""Near copies, found among the partners of a text on one side in time, after which no more are looked for there."""
COMMON = 7
"""Texts that hold a shingle, from which it is a standing phrase unless more speaks for a copy."""
_STEPS = 4
"""Degrees of likeness that are told apart in choosing partners."""
_NOT_HELD = np.iinfo(np.int32).max
_LEAST_SHARED = 2
_LEAST_ALIKE = 0.05
"""Sampled shingles that two texts must share, and their part of the smaller sample. Without them, a band is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Pairs of texts, by number: parallel arrays, in order of the text asked for, the best first."""

    asked: NDArray[np.int64]
    other: NDArray[np.int64]
    alike: NDArray[np.float64]
    """0..1, or a little more: the part of the smaller sample that both have; 0 where only a band is in common."""
    common: NDArray[np.bool_]
    """Whether every shingle that both samples have stands in many texts."""

    def rows(self) -> Iterator[tuple[int, int, float, bool]]:
        """Each pair: the text asked for, the other, how alike, whether by standing phrases alone."""
        return zip(self.asked.tolist(), self.other.tolist(), self.alike.tolist(), self.common.tolist(), strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedKeys:
    """Pairs of texts, each once, and what they share: parallel arrays."""

    asked: NDArray[np.int64]
    other: NDArray[np.int64]
    bands: NDArray[np.int64]
    shared: NDArray[np.int64]
    """Sampled shingles."""
    held: NDArray[np.int64]
    """How many texts hold the rarest of these."""


def choose_candidates(
    hits: Hits, keys: Hashes, owners: Numbers, ranks: Numbers, samples: Samples, *, both_sides: bool
) -> Candidates:
    """The texts to lay beside those whose ``keys`` were looked up, never a text beside itself.

    ``owners``: the number of the text that each key belongs to. ``ranks``, by number: a text's place in time. Without
    ``both_sides``, only earlier texts are chosen.
    """
    owner, holder = owners[hits.asked].astype(np.int64), hits.holders.astype(np.int64)
    later = ranks[holder] > ranks[owner]
    chosen = (holder != owner) & (both_sides | ~later)
    owner, holder, key = owner[chosen], holder[chosen], keys[hits.asked[chosen]]
    pairs = sum_pairs(owner, holder, (key & BAND_BIT) != 0, hits.counts[chosen], len(ranks))
    return choose_best(pairs, ranks, samples)


def sum_pairs(
    asked: NDArray[np.int64], other: NDArray[np.int64], band: NDArray[np.bool_], counts: Numbers, texts: int
) -> SharedKeys:
    """What each pair has in common, of one entry for each key that it shares; numbers are below ``texts``."""
    pair = asked * texts + other
    order = np.argsort(pair, kind="stable")
    pair, band = pair[order], band[order]
    starts = np.flatnonzero(np.concatenate(([True], pair[1:] != pair[:-1]))) if len(pair) else np.empty(0, np.int64)
    if not len(starts):
        return SharedKeys(asked=pair, other=pair, bands=pair, shared=pair, held=pair)
    bands = np.add.reduceat(band.astype(np.int64), starts)
    held = np.where(band, _NOT_HELD, counts[order].astype(np.int64))
    one, two = np.divmod(pair[starts], texts)
    return SharedKeys(
        asked=one,
        other=two,
        bands=bands,
        shared=np.diff(np.append(starts, len(pair))) - bands,
        held=np.minimum.reduceat(held, starts),
    )


def choose_best(pairs: SharedKeys, ranks: NDArray[np.integer[Any]], samples: Samples) -> Candidates:
    """Of pairs that share keys, those worth laying beside each other."""
    if not len(pairs.asked):
        nothing = np.empty(0, np.int64)
        return _sort_out(nothing, nothing, np.empty(0), np.empty(0, bool), ranks)
    alike = pairs.shared / _expect(samples[pairs.asked], samples[pairs.other])
    enough = (pairs.bands > 0) | ((pairs.shared >= _LEAST_SHARED) & (alike >= _LEAST_ALIKE))
    common = (pairs.held >= COMMON) & (pairs.shared > 0)
    return _sort_out(pairs.asked[enough], pairs.other[enough], alike[enough], common[enough], ranks)


def _expect(one: Samples, other: Samples) -> NDArray[np.float64]:
    """How many sampled shingles two texts share where the one holds the whole of the other; 1 at least."""
    smaller = np.minimum(one[:, 0] / one[:, 1], other[:, 0] / other[:, 1])
    expected: NDArray[np.float64] = np.maximum(smaller * np.minimum(one[:, 1], other[:, 1]), 1.0)
    return expected


def first_holders(hits: Hits, ranks: Numbers) -> Hits:
    """Of the holders that several postings give for a key, the earliest of all, each once."""
    order = np.lexsort((ranks[hits.holders], hits.asked))
    asked, holders, counts = hits.asked[order], hits.holders[order], hits.counts[order]
    once = np.ones(len(asked), dtype=bool)
    once[1:] = (asked[1:] != asked[:-1]) | (holders[1:] != holders[:-1])
    asked, holders, counts = asked[once], holders[once], counts[once]
    within = np.arange(len(asked)) - np.searchsorted(asked, asked)
    return Hits(asked=asked[within < HOLDERS], holders=holders[within < HOLDERS], counts=counts[within < HOLDERS])


def _sort_out(
    asked: NDArray[np.int64],
    other: NDArray[np.int64],
    alike: NDArray[np.float64],
    common: NDArray[np.bool_],
    ranks: NDArray[np.integer[Any]],
) -> Candidates:
    """The best partners of each text on either side in time; of those about as much alike, the earliest."""
    side = ranks[other] > ranks[asked] if len(asked) else np.empty(0, bool)
    order = np.lexsort((ranks[other] if len(other) else other, -np.floor(np.minimum(alike, 1) * _STEPS), side, asked))
    asked, other, alike, common, side = asked[order], other[order], alike[order], common[order], side[order]
    group = 2 * asked + side
    within = np.arange(len(group)) - np.searchsorted(group, group)
    kept = within < PARTNERS
    return Candidates(
        asked=asked[kept],
        other=other[kept],
        alike=alike[kept],
        common=common[kept],
    )
