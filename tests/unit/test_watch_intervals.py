"""How long a feed is left alone: arithmetic, held by properties."""

import random

from hypothesis import given
from hypothesis import strategies as st

from stemma.collection.watching.intervals import (
    LEAST,
    LONGEST_BACK_OFF,
    LONGEST_FLOOR,
    MOST,
    choose_back_off,
    choose_interval,
    choose_wait,
    read_floor,
)
from stemma.collection.watching.schedule import Schedule
from stemma.text.secrets import hide_secrets

SECONDS = st.floats(min_value=0, max_value=1e7)
CHANCE = st.floats(min_value=0, max_value=0.999)


@given(SECONDS, st.integers(0, 100), st.booleans(), st.floats(10, 1e5))
def test_an_interval_keeps_its_bounds(before: float, new: int, first: bool, least: float) -> None:
    interval = choose_interval(before, new=new, first=first, least=least)
    assert least <= interval <= max(MOST, least)


def test_it_settles_where_some_three_questions_in_ten_bring_something() -> None:
    draw = random.Random(7)
    interval, hits, asked = 1800.0, 0, 3000
    for _ in range(asked):
        new = int(draw.random() > 2.718281828 ** (-interval / 7200.0))  # something new every two hours, by chance
        hits += new
        interval = choose_interval(interval, new=new, first=False, least=LEAST)
    assert 0.25 < hits / asked < 0.35


@given(st.integers(1, 1000), st.floats(10, 1e4), CHANCE, st.none() | SECONDS)
def test_backing_off_is_bounded_and_no_shorter_than_the_server_wants(
    failures: int, least: float, drawn: float, wanted: float | None
) -> None:
    wait = choose_back_off(failures, least=least, wanted=wanted, drawn=drawn)
    assert min(least, LEAST) / 2 <= wait <= max(LONGEST_BACK_OFF, 7 * 86400.0)
    assert wait >= min(wanted or 0.0, 7 * 86400.0)


def test_it_doubles() -> None:
    waits = [choose_back_off(n, least=300.0, wanted=None, drawn=0.5) for n in range(1, 12)]
    assert waits[1] == 2 * waits[0]
    assert waits == sorted(waits)
    assert waits[-1] == waits[-2]


@given(SECONDS, SECONDS, CHANCE)
def test_a_publishers_wish_is_never_undercut(interval: float, floor: float, drawn: float) -> None:
    assert choose_wait(interval, floor, drawn) >= floor


@given(st.binary(max_size=300), st.none() | st.floats(0, 1e12))
def test_no_feed_is_put_off_for_longer_than_a_day_by_what_it_says(content: bytes, fresh: float | None) -> None:
    assert 0 <= read_floor(b"<ttl>999999</ttl>" + content, fresh) <= LONGEST_FLOOR


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.floats(0, 100)), max_size=40), st.floats(0, 100))
def test_a_schedule_gives_each_key_once_and_only_when_it_is_due(puts: list[tuple[str, float]], now: float) -> None:
    schedule = Schedule()
    for name, due in puts:
        schedule.put(("feed", name), due)
    last = {("feed", name): due for name, due in puts}
    taken = schedule.take(now)
    assert sorted(taken) == sorted(key for key, due in last.items() if due <= now)
    assert schedule.take(now) == []
    assert len(schedule) == len(last) - len(taken)


@given(st.from_regex(r"[a-z0-9]{3,12}", fullmatch=True), st.from_regex(r"hunter[a-z0-9]{4,40}", fullmatch=True))
def test_secrets_are_hidden_wherever_an_address_carries_them(name: str, secret: str) -> None:
    for text in (
        f"http://{name}:{secret}@velm.example/feed",
        f"moved to https://velm.example/{name}?token={secret}&page=2 for good",
        f"https://velm.example/?x[{name}_key]={secret}#top",
        f"https://velm.example/?a=1;password={secret}",
    ):
        assert secret not in hide_secrets(text)
        assert "velm.example" in hide_secrets(text)


def test_what_is_no_secret_stays() -> None:
    text = "https://velm.example/news/2026/03/a-long-headline-of-many-words?page=2&lang=en"
    assert hide_secrets(text) == text
