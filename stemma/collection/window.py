"""Of a large store, the articles that are grouped anew where some came."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from stemma.collection.regrouped import Named
from stemma.model.article import Article
from stemma.model.stored import Query, StoredStory
from stemma.model.story import Story
from stemma.store import Store
from stemma.store.paging import walk_pages
from stemma.text.days import read_day

REACHES = (14, 7, 3, 1, 0)
"""Days before and after those of what came, of which the stories are grouped anew: the most that ``MOST`` allows."""
MOST = 6000
"""Articles of older stories that are grouped anew with what came."""
_PAGE = 500


def find_window(
    store: Store, came: Sequence[Article], replaced: Mapping[str, Mapping[str, Any]], today: str, named: Named
) -> tuple[list[Article], list[Story]]:
    """The articles to group anew, and the stories that hold those of them that are in one.

    What corrections that changed have ``named`` is grouped anew as what came is.

    A story is taken as a whole or not at all. What came without a day is taken to be of ``today``; what a page says of
    its own day is believed. Where what came is of so many days that the stories of these days alone are too many, it is
    of the first of these days only: the rest is left for the next time. What replaced another is always among it.
    """
    chosen, opened = _choose_stories(store, came, replaced, today, named)
    must = {one.story for one in named.articles if one.story}
    must |= {key for record in replaced.values() if (key := store.resolve_story(record.get("story") or ""))}
    for key in sorted(must - opened.keys()):
        stored = store.get_story(key)
        if stored is not None:
            opened[stored.story.id] = stored.story
    members = [article for story in opened.values() for article in story.articles]
    held = store.get_articles(members)
    articles = {key: one.article for key, one in held.items() if one.current}
    articles.update({one.article.id: one.article for one in named.articles if one.current})
    articles.update({article.id: article for article in chosen})
    return list(articles.values()), list(opened.values())


def _choose_stories(
    store: Store, came: Sequence[Article], replaced: Mapping[str, Mapping[str, Any]], today: str, named: Named
) -> tuple[list[Article], dict[str, Story]]:
    """Those of what came that are to be grouped now, and the stories of the days around theirs and what is named."""
    day_of = {article.id: read_day(article.published) or date.fromisoformat(today) for article in came}
    new = {str(record.get("by")) for record in replaced.values()}
    days = sorted(set(day_of.values()))
    for reach in REACHES:
        opened = _open_stories(store, join_days({*days, *named.days}, reach), MOST)
        if opened is not None:
            return list(came), opened
    chosen = list(came)
    while len(days) > 1:
        days = days[: len(days) // 2]
        chosen = [article for article in came if article.id in new or day_of[article.id] <= days[-1]]
        days = sorted({day_of[article.id] for article in chosen if article.id not in new}) or days[:1]
        opened = _open_stories(store, _join_own(chosen, day_of, named), MOST)
        if opened is not None:
            return chosen, opened
    return chosen, _open_stories(store, _join_own(chosen, day_of, named), None) or {}


def _join_own(chosen: Iterable[Article], day_of: Mapping[str, date], named: Named) -> list[tuple[date, date]]:
    return join_days({*(day_of[article.id] for article in chosen), *named.days}, 0)


def _open_stories(store: Store, stretches: Iterable[tuple[date, date]], most: int | None) -> dict[str, Story] | None:
    """The stories of these days by id; None, as soon as it is seen that they have more than ``most`` articles."""
    opened: dict[str, Story] = {}
    articles = 0
    for one in _list_stories(store, stretches):
        if one.story.id not in opened:
            opened[one.story.id] = one.story
            articles += len(one.story.articles)
        if most is not None and articles > most:
            return None
    return opened


def join_days(days: Iterable[date], reach: int) -> list[tuple[date, date]]:
    """The stretches of days that lie within ``reach`` of one of ``days``, apart from each other and in order."""
    stretches: list[tuple[date, date]] = []
    for day in sorted(days):
        first, last = _move(day, -reach), _move(day, reach)
        if stretches and first <= _move(stretches[-1][1], 1):
            stretches[-1] = (stretches[-1][0], max(last, stretches[-1][1]))
        else:
            stretches.append((first, last))
    return stretches


def _move(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _list_stories(store: Store, stretches: Iterable[tuple[date, date]]) -> Iterable[StoredStory]:
    for first, last in stretches:
        asked = Query(since=first.isoformat(), until=last.isoformat(), limit=_PAGE)
        yield from walk_pages(store.list_stories, asked)
