"""Corrections of stories and dates: which of them changed, on which articles they bear, and what became of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from stemma.collection.correcting import find_newest, list_names
from stemma.model.article import Article
from stemma.model.overrides import JoinStories, Override, Overrides, PinArticle, SetDate, SplitStory
from stemma.model.stored import StoredArticle
from stemma.model.story import Grouping
from stemma.store import Store
from stemma.store.codec import dump
from stemma.text.days import read_day
from stemma.text.references import ArticleNames

REGROUPED = "regrouped"
"""The kind of records that say, by a hash of it, what became of each correction of stories when these were last found,
and of which articles."""
Bearing = SetDate | SplitStory | JoinStories | PinArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What corrections that changed bear on."""

    articles: tuple[StoredArticle, ...]
    days: frozenset[date]
    """Of their publication, as the pages say and as a hand sets it."""


def mark_corrections(overrides: Overrides) -> dict[str, dict[str, Any]]:
    """By a hash of each correction that bears on grouping: the articles that it names, and the date that it sets."""
    found: dict[str, dict[str, Any]] = {}
    for one in (*overrides.set_date, *_list_of_stories(overrides)):
        days = {"published": one.published} if isinstance(one, SetDate) else {}
        found[_hash(one)] = {"names": sorted(list_names(one))} | days
    return found


def find_named(store: Store, before: object, now: Mapping[str, Mapping[str, Any]]) -> Named | None:
    """What the corrections bear on that are in only one of ``before`` and ``now`` (``mark_corrections``).

    None where one of them names an article by something else than its id: it may mean any of the store.
    """
    if not isinstance(before, Mapping):
        return None
    changed = [(before.get(key) or now[key]) for key in sorted(before.keys() ^ now.keys())]
    names = {name for one in changed for name in one["names"]}
    newest = find_newest(store, names)
    wanted = {newest.get(name, name) for name in names}
    held = store.get_articles(wanted)
    if len(held) < len(wanted):
        return None
    days = {read_day(one.article.published) for one in held.values()}
    days |= {read_day(one.get("published")) for one in changed}
    return Named(articles=tuple(held[key] for key in sorted(held)), days=frozenset(day for day in days if day))


def keep_outcomes(
    store: Store, overrides: Overrides, grouping: Grouping, articles: Sequence[Article], *, whole: bool
) -> None:
    """Keep what became of each correction of stories. Where not the ``whole`` store was grouped, those that name none
    of its ``articles`` stay as they were told.
    """
    moved: dict[str, list[str]] = {}
    for membership in grouping.memberships:
        for what in membership.by_hand:
            moved.setdefault(what, []).append(membership.article)
    names = ArticleNames(articles)
    known = set(store.list_records(REGROUPED))
    given = _list_of_stories(overrides)
    records: dict[str, dict[str, Any]] = {}
    for one, outcome in zip(given, grouping.overrides, strict=True):
        found = [names.find(name) for name in sorted(list_names(one))]
        if not whole and not any(found) and _hash(one) in known:
            continue
        named = {some[0].id for some in found if len(some) == 1}
        bears = named | set(moved.get(outcome.what, ()) if outcome.status == "applied" else ())
        records[_hash(one)] = asdict(outcome) | {"articles": sorted(bears)}
    store.delete_records(REGROUPED, sorted(known - {_hash(one) for one in given}))
    store.put_records(REGROUPED, records)


class Outcomes:
    """What became of the corrections of stories, to be told in the dossiers of those that they bear on."""

    def __init__(self, store: Store) -> None:
        self._told: dict[str, list[int]] = {}
        self._outcomes: list[Override] = []
        for record in store.list_records(REGROUPED).values():
            for article in record.pop("articles"):
                self._told.setdefault(article, []).append(len(self._outcomes))
            self._outcomes.append(Override(**record))

    def find(self, articles: Iterable[str]) -> tuple[Override, ...]:
        """Those that bear on one of these articles, in one order."""
        found = {number for article in articles for number in self._told.get(article, ())}
        chosen = [self._outcomes[number] for number in found]
        return tuple(sorted(chosen, key=lambda one: (one.kind, one.what, one.reason, one.note or "")))


def _list_of_stories(overrides: Overrides) -> tuple[SplitStory | JoinStories | PinArticle, ...]:
    """In the order in which grouping applies them and tells of them."""
    return (*overrides.split_story, *overrides.join_stories, *overrides.pin_article)


def _hash(one: Bearing) -> str:
    return blake2b(dump([type(one).__name__, one]).encode("ascii"), digest_size=16).hexdigest()
