"""Stories while articles come in one by one."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from stemma.errors import UsageError
from stemma.group.apart.standing import judge_standing
from stemma.group.copies.heap import find_shared_texts
from stemma.group.copies.sets import group_copies
from stemma.group.online.index import StoryIndex
from stemma.group.profile import Profile
from stemma.group.stories import group_articles, label_collection
from stemma.model.article import Article
from stemma.model.span import Span
from stemma.model.story_index import IndexedStory
from tests.heap import make_heap
from tests.profiles import profile

FERRY = "ferry fire port vellis coastguard passengers lifeboats engine room harbour"
BANK = "central bank tamaria rates inflation governor brandt economists half point"
MINE = "mine shaft collapse orlo miners trapped rescuers drill pit village"


def words(text: str, *, but: int = 0, more: str = "") -> str:
    """The words of ``text`` without the last ``but``, and others."""
    return " ".join(text.split()[: len(text.split()) - but]) + " " + more


def members(index: StoryIndex) -> list[tuple[str, ...]]:
    return [story.articles for story in index.stories()]


def ferry_and_bank() -> StoryIndex:
    index = StoryIndex()
    index.add(profile("ferry-1", FERRY, "2031-05-02"))
    index.add(profile("bank-1", BANK, "2031-05-03"))
    return index


def test_an_article_like_none_founds_a_story() -> None:
    index = ferry_and_bank()
    placed = index.add(profile("mine-1", MINE, "2031-05-03"))
    assert (placed.story, placed.likeness, placed.came) == ("mine-1", 0.0, True)
    assert placed.changed == ("mine-1",)
    assert members(index) == [("ferry-1",), ("bank-1",), ("mine-1",)]


def test_an_article_joins_the_story_it_is_most_like() -> None:
    index = ferry_and_bank()
    placed = index.add(profile("ferry-2", words(FERRY, but=3, more="rates crew smoke"), "2031-05-02"))
    assert placed.story == "ferry-1"
    assert placed.likeness > placed.nearest_likeness > 0
    assert placed.nearest == "bank-1"
    assert placed.changed == ("ferry-1",)
    assert members(index) == [("ferry-1", "ferry-2"), ("bank-1",)]


def test_articles_can_be_given_as_they_are_read() -> None:
    texts = ["The ferry burned off Port Vellis, the coastguard said.", "A coastguard boat towed the Port Vellis ferry."]
    articles = [Article(id=f"id{n}", source=f"{n}", text=t, body=(Span(0, len(t)),)) for n, t in enumerate(texts)]
    index = StoryIndex()
    for article in articles:
        index.add(article)
    grouped = group_articles(articles)
    assert members(index) == [tuple(a.id for a in story) for story in grouped] == [("id0", "id1")]


def test_an_article_seen_again_changes_nothing() -> None:
    index = ferry_and_bank()
    before = index.to_state()
    again = index.add(profile("ferry-1", BANK, "2031-09-09"))
    assert (again.story, again.came, again.changed) == ("ferry-1", False, ())
    assert index.to_state() == before


def test_an_article_that_ties_two_stories_makes_them_one_and_the_later_id_an_alias() -> None:
    index = StoryIndex()
    # Each tells half of it: alike by one word in ten, which is not enough.
    index.add(profile("early", "ferry fire port vellis lifeboats smoke engine mayday crew deck", "2031-05-02"))
    index.add(profile("late", "coastguard towed hull harbour ferry salvage tug divers quay insurer", "2031-05-04"))
    assert members(index) == [("early",), ("late",)]
    both = "ferry fire port vellis lifeboats smoke coastguard towed hull harbour salvage tug"
    placed = index.add(profile("both", both, "2031-05-03"))
    assert placed.story == "early"
    assert placed.merged == ("late",)
    assert index.stories() == (IndexedStory(id="early", articles=("early", "both", "late"), aliases=("late",)),)
    assert index.resolve("late") == "early"


def test_an_earlier_article_that_comes_late_gives_its_id_and_the_old_one_is_an_alias() -> None:
    index = StoryIndex()
    index.add(profile("second", FERRY, "2031-05-03"))
    placed = index.add(profile("first", FERRY, "2031-05-02"))
    assert placed.story == "first"
    assert placed.merged == ("second",)
    assert index.stories() == (IndexedStory(id="first", articles=("first", "second"), aliases=("second",)),)


def test_a_story_that_parts_keeps_its_id_where_the_article_of_that_id_is() -> None:
    index = StoryIndex()
    # While little is known, two reports of court cases look like one story; many such show that "court" says little.
    index.add(profile("first-case", "court judge trial jury verdict harlow arson mill", "2031-05-02"))
    index.add(profile("other-case", "court judge trial jury verdict benning fraud bank", "2031-05-03"))
    assert members(index) == [("first-case", "other-case")]
    for number in range(60):
        index.add(
            profile(f"case-{number}", f"court judge trial jury verdict n{number} o{number} p{number}", "2031-06-01")
        )
    index.consolidate()
    assert index.resolve("first-case") == "first-case"
    assert index.resolve("other-case") == "other-case"
    assert ("first-case",) in members(index)


def test_grouping_the_neighbours_anew_parts_a_story_without_any_consolidation() -> None:
    index = StoryIndex()
    index.add(profile("a", "court judge trial jury verdict harlow arson mill", "2031-05-02"))
    index.add(profile("b", "court judge trial jury verdict benning fraud bank", "2031-05-03"))
    for number in range(60):
        index.add(profile(f"c{number}", f"court judge trial jury verdict n{number} o{number} p{number}", "2031-06-01"))
    placed = index.add(profile("d", "court judge trial jury verdict benning fraud bank", "2031-05-04"))
    assert placed.story == "b"
    assert "a" not in placed.merged
    assert index.profiles("b")[1].article == "d"


def test_a_new_version_takes_the_place_of_the_old_and_the_old_id_leads_to_it() -> None:
    index = ferry_and_bank()
    placed = index.add(profile("ferry-1b", words(FERRY, but=1, more="rescued"), "2031-05-02"), replaces="ferry-1")
    assert "ferry-1" not in index
    assert placed.story == index.resolve("ferry-1") == "ferry-1b"
    assert members(index) == [("ferry-1b",), ("bank-1",)]
    assert index.stories()[0].aliases == ("ferry-1",)


def test_the_id_of_an_article_taken_out_leads_to_what_is_left_of_its_story() -> None:
    index = ferry_and_bank()
    index.add(profile("ferry-2", FERRY, "2031-05-03"))
    index.remove("ferry-1")
    assert index.resolve("ferry-1") == "ferry-2"
    index.remove("ferry-2")
    assert index.resolve("ferry-1") is None
    assert members(index) == [("bank-1",)]
    assert len(index) == 1
    index.remove("never-there")


def test_an_article_taken_out_can_come_again() -> None:
    index = ferry_and_bank()
    index.remove("ferry-1")
    assert index.add(profile("ferry-1", FERRY, "2031-05-02")).came
    assert index.resolve("ferry-1") == "ferry-1"


def test_consolidating_tells_which_ids_changed() -> None:
    index = StoryIndex()
    many = [profile(f"x{n:02}", f"{FERRY} detail{n}", f"2031-05-{n + 1:02}") for n in range(20)]
    for one in reversed(many):
        index.add(one)
    assert index.consolidate() == {}
    assert index.stories()[0].aliases == tuple(f"x{n:02}" for n in range(1, 20))


def test_what_is_older_than_the_window_stays_as_it_is() -> None:
    court = "court judge trial jury verdict".split()
    index = StoryIndex()
    index.add(profile("old-1", [*court, *(f"harlow{k}" for k in range(8))], "2031-01-02"))
    index.add(profile("old-2", [*court, *(f"benning{k}" for k in range(8))], "2031-01-03"))
    index.consolidate(since=date(2031, 1, 1))
    assert members(index) == [("old-1", "old-2")]
    for n in range(200):
        own = [f"n{n}w{k}" for k in range(100)]
        index.add(profile(f"n{n}", [court[n % 5], court[(n + 1) % 5], *own], "2031-06-01"))
    assert index.consolidate(since=date(2031, 5, 1)) == {}
    assert ("old-1", "old-2") in members(index)
    index.consolidate(since=date(2031, 1, 1))
    assert ("old-1",) in members(index)


def test_it_goes_on_from_its_state_as_if_nothing_had_happened() -> None:
    pages = [
        profile(f"p{n}", f"{(FERRY, BANK, MINE)[n % 3]} w{n} v{n % 7}", f"2031-05-{n % 28 + 1:02}") for n in range(40)
    ]
    index = StoryIndex()
    for page in pages[:20]:
        index.add(page)
    index.remove("p3")
    resumed = StoryIndex.from_state(json.loads(json.dumps(index.to_state())))
    assert resumed.to_state() == index.to_state()
    for page in pages[20:]:
        assert resumed.add(page) == index.add(page)
    assert resumed.stories() == index.stories()
    assert resumed.to_state() == index.to_state()


@pytest.mark.parametrize(
    "state", [{}, {"state": "stemma/stories/0"}, {"state": "stemma/stories/1", "articles": [1]}, []]
)
def test_what_is_no_state_is_refused_in_a_sentence(state: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="group anew"):
        StoryIndex.from_state(state)


def test_ids_that_lead_nowhere_are_told() -> None:
    index = ferry_and_bank()
    assert index.resolve("nobody") is None
    with pytest.raises(UsageError, match="nobody"):
        index.profiles("nobody")
    with pytest.raises(UsageError, match="nobody"):
        index.place("nobody")


def test_many_at_once_are_what_adding_and_consolidating_makes() -> None:
    one_by_one = ferry_and_bank()
    one_by_one.consolidate()
    given = [one for story in one_by_one.stories() for one in one_by_one.profiles(story.id)]
    at_once = StoryIndex.group_all([*reversed(given), given[0]])
    assert members(at_once) == members(one_by_one)
    assert all(story.aliases == () for story in at_once.stories())


def test_who_has_the_articles_consolidates_as_the_batch_groups_them() -> None:
    heap = {one.id: one for one in make_heap()}
    # Prints of one text: by profiles alone they would be the crowd around the others.
    heap |= {f"print{n}": replace(heap["ferry0"], id=f"print{n}", source=f"{n}.html") for n in range(30)}
    index = StoryIndex()
    for one in reversed(heap.values()):
        index.add(one)

    def label(profiles: Sequence[Profile]) -> list[int]:
        articles = [heap[one.article] for one in profiles]
        prints = group_copies(articles, find_shared_texts(articles))
        return label_collection(articles, profiles, judge_standing(articles), prints)

    index.consolidate(label=label)
    assert members(index) == [tuple(a.id for a in story) for story in group_articles(list(heap.values()))]
