"""Whatever is given: addresses are read in one spelling or told why not, and readers raise nothing."""

import ipaddress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read.content_codings import Unpackable, unpack
from stemma.read.content_types import split_content_type
from stemma.read.readers import addresses, feeds, opml, sitemaps
from stemma.read.readers.markup_kinds import sniff_markup
from stemma.read.readers.protocol import Opening
from stemma.read.walls import find_wall
from stemma.read.web.addresses import WebAddress, is_public, join_address, read_address
from stemma.read.web.exchange import Answer
from stemma.read.web.kinds import find_kind
from stemma.read.web.retrying import read_retry_after
from stemma.read.web.robots import read_rules
from tests.web_server import StillClock

pytestmark = pytest.mark.timeout(300)

PIECES = """
    <rss <?xml version="1.0"?> <channel> </channel> <item> </item> <title> </title> <link> </link> <entry> </entry>
    <opml> https://velm.example/a <feed xmlns="http://www.w3.org/2005/Atom"> <urlset> <url> <loc> </loc> </url>
    <updated> captcha
    <outline xmlUrl="https://velm.example/rss"/> <!DOCTYPE <!ENTITY [ ]> <![CDATA[ ]]> &lt; &amp; &x; < > " ' # { null
    "items": [ "url": <content:encoded> <source> <pubDate> Tue, 03 Mar 2026 09:15:00 \x00 \ufeff é <html>
"""
MARKUP = st.lists(st.sampled_from([*PIECES.split(), "\n", " "]) | st.text(max_size=5), max_size=40).map(
    lambda parts: " ".join(parts).encode("utf-8", "surrogatepass")
)
ANY = st.binary(max_size=400) | MARKUP


@pytest.mark.parametrize("reader", [addresses.READER, feeds.READER, opml.READER, sitemaps.READER])
@given(raw=ANY)
@settings(max_examples=300, deadline=None)
def test_a_reader_raises_nothing_and_is_never_silent(reader: object, raw: bytes) -> None:
    items = list(reader.read(BytesIO(raw), Opening(source="in", media_type="text/xml")))  # type: ignore[attr-defined]
    assert items
    assert items == list(reader.read(BytesIO(raw), Opening(source="in", media_type="text/xml")))  # type: ignore[attr-defined]
    for item in items:
        if isinstance(item, Rejected):
            assert item.stage == "read"
            assert item.reason.endswith(".")
        elif isinstance(item, Link):
            assert item.url.lower().startswith(("http://", "https://"))
        else:
            assert isinstance(item, Capture)
            item.content.decode("utf-8")


@given(st.text(max_size=60) | st.from_regex(r"https?://[^\s]{0,30}", fullmatch=True))
@settings(max_examples=500, deadline=None)
def test_an_address_has_one_spelling_or_a_reason(text: str) -> None:
    told = read_address(text)
    if isinstance(told, str):
        assert told.endswith(".")
        return
    assert told.url.isascii()
    assert not any(c <= " " or c == "\x7f" for c in told.url)
    assert told.url.startswith((f"{told.scheme}://{told.host}", f"{told.scheme}://[{told.host}]"))
    assert read_address(told.url) == told


@given(st.ip_addresses(v=4), st.integers(0, 5))
@settings(max_examples=500, deadline=None)
def test_an_ipv4_address_is_the_same_machine_however_it_is_spelled(ip: ipaddress.IPv4Address, way: int) -> None:
    whole = int(ip)
    a, b, c, d = ip.packed
    spelled = [
        str(ip),
        str(whole),
        hex(whole),
        f"0{whole:o}",
        f"{a}.{whole & 0xFFFFFF}",
        f"0x{a:x}.{b}.0{c << 8 | d:o}",
    ][way]
    told = read_address(f"http://{spelled}/")
    assert isinstance(told, WebAddress), told
    assert told.host == str(ip)


@given(st.ip_addresses())
@settings(max_examples=500, deadline=None)
def test_a_public_machine_is_one_for_python_too_and_wrapping_makes_nothing_public(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if is_public(str(ip)):
        mapped = getattr(ip, "ipv4_mapped", None)
        assert (mapped or ip).is_global
    if isinstance(ip, ipaddress.IPv4Address):
        for wrapped in (f"::ffff:{ip}", f"64:ff9b::{ip}"):
            assert is_public(wrapped) == is_public(str(ip))
        assert not is_public(f"::{ip}")
        assert not is_public(str(ipaddress.IPv6Address((0x2002 << 112) | (int(ip) << 80) | 1)))


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_a_redirect_leads_to_an_address_or_is_told(location: str) -> None:
    base = read_address("https://velm.example/a/b?c")
    assert isinstance(base, WebAddress)
    told = join_address(base, location)
    assert told.endswith(".") if isinstance(told, str) else told.scheme in ("http", "https")


@given(ANY, st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br", "zebra", ",", "identity"]))
@settings(max_examples=300, deadline=None)
def test_unpacking_gives_bytes_within_its_bound_or_a_reason(raw: bytes, coding: str) -> None:
    try:
        size = len(unpack(raw, coding, 100))
    except Unpackable:
        return
    assert size <= max(100, len(raw))


@given(ANY, st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_what_servers_say_of_an_answer_is_read_whatever_it_is(raw: bytes, header: str) -> None:
    kind, _ = split_content_type(header)
    found, reason = find_kind(kind, raw)
    assert (found is None) != (reason is None)
    sniff_markup(raw)
    wait = read_retry_after(header, StillClock().today())
    assert wait is None or wait >= 0
    find_wall(raw.decode("utf-8", "replace"))


@given(ANY | st.text(st.sampled_from("user-agent: *\ndisallow/$crawl-delay0123.#"), max_size=120).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_robots_txt_is_read_whatever_it_is(raw: bytes) -> None:
    rules = read_rules(Answer(status=200, content=raw))
    rules.can_fetch("https://velm.example/a?b", "Stemma")  # type: ignore[union-attr]
    rules.crawl_delay("Stemma")  # type: ignore[union-attr]
