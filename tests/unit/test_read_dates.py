"""Dates as pages print them."""

import pytest

from stemma.read.dates import find_dates, hours_between, read_stamp


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("18:13 JST, April 6, 2022", "2022-04-06T18:13:00+09:00"),
        ("Wednesday 6 April 2022 12:26 BST", "2022-04-06T12:26:00+01:00"),
        ("Published 10:02 AM EST Nov 19, 2019", "2019-11-19T10:02:00-05:00"),
        ("July 4, 2021 at 9 p.m. ET", "2021-07-04T21:00:00-04:00"),
        ("6th of April, 2022", "2022-04-06"),
        ("2022/04/06", "2022-04-06"),
        ("Apr. 6, 2022 | 4 min read", "2022-04-06"),
    ],
)
def test_a_printed_date_keeps_its_own_precision_and_zone(line: str, iso: str) -> None:
    assert [found.iso for found in find_dates(line)] == [iso]


@pytest.mark.parametrize("line", ["31 February 2022", "in May", "the 2022 election", "version 2022.13.01", "12:30"])
def test_what_is_no_date_is_none(line: str) -> None:
    assert find_dates(line) == []


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2022-04-06T01:19:34.819Z", "2022-04-06T01:19:34+00:00"),
        ("2022-04-06T18:30:00-0500", "2022-04-06T18:30:00-05:00"),
        ("2022-04-06", "2022-04-06"),
        ("Wed Apr 06 2022 03:05:46 GMT+0000", "2022-04-06T03:05:00+00:00"),
        (1649207974000, "2022-04-06T01:19:34+00:00"),
        ("0001-01-01T00:00:00Z", None),
        ("2022-13-45", None),
        ("", None),
        (None, None),
        ({}, None),
    ],
)
def test_a_stamp_is_read_or_is_none(value: object, iso: str | None) -> None:
    assert read_stamp(value) == iso


def test_hours_need_a_zone_on_both_sides() -> None:
    assert hours_between("2022-04-06T01:00:00+00:00", "2022-04-06T01:00:00-02:00") == 2
    assert hours_between("2022-04-06", "2022-04-06T01:00:00-02:00") is None
