"""Grouping over a store: what came is placed, what it makes of stories is told, and no order of arrival shows."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from stemma.collection import Collection
from stemma.collection.grouping import group_articles
from stemma.collection.lineage import trace_stories
from stemma.collection.reports import GroupReport
from stemma.collection.window import join_days
from stemma.group.copies.laying import Laying
from stemma.group.grouping import group_collection
from stemma.model.article import Article
from stemma.model.overrides import JoinStories, SplitStory
from stemma.model.stored import Event, StoredArticle
from stemma.model.story import Story
from stemma.read import read_paths, refine_collection
from stemma.store import Store, open_store
from tests.saved_pages import edit_page, make_page, write_pages

NOW = "2031-06-01T00:00:00Z"


def open_desk() -> Collection:
    return Collection(open_store("memory:"), now=lambda: NOW)


def partition(store: Store) -> set[frozenset[str]]:
    return {frozenset(one.story.articles) for one in store.iter_stories()}


def whole(store: Store) -> list[Story]:
    return [one.story for one in store.iter_stories()]


def kinds(desk: Collection, after: int = 0) -> list[tuple[str, dict[str, object]]]:
    return [(event.kind, event.detail) for event in desk.store.list_events(after=after)]


def last(desk: Collection) -> int:
    found: tuple[Event, ...] = desk.store.latest_events(limit=1)
    return found[0].number if found else 0


def test_nothing_is_grouped_where_nothing_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = open_desk()
    desk.read([write_pages(tmp_path, make_page(0, 0), make_page(0, 1), make_page(1, 0))])
    assert desk.group().looked_at == 3

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("it was grouped anew")

    monkeypatch.setattr("stemma.collection.grouping.group_collection", refuse)
    report = desk.group()
    assert (report.changed, report.gone, report.stories, report.looked_at) == ((), (), 2, 0)


def test_the_stories_are_those_that_grouping_all_at_once_makes(tmp_path: Path) -> None:
    desk = open_desk()
    folder = write_pages(tmp_path, *(make_page(event, outlet) for event in range(6) for outlet in range(3)))
    desk.read([folder])
    desk.group()
    batch = group_collection(refine_collection(read_paths([folder])[0]))
    assert {s.id: (s.title, s.articles, s.origins, s.follows) for s in whole(desk.store)} == {
        s.id: (s.title, s.articles, s.origins, s.follows) for s in batch.stories
    }


@pytest.mark.parametrize("large", [10_000, 0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_order_of_arrival_shows_whether_all_or_a_window_is_grouped(tmp_path: Path, large: int, seed: int) -> None:
    pages = [make_page(event, outlet, day=event) for event in range(8) for outlet in range(3)]
    articles = read_paths([write_pages(tmp_path, *pages)])[0]
    batch = {frozenset(story.articles) for story in group_collection(refine_collection(articles)).stories}
    order = random.Random(seed).sample(articles, len(articles))
    store = open_store("memory:")
    for start in range(0, len(order), 5):
        put_and_group(store, order[start : start + 5], large=large)
    assert partition(store) == batch


def put_and_group(store: Store, articles: Sequence[object], *, large: int) -> GroupReport:
    from stemma.model.overrides import Overrides

    store.put_articles([StoredArticle(article=a, page=a.url or a.source, received=NOW) for a in articles])  # type: ignore[attr-defined]
    return group_articles(
        store, overrides=Overrides(), vectors=False, now=lambda: NOW, progress=lambda done, of: None, large=large
    )


def test_beyond_the_window_older_stories_stay_as_they_are(tmp_path: Path) -> None:
    early = [make_page(event, outlet, day=0) for event in range(3) for outlet in range(2)]
    late = [make_page(event, outlet, day=26) for event in range(3, 5) for outlet in range(2)]
    articles = read_paths([write_pages(tmp_path, *early, *late)])[0]
    store = open_store("memory:")
    put_and_group(store, [a for a in articles if (a.published or "") < "2031-05-10"], large=0)
    before = whole(store)
    put_and_group(store, [a for a in articles if (a.published or "") > "2031-05-10"], large=0)
    assert [story for story in whole(store) if story.start and story.start < "2031-05-10"] == before
    assert len(whole(store)) == 5


def test_a_new_story_and_what_comes_to_it_are_told(tmp_path: Path) -> None:
    desk = open_desk()
    desk.read([write_pages(tmp_path / "a", make_page(0, 0), make_page(0, 1))])
    desk.group()
    assert [kind for kind, _ in kinds(desk)] == ["story"]
    at = last(desk)
    new = desk.read([write_pages(tmp_path / "b", make_page(0, 2))]).new
    desk.group()
    assert kinds(desk, at) == [("articles", {"articles": list(new)})]


@pytest.mark.parametrize(
    ("added", "silent"),
    [("", True), ("Correction: an earlier version of this article gave a wrong number of people.", False)],
)
def test_an_edit_is_told_and_whether_the_page_speaks_of_it(tmp_path: Path, added: str, silent: bool) -> None:
    desk = open_desk()
    pages = [make_page(0, outlet) for outlet in range(3)]
    old = desk.read([write_pages(tmp_path / "a", *pages)]).new
    desk.group()
    at, (before,) = last(desk), whole(desk.store)
    founder = next(page for page in pages if page.outlet == outlet_of(desk, before.id))
    new = desk.read([write_pages(tmp_path / "b", edit_page(founder, swap=("40 people", "90 people"), add=added))]).new
    desk.group()
    (after,) = whole(desk.store)
    assert set(after.articles) == {*old, *new} - {before.id}
    assert kinds(desk, at) == [("edited", {"articles": list(new), "replaced": [before.id], "silent": silent})]
    assert desk.store.resolve_story(before.id) == after.id


def outlet_of(desk: Collection, article: str) -> str | None:
    return desk.store.get_articles([article])[article].article.outlet


def test_corrections_split_and_join_stories_and_undone_ones_do_not(tmp_path: Path) -> None:
    desk = open_desk()
    desk.read([write_pages(tmp_path, *(make_page(event, outlet) for event in range(2) for outlet in range(3)))])
    desk.group()
    first = whole(desk.store)
    assert len(first) == 2
    number = desk.correct(JoinStories(articles=tuple(story.id for story in first)))
    at = last(desk)
    desk.group()
    (joined,) = whole(desk.store)
    assert [kind for kind, _ in kinds(desk, at)] == ["joined"]
    assert all(desk.store.resolve_story(story.id) == joined.id for story in first)
    desk.undo(number)
    desk.correct(SplitStory(articles=(first[0].articles[-1],)))
    desk.group()
    assert len(whole(desk.store)) == 3


def test_an_id_leads_to_the_story_that_has_its_article_or_the_newest_version_of_it() -> None:
    old = [make_story("a", "b", "c", aliases=("x",)), make_story("d", "e")]
    new = [make_story("a2", "b", "d", "e"), make_story("c")]
    lineage = trace_stories(old, new, {"a": "a2"})
    found = {story.id: story.aliases for story in lineage.changed}
    assert found == {"a2": ("a", "d", "x"), "c": ()}
    assert lineage.gone == ("a", "d")
    assert lineage.parents == {"a2": ("a", "d")}


def test_a_story_that_went_without_an_heir_became_no_part_of_another() -> None:
    old = [make_story("a", "b"), make_story("d"), make_story("wall")]
    lineage = trace_stories(old, [make_story("a", "b", "d")], {})
    assert (lineage.gone, lineage.joined) == (("d", "wall"), ("d",))


def make_story(*articles: str, aliases: tuple[str, ...] = ()) -> Story:
    return Story(id=articles[0], title="", articles=articles, origins=1, aliases=aliases)


def test_days_that_touch_are_one_stretch() -> None:
    from datetime import date

    days = {date(2031, 5, 1), date(2031, 5, 4), date(2031, 6, 20)}
    assert join_days(days, 1) == [(date(2031, 4, 30), date(2031, 5, 5)), (date(2031, 6, 19), date(2031, 6, 21))]
    assert join_days({date.max}, 3) == [(date(9999, 12, 28), date.max)]


def test_a_story_whose_first_article_was_revised_became_no_part_of_another(tmp_path: Path) -> None:
    desk = open_desk()
    desk.read([write_pages(tmp_path / "a", make_page(0, 0), make_page(0, 1))])
    desk.group()
    first = whole(desk.store)[0].id
    page = next(n for n in (0, 1) if read_paths([tmp_path / "a" / make_page(0, n).name])[0][0].id == first)
    desk.read([write_pages(tmp_path / "b", edit_page(make_page(0, page), swap=("Firefighters", "Soldiers")))])
    report = desk.group()
    assert (report.gone, report.joined) == ((first,), ())
    assert desk.store.resolve_story(first) == whole(desk.store)[0].id


def test_a_later_run_lays_no_two_texts_beside_each_other_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid: list[tuple[str, str]] = []
    judge = Laying._judge

    def note(self: Laying, one: Article, other: Article, **told: object) -> object:
        laid.append((one.id, other.id))
        return judge(self, one, other, **told)  # type: ignore[arg-type]

    monkeypatch.setattr(Laying, "_judge", note)
    articles = read_paths([write_pages(tmp_path, *(make_page(0, outlet) for outlet in range(6)))])[0]
    store = open_store("memory:")
    put_and_group(store, articles[:5], large=0)
    assert laid
    first = set(laid)
    laid.clear()
    put_and_group(store, articles[5:], large=0)
    assert not first & set(laid)


def test_what_came_of_many_days_is_grouped_some_days_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [make_page(event, outlet, day=6 * event) for event in range(3) for outlet in range(3)]
    articles = read_paths([write_pages(tmp_path, *pages)])[0]
    batch = {frozenset(story.articles) for story in group_collection(refine_collection(articles)).stories}
    last = {sorted(story)[-1] for story in batch}
    store = open_store("memory:")
    put_and_group(store, [one for one in articles if one.id not in last], large=10_000)
    looked: list[int] = []

    def note(given: Sequence[Article], **told: object) -> object:
        looked.append(len(given))
        return group_collection(given, **told)  # type: ignore[arg-type]

    monkeypatch.setattr("stemma.collection.grouping.group_collection", note)
    monkeypatch.setattr("stemma.collection.window.MOST", 2)
    report = put_and_group(store, [one for one in articles if one.id in last], large=0)
    assert partition(store) == batch
    assert looked == [3, 3, 3]
    assert report.looked_at == 9
    assert set(report.changed) == {one.story.id for one in store.iter_stories()}
