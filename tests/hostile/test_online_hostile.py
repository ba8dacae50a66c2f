"""Streams that would make an index of stories slow, fat or wrong."""

from datetime import date

import pytest

from stemma.group.online.articles import LISTED, Articles
from stemma.group.online.index import StoryIndex
from stemma.group.online.neighbours import NEIGHBOURS
from stemma.group.profile import Profile
from tests.profiles import profile

PAGE = "ferry fire port vellis coastguard passengers lifeboats engine room harbour"


@pytest.mark.timeout(300)
def test_ten_thousand_copies_of_one_page_are_one_story_and_leave_room_for_others() -> None:
    index = StoryIndex()
    index.add(profile("other", "ferry timetable winter harbour tickets price council vote", "2031-05-02"))
    for n in range(10_000):
        placed = index.add(profile(f"copy{n:05}", PAGE, "2031-05-02"))
        assert placed.story == "copy00000"
    placed = index.add(profile("another", "ferry timetable winter harbour tickets price council protest", "2031-05-03"))
    assert placed.story == "other"
    assert len(index.stories()) == 2
    assert sum(len(listed) for _, listed in index._articles.overflown_lists()) <= 10 * (LISTED + LISTED // 4)


@pytest.mark.timeout(300)
def test_the_lists_of_a_daily_form_do_not_grow_with_the_days() -> None:
    index = StoryIndex()
    for n in range(1_500):
        index.add(profile(f"form{n}", f"weather sunny wind north humidity high low n{n} m{n} o{n} p{n}", "2031-05-02"))
    held = dict(index._articles.overflown_lists())
    assert held.keys() == set("weather sunny wind north humidity high low".split())
    assert max(map(len, held.values())) <= LISTED + LISTED // 4


def test_an_article_looks_at_a_bounded_number_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    index = StoryIndex()
    for n in range(400):
        index.add(profile(f"a{n}", f"w{n % 3} w{n % 5} w{n % 7} v{n % 11} own{n}", "2031-05-02"))
    weighed: list[int] = []
    weigh = Articles.weigh
    monkeypatch.setattr(Articles, "weigh", lambda self, number: weighed.append(number) or weigh(self, number))
    index.add(profile("next", "w0 w1 w2 w3 w4 w5 w6 v1 v2 v3", "2031-05-02"))
    assert len(weighed) <= NEIGHBOURS + 1


def test_articles_without_words_never_join_anything() -> None:
    index = StoryIndex()
    for n in range(50):
        assert index.add(profile(f"empty{n}", "")).story == f"empty{n}"
    index.add(profile("page", PAGE))
    assert index.place("empty3").likeness == 0
    index.consolidate()
    index.consolidate(since=date(2031, 1, 1))
    assert len(index.stories()) == 51


def test_nothing_needs_a_date() -> None:
    index = StoryIndex()
    for n in range(5):
        index.add(profile(f"page{n}", PAGE))
    index.consolidate(since=date(2031, 1, 1))
    assert [story.articles for story in index.stories()] == [("page0", "page1", "page2", "page3", "page4")]


@pytest.mark.parametrize("odd", ["0001-01-01", "1926-05-02", "2131-05-02", "9999-12-31"])
@pytest.mark.parametrize("since", [date.min, date(2031, 5, 1), date.max])
def test_a_date_a_century_off_breaks_nothing(odd: str, since: date) -> None:
    index = StoryIndex()
    for n in range(4):
        index.add(profile(f"page{n}", PAGE, f"2031-05-{n + 1:02}"))
    index.add(profile("odd", PAGE, odd))
    index.consolidate(since=since)
    index.consolidate()
    assert sum(len(story.articles) for story in index.stories()) == 5
    assert StoryIndex.from_state(index.to_state()).stories() == index.stories()


def test_a_page_longer_than_a_book_is_one_more_article() -> None:
    index = StoryIndex()
    index.add(profile("page", PAGE, "2031-05-02"))
    book = index.add(profile("book", [f"word{n}" for n in range(20_000)], "2031-05-02"))
    assert book.story == "book"
    assert index.add(profile("page2", PAGE, "2031-05-03")).story == "page"


def test_odd_ids_are_kept_as_they_are() -> None:
    index = StoryIndex()
    odd: list[Profile] = [profile(name, PAGE) for name in ("", "\ud800", "a\x00b", "🙂", "x" * 10_000)]
    for one in odd:
        index.add(one)
    assert set(index.stories()[0].articles) == {one.article for one in odd}
