"""How near articles are to stories: mean likeness to a story's articles, from the sum of their weighed terms."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import nsmallest

from stemma.group.lexicon import Lexicon
from stemma.group.profile import Profile

LOOKED_AT = 1500
"""How many places of an article's terms in stories are looked at, the rarest terms first, to find the nearest story."""
COMPARED = 8
"""How many stories are then compared in full."""


class StorySums:
    """The weighed terms of every article, and their sum over every story (by label)."""

    def __init__(self, profiles: Sequence[Profile], labels: Sequence[int]) -> None:
        lexicon = Lexicon()
        for profile in profiles:
            lexicon.add(profile)
        self.labels = tuple(labels)
        self.sizes: dict[int, int] = defaultdict(int)
        self._vectors = [lexicon.weigh(profile) for profile in profiles]
        self._sums: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for label, vector in zip(self.labels, self._vectors, strict=True):
            self.sizes[label] += 1
            for term, weight in vector.items():
                self._sums[label][term] += weight
        self._holders: dict[str, list[int]] = {}

    def weigh_shared(self, index: int, label: int) -> dict[str, float]:
        """What each term adds to an article's mean likeness to a story's articles, itself left out; none adds 0."""
        vector, sums = self._vectors[index], self._sums[label]
        own = self.labels[index] == label
        others = self.sizes[label] - own
        if not others:
            return {}
        shared = {t: w * (sums[t] - own * w) / others for t, w in vector.items() if t in sums}
        return {term: part for term, part in shared.items() if part > 1e-9}

    def measure(self, index: int, label: int) -> float:
        """An article's mean likeness to the articles of a story, itself left out: 0..1, 0 where there is no other."""
        return round(min(1.0, sum(self.weigh_shared(index, label).values())), 4)

    def measure_stories(self, one: int, other: int) -> float:
        """The mean likeness of the articles of two stories."""
        first, second = self._sums[one], self._sums[other]
        whole = sum(weight * second[term] for term, weight in sorted(first.items()) if term in second)
        return round(min(1.0, whole / (self.sizes[one] * self.sizes[other])), 4)

    def find_nearest(self, index: int) -> int | None:
        """The label of the other story that an article is nearest to; None where none shares a term.

        Exact in heaps of some thousands of articles; in larger ones stories that share only common words are not met.
        """
        holders = self._index_holders()
        own = self.labels[index]
        vector: Mapping[str, float] = self._vectors[index]
        near: dict[int, float] = defaultdict(float)
        looked = 0
        for term, weight in sorted(vector.items(), key=lambda item: (-item[1], item[0])):
            stories = holders[term]
            looked += len(stories)
            if looked > LOOKED_AT and near:
                break
            for label in stories:
                if label != own:
                    near[label] += weight * self._sums[label][term] / self.sizes[label]
        best = nsmallest(COMPARED, near, key=lambda label: (-near[label], label))
        return min(best, key=lambda label: (-self.measure(index, label), label), default=None)

    def _index_holders(self) -> Mapping[str, Sequence[int]]:
        if not self._holders:
            found: dict[str, list[int]] = defaultdict(list)
            for label in sorted(self._sums):
                for term in self._sums[label]:
                    found[term].append(label)
            self._holders = found
        return self._holders


def weigh_centrality(sums: StorySums, indexes: Sequence[int]) -> list[float]:
    """Each article's mean likeness to the others of its own story."""
    return [sums.measure(index, sums.labels[index]) for index in indexes]
