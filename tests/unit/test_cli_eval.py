import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from stemma.cli import main as program
from stemma.evaluate import tasks


def run_invented(data: Path, limit: int | None) -> Mapping[str, float | Mapping[str, float]]:
    return {"mean": {"links": 0.25, "density": 1.2}, "a-story": {"links": 0.5, "density": 1.2}}


@pytest.fixture(autouse=True)
def invented(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    here = tasks.Task(name="invented", needs="here", obtain="made up", run=run_invented)
    away = tasks.Task(name="away", needs="not-here", obtain="from its authors", run=run_invented)
    monkeypatch.setattr(tasks, "TASKS", (here, away))
    return tmp_path


def test_json_is_one_object_from_task_to_figures(invented: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["eval", "--data", str(invented), "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {"invented": run_invented(invented, None)}
    assert "away SKIPPED" in err
    assert "from its authors" in err


def test_the_table_has_a_column_for_each_story(invented: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["eval", "invented", "--data", str(invented)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        ["a-"],
        ["invented", "mean", "story"],
        ["links", "0.250", "0.500"],
        ["density", "1.200", "1.200"],
    ]


def test_an_unknown_task_is_wrong_usage(invented: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run(["eval", "nothing", "--data", str(invented)]) == 2
    assert "there are invented, away" in capsys.readouterr().err


def gate(folder: Path, floors: object) -> int:
    (folder / "floors.json").write_text(json.dumps(floors))
    return program.run(["eval", "--data", str(folder), "--gate", str(folder / "floors.json")])


def test_figures_at_their_floors_pass(invented: Path) -> None:
    assert gate(invented, {"invented": {"mean": {"links": 0.25, "density": 1.2}}}) == 0


def test_the_gate_names_each_figure_that_fell(invented: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = {"invented": {"mean": {"links": 0.26, "density": 1.1, "gone": 0.1}, "a-story": {"links": 0.6}}}
    assert gate(invented, floors) == 1
    assert capsys.readouterr().err.splitlines() == [
        "stemma: eval: invented mean links: 0.2500 is below its floor of 0.26",
        "stemma: eval: invented mean density: 1.2000 is above 1.1, the most it may be",
        "stemma: eval: invented mean gone: has a floor of 0.1 but was not measured",
        "stemma: eval: invented a-story links: 0.5000 is below its floor of 0.6",
    ]


def test_the_gate_skips_loudly_where_data_is_absent(invented: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate(invented, {"away": {"links": 0.9}}) == 0
    assert "away SKIPPED" in capsys.readouterr().err


@pytest.mark.parametrize("floors", [[], {"invented": 3}, {"invented": {"links": "high"}}, {"unknown": {"links": 0.1}}])
def test_floors_that_make_no_sense_are_wrong_usage(invented: Path, floors: object) -> None:
    assert gate(invented, floors) == 2


def test_a_floors_file_that_is_missing_or_broken_is_wrong_usage(invented: Path) -> None:
    assert program.run(["eval", "--gate", str(invented / "none.json")]) == 2
    (invented / "broken.json").write_text("{")
    assert program.run(["eval", "--gate", str(invented / "broken.json")]) == 2


def test_the_floors_of_the_repository_name_known_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    floors = json.loads((Path(__file__).parents[2] / "eval" / "floors.json").read_text())
    assert set(floors) <= {task.name for task in tasks.TASKS}
