"""What is wrong with an archive, its folder or its workers costs that and no more, and is told."""

import errno
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from stemma.archive import remote
from stemma.archive.closing import close_run
from stemma.archive.inputs import list_inputs
from stemma.archive.manifest import check_folder, read_manifest
from stemma.archive.report import Outlay
from stemma.cli.main import run
from stemma.errors import EngineError, MissingPart, UsageError
from tests.archive_jobs import (
    EVENTS,
    FullEngine,
    KillingEngine,
    make_warc,
    plan_job,
    read_out,
    read_table,
    run_here,
    write_archive,
)
from tests.archives import make_response, zip_each
from tests.engines import HereEngine

OUTLAY = Outlay(seconds=1.0, workers=1, engine="local", price=None)


@pytest.fixture(autouse=True)
def _work_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The verb's engine does its work in this process: what is tested is not the engine."""

    def open_here(name, folder, *, workers, parts, memory, tell):
        return HereEngine(folder, parts=parts, tell=tell)

    monkeypatch.setattr("stemma.engine.opening.open_engine", open_here)
    monkeypatch.setattr(remote, "WAITS", (0.0,))


class _Server(http.server.BaseHTTPRequestHandler):
    WHOLE = make_warc([0, 1], [0])

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        if self.path == "/gone.warc.gz":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.WHOLE)))
        self.end_headers()
        if body:
            self.wfile.write(self.WHOLE[:-50] if self.path == "/cut.warc.gz" else self.WHOLE)

    def log_message(self, *told: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Server) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_address[1]}"
        serving.shutdown()


def test_bad_inputs_are_named_and_cost_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    whole = make_warc([0, 1], [0, 1])
    (folder / "whole.warc.gz").write_bytes(whole)
    (folder / "cut.warc.gz").write_bytes(zip_each([make_response("Tower closes", number=7)]) + whole[:100])
    (folder / "empty.warc.gz").write_bytes(b"")
    (folder / "noise.bin").write_bytes(b"\0\1\2" * 100)
    assert run(["archive", str(folder), "--out", str(tmp_path / "out"), "--tell", "0", "-q"]) == 3
    assert "not used: 3" in capsys.readouterr().out
    rejected = {Path(row["item"]).name: row for row in read_table(tmp_path / "out", "rejected")}
    assert set(rejected) == {"cut.warc.gz", "empty.warc.gz", "noise.bin"}
    assert rejected["empty.warc.gz"]["reason"] == "It is empty."
    assert {row["stage"] for row in rejected.values()} == {"read"}
    assert len(read_table(tmp_path / "out", "articles")) == 5


def test_an_archive_without_articles_is_told_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.warc.gz").write_bytes(b"")
    assert run(["archive", str(tmp_path / "empty.warc.gz"), "--out", str(tmp_path / "out"), "-q"]) == 1
    assert "nothing could be used" in capsys.readouterr().err
    assert len(read_table(tmp_path / "out", "rejected")) == 1


def test_what_a_folder_holds_beside_its_pages_is_no_input(tmp_path: Path) -> None:
    for name in ("page.html", "page_files/frame.html", ".git/notes.txt", "stemma.overrides.toml", "more/other.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    assert [Path(one.name).name for one in list_inputs([str(tmp_path)])] == ["other.html", "page.html"]


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.html").write_text("words")
    (tmp_path / "locked").mkdir()
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(UsageError, match="locked: cannot be listed: Permission denied"):
        list_inputs([str(tmp_path)])


@pytest.mark.parametrize(
    "held",
    ['{"schema": "stemma/archive/1", "options": []}', '{"schema": "stemma/archive/1", "inputs": [{"size": 1}]}', "[]"],
)
def test_a_manifest_that_was_changed_by_hand_is_refused(held: str, tmp_path: Path) -> None:
    plan = plan_job(write_archive(tmp_path / "in"), tmp_path / "out")
    plan.out.mkdir()
    (plan.out / "manifest.json").write_text(held)
    with pytest.raises(UsageError, match="is no manifest of 'stemma archive'"):
        check_folder(plan, resume=True)


def test_inputs_of_a_server_are_fetched_whole_or_rejected(server: str, tmp_path: Path) -> None:
    given = [f"{server}/{name}.warc.gz" for name in ("whole", "cut", "gone")]
    assert run(["archive", *given, "--out", str(tmp_path / "out"), "--tell", "0", "-q"]) == 3
    rejected = {row["item"]: row["reason"] for row in read_table(tmp_path / "out", "rejected")}
    assert set(rejected) == set(given[1:])
    assert "there is nothing" in rejected[given[2]]
    assert len(read_table(tmp_path / "out", "articles")) == 2
    assert not (tmp_path / "out" / "work" / "fetched").exists()


def test_a_filesystem_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "s3fs", None)
    with pytest.raises(MissingPart, match="pip install s3fs"):
        list_inputs(["s3://bucket/crawl.warc.gz"])


def test_a_shard_that_kills_its_worker_is_left_out_and_named(tmp_path: Path) -> None:
    plan = plan_job(write_archive(tmp_path / "in"), tmp_path / "out", together=0)
    engine = KillingEngine(plan.work, workers=1, parts=plan.options.parts)
    done = run_here(plan, engine=engine)
    assert [(one.stage, Path(one.item).name) for one in done.quarantined] == [("read", "crawl-2.warc.gz")]
    assert "SIGKILL" in done.quarantined[0].reason
    assert "2 times" in done.quarantined[0].reason
    assert [row["reason"] for row in read_table(plan.out, "rejected")] == [done.quarantined[0].reason]
    assert len(read_table(plan.out, "articles")) == EVENTS * 4


def test_what_was_left_out_is_tried_anew_and_the_tables_are_those_of_an_undisturbed_run(tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "in")
    plan, other = (plan_job(folder, tmp_path / name, together=0) for name in ("out", "other"))
    lost = run_here(plan, engine=KillingEngine(plan.work, workers=1, parts=plan.options.parts))
    close_run(plan, lost, OUTLAY)
    assert len(read_table(plan.out, "rejected")) == len(lost.quarantined) == 1
    assert run_here(plan, only="stories").quarantined == lost.quarantined
    assert run_here(plan, only="read").quarantined == ()
    with pytest.raises(UsageError, match="the step before it, copies, is not done"):
        run_here(plan, only="group")
    found = run_here(plan)
    close_run(plan, found, OUTLAY)
    close_run(other, run_here(other), OUTLAY)
    assert (found.quarantined, read_table(plan.out, "rejected")) == ((), [])
    assert read_out(plan.out) == read_out(other.out)
    assert read_manifest(plan.out) == read_manifest(other.out)


def test_tables_that_were_taken_away_are_written_again(tmp_path: Path) -> None:
    folder, out = write_archive(tmp_path / "in"), tmp_path / "out"
    given = ["archive", str(folder), "--out", str(out), "--tell", "0", "-q"]
    assert run(given) == 0
    before, manifest = read_out(out), read_manifest(out)
    shutil.rmtree(out / "tables" / "articles")
    (out / "tables" / "rejected" / "read.parquet").unlink()
    assert run([*given, "--resume"]) == 0
    assert read_out(out) == before
    shutil.rmtree(out / "tables")
    assert run([*given, "--resume"]) == 0
    assert (read_out(out), read_manifest(out)) == (before, manifest)


def test_a_full_disk_ends_the_job_which_goes_on_after(tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "in")
    plan, other = plan_job(folder, tmp_path / "out"), plan_job(folder, tmp_path / "other")
    with pytest.raises(EngineError, match=r"no room is left in .* --resume"):
        run_here(plan, engine=FullEngine(plan.work, parts=plan.options.parts))
    run_here(plan)
    run_here(other)
    assert read_out(plan.out) == read_out(other.out)


def test_a_folder_of_a_run_is_gone_on_with_only_if_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = write_archive(tmp_path / "in"), tmp_path / "out"
    given = ["archive", str(folder), "--out", str(out), "--tell", "0", "-q"]
    assert run(given) == 0
    before = read_out(out)
    assert run(given) == 2
    assert "go on with it by --resume" in capsys.readouterr().err
    assert run([*given, "--resume"]) == 0
    assert run([*given, "--resume", "--parts", "7"]) == 2
    assert "parts 4, not 7" in capsys.readouterr().err
    monkeypatch.setattr("stemma.archive.manifest.__version__", "9.9")
    assert run([*given, "--resume"]) == 2
    assert "not 9.9" in capsys.readouterr().err
    monkeypatch.undo()
    (folder / "new.warc.gz").write_bytes(make_warc([0], [0]))
    assert run([*given, "--resume"]) == 2
    assert "new.warc.gz is new" in capsys.readouterr().err
    assert read_out(out) == before


def test_a_job_that_was_killed_before_its_manifest_was_whole_begins_anew(tmp_path: Path) -> None:
    folder, out = write_archive(tmp_path / "in"), tmp_path / "out"
    left = [out / f".manifest.json.{'0a' * 16}", out / "work" / ".lock", out / "work" / ".probe-0a"]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"{")
    assert run(["archive", str(folder), "--out", str(out), "--only-stage", "read", "-q"]) == 0
    assert [path.exists() for path in left] == [False, True, True]
    (out / "manifest.json").unlink()
    assert run(["archive", str(folder), "--out", str(out), "--only-stage", "read", "-q"]) == 2


def test_a_folder_that_holds_something_else_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = write_archive(tmp_path / "in"), tmp_path / "out"
    out.mkdir()
    (out / "letters.txt").write_text("of mine")
    assert run(["archive", str(folder), "--out", str(out)]) == 2
    assert "holds no run" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["letters.txt"]
    (out / "letters.txt").unlink()
    (out / "manifest.json").write_text("[]")
    assert run(["archive", str(folder), "--out", str(out)]) == 2
    assert "is no manifest" in capsys.readouterr().err


@pytest.mark.parametrize(
    "given", [["--sample", "0"], ["--sample", "2"], ["--memory", "much"], ["--tell", "2"], ["--only-stage", "all"]]
)
def test_wrong_usage_is_told_before_any_work(given: list[str], tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "in")
    assert run(["archive", str(folder), "--out", str(tmp_path / "out"), *given]) == 2
    assert not (tmp_path / "out").exists()


def test_what_is_not_there_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for given in ([str(tmp_path / "none.warc.gz")], [f"@{tmp_path / 'none'}"], []):
        assert run(["archive", *given, "--out", str(tmp_path / "out")]) == 2
    assert "there is no such file or folder" in capsys.readouterr().err


def test_a_later_step_alone_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_archive(tmp_path / "in")
    assert run(["archive", str(folder), "--out", str(tmp_path / "out"), "--only-stage", "stories", "-q"]) == 2
    assert "the step before it, read, is not done" in capsys.readouterr().err
