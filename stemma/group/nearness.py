"""How near articles are to stories, by the likeness that makes stories; and what two sides have in common."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from stemma.group.contrast import contrast_pairs, number_outlets, weigh_time
from stemma.group.days import trust_days
from stemma.group.lexicon import weigh_profiles
from stemma.group.pairs import Pairs, find_pairs
from stemma.group.profile import Profile

SAMPLE = 40
"""How many articles, evenly from first to last, speak for a story where it is told what is shared."""
_CACHED = 256


class StoryNearness:
    """Mean likeness of every article to its own story and to the nearest other one; stories go by label.

    Likeness is that of ``contrast_pairs``: pairs that are not kept count 0. Profiles stand in order of ``place``.
    """

    def __init__(self, profiles: Sequence[Profile], labels: Sequence[int], first: Sequence[int]) -> None:
        """``first``: for each article the earliest of its story that prints its text, which speaks for it."""
        speakers = sorted(set(first))
        at = {index: place for place, index in enumerate(speakers)}
        self._at = [at[index] for index in first]
        """Article → the place of what speaks for it among ``speakers``, which is what all below goes by."""
        self._prints = Counter(self._at)
        profiles, labels = [profiles[index] for index in speakers], [labels[index] for index in speakers]
        labelled = max(labels, default=0) + 1
        self._vectors = weigh_profiles(profiles)
        self._labels = np.array(labels, dtype=np.int64)
        self._sizes = np.bincount(self._labels, minlength=labelled)
        every = find_pairs(self._vectors)
        days = trust_days([profile.published for profile in profiles])
        outlets = number_outlets([profile.outlet for profile in profiles])
        self._pairs = contrast_pairs(len(profiles), weigh_time(every, days), outlets)
        self._central, far = self._measure(every)
        self._own, self._nearest = self._measure(self._pairs)
        for index, (label, _) in far.items():
            self._nearest.setdefault(index, (label, 0.0))
        self._between: dict[tuple[int, int], float] | None = None
        self._members: dict[int, list[int]] = defaultdict(list)
        for index, label in enumerate(labels):
            self._members[label].append(index)
        self._weigh = lru_cache(maxsize=_CACHED)(self._read_row)
        self._sum = lru_cache(maxsize=_CACHED)(self._sum_sample)

    def own(self, index: int) -> float:
        """An article's mean likeness to the other articles of its story, 1 to those that print its own text; 0 where
        there is no other.
        """
        at = self._at[index]
        prints, others = self._prints[at] - 1, int(self._sizes[self._labels[at]]) - 1
        if prints + others == 0:
            return 0.0
        return round((float(self._own[at]) * others + prints) / (prints + others), 4)

    def central(self, index: int) -> float:
        """The same by words alone: days and contrast tell stories apart, not how central an article is in its own."""
        return float(self._central[self._at[index]])

    def nearest(self, index: int) -> tuple[int, float] | None:
        """The label of the other story that an article is nearest to, and the mean likeness; None where none is.

        Likeness is 0 where contrast leaves nothing of it: the article is no more like that story than like many.
        """
        found = self._nearest.get(self._at[index])
        return (found[0], round(found[1], 4)) if found else None

    def count(self, *labels: int) -> int:
        """How many articles the stories have that speak for themselves: prints of one text are one."""
        return int(sum(self._sizes[label] for label in labels))

    def between(self, one: int, other: int) -> float:
        """The mean likeness of the articles of two stories."""
        if self._between is None:
            here, there = self._labels[self._pairs.rows], self._labels[self._pairs.columns]
            self._between = defaultdict(float)
            for first, second, likeness in zip(here, there, self._pairs.likeness, strict=True):
                if first != second:
                    self._between[min(first, second), max(first, second)] += float(likeness)
        whole = self._between.get((min(one, other), max(one, other)), 0.0)
        return round(whole / int(self._sizes[one] * self._sizes[other]), 4)

    def weigh_shared(self, index: int, label: int) -> dict[str, float]:
        """What each term says for an article's being like a story's others: of ``SAMPLE`` of them, the mean product."""
        index = self._at[index]
        vector, (sums, size) = self._weigh(index), self._sum(label)
        own = index in self._sample(label)
        others = size - own
        if others <= 0:
            return {}
        shared = {t: w * (sums[t] - own * w) / others for t, w in vector.items() if t in sums}
        return {term: part for term, part in shared.items() if part > 1e-9}

    def _read_row(self, index: int) -> Mapping[str, float]:
        vectors = self._vectors
        row = slice(vectors.starts[index], vectors.starts[index + 1])
        terms = (vectors.names[number] for number in vectors.terms[row].tolist())
        return dict(zip(terms, vectors.weights[row].tolist(), strict=True))

    def _sample(self, label: int) -> list[int]:
        members = self._members[label]
        return members[:: -(-len(members) // SAMPLE)]

    def _sum_sample(self, label: int) -> tuple[Mapping[str, float], int]:
        sums: dict[str, float] = defaultdict(float)
        sample = self._sample(label)
        for index in sample:
            for term, weight in self._weigh(index).items():
                sums[term] += weight
        return dict(sums), len(sample)

    def _measure(self, pairs: Pairs) -> tuple[NDArray[np.float64], dict[int, tuple[int, float]]]:
        """Each article's mean likeness to its own story, and the other story where that is highest, with it."""
        size = len(self._sizes)
        means = np.zeros(len(self._labels))
        article = np.concatenate([pairs.rows, pairs.columns]).astype(np.int64)
        story = self._labels[np.concatenate([pairs.columns, pairs.rows])]
        likeness = np.concatenate([pairs.likeness, pairs.likeness]).astype(np.float64)
        keys = article * size + story
        order = np.argsort(keys, kind="stable")
        begins = np.flatnonzero(np.diff(keys[order], prepend=-1))
        if not len(begins):
            return means, {}
        article, story = np.divmod(keys[order][begins], size)
        own = story == self._labels[article]
        mean = np.minimum(np.add.reduceat(likeness[order], begins) / np.maximum(self._sizes[story] - own, 1), 1.0)
        means[article[own]] = mean[own]
        best = np.lexsort((story, -mean, article))
        best = best[~own[best]]
        first = best[np.flatnonzero(np.diff(article[best], prepend=-1))]
        return means, {int(article[at]): (int(story[at]), float(mean[at])) for at in first}
