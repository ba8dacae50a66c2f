"""Dates, people and front matter of any text and any page: an answer or none, never an exception."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stemma.read.addresses import find_url
from stemma.read.countries import find_outlet_country
from stemma.read.credits import read_byline, read_dateline
from stemma.read.dates import day_of, find_dates, read_stamp
from stemma.read.page_dates import date_page
from stemma.read.page_text import parse_page
from stemma.read.people import read_people, read_signature
from stemma.read.sections import find_section
from stemma.read.structured_data import read_page_data

PIECES = st.sampled_from(
    [
        "4 März 2021",
        "03/04/2021",
        "2021年3月4日",
        "٤ مارس ٢٠٢١",
        "By ",
        "Von ",
        "記者",
        "기자",
        " and ",
        ",",
        "Ann Lee",
        "(",
        "©",
        "\0",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map("".join)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=10)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=8,
)
FIELDS = (
    "datePublished",
    "author",
    "publisher",
    "articleSection",
    "mainEntityOfPage",
    "url",
    "itemListElement",
    "address",
)


@given(TEXTS)
def test_dates_stand_where_they_say_and_are_days(text: str) -> None:
    for order in (None, "day first", "month first"):
        found = find_dates(text, order)
        assert all(0 <= seen.start < seen.end <= len(text) and day_of(seen.iso) == seen.day for seen in found)
        assert all(one.end <= two.start for one, two in pairwise(found))


@given(TEXTS)
def test_any_credit_gives_names_or_none(text: str) -> None:
    for name in (*read_people(text), *read_people(text, alone=True), *read_signature(text)):
        assert name.strip() == name != ""
    read_byline(text)
    read_dateline(text)


@given(VALUES)
def test_any_value_is_a_stamp_or_none(value: object) -> None:
    stamp = read_stamp(value)
    assert stamp is None or day_of(stamp)


@given(
    st.dictionaries(st.sampled_from(FIELDS), VALUES), st.sampled_from(["NewsArticle", "BreadcrumbList", "Organization"])
)
def test_any_data_of_a_page_are_read_or_passed_over(fields: dict[str, object], kind: str) -> None:
    import json

    script = json.dumps({"@type": kind, **fields})
    tree = parse_page(f'<html><script type="application/ld+json">{script}</script><p itemprop="author">x</p></html>')
    if tree is None:
        return
    data = read_page_data(tree)
    url = find_url(data)
    find_section(data, title=None, outlet=None)
    find_outlet_country(data, url, None)
    assert all(seen.value for seen in date_page(tree, url))
