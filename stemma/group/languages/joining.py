"""Stories of one event told in several languages are joined, by what needs no translation and by vectors."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from stemma.group.languages.crossing import (
    Rarity,
    count_days_between,
    count_facts,
    find_candidates,
    measure_crossing,
    tell_other_days,
)
from stemma.group.languages.encoder import LANGUAGES, embed_articles
from stemma.group.languages.facts import Facts, gather_facts
from stemma.model.article import Article
from stemma.text.article_order import place_article

THRESHOLD = 0.4
"""Likeness from which two stories of different languages are one, by their facts alone."""
THRESHOLD_WITH_VECTORS = 0.58
"""The same where vectors are given."""
FACTS_WEIGHT = 0.3
"""How much the likeness of facts (0..1) adds to the cosine of the vectors."""
LATER, OTHER_DAYS = 0.03, 0.03
"""What each day more than one between two publications takes off it, and having no day in common that they speak of."""
LEAST_COSINE = 0.4
"""Vectors less near than this speak for no candidate."""
NEIGHBOURS = 8
"""How many nearest stories of another language each story is compared with, where vectors are given."""
SPEAKERS = 4
"""How many articles of a story are compared with another's, the first ones."""

Vectors = NDArray[np.float32]


class _Measure:
    """Likeness of two stories: the mean of their best pair of articles and of all pairs of their speakers."""

    def __init__(self, groups: Sequence[Sequence[int]], facts: Sequence[Facts], vectors: Vectors | None) -> None:
        self.speakers = [list(group[:SPEAKERS]) for group in groups]
        self.facts = facts
        self.vectors = vectors
        self.rarity: Rarity = count_facts(facts)
        self.known: dict[tuple[int, int], float] = {}

    def compare(self, one: int, other: int) -> float:
        pair = (min(one, other), max(one, other))
        if pair not in self.known:
            likeness = [self._compare_articles(a, b) for a in self.speakers[pair[0]] for b in self.speakers[pair[1]]]
            self.known[pair] = (max(likeness) + sum(likeness) / len(likeness)) / 2
        return self.known[pair]

    def _compare_articles(self, one: int, other: int) -> float:
        shared = measure_crossing(self.facts[one], self.facts[other], self.rarity)
        if self.vectors is None:
            return shared.likeness
        likeness = float(self.vectors[one] @ self.vectors[other]) + FACTS_WEIGHT * shared.strength
        likeness -= LATER * count_days_between(self.facts[one], self.facts[other])
        likeness -= OTHER_DAYS * tell_other_days(self.facts[one], self.facts[other])
        if {self.facts[one].language, self.facts[other].language} <= LANGUAGES:
            return likeness
        # What the encoder was not taught to read is left to the facts.
        return max(likeness, shared.likeness - THRESHOLD + THRESHOLD_WITH_VECTORS)


def join_languages(
    groups: Sequence[Sequence[int]], facts: Sequence[Facts], vectors: Vectors | None = None
) -> tuple[tuple[int, ...], ...]:
    """``groups`` (of indices into ``facts``), those joined that tell one event in different languages.

    Only whole groups are joined, none is parted. ``vectors``: a row of length one for each of ``facts``
    (``encoder.embed_articles``), where the extra is installed. Groups stand in order of their first index; the order
    in which they, or their articles, are given does not show.
    """
    ordered = sorted((sorted(group) for group in groups if group), key=lambda group: group[0])
    if len({facts[index].language for group in ordered for index in group} - {""}) < 2:
        return tuple(tuple(group) for group in ordered)
    measure = _Measure(ordered, facts, vectors)
    threshold = THRESHOLD if vectors is None else THRESHOLD_WITH_VECTORS
    pairs = _pair_groups(ordered, facts, least=2)
    if vectors is not None:
        pairs.update(_choose_near(ordered, _pair_groups(ordered, facts, least=1), vectors))
    scored = sorted((-measure.compare(one, other), one, other) for one, other in pairs)
    joined: dict[int, tuple[int, ...]] = {index: (index,) for index in range(len(ordered))}
    for score, one, other in scored:
        if -score < threshold:
            break
        left, right = joined[one], joined[other]
        if left == right:
            continue
        across = [measure.compare(a, b) for a in left for b in right]
        if sum(across) / len(across) >= threshold:
            whole = tuple(sorted(left + right))
            joined.update(dict.fromkeys(whole, whole))
    return tuple(
        tuple(sorted(index for group in whole for index in ordered[group])) for whole in sorted(set(joined.values()))
    )


def join_stories(stories: Sequence[Sequence[Article]], *, vectors: bool) -> tuple[tuple[Article, ...], ...]:
    """``stories``, those joined that tell one event in different languages: ``join_languages`` over articles.

    The articles of a story stand in order of publication (those without a date last), stories in order of their first
    article. ``vectors`` asks for the extra's encoder; raises MissingPart where it is not installed. Only the first
    ``SPEAKERS`` articles of a story are read, and none where all are of one language.
    """
    ordered = sorted(
        (sorted(story, key=place_article) for story in stories if story), key=lambda s: place_article(s[0])
    )
    if len({article.language for story in ordered for article in story} - {None, ""}) < 2:
        return tuple(tuple(story) for story in ordered)
    speakers = [story[:SPEAKERS] for story in ordered]
    spoken = [article for story in speakers for article in story]
    starts = [0, *accumulate(map(len, speakers))][:-1]
    groups = [range(start, start + len(story)) for start, story in zip(starts, speakers, strict=True)]
    home = {index: number for number, group in enumerate(groups) for index in group}
    facts = [gather_facts(article) for article in spoken]
    joined = join_languages(groups, facts, _embed_candidates(spoken, facts) if vectors else None)
    whole = [
        sorted((a for number in sorted({home[index] for index in group}) for a in ordered[number]), key=place_article)
        for group in joined
    ]
    return tuple(tuple(story) for story in sorted(whole, key=lambda story: place_article(story[0])))


def _embed_candidates(articles: Sequence[Article], facts: Sequence[Facts]) -> Vectors:
    """A row for each article, all zero for those that share no fact with any of another language."""
    near = sorted({index for pair in find_candidates(facts, least=1) for index in pair})
    some = embed_articles([articles[index] for index in near])
    vectors = np.zeros((len(articles), some.shape[1]), dtype=np.float32)
    vectors[near] = some
    return vectors


def _pair_groups(groups: Sequence[Sequence[int]], facts: Sequence[Facts], *, least: int) -> set[tuple[int, int]]:
    """Pairs of groups of which two articles share ``least`` facts or more."""
    home = {index: number for number, group in enumerate(groups) for index in group}
    speakers = sorted(index for group in groups for index in group[:SPEAKERS])
    pairs = {
        (min(home[speakers[one]], home[speakers[other]]), max(home[speakers[one]], home[speakers[other]]))
        for one, other in find_candidates([facts[index] for index in speakers], least=least)
    }
    return {(one, other) for one, other in pairs if one != other}


def _choose_near(
    groups: Sequence[Sequence[int]], pairs: Iterable[tuple[int, int]], vectors: Vectors
) -> Iterator[tuple[int, int]]:
    """Of ``pairs`` of groups those whose mean vectors are near, the nearest ``NEIGHBOURS`` of each."""
    means = np.stack([vectors[list(group[:SPEAKERS])].mean(axis=0) for group in groups])
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for one, other in sorted(pairs):
        cosine = round(float(means[one] @ means[other]), 5)
        if cosine >= LEAST_COSINE:
            near[one].append((-cosine, other))
            near[other].append((-cosine, one))
    for one, found in near.items():
        for _, other in sorted(found)[:NEIGHBOURS]:
            yield min(one, other), max(one, other)
