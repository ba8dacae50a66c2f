"""Places and names in many scripts."""

import pytest

from stemma.text.place_names import find_places, locate_places
from stemma.text.romanisation import measure_spelling, romanise, skeleton_of
from stemma.text.silent_words import load_silent


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("in Moscow", "en"), ("aus Moskau", "de"), ("à Moscou", "fr"), ("a Mosca", "it"), ("w Moskwie", "pl"),
        ("в Москве", "ru"), ("από τη Μόσχα", "el"), ("Moskova'da", "tr"), ("モスクワで", "ja"), ("在莫斯科举行", "zh"),
        ("بموسكو", "ar"),
    ],
)  # fmt: skip
def test_a_town_is_one_place_in_every_language(text: str, language: str) -> None:
    assert find_places(text, language) == {"524901"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Germany", "en"),
        ("l'Allemagne", "fr"),
        ("в Германии", "ru"),
        ("ドイツ東部", "ja"),
        ("德国", "zh"),
        ("Almanya'nın", "tr"),
    ],
)
def test_a_country_is_one_place_in_every_language(text: str, language: str) -> None:
    assert find_places(text, language) == {"DE"}


def test_a_word_in_small_letters_is_no_place() -> None:
    assert find_places("nice reading, essen und halle", "en") == frozenset()


def test_a_name_of_several_words_is_one_place() -> None:
    text = "It rained in New York and Costa Rica."
    assert [text[start:end] for start, end, _ in locate_places(text, "en")] == ["New York", "Costa Rica"]


def test_words_parted_by_a_comma_make_no_name() -> None:
    assert find_places("in New, York", "en") != find_places("in New York", "en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Халлингера", "Hallinger"), ("Эртунча", "Ertunç"), ("Боровік", "Borowik"), ("Жумабеков", "Jumabekov"),
        ("Сульхауг", "Solhaug"), ("Σαντορίνη", "Santorini"), ("ドレスデン", "Dresden"), ("Хаддад", "Haddad"),
    ],
)  # fmt: skip
def test_writings_of_one_name_meet_by_their_skeleton_and_are_near(one: str, other: str) -> None:
    first, second = romanise(one), romanise(other)
    assert skeleton_of(first) == skeleton_of(second)
    assert measure_spelling(first, second) >= 0.62


@pytest.mark.parametrize(("one", "other"), [("Marta", "Merit"), ("Polizei", "policía"), ("Lumenta", "Lamont")])
def test_words_that_only_sound_alike_are_not_near_enough_in_one_script(one: str, other: str) -> None:
    assert measure_spelling(romanise(one), romanise(other)) < 0.8


def test_an_ending_that_one_writing_has_counts_half() -> None:
    assert measure_spelling("borowika", "borowik") > 1 - 1 / 8


def test_letters_of_unknown_scripts_are_left_out() -> None:
    assert romanise("አዲስ") == ""
    assert romanise("") == ""


def test_each_language_has_its_own_silent_words() -> None:
    assert {"der", "und", "dass"} <= load_silent("de")
    assert "der" not in load_silent("nl") | load_silent("fr")


def test_no_language_has_no_silent_words() -> None:
    assert load_silent(None) == frozenset()
    assert load_silent("xx") == frozenset()
