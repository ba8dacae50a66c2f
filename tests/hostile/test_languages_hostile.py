"""Articles that joining languages must survive: no language, mixed scripts, floods of names and figures."""

import pytest

from stemma.group.languages.crossing import count_facts, measure_crossing
from stemma.group.languages.facts import MOST, gather_facts
from stemma.group.languages.joining import join_stories
from tests.told import tell, tell_lock_failure


@pytest.mark.parametrize("language", [None, "", "xx", "EN", "zz-ZZ"])
def test_an_article_of_no_known_language_is_grouped_all_the_same(language: str | None) -> None:
    nl = tell_lock_failure()[0]
    odd = tell("odd", language, "", "")
    assert len(join_stories([(nl,), (odd,)], vectors=False)) == 2


def test_empty_articles_of_many_languages_are_no_story() -> None:
    empty = [tell(str(n), language, "", "") for n, language in enumerate(("en", "de", "fr", None))]
    assert len(join_stories([(article,) for article in empty], vectors=False)) == 4


def test_scripts_mixed_inside_words_are_read() -> None:
    facts = gather_facts(tell("a", "ru", "", "Вчера в Mосквe (с латинскими M и e) и 東京 и القاهرة 12٣४ было тихо."))
    assert facts.places


@pytest.mark.timeout(300)
def test_ten_thousand_names_in_one_article_are_cut_off() -> None:
    flood = "Es kamen " + ", ".join(f"Xaver{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}bor" for n in range(10_000))
    assert len(gather_facts(tell("a", "de", "", flood)).names) <= MOST


@pytest.mark.timeout(300)
def test_a_word_of_a_million_letters_is_read() -> None:
    for letter in ("a", "А", "ア", "1", "١", "ا", "人"):
        gather_facts(tell("a", None, letter * 1_000_000, letter * 1_000_000))


def test_lists_of_small_figures_make_nobody_alike() -> None:
    count = " ".join(str(n) for n in range(10, 60))
    one, other = (gather_facts(tell(name, name, "", count)) for name in ("en", "de"))
    shared = measure_crossing(one, other, count_facts([one, other]))
    assert not shared.enough
    assert shared.strength < 0.2


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "not a day", "2031-02-30"])
def test_days_at_the_edges_of_time_are_read(published: str) -> None:
    nl, de, *_ = tell_lock_failure()
    odd = tell(
        "odd", "de", de.title or "", de.text.partition("\n")[2] + " 30日 5. Januar, Mittwoch", published=published
    )
    assert join_stories([(nl,), (odd,)], vectors=False)


@pytest.mark.timeout(300)
def test_ten_thousand_articles_that_share_one_name_are_not_compared_each_with_each() -> None:
    articles = [
        tell(f"{n:05}", ("en", "de")[n % 2], "", "Gestern sprach Oudkerk. Today Oudkerk.") for n in range(10_000)
    ]
    assert len(join_stories([(article,) for article in articles], vectors=False)) == 10_000
