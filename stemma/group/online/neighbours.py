"""An article's neighbours in an index of stories, compared as grouping all at once compares them."""

from collections.abc import Mapping, Sequence
from datetime import date
from heapq import nsmallest

import numpy as np
from numpy.typing import NDArray

from stemma.group.contrast import contrast_pairs, number_outlets, weigh_time
from stemma.group.linkage import link_pairs
from stemma.group.online.articles import Articles
from stemma.group.online.partition import Partition
from stemma.group.pairs import Pairs, find_pairs

STORIES_TRIED = 12
"""Stories that an article is compared with, those that share its most telling terms."""

NEIGHBOURS = 64
"""Articles that are compared with it and with each other, those that speak for these stories."""


def relate_vectors(
    vectors: Sequence[Mapping[str, float]], days: Sequence[date | None], outlets: Sequence[str]
) -> Pairs:
    """The likeness of a few articles, as ``label_profiles`` likens all, but that every date is trusted."""
    return contrast_pairs(len(vectors), weigh_time(find_pairs(vectors), days), number_outlets(outlets))


class Neighbours:
    """Some articles around one, with their likeness to each other by the weights of the moment."""

    def __init__(self, articles: Articles, stories: Partition, number: int) -> None:
        """``number``: the article; it may be in a story or in none yet."""
        self._articles = articles
        self._stories = stories
        self._number = number
        numbers = {number, *self._choose()}
        self._numbers = sorted(numbers, key=lambda n: (articles.bare(n).place, n))
        self._at = {n: at for at, n in enumerate(self._numbers)}
        bare = [articles.bare(n) for n in self._numbers]
        self._pairs = relate_vectors(
            [articles.weigh(n) for n in self._numbers], [one.published for one in bare], [one.outlet for one in bare]
        )
        self._likeness: NDArray[np.float64] = np.zeros((len(numbers), len(numbers)))
        self._likeness[self._pairs.rows, self._pairs.columns] = self._pairs.likeness
        self._likeness += self._likeness.T

    def rank_stories(self) -> list[tuple[float, int]]:
        """The stories around the article as they are now, its own among them: mean likeness and key, dearest first."""
        around = {self._stories.homes[n] for n in self._numbers if n != self._number}
        means = [(self.mean_to_story(key), key) for key in around if key is not None]
        return sorted(
            ((mean, key) for mean, key in means if mean > 0),
            key=lambda found: (-found[0], self._stories[found[1]].earliest),
        )

    def mean_to_story(self, key: int) -> float:
        """The mean likeness of the article to those that speak for a story, itself left out; 0 to none."""
        return self._mean([self._number], [n for n in self._speakers(key) if n != self._number])

    def mean_between(self, one: int, other: int) -> float:
        """The mean likeness between those that speak for two stories."""
        return self._mean(self._speakers(one), self._speakers(other))

    def has_all(self, key: int) -> bool:
        """Whether all articles of a story are among the neighbours."""
        return all(n in self._at for n in self._stories[key].numbers[: NEIGHBOURS + 1])

    def link(self, numbers: Sequence[int], threshold: float, founding: float) -> list[int]:
        """The story of each of some of the neighbours, by average linkage of these alone."""
        order = sorted(numbers, key=self._at.__getitem__)
        place = np.full(len(self._numbers), -1)
        place[[self._at[n] for n in order]] = np.arange(len(order))
        rows, columns = place[self._pairs.rows], place[self._pairs.columns]
        kept = (rows >= 0) & (columns >= 0)
        pairs = Pairs(
            rows=rows[kept].astype(np.int32),
            columns=columns[kept].astype(np.int32),
            likeness=self._pairs.likeness[kept],
        )
        labels = dict(zip(order, link_pairs(len(order), pairs, threshold, founding), strict=True))
        return [labels[n] for n in numbers]

    def _choose(self) -> list[int]:
        """Those that speak for the stories which share the article's telling terms, nearest story first."""
        best: dict[int, float] = {}
        for other, score in self._articles.find_like(self._articles.weigh(self._number)).items():
            key = self._stories.homes[other]
            if key is not None and score > best.get(key, 0.0):
                best[key] = score
        tried = nsmallest(STORIES_TRIED, best, key=lambda key: (-best[key], self._stories[key].earliest))
        chosen: list[int] = []
        for key in tried:
            speakers = [n for _, n in self._stories[key].sample]
            if len(chosen) + len(speakers) < NEIGHBOURS:
                chosen += speakers
        return chosen

    def _speakers(self, key: int) -> list[int]:
        """Those that speak for a story and are neighbours: where stories have merged, all that spoke for either."""
        return [n for _, n in self._stories[key].sample if n in self._at]

    def _mean(self, some: Sequence[int], others: Sequence[int]) -> float:
        if not some or not others:
            return 0.0
        return float(self._likeness[np.ix_([self._at[n] for n in some], [self._at[n] for n in others])].mean())
