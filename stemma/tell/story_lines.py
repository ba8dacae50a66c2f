"""Stories as JSON Lines: one story a line, its articles with the reasons why they are in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from stemma.model.article import Article
from stemma.model.story import Apart, Grouping, MemberWhy, Nearness, Shared, SharedText
from stemma.tell.dossier_json import dump_line, make_schema

SCHEMA = "stemma/story/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryArticle:
    """One article of a story."""

    id: str
    source: str
    outlet: str | None
    agency: str | None
    title: str | None
    published: str | None
    language: str | None
    url: str | None
    why: MemberWhy
    likeness: float
    """The mean likeness to the other articles of its story, 0..1; 0 where there is none."""
    reason: str
    shared: Shared
    """What it has in common with the others; empty without --explain."""
    copy_of: SharedText | None
    by_hand: tuple[str, ...]
    apart: Apart | None
    nearest: Nearness | None
    """The nearest other story; None without --explain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One story, as ``stemma group --json`` prints it; fields may be added, these stay."""

    schema: str
    rank: int
    """From 1: most independent origins first."""
    id: str
    title: str
    start: str | None
    end: str | None
    origins: int
    outlets: int
    articles: tuple[StoryArticle, ...]
    aliases: tuple[str, ...]
    follows: tuple[str, ...]
    """Ids of the stories that it goes on from."""


def list_stories(grouping: Grouping, articles: Sequence[Article]) -> Iterator[StoryLine]:
    """The stories by rank, each with what is known of its articles."""
    by_id = {article.id: article for article in articles}
    membership = {one.article: one for one in grouping.memberships}
    apart = {one.article: one for one in grouping.apart}
    for rank, story in enumerate(grouping.stories, start=1):
        told = []
        for key in story.articles:
            article, place = by_id[key], membership[key]
            told.append(
                StoryArticle(
                    id=key,
                    source=article.source,
                    outlet=article.outlet,
                    agency=article.agency,
                    title=article.title,
                    published=article.published,
                    language=article.language,
                    url=article.url,
                    why=place.why,
                    likeness=place.own.likeness,
                    reason=place.own.reason,
                    shared=place.own.shared,
                    copy_of=place.copy_of,
                    by_hand=place.by_hand,
                    apart=apart.get(key),
                    nearest=place.nearest,
                )
            )
        yield StoryLine(
            schema=SCHEMA,
            rank=rank,
            id=story.id,
            title=story.title,
            start=story.start,
            end=story.end,
            origins=story.origins,
            outlets=story.outlets,
            articles=tuple(told),
            aliases=story.aliases,
            follows=story.follows,
        )


def dump_stories(grouping: Grouping, articles: Sequence[Article]) -> Iterator[str]:
    """One line of JSON for each story, with its line end."""
    for story in list_stories(grouping, articles):
        yield dump_line(story) + "\n"


def story_schema() -> dict[str, Any]:
    """The JSON Schema of a line, made from the types."""
    from pydantic import TypeAdapter

    return make_schema(TypeAdapter(StoryLine), SCHEMA)
