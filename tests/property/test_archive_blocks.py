"""Blocks of any archive: each article in the core of one, margins within their bounds; and what orders and joins."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pyarrow", reason="the extra 'archive' is not installed: NOT MEASURED")

from stemma.archive.blocks import plan_blocks, sum_hours
from stemma.archive.joining import MeetStories, join_stories, pair_stories
from stemma.archive.options import ArchiveOptions
from stemma.archive.rows import HOME, UNDATED, place_number, sum_counts, tabulate, tell_day, tell_when
from stemma.engine import PART
from stemma.text.article_order import place_article
from tests.heap import make_item

HOURS = st.builds(
    lambda month, day, hour: (20310000 + month * 100 + day) * 10000 + hour * 100,
    st.integers(1, 3),
    st.integers(1, 28),
    st.integers(0, 23),
) | st.just(UNDATED)
ARTICLES = st.lists(st.tuples(HOURS, st.integers(-(2**63), 2**63 - 1)), max_size=120)


def lay_out(articles: list[tuple[int, int]], block: int, margin: int, days: int) -> Any:
    whens = np.array([when for when, _ in articles], dtype=np.int64)
    kin = np.array([kin for _, kin in articles], dtype=np.int64)
    options = ArchiveOptions(block=block, margin=margin, margin_days=days)
    blocks = plan_blocks(*sum_hours([whens // 100], [np.ones(len(whens), dtype=np.int64)]), options)
    return whens, blocks, blocks.place(kin, whens)


@given(ARTICLES, st.integers(1, 40), st.integers(0, 20), st.integers(0, 5))
def test_each_article_is_in_the_core_of_one_block(
    articles: list[tuple[int, int]], block: int, margin: int, days: int
) -> None:
    _, _, (rows, parts, core) = lay_out(articles, block, margin, days)
    assert sorted(rows[core].tolist()) == list(range(len(articles)))
    assert len(set(zip(rows.tolist(), parts.tolist(), strict=True))) == len(rows)


@given(ARTICLES, st.integers(1, 40), st.integers(0, 20), st.integers(0, 5))
def test_an_article_is_in_all_blocks_whose_stretch_holds_its_hour_and_no_others(
    articles: list[tuple[int, int]], block: int, margin: int, days: int
) -> None:
    whens, blocks, (rows, parts, _) = lay_out(articles, block, margin, days)
    owner = np.repeat(np.arange(len(blocks.blocks)), [one.cuts for one in blocks.blocks])
    told = {(row, int(owner[part])) for row, part in zip(rows.tolist(), parts.tolist(), strict=True)}
    assert told == {
        (row, number)
        for row, when in enumerate(whens.tolist())
        for number, one in enumerate(blocks.blocks)
        if one.margin <= when // 100 < one.end
    }


@given(ARTICLES, st.integers(1, 40), st.integers(0, 20), st.integers(0, 5))
def test_margins_and_blocks_hold_no_more_than_they_may_and_cuts_are_counted(
    articles: list[tuple[int, int]], block: int, margin: int, days: int
) -> None:
    whens, blocks, _ = lay_out(articles, block, margin, days)
    for one in blocks.blocks:
        before = [when for when in whens.tolist() if one.margin <= when // 100 < one.first]
        inside = [when for when in whens.tolist() if one.first <= when // 100 < one.end]
        assert len(before) <= margin
        hours = {when // 100 for when in inside}
        assert len(inside) <= block or (len(hours) == 1)
        assert (one.cuts > 1) == (len(before) + len(inside) > block + margin)
        # What has no date is with nothing that has one.
        assert len({when == UNDATED for when in before + inside}) <= 1
        if before:
            assert _count_days(min(before), one.first * 100) <= days
    assert blocks.capped == sum(one.cuts > 1 for one in blocks.blocks)


@given(ARTICLES, st.integers(1, 10))
def test_no_cut_parts_what_is_kin(articles: list[tuple[int, int]], block: int) -> None:
    _, blocks, (rows, parts, _) = lay_out([(when, kin % 3) for when, kin in articles], block, 0, 0)
    owner = np.repeat(np.arange(len(blocks.blocks)), [one.cuts for one in blocks.blocks])
    places = zip(rows.tolist(), parts.tolist(), strict=True)
    found: dict[tuple[int, int], set[int]] = {}
    for row, part in places:
        found.setdefault((int(owner[part]), articles[row][1] % 3), set()).add(part)
    assert all(len(pieces) == 1 for pieces in found.values())


CLOCKS = st.sampled_from(["", "T08:00", "T08:00Z", "T08:00+01:00", "T08:00:30", "T08:00:30Z", "T08:00:30-05:00"])
CLOCKS |= st.builds(
    "T{:02}:{:02}:{:02}{}".format,
    st.integers(0, 23),
    st.integers(0, 59),
    st.integers(0, 59),
    st.sampled_from(["Z", "", "+00:00", "+09:30", "-03:00", "-11:00"]),
)
TIMES = st.none() | st.builds("2031-0{}-1{}{}".format, st.integers(1, 2), st.integers(0, 1), CLOCKS)
IDS = st.text("0123456789abcdef", min_size=16, max_size=16)


@given(st.lists(st.tuples(TIMES, IDS), max_size=12, unique_by=lambda one: one[1]))
def test_numbers_order_articles_as_articles_are_ordered_everywhere(given_: list[tuple[str | None, str]]) -> None:
    articles = [make_item(name, None, "", published=published) for published, name in given_]
    assert sorted(articles, key=place_number) == sorted(articles, key=place_article)


@given(st.text(max_size=25) | st.from_regex(r"20\d\d-[01]\d-\d\dT?\d?\d?:?.{0,4}", fullmatch=True))
def test_any_text_for_a_date_has_a_place_in_time(published: str) -> None:
    article = make_item("0" * 16, None, "", published=published)
    assert all(-(2**63) <= number < 2**63 for number in place_number(article))
    when = tell_when(article)
    assert 0 < when <= UNDATED
    assert (tell_day(when) is None) == (when == UNDATED)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 5)), max_size=40, unique=True))
def test_stories_meet_once_for_each_article_that_both_hold(places: list[tuple[int, int]]) -> None:
    numbers = np.array([number for number, _ in places], dtype=np.int64)
    stories = np.array([story for _, story in places], dtype=np.int64)
    one, other = pair_stories(numbers, stories)
    assert sorted(zip(one.tolist(), other.tolist(), strict=True)) == sorted(
        (here, there) for n, here in places for m, there in places if n == m and here != there
    )


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 5)), max_size=30))
def test_like_rows_are_summed_as_a_dictionary_would(rows: list[tuple[int, int, int]]) -> None:
    one, other, count = sum_counts([r[0] for r in rows], [r[1] for r in rows], counts=[r[2] for r in rows])
    told: dict[tuple[int, int], int] = {}
    for a, b, n in rows:
        told[a, b] = told.get((a, b), 0) + n
    assert list(zip(one.tolist(), other.tolist(), count.tolist(), strict=True)) == [
        (a, b, n) for (a, b), n in sorted(told.items())
    ]


def _count_days(when: int, later: int) -> int:
    from datetime import date

    return (date.fromisoformat(tell_day(later) or "") - date.fromisoformat(tell_day(when) or "")).days


def join(places: list[tuple[int, int, int]]) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """Which stories are joined of places: article, block, story there."""
    rows = tabulate(
        {
            "number": ("int64", [number for number, _, _ in places]),
            "story": ("int64", [(block << HOME) + story for _, block, story in places]),
            "core": ("bool_", [True] * len(places)),
            "own": ("float64", [0.0] * len(places)),
            "central": ("float64", [0.0] * len(places)),
        },
        part=[0] * len(places),
    )
    met = MeetStories(parts=1)(0, {"places": rows}).tables["met"]
    assert PART in met.column_names
    edges = join_stories(0, {"met": met}).tables["edges"].to_pylist()
    mask = (1 << HOME) - 1
    return {
        tuple(sorted((number >> HOME, number & mask) for number in (row["one"], row["other"])))  # type: ignore[misc]
        for row in edges
    }


def test_stories_that_hold_the_same_articles_in_two_blocks_are_joined() -> None:
    assert join([(n, block, 7 + block) for n in range(4) for block in (0, 1)]) == {((0, 7), (1, 8))}


def test_one_article_that_strayed_does_not_join_two_large_stories() -> None:
    ferry = [(n, block, 0) for n in range(5) for block in (0, 1)]
    bank = [(n, block, 1) for n in range(5, 10) for block in (0, 1)]
    strayed = [(10, 0, 0), (10, 1, 1)]
    assert join([*ferry, *bank, *strayed]) == {((0, 0), (1, 0)), ((0, 1), (1, 1))}


def test_a_story_of_which_the_later_block_knows_more_is_joined_with_what_it_had_before() -> None:
    # One article of the earlier block is in the overlap, where it is half and more of what the story has there.
    assert join([(0, 0, 3), (1, 0, 3), (0, 1, 5), (2, 1, 5)]) == {((0, 3), (1, 5))}
