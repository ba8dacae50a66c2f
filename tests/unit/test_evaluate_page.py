"""The page of figures is what the generator makes of the kept ones, and tells failures as plainly as successes."""

import json
from pathlib import Path

import pytest

from stemma.errors import UsageError
from stemma.evaluate.capabilities import CAPABILITIES, Capability, Published
from stemma.evaluate.evaluation_page import write_page
from stemma.evaluate.page_rows import Measured, compare, make_row
from stemma.evaluate.results import Result, load_results, record_figures
from stemma.evaluate.tasks import TASKS

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "eval" / "results"
CAPABILITY = Capability(
    task="invented",
    does="something",
    data="some pages",
    metric="share",
    figure=("f1",),
    rivals={"other": ("other", "f1")},
    published=(Published(system="third", value=0.9, on="all pages", source="its README", same=True),),
)


def make_result(**figures: object) -> Result:
    return Result(date="2026-01-01", version="1", note="", packages={}, tasks={"invented": figures})  # type: ignore[dict-item]


def test_the_page_in_the_documents_is_what_the_generator_makes_of_the_kept_figures() -> None:
    page = write_page(KEPT, ROOT / "eval" / "page.md")
    assert (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8") == page, "run 'make evaluation'"


def test_every_capability_names_a_task_and_every_task_is_some_capability() -> None:
    assert {one.task for one in CAPABILITIES} == {task.name for task in TASKS}


def test_kept_files_hold_figures_and_no_text() -> None:
    for path in KEPT.glob("*.json"):
        tasks = json.loads(path.read_text(encoding="utf-8"))["tasks"]
        assert tasks
        for figures in tasks.values():
            for value in figures.values():
                assert all(
                    isinstance(one, int | float) for one in (value.values() if isinstance(value, dict) else [value])
                )


def test_a_figure_below_the_rivals_is_told_as_behind() -> None:
    row = make_row(CAPABILITY, make_result(f1=0.5, low={"f1": 0.45}, high={"f1": 0.55}, other={"f1": 0.7}))
    assert row
    assert row.stands() == "**behind**, **below published**"


def test_a_difference_within_an_interval_is_level() -> None:
    ours = Measured(name="ours", value=0.5, interval=(0.4, 0.6))
    assert compare(ours, Measured(name="other", value=0.55)) == "level (below, within chance)"
    assert compare(ours, Measured(name="other", value=0.45)) == "level"
    assert compare(ours, Measured(name="other", value=0.3)) == "ahead"


def test_where_less_is_better_less_is_ahead() -> None:
    assert compare(Measured(name="a", value=0.1), Measured(name="b", value=0.2), -1) == "ahead"


def test_a_rival_that_was_not_measured_is_said_to_be_missing() -> None:
    row = make_row(CAPABILITY, make_result(f1=0.95))
    assert row
    assert row.stands() == "not yet measured beside others"


def test_newer_figures_of_a_task_replace_older_ones_on_the_page_and_these_go_to_the_end(tmp_path: Path) -> None:
    for day, value in (("2026-01-01", 0.4), ("2026-02-01", 0.6)):
        record_figures(tmp_path / f"{day}-1.json", {"feeds": {"told": value}})
    record_figures(tmp_path / "2026-02-01-1.json", {"chains": {"recall": 0.3}})
    assert [set(one.tasks) for one in load_results(tmp_path)] == [{"feeds", "chains"}, {"feeds"}]
    (tmp_path / "page.md").write_text("<!-- glance -->\n# Earlier\n<!-- history -->\n", encoding="utf-8")
    now, _, before = write_page(tmp_path, tmp_path / "page.md").partition("# Earlier")
    assert ".600" in now
    assert ".400" not in now
    assert ".400" in before


def test_a_file_under_another_name_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="DATE-VERSION"):
        record_figures(tmp_path / "figures.json", {"feeds": {"told": 1.0}})
    (tmp_path / "2026-01-01-1.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="no file of results"):
        load_results(tmp_path)


def test_a_table_that_there_is_not_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("<!-- nothing -->", encoding="utf-8")
    with pytest.raises(UsageError, match="no table 'nothing'"):
        write_page(KEPT, tmp_path / "page.md")
