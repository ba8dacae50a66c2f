"""The timeline: how precisely it is known, and long gaps that squash nothing."""

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.model.dossier import Dossier, Moment
from stemma.tell.chronology import list_reports, view_timeline
from stemma.tell.time_scale import Period, make_scale, read_period, say_gap
from tests.dossiers import make_dossier, make_large_dossier


def make_dated(*dates: tuple[str, str]) -> Dossier:
    """The small dossier with its findings on these dates."""
    dossier = make_dossier()
    moments = tuple(
        Moment(date=date, precision=precision, findings=(dossier.findings[n % len(dossier.findings)].id,))
        for n, (date, precision) in enumerate(dates)
    )
    return dataclasses.replace(dossier, timeline=moments)


@pytest.mark.parametrize(
    ("iso", "precision", "grain"),
    [
        ("1948", "year", "year"),
        ("1940", "decade", "decade"),
        ("2024-10", "month", "month"),
        ("2024-10-07", "week", "week"),
        ("2024-10-11", "day", "day"),
        ("2024-10-11", "time", "day"),
        ("2024-10-11T22:05", "time", "hour"),
    ],
)
def test_a_date_covers_as_much_as_it_is_precise(iso: str, precision: str, grain: str) -> None:
    period = read_period(iso, precision)
    assert period is not None
    assert period.grain == grain


@pytest.mark.parametrize("iso", ["", "yesterday", "2024-13", "2024-02-31", "0000", "2024-10-11x", None])
def test_what_is_no_date_of_the_calendar_covers_nothing(iso: str | None) -> None:
    assert read_period(iso, "day") is None


def test_a_day_is_a_dot_an_hour_a_diamond_and_what_is_longer_a_bar() -> None:
    view = view_timeline(make_dated(("1948", "year"), ("2024-10", "month"), ("2024-10-11", "day"),
                                    ("2024-10-12T08:00", "time")))  # fmt: skip
    assert view is not None
    assert view.wide is not None
    assert sorted((mark.grain, mark.shape) for mark in view.wide.marks) == [
        ("day", "dot"), ("hour", "hour"), ("month", "bar"), ("year", "bar"),
    ]  # fmt: skip


def test_a_background_date_does_not_squash_the_week_of_the_event() -> None:
    view = view_timeline(make_dated(("1948", "year"), ("2024-10-11", "day"), ("2024-10-12", "day")))
    assert view is not None
    assert view.wide is not None
    days = [mark.x for mark in view.wide.marks if mark.shape == "dot"]
    assert days[1] - days[0] > view.wide.width / 8
    assert [words for _, words in view.wide.breaks] == ["76 years left out"]


def test_what_lies_after_the_last_report_is_announced() -> None:
    view = view_timeline(make_dated(("2024-10-11", "day"), ("2025-01-05", "day")))
    assert view is not None
    assert view.wide is not None
    assert [mark.ahead for mark in view.wide.marks] == [False, True]


def test_first_is_only_who_was_surely_published_before_all_others() -> None:
    dossier = make_dossier()
    times = ("2024-10-11T23:00:00+01:00", "2024-10-11T23:30:00+02:00")
    early, late = (dataclasses.replace(a, published=p) for a, p in zip(dossier.articles[:2], times, strict=True))
    told = dataclasses.replace(dossier, articles=(early, late, dossier.articles[2]))
    shared = [f for f in dossier.findings if {c.article for c in f.claims} == {early.id, late.id}]
    firsts = {report.article: report.firsts for report in list_reports(told)}
    # 23:30 at +02:00 is half an hour before 23:00 at +01:00.
    assert firsts[late.id] >= len(shared) > 0
    assert firsts[early.id] == 0


def test_an_undated_article_makes_nobody_first() -> None:
    dossier = make_dossier()
    undated = tuple(dataclasses.replace(a, published=None) for a in dossier.articles)
    assert all(r.firsts == 0 for r in list_reports(dataclasses.replace(dossier, articles=undated)))


def test_without_a_dated_finding_there_is_no_timeline() -> None:
    assert view_timeline(dataclasses.replace(make_dossier(), timeline=())) is None
    lost = (Moment(date="2024-10-11", precision="day", findings=("none",)),)
    assert view_timeline(dataclasses.replace(make_dossier(), timeline=lost)) is None


def test_dates_that_no_calendar_has_are_told_in_words_alone() -> None:
    view = view_timeline(make_dated(("some time in spring", "day")))
    assert view is not None
    assert view.wide is None
    assert view.rows[0].words == "some time in spring"


def test_dates_that_have_no_room_are_counted() -> None:
    dossier = make_large_dossier(4, 200)
    moments = tuple(Moment(date=f"{1900 + n // 2}-{1 + n % 2 * 6:02}-10", precision="day", findings=(f"f{n}",))
                    for n in range(150))  # fmt: skip
    view = view_timeline(dataclasses.replace(dossier, timeline=moments))
    assert view is not None
    assert view.wide is not None
    assert len(view.wide.marks) + view.wide.left_out == 150
    assert len(view.rows) == 150
    assert 0 < len(view.wide.marks) <= 36


def test_everything_stands_inside_the_drawing_and_no_words_over_each_other() -> None:
    days = [(f"2024-10-{day:02}", "day") for day in range(1, 29)]
    view = view_timeline(make_dated(("1948", "year"), ("2024-10", "month"), *days))
    assert view is not None
    for chart in (view.wide, view.narrow):
        assert chart is not None
        assert all(0 <= mark.x <= chart.width and 0 <= mark.y <= chart.height for mark in chart.marks)
        assert all(0 <= label.x < chart.width and 0 < label.y < chart.axis for label in chart.labels)
        assert len({(label.x, label.y) for label in chart.labels}) == len(chart.labels)
        assert all(0 <= one.x <= chart.width and one.y < chart.height for one in chart.publications)


@given(st.lists(st.tuples(st.integers(1, 3_000_000), st.integers(1, 4000)), min_size=1, max_size=25))
def test_later_is_never_drawn_before_earlier(spans: list[tuple[int, int]]) -> None:
    periods = [Period(start=float(a), end=float(a + n), grain="day") for a, n in spans]
    scale = make_scale(periods, 10, 950)
    moments = sorted({p.start for p in periods} | {p.end for p in periods})
    places = [scale.place(moment) for moment in moments]
    assert all(9.8 <= x <= 950.2 for x in places)
    assert all(b >= a - 0.11 for a, b in itertools.pairwise(places))


@pytest.mark.parametrize(
    ("days", "words"), [(1, "1 day"), (12, "12 days"), (35, "5 weeks"), (120, "4 months"), (25_600, "70 years")]
)
def test_a_gap_is_said_in_round_words(days: int, words: str) -> None:
    assert say_gap(days) == words
