"""Stories as a user pins, splits and joins them."""

import pytest

from stemma.group.overrides import Regrouped, regroup_stories
from stemma.model.article import Article
from stemma.model.overrides import JoinStories, Overrides, PinArticle, SplitStory
from tests.heap import make_heap, make_item

HEAP = make_heap()
LABELS = (0, 0, 0, 3, 3, 5)


def regroup(
    *,
    pin: tuple[PinArticle, ...] = (),
    split: tuple[tuple[str, ...], ...] = (),
    join: tuple[tuple[str, ...], ...] = (),
    articles: list[Article] | None = None,
) -> Regrouped:
    overrides = Overrides(
        pin_article=pin,
        split_story=tuple(SplitStory(articles=names) for names in split),
        join_stories=tuple(JoinStories(articles=names) for names in join),
    )
    return regroup_stories(articles or HEAP, LABELS, overrides)


def pin(article: str, story_of: str) -> PinArticle:
    return PinArticle(article=article, story_of=story_of)


def test_without_corrections_labels_stay() -> None:
    assert regroup() == Regrouped(labels=LABELS)


def test_a_pinned_article_goes_to_the_story_of_the_other() -> None:
    done = regroup(pin=(pin("comet", "bank1"),))
    assert done.labels == (0, 0, 0, 3, 3, 3)
    assert done.moved == {"comet"}
    (told,) = done.overrides
    assert (told.kind, told.status, told.reason) == ("pin_article", "applied", "it stood alone")
    assert told.what == "comet is in the story of bank1"


def test_a_story_goes_by_its_first_article_also_when_that_one_left() -> None:
    assert regroup(pin=(pin("ferry0", "comet"),)).labels == (0, 1, 1, 3, 3, 0)


def test_articles_split_off_are_one_story_of_their_own() -> None:
    done = regroup(split=(("ferry1", "ferry2"),))
    assert done.labels == (0, 1, 1, 3, 3, 5)
    assert done.overrides[0].reason == "parted from 1 article"
    assert done.moved == {"ferry1", "ferry2"}
    assert set(done.words) == {"ferry0", "ferry1", "ferry2"}


def test_articles_of_two_stories_can_be_one_of_their_own() -> None:
    done = regroup(split=(("ferry2", "bank0"),))
    assert done.labels == (0, 0, 2, 2, 4, 5)
    assert done.overrides[0].status == "applied"


def test_joined_stories_are_one_with_all_their_articles() -> None:
    done = regroup(join=(("ferry2", "bank0"),))
    assert done.labels == (0, 0, 0, 0, 0, 5)
    assert done.overrides[0].reason == "joined 2 stories"


@pytest.mark.parametrize("name", ["comet", "Comet", "heap/comet.html", "Star Gazette", "the star  gazette"])
def test_articles_go_by_stem_source_outlet_and_id(name: str) -> None:
    assert regroup(pin=(pin(name, "bank1"),)).labels == (0, 0, 0, 3, 3, 3)


@pytest.mark.parametrize("name", ["https://star.example/comet", "http://www.star.example/comet/", "star.example/Comet"])
def test_articles_go_by_address(name: str) -> None:
    heap = [*HEAP[:5], make_item("x", "Comet", "A comet.", url="https://www.star.example/comet")]
    assert regroup(pin=(pin(name, "bank1"),), articles=heap).labels == (0, 0, 0, 3, 3, 3)


def test_a_name_of_nothing_or_of_several_is_unused_with_the_reason() -> None:
    heap = [*HEAP[:5], make_item("extra", "More", "More of it.", outlet="Fen Courier")]
    done = regroup(pin=(pin("gone", "bank1"), pin("Fen Courier", "bank1"), pin("bank1", "")), articles=heap)
    assert done.labels == LABELS
    assert [o.reason for o in done.overrides] == [
        "no article goes by 'gone'",
        "'Fen Courier' fits 2 articles; name one by its file, address or id",
        "no article goes by ''",
    ]


def test_what_is_so_already_is_unused_and_says_so() -> None:
    done = regroup(
        pin=(pin("ferry1", "ferry0"), pin("comet", "comet")),
        split=(("bank0", "bank1"), ("comet",)),
        join=(("ferry0", "ferry2"),),
    )
    assert done.labels == LABELS
    assert {o.status for o in done.overrides} == {"unused"}
    assert [o.reason for o in done.overrides] == [
        "that is so already",
        "that is so already",
        "they are one story already",
        "it is there already",
        "both names mean one article",
    ]


def test_a_pin_against_a_split_is_unused_and_names_it() -> None:
    done = regroup(split=(("ferry2",),), pin=(pin("ferry2", "ferry0"),))
    assert done.labels == (0, 0, 2, 3, 3, 5)
    assert done.overrides[1].status == "unused"
    assert "it goes against another correction: ferry2 is a story of its own" in done.overrides[1].reason


def test_another_article_can_be_pinned_to_what_was_split_off() -> None:
    done = regroup(split=(("ferry2",),), pin=(pin("ferry1", "ferry2"),))
    assert done.labels == (0, 1, 1, 3, 3, 5)


def test_a_join_that_would_undo_a_split_is_unused_also_at_second_hand() -> None:
    straight = regroup(split=(("ferry2",),), join=(("ferry2", "ferry0"),))
    assert straight.labels == (0, 0, 2, 3, 3, 5)
    around = regroup(split=(("ferry2",),), join=(("ferry2", "comet"), ("comet", "ferry1")))
    assert around.labels == (0, 0, 2, 3, 3, 2)
    assert [o.status for o in around.overrides] == ["applied", "applied", "unused"]


def test_a_second_split_of_one_article_is_unused() -> None:
    done = regroup(split=(("ferry1", "ferry2"), ("ferry2", "bank0")))
    assert done.labels == (0, 1, 1, 3, 3, 5)
    assert "it goes against an earlier correction" in done.overrides[1].reason


def test_a_second_pin_of_one_article_elsewhere_is_unused() -> None:
    done = regroup(pin=(pin("comet", "ferry0"), pin("comet", "bank0")))
    assert done.labels == (0, 0, 0, 3, 3, 0)
    assert done.overrides[1].reason == "an earlier correction pins it to another story"


def test_an_article_pinned_to_a_pinned_one_goes_with_it_in_either_order() -> None:
    chain = (pin("ferry1", "comet"), pin("comet", "bank0"))
    assert regroup(pin=chain).labels == regroup(pin=chain[::-1]).labels == (0, 1, 0, 1, 1, 1)


def test_a_ring_of_pins_ends() -> None:
    ring = (pin("ferry0", "bank0"), pin("bank0", "comet"), pin("comet", "ferry0"))
    done = regroup(pin=ring)
    assert done.labels[0] == done.labels[3] == done.labels[5]
    assert len(done.overrides) == 3


def test_where_all_was_asked_to_be_one_story_nothing_is_regrouped() -> None:
    overrides = Overrides(split_story=(SplitStory(articles=("ferry1",)),))
    done = regroup_stories(HEAP, [0] * 6, overrides, one_story=True)
    assert set(done.labels) == {0}
    assert done.overrides[0].reason == "all articles were taken as one story, as asked"
