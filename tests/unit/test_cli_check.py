import io
import json
from pathlib import Path
from typing import Any

import pytest

from stemma.cli import main as program

TEXT = "A bridge fell in Orlen."


def dossier(quote: str = "A bridge fell") -> dict[str, Any]:
    claim = {"id": "c", "article": "a", "start": 0, "end": 13, "quote": quote, "part": "body", "said_by": []}
    finding = {"id": "f", "statement": quote, "relation": "single", "kind": "event", "date": None}
    lists = ("copies", "entities", "places", "timeline", "quotations", "summary", "rejected")
    return {
        "schema": "stemma/dossier/1",
        "story": {"id": "s", "title": "t", "start": None, "end": None, "places": []},
        "articles": [{"id": "a", "source": "a.txt", "text": TEXT, "body": [[0, 23]], "captions": [], "furniture": []}],
        "findings": [
            {
                **finding,
                "date_precision": None,
                "origins": 1,
                "why": "One article says so.",
                "confidence": 0.5,
                "claims": [{**claim, "quoted": "none", "value": {}, "origin": "o"}],
                "missing": [],
            }
        ],
        "origins": [{"id": "o", "name": "a", "kind": "outlet", "articles": ["a"], "findings": ["f"]}],
        **{name: [] for name in lists},
        "stemma_version": "0",
        "settings": {},
    }


def write(path: Path, *values: Any) -> str:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return str(path)


def test_a_true_dossier_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "d.json", dossier())
    assert program.run(["check", path]) == 0
    assert "holds" in capsys.readouterr().out
    assert program.run(["check", "-q", path]) == 0
    assert capsys.readouterr().out == ""


def test_each_line_of_a_file_is_checked_and_each_failure_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "d.jsonl", dossier(), dossier("A bridge rose"))
    assert program.run(["check", path]) == 1
    assert path in capsys.readouterr().out


def test_indented_json_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    path.write_text(json.dumps(dossier(), indent=2), encoding="utf-8-sig")
    assert program.run(["check", str(path)]) == 0


def test_standard_input_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(dossier()).encode())))
    assert program.run(["check", "-"]) == 0


@pytest.mark.parametrize("content", [b"", b"no json", b"[1, 2]", b"{}", b"\xff\xfe\x00", b"[" * 100_000, b"null"])
def test_what_is_no_dossier_fails_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "d.json"
    path.write_bytes(content)
    assert program.run(["check", str(path)]) == 1
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert "defect" not in err
    assert err.startswith("stemma: ")


def test_a_missing_file_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["check", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
