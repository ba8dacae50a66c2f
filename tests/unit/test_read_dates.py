"""Dates as pages print them."""

import pytest

from stemma.read.dates import find_dates, hours_between, read_stamp


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("18:13 JST, April 6, 2022", "2022-04-06T18:13:00+09:00"),
        ("Wednesday 6 April 2022 12:26 BST", "2022-04-06T12:26:00+01:00"),
        ("Published 10:02 AM EST Nov 19, 2019", "2019-11-19T10:02:00-05:00"),
        ("Nov 19, 2019 10:02 +0545", "2019-11-19T10:02:00+05:45"),
        ("Nov 19, 2019 10:02 -9900", "2019-11-19T10:02:00"),
        ("Nov 19, 2019 10:02 +0175", "2019-11-19T10:02:00"),
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


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("4 марта 2021, 14:30", "2021-03-04T14:30:00"),
        ("12 травня 2021 р., 09:05", "2021-05-12T09:05:00"),
        ("Donnerstag, 4. März 2021, 14.30 Uhr", "2021-03-04T14:30:00"),
        ("4. Jänner 2021", "2021-01-04"),
        ("Publié le 1er août 2021 à 14h30", "2021-08-01T14:30:00"),
        ("4 de marzo de 2021", "2021-03-04"),
        ("1º de março de 2021", "2021-03-01"),
        ("9 maggio 2022 alle 11:40", "2022-05-09T11:40:00"),
        ("12 Mart 2021", "2021-03-12"),
        ("4 marca 2021", "2021-03-04"),
        ("4 Αυγούστου 2021", "2021-08-04"),
        ("Den 3 mars 2021 kl. 10.15", "2021-03-03T10:15:00"),
        ("2021年3月4日 午後3時15分", "2021-03-04T15:15:00"),
        ("2021年3月4日 15:20", "2021-03-04T15:20:00"),
        ("입력 2021.03.04. 오후 3:15", "2021-03-04T15:15:00"),
        ("2021년 3월 4일", "2021-03-04"),
        ("نُشر في ٤ مارس ٢٠٢١", "2021-03-04"),
        ("4 مارس/آذار 2021", "2021-03-04"),
        ("4 كانون الثاني 2021", "2021-01-04"),
        ("04.03.2021, 15:15", "2021-03-04T15:15:00"),
        ("25/03/2021", "2021-03-25"),
        ("03/25/2021", "2021-03-25"),
        ("Wed Apr 06 03:05:46 +0000 2022", "2022-04-06"),
    ],
)
def test_a_date_is_read_in_the_language_it_is_printed_in(line: str, iso: str) -> None:
    assert [found.iso for found in find_dates(line)] == [iso]


def test_figures_that_can_be_read_in_two_ways_need_the_pages_order() -> None:
    assert find_dates("03/04/2021") == []
    assert find_dates("03/04/2021", "day first")[0].iso == "2021-04-03"
    assert find_dates("03/04/2021", "month first")[0].iso == "2021-03-04"


@pytest.mark.parametrize(
    "line", ["192.168.1.20", "1.2.3", "29 февраля 2021", "2021", "Artikel 4.3", "12/34/2021", "3月4日"]
)
def test_figures_that_are_no_day_are_none(line: str) -> None:
    assert find_dates(line, "day first") == []


@pytest.mark.parametrize("line", ["4 марта 2021, 14:30", "٤ مارس ٢٠٢١ ", "(2021年3月4日)", "x 04.03.2021 y"])
def test_a_date_tells_where_it_stands(line: str) -> None:
    found = find_dates(line)[0]
    assert "2" in line[found.start : found.end] or "٢" in line[found.start : found.end]
    assert line[found.start : found.end].strip() == line[found.start : found.end]


@pytest.mark.parametrize(
    ("value", "iso"), [("20210304", "2021-03-04"), ("20210304T1530Z", "2021-03-04T15:30:00+00:00")]
)
def test_a_stamp_without_marks_is_read(value: str, iso: str) -> None:
    assert read_stamp(value) == iso
