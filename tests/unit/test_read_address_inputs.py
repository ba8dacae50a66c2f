"""Sitemaps, lists of feeds and lists of addresses: what they name, and what they say of it."""

import gzip
import io

import pytest

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Hints, Link
from stemma.read.readers import addresses, opml, sitemaps
from stemma.read.readers.addresses import is_address_list
from stemma.read.readers.markup_kinds import sniff_markup
from stemma.read.readers.protocol import Opening, Reader

MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def read(reader: Reader, text: str | bytes, *, url: str | None = None) -> list[Capture | Link | Rejected]:
    raw = text.encode() if isinstance(text, str) else text
    opening = Opening(source="input", media_type=next(iter(reader.media_types)), url=url)
    return list(reader.read(io.BytesIO(raw), opening))


class TestASitemap:
    def test_names_pages_and_its_days_of_change_are_no_dates_of_articles(self) -> None:
        links = read(
            sitemaps.READER,
            f"<urlset {MAP}><url><loc> https://velm.example/a </loc><lastmod>2026-03-03T10:00:00+02:00</lastmod></url>"
            "<url><loc>https://velm.example/b?x=1&amp;y=2</loc></url></urlset>",
        )
        assert links == [
            Link(url="https://velm.example/a", source="input"),
            Link(url="https://velm.example/b?x=1&y=2", source="input"),
        ]

    def test_of_news_says_what_the_page_is(self) -> None:
        [link] = read(
            sitemaps.READER,
            f"<urlset {MAP}><url><loc>https://velm.example/a</loc>"
            "<image:image><image:loc>https://velm.example/i.png</image:loc><image:title>A picture</image:title>"
            "</image:image><news:news><news:publication><news:name>Velm Courier</news:name><news:language>en"
            "</news:language></news:publication><news:publication_date>2026-03-03</news:publication_date>"
            "<news:title>Quay closed</news:title></news:news></url></urlset>",
        )
        assert link == Link(
            url="https://velm.example/a",
            source="input",
            hints=Hints(
                title="Quay closed",
                published="2026-03-03",
                language="en",
                outlet="Velm Courier",
                url="https://velm.example/a",
            ),
        )

    def test_that_is_an_index_names_sitemaps(self) -> None:
        index = f"<sitemapindex {MAP}><sitemap><loc>https://velm.example/s1.xml.gz</loc></sitemap></sitemapindex>"
        [link] = read(sitemaps.READER, index)
        assert isinstance(link, Link)
        assert link.url == "https://velm.example/s1.xml.gz"

    def test_may_be_packed_and_may_lack_its_namespace(self) -> None:
        plain = b"\n<urlset><url><loc>/a</loc></url></urlset>"
        for raw in (plain, gzip.compress(plain), gzip.compress(plain[:20]) + gzip.compress(plain[20:])):
            [link] = read(sitemaps.READER, raw, url="https://velm.example/sitemap.xml")
            assert isinstance(link, Link)
            assert link.url == "https://velm.example/a"

    def test_that_breaks_off_gives_what_came_before_and_says_so(self) -> None:
        whole = f"<urlset {MAP}>" + "".join(f"<url><loc>https://velm.example/{n}</loc></url>" for n in range(9))
        *links, rejected = read(sitemaps.READER, whole + "<url><loc>https://velm.example/x & y</loc></url></urlset>")
        assert len(links) == 9
        assert isinstance(rejected, Rejected)
        assert rejected.reason == "Its XML is broken in line 1; what follows is not read."

    def test_with_an_entry_that_names_nothing_goes_on(self) -> None:
        odd = f"<urlset {MAP}><url></url><url><loc>ftp://x/</loc></url><url><loc>https://velm.example/a</loc></url></urlset>"
        first, second, third = read(sitemaps.READER, odd)
        assert isinstance(first, Rejected)
        assert isinstance(second, Rejected)
        assert first.item == "input#1"
        assert isinstance(third, Link)

    def test_is_read_in_pieces(self) -> None:
        """However large it is, little of it is held at once."""

        class Endless(io.RawIOBase):
            given = 0

            def read(self, size: int = -1) -> bytes:
                self.given += 1
                return b"<urlset>" if self.given == 1 else b"<url><loc>https://velm.example/a</loc></url>" * 100

        items = sitemaps.READER.read(Endless(), Opening(source="input", media_type="x"))  # type: ignore[arg-type]
        assert all(isinstance(next(items), Link) for _ in range(5000))


class TestAListOfFeeds:
    def test_names_feeds_in_folders_however_deep(self) -> None:
        links = read(
            opml.READER,
            '<opml version="2.0"><head><title>Mine</title></head><body><outline text="Coast"><outline text="Towns">'
            '<outline type="rss" text="Velm" title="Velm Courier" xmlUrl="https://velm.example/rss"/></outline>'
            '<outline text="Port" xmlUrl="feed:https://port.example/rss"/></outline>'
            '<outline type="include" text="More" url="https://velm.example/more.opml"/>'
            '<outline type="rss" xmlUrl="https://velm.example/rss"/><outline text="a note"/></body></opml>',
        )
        assert links == [
            Link(url="https://velm.example/rss", source="input", hints=Hints(outlet="Velm Courier")),
            Link(url="https://port.example/rss", source="input", hints=Hints(outlet="Port")),
            Link(url="https://velm.example/more.opml", source="input", hints=Hints(outlet="More")),
        ]

    def test_with_an_address_that_is_none_goes_on(self) -> None:
        first, second = read(
            opml.READER,
            '<opml><body><outline xmlUrl="mailto:me"/><outline XMLURL="https://velm.example/rss"/></body></opml>',
        )
        assert isinstance(first, Rejected)
        assert isinstance(second, Link)


@pytest.mark.parametrize("reader", [sitemaps.READER, opml.READER])
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("<html></html>", "no "),
        ("plain", "broken"),
        (f"{LAUGHS}<urlset><url><loc>&b;</loc></url></urlset>", "entities"),
        ('<!DOCTYPE urlset SYSTEM "file:///etc/passwd"><urlset>&x;</urlset>', ""),
        ("<urlset>" + "<a>" * 200_000, ""),
        ("<opml>" + "<outline>" * 200_000, ""),
        ("<opml><body>" + "x" * 3_000_000 + "</body></opml>", ""),
        ('<?xml version="1.0" encoding="zebra"?><opml/>', "encoding"),
        (b"\x1f\x8b\x08\0\0\0", ""),
        (gzip.compress(b"<urlset></urlset>" * 9, mtime=0)[:-12], ""),
        ("<urlset/>", ""),
        ("<opml/>", ""),
    ],
)
def test_bad_xml_is_rejected_and_said_so(reader: Reader, text: str | bytes, reason: str) -> None:
    [rejected] = read(reader, text)
    assert isinstance(rejected, Rejected)
    assert reason in rejected.reason


def test_a_packed_bomb_is_not_unpacked_whole() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 300_000_000, compresslevel=1)
    [rejected] = read(sitemaps.READER, bomb)
    assert isinstance(rejected, Rejected)


class TestAListOfAddresses:
    def test_names_one_a_line(self) -> None:
        text = (
            "\ufeff# pages on the quay\r\nhttps://velm.example/a\r\n\r\n  HTTP://port.example/b?c#d  \nnot an address\n"
        )
        first, second, third = read(addresses.READER, text)
        assert first == Link(url="https://velm.example/a", source="input")
        assert second == Link(url="HTTP://port.example/b?c#d", source="input")
        assert isinstance(third, Rejected)
        assert third.item == "input#5"

    def test_with_a_line_without_end_goes_on(self) -> None:
        first, second = read(addresses.READER, "https://velm.example/" + "a" * 100_000 + "\nhttps://velm.example/b")
        assert isinstance(first, Rejected)
        assert isinstance(second, Link)

    @pytest.mark.parametrize("text", ["", "# nothing\n", "\n\n", "https://velm.example".encode("utf-16")])
    def test_that_names_none_is_rejected(self, text: str | bytes) -> None:
        [rejected] = read(addresses.READER, text)
        assert isinstance(rejected, Rejected)

    @pytest.mark.parametrize(
        ("head", "is_one"),
        [
            (b"https://velm.example/a\n", True),
            (b"# mine\n\nhttps://velm.example/a\r\nhttp://velm.example/b", True),
            (b"https://velm.example/a\nThe quay is closed.\n", False),
            (b"https://velm.example/a is where it stands\n", False),
            (b"# only a comment\n", False),
            (b"The quay is closed.\n", False),
            (b"", False),
        ],
    )
    def test_is_told_from_a_text_by_its_lines(self, head: bytes, is_one: bool) -> None:
        assert is_address_list(head) is is_one


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("<rss version='2.0'>", "application/rss+xml"),
        ('\ufeff<?xml version="1.0"?>\n<!-- x --><!DOCTYPE rss [<!ENTITY a "b">]><rss>', "application/rss+xml"),
        ('<atom:feed xmlns:atom="http://www.w3.org/2005/Atom">', "application/atom+xml"),
        ('<rdf:RDF xmlns="http://purl.org/rss/1.0/">', "application/rdf+xml"),
        ('<rdf:RDF xmlns="http://other.example/">', None),
        ("<urlset>", "application/x-sitemap+xml"),
        ("<sitemapindex a='b'>", "application/x-sitemap+xml"),
        ("<opml version='1.0'>", "text/x-opml"),
        ("<!-- a --><!DOCTYPE html><html>", "text/html"),
        ("<HTML lang=en>", "text/html"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', "application/feed+json"),
        ('{"title": "a", "version": "https:\\/\\/jsonfeed.org\\/version\\/1.1"}', "application/feed+json"),
        ('{"a": 1}', None),
        ("<svg>", None),
        ("words", None),
        ("", None),
        ("<!--" * 2000, None),
        ("<!---->" * 500, None),
    ],
)
def test_markup_is_known_by_its_root(head: str, kind: str | None) -> None:
    assert sniff_markup(head.encode()) == kind
    assert sniff_markup(head.encode("utf-16")) == kind
