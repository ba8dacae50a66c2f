"""What words of time mean, counted from the day of publication."""

from datetime import date

import pytest

from stemma.annotate.anchors import Anchor
from stemma.annotate.times import find_article_times
from stemma.model.annotation import TimeExpression

SUNDAY = Anchor(date=date(2021, 3, 14), precision="day")
UNDATED = Anchor()


def find_times(text: str, anchor: Anchor = SUNDAY) -> tuple[TimeExpression, ...]:
    return find_article_times([(0, text)], anchor=anchor)


def values(text: str, anchor: Anchor = SUNDAY) -> list[str]:
    return [found.value for found in find_times(text, anchor)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mayor resigned on Sunday.", "2021-03-14"),
        ("The mayor resigned on Wednesday.", "2021-03-10"),
        ("The mayor resigned last Sunday.", "2021-03-07"),
        ("On Monday, the mayor will travel to the coast.", "2021-03-15"),
        ("They will search the wreck on Monday, she added.", "2021-03-15"),
        ("They meet next Tuesday.", "2021-03-16"),
        ("He left yesterday.", "2021-03-13"),
        ("He spoke on Friday night.", "2021-03-12TNI"),
        ("The law passed earlier this month.", "2021-03"),
        ("The bridge fell in July.", "2020-07"),
        ("The bridge fell in July 2019.", "2019-07"),
        ("It opened on 18 November.", "2020-11-18"),
        ("It opened on Nov. 18.", "2020-11-18"),
        ("It opened on Nov 18th, 2019.", "2019-11-18"),
        ("It opened on Saturday (13 March).", "2021-03-13"),
        ("It was founded in 1987.", "1987"),
        ("Music of the 1980s filled the hall.", "198"),
        ("It closed last year.", "2020"),
        ("Voters decide this fall.", "2021-FA"),
        ("Sales fell in the third quarter of 2020.", "2020-Q3"),
        ("A church of the 12th century burned.", "11"),
        ("The six-day visit ended.", "P6D"),
        ("The week-long strike ended.", "P1W"),
        ("It took almost a week.", "P1W"),
        ("It took more than four years.", "P4Y"),
        ("It took two decades.", "P20Y"),
        ("It took 30 minutes.", "PT30M"),
        ("It lasted two and a half years.", "P2Y6M"),
        ("It left at 2:26 PM.", "2021-03-14T14:26"),
        ("It left at 0900 GMT.", "2021-03-14T09:00"),
        ("It runs every week.", "P1W"),
        ("It is paid annually.", "P1Y"),
        ("The road is now open.", "PRESENT_REF"),
        ("The road was recently paved.", "PAST_REF"),
        ("He came two days ago.", "2021-03-12"),
    ],
)
def test_a_time_has_its_timex3_value(text: str, value: str) -> None:
    assert values(text) == [value]


def test_both_ends_of_a_range_are_found() -> None:
    assert values("He served from February 2016 through May 2017.") == ["2016-02", "2017-05"]


def test_the_first_month_of_a_range_takes_the_year_of_the_last() -> None:
    assert values("He served from February to May 2017.") == ["2017-02", "2017-05"]


def test_the_previous_day_counts_from_the_date_named_last() -> None:
    text = "The ship sank on March 3, 2020. The previous day it had left port. A day later the crew was found."
    assert values(text) == ["2020-03-03", "2020-03-02", "2020-03-03"]


def test_the_date_named_last_is_carried_over_paragraphs() -> None:
    first, second = "The ship sank on March 3, 2020.", "The next day divers arrived."
    found = find_article_times([(0, first), (40, second)], anchor=SUNDAY)
    assert [time.value for time in found] == ["2020-03-03", "2020-03-04"]
    assert found[1].start == 40


def test_a_month_told_after_a_past_year_belongs_to_it() -> None:
    assert values("He fell ill in November 2016 and by December was in hospital.") == ["2016-11", "2016-12"]


def test_without_an_anchor_relative_times_stay_unresolved() -> None:
    found = find_times("He left on Sunday and came back last week.", UNDATED)
    assert [(time.value, time.date) for time in found] == [("XXXX-WXX-7", None), ("XXXX-WXX", None)]


def test_without_an_anchor_full_dates_resolve_all_the_same() -> None:
    [found] = find_times("He left on 5 May 1998.", UNDATED)
    assert (found.date, found.precision) == ("1998-05-05", "day")


def test_a_month_precise_anchor_resolves_months_but_not_weekdays() -> None:
    anchor = Anchor(date=date(2021, 3, 1), precision="month")
    assert values("In January he left; on Monday he came.", anchor) == ["2021-01", "XXXX-WXX-1"]


@pytest.mark.parametrize(
    "text",
    [
        "The Tu-160 landed.",
        "He may go.",
        "They march on.",
        "About 1,990 people came.",
        "The cost was $1999.",
        "He is 52 years old.",
        "More than 2015 people came.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert values(text) == []


def test_a_day_that_does_not_exist_gives_no_day() -> None:
    assert all(time.precision != "day" for time in find_times("It was due on 31 February 2020."))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was sold the week before last.", "2021-W08"),
        ("It was sold the month before last.", "2021-01"),
        ("It was sold the year before last.", "2019"),
        ("It was sold the week before.", "2021-W09"),
    ],
)
def test_what_was_before_the_last_lies_two_back(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The fair opens on New  Year's Day.", "2021-01-01"),
        ("They met on New  Year's Eve.", "2020-12-31"),
        ("It rained last  night.", "2021-03-13TNI"),
        ("It was sold the week before  last.", "2021-W08"),
    ],
)
def test_a_line_break_of_two_characters_inside_a_time_changes_nothing(text: str, value: str) -> None:
    assert values(text) == [value]


def test_a_clock_does_not_run_on_after_midnight() -> None:
    assert values("They lost 24:30 in the end.") == []
    assert values("It ends at 24:00.") == ["2021-03-14T24:00"]
    assert values("At 2021-03-04 99:99 it fell.") == ["2021-03-04"]
