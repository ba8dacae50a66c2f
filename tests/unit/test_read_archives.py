"""WARC, WACZ and ARC: the pages that they hold, where they stand, and what is no page."""

import gzip
import io
import zipfile
import zlib
from pathlib import Path

import brotli
import pytest
import zstandard

from stemma.model.article import Rejected
from stemma.model.capture import Capture
from stemma.read import read_paths
from stemma.read.readers.archived import join_chunks
from stemma.read.readers.protocol import Opening
from stemma.read.readers.warc import READER
from tests.archives import PARAGRAPHS, make_http, make_page, make_record, make_response, zip_each

THREE = [make_response(f"Story number {n}", number=n) for n in (1, 2, 3)]


def read(archive: bytes) -> tuple[list[Capture], list[str]]:
    found = list(READER.read(io.BytesIO(archive), Opening(source="a.warc", media_type="application/warc")))
    return [f for f in found if isinstance(f, Capture)], [f.reason for f in found if isinstance(f, Rejected)]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress], ids=["plain", "gz", "zst"])
def test_records_are_read_and_can_be_found_again_by_their_offsets(pack: type[bytes]) -> None:
    packed = [pack(record) for record in THREE]
    captures, reasons = read(b"".join(packed))
    assert reasons == []
    assert [c.url for c in captures] == [f"https://gazette.example/{n}" for n in (1, 2, 3)]
    assert {(c.media_type, c.charset, c.received) for c in captures} == {("text/html", "utf-8", "2031-03-04T05:06:07Z")}
    records = [c.record for c in captures]
    assert [r.offset for r in records if r] == [0, len(packed[0]), len(packed[0] + packed[1])]
    assert [r.length for r in records if r] == [len(one) for one in packed]
    assert [r.id for r in records if r] == [f"<urn:uuid:{n:032x}>" for n in (1, 2, 3)]
    assert [c.source for c in captures] == [f"a.warc#{r.offset}" for r in records if r]


def test_records_packed_as_one_have_names_of_their_own() -> None:
    captures, _ = read(gzip.compress(b"".join(THREE)))
    assert len({c.source for c in captures}) == 3


def test_the_day_of_saving_is_not_the_day_of_publication(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"".join(THREE))
    articles, _ = read_paths([tmp_path / "a.warc"])
    assert [a.published for a in articles] == [None] * 3
    assert [a.url for a in articles] == [f"https://gazette.example/{n}" for n in (1, 2, 3)]
    assert [a.captures[0].record is not None for a in articles] == [True] * 3


def test_what_is_no_page_is_counted_by_kind() -> None:
    archive = [
        make_record(b"software: x\r\n", kind="warcinfo", declared="application/warc-fields"),
        make_record(b"GET / HTTP/1.1\r\n\r\n", kind="request", declared="application/http; msgtype=request"),
        *THREE,
        *(make_record(make_http(b"\x89PNG", kind="image/png"), url=f"https://gazette.example/{n}.png") for n in "ab"),
        make_record(make_http(b"", status="301 Moved"), url="https://gazette.example/old"),
        make_record(make_http(make_page(), status="404 Not Found"), url="https://gazette.example/gone"),
        make_record(make_http(b"User-agent: *", kind="text/plain"), url="https://gazette.example/robots.txt"),
        make_record(make_http(b""), kind="revisit", url="https://gazette.example/1"),
        make_record(make_http(b" \n"), url="https://gazette.example/blank"),
    ]
    captures, reasons = read(b"".join(archive))
    assert len(captures) == 3
    told = "\n".join(reasons)
    assert len(reasons) == 6
    assert "2 of its records left out: images (the first: https://gazette.example/a.png)." in told
    for word in ("redirections", "HTTP errors", "robots.txt", "revisits", "empty"):
        assert word in told


def test_texts_of_pages_and_stored_files_are_read_too() -> None:
    text = "\n\n".join(PARAGRAPHS).encode()
    archive = make_record(text, kind="conversion", declared="text/plain")
    archive += make_record(make_page(), kind="resource", declared="text/html")
    captures, reasons = read(archive)
    assert [c.media_type for c in captures] == ["text/plain", "text/html"]
    assert captures[0].content == text
    assert reasons == []


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("br", brotli.compress),
        ("zstd", zstandard.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda raw: zlib.compress(raw)[2:-4]),
        ("identity", bytes),
        ("gzip", bytes),
    ],
)
def test_codings_are_undone(coding: str, pack: type[bytes]) -> None:
    page = make_page()
    captures, _ = read(make_record(make_http(pack(page), more=f"Content-Encoding: {coding}\r\n")))
    assert captures[0].content == page


def test_chunks_are_joined_as_far_as_they_hold() -> None:
    assert join_chunks(b"4\r\nWiki\r\n5;x=y\r\npedia\r\n0\r\n\r\n") == b"Wikipedia"
    assert join_chunks(b"<html>no chunks</html>") == b"<html>no chunks</html>"
    assert join_chunks(b"4\r\nWiki\r\n5\r\nped") == b"Wikiped"
    assert join_chunks(b"4\r\nWiki\r\nnonsense") == b"Wikinonsense"
    assert join_chunks(b"") == b""


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress], ids=["plain", "gz", "zst"])
@pytest.mark.parametrize("how", ["header", "middle", "length", "cut"])
def test_a_broken_record_costs_itself_alone(pack: type[bytes], how: str) -> None:
    second = THREE[1]
    if how == "header":
        second = b"XXXX" + second[4:]
    elif how == "length":
        second = second.replace(b"Content-Length: ", b"Content-Length: 9")
    packed = bytearray(pack(second))
    if how == "middle" and pack is not bytes:
        packed[6:30] = b"\xff" * 24
    elif how == "cut":
        del packed[-40:]
    elif how == "middle":
        packed[4:60] = b"\0" * 56
    captures, reasons = read(pack(THREE[0]) + bytes(packed) + pack(THREE[2]))
    urls = [c.url for c in captures]
    assert urls[0] == "https://gazette.example/1"
    assert urls[-1] == "https://gazette.example/3"
    assert len(reasons) == 1


def test_in_a_pipe_what_follows_a_broken_record_is_lost_and_told() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self, content: bytes) -> None:
            self._inner = io.BytesIO(content)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            return self._inner.readinto(buffer)

    whole = io.BufferedReader(Pipe(zip_each(THREE)))
    found = list(READER.read(whole, Opening(source="stdin", media_type="application/warc")))
    assert [type(f).__name__ for f in found] == ["Capture"] * 3
    broken = io.BufferedReader(Pipe(THREE[0] + b"XX" + THREE[1]))
    found = list(READER.read(broken, Opening(source="stdin", media_type="application/warc")))
    assert [type(f).__name__ for f in found] == ["Capture", "Rejected", "Rejected"]
    assert "pipe" in str(found)


def make_wacz(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_warc_files_of_a_wacz_are_read(tmp_path: Path, method: int) -> None:
    members = {
        "datapackage.json": b"{}",
        "pages/pages.jsonl": b"{}",
        "archive/b.warc.gz": zip_each(THREE[2:]),
        "archive/a.warc.gz": zip_each(THREE[:2]),
    }
    (tmp_path / "a.wacz").write_bytes(make_wacz(members, method))
    articles, rejected = read_paths([tmp_path / "a.wacz"])
    assert [a.title for a in articles] == [f"Story number {n}" for n in (1, 2, 3)]
    assert articles[2].captures[0].source == "a.wacz/archive/b.warc.gz#0"
    assert rejected == ()


@pytest.mark.parametrize("content", [make_wacz({"word/document.xml": b"x"}), b"PK\x03\x04" + bytes(90), b"nothing"])
def test_another_zip_file_is_no_wacz(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.wacz").write_bytes(content)
    articles, rejected = read_paths([tmp_path / "a.wacz"])
    assert articles == ()
    assert "zip" in rejected[0].reason


def test_arc_archives_are_read() -> None:
    answer = make_http(make_page("Story of the year"))
    archive = b"filedesc://a.arc 127.0.0.1 20140216050221 text/plain 75\n1 0 Test Capture\n"
    archive += b"URL IP-address Archive-date Content-type Archive-length\n\n"
    body = archive.split(b"\n", 1)[1]
    archive = archive.replace(b" 75\n", b" %d\n" % len(body), 1)
    at = len(archive)
    archive += b"https://gazette.example/a b 127.0.0.1 20140216050221 text/html %d\n" % len(answer) + answer + b"\n"
    archive += b"https://gazette.example/c 127.0.0.1 20140216050221 text/html abc\n"
    for packed in (archive, gzip.compress(archive)):
        captures, reasons = read(packed)
        assert [(c.url, c.received) for c in captures] == [("https://gazette.example/a b", "2014-02-16T05:02:21Z")]
        assert captures[0].record is not None
        assert captures[0].record.offset == at
        assert "begin no record" in reasons[0]
