"""Articles to the blocks they lie in, the stories of each block, and as edges what joins them over the archive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stemma.archive.blocks import Blocks
from stemma.archive.copying import gather_copies
from stemma.archive.rows import tabulate, unpack_articles
from stemma.engine import PART, Result, Tables
from stemma.group.apart.standing import judge_standing
from stemma.group.copies.sets import group_copies
from stemma.group.profile import make_profile
from stemma.group.stories import label_collection
from stemma.model.article import Article
from stemma.model.story import SharedText
from stemma.text.article_order import place_article

ROUTE, BLOCKS, GRAPH = "group-route", "group-blocks", "group-graph"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteArticles:
    """Work on articles and the copies of which each is the later: both to the blocks that the article is in."""

    blocks: Blocks

    def __call__(self, part: int, tables: Tables) -> Result:
        """Datasets: ``routed`` articles and ``copies``, parted by block."""
        articles = tables.get("articles")
        if articles is None:
            return Result()
        numbers = np.asarray(articles.column("number"))
        rows, blocks = self.blocks.place(numbers, np.asarray(articles.column("when")))
        routed = articles.select(["number", "payload"]).take(rows)
        made = {"routed": routed.append_column(PART, [blocks])}
        copies = gather_copies(tables)
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
    """Work on a block: ``edges``, of each article to the first of its story there."""
    rows = tables["routed"]
    articles = unpack_articles(rows.column("payload").to_pylist())
    by_number = dict(zip(rows.column("number").to_pylist(), articles, strict=True))
    numbers = {article.id: number for number, article in by_number.items()}
    labels = label_block(articles, list_shared(tables.get("copies"), by_number))
    pairs = [(numbers[first], numbers[name]) for name, first in labels.items() if first != name]
    return Result(
        tables={
            "edges": tabulate(
                {"one": ("int64", [one for one, _ in pairs]), "other": ("int64", [other for _, other in pairs])}
            )
        },
        counts={"articles": len(articles), "stories": len(set(labels.values()))},
    )


def label_block(articles: Sequence[Article], shared: Sequence[SharedText]) -> dict[str, str]:
    """For each article's id that of the first of its story; ``shared``: the text that any two of them share."""
    placed = sorted(((make_profile(article), article) for article in articles), key=lambda pair: pair[0].place)
    ordered = [article for _, article in placed]
    labels = label_collection(
        ordered,
        [profile for profile, _ in placed],
        judge_standing(ordered),
        group_copies(ordered, shared),
    )
    return {article.id: ordered[label].id for article, label in zip(ordered, labels, strict=True)}


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
