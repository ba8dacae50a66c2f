"""The second stage: a site's pages together. What was captured twice is one article, what recurs is furniture.

From here on an article has a number that says in which part it lies.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from stemma.archive.rows import (
    hash_text,
    number_rows,
    pack_article,
    place_number,
    tabulate,
    tell_day,
    unpack_articles,
)
from stemma.engine import Result, Tables
from stemma.engine.parquet import part_of
from stemma.group.copies.fingerprints import fold_body, take_fingerprints
from stemma.group.copies.texts import open_wording
from stemma.model.article import Article
from stemma.read import is_one_page, refine_collection

STAGE = "refine"
TOGETHER = 1_000
"""Pages of one site that are looked through for furniture together; a larger site is cut into as many pieces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteKey:
    """The part of each row by its site; a large site's pages go to several, by their addresses."""

    pieces: Mapping[str, int]
    """How many parts a large site goes to."""

    def __call__(self, rows: Any, parts: int) -> Any:
        """As the key of ``Engine.shuffle_by``."""
        keys = []
        for site, page in zip(rows.column("site").to_pylist(), rows.column("page").to_pylist(), strict=True):
            piece = hash_text(page) % self.pieces[site] if site in self.pieces else 0
            keys.append(hash_text(f"{piece} {site}"))
        return part_of(np.array(keys, dtype=np.int64), parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    site: str
    page: str
    when: int
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class RefineSites:
    """Work on the pages of a part's sites."""

    parts: int

    def __call__(self, part: int, tables: Tables) -> Result:
        """Datasets: ``articles`` of this part, and the same without their texts, ``heads``; ``names`` and ``wordings``,
        parted by ids and by digests; ``hours``, what came when.
        """
        pages = _open_pages(tables["rows"])
        kept = sorted(_fold_captures(pages), key=lambda one: (one.when, one.article.id, one.site))
        refined = _refine(kept)
        numbers = number_rows(part, len(kept))
        places = np.array([place_number(article) for article in refined], dtype=np.int64).reshape(len(refined), 2)
        return Result(
            tables={
                "articles": _tabulate_articles(part, kept, refined, numbers),
                "heads": _tabulate_heads(part, refined, numbers, places),
                "names": _tabulate_names(kept, refined, numbers, self.parts),
                "wordings": _tabulate_wordings(kept, refined, numbers, places, self.parts),
                "hours": _tabulate_hours(kept),
            },
            counts={"pages": len(pages), "articles": len(kept)},
        )


def _open_pages(rows: Any) -> list[_Page]:
    articles = unpack_articles(rows.column("payload").to_pylist())
    columns = (rows.column(name).to_pylist() for name in ("site", "page", "when"))
    return [
        _Page(site=site, page=page, when=when, article=article)
        for site, page, when, article in zip(*columns, articles, strict=True)
    ]


def _fold_captures(pages: Sequence[_Page]) -> Iterator[_Page]:
    """Each page once, as it was captured first; the others are captures of it."""
    by_page: dict[tuple[str, str], list[_Page]] = defaultdict(list)
    for one in sorted(pages, key=lambda one: (one.when, one.article.id, one.article.source)):
        same = by_page[one.site, one.page]
        for at, before in enumerate(same):
            if before.article.id == one.article.id or is_one_page(before.article, one.article):
                captures = (*before.article.captures, *one.article.captures)
                same[at] = replace(before, article=replace(before.article, captures=tuple(dict.fromkeys(captures))))
                break
        else:
            same.append(one)
    for same in by_page.values():
        yield from same


def _refine(pages: Sequence[_Page]) -> list[Article]:
    """The articles, in their order, with what recurs over pages of one site made furniture."""
    by_site: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(pages):
        by_site[one.site].append(at)
    refined = [one.article for one in pages]
    for places in by_site.values():
        pieces = -(-len(places) // TOGETHER)
        for piece in range(pieces):
            chosen = [at for at in places if hash_text(pages[at].page) % pieces == piece]
            for at, article in zip(chosen, refine_collection([refined[at] for at in chosen]), strict=True):
                refined[at] = article
    return refined


def _tabulate_articles(part: int, pages: Sequence[_Page], articles: Sequence[Article], numbers: Any) -> Any:
    return tabulate(
        {
            "number": ("int64", numbers),
            "id": ("string", [article.id for article in articles]),
            "site": ("string", [one.site for one in pages]),
            "when": ("int64", [one.when for one in pages]),
            "day": ("string", [tell_day(one.when) for one in pages]),
            "outlet": ("string", [article.outlet for article in articles]),
            "agency": ("string", [article.agency for article in articles]),
            "payload": ("large_binary", [pack_article(article) for article in articles]),
        },
        part=np.full(len(articles), part),
    )


def _tabulate_heads(part: int, articles: Sequence[Article], numbers: Any, places: Any) -> Any:
    return tabulate(
        {
            "number": ("int64", numbers),
            "id": ("string", [article.id for article in articles]),
            "time": ("int64", places[:, 0]),
            "tie": ("int64", places[:, 1]),
            "outlet": ("string", [article.outlet for article in articles]),
            "agency": ("string", [article.agency for article in articles]),
        },
        part=np.full(len(articles), part),
    )


def _tabulate_names(pages: Sequence[_Page], articles: Sequence[Article], numbers: Any, parts: int) -> Any:
    ids = [article.id for article in articles]
    return tabulate(
        {
            "id": ("string", ids),
            "number": ("int64", numbers),
            "site": ("int64", [hash_text(one.site) for one in pages]),
        },
        part=part_of(np.array([hash_text(one) for one in ids], dtype=np.int64), parts),
    )


def _tabulate_wordings(
    pages: Sequence[_Page], articles: Sequence[Article], numbers: Any, places: Any, parts: int
) -> Any:
    prints = take_fingerprints([fold_body(article) for article in articles])
    wordings = [open_wording(article, prints, at) for at, article in enumerate(articles)]
    digests = np.array([int.from_bytes(digest[:8], "big", signed=True) for digest in prints.digests], dtype=np.int64)
    return tabulate(
        {
            "digest": ("binary", prints.digests),
            "number": ("int64", numbers),
            "id": ("string", [article.id for article in articles]),
            "time": ("int64", places[:, 0]),
            "tie": ("int64", places[:, 1]),
            "site": ("int64", [hash_text(one.site) for one in pages]),
            "words": ("int32", prints.words),
            "sample": ("int32", [one.sample for one in wordings]),
            "reach": ("float32", [one.reach for one in wordings]),
            "keys": ("list uint64", [prints.of(at) for at in range(len(articles))]),
        },
        part=part_of(digests, parts),
    )


def _tabulate_hours(pages: Sequence[_Page]) -> Any:
    hours, counts = np.unique(np.array([one.when // 100 for one in pages], dtype=np.int64), return_counts=True)
    return tabulate({"hour": ("int64", hours), "articles": ("int64", counts)})
