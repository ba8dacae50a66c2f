"""Which reader opens what: by media type, by the ending of its name, by its first bytes."""

import pytest

from stemma.read.readers.registry import READERS, choose_page, choose_reader, ending_of, known_endings
from tests.archives import make_mail, make_page

PAGE = make_page()
MAIL = make_mail([("text/plain", b"The council voted.", "")])


def reader_of(name: str, head: bytes, media_type: str = "") -> str | None:
    entry = choose_reader(name, head, media_type)
    return entry.module.rpartition(".")[2] if entry else None


@pytest.mark.parametrize(
    ("name", "head", "media_type", "reader", "page"),
    [
        ("a.html", PAGE, "", None, "text/html"),
        ("a.txt", b"The council voted.", "", None, "text/plain"),
        ("a.md", b"# The council voted", "", None, "text/markdown"),
        ("a.pdf", b"%PDF-1.7", "", None, "application/pdf"),
        ("a.warc.gz", b"WARC/1.1\r\n", "", "warc", None),
        ("A.WARC", b"WARC/0.18\n", "", "warc", None),
        ("a.wacz", b"PK\x03\x04", "", "wacz", None),
        ("a.eml", MAIL, "", "mail", None),
        ("a.jsonl.zst", b'{"text": 1}', "", "json_articles", None),
        ("a.docx", b"PK\x03\x04word/document.xml", "", None, None),
        ("feed.xml", b'<?xml version="1.0"?>\n<!-- x --><rss>', "", "feeds", None),
        ("a.atom", b'<feed xmlns="http://www.w3.org/2005/Atom">', "", "feeds", None),
        ("feed.json", b'{"version": "https://jsonfeed.org/version/1"}', "", "feeds", None),
        ("data.json", b'{"text": 1}', "", "json_articles", None),
        ("sitemap.xml.gz", b"<urlset>", "", "sitemaps", None),
        ("sitemap.xml", b'<?xml version="1.0"?><sitemapindex>', "", "sitemaps", None),
        ("feeds.opml", b"<opml>", "", "opml", None),
        ("feeds.xml", b'<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "b">]><opml>', "", "opml", None),
        ("pages.urls", b"# none", "", "addresses", None),
        ("pages.txt", b"# mine\n\nhttps://gazette.example/a\n", "", "addresses", None),
        ("pages.txt", b"https://gazette.example/a\n" * 200 + b"htt", "", "addresses", None),
        ("", b"https://gazette.example/a", "", "addresses", None),
        ("a.txt", b"https://gazette.example/a\nThe council voted.", "", None, "text/plain"),
        ("a.txt", b"https://gazette.example/a\n" + b"The council voted. " * 500, "", None, "text/plain"),
        ("https://gazette.example/f", b"<rss>", "application/xml", "feeds", None),
        ("https://gazette.example/s", b"<urlset>", "text/xml", "sitemaps", None),
        ("https://gazette.example/s", b"<urlset>", "application/x-sitemap+xml", "sitemaps", None),
        ("https://gazette.example/s.txt", b"https://gazette.example/a\n", "text/plain", "addresses", None),
        ("a.xml", b"<!--" * 1000, "", "feeds", None),
        ("", b"WARC/1.0\r\n", "", "warc", None),
        ("", b'\xef\xbb\xbf\n {"text": 1}', "", "json_articles", None),
        ("", b'[\n {"text": 1}]', "", "json_articles", None),
        ("", MAIL, "", "mail", None),
        ("", make_mail([("text/html", PAGE, "")], kind="related"), "", "mhtml", None),
        ("", b"%PDF-1.4\n", "", None, "application/pdf"),
        ("", PAGE, "", None, "text/html"),
        ("", b"<!-- saved --><!DOCTYPE html><p>", "", None, "text/html"),
        ("", b"Subject: the council\n\nIt voted.", "", None, "text/plain"),
        ("", b"[Updated] The council voted.", "", None, "text/plain"),
        ("https://gazette.example/a.pdf", PAGE, "text/html", None, "text/html"),
        ("https://gazette.example/a", PAGE, "application/xhtml+xml", None, "text/html"),
        ("https://gazette.example/a", b'{"text": 1}', "application/json", "json_articles", None),
        ("https://gazette.example/a", b'{"text": 1}', "text/html", "json_articles", None),
        ("https://gazette.example/a.warc.gz", b"WARC/1.0", "application/octet-stream", "warc", None),
        ("https://gazette.example/a", b"GIF89a", "image/gif", None, None),
    ],
)
def test_kinds_are_told(name: str, head: bytes, media_type: str, reader: str | None, page: str | None) -> None:
    assert reader_of(name, head, media_type) == reader
    if reader is None:
        assert choose_page(name, head, media_type) == page


@pytest.mark.parametrize("entry", READERS, ids=lambda entry: entry.module.rpartition(".")[2])
def test_each_entry_names_a_reader_that_opens_its_media_types(entry: object) -> None:
    from stemma.read.readers.registry import Entry

    assert isinstance(entry, Entry)
    reader = entry.load()
    assert reader.name
    assert entry.media_types[0] in reader.media_types


def test_an_ending_is_told_without_what_packs_it() -> None:
    assert ending_of("a/b.HTML.gz") == ".html"
    assert ending_of("https://gazette.example/a.pdf?x=1.txt") == ".pdf"
    assert ending_of("crawl.warc.gz#1024") == ".warc"
    assert ending_of(".txt") == ""
    assert ending_of("notes") == ""


def test_messages_name_every_ending() -> None:
    assert {".html", ".pdf", ".warc", ".eml", ".jsonl", ".wacz", ".mhtml", ".md"} <= set(known_endings())
