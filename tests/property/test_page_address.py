"""Addresses brought to one form: once is enough, and no text whatever breaks it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.read.page_address import identify_address, normalise_address

PIECES = st.sampled_from(
    (
        "http:// https:// HTTP:// www. m. amp. gazette .example example.com google.com .cdn.ampproject.org /amp /c/s/ "
        "/s/ / // /print .amp .html index.html ? & = utm_source=x a=1 view=print # #! %2F %41 %zz %25 41 .. . : :80 "
        ":443 :x @ [ ] é 中 \x00 \ud800 ;"
    ).split(" ")
)
ADDRESSES = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map("".join))


@settings(max_examples=600, deadline=None)
@given(address=ADDRESSES)
def test_normalising_twice_is_normalising_once(address: str) -> None:
    once = normalise_address(address)
    assert normalise_address(once) == once
    told = identify_address(address)
    assert told is None or told == once


@settings(max_examples=200, deadline=None)
@given(
    path=st.text(alphabet="abcdefg-/", max_size=20),
    tail=st.sampled_from(["", "/", "#x", "?utm_source=y", "?fbclid=z#q"]),
)
def test_what_tracks_a_reader_changes_nothing(path: str, tail: str) -> None:
    address = f"https://gazette.example/{path}"
    assert normalise_address(address + tail) == normalise_address(address)
