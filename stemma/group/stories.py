"""Articles on one event are one story: profiles, weighed by the collection, paired, linked."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.group.contrast import contrast_pairs, weigh_time
from stemma.group.lexicon import Lexicon
from stemma.group.linkage import link_pairs
from stemma.group.pairs import find_pairs
from stemma.group.profile import Profile, make_profile
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
    stories: dict[int, list[Article]] = {}
    for label, article in zip(label_profiles([make_profile(a) for a in ordered]), ordered, strict=True):
        stories.setdefault(label, []).append(article)
    return tuple(tuple(story) for story in stories.values())


def label_profiles(profiles: Sequence[Profile]) -> list[int]:
    """The story of each profile, named by its first; profiles stand in order of ``place``."""
    pairs = weigh_time(find_pairs(_weigh(profiles)), [profile.published for profile in profiles])
    return link_pairs(len(profiles), contrast_pairs(len(profiles), pairs), THRESHOLD)


def measure_likeness(articles: Sequence[Article]) -> Likeness:
    """The likeness of each article to each, 0..1."""
    pairs = find_pairs(_weigh([make_profile(a) for a in articles]), least=0.0)
    likeness = np.eye(len(articles))
    likeness[pairs.rows, pairs.columns] = likeness[pairs.columns, pairs.rows] = pairs.likeness
    return likeness


def _weigh(profiles: Sequence[Profile]) -> list[dict[str, float]]:
    lexicon = Lexicon()
    for profile in profiles:
        lexicon.add(profile)
    return [dict(lexicon.weigh(profile)) for profile in profiles]
