"""``stemma diff`` through the program: formats, exit codes, and files that hold no dossier."""

import dataclasses
import io
import json
from pathlib import Path
from typing import Any

import pytest

from stemma.cli.main import run
from stemma.tell.dossier_json import dump_dossier
from tests.dossiers import make_dossier, make_hostile_dossier

OLD = make_dossier()
NEW = dataclasses.replace(OLD, findings=OLD.findings[1:])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write(tmp_path / "old.json", dump_dossier(OLD))


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return write(tmp_path / "new.json", dump_dossier(NEW))


def write(path: Path, text: str) -> Path:
    path.write_text(text + "\n", encoding="utf-8")
    return path


def diff(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = run(["diff", *map(str, arguments)])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    assert "a defect in Stemma" not in err
    return code, out, err


def test_what_changed_is_told_and_no_failure(old: Path, new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = diff(capsys, old, new)
    assert (code, err) == (0, "")
    assert "- Divers found a crack in a pier (Only one says so)" in out
    assert diff(capsys, old, old) == (0, "Nothing changed.\n", "")


def test_exit_code_tells_whether_anything_changed_where_asked(
    old: Path, new: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert diff(capsys, old, new, "--exit-code")[0] == 1
    assert diff(capsys, old, old, "--exit-code")[0] == 0


def test_json_is_one_object_and_the_same_from_a_file(
    old: Path, new: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = diff(capsys, old, new, "--format", "json")
    assert code == 0
    told = json.loads(out)
    assert told["schema"] == "stemma/changes/1"
    assert told["stories"][0]["findings_gone"][0]["id"] == "f-crack"
    assert diff(capsys, old, new, "-f", "json", "-o", tmp_path / "d.json")[1] == ""
    assert (tmp_path / "d.json").read_text(encoding="utf-8") == out


@pytest.mark.parametrize("form", ["markdown", "terminal"])
def test_a_file_holds_what_stdout_would(
    old: Path, new: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    _, out, _ = diff(capsys, old, new, "-f", form)
    diff(capsys, old, new, "-f", form, "-o", tmp_path / "d.txt")
    assert (tmp_path / "d.txt").read_text(encoding="utf-8") == out


def test_one_side_may_be_standard_input(
    old: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(dump_dossier(NEW).encode())))
    assert "Divers found" in diff(capsys, old, "-")[1]
    code, _, err = diff(capsys, "-", "-")
    assert code == 2
    assert "only one of the two" in err


def test_several_dossiers_a_file_are_matched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flood = dataclasses.replace(
        OLD, story=dataclasses.replace(OLD.story, id="s2", title="A flood"), articles=(), findings=()
    )
    one = write(tmp_path / "one.jsonl", dump_dossier(OLD) + "\n" + dump_dossier(flood))
    other = write(tmp_path / "other.jsonl", dump_dossier(flood) + "\n" + dump_dossier(NEW))
    _, out, _ = diff(capsys, one, other, "-f", "json")
    told = json.loads(out)
    assert [s["old"] for s in told["stories"]] == ["s1"]
    assert told["stories_added"] == told["stories_gone"] == []


def change(**more: Any) -> str:
    return json.dumps(json.loads(dump_dossier(OLD)) | more)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no dossier"),
        (" \n", "holds no dossier"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "not a dossier"),
        ("null", "not a dossier"),
        ('"stemma/dossier/1"', "not a dossier"),
        ("{}", "not a dossier"),
        ('{"schema": "stemma/changes/1"}', "not a dossier"),
        ('{"schema": "stemma/dossier/1"}', "field required"),
        (change(schema="stemma/dossier/2"), "written by a newer Stemma"),
        (change(findings=7), "findings"),
        (change(findings=[{"id": 1}]), "findings.0"),
        (change(articles=[None]), "articles.0"),
    ],
)
def test_a_file_that_holds_no_dossier_is_wrong_usage_and_named(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    bad = write(tmp_path / "bad.json", text)
    for arguments in ((old, bad), (bad, old)):
        code, out, err = diff(capsys, *arguments)
        assert (code, out) == (2, "")
        assert words in err
        assert "bad.json" in err
        assert err.count("\n") == 1


def test_bytes_that_are_no_text_and_files_that_are_not_there(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bin").write_bytes(b"\xff\xfe\x00\x01")
    assert diff(capsys, old, tmp_path / "bin")[0] == 2
    assert diff(capsys, old, tmp_path / "none.json")[0] == 2
    assert diff(capsys, old, tmp_path)[0] == 2
    assert diff(capsys, old)[0] == 2


@pytest.mark.parametrize("words", ["\x1b[31mred\x1b[0m", "\ud800", "[bold]x[/bold]", "a\u202eb"])
def test_words_of_pages_reach_the_terminal_as_text(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    hostile = write(tmp_path / "hostile.json", dump_dossier(make_hostile_dossier(words)))
    code, out, _ = diff(capsys, old, hostile)
    assert code == 0
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_dossier_that_points_beyond_its_texts_is_no_trouble(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = json.loads(dump_dossier(OLD))
    raw["articles"][0]["body"] = [[5, 10**9], [-4, 2]]
    raw["articles"][1]["id"] = raw["articles"][0]["id"]
    raw["findings"][0]["claims"][0] |= {"article": "none", "start": -7, "end": 10**12}
    raw["findings"][1]["claims"] = []
    raw["findings"][2]["id"] = raw["findings"][1]["id"]
    bad = write(tmp_path / "bad.json", json.dumps(raw))
    for arguments in ((old, bad), (bad, old), (bad, bad)):
        assert diff(capsys, *arguments)[0] == 0
