"""Corrections of stories in a collection: what they bear on is grouped anew, undone as if never made, and told."""

from pathlib import Path
from typing import Any

import pytest

from stemma.collection import Collection
from stemma.collection.grouping import group_articles
from stemma.model.overrides import JoinStories, PinArticle, SetDate, SplitStory
from stemma.model.settings import Settings
from stemma.model.stored import AnyOverride
from stemma.store import Store, open_store
from tests.saved_pages import make_page, write_pages

NOW = "2031-06-01T00:00:00Z"


def fill(tmp_path: Path, *, events: int = 3) -> Collection:
    desk = Collection(open_store("memory:"), settings=Settings(vectors=False), now=lambda: NOW)
    pages = [make_page(event, outlet, day=26 if event else 0) for event in range(events) for outlet in range(3)]
    desk.run([write_pages(tmp_path, *pages)])
    return desk


def group(desk: Collection, large: int = 0) -> int:
    return group_articles(
        desk.store, overrides=desk.overrides(), vectors=False, now=lambda: NOW, progress=lambda a, b: None, large=large
    ).looked_at


def stories(store: Store) -> dict[str, tuple[str, ...]]:
    return {one.story.id: one.story.articles for one in store.iter_stories()}


def history(store: Store, story: str) -> Any:
    return store.get_story(story), store.list_editions(story), store.list_events(story=story)


def told(store: Store, story: str) -> list[tuple[str, str]]:
    edition = store.get_edition(story)
    assert edition is not None
    return [(one.kind, one.status) for one in edition.dossier.overrides]


@pytest.mark.parametrize("large", [0, 10_000])
def test_a_join_that_is_undone_leaves_each_story_its_own_history(tmp_path: Path, large: int) -> None:
    desk = fill(tmp_path)
    before = stories(desk.store)
    first, second, third = before
    kept = {key: history(desk.store, key) for key in before}
    number = desk.correct(JoinStories(articles=(first, second)))
    group(desk, large)
    desk.compare()
    (joined,) = {first, second} & stories(desk.store).keys()
    (gone,) = {first, second} - {joined}
    assert len(desk.store.list_editions(gone)) == 3
    desk.undo(number)
    group(desk, large)
    assert stories(desk.store) == before
    assert history(desk.store, third) == kept[third]
    assert desk.store.list_editions(gone) == kept[gone][1]
    events = desk.store.list_events(story=gone)
    assert events[:-1] == kept[gone][2]
    assert (events[-1].kind, events[-1].detail["parted"]) == ("articles", [joined])
    desk.compare()
    assert desk.store.get_edition_key(joined) == kept[joined][1][-1][1]
    assert desk.store.list_editions(gone) == kept[gone][1]


def test_a_split_that_is_undone_makes_the_story_what_it_was(tmp_path: Path) -> None:
    desk = fill(tmp_path)
    before, newest = stories(desk.store), {key: desk.store.get_edition_key(key) for key in stories(desk.store)}
    one = min(before)
    number = desk.correct(SplitStory(articles=before[one][1:]))
    desk.run()
    assert len(stories(desk.store)) == 4
    desk.undo(number)
    desk.run()
    assert stories(desk.store) == before
    assert {key: desk.store.get_edition_key(key) for key in before} == newest


@pytest.mark.parametrize("how", ["split", "join", "pin"])
def test_the_dossiers_of_its_stories_tell_a_correction_and_no_other_does(tmp_path: Path, how: str) -> None:
    desk = fill(tmp_path)
    before = stories(desk.store)
    first, second, third = before
    correction: AnyOverride = {
        "split": SplitStory(articles=(before[first][-1],), note="by hand"),
        "join": JoinStories(articles=(first, second)),
        "pin": PinArticle(article=before[second][-1], story_of=first),
    }[how]
    kind = {"split": "split_story", "join": "join_stories", "pin": "pin_article"}[how]
    number = desk.correct(correction)
    desk.run()
    touched = [key for key in (first, second) if desk.store.get_story(key) is not None]
    bears = touched[:1] if how == "split" else touched
    assert all(told(desk.store, key) == [(kind, "applied")] for key in bears)
    assert told(desk.store, third) == []
    desk.undo(number)
    desk.run()
    assert all(told(desk.store, key) == [] for key in before)


def test_a_correction_that_changes_nothing_is_told_as_unused(tmp_path: Path) -> None:
    desk = fill(tmp_path)
    first = min(stories(desk.store))
    desk.correct(JoinStories(articles=stories(desk.store)[first][:2], note="they are"))
    desk.run()
    edition = desk.store.get_edition(first)
    assert edition is not None
    (one,) = edition.dossier.overrides
    assert (one.status, one.reason, one.note) == ("unused", "they are one story already", "they are")


def test_in_a_large_store_only_what_a_correction_bears_on_is_grouped_anew(tmp_path: Path) -> None:
    desk = fill(tmp_path, events=6)
    before = stories(desk.store)
    early = min(desk.store.iter_articles(), key=lambda one: one.article.published or "")
    number = desk.correct(SplitStory(articles=before[str(early.story)][1:]))
    assert group(desk) == 3
    assert len(stories(desk.store)) == len(before) + 1
    desk.undo(number)
    assert group(desk) == 3
    assert stories(desk.store) == before


def test_a_date_set_by_hand_brings_the_stories_around_it_into_the_window(tmp_path: Path) -> None:
    desk = fill(tmp_path, events=2)
    first = min(desk.store.iter_articles(), key=lambda one: one.article.published or "")
    last = max(one.article.published or "" for one in desk.store.iter_articles())
    number = desk.correct(SetDate(article=first.article.id, published="2031-05-02"))
    assert group(desk) == 3
    desk.undo(number)
    group(desk)
    desk.correct(SetDate(article=first.article.id, published=last[:10]))
    assert group(desk) == 6


def test_a_correction_that_names_an_article_otherwise_groups_the_whole_store(tmp_path: Path) -> None:
    desk = fill(tmp_path)
    article = next(desk.store.iter_articles()).article
    desk.correct(SplitStory(articles=(article.source,)))
    assert group(desk) == 9


def test_a_correction_outside_the_window_stays_as_it_was_told(tmp_path: Path) -> None:
    desk = fill(tmp_path)
    first, second, third = stories(desk.store)
    desk.correct(JoinStories(articles=(first, second)))
    desk.run()
    desk.correct(SplitStory(articles=(stories(desk.store)[third][-1],)))
    group(desk)
    desk.compare()
    assert told(desk.store, first) == [("join_stories", "applied")]
    assert told(desk.store, third) == [("split_story", "applied")]
