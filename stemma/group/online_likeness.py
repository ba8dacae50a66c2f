"""How like an article is to the stories of an index, from the few articles that speak for each."""

from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest

from stemma.group.linkage import link_pairs
from stemma.group.online_articles import Articles
from stemma.group.online_partition import Partition
from stemma.group.pairs import LEAST_LIKENESS, find_pairs

STORIES_TRIED = 12
"""Stories that an article is compared with, those that share its most telling terms."""


class Comparing:
    """Likeness as one article meets it: weights of the moment, each article weighed once."""

    def __init__(self, articles: Articles, stories: Partition) -> None:
        self._articles = articles
        self._stories = stories
        self._weighed: dict[int, Mapping[str, float]] = {}

    def rank_stories(self, number: int) -> list[tuple[float, int]]:
        """Stories that share telling terms with the article, itself left out: mean likeness and key, dearest first."""
        best: dict[int, float] = {}
        for other, score in self._articles.find_like(self._weigh(number)).items():
            key = self._stories.homes[other]
            if other != number and key is not None and score > best.get(key, 0.0):
                best[key] = score
        tried = nsmallest(STORIES_TRIED, best, key=lambda key: (-best[key], self._stories[key].earliest))
        return self.order_stories(number, tried)

    def order_stories(self, number: int, keys: Iterable[int]) -> list[tuple[float, int]]:
        """Those of the stories that the article has any likeness to: mean likeness and key, dearest first."""
        means = [(self.mean_to_story(number, key), key) for key in keys]
        return sorted(
            ((mean, key) for mean, key in means if mean > 0),
            key=lambda found: (-found[0], self._stories[found[1]].earliest),
        )

    def mean_to_story(self, number: int, key: int) -> float:
        """The mean likeness of an article to those that speak for a story, itself left out; 0 to none."""
        sample = [other for _, other in self._stories[key].sample if other != number]
        return sum(self._measure(number, other) for other in sample) / max(1, len(sample))

    def mean_between(self, one: int, other: int) -> float:
        """The mean likeness between those that speak for two stories."""
        a, b = self._stories[one].sample, self._stories[other].sample
        return sum(self._measure(x, y) for _, x in a for _, y in b) / (len(a) * len(b))

    def link(self, numbers: Sequence[int], threshold: float) -> list[int]:
        """The story of each of a few articles, in order of publication, as grouping these alone would have it."""
        return link_pairs(len(numbers), find_pairs([self._weigh(n) for n in numbers]), threshold)

    def _weigh(self, number: int) -> Mapping[str, float]:
        weights = self._weighed.get(number)
        if weights is None:
            weights = self._weighed[number] = self._articles.weigh(number)
        return weights

    def _measure(self, one: int, other: int) -> float:
        """The likeness of two articles, as ``find_pairs`` has it."""
        a, b = self._weigh(one), self._weigh(other)
        if len(b) < len(a):
            a, b = b, a
        likeness = sum(weight * b[term] for term, weight in a.items() if term in b)
        return likeness if likeness >= LEAST_LIKENESS else 0.0
