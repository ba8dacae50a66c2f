"""A heap of articles as stories by rank, each article with the reason why it is in its own."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from stemma.group.apart.standing import judge_standing
from stemma.group.chains import find_chains
from stemma.group.copies.heap import find_shared_texts
from stemma.group.copies.sets import CopySet, group_copies
from stemma.group.copies.verdicts import Verdicts
from stemma.group.explaining import Explainer
from stemma.group.nearness import StoryNearness
from stemma.group.overrides import Regrouped, regroup_stories
from stemma.group.profile import Profile, make_profile
from stemma.group.ranks import count_origins, count_outlets, rank_stories
from stemma.group.stories import find_firsts, label_collection
from stemma.group.titles import choose_title
from stemma.model.article import Article
from stemma.model.overrides import Overrides
from stemma.model.story import Apart, Grouping, SharedText, Story

_DAY = len("2031-03-04")
STEPS = 5
"""Profiles, copies, what is apart, stories, reasons."""


def group_collection(
    articles: Sequence[Article],
    *,
    overrides: Overrides | None = None,
    one_story: bool = False,
    explain: bool = False,
    vectors: bool = True,
    verdicts: Verdicts | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Grouping:
    """The stories that ``articles`` tell, by rank; every article is in exactly one. The order given does not show.

    ``overrides``: what a user pinned, split and joined; the rest of them is passed over. ``one_story`` joins all,
    whatever they tell of. ``explain``: memberships say what is shared, and which other story is nearest; without it,
    only why and how near. ``vectors``: those of the extra ``multilingual`` help to join languages, where installed.
    ``verdicts``: what was judged before of texts laid beside each other (``find_shared_texts``).
    ``progress`` is called with how many steps are done, of how many.
    """
    tell = progress or (lambda done, of: None)
    tell(0, STEPS)
    placed = sorted(((make_profile(a), a) for a in articles), key=lambda pair: pair[0].place)
    profiles = [profile for profile, _ in placed]
    ordered = [article for _, article in placed]
    tell(1, STEPS)
    copies = find_shared_texts(ordered, verdicts)
    tell(2, STEPS)
    standing = judge_standing(() if one_story else ordered)
    tell(3, STEPS)
    labels = [0] * len(ordered)
    prints = group_copies(ordered, copies)
    if not one_story:
        labels = label_collection(ordered, profiles, standing, prints, vectors=vectors)
    regrouped = regroup_stories(ordered, labels, overrides or Overrides(), one_story=one_story)
    tell(4, STEPS)
    lone = {one.article for one in standing.apart}
    stories: dict[int, list[Profile]] = defaultdict(list)
    for profile, label in zip(profiles, regrouped.labels, strict=True):
        stories[label].append(profile)
    grouping = compose_grouping(
        ordered,
        profiles,
        regrouped,
        copies=copies,
        prints=prints,
        apart=standing.apart,
        follows=find_chains(
            story for story in stories.values() if not lone.issuperset(profile.article for profile in story)
        ),
        explain=explain,
    )
    tell(STEPS, STEPS)
    return grouping


def compose_grouping(
    articles: Sequence[Article],
    profiles: Sequence[Profile],
    regrouped: Regrouped,
    *,
    copies: Sequence[SharedText] = (),
    prints: Sequence[CopySet] = (),
    apart: Sequence[Apart] = (),
    aliases: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    follows: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    explain: bool = False,
    nearness: StoryNearness | None = None,
) -> Grouping:
    """Stories with titles and ranks, and memberships, of articles whose labels are settled.

    ``articles`` and ``profiles`` stand in order of ``Profile.place``. An article that was put into a story with others
    by hand is no longer ``apart``; stories of nothing else come last. ``prints``: what ``group_copies`` makes of the
    ``copies``. ``aliases`` and ``follows``: what is known of stories by their ids. ``nearness``: where it was measured
    among more articles than these; with ``explain`` a whole one is wanted.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for index, label in enumerate(regrouped.labels):
        members[label].append(index)
    within = _part_prints(articles, regrouped.labels, prints)
    first = find_firsts([article.id for article in articles], prints, apart=regrouped.labels)
    nearness = nearness or StoryNearness(profiles, regrouped.labels, first)
    stories = {
        label: _make_story(
            [articles[i] for i in indexes],
            [profiles[i] for i in indexes],
            [nearness.central(i) for i in indexes],
            within[label],
        )
        for label, indexes in members.items()
    }
    stories = {
        label: replace(story, aliases=aliases.get(story.id, ()), follows=follows.get(story.id, ()))
        for label, story in stories.items()
    }
    kept = {one.article for one in apart}
    last = {story.id for story in stories.values() if kept.issuperset(story.articles)}
    lone = {name for story in stories.values() if story.id in last for name in story.articles}
    apart = tuple(one for one in apart if one.article in lone)
    ranked = rank_stories(stories.values(), last=last)
    explainer = Explainer(articles, profiles, regrouped, copies, prints, first, nearness)
    ids = {label: story.id for label, story in stories.items()}
    by_id = {story.id: label for label, story in stories.items()}
    return Grouping(
        stories=ranked,
        memberships=tuple(
            explainer.explain(index, ids, fully=explain) for story in ranked for index in members[by_id[story.id]]
        ),
        copies=tuple(copies),
        apart=apart,
        overrides=regrouped.overrides,
    )


def _part_prints(
    articles: Sequence[Article], labels: Sequence[int], prints: Sequence[CopySet]
) -> dict[int, list[tuple[str, ...]]]:
    """By label, the ids of a story's articles that print one text, without prints that a hand put elsewhere."""
    label_of = {article.id: label for article, label in zip(articles, labels, strict=True)}
    within: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for one in prints:
        by_label: dict[int, list[str]] = defaultdict(list)
        for name in one.articles:
            by_label[label_of[name]].append(name)
        for label, names in by_label.items():
            if len(names) > 1:
                within[label].append(tuple(names))
    return within


def _make_story(
    articles: Sequence[Article], profiles: Sequence[Profile], nearness: Sequence[float], prints: Sequence[Sequence[str]]
) -> Story:
    days = [a.published[:_DAY] for a in articles if a.published]
    return Story(
        id=articles[0].id,
        title=choose_title(articles, nearness, [profile.words for profile in profiles]),
        articles=tuple(a.id for a in articles),
        origins=count_origins(articles, prints),
        outlets=count_outlets(articles),
        start=min(days, default=None),
        end=max(days, default=None),
    )
