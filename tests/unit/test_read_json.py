"""Articles as JSON: what other tools write, told by its fields; lines, arrays, single objects."""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stemma.model.article import Article, Rejected
from stemma.read import Again, iter_articles, read_paths
from stemma.read.readers.json_fields import read_hints
from stemma.read.readers.json_objects import split_objects
from stemma.tell.dossier_json import dump_line
from tests.archives import PARAGRAPHS, make_page

TEXT = "\n".join(PARAGRAPHS)


def read(*items: Any, raw: bytes | None = None) -> tuple[tuple[Article, ...], tuple[Rejected, ...]]:
    content = raw if raw is not None else "\n".join(map(json.dumps, items)).encode()
    return read_paths(["-"], stdin=io.BytesIO(content))


NEWS_PLEASE = {
    "authors": ["Ann Marlow", "Jo Hill"],
    "date_download": "2031-09-01 00:00:00",
    "date_modify": "2031-03-05 07:00:00",
    "date_publish": "2031-03-04 10:11:12",
    "description": "The tower is no longer safe, engineers say.",
    "language": "en",
    "maintext": TEXT,
    "source_domain": "gazette.example",
    "title": "Lighthouse to close",
    "url": "https://gazette.example/1",
}
FUNDUS = {
    "title": "Lighthouse to close",
    "plain_text": TEXT,
    "publishing_date": "2031-03-04 10:11:12+01:00",
    "authors": ["Ann Marlow"],
    "publisher": "The Gazette",
    "lang": "en",
}
CC_NEWS = {
    "title": "Lighthouse to close",
    "text": TEXT,
    "domain": "gazette.example",
    "date": "2031-03-04 00:00:00",
    "description": "",
    "url": "https://gazette.example/2",
    "image_url": None,
}
MEDIA_CLOUD = {
    "id": "77",
    "indexed_date": "2031-09-01",
    "media_name": "The Gazette",
    "publish_date": "2031-03-04",
    "title": "Lighthouse to close",
    "text": TEXT,
    "url": "https://gazette.example/3",
}
PASSIM = {"id": "gaz-1", "series": "gazette", "date": "1865-04-15", "text": TEXT}


@pytest.mark.parametrize(
    ("item", "title", "published", "outlet", "authors"),
    [
        (NEWS_PLEASE, "Lighthouse to close", "2031-03-04T10:11:12", "gazette.example", ("Ann Marlow", "Jo Hill")),
        (FUNDUS, "Lighthouse to close", "2031-03-04T10:11:12+01:00", "The Gazette", ("Ann Marlow",)),
        (CC_NEWS, "Lighthouse to close", "2031-03-04", "gazette.example", ()),
        (MEDIA_CLOUD, "Lighthouse to close", "2031-03-04", "The Gazette", ()),
        (PASSIM, None, "1865-04-15", "gazette", ()),
    ],
    ids=["news-please", "fundus", "cc-news", "media-cloud", "passim"],
)
def test_what_other_tools_write_is_understood(
    item: dict[str, Any], title: str, published: str, outlet: str, authors: tuple[str, ...]
) -> None:
    (article,), rejected = read(item)
    assert rejected == ()
    assert (article.title, article.published, article.outlet) == (title, published, outlet)
    assert article.authors == authors
    assert article.url == item.get("url")
    assert [article.text[a:b] for a, b in article.body] == list(PARAGRAPHS)
    if title:
        assert article.title_span is not None
        assert article.text[slice(*article.title_span)] == title


@pytest.mark.parametrize(
    ("written", "code"), [("en", "en"), ("EN", "en"), ("pt_BR", "pt"), ("eng", "en"), ("news", None)]
)
def test_a_language_is_read_as_that_of_any_container(written: str, code: str | None) -> None:
    assert read_hints({"language": written}).language == code


def test_a_body_in_sections_is_joined() -> None:
    body = {"summary": [], "sections": [{"headline": ["Cracks in the stair"], "paragraphs": list(PARAGRAPHS)}]}
    (article,), _ = read({"title": "Lighthouse to close", "body": body})
    assert [article.text[a:b] for a, b in article.body] == ["Cracks in the stair", *PARAGRAPHS]


def test_the_page_itself_is_preferred_to_its_text() -> None:
    (article,), _ = read({**NEWS_PLEASE, "html": make_page("The page's own headline").decode()})
    assert article.title == "The page's own headline"
    assert article.captures[0].media_type == "text/html"
    assert article.published == "2031-03-04T10:11:12"


def test_a_date_that_the_page_lacks_says_where_it_is_from() -> None:
    (article,), _ = read({**NEWS_PLEASE, "html": make_page().decode()})
    assert [(d.kind, d.value, d.where) for d in article.dates] == [
        ("published", "2031-03-04T10:11:12", "what the page came in"),
        ("modified", "2031-03-05T07:00:00", "what the page came in"),
    ]
    dated = make_page(head='<meta property="article:published_time" content="2031-02-01T08:00:00+01:00">')
    (article,), _ = read({**NEWS_PLEASE, "html": dated.decode()})
    assert article.published == "2031-02-01T08:00:00+01:00"


def test_an_address_without_a_text_is_a_page_to_be_fetched() -> None:
    lines = [
        {k: v for k, v in MEDIA_CLOUD.items() if k != "text"} | {"url": f"https://gazette.example/{n}"} for n in "12"
    ]
    articles, rejected = read(*lines)
    assert articles == ()
    assert [r.item for r in rejected] == ["stdin"]
    assert "2 pages that are not fetched" in rejected[0].reason


def test_a_record_says_where_its_line_begins() -> None:
    lines = [json.dumps(item).encode() for item in (NEWS_PLEASE, FUNDUS, PASSIM)]
    raw = b"\n".join(lines) + b"\n"
    articles, _ = read(raw=raw)
    for article, line in zip(articles, lines, strict=True):
        record = article.captures[0].record
        assert record is not None
        assert record.length is not None
        assert raw[record.offset : record.offset + record.length] == line
    assert [a.source for a in articles] == ["stdin#1", "stdin#2", "stdin#3"]


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_is_read_as_lines_are(indent: int | None) -> None:
    items = [NEWS_PLEASE, {**FUNDUS, "note": 'a "quoted" } bracket ] \\ and more'}, PASSIM]
    whole = json.dumps(items, indent=indent).encode()
    articles, rejected = read(raw=whole)
    assert [a.id for a in articles] == [a.id for a in read(*items)[0]]
    assert rejected == ()
    record = articles[1].captures[0].record
    assert record is not None
    assert json.loads(whole[record.offset : record.offset + (record.length or 0)]) == items[1]


def test_one_object_over_many_lines_is_one_article() -> None:
    (article,), _ = read(raw=json.dumps(NEWS_PLEASE, indent=4).encode())
    assert article.id == read(NEWS_PLEASE)[0][0].id


def test_a_bad_line_costs_itself_alone() -> None:
    good = json.dumps(NEWS_PLEASE)
    bad = ["nonsense", "[1, 2]", '{"a": 1}', '{"text": "cut', '{"text": ' + "[" * 100_000]
    raw = "\n".join([good, *bad, json.dumps(PASSIM)]).encode()
    articles, rejected = read(raw=raw)
    assert len(articles) == 2
    assert sorted(r.item for r in rejected) == [f"stdin#{n}" for n in range(2, 7)]


def test_one_text_in_two_outlets_is_two_articles() -> None:
    north = {"title": "Lighthouse to close", "text": TEXT, "publisher": "The North"}
    articles, _ = read(north, {**north, "publisher": "The South"}, north)
    assert [a.outlet for a in articles] == ["The North", "The South"]
    assert articles[0].id != articles[1].id
    assert len(articles[0].captures) == 2


def test_what_stemma_read_wrote_comes_back_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(make_page())
    (tmp_path / "b.html").write_bytes(make_page())
    before, _ = read_paths([tmp_path])
    lines = [
        dump_line({"again": one.article, "capture": one.capture} if isinstance(one, Again) else one)
        for one in iter_articles([tmp_path])
    ]
    assert len(lines) == 2
    after, rejected = read(raw="\n".join(lines).encode())
    assert rejected == ()
    assert after == (replace(before[0], captures=before[0].captures[:1]),)


@pytest.mark.parametrize(
    "change",
    [
        {"body": [[0, 10_000]]},
        {"body": [[5, 3]]},
        {"body": [[0, 50], [40, 60]]},
        {"confidence": 3},
        {"id": ""},
        {"captures": 7},
    ],
)
def test_a_line_that_only_looks_like_our_own_is_rejected(tmp_path: Path, change: dict[str, Any]) -> None:
    (tmp_path / "a.html").write_bytes(make_page())
    line = json.loads(dump_line(read_paths([tmp_path])[0][0])) | change
    articles, rejected = read(line)
    assert articles == ()
    assert "stemma read" in rejected[0].reason


def test_a_dossier_is_no_page() -> None:
    assert "dossier" in read({"schema": "stemma/dossier/1", "articles": []})[1][0].reason


def test_pieces_are_found_however_the_bytes_arrive() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 1, 3) if size and size > 0 else size)

        def readline(self, size: int | None = -1) -> bytes:
            return super().readline(min(size or 5, 5) if size and size > 0 else size)

    whole = b'[{"a": "}\\\\"}, {"b": [{"c": "\\"{"}]}, 7, {}]'
    pieces = [p.content for p in split_objects(Slow(whole))]
    assert pieces == [b'{"a": "}\\\\"}', b'{"b": [{"c": "\\"{"}]}', b"{}"]
    lines = b'{"a": 1}\n\n  {"b": 2}\r\n{"c": 3}'
    assert [(p.number, p.content) for p in split_objects(Slow(lines))] == [
        (1, b'{"a": 1}'),
        (3, b'{"b": 2}'),
        (4, b'{"c": 3}'),
    ]
