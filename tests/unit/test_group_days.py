from datetime import date

import pytest

from stemma.group.days import measure_days, trust_day, trust_days


def days(*texts: str | None) -> list[date | None]:
    return [date.fromisoformat(text) if text else None for text in texts]


WEEK = days("2031-03-03", "2031-03-04", "2031-03-04", "2031-03-06", "2031-03-09")


@pytest.mark.parametrize(
    "off", ["1931-03-04", "2131-03-04", "1970-01-01", "1900-01-01", "9999-12-31", "0001-01-01", "2001-01-01"]
)
def test_a_day_far_from_all_others_is_taken_for_unknown(off: str) -> None:
    assert trust_days([*WEEK, *days(off)]) == (*WEEK, None)


def test_days_of_a_collection_are_trusted_as_they_are() -> None:
    assert trust_days(WEEK) == tuple(WEEK)


def test_no_day_stays_none_and_counts_for_nothing() -> None:
    assert trust_days([None, *WEEK, None]) == (None, *WEEK, None)
    assert trust_days([None, None]) == (None, None)
    assert trust_days([]) == ()


def test_a_heap_of_two_archives_keeps_both() -> None:
    heap = days(*(f"1987-03-{n:02d}" for n in range(1, 29)), *(f"2031-03-{n:02d}" for n in range(1, 11)))
    assert trust_days(heap) == tuple(heap)


def test_an_old_archive_is_trusted_whole() -> None:
    archive = days("1926-05-03", "1926-05-04", "1926-05-09")
    assert trust_days(archive) == tuple(archive)


def test_an_archive_of_a_century_is_trusted_whole() -> None:
    archive = [date(year, 6, 1) for year in range(1921, 2021)]
    assert trust_days(archive) == tuple(archive)


def test_of_two_articles_generations_apart_neither_day_counts() -> None:
    assert trust_days(days("1926-03-04", "2026-03-04")) == (None, None)
    assert trust_days(days("2026-03-01", "2026-03-04")) == tuple(days("2026-03-01", "2026-03-04"))


def test_a_clock_that_was_never_set_gives_no_day_even_where_all_have_it() -> None:
    assert trust_days(days(*["1970-01-01"] * 5)) == (None,) * 5
    assert trust_days(days("1970-01-01")) == (None,)


def test_a_clock_zero_among_days_of_its_own_time_is_a_day() -> None:
    new_year = days("1999-12-30", "1999-12-31", "2000-01-01", "2000-01-01", "2000-01-02")
    assert trust_days(new_year) == tuple(new_year)


def test_the_order_of_days_does_not_show() -> None:
    heap = [*WEEK, *days("1931-03-04", None, "1970-01-01")]
    assert trust_days(heap[::-1]) == trust_days(heap)[::-1]


def test_a_day_that_joins_later_is_judged_by_those_before() -> None:
    span = measure_days(WEEK)
    assert trust_day(date(2031, 4, 1), span) == date(2031, 4, 1)
    assert trust_day(date(2131, 4, 1), span) is None
    assert trust_day(None, span) is None
