"""Figures and days in many languages."""

from datetime import date

import pytest

from stemma.text.figures import find_figures, level_digits
from stemma.text.spoken_days import find_days, is_calendar_word

PUBLISHED = date(2031, 1, 23)  # a Thursday


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("1,204 votes", {"1204"}),
        ("1.204 votos", {"1204"}),
        ("1 204 voix", {"1204"}),
        ("12 000 foyers", {"12000"}),
        ("38,6 % der Stimmen", {"38.6"}),
        ("38.6% of the vote", {"38.6"}),
        ("48mila veicoli", {"48000"}),
        ("85 tysięcy kur", {"85000"}),
        ("40 тысяч", {"40000"}),
        ("7,2 Milliarden Euro", {"7200000000"}),
        ("72億ユーロ", {"7200000000"}),
        ("投资1万亿日元", {"1000000000000"}),
        ("約1万2000世帯", {"12000"}),
        ("١٢٠ يوما", {"120"}),
        ("1,200,000.50", {"1200000.5"}),
    ],
)
def test_a_figure_is_one_number_however_a_language_writes_it(text: str, figures: set[str]) -> None:
    assert find_figures(text) == figures


@pytest.mark.parametrize(
    "text", ["in 2031", "at 2.12pm", "à 14h12", "um 10:38 Uhr", "H5", "12月14日", "午前10時38分頃"]
)
def test_years_and_times_of_day_are_no_figures(text: str) -> None:
    assert not find_figures(text) - {"38"}


def test_a_nought_before_the_comma_is_no_group_of_thousands() -> None:
    assert find_figures("0,125") == {"0.125"}


def test_digits_of_all_scripts_become_plain_ones() -> None:
    assert level_digits("１２ ٣٤ ५६") == "12 34 56"


@pytest.mark.parametrize(
    "text",
    [
        "on Wednesday", "am Mittwochabend", "mercredi soir", "el miércoles", "na quarta-feira", "mercoledì",
        "woensdagmiddag",
        "på onsdagen", "w środę", "çarşamba günü", "την Τετάρτη", "в среду", "у середу", "يوم الأربعاء",
        "星期三", "水曜日",
        "22 января", "22. Januar", "22 de enero", "January 22", "January 22, 2031", "le 22 janvier 2031",
        "22 stycznia", "22 Ocak", "22日", "1月22日", "2031年1月22日", "2031-01-22",
    ],
)  # fmt: skip
def test_a_day_is_one_day_in_every_language(text: str) -> None:
    assert find_days(text, PUBLISHED) == {date(2031, 1, 22)}


def test_a_day_of_the_week_says_nothing_where_nobody_knows_when_it_was_written() -> None:
    assert find_days("on Wednesday, 22 January", None) == frozenset()
    assert find_days("22 January 2031", None) == {date(2031, 1, 22)}


def test_a_bare_day_that_is_yet_to_come_was_in_the_month_before() -> None:
    assert find_days("30日", date(2031, 1, 3)) == {date(2030, 12, 30)}


def test_a_day_that_no_month_has_is_none() -> None:
    assert find_days("31 February 2031, 99日, 2031-13-40", PUBLISHED) == frozenset()


def test_a_month_before_a_share_is_no_day() -> None:
    assert find_days("In May 3.5 percent", PUBLISHED) == frozenset()


def test_names_of_months_and_days_are_known_as_such() -> None:
    assert is_calendar_word("Dienstag")
    assert is_calendar_word("Ocak")
    assert not is_calendar_word("Hallinger")
