"""Articles to the blocks they lie in, and the stories of each block."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stemma.archive.blocks import Blocks
from stemma.archive.copying import gather_copies
from stemma.archive.rows import HOME, find_home, hash_text, tabulate, unpack_articles
from stemma.engine import PART, Result, Tables
from stemma.group.apart.standing import judge_standing
from stemma.group.copies.sets import group_copies
from stemma.group.nearness import StoryNearness
from stemma.group.profile import make_profile
from stemma.group.stories import find_firsts, label_collection
from stemma.model.article import Article
from stemma.model.story import SharedText
from stemma.text.article_order import place_article

ROUTE, BLOCKS = "group-route", "group-blocks"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteArticles:
    """Work on articles and the copies of which each is the later: both to the blocks that the article is in."""

    blocks: Blocks

    def __call__(self, part: int, tables: Tables) -> Result:
        """Datasets: ``routed`` articles and ``copies``, parted by block."""
        articles = drop_twins(tables.get("articles"), tables)
        if articles is None:
            return Result()
        numbers = np.asarray(articles.column("number"))
        families = list_families(articles, tables.get("named"))
        kin = np.array([hash_text(family) for family in families], dtype=np.int64)
        rows, blocks, core = self.blocks.place(kin, np.asarray(articles.column("when")))
        routed = articles.select(["number", "payload"]).take(rows).append_column("core", [core])
        made = {"routed": routed.append_column(PART, [blocks])}
        copies = drop_twins(gather_copies(tables), tables, name="other")
        if copies is not None and len(copies):
            other = np.asarray(copies.column("other"))
            order = np.argsort(numbers[rows], kind="stable")
            held = numbers[rows][order]
            left, right = np.searchsorted(held, other, "left"), np.searchsorted(held, other, "right")
            each = np.repeat(np.arange(len(other)), right - left)
            within = np.arange(len(each)) - np.repeat(np.cumsum(right - left) - (right - left), right - left)
            places = blocks[order][np.repeat(left, right - left) + within]
            made["copies"] = copies.drop_columns([PART]).take(each).append_column(PART, [places])
        return Result(tables=made, counts={"articles": len(articles), "routed": len(rows)})


def group_block(part: int, tables: Tables) -> Result:
    """Work on a block: ``places``, of each article the number of its story there, parted by where the article lies."""
    rows = tables["routed"]
    articles = unpack_articles(rows.column("payload").to_pylist())
    numbers = rows.column("number").to_pylist()
    by_number = dict(zip(numbers, articles, strict=True))
    at = {article.id: row for row, article in enumerate(articles)}
    placed = label_block(articles, list_shared(tables.get("copies"), by_number))
    order = np.array([at[one.article] for one in placed], dtype=np.int64)
    number = np.array(numbers, dtype=np.int64)[order]
    stories = (np.int64(part) << HOME) + np.array([one.label for one in placed], dtype=np.int64)
    return Result(
        tables={
            "places": tabulate(
                {
                    "number": ("int64", number),
                    "story": ("int64", stories),
                    "core": ("bool_", np.asarray(rows.column("core"))[order]),
                    "own": ("float64", [one.own for one in placed]),
                    "central": ("float64", [one.central for one in placed]),
                },
                part=find_home(number),
            )
        },
        counts={"articles": len(articles), "stories": len(np.unique(stories))},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An article's place among those of its block."""

    article: str
    label: int
    """The place of its story's first article among all, in order of publication."""
    own: float
    """As ``StoryNearness.own``."""
    central: float
    """As ``StoryNearness.central``."""


def label_block(articles: Sequence[Article], shared: Sequence[SharedText]) -> list[Placed]:
    """The story of each article, as ``group_collection`` finds it, in order of publication.

    ``shared``: the text that any two of them share.
    """
    placed = sorted(((make_profile(article), article) for article in articles), key=lambda pair: pair[0].place)
    profiles, ordered = [profile for profile, _ in placed], [article for _, article in placed]
    prints = group_copies(ordered, shared)
    labels = label_collection(ordered, profiles, judge_standing(ordered), prints)
    first = find_firsts([article.id for article in ordered], prints, apart=labels)
    nearness = StoryNearness(profiles, labels, first)
    return [
        Placed(article=article.id, label=label, own=nearness.own(at), central=nearness.central(at))
        for at, (article, label) in enumerate(zip(ordered, labels, strict=True))
    ]


def list_shared(copies: Any, numbers: Mapping[int, Article]) -> list[SharedText]:
    """The copies of which both articles are here, the earlier as articles are ordered everywhere, in order.

    ``numbers``: the articles by their numbers.
    """
    found = []
    for row in copies.to_pylist() if copies is not None else ():
        if row["one"] in numbers and row["other"] in numbers:
            one, other = sorted((numbers[row["one"]], numbers[row["other"]]), key=place_article)
            shared = SharedText(one=one.id, other=other.id, words=row["words"], share=row["share"], kind=row["kind"])
            found.append((place_article(other), place_article(one), shared))
    return [shared for _, _, shared in sorted(found, key=lambda one: one[:2])]


def drop_twins(rows: Any, tables: Tables, *, name: str = "number") -> Any:
    """``rows`` without those of articles that are another's, by the column ``name``; None where there are none."""
    twins = tables.get("twins")
    if rows is None or twins is None or not len(twins):
        return rows
    return rows.filter(~np.isin(np.asarray(rows.column(name)), np.asarray(twins.column("number"))))


def list_families(articles: Any, named: Any) -> list[str]:
    """The id of the earliest article that prints the same text as each, over a chain of prints; its own else."""
    known = (
        {}
        if named is None
        else dict(zip(named.column("number").to_pylist(), named.column("family").to_pylist(), strict=True))
    )
    pairs = zip(articles.column("number").to_pylist(), articles.column("id").to_pylist(), strict=True)
    return [known.get(number) or name for number, name in pairs]
