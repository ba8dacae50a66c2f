"""How telling each term is: how many articles of the collection have it; and profiles weighed by that."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from stemma.group.profile import Profile

PSEUDO_ARTICLES = 50
"""Articles imagined beside the given ones, so that a word which all articles of a small input share
still speaks for their being one story."""


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
        """Term to weight, of length one (all zero stays so): the likeness of two articles is the dot product.

        Terms stand in order, so that sums are the same however they were met.
        """
        weights = {
            term: (1 + math.log(times)) * math.log((self.articles + PSEUDO_ARTICLES) / (self.holders[term] + 1))
            for term, times in sorted(profile.words.items())
        }
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}
