"""``stemma read`` as a shell sees it: lines, exit codes, streams, resuming, a full disk."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.archives import make_http, make_page, make_record, make_response, zip_each
from tests.program import COMMAND, call_program, start_program

pytestmark = pytest.mark.timeout(300)


def read(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return call_program("read", *arguments, stdin=stdin)


def lines_of(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode("utf-8").splitlines()]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    records = [make_response(f"Story number {n}", number=n) for n in range(4)]
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(zip_each([*records, records[1]]))
    return path


def test_one_article_a_line_and_one_line_for_each_found_again(archive: Path) -> None:
    done = read(archive)
    assert (done.returncode, done.stderr) == (0, b"")
    *articles, again = lines_of(done.stdout)
    assert [a["title"] for a in articles] == [f"Story number {n}" for n in range(4)]
    for article in articles:
        for start, end in article["body"]:
            assert article["text"][start:end].strip()
        assert article["captures"][0]["record"]["container"] == "crawl.warc.gz"
    assert again["again"] == articles[1]["id"]
    assert again["capture"]["why"] == "the same bytes"


def test_a_file_is_written_and_its_count_told(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    done = read(archive, "-o", target)
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"4 articles in" in done.stderr
    assert b"1 found again" in done.stderr
    assert target.read_bytes() == read(archive).stdout
    assert read(archive, "-o", target, "-q").stderr == b""


def test_what_is_written_into_the_folder_that_is_read_is_no_input(archive: Path) -> None:
    target, rejected = archive.parent / "out.jsonl", archive.parent / "rejected.jsonl"
    (archive.parent / "empty.html").write_bytes(b"")
    for _ in range(2):
        done = read(archive.parent, "-o", target, "--rejected", rejected)
        assert done.returncode == 3
        assert target.read_bytes() == read(archive).stdout
        assert len(lines_of(rejected.read_bytes())) == 1


def test_processes_change_nothing(tmp_path: Path) -> None:
    records = [make_response(f"Story number {n}", number=n) for n in range(80)]
    (tmp_path / "a.warc").write_bytes(b"".join(records))
    assert read(tmp_path, "--jobs", "2").stdout == read(tmp_path, "--jobs", "1").stdout


def test_what_could_not_be_used_is_named(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    done = read(tmp_path)
    assert done.returncode == 3
    assert b"empty.html: It is empty." in done.stderr
    assert b"1 item could not be used" in done.stderr
    rejected = tmp_path / "rejected.out"
    done = read(archive, tmp_path / "empty.html", "--rejected", rejected)
    assert done.returncode == 3
    assert b"It is empty" not in done.stderr
    assert lines_of(rejected.read_bytes()) == [{"item": "empty.html", "stage": "read", "reason": "It is empty."}]


def test_nothing_usable_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    done = read(tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.count(b"It is empty") == 1
    assert done.stderr.endswith(b"stemma: nothing could be used [STM-201: docs/errors.md#stm-201]\n")
    assert b"It is empty" in read(tmp_path, "-q").stderr
    (tmp_path / "empty.html").unlink()
    done = read(tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"no page was found" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--nothing", "x.txt"),
        ("x.txt", "--resume"),
        ("x.txt", "-o", "/no/such/folder/a.jsonl"),
        ("x.txt", "--rejected", "/no/such/folder/a.jsonl"),
        ("x.txt", "--jobs", "0"),
        ("x.txt", "--page-limit", "0"),
    ],
)
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...]) -> None:
    done = read(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr


def test_help_teaches() -> None:
    done = read("--help")
    assert (done.returncode, done.stderr) == (0, b"")
    for word in (b".warc", b".mhtml", b"--resume", b"Exit codes", b"Examples"):
        assert word in done.stdout


def test_resuming_adds_what_is_missing_and_nothing_twice(archive: Path, tmp_path: Path) -> None:
    whole = read(archive).stdout
    target = tmp_path / "out.jsonl"
    for cut in (0, len(whole) // 3, len(whole) // 2, len(whole) - 3, len(whole)):
        target.write_bytes(whole[:cut])
        assert read(archive, "-o", target, "--resume").returncode == 0
        assert target.read_bytes() == whole


def test_resuming_into_another_file_is_refused(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "notes.txt"
    target.write_text("Notes of mine.\n")
    done = read(archive, "-o", target, "--resume")
    assert done.returncode == 2
    assert target.read_text() == "Notes of mine.\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full on this system")
@pytest.mark.parametrize("where", ["stdout", "-o", "--rejected"])
def test_a_full_disk_is_one_sentence(archive: Path, where: str) -> None:
    (archive.parent / "empty.html").write_bytes(b"")
    arguments = ["/dev/full"] if where == "stdout" else [where, "/dev/full"]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "read", str(archive.parent), *(arguments if where != "stdout" else [])],
            stdout=full if where == "stdout" else subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=240,
        )
    assert done.returncode == 1
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_a_reader_that_goes_away_is_no_defect(archive: Path) -> None:
    command = subprocess.Popen([*COMMAND, "read", str(archive)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.close()
    assert command.stderr.read() == b""
    assert command.wait(timeout=240) in (0, 1)


def test_what_was_read_can_be_read_again_and_told(archive: Path, tmp_path: Path) -> None:
    once = read(archive).stdout
    assert lines_of(read("-", stdin=once).stdout) == lines_of(once)[:-1]
    (tmp_path / "read.jsonl").write_bytes(once)
    told = call_program("tell", tmp_path / "read.jsonl", "--one-story", "--no-vectors", "-f", "json")
    assert told.returncode == 0
    assert {a["url"] for a in json.loads(told.stdout)["articles"]} == {f"https://gazette.example/{n}" for n in range(4)}


def test_standard_input_is_told_by_its_bytes() -> None:
    done = start_program("read", "-", stdin=make_record(make_http(make_page("Out of a pipe"))))
    assert [a["title"] for a in lines_of(done.stdout)] == ["Out of a pipe"]
