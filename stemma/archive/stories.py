"""Articles to their stories, and each story's title, independent texts, outlets and days."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stemma.archive.copying import gather_copies
from stemma.archive.grouping import drop_twins, list_families, list_shared
from stemma.archive.rows import tabulate, tell_month, unpack_articles
from stemma.archive.schemas import tabulate_rows
from stemma.engine import PART, Result, Tables
from stemma.engine.parquet import part_of
from stemma.group.copies.sets import group_copies, tell_agency
from stemma.group.grouping import compose_grouping
from stemma.group.nearness import StoryNearness
from stemma.group.overrides import Regrouped
from stemma.group.profile import Profile, make_profile
from stemma.model.article import Article
from stemma.model.story import Grouping, SharedText

ASSIGN, STORIES = "story-assign", "stories"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignStories:
    """Work on articles, their ``settled`` stories and ``named`` families, and copies: all to their story's part."""

    parts: int

    def __call__(self, part: int, tables: Tables) -> Result:
        """Datasets: ``assigned`` articles, with ``story``, ``family`` and more, and ``copies``, parted by story."""
        articles = drop_twins(tables.get("articles"), tables)
        if articles is None:
            return Result()
        number = np.asarray(articles.column("number"))
        story, own, central, found = _settle(number, tables.get("settled"))
        named = tables.get("named")
        told = articles.drop_columns([PART])
        for name, kind, values in (
            ("story", "int64", story),
            ("own", "float64", own),
            ("central", "float64", central),
            ("family", "string", list_families(articles, named)),
            ("family_agency", "string", _list_agencies(articles, named)),
        ):
            told = told.append_column(name, tabulate({name: (kind, values)}).column(name))
        told = told.append_column(PART, [part_of(story, self.parts)])
        made = {"assigned": told}
        copies = drop_twins(gather_copies(tables), tables, name="other")
        if copies is not None and len(copies):
            at = np.searchsorted(number, np.asarray(copies.column("other")))
            made["copies"] = copies.drop_columns([PART]).append_column(PART, [part_of(story[at], self.parts)])
        return Result(tables=made, counts={"articles": len(number), "ungrouped": int((~found).sum())})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """An article of a part's stories, with what is known of it."""

    number: int
    story: int
    site: str
    day: str | None
    family: str
    family_agency: str | None
    own: float
    central: float
    article: Article
    profile: Profile


class KnownNearness(StoryNearness):
    """How near each article is to its own story, as it was measured in its block, in order of ``place``."""

    def __init__(self, own: Sequence[float], central: Sequence[float]) -> None:
        self._known_own, self._known_central = own, central

    def own(self, index: int) -> float:
        """As ``StoryNearness``."""
        return self._known_own[index]

    def central(self, index: int) -> float:
        """As ``StoryNearness``."""
        return self._known_central[index]


def make_stories(part: int, tables: Tables) -> Result:
    """Work on the articles of a part's stories: rows of the tables of stories and articles, and of copies as ``links``.

    Of the copies, those of which the later article is in a story of the part.
    """
    members = _open_members(tables["assigned"])
    shared = list_shared(tables.get("copies"), {one.number: one.article for one in members})
    grouping = _compose(members, shared)
    return Result(
        tables={
            "stories": _tabulate_stories(part, grouping, members),
            "pages": _tabulate_articles(part, grouping, members),
            "links": _tabulate_links(part, tables.get("copies"), members),
        },
        counts={"stories": len(grouping.stories), "articles": len(members)},
    )


def _settle(number: Any, settled: Any) -> tuple[Any, Any, Any, Any]:
    """Each article's story, its nearness there, and whether it was grouped: those of a block that could not be worked
    on are each a story by itself.
    """
    story, near, found = -number - 1, np.zeros((2, len(number))), np.zeros(len(number), dtype=bool)
    if settled is not None and len(settled):
        at = np.searchsorted(number, np.asarray(settled.column("number")))
        found[at] = True
        story[at] = np.asarray(settled.column("story"))
        near[0, at], near[1, at] = np.asarray(settled.column("own")), np.asarray(settled.column("central"))
    return story, near[0], near[1], found


def _open_members(rows: Any) -> list[_Member]:
    names = ("number", "story", "site", "day", "family", "family_agency", "own", "central")
    columns = [rows.column(name).to_pylist() for name in names]
    payloads = rows.column("payload")
    found = []
    for at, values in enumerate(zip(*columns, strict=True)):
        (article,) = unpack_articles([payloads[at].as_py()])
        found.append(_Member(**dict(zip(names, values, strict=True)), article=article, profile=make_profile(article)))
    return sorted(found, key=lambda one: one.profile.place)


def _compose(members: Sequence[_Member], shared: Sequence[SharedText]) -> Grouping:
    articles = [one.article for one in members]
    first: dict[int, int] = {}
    labels = [first.setdefault(one.story, at) for at, one in enumerate(members)]
    return compose_grouping(
        articles,
        [one.profile for one in members],
        Regrouped(labels=tuple(labels)),
        copies=shared,
        prints=group_copies(articles, shared),
        nearness=KnownNearness([one.own for one in members], [one.central for one in members]),
    )


def _tabulate_stories(part: int, grouping: Grouping, members: Sequence[_Member]) -> Any:
    of = {one.article.id: one for one in members}
    ordered = sorted(grouping.stories, key=lambda one: (one.start is None, one.start, one.id))
    families = [{of[name].family for name in one.articles} for one in ordered]
    languages = [sorted({of[name].article.language or "" for name in one.articles} - {""}) for one in ordered]
    return tabulate_rows(
        "stories",
        {
            **{name: [getattr(one, name) for one in ordered] for name in ("id", "title", "start", "end", "outlets")},
            "articles": [len(one.articles) for one in ordered],
            "texts": [one.origins for one in ordered],
            "families": [len(one) for one in families],
            "languages": languages,
        },
        [tell_month(one.start) for one in ordered],
        part,
    )


def _tabulate_articles(part: int, grouping: Grouping, members: Sequence[_Member]) -> Any:
    why = {one.article: one for one in grouping.memberships}
    fields = "id url outlet country agency title byline section language published modified confidence text".split()
    return tabulate_rows(
        "articles",
        {
            **{name: [getattr(one.article, name) for one in members] for name in fields},
            **{name: [getattr(one, name) for one in members] for name in ("site", "day", "family", "family_agency")},
            "story": [why[one.article.id].own.story for one in members],
            "why": [why[one.article.id].why for one in members],
            "captures": [len(one.article.captures) for one in members],
            "words": [sum(len(one.article.text[a:b].split()) for a, b in one.article.body) for one in members],
        },
        [tell_month(one.day) for one in members],
        part,
    )


def _tabulate_links(part: int, copies: Any, members: Sequence[_Member]) -> Any:
    of = {one.number: one for one in members}
    columns: dict[str, list[Any]] = defaultdict(list)
    months = []
    rows = copies.to_pylist() if copies is not None else []
    for row in sorted(rows, key=lambda row: (of[row["other"]].profile.place, row["one_id"])):
        other = of[row["other"]]
        for name, value in {**row, "one": row["one_id"], "other": other.article.id}.items():
            columns[name].append(value)
        months.append(tell_month(other.day))
    return tabulate_rows("copies", columns, months, part)


def _list_agencies(articles: Any, named: Any) -> list[str | None]:
    """Whose text each article prints: its family's agency; of one alone, its own outlet's or the one it credits."""
    known: Mapping[int, str | None] = (
        {}
        if named is None
        else dict(zip(named.column("number").to_pylist(), named.column("family_agency").to_pylist(), strict=True))
    )
    columns = (articles.column(name).to_pylist() for name in ("number", "outlet", "agency"))
    return [
        known[number] if number in known else tell_agency([(outlet, agency)])
        for number, outlet, agency in zip(*columns, strict=True)
    ]
