"""Articles to their stories, and each story's title, independent texts, outlets and days."""

from collections import defaultdict
from typing import Any

import numpy as np

from stemma.archive.copying import gather_copies
from stemma.archive.grouping import list_shared
from stemma.archive.rows import tabulate, unpack_articles
from stemma.engine import PART, Result, Tables
from stemma.engine.parquet import part_of
from stemma.group.copies.sets import group_copies
from stemma.group.grouping import compose_grouping
from stemma.group.overrides import Regrouped
from stemma.group.profile import make_profile

ASSIGN, STORIES = "story-assign", "stories"


class AssignStories:
    """Work on articles, the components' ``nodes`` sent to where articles lie, and copies: all to their story's part."""

    def __init__(self, parts: int) -> None:
        self.parts = parts

    def __call__(self, part: int, tables: Tables) -> Result:
        """Datasets: ``assigned`` articles, with ``story``, and ``copies``, parted by story."""
        articles = tables.get("articles")
        if articles is None:
            return Result()
        numbers = np.asarray(articles.column("number"))
        story = numbers.copy()
        nodes = tables.get("nodes")
        if nodes is not None and len(nodes):
            story[np.asarray(nodes.column("node")) - (np.int64(part) << 32)] = np.asarray(nodes.column("least"))
        told = articles.drop_columns([PART]).append_column("story", [story])
        made = {"assigned": told.append_column(PART, [part_of(story, self.parts)])}
        copies = gather_copies(tables)
        if copies is not None and len(copies):
            of = story[np.asarray(copies.column("other")) - (np.int64(part) << 32)]
            made["copies"] = copies.drop_columns([PART]).append_column(PART, [part_of(of, self.parts)])
        return Result(tables=made)


def make_stories(part: int, tables: Tables) -> Result:
    """Work on the articles of a part's stories: the rows of the tables of stories and articles."""
    rows = tables["assigned"].to_pylist()
    articles = unpack_articles(row["payload"] for row in rows)
    placed = sorted(zip(map(make_profile, articles), articles, rows, strict=True), key=lambda one: one[0].place)
    profiles, articles = [one[0] for one in placed], [one[1] for one in placed]
    numbers = {article.id: row["number"] for _, article, row in placed}
    first: dict[int, int] = {}
    labels = [first.setdefault(row["story"], at) for at, (_, _, row) in enumerate(placed)]
    shared = list_shared(tables.get("copies"), {row["number"]: article for _, article, row in placed})
    grouping = compose_grouping(
        articles,
        profiles,
        Regrouped(labels=tuple(labels)),
        copies=shared,
        prints=group_copies(articles, shared),
    )
    why = {one.article: one for one in grouping.memberships}
    of = {name: story.id for story in grouping.stories for name in story.articles}
    names = {number: name for name, number in numbers.items()}
    return Result(
        tables={
            "stories": tabulate_stories(grouping.stories, part),
            "pages": _tabulate_articles(part, placed, of, why),
            "links": _tabulate_links(part, tables.get("copies"), names),
        },
        counts={"stories": len(grouping.stories), "articles": len(articles)},
    )


def tabulate_stories(stories: Any, part: int) -> Any:
    """Rows of the table of stories."""
    ordered = sorted(stories, key=lambda one: (one.start or "9", one.id))
    return tabulate(
        {
            "id": ("string", [one.id for one in ordered]),
            "title": ("string", [one.title for one in ordered]),
            "start": ("string", [one.start for one in ordered]),
            "end": ("string", [one.end for one in ordered]),
            "articles": ("int32", [len(one.articles) for one in ordered]),
            "texts": ("int32", [one.origins for one in ordered]),
            "outlets": ("int32", [one.outlets for one in ordered]),
        },
        part=np.full(len(ordered), part),
    )


def _tabulate_articles(part: int, placed: Any, of: Any, why: Any) -> Any:
    articles = [article for _, article, _ in placed]
    fields = "id url outlet agency title byline published modified language section country".split()
    return tabulate(
        {
            **{name: ("string", [getattr(article, name) for article in articles]) for name in fields},
            "site": ("string", [row["site"] for _, _, row in placed]),
            "day": ("string", [row["day"] for _, _, row in placed]),
            "story": ("string", [of[article.id] for article in articles]),
            "why": ("string", [why[article.id].why for article in articles]),
            "captures": ("int32", [len(article.captures) for article in articles]),
            "words": ("int32", [sum(len(article.text[a:b].split()) for a, b in article.body) for article in articles]),
            "confidence": ("float64", [article.confidence for article in articles]),
            "text": ("string", [article.text.encode("utf-8", "replace").decode() for article in articles]),
        },
        part=np.full(len(articles), part),
    )


def _tabulate_links(part: int, copies: Any, names: Any) -> Any:
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in copies.to_pylist() if copies is not None else ():
        for name in ("one_id", "other", "words", "share", "kind"):
            rows[name].append(row[name])
    return tabulate(
        {
            "one": ("string", rows["one_id"]),
            "other": ("string", [names[number] for number in rows["other"]]),
            "words": ("int32", rows["words"]),
            "share": ("float64", rows["share"]),
            "kind": ("string", rows["kind"]),
        },
        part=np.full(len(rows["other"]), part),
    )
