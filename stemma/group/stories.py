"""Articles on one event are one story: profiles, weighed by the collection, paired, linked."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

from stemma.group.apart.standing import Standing, judge_standing, part_by_standing
from stemma.group.apart.templates import Issue
from stemma.group.contrast import number_outlets
from stemma.group.copies.heap import find_shared_texts
from stemma.group.copies.sets import CopySet, group_copies
from stemma.group.days import trust_days
from stemma.group.heaps import label_heap
from stemma.group.languages.encoder import has_encoder
from stemma.group.languages.joining import join_stories
from stemma.group.lexicon import weigh_counts, weigh_profiles
from stemma.group.pairs import find_pairs
from stemma.group.profile import Profile, make_profile
from stemma.group.vectors import Packer, Places, take_rows
from stemma.model.article import Article

THRESHOLD = 0.09
"""Mean contrasted likeness from which two groups are one story: what suits the labelled sets together, heaps of real
reports (best alone at .08 to .10), invented stories (.06), and a few articles that have nothing in common (.12)."""

FOUNDING = 0.15
"""The same of two articles that are both alone. In a large heap the nearest of all strangers is likelier this near than
another report of the event; of labelled reports of one event hardly any pair that comes first is less near."""

Likeness = NDArray[np.float64]


def group_articles(articles: Sequence[Article], *, vectors: bool = False) -> tuple[tuple[Article, ...], ...]:
    """The stories that ``articles`` tell, each a tuple of its articles; every article is in exactly one.

    Articles stand in order of publication (those without a date last), stories in order of their
    first article; the order given does not show in the result.
    """
    placed = sorted(((make_profile(a), a) for a in articles), key=lambda pair: pair[0].place)
    ordered = [article for _, article in placed]
    prints = group_copies(ordered, find_shared_texts(ordered))
    labels = label_collection(
        ordered, [profile for profile, _ in placed], judge_standing(ordered), prints, vectors=vectors
    )
    stories: dict[int, list[Article]] = {}
    for label, article in zip(labels, ordered, strict=True):
        stories.setdefault(label, []).append(article)
    return tuple(tuple(story) for story in stories.values())


def label_collection(
    articles: Sequence[Article],
    profiles: Sequence[Profile],
    standing: Standing,
    prints: Sequence[CopySet] = (),
    *,
    vectors: bool = False,
) -> list[int]:
    """The story of each article, named by its first: by likeness, then by what joins languages.

    Articles and profiles stand in order of ``Profile.place``. What is apart is alone, but for copies of one issue of a
    form. Of the ``prints`` of one text the first alone is likened to others of its language, and the rest are where it
    is: forty prints of an agency's text would make its words common and themselves the crowd around all who tell the
    same.
    ``vectors``: those of the extra ``multilingual`` help, where it is installed.
    """
    left, set_aside = part_by_standing(articles, standing)
    place = {(article.id, article.source): index for index, article in enumerate(articles)}
    together = [place[article.id, article.source] for article in left]
    issue_of = {name: issue.issue for name, issue in standing.issues.items()}
    first = find_firsts([article.id for article in left], prints, apart=[issue_of.get(a.id, "") for a in left])
    speakers = sorted(set(first))
    issues = [standing.issues.get(left[at].id) for at in speakers]
    found = dict(zip(speakers, label_profiles([profiles[together[at]] for at in speakers], issues), strict=True))
    stories: dict[int, list[Article]] = defaultdict(list)
    for at, index in enumerate(together):
        stories[found[first[at]]].append(articles[index])
    labels = list(range(len(articles)))
    for story in (*join_stories(tuple(stories.values()), vectors=vectors and has_encoder()), *set_aside):
        indexes = [place[article.id, article.source] for article in story]
        for index in indexes:
            labels[index] = min(indexes)
    return labels


def find_firsts(ids: Sequence[str], prints: Sequence[CopySet], *, apart: Sequence[Hashable]) -> list[int]:
    """For each article, by its place in ``ids``, the place of the first of them that prints its text; its own where
    none does. Of one text, those of which ``apart`` says different things have firsts of their own.
    """
    place: dict[str, int] = {}
    for at, name in enumerate(ids):
        place.setdefault(name, at)
    first = list(range(len(ids)))
    lead: dict[tuple[int, Hashable], int] = {}
    for number, one in enumerate(prints):
        for at in sorted(place[name] for name in one.articles if name in place):
            first[at] = lead.setdefault((number, apart[at]), at)
    return first


def label_profiles(profiles: Sequence[Profile], issues: Sequence[Issue | None] = ()) -> list[int]:
    """The story of each profile by likeness, named by its first; profiles stand in order of ``place``.

    ``issues``: for each profile the issue of a form that it is, where any is known.
    """
    days = trust_days([profile.published for profile in profiles])
    return label_heap(
        weigh_profiles(profiles),
        days,
        THRESHOLD,
        number_issues(issues or [None] * len(profiles)),
        founding=FOUNDING,
        outlets=number_outlets([profile.outlet for profile in profiles]),
    )


def number_issues(issues: Sequence[Issue | None]) -> Places:
    """The form and issue of each article as numbers, shape (articles, 2): what ``label_heap`` takes; -1 for none."""
    numbers: dict[str, int] = defaultdict(count().__next__)
    named = [(numbers[one.form], numbers[one.issue]) if one else (-1, -1) for one in issues]
    return np.array(named, dtype=np.int64).reshape(len(named), 2)


def label_articles(articles: Iterable[Article]) -> dict[str, str]:
    """For each article's id that of its story's first article. Articles are let go one by one, in any order: what is
    kept of each is some kilobytes.
    """
    packer, places, days, outlets = Packer(), [], [], []
    for article in articles:
        profile = make_profile(article)
        packer.add(profile.words)
        places.append(profile.place)
        days.append(profile.published)
        outlets.append(profile.outlet)
    order = sorted(range(len(places)), key=places.__getitem__)
    counted = packer.pack()
    del packer
    vectors = take_rows(weigh_counts(counted), np.array(order, dtype=np.int64))
    del counted
    ids = [places[at][2] for at in order]
    labels = label_heap(
        vectors,
        trust_days([days[at] for at in order]),
        THRESHOLD,
        founding=FOUNDING,
        outlets=number_outlets([outlets[at] for at in order]),
    )
    return {article: ids[label] for article, label in zip(ids, labels, strict=True)}


def ask_likeness(articles: int) -> float:
    """From which mean likeness two groups are one story that have so many articles together."""
    return FOUNDING if articles == 2 else THRESHOLD


def measure_likeness(articles: Sequence[Article]) -> Likeness:
    """The likeness of each article to each, 0..1."""
    pairs = find_pairs(weigh_profiles([make_profile(a) for a in articles]), least=0.0, exact=True)
    likeness = np.eye(len(articles))
    likeness[pairs.rows, pairs.columns] = likeness[pairs.columns, pairs.rows] = pairs.likeness
    return likeness
