import pytest

from stemma.group.apart.standing import judge_standing
from stemma.group.apart.walls import SAYS_WALL, STANDS_ELSEWHERE
from stemma.group.stories import group_articles
from tests import daily_forms_held_out, wall_articles
from tests.daily_forms import make_page

WALLS = (*wall_articles.WALLS, *daily_forms_held_out.WALLS)
REPEATED = (*wall_articles.REPEATED, *daily_forms_held_out.REPEATED)
SHORT_ARTICLES = (*wall_articles.SHORT_ARTICLES, *daily_forms_held_out.SHORT_ARTICLES)


@pytest.mark.parametrize(("title", "text"), WALLS)
def test_a_page_that_demands_refuses_or_fails_is_a_wall(title: str | None, text: str) -> None:
    (apart,) = judge_standing([make_page(title, text)]).apart
    assert (apart.why, apart.reason) == ("wall", SAYS_WALL)


@pytest.mark.parametrize("pages", REPEATED)
def test_one_text_under_several_headlines_of_a_site_is_a_wall_in_any_language(
    pages: tuple[tuple[str, str], ...],
) -> None:
    apart = judge_standing([make_page(title, text, url=f"https://fen.example/{title}") for title, text in pages]).apart
    assert [one.why for one in apart] == ["wall"] * len(pages)
    assert {one.reason for one in apart} <= {STANDS_ELSEWHERE, SAYS_WALL}


def test_one_text_without_news_on_several_sites_is_a_wall() -> None:
    text = "Kérjük, fogadja el a sütiket, különben az oldal nem jeleníthető meg."
    articles = [make_page(f"Hír {n}", text, outlet=f"Lap {n}") for n in range(3)]
    assert [one.why for one in judge_standing(articles).apart] == ["wall"] * 3


@pytest.mark.parametrize(("title", "text"), SHORT_ARTICLES)
def test_a_short_article_is_none_even_in_many_outlets(title: str, text: str) -> None:
    copies = [make_page(title, text, outlet=f"Outlet {n}", url=f"https://o{n}.example/x") for n in range(5)]
    assert judge_standing(copies[:1]).apart == ()
    assert judge_standing(copies).apart == ()


def test_numbers_that_a_server_writes_into_an_answer_do_not_tell_walls_apart() -> None:
    articles = [
        make_page(f"Headline of page {n} on {word}", f"Odotathan hetken. Tunnus 8f3a{n}c1d2e{n}b.", outlet="Lehti")
        for n, word in enumerate(("boats", "snow", "rates"))
    ]
    assert len(judge_standing(articles).apart) == 3


def test_walls_are_no_story_and_take_no_article_with_them() -> None:
    walls = [
        make_page(f"Storm Brid hits Sandry, part {n}", "Subscribe to continue reading.", outlet=f"O{n}")
        for n in range(6)
    ]
    report = make_page(
        "Storm Brid hits Sandry", "Storm Brid tore roofs from forty houses in Sandry on Tuesday.", outlet="P"
    )
    assert [len(story) for story in group_articles([*walls, report])] == [1] * 7


@pytest.mark.parametrize("text", ["", " \n ", "...", "— 12 —", "Ad", "桥"])
def test_headline_and_text_of_hardly_a_word_are_empty(text: str) -> None:
    assert [one.why for one in judge_standing([make_page(None, text), make_page(text, "")]).apart] == ["empty"] * 2


def test_a_headline_alone_is_enough() -> None:
    assert judge_standing([make_page("Ferry catches fire off Port Vellis", "")]).apart == ()
