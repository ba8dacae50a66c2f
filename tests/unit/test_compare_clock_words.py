"""Hours of the clock in running words, and how far apart two of them are."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.compare.clock_words import find_hours, measure_gap


@pytest.mark.parametrize(
    ("words", "minute", "half", "rough"),
    [
        ("The lock burst at 3:15 a.m. on Friday", 195, True, False),
        ("The lock burst at around 2.45am", 165, True, True),
        ("The lock had burst at 2.58.", 178, False, False),
        ("The lock burst at 14:07", 847, True, False),
        ("since a quarter past three the lock was dry", 195, False, False),
        ("at seven minutes past two the pumps stopped", 127, False, False),
        ("It was twenty to four when the lock burst", 220, False, False),
        ("The lock burst shortly before five, on the flood", 300, False, True),
        ("The lock burst shortly after two in the afternoon", 840, True, True),
        ("By nine o'clock the lock was dry", 540, False, False),
        ("The keepers met at midnight", 0, True, False),
    ],
)
def test_an_hour_is_read_however_it_is_worded(words: str, minute: int, half: bool, rough: bool) -> None:
    (hour,) = find_hours(words)
    assert (hour.minute, hour.half, hour.rough) == (minute, half, rough)
    assert words[hour.start : hour.end] == hour.text


@pytest.mark.parametrize(
    "words",
    [
        "The level fell by 2.45 percent",
        "It stood at 2.45 metres",
        "A ticket is 6.30 euros",
        "nearly five times as many barges",
        "It lasted five hours",
    ],
)
def test_figures_that_look_like_hours_are_none(words: str) -> None:
    assert find_hours(words) == ()


def test_hours_lie_the_shorter_way_round_the_clock_apart() -> None:
    late, early = find_hours("at 23:50")[0], find_hours("at 00:10")[0]
    assert measure_gap(late, early) == 20


def test_an_hour_of_unknown_half_fits_either_half_of_the_day() -> None:
    assert measure_gap(find_hours("at a quarter past three")[0], find_hours("at 3:15 p.m.")[0]) == 0


@given(st.text(max_size=80))
def test_any_text_is_read_without_error_and_hours_do_not_overlap(text: str) -> None:
    hours = find_hours(text)
    assert all(text[h.start : h.end] == h.text and 0 <= h.minute < 1440 for h in hours)
    assert all(one.end <= other.start for one, other in pairwise(hours))
