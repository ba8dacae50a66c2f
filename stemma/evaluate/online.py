"""Stories that come in one by one against stories grouped all at once."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from stemma.evaluate.coreference import Chain, score_b3
from stemma.group.online.index import StoryIndex
from stemma.group.profile import make_profile
from stemma.group.stories import label_profiles
from stemma.model.article import Article

SHUFFLES = 2


def score_online(articles: Sequence[Article], gold: Mapping[str, str]) -> dict[str, float]:
    """B-cubed F1 of the batch, and of the index before and after consolidation in several orders of arrival.

    ``gold``: article id to story; articles without one are grouped too and not scored. The first order is that of
    publication (``by_time``), the others are shuffled (``shuffled``: the mean; ``lowest``: the worst of all orders).
    ``consolidated``: the worst after consolidation. ``agreement``: B-cubed F1 of the index before consolidation
    against the batch itself, the worst order.
    """
    profiles = sorted((make_profile(article) for article in articles), key=lambda one: one.place)
    batch: dict[int, set[str]] = defaultdict(set)
    for profile, label in zip(profiles, label_profiles(profiles), strict=True):
        batch[label].add(profile.article)
    stories = [frozenset(story) for story in batch.values()]
    before, after, agreement = [], [], []
    for shuffle in range(SHUFFLES + 1):
        order = list(profiles)
        if shuffle:
            random.Random(shuffle).shuffle(order)
        index = StoryIndex()
        for profile in order:
            index.add(profile)
        before.append(_score(_list_stories(index), gold))
        agreement.append(score_b3(stories, _list_stories(index)).f1)
        index.consolidate()
        after.append(_score(_list_stories(index), gold))
    return {
        "batch": _score(stories, gold),
        "by_time": before[0],
        "shuffled": sum(before[1:]) / SHUFFLES,
        "lowest": min(before),
        "consolidated": min(after),
        "agreement": min(agreement),
    }


def _list_stories(index: StoryIndex) -> list[Chain]:
    return [frozenset(story.articles) for story in index.stories()]


def _score(stories: Sequence[Chain], gold: Mapping[str, str]) -> float:
    key = defaultdict(set)
    for article, story in gold.items():
        key[story].add(article)
    scored = [frozenset(article for article in story if article in gold) for story in stories]
    return score_b3([frozenset(story) for story in key.values()], [story for story in scored if story]).f1
