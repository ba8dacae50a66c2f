"""Articles on one event are one story: profiles, weighed by the collection, paired, linked."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.group.apart_articles import set_apart
from stemma.group.days import trust_days
from stemma.group.heaps import label_heap
from stemma.group.lexicon import weigh_counts, weigh_profiles
from stemma.group.pairs import find_pairs
from stemma.group.profile import Profile, make_profile
from stemma.group.vectors import Packer, take_rows
from stemma.model.article import Article

THRESHOLD = 0.09
"""Mean contrasted likeness from which two groups are one story: what suits the labelled sets together, heaps of real
reports (best alone at .08 to .10), invented stories (.06), and a few articles that have nothing in common (.12)."""

Likeness = NDArray[np.float64]


def group_articles(articles: Sequence[Article], *, one_story: bool) -> tuple[tuple[Article, ...], ...]:
    """The stories that ``articles`` tell, each a tuple of its articles; every article is in exactly one.

    Articles stand in order of publication (those without a date last), stories in order of their
    first article; the order given does not show in the result. ``one_story`` joins all.
    """
    if not articles:
        return ()
    ordered = sorted(articles, key=lambda a: make_profile(a).place)
    if one_story or len(ordered) == 1:
        return (tuple(ordered),)
    left, apart = set_apart(ordered)
    stories: dict[int, list[Article]] = {}
    for label, article in zip(label_profiles([make_profile(a) for a in left]), left, strict=True):
        stories.setdefault(label, []).append(article)
    found = [*(tuple(story) for story in stories.values()), *apart]
    return tuple(sorted(found, key=lambda story: make_profile(story[0]).place))


def label_profiles(profiles: Sequence[Profile]) -> list[int]:
    """The story of each profile, named by its first; profiles stand in order of ``place``."""
    return label_heap(weigh_profiles(profiles), trust_days([profile.published for profile in profiles]), THRESHOLD)


def label_articles(articles: Iterable[Article]) -> dict[str, str]:
    """For each article's id that of its story's first article. Articles are let go one by one, in any order: what is
    kept of each is some kilobytes.
    """
    packer, places, days = Packer(), [], []
    for article in articles:
        profile = make_profile(article)
        packer.add(profile.words)
        places.append(profile.place)
        days.append(profile.published)
    order = sorted(range(len(places)), key=places.__getitem__)
    counted = packer.pack()
    del packer
    vectors = take_rows(weigh_counts(counted), np.array(order, dtype=np.int64))
    del counted
    ids = [places[at][2] for at in order]
    labels = label_heap(vectors, trust_days([days[at] for at in order]), THRESHOLD)
    return {article: ids[label] for article, label in zip(ids, labels, strict=True)}


def measure_likeness(articles: Sequence[Article]) -> Likeness:
    """The likeness of each article to each, 0..1."""
    pairs = find_pairs(weigh_profiles([make_profile(a) for a in articles]), least=0.0, exact=True)
    likeness = np.eye(len(articles))
    likeness[pairs.rows, pairs.columns] = likeness[pairs.columns, pairs.rows] = pairs.likeness
    return likeness
