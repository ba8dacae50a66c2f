"""docs/group.md: its commands run, its example is what is printed, its tables are the fields."""

import re
import shlex
from dataclasses import fields
from pathlib import Path
from textwrap import dedent

import pytest

from stemma.cli.main import run
from stemma.model.overrides import OVERRIDES_FILE
from stemma.tell.story_lines import StoryArticle, StoryLine
from tests.heap import write_heap

pytestmark = pytest.mark.timeout(300)

PAGE = (Path(__file__).parents[2] / "docs" / "group.md").read_text(encoding="utf-8")
BLOCKS = [dedent(found) for found in re.findall(r"\n\n((?: {4}.*\n|\n(?= {4}))+)", PAGE)]
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_heap(tmp_path / "heap")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def list_commands() -> list[list[str]]:
    lines = [line for block in BLOCKS for line in block.splitlines() if line.startswith("stemma ")]
    return [shlex.split(line.partition(" | jq")[0], comments=True)[1:] for line in lines]


def test_its_commands_run(folder: Path, capsys: Captured) -> None:
    commands = list_commands()
    assert len(commands) >= 8
    for command in commands:
        assert run(command) == 0, command
    capsys.readouterr()
    assert (folder / "stories.jsonl").read_text(encoding="utf-8").count("\n") == 3


@pytest.mark.usefixtures("folder")
def test_its_example_is_what_is_printed(capsys: Captured) -> None:
    assert run(["group", "heap/"]) == 0
    example = next(block for block in BLOCKS if block.startswith("6 articles"))
    assert capsys.readouterr().out == example


def test_its_corrections_do_what_it_says(folder: Path, capsys: Captured) -> None:
    corrections = next(block for block in BLOCKS if block.startswith("[[pin_article]]"))
    (folder / OVERRIDES_FILE).write_text(corrections, encoding="utf-8")
    assert run(["group", "heap/", "--overrides", OVERRIDES_FILE]) == 0
    out, err = capsys.readouterr()
    told = " ".join(out.split())
    assert told.count("applied ") == 2
    assert err.count("correction not used (join_stories)") == err.count("\n") == 1


@pytest.mark.parametrize(("heading", "shape"), [("| field |", StoryLine), ("| field of an article |", StoryArticle)])
def test_its_tables_are_the_fields(heading: str, shape: type) -> None:
    rows = PAGE[PAGE.index(heading) :].split("\n\n")[0].splitlines()[2:]
    assert [re.findall(r"`(\w+)`", row)[0] for row in rows] == [field.name for field in fields(shape)]


@pytest.mark.usefixtures("folder")
def test_its_python_example_runs(capsys: Captured) -> None:
    exec(next(block for block in BLOCKS if block.startswith("from stemma")), {})
    assert "3 Ferry catches fire off Port Vellis" in capsys.readouterr().out
