"""Any bytes given to any reader: captures, links or rejected items; no exception, and twice the same."""

import gzip
import io
import json
import zipfile
from contextlib import suppress
from typing import BinaryIO

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture, Link
from stemma.read import Again, iter_articles, read_paths
from stemma.read.page_reading import read_capture
from stemma.read.readers.protocol import Opening
from stemma.read.readers.registry import READERS
from stemma.read.readers.unpacking import DamagedInput, unpack_content, unpack_stream
from tests.archives import PARAGRAPHS, make_http, make_mail, make_page, make_pdf, make_record, make_response, zip_each


def make_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/a.warc.gz", zip_each([make_response("One", number=1)]))
    return out.getvalue()


WHOLE = {
    "warc": make_response("One", number=1)
    + make_record(make_http(b"4\r\nabcd\r\n0\r\n", more="Transfer-Encoding: chunked\r\n")),
    "wacz": make_zip(),
    "mhtml": make_mail([("text/html", make_page(), "")], kind="related"),
    "mail": make_mail([("text/plain", b"x", ""), ("text/html", make_page(), "a.html")]),
    "json_articles": b'{"title": "A", "text": "b"}\n[{"html": "<p>", "date": 1e400}]\n{"url": "https://a.example/"}',
}
WORDS = {
    "warc": (
        b"WARC/1.0\r\n|Content-Length: 7|WARC-Type: response\r\n|\r\n\r\n|HTTP/1.1 200 OK\r\n"
        b"|filedesc://a 0 1 text/plain 3\n|\x1f\x8b\x08"
    ),
    "wacz": b"PK\x03\x04|PK\x01\x02|PK\x05\x06|archive/",
    "mhtml": (
        b'Content-Type: multipart/related; boundary="b"\n|--b\n|--b--|Content-Type: text/html\n\n|=?utf-8?q?=zz?=|\n'
    ),
    "mail": (
        b'Content-Type: multipart/mixed; boundary="b"\n|--b\n|Content-Type: message/rfc822\n\n|Date: x\n|From: <\n'
        b"|filename*=\xff\n|\n"
    ),
    "json_articles": (b'{"text":|"title": |[|]|{|}|"\\ud800"|NaN|1e999|"|\\|,|\n|"body": [[0, 9]]|"html": "<p>"'),
}
NAMES = [entry.module.rpartition(".")[2] for entry in READERS if entry.module.rpartition(".")[2] in WHOLE]


@st.composite
def broken(draw: st.DrawFn, name: str) -> bytes:
    """A whole input of this kind cut, doubled or overwritten somewhere; or words of its kind in any order."""
    how = draw(st.integers(0, 3))
    if how == 0:
        return draw(st.binary(max_size=300))
    if how == 1:
        return b"".join(draw(st.lists(st.sampled_from(WORDS[name].split(b"|")), max_size=30)))
    content = bytearray(WHOLE[name])
    at = draw(st.integers(0, len(content)))
    if how == 2:
        return bytes(content[:at])
    content[at : at + draw(st.integers(0, 12))] = draw(st.binary(max_size=12))
    return bytes(content)


def read_all(name: str, stream: BinaryIO) -> list[Capture | Link | Rejected]:
    entry = next(entry for entry in READERS if entry.module.endswith("." + name))
    try:
        return list(entry.load().read(stream, Opening(source="a", media_type=entry.media_types[0])))
    except DamagedInput as error:  # the driver tells it
        return [Rejected(item="a", stage="read", reason=str(error))]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_reader_raises(name: str, data: st.DataObject) -> None:
    content = data.draw(broken(name))
    found = read_all(name, io.BytesIO(content))
    assert found == read_all(name, io.BytesIO(content))
    for item in found:
        if isinstance(item, Rejected):
            assert item.reason.endswith(".")
            assert "\n" not in item.reason
        elif isinstance(item, Capture) and len(item.content) < 4000:
            read_capture(item)


@pytest.mark.parametrize(
    "kind", ["application/pdf", "text/markdown", "text/x-main-text", "application/x-stemma-article+json"]
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.binary(max_size=300), at=st.integers(0, 2000))
def test_no_page_raises(kind: str, content: bytes, at: int) -> None:
    whole = {
        "application/pdf": make_pdf([PARAGRAPHS]),
        "text/markdown": ("# A\n\n" + "\n\n> ".join(PARAGRAPHS)).encode(),
        "application/x-stemma-article+json": json.dumps({"id": "a", "text": "b", "body": [[0, 1]]}).encode(),
    }.get(kind, b"")
    for page in (content, whole[:at] + content + whole[at:]):
        outcome = read_capture(Capture(source="a", content=page, media_type=kind))
        if isinstance(outcome, Article):
            assert all(0 <= a < b <= len(outcome.text) for a, b in outcome.body)


@settings(max_examples=120, deadline=None)
@given(
    head=st.sampled_from(
        [
            b"",
            b"\x1f\x8b",
            b"\x28\xb5\x2f\xfd",
            b"\x04\x22\x4d\x18",
            b"%PDF-",
            b"PK\x03\x04",
            b"[{",
            b"<html>",
            b"WARC/1",
        ]
    ),
    content=st.binary(max_size=300),
    pack=st.sampled_from([None, gzip.compress, zstandard.compress]),
)
def test_the_driver_tells_every_input(head: bytes, content: bytes, pack: type[bytes] | None) -> None:
    whole = head + content
    whole = pack(whole) if pack else whole
    articles, rejected = read_paths(["-"], stdin=io.BytesIO(whole))
    assert len(articles) + len(rejected) >= 1
    streamed = list(iter_articles(["-"], stdin=io.BytesIO(whole)))
    assert [one for one in streamed if isinstance(one, Article | Again)] == list(articles)


@settings(max_examples=150, deadline=None)
@given(
    content=st.binary(max_size=200),
    coding=st.sampled_from(["gzip", "zstd", "br", "deflate", "x"]),
    limit=st.integers(0, 400),
)
def test_unpacking_is_bounded(content: bytes, coding: str, limit: int) -> None:
    for packed in (content, b"\x1f\x8b\x08\0" + content, zstandard.compress(content), gzip.compress(content)):
        unpacked = unpack_content(packed, coding, limit)
        assert isinstance(unpacked, str) or len(unpacked) <= max(limit, len(packed))
        with suppress(DamagedInput):
            unpack_stream(io.BytesIO(packed), packed[:4]).read()
