"""How telling each term is: how many articles of the collection have it; and profiles weighed by that."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from stemma.group.profile import Profile
from stemma.group.vectors import Floats, Numbers, Packer, Places, Vectors, sort_stretches

PSEUDO_ARTICLES = 50
"""Articles imagined beside the given ones, so that a word which all articles of a small input share
still speaks for their being one story."""

MOST_TERMS = 150
"""How many of an article's terms are kept, those that weigh most: more tell no more on labelled stories."""

_ROWS_WEIGHED = 8192


@dataclass(slots=True)
class Lexicon:
    """Document frequencies. The order in which profiles are added does not show."""

    articles: int = 0
    holders: Counter[str] = field(default_factory=Counter)

    def add(self, profile: Profile) -> None:
        """Count one article's terms."""
        self.articles += 1
        self.holders.update(profile.words.keys())

    def weigh(self, profile: Profile) -> Mapping[str, float]:
        """The ``MOST_TERMS`` most telling terms with their weights, of length one (nothing where there are none): the
        likeness of two articles is the dot product.

        Terms stand in order, so that sums are the same however they were met.
        """
        among = self.articles + PSEUDO_ARTICLES
        holders = self.holders
        weights = {
            term: math.log1p(much) * math.log(among / (holders[term] + 1)) for term, much in profile.words.items()
        }
        if len(weights) > MOST_TERMS:
            kept = sorted(weights, key=lambda term: (-weights[term], term))[:MOST_TERMS]
            weights = {term: weights[term] for term in kept}
        length = math.sqrt(math.fsum(w * w for w in weights.values())) or 1.0
        return {term: weights[term] / length for term in sorted(weights)}


def weigh_profiles(profiles: Iterable[Profile]) -> Vectors:
    """All profiles weighed by their own collection, as ``Lexicon.weigh`` weighs one; each is let go at once."""
    packer = Packer()
    for profile in profiles:
        packer.add(profile.words)
    return weigh_counts(packer.pack())


def weigh_counts(counted: Vectors) -> Vectors:
    """The same of profiles that were packed: ``weights`` say how much each term is said."""
    size = len(counted)
    holders = np.bincount(counted.terms, minlength=counted.width)
    telling = np.log((size + PSEUDO_ARTICLES) / (holders + 1))
    weighed = [
        _weigh_rows(counted, telling, row, min(row + _ROWS_WEIGHED, size)) for row in range(0, size, _ROWS_WEIGHED)
    ]
    lengths, terms, weights = zip(*weighed, strict=True) if weighed else ((), (), ())
    return Vectors(
        starts=np.concatenate([[0], *lengths]).cumsum(),
        terms=np.concatenate([counted.terms[:0], *terms]),
        weights=np.concatenate([counted.weights[:0], *weights]),
        names=counted.names,
    )


def _weigh_rows(
    counted: Vectors, telling: NDArray[np.float64], first: int, last: int
) -> tuple[Places, Numbers, Floats]:
    """How many terms of each of some rows are kept, these terms, and their weights."""
    starts = counted.starts[first : last + 1] - counted.starts[first]
    mine = slice(counted.starts[first], counted.starts[last])
    rows = np.repeat(np.arange(last - first), np.diff(starts))
    terms = counted.terms[mine]
    weights = np.log1p(counted.weights[mine].astype(np.float64)) * telling[terms]
    lightness = np.iinfo(np.int32).max - weights.astype(np.float32).view(np.int32)
    order = sort_stretches(starts, lightness)
    kept = np.sort(order[np.arange(len(order)) - starts[rows] < MOST_TERMS])
    rows, terms, weights = rows[kept], terms[kept], weights[kept]
    length = np.sqrt(np.bincount(rows, weights**2, minlength=last - first))
    weights /= np.where(length > 0, length, 1)[rows]
    return np.bincount(rows, minlength=last - first), terms, weights.astype(np.float32)
