"""Feeds as bytes: valid, escaped, stable, and the same entries in Atom and in JSON Feed."""

import io
import json

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from stemma.collection.syndication import (
    LONGEST_TITLE,
    Feed,
    FeedEntry,
    make_urn,
    render_atom,
    render_json_feed,
)

AT = "2026-03-04T05:06:07Z"
NS = {"a": "http://www.w3.org/2005/Atom"}


def make_feed(**entry: object) -> Feed:
    """A feed of one entry, of which ``entry`` tells what matters."""
    values: dict[str, object] = {"id": make_urn("entry"), "title": "Weir closed", "updated": AT, "summary": "Told."}
    told = FeedEntry(**(values | entry))  # type: ignore[arg-type]
    return Feed(
        id=make_urn("feed"), title="Rule: weirs", updated=AT, entries=(told,), self_url="https://desk.example/f"
    )


def read_atom(feed: Feed) -> etree._Element:
    return etree.fromstring(render_atom(feed))


def test_an_atom_feed_has_all_that_the_standard_demands() -> None:
    root = read_atom(make_feed())
    for name in ("id", "title", "updated", "author/a:name"):
        assert root.findtext(f"a:{name}", namespaces=NS), name
    entry = root.find("a:entry", NS)
    assert entry is not None
    assert entry.findtext("a:id", namespaces=NS) == make_urn("entry")
    assert entry.findtext("a:updated", namespaces=NS) == AT
    # Without a link to where it is read, an entry must carry its content.
    assert entry.findtext("a:content", namespaces=NS) == "Told."


def test_a_feed_reader_reads_what_was_written() -> None:
    feed = make_feed(url="https://desk.example/stories/1", html="<p>Told &amp; read</p>", categories=("weirs",))
    read = feedparser.parse(io.BytesIO(render_atom(feed)))
    assert not read.bozo
    assert read.entries[0].title == "Weir closed"
    assert read.entries[0].link == "https://desk.example/stories/1"
    assert read.entries[0].content[0].value == "<p>Told &amp; read</p>"
    assert read.entries[0].tags[0].term == "weirs"


def test_json_feed_tells_the_same_entry() -> None:
    told = json.loads(render_json_feed(make_feed(url="https://desk.example/stories/1", html="<p>Told</p>")))
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"] == "https://desk.example/f"
    item = told["items"][0]
    assert (item["id"], item["title"], item["url"]) == (
        make_urn("entry"),
        "Weir closed",
        "https://desk.example/stories/1",
    )
    assert item["content_html"] == "<p>Told</p>"
    assert "content_text" not in item


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://x.example/\r\nX: y", "", "//x"])
def test_no_feed_leads_anywhere_but_to_web_pages(url: str) -> None:
    assert read_atom(make_feed(url=url)).find("a:entry/a:link", NS) is None
    assert "url" not in json.loads(render_json_feed(make_feed(url=url)))["items"][0]


def test_markup_and_line_breaks_in_a_title_stay_text_of_one_line() -> None:
    title = "<script>alert(1)</script>\r\nX-Header: & ]]> <!--"
    root = read_atom(make_feed(title=title))
    assert root.findtext("a:entry/a:title", namespaces=NS) == "<script>alert(1)</script> X-Header: & ]]> <!--"
    assert not root.findall(".//script")


def test_a_title_of_ten_megabytes_is_cut() -> None:
    told = json.loads(render_json_feed(make_feed(title="x" * 10_000_000)))["items"][0]["title"]
    assert len(told) == LONGEST_TITLE
    assert told.endswith("…")


def test_an_id_is_of_its_parts_and_their_bounds() -> None:
    assert make_urn("a", "b") == make_urn("a", "b")
    assert make_urn("ab") != make_urn("a", "b") != make_urn("b", "a")
    assert make_urn("a").startswith("urn:uuid:")


@given(title=st.text(), summary=st.text(), markup=st.none() | st.text(), category=st.text())
def test_whatever_pages_hold_the_feed_is_well_formed_and_the_same_each_time(
    title: str, summary: str, markup: str | None, category: str
) -> None:
    feed = make_feed(title=title, summary=summary, html=markup, categories=(category,))
    assert read_atom(feed).findtext("a:entry/a:title", namespaces=NS)
    assert json.loads(render_json_feed(feed))["items"][0]["title"]
    assert (render_atom(feed), render_json_feed(feed)) == (render_atom(feed), render_json_feed(feed))


@given(text=st.text(st.characters(codec=None, categories=None), max_size=50))
def test_lone_surrogates_and_control_characters_are_replaced(text: str) -> None:
    feed = make_feed(title=text, summary=text)
    read_atom(feed)
    json.loads(render_json_feed(feed).decode("utf-8"))
