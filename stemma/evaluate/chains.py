"""Chains of stories against invented affairs (``eval/chains.jsonl``, see ``eval/README.md``)."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stemma.evaluate.coreference import score_b3
from stemma.evaluate.samples import read_json_lines
from stemma.group.chains import find_chains
from stemma.group.profile import make_profile
from stemma.group.stories import group_articles
from stemma.model.article import Article
from stemma.model.span import Span

Link = tuple[str, str]
"""A story and an earlier one that it goes on from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledArticle:
    """An article, its story, and what that goes on from."""

    article: Article
    story: str
    affair: str
    follows: tuple[str, ...]
    part: str
    """``dev`` or ``test``, by a hash of the affair; a story that is only like an affair's goes with that."""


def evaluate_chains(path: Path, limit: int | None = None) -> dict[str, float | Mapping[str, float]]:
    """Links between the labelled stories (``precision``, ``recall``) over all and each part; the stories found.

    ``affairs_b3_f1``: stories in one chain against stories of one affair. ``stories_b3_f1`` and its precision and
    recall: whether grouping the same articles finds the stories, those of one affair kept apart.
    """
    labelled = list(read_articles(path))[:limit]
    stories: dict[str, list[LabelledArticle]] = defaultdict(list)
    for one in labelled:
        stories[one.story].append(one)
    profiles = {name: [make_profile(one.article) for one in members] for name, members in stories.items()}
    name_of = {profile.article: name for name, members in profiles.items() for profile in members}
    chains = find_chains(profiles.values())
    found = {(name_of[later], name_of[earlier]) for later, many in chains.items() for earlier in many}
    gold = {(one.story, earlier) for one in labelled for earlier in one.follows if earlier in stories}
    key = defaultdict(set)
    for one in labelled:
        key[one.affair].add(one.story)
    affairs = score_b3([frozenset(a) for a in key.values()], join_links(stories, found))
    grouped = group_articles([one.article for one in labelled])
    apart = score_b3(
        [frozenset(one.article.id for one in members) for members in stories.values()],
        [frozenset(article.id for article in story) for story in grouped],
    )
    parts = {name: members[0].part for name, members in stories.items()}
    return {
        **score_links(gold, found),
        "affairs_b3_f1": affairs.f1,
        "stories_b3_f1": apart.f1,
        "stories_b3_precision": apart.precision,
        "stories_b3_recall": apart.recall,
        **{part: score_links(*(_keep_part(links, part, parts) for links in (gold, found))) for part in ("dev", "test")},
    }


def read_articles(path: Path) -> Iterator[LabelledArticle]:
    """The articles of a JSON Lines file."""
    for entry in read_json_lines(path):
        article = Article(
            id=entry["id"],
            source=entry["id"],
            text=entry["text"],
            title=entry["title"],
            outlet=entry["outlet"],
            published=entry["published"],
            language="en",
            body=(Span(0, len(entry["text"])),),
        )
        digest = hashlib.sha256((entry["near"] or entry["affair"]).encode()).digest()
        yield LabelledArticle(
            article=article,
            story=entry["story"],
            affair=entry["affair"],
            follows=tuple(entry["follows"]),
            part=("dev", "test")[digest[0] % 2],
        )


def score_links(gold: Collection[Link], found: Collection[Link]) -> dict[str, float]:
    """``precision``, ``recall`` and how many ``links`` there are to find; 1 where there is nothing to find."""
    right = len(set(gold) & set(found))
    return {
        "precision": right / len(found) if found else 1.0,
        "recall": right / len(gold) if gold else 1.0,
        "links": float(len(gold)),
    }


def join_links(stories: Collection[str], links: Collection[Link]) -> list[frozenset[str]]:
    """Stories that are in one chain, directly or not; a story in none alone."""
    group = {story: {story} for story in stories}
    for one, other in sorted(links):
        if group[one] is not group[other]:
            group[one] |= group[other]
            for story in group[other]:
                group[story] = group[one]
    return list({frozenset(members) for members in group.values()})


def _keep_part(links: Collection[Link], part: str, parts: Mapping[str, str]) -> Sequence[Link]:
    return sorted(link for link in links if parts[link[0]] == part)
