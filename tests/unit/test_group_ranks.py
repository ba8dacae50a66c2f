"""Independent origins of a story: forty prints of one text are one."""

from stemma.group.ranks import count_origins, count_outlets, rank_stories
from stemma.model.article import Article
from stemma.model.story import Story
from tests.heap import make_item


def item(key: str, outlet: str | None = None, agency: str | None = None) -> Article:
    return make_item(key, "Headline of it", "Words.", outlet=outlet or f"Outlet {key}", agency=agency)


def test_each_outlet_with_its_own_text_is_one_origin() -> None:
    assert count_origins([item("a"), item("b"), item("c")]) == 3


def test_prints_of_one_text_count_once() -> None:
    articles = [item(key) for key in "abcd"]
    assert count_origins(articles, [("a", "b", "c")]) == 2


def test_articles_that_credit_one_agency_count_once_and_its_own_with_them() -> None:
    articles = [item("a", agency="AP"), item("b", agency="Associated Press"), item("c", "Associated Press"), item("d")]
    assert count_origins(articles) == 2


def test_an_agency_that_the_world_does_not_know_is_one_where_it_is_credited() -> None:
    articles = [item("a", "Meridian Report"), item("b", agency="The Meridian Report")]
    assert count_origins(articles) == 1


def test_a_copy_of_what_credits_an_agency_is_that_agencys() -> None:
    articles = [item("a", agency="Reuters"), item("b"), item("c", "Reuters")]
    assert count_origins(articles, [("a", "b")]) == 1


def test_all_that_one_outlet_wrote_itself_is_one_origin() -> None:
    assert count_origins([item("a", "Echo"), item("b", "The Echo"), item("c", "Post")]) == 2


def test_an_outlet_that_also_prints_an_agency_has_its_own_text_beside() -> None:
    assert count_origins([item("a", "Echo", "AP"), item("b", "Echo")]) == 2


def test_articles_without_an_outlet_count_each() -> None:
    articles = [make_item("a", "One", "Words."), make_item("b", "Two", "Words.")]
    assert (count_origins(articles), count_outlets(articles)) == (2, 2)


def test_no_article_has_no_origin() -> None:
    assert count_origins([]) == 0


def story(key: str, origins: int, outlets: int = 1, end: str | None = None) -> Story:
    return Story(id=key, title=key, articles=(key,), origins=origins, outlets=outlets, end=end)


def test_stories_stand_by_origins_then_outlets_then_the_newest_then_id() -> None:
    expected = [
        story("f", 3, 3),
        story("e", 2, 9),
        story("d", 2, 4, "2031-05-02"),
        story("c", 2, 4, "2031-05-01"),
        story("a", 2, 4),
        story("b", 2, 4),
    ]
    assert list(rank_stories(sorted(expected, key=lambda s: s.id))) == expected
    assert [s.id for s in rank_stories(expected, last={"f"})] == ["e", "d", "c", "a", "b", "f"]
