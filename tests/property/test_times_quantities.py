"""Whatever the text: no exception, and spans that are exact, ordered and apart."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.annotate.anchors import Anchor
from stemma.annotate.quantities import find_quantities
from stemma.annotate.times import find_article_times

WORDS = st.sampled_from(
    "31 February 29 Feb. 0 99 9999 May Monday last next week the a half million $ ( ) km miles % 2:26 13 p.m. ago later"
    " years day about between and to - – one in five dozens of Sunday's 1990s 20th century Q3"
    " quarter €5 ½ ٣ ² 1/0 1,000".split()
)
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join), st.lists(WORDS, max_size=12).map("".join)
)
ANCHORS = st.one_of(
    st.just(Anchor()),
    st.dates().map(lambda day: Anchor(date=day, precision="day")),
    st.sampled_from([Anchor(date=date(1, 1, 1), precision="day"), Anchor(date=date(9999, 12, 31), precision="year")]),
)


@settings(max_examples=200, deadline=None)
@given(TEXTS, ANCHORS, st.integers(0, 50))
def test_spans_are_exact(text: str, anchor: Anchor, start: int) -> None:
    for found in (find_article_times([(start, text)], anchor=anchor), find_quantities(text, start=start)):
        last = start
        for item in found:
            assert item.start >= last
            assert item.end > item.start
            assert text[item.start - start : item.end - start] == item.text
            last = item.end


LONG = ["9" * 400, "1-" * 5000, "about " * 5000, "5" + " " * 20_000 + "km", "May " * 5000, "one " * 3000]


@pytest.mark.parametrize("text", LONG)
def test_long_runs_are_read_to_the_end(text: str) -> None:
    anchor = Anchor(date=date(2021, 3, 14), precision="day")
    found = [*find_article_times([(0, text)], anchor=anchor), *find_quantities(text)]
    assert all(text[item.start : item.end] == item.text for item in found)
