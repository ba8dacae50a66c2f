"""Likeness by days apart, and against the crowd around."""

from datetime import date, timedelta

import numpy as np
import pytest

from stemma.group.contrast import contrast_pairs, measure_crowds, number_outlets, weigh_time
from stemma.group.pairs import Pairs


def pairs(*given: tuple[int, int, float]) -> Pairs:
    rows, columns, likeness = zip(*given, strict=True)
    return Pairs(
        rows=np.array(rows, np.int32), columns=np.array(columns, np.int32), likeness=np.array(likeness, np.float32)
    )


def weigh_days(days: int) -> float:
    first = date(2031, 5, 2)
    return float(weigh_time(pairs((0, 1, 0.5)), [first, first + timedelta(days)]).likeness[0]) / 0.5


def test_one_day_adds_and_every_day_apart_takes_away() -> None:
    factors = [weigh_days(days) for days in (0, 1, 3, 7, 14, 60, 4000)]
    assert factors == sorted(factors, reverse=True)
    assert factors[0] == pytest.approx(1.2)
    assert factors[-1] == pytest.approx(0.2)


def test_order_of_the_two_days_does_not_matter() -> None:
    assert weigh_days(-5) == pytest.approx(weigh_days(5))


def test_without_a_day_nothing_changes() -> None:
    given = pairs((0, 1, 0.5), (0, 2, 0.25))
    weighed = weigh_time(given, [None, date(2031, 5, 2), None])
    assert weighed.likeness.tolist() == [0.5, 0.25]


def test_the_same_likeness_tells_less_in_a_crowd() -> None:
    crowd = [(i, j, 0.4) for i in range(30) for j in range(i + 1, 30)]
    contrasted = contrast_pairs(32, pairs(*crowd, (30, 31, 0.4)))
    told = {
        (int(r), int(c)): float(v)
        for r, c, v in zip(contrasted.rows, contrasted.columns, contrasted.likeness, strict=True)
    }
    assert told[30, 31] > 2 * told[0, 1] > 0


def test_what_is_no_more_alike_than_the_crowd_is_no_pair() -> None:
    crowd = [(i, j, 0.9) for i in range(30) for j in range(i + 1, 30)]
    contrasted = contrast_pairs(31, pairs(*crowd, (0, 30, 0.05)))
    assert 30 not in contrasted.columns.tolist()


def test_no_pairs_stay_none() -> None:
    none = Pairs(rows=np.zeros(0, np.int32), columns=np.zeros(0, np.int32), likeness=np.zeros(0, np.float32))
    assert len(contrast_pairs(3, none).rows) == 0


def tell_event(reports: int, likeness: float = 0.3, *, fifth: float = 0.0) -> Pairs:
    """An event: each of its reports is as like each; ``fifth``: but the first five are so much like each other."""
    return pairs(
        *((i, j, fifth if fifth and j < 6 else likeness) for i in range(reports) for j in range(i + 1, reports))
    )


def measure_event(event: Pairs, outlets: list[int], size: int = 60) -> float:
    """The crowd around the first report."""
    return float(measure_crowds(size, event, np.array(outlets, dtype=np.int64))[0])


def test_an_event_that_many_outlets_tell_is_not_its_own_crowd() -> None:
    event = tell_event(60)
    assert measure_event(event, list(range(60))) == pytest.approx(0.1)
    left = contrast_pairs(60, event, np.arange(60)).likeness
    assert left.min() > 1.9 * contrast_pairs(60, event).likeness.max()


def test_reports_of_one_kind_by_few_outlets_stay_a_crowd() -> None:
    assert measure_event(tell_event(60), [n % 9 for n in range(60)]) == pytest.approx(0.3)


def test_outlets_that_nobody_knows_speak_for_nothing() -> None:
    assert measure_event(tell_event(60), [-1] * 60) == pytest.approx(0.3)


def test_fewer_reports_than_are_asked_about_stay_a_crowd() -> None:
    assert measure_event(tell_event(30), list(range(60))) == pytest.approx(0.3)


def test_reports_that_are_like_each_other_but_little_stay_a_crowd() -> None:
    assert measure_event(tell_event(60, 0.14), list(range(60))) == pytest.approx(0.14)


def test_a_small_event_amid_reports_of_its_kind_keeps_them_as_its_crowd() -> None:
    assert measure_event(tell_event(60, 0.25, fifth=0.5), list(range(60))) == pytest.approx((5 * 0.5 + 15 * 0.25) / 20)


def test_outlets_are_numbered_by_name() -> None:
    assert number_outlets(["", "vellis echo", "", "tamaria post", "vellis echo"]).tolist() == [-1, 0, -1, 1, 0]
