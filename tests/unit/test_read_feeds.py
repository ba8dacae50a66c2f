"""Feeds of every kind: entries as captures where they hold their article, else as links, with what the feed says."""

import io
import json
import tarfile
from pathlib import Path

import pytest

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Hints, Link, Record
from stemma.read.languages import read_language
from stemma.read.readers.feed_dates import read_feed_date
from stemma.read.readers.feeds import READER
from stemma.read.readers.protocol import Opening

SENTENCE = "The harbour board of Velm closed the northern quay after divers found cracks in the oldest of its walls. "
ARTICLE = f"<p>{SENTENCE * 4}</p><p>{SENTENCE * 4}</p>"
"""152 words."""


def read(text: str | bytes, *, url: str | None = None, charset: str | None = None) -> list[Capture | Link | Rejected]:
    raw = text.encode() if isinstance(text, str) else text
    opening = Opening(source="feed.xml", media_type="application/rss+xml", url=url, charset=charset)
    return list(READER.read(io.BytesIO(raw), opening))


def make_rss(*items: str, channel: str = "<title>Velm Courier</title><language>en-GB</language>") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    )
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel>{channel}{body}</channel></rss>'


class TestAnRssEntry:
    def test_that_names_its_page_is_a_link_with_what_the_feed_says(self) -> None:
        [link] = read(
            make_rss(
                "<title>Quay &amp; wall</title><link>https://velm.example/quay</link><guid>q1</guid>"
                "<description>Cracks were found on Monday.</description><dc:creator>Ane Brodd</dc:creator>"
                "<category>Harbour</category><pubDate>Tue, 03 Mar 2026 09:15:00 +0200</pubDate>"
            )
        )
        assert link == Link(
            url="https://velm.example/quay",
            source="feed.xml",
            hints=Hints(
                title="Quay & wall",
                deck="Cracks were found on Monday.",
                authors=("Ane Brodd",),
                published="2026-03-03T09:15:00+02:00",
                language="en",
                outlet="Velm Courier",
                section="Harbour",
                url="https://velm.example/quay",
            ),
        )

    def test_that_holds_its_article_is_a_capture(self) -> None:
        [capture] = read(
            make_rss(
                "<title>Quay closed</title><link>https://velm.example/quay</link><guid isPermaLink='false'>q1</guid>"
                f"<content:encoded><![CDATA[{ARTICLE}]]></content:encoded>"
            )
        )
        assert isinstance(capture, Capture)
        assert (capture.source, capture.media_type, capture.charset) == ("feed.xml#1", "text/html", "utf-8")
        assert capture.url == "https://velm.example/quay"
        assert capture.hints is not None
        assert capture.hints.outlet == "Velm Courier"
        page = capture.content.decode()
        assert "<h1>Quay closed</h1>" in page
        assert page.count(SENTENCE.strip()) == 8
        assert '<html lang="en">' in page

    def test_tells_where_in_the_feed_it_stands(self) -> None:
        feed = make_rss(
            "<title>First</title><link>https://velm.example/1</link>",
            f"<guid>q2</guid><content:encoded><![CDATA[{ARTICLE}]]></content:encoded>",
        )
        capture = read(feed)[1]
        assert isinstance(capture, Capture)
        assert capture.record == Record(container="feed.xml", offset=feed.encode().rindex(b"<item>"), id="q2")

    def test_whose_text_is_cut_short_is_a_link(self) -> None:
        for end in ("[…]", "...", "Read more", "Continue reading →", "[+1234 chars]"):
            items = read(
                make_rss(
                    "<title>Quay</title><link>https://velm.example/quay</link>"
                    f"<content:encoded><![CDATA[{ARTICLE}<p>And then {end}</p>]]></content:encoded>"
                )
            )
            assert [type(item) for item in items] == [Link], end

    def test_whose_summary_is_as_long_as_an_article_holds_it(self) -> None:
        [capture] = read(
            make_rss(f"<link>https://velm.example/q</link><description><![CDATA[{ARTICLE * 2}]]></description>")
        )
        [link] = read(make_rss(f"<link>https://velm.example/q</link><description><![CDATA[{ARTICLE}]]></description>"))
        assert isinstance(capture, Capture)
        assert isinstance(link, Link)

    def test_that_comes_from_another_outlet_says_so(self) -> None:
        [link] = read(
            make_rss("<link>https://velm.example/q</link><source url='https://port.example/rss'>Port Gazette</source>")
        )
        assert isinstance(link, Link)
        assert link.hints is not None
        assert link.hints.outlet == "Port Gazette"

    def test_that_is_counted_by_a_service_leads_to_its_own_page(self) -> None:
        [link] = read(
            make_rss(
                "<link>https://count.example/1</link><feedburner:origLink>https://velm.example/q</feedburner:origLink>"
            )
        )
        assert isinstance(link, Link)
        assert link.url == "https://velm.example/q"

    def test_with_a_relative_address_leads_to_the_feed_s_host(self) -> None:
        [link] = read(make_rss("<title>Q</title><link>/quay</link>"), url="https://velm.example/rss.xml")
        assert isinstance(link, Link)
        assert link.url == "https://velm.example/quay"

    def test_with_neither_page_nor_text_is_rejected(self) -> None:
        for link in ("", "<link>ftp://velm.example/q</link>", "<link>javascript:alert(1)</link>"):
            [rejected] = read(make_rss(f"<title>Quay</title>{link}"))
            assert isinstance(rejected, Rejected)
            assert rejected.item == "feed.xml#1"
            assert "neither a web address nor a text" in rejected.reason

    def test_that_comes_twice_is_told_as_rejected(self) -> None:
        same = "<title>Q</title><link>https://velm.example/q</link><guid>q1</guid>"
        first, second, third = read(make_rss(same, same, "<title>Q2</title><link>https://velm.example/q</link>"))
        assert isinstance(first, Link)
        reason = "It is the same entry as number 1 of the feed, which is read instead."
        assert second == Rejected(item="feed.xml#2", stage="read", reason=reason)
        assert isinstance(third, Rejected)

    def test_brings_no_script_with_it(self) -> None:
        [capture] = read(
            make_rss(
                f"<content:encoded><![CDATA[<script>alert(1)</script>{ARTICLE}<img src=x onerror=alert(2)>]]>"
                "</content:encoded>"
            )
        )
        assert isinstance(capture, Capture)
        assert b"alert" not in capture.content

    def test_with_a_mailbox_for_an_author_names_the_person(self) -> None:
        for author, name in (("desk@velm.example (Ane Brodd)", ("Ane Brodd",)), ("desk@velm.example", ())):
            [link] = read(make_rss(f"<link>https://velm.example/q</link><author>{author}</author>"))
            assert isinstance(link, Link)
            assert link.hints is not None
            assert link.hints.authors == name


def test_an_atom_entry_is_read() -> None:
    text = SENTENCE * 8
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Velmer Bote</title>
      <entry><id>tag:velm.example,2026:1</id><title type="html">Kai &lt;b&gt;zu&lt;/b&gt;</title>
        <link rel="alternate" href="https://velm.example/kai"/><updated>2026-03-03T10:00:00+01:00</updated>
        <published>2026-03-02T08:00:00Z</published>
        <author><name>Ane Brodd</name></author><author><name>Ole Ry</name></author>
        <source><title>Hafenpost</title></source><summary>Risse in der Mauer.</summary></entry>
      <entry><id>tag:velm.example,2026:2</id><title>Text</title><content type="text">{text}</content></entry></feed>"""
    link, capture = read(feed)
    assert isinstance(link, Link)
    assert link.hints == Hints(
        title="Kai zu",
        deck="Risse in der Mauer.",
        authors=("Ane Brodd", "Ole Ry"),
        published="2026-03-02T08:00:00+00:00",
        modified="2026-03-03T10:00:00+01:00",
        language="de",
        outlet="Hafenpost",
        url="https://velm.example/kai",
    )
    assert isinstance(capture, Capture)
    assert f"<p>{text.strip()}</p>" in capture.content.decode()


def test_an_rdf_entry_is_read() -> None:
    feed = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Velm Courier</title></channel>
      <item rdf:about="https://velm.example/q"><title>Quay</title><link>https://velm.example/q</link>
      <dc:date>2026-03-03T10:00+02:00</dc:date></item></rdf:RDF>"""
    [link] = read(feed)
    assert isinstance(link, Link)
    assert link.hints is not None
    assert (link.url, link.hints.published or link.hints.modified) == (
        "https://velm.example/q",
        "2026-03-03T10:00:00+02:00",
    )


class TestAJsonFeed:
    def read(self, *items: object, **feed: object) -> list[Capture | Link | Rejected]:
        given = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Velm Courier",
            "language": "en",
            "items": items,
        }
        return read(json.dumps(given | feed))

    def test_entry_is_read(self) -> None:
        capture, link = self.read(
            {
                "id": 7,
                "title": "Quay",
                "content_html": ARTICLE,
                "date_published": "2026-03-03T10:00:00-05:00",
                "language": "nn-NO",
            },
            {
                "id": "8",
                "url": "https://velm.example/8",
                "summary": "Short.",
                "authors": [{"name": "Ane Brodd"}, {"url": "x"}],
            },
        )
        assert isinstance(capture, Capture)
        assert capture.hints == Hints(
            title="Quay", published="2026-03-03T10:00:00-05:00", language="nn", outlet="Velm Courier"
        )
        assert isinstance(link, Link)
        assert link.hints is not None
        assert (link.hints.deck, link.hints.authors) == ("Short.", ("Ane Brodd",))

    def test_with_plain_text_keeps_its_paragraphs_and_its_signs(self) -> None:
        [capture] = self.read({"id": "1", "content_text": f"{SENTENCE * 4}\n\n<b>{SENTENCE * 4}"})
        assert isinstance(capture, Capture)
        assert capture.content.count(b"<p>") == 2
        assert b"&lt;b&gt;The harbour" in capture.content

    @pytest.mark.parametrize("broken", ["{", '{"items": 3}', "{}", '{"items": []}', "[" * 100_000, '{"a":' * 100_000])
    def test_that_is_none_is_rejected(self, broken: str) -> None:
        [rejected] = read(broken)
        assert isinstance(rejected, Rejected)

    def test_of_odd_parts_is_read_as_far_as_it_goes(self) -> None:
        items = self.read(None, 3, "x", {}, {"url": 3}, {"url": ["x"], "authors": "me", "tags": 1, "title": {"a": 1}})
        assert all(isinstance(item, Rejected) for item in items)


class TestBadXml:
    def test_with_entities_that_multiply_does_not_grow(self) -> None:
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        feed = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "{"ha" * 50}">{laughs}]><rss version="2.0"><channel><title>&l11;</title><item><title>&l11;</title><link>https://velm.example/q</link></item></channel></rss>'
        items = read(feed)
        assert len(items) == 1
        assert len(repr(items)) < 100_000

    def test_with_entities_from_files_opens_none(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret"
        secret.write_text("sesame")
        feed = f'<!DOCTYPE rss [<!ENTITY s SYSTEM "{secret.as_uri()}">]><rss version="2.0"><channel><item><title>&s;</title><link>https://velm.example/q</link></item></channel></rss>'
        assert "sesame" not in repr(read(feed))

    def test_that_is_cut_off_gives_what_came_before(self) -> None:
        whole = make_rss(*(f"<title>{n}</title><link>https://velm.example/{n}</link>" for n in range(3)))
        items = read(whole[: whole.index("<title>2")])
        assert [item.url for item in items if isinstance(item, Link)][:2] == [
            "https://velm.example/0",
            "https://velm.example/1",
        ]

    @pytest.mark.parametrize(
        "raw", [b"", b" \n", b"\0" * 100, b"<html><p>no feed</p></html>", b"plain words", b"<rss>", b"\xff\xfe"]
    )
    def test_that_is_no_feed_is_rejected_once(self, raw: bytes) -> None:
        [rejected] = read(raw)
        assert isinstance(rejected, Rejected)
        assert rejected.item == "feed.xml"

    @pytest.mark.timeout(300)
    def test_that_is_nested_without_end_is_read_or_rejected(self) -> None:
        assert read(make_rss("<a>" * 50_000 + "<link>https://velm.example/q</link>"))

    def test_in_an_old_encoding_is_read(self) -> None:
        feed = make_rss("<title>Straße</title><link>https://velm.example/q</link>").replace(
            '"1.0"', '"1.0" encoding="iso-8859-1"', 1
        )
        [link] = read(feed.encode("latin-1"))
        assert isinstance(link, Link)
        assert link.hints is not None
        assert link.hints.title == "Straße"


def test_an_item_of_a_json_feed_that_is_no_object_is_told() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [1, {"url": "https://velm.example/q"}, "x"]}
    first, link, last = read(json.dumps(feed))
    assert isinstance(link, Link)
    assert [r.item for r in (first, last) if isinstance(r, Rejected)] == ["feed.xml#1", "feed.xml#3"]


@pytest.mark.parametrize("kind", ["rss", "json"])
def test_that_a_feed_has_more_entries_than_are_read_is_told(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("feeds", "json_feed"):
        monkeypatch.setattr(f"stemma.read.readers.{module}.MOST_ENTRIES", 2)
    urls = [f"https://velm.example/{n}" for n in range(4)]
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": url} for url in urls]}
    *links, told = read(json.dumps(feed) if kind == "json" else make_rss(*(f"<link>{url}</link>" for url in urls)))
    assert [link.url for link in links if isinstance(link, Link)] == urls[:2]
    assert isinstance(told, Rejected)
    assert "more than 2 entries" in told.reason


@pytest.mark.timeout(300)
def test_scripts_that_never_end_are_looked_through_once() -> None:
    item = {"url": "https://velm.example/q", "content_html": ARTICLE + "<script>" * 100_000}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Velm Courier", "items": [item]}
    [capture] = read(json.dumps(feed))
    assert isinstance(capture, Capture)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Tue, 03 Mar 2026 09:15:00 GMT", "2026-03-03T09:15:00+00:00"),
        ("Tue, 03 Mar 2026 09:15:00 EST", "2026-03-03T09:15:00-05:00"),
        ("Tue, 03 Mar 2026 09:15 +0530", "2026-03-03T09:15:00+05:30"),
        ("03 Mar 2026 09:15:00", "2026-03-03T09:15:00"),
        ("Tue, 03 Mar 2026", "2026-03-03"),
        ("2026-03-03T09:15:00.123Z", "2026-03-03T09:15:00+00:00"),
        ("2026-03-03", "2026-03-03"),
        ("Tue, 33 Mar 2026 09:15:00 GMT", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_keeps_its_zone_and_its_precision(written: str | None, iso: str | None) -> None:
    assert read_feed_date(written) == iso


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "en"), ("pt_BR", "pt"), ("zh-Hant-TW", "zh"), ("eng", "en"), ("IW", "he"), ("english", None),
     ("", None), (None, None), (3, None)],
)  # fmt: skip
def test_a_language_is_its_two_letters(tag: object, code: str | None) -> None:
    assert read_language(tag) == code


@pytest.mark.shared
@pytest.mark.timeout(300)
def test_every_feed_of_a_feed_parser_s_own_tests_is_read_or_rejected(shared: Path) -> None:
    archive = shared / "bench" / "data" / "feeds-feedparser" / "feedparser-tests.tar.gz"
    if not archive.is_file():
        pytest.skip("the feeds are not in ../shared: NOT MEASURED")
    files = 0
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.isfile():
                content = tar.extractfile(member)
                assert content is not None
                assert read(content.read()), member.name
                files += 1
    assert files > 2000
