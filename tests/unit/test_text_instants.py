"""Which of two times is earlier, as precisely as both are told."""

import pytest

from stemma.text.instants import compare_times


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        ("2031-03-04T23:30:00-05:00", "2031-03-05T03:00:00Z", 1),
        ("2031-03-04T23:30:00+01:00", "2031-03-04T22:30:00Z", 0),
        ("2031-03-04T08:00:00", "2031-03-04T09:00:00Z", 0),
        ("2031-03-04", "2031-03-05T00:30:00Z", -1),
        ("2031-03", "2031-03-05", 0),
        (None, "2031-03-05", 0),
    ],
)
def test_hours_compare_where_both_tell_their_zone_and_days_else(one: str | None, other: str | None, order: int) -> None:
    assert compare_times(one, other) == order
    assert compare_times(other, one) == -order
