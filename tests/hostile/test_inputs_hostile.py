"""Archives, mails, data and folders that are broken, or made to break their reader: a sentence each, bounded memory."""

import gzip
import io
import json
import os
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from stemma.model.article import Article, Rejected
from stemma.read import Again, iter_articles, read_paths
from tests.archives import PARAGRAPHS, make_http, make_mail, make_page, make_pdf, make_record, make_response, zip_each
from tests.conftest import SHARED

pytestmark = pytest.mark.timeout(300)

TEXT = "\n\n".join(PARAGRAPHS)
SAMPLES = sorted(
    path
    for folder in ("warc-samples-warcio/data", "warc-samples-fastwarc/tests/data")
    for path in (SHARED / "bench" / "data" / folder).glob("*")
)


def read(content: bytes) -> tuple[tuple[Article, ...], tuple[Rejected, ...]]:
    return read_paths(["-"], stdin=io.BytesIO(content))


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLES, reason="the odd archives are not at hand")
def test_the_odd_archives_are_read_or_rejected() -> None:
    for path in SAMPLES:
        articles, rejected = read_paths([path], jobs=1)
        assert articles or rejected
        for item in rejected:
            assert item.reason.endswith(".")


def test_an_archive_cut_anywhere_gives_what_stands_before(tmp_path: Path) -> None:
    records = [make_response(f"Story number {n}", number=n) for n in range(3)]
    for whole in (b"".join(records), zip_each(records), zstandard.compress(b"".join(records))):
        for cut in range(0, len(whole), max(1, len(whole) // 40)):
            articles, rejected = read(whole[:cut])
            assert len(articles) <= 3
            assert articles or rejected


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gz", "zst"])
@pytest.mark.parametrize("kind", ["page", "line", "payload"])
def test_bombs_are_refused(pack: type[bytes], kind: str) -> None:
    bomb = pack(b" " * (60 << 20))
    if kind == "line":
        bomb = pack(b'{"text": "' + b"a" * (60 << 20) + b'"}\n' + json.dumps({"text": TEXT}).encode())
    elif kind == "payload":
        coding = "gzip" if pack is gzip.compress else "zstd"
        bomb = make_record(make_http(bomb, more=f"Content-Encoding: {coding}\r\n"))
    assert len(bomb) < 200_000
    tracemalloc.start()
    articles, rejected = read(bomb)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(rejected) == 1
    assert "MB" in rejected[0].reason
    assert len(articles) == (kind == "line")
    assert most < 250 << 20


def test_a_bomb_of_endless_lines_is_refused(tmp_path: Path) -> None:
    good = json.dumps({"title": "Lighthouse to close", "text": TEXT}).encode() + b"\n"
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(good) + gzip.compress(b"\n" * (32 << 20)) * 12)
    articles, rejected = read_paths([tmp_path])
    assert len(articles) == 1, "what came before it is good"
    assert ["times its size" in r.reason for r in rejected] == [True]


def test_a_bomb_inside_a_zip_file_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w", zipfile.ZIP_DEFLATED) as archive:
        head = make_record(b"", length=60 << 20)[:-4]
        archive.writestr("archive/a.warc", head + b" " * (60 << 20))
        archive.writestr("archive/b.warc", make_response("After the bomb"))
    articles, rejected = read_paths([tmp_path])
    assert [a.title for a in articles] == ["After the bomb"]
    assert {r.item for r in rejected} == {"a.wacz/archive/a.warc"}


def test_memory_does_not_grow_with_the_archive() -> None:
    def stream(count: int) -> Iterator[bytes]:
        for number in range(count):
            yield make_record(
                make_http(b"<html><body>" + b"<li>Menu</li>" * 400 + b"</body>"), url=f"https://a.example/{number}"
            )

    from stemma.read.readers.protocol import Opening
    from stemma.read.readers.warc import READER

    def measure(count: int) -> int:
        archive = io.BytesIO(b"".join(stream(count)))
        tracemalloc.start()
        seen = sum(1 for _ in READER.read(archive, Opening(source="a", media_type="application/warc")))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert seen == count
        return most

    measure(10)
    assert measure(2000) < 2 * measure(100) + (1 << 20)


def test_a_mail_of_ten_thousand_parts_is_read_and_what_is_over_is_told() -> None:
    parts = [("text/html", make_page(), "")] + [("image/png", b"x", f"{n}.png") for n in range(10_000)]
    articles, rejected = read(make_mail(parts))
    assert len(articles) == 1
    assert any("after the first 1,000" in r.reason for r in rejected)


def test_a_mail_nested_without_end_is_rejected() -> None:
    head = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000))
    articles, rejected = read(b"MIME-Version: 1.0\n" + head)
    assert articles == ()
    assert rejected


def test_mails_in_mails_are_opened_to_a_depth() -> None:
    mail = make_mail([("text/html", make_page(), "")])
    for _ in range(12):
        mail = b"MIME-Version: 1.0\nContent-Type: message/rfc822\n\n" + mail
        mail = b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n' + mail + b"\n--b--\n"
    articles, rejected = read(mail)
    assert len(articles) <= 1
    assert articles or rejected


@pytest.mark.parametrize(
    "line",
    [
        '{"text": 1' + "0" * 100_000 + "}",
        '{"text": ' + "[" * 200_000 + "]" * 200_000 + "}",
        '{"text": ' + "[" * 450 + '"x"' + "]" * 450 + "}",
        '{"a": ' * 100_000,
        '{"text": NaN, "title": Infinity, "date": 1e999}',
        '{"text": {"sections": {"sections": {"sections": null}}}}',
        '{"text": "\\ud800 \\udfff", "date": -1e308}',
        '{"html": "' + "<div>" * 200_000 + '"}',
        '{"text": "x", "date": "9999999999999", "authors": {"name": ["a"]}}',
        "{" + "," * 100_000,
        '"' + "\\" * 99_999,
    ],
    ids=range(11),
)
def test_odd_lines_of_json_cost_themselves_alone(line: str) -> None:
    good = json.dumps({"title": "Lighthouse to close", "text": TEXT})
    articles, rejected = read(f'{good}\n{line}\n{good[:-1]}, "url": "https://a.example/b"}}\n'.encode())
    assert len(articles) == 2
    assert [r.item for r in rejected] == ["stdin#2"]
    first, _ = read(f"{line}\n{good}".encode())
    assert len(first) <= 1


def test_an_arc_line_with_an_endless_number_costs_itself_alone() -> None:
    head = b"filedesc://a.arc 0.0.0.0 20310304050607 text/plain 0\n\n"
    odd = b"https://a.example/odd 1.2.3.4 20310304050607 text/html " + b"9" * 5000 + b"\n\n"
    pages = [make_http(make_page()), make_http(make_page("Harbour opens"), status="2" * 5000)]
    records = [b"https://a.example/b 1.2.3.4 20310304050607 text/html %d\n%b\n" % (len(page), page) for page in pages]
    articles, rejected = read(head + odd + b"".join(records))
    assert [article.source for article in articles] == [f"stdin#{len(head + odd)}"]
    assert [r.item for r in rejected] == ["stdin", "stdin"]


def test_half_characters_in_json_can_be_written() -> None:
    item = {"title": "Light\ud800house to close", "text": TEXT + "\udfff", "authors": ["A\ud800n Marlow"]}
    (article,), _ = read(json.dumps(item).encode())
    for part in (article.text, article.title or "", article.byline or ""):
        part.encode("utf-8")


@pytest.mark.parametrize("cut", [20, 400, 700, -200, -20, -7])
def test_a_pdf_cut_anywhere_is_read_or_rejected(cut: int) -> None:
    articles, rejected = read(make_pdf([PARAGRAPHS] * 3)[:cut])
    assert len(articles) + len(rejected) == 1


def test_a_page_cut_anywhere_is_read_or_rejected() -> None:
    page = make_page()
    for cut in range(0, len(page), 37):
        articles, rejected = read(page[:cut])
        assert len(articles) + len(rejected) == 1


def test_a_line_of_a_hundred_megabytes_is_not_held() -> None:
    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.left = 100 << 20

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            size = min(len(buffer), self.left)
            buffer[:size] = b"a" * size
            self.left -= size
            return size

    articles, rejected = read_paths(["-"], stdin=io.BufferedReader(Endless()))
    assert articles == ()
    assert "larger than" in rejected[0].reason


def test_a_folder_that_changes_while_it_is_read_is_read_as_far_as_it_is_there(tmp_path: Path) -> None:
    for n in range(4):
        (tmp_path / f"{n}.html").write_bytes(make_page(f"Story number {n}", more=f"It is day {n}."))
    found: list[Article | Again | Rejected] = []
    for item in iter_articles([tmp_path]):
        if not found:
            (tmp_path / "1.html").unlink()
            (tmp_path / "2.html").unlink()
            (tmp_path / "2.html").mkdir()
            (tmp_path / "9.html").write_bytes(make_page("A story that came too late"))
        found.append(item)
    assert [type(item).__name__ for item in found] == ["Article", "Rejected", "Rejected", "Article"]
    assert "no such file" in str(found[1])
    assert "regular" in str(found[2])


def test_names_in_any_script_are_read(tmp_path: Path) -> None:
    names = [
        "Новости дня.html",
        "ニュース.html",
        "أخبار.html",
        "a\nb.html",
        "🗞.html",
        "-x.html",
        "#1?.html",
        "%41.html",
    ]
    for n, name in enumerate(names):
        (tmp_path / name).write_bytes(make_page(f"Story number {n}", more=f"It is day {n}."))
    articles, rejected = read_paths([tmp_path])
    assert rejected == ()
    assert sorted(a.source for a in articles) == sorted(names)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on memory")
def test_a_page_that_needs_more_memory_than_there_is_costs_itself_alone(tmp_path: Path) -> None:
    """In a process that may have little of it, a page of a million tags is rejected, and the next one is read."""
    (tmp_path / "a.html").write_bytes(b"<html><body>" + b"<p>a<b>b</b></p>" * 900_000)
    (tmp_path / "b.html").write_bytes(make_page())
    script = (
        "import resource\n"
        "import trafilatura, stemma.read.html_article\n"
        "from stemma.read import read_paths\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        f"articles, rejected = read_paths([{str(tmp_path)!r}], jobs=1)\n"
        "print([a.source for a in articles], [r.item for r in rejected])\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, timeout=240)
    assert done.stdout == "['b.html'] ['a.html']\n", done.stderr
