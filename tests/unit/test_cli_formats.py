"""How the command line chooses a format, where it writes, and what it refuses."""

import csv
import dataclasses
import io
import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from stemma.cli import main as program
from stemma.tell.formats.registry import FORMATS, guess_format
from stemma.tell.formats.tables import COLUMNS
from tests.dossiers import make_dossier


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The pipeline gives the handmade dossier without reading anything; what it was asked is noted."""
    calls: list[Any] = []

    def make_dossiers(paths: Any, **options: Any) -> SimpleNamespace:
        calls.append(paths)
        return SimpleNamespace(
            dossiers=(dataclasses.replace(make_dossier(), overrides=()),) * len(paths), rejected=(), timings={}
        )

    module = ModuleType("stemma.pipeline")
    module.__dict__["make_dossiers"] = make_dossiers
    monkeypatch.setitem(sys.modules, "stemma.pipeline", module)
    return calls


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_ending_means_its_format_whatever_its_case(form: Any) -> None:
    for suffix in form.suffixes:
        assert guess_format(Path(f"story.2024{suffix.upper()}")) is form


def test_a_name_without_an_ending_is_plain_text(tmp_path: Path) -> None:
    assert program.run(["tell", "a", "-o", str(tmp_path / "told")]) == 0
    assert (tmp_path / "told").read_text(encoding="utf-8").startswith("Bridge over the Alder")


@pytest.mark.parametrize(
    ("name", "word"), [("a.pdf", "browser print"), ("a.xlsx", "no format is known by the ending .xlsx")]
)
def test_an_ending_that_means_nothing_is_refused_before_the_work(
    name: str, word: str, told: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.run(["tell", "a", "-o", str(tmp_path / name)]) == 2
    assert word in capsys.readouterr().err
    assert told == []


def test_an_unknown_format_names_those_there_are(told: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["tell", "a", "-f", "docx"]) == 2
    assert "geojson" in capsys.readouterr().err
    assert told == []


def test_a_folder_gets_all_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for target in (tmp_path, tmp_path / "new"):
        assert program.run(["tell", "a", "-f", "csv", "-o", str(target)]) == 0
        assert {path.stem for path in target.glob("*.csv")} == set(COLUMNS)
    assert capsys.readouterr() == ("", "")


def test_one_table_goes_to_stdout_and_the_default_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["tell", "a", "-f", "csv", "--table", "origins"]) == 0
    out, err = capsys.readouterr()
    assert next(row["origin"] for row in csv.DictReader(io.StringIO(out))) == "o-ministry"
    assert err == ""
    assert program.run(["tell", "a", "-f", "csv"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("story,finding,claim,")
    assert "this is the table claims" in err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["-f", "csv", "--table", "sources"], "there are articles, claims"),
        (["-f", "json", "--table", "claims"], "--table is for csv"),
        (["-f", "csv", "--table", "claims", "-o", "."], "a folder gets all tables"),
        (["-f", "csv", "-o", "no/such/folder/here"], "there is no folder"),
    ],
)
def test_what_does_not_fit_is_refused_before_the_work(
    arguments: list[str], word: str, told: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.run(["tell", "a", *arguments]) == 2
    assert word in capsys.readouterr().err
    assert told == []


def test_bytes_go_to_a_file_or_a_pipe_but_not_to_a_terminal(
    told: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert program.run(["tell", "a", "-o", str(tmp_path / "c.parquet"), "-q"]) == 0
    written = (tmp_path / "c.parquet").read_bytes()
    assert written[:4] == written[-4:] == b"PAR1"
    assert program.run(["tell", "a", "-f", "parquet", "-q"]) == 0
    assert capsysbinary.readouterr().out == written
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert program.run(["tell", "a", "-f", "parquet"]) == 2
    assert b"not for a terminal" in capsysbinary.readouterr().err
    assert len(told) == 2


@pytest.mark.parametrize(("name", "package"), [("parquet", "pyarrow"), ("ics", "icalendar"), ("stix", "stix2")])
def test_a_missing_extra_exits_with_2_before_the_work_and_says_what_to_install(
    name: str, package: str, told: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    assert program.run(["tell", "a", "-f", name]) == 2
    extra = next(form.extra for form in FORMATS if form.name == name)
    assert f"pip install 'stemma-news[{extra}]'" in capsys.readouterr().err
    assert told == []


def test_several_stories_go_into_one_file_where_the_format_holds_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["tell", "a", "b", "-f", "geojson", "-q"]) == 0
    assert len(json.loads(capsys.readouterr().out)["features"]) == 2


def test_formats_lists_every_format_with_its_endings(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["formats"]) == 0
    page = capsys.readouterr().out
    assert all(form.name in page and form.suffixes[0] in page for form in FORMATS)
    assert "pip install 'stemma-news[tables]'" in page
    assert program.run(["formats", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["name"] for line in lines] == [form.name for form in FORMATS]


def test_the_help_of_tell_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    program.run(["tell", "--help"])
    words = " ".join(capsys.readouterr().out.split())
    assert all(form.name in words for form in FORMATS)


def test_text_in_a_pipe_or_a_file_is_plain_and_of_one_width(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "44")
    assert program.run(["tell", "a"]) == 0
    page = capsys.readouterr().out
    assert "\x1b" not in page
    assert all(line == line.rstrip() for line in page.splitlines())
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert program.run(["tell", "a", "-o", str(tmp_path / "a.txt")]) == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == page
