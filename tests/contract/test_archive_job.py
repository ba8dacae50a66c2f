"""A job over an archive: the same tables whatever the workers, the order of inputs and the interruptions were."""

import json
from pathlib import Path

import pytest

from stemma.archive.closing import close_run
from stemma.archive.inputs import choose_inputs, count_parts, list_inputs
from stemma.archive.job import TABLES
from stemma.archive.manifest import read_manifest
from stemma.archive.report import Outlay
from stemma.archive.schemas import COLUMNS
from stemma.cli.archive import read_size
from stemma.cli.main import run
from stemma.errors import UsageError
from tests.archive_jobs import EVENTS, UNPARTED, plan_job, read_out, read_table, run_here, write_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("archive") / "crawl")


@pytest.fixture(scope="module")
def done(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one run of the job made."""
    out = tmp_path_factory.mktemp("out")
    plan = plan_job(archive, out)
    close_run(plan, run_here(plan), Outlay(seconds=1.0, workers=1, engine="local", price=0.5))
    return out


def test_stories_and_copies_go_across_inputs(done: Path) -> None:
    articles = read_table(done, "articles")
    assert len(articles) == EVENTS * 6
    assert len(read_table(done, "stories")) == EVENTS
    assert read_table(done, "copies")
    assert read_table(done, "rejected") == []


@pytest.mark.parametrize("table", TABLES)
def test_a_table_without_rows_can_be_asked_as_others_are(done: Path, table: str) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: NOT MEASURED")
    where = f"{done}/tables/{table}/{'*' if table in UNPARTED else '*/*'}.parquet"
    source = f"read_parquet('{where}', hive_partitioning = false)"
    asked = duckdb.connect().execute(f"SELECT count(*) AS rows, count(COLUMNS(*)) FROM {source}")
    assert [column[0] for column in asked.description] == ["rows", *COLUMNS[table]]
    (found,) = asked.fetchall()
    assert (found[0] == 0) is (table in ("claims", "findings", "origins", "rejected"))


def test_workers_and_order_of_inputs_do_not_show(archive: Path, done: Path, tmp_path: Path) -> None:
    files = sorted(str(path) for path in archive.iterdir())
    given = [*reversed(files), "--out", str(tmp_path / "out"), "--workers", "2", "--parts", "3", "--tell", "0", "-q"]
    assert run(["archive", *given]) == 0
    assert read_out(tmp_path / "out") == read_out(done)
    mine, other = read_manifest(done), read_manifest(tmp_path / "out")
    assert mine == other


def test_a_job_that_lost_some_markers_comes_to_the_same(archive: Path, done: Path, tmp_path: Path) -> None:
    plan = plan_job(archive, tmp_path / "out", together=0)
    run_here(plan)
    for pattern in ("read/input-000001.done", "copies-*/part-00001.done", "group-graph*/*.done", "write-*/*.done"):
        for marker in plan.work.glob(pattern):
            marker.unlink()
    run_here(plan)
    assert read_out(plan.out) == read_out(done)


def test_steps_done_one_by_one_come_to_the_same(archive: Path, done: Path, tmp_path: Path) -> None:
    plan = plan_job(archive, tmp_path / "out")
    for step in ("read", "copies", "group", "stories", "write"):
        assert run_here(plan, only=step).whole is (step == "write")
    assert read_out(plan.out) == read_out(done)


def test_a_step_names_the_one_before_it_that_is_missing(archive: Path, tmp_path: Path) -> None:
    plan = plan_job(archive, tmp_path / "out")
    with pytest.raises(UsageError, match="the step before it, read, is not done"):
        run_here(plan, only="group")
    run_here(plan, only="read")
    with pytest.raises(UsageError, match="the step before it, copies, is not done"):
        run_here(plan, only="group")


def test_the_manifest_names_tables_with_their_rows(done: Path) -> None:
    manifest = read_manifest(done)
    assert manifest is not None
    assert set(manifest["tables"]) <= set(TABLES)
    assert manifest["tables"]["articles"]["rows"] == manifest["counts"]["articles"] == EVENTS * 6
    assert list(manifest["capped"]) == ["keys", "blocks", "stories"]
    assert manifest["capped"]["blocks"] == manifest["capped"]["stories"] == 0


def test_the_report_has_the_rounds_of_the_components_and_the_cost(done: Path) -> None:
    report = json.loads((done / "report.json").read_text())
    names = [stage["name"] for stage in report["stages"]]
    assert "family-graph-contract" in names
    assert "family-graph-nodes" in names
    assert report["cost"]["money"] == pytest.approx(report["cost"]["core_hours"] * 0.5, abs=1e-3)
    assert report["statistics"]["stories_by_articles"] == {"5-9": EVENTS}
    assert report["statistics"]["articles"] == EVENTS * 6
    assert "- family-graph-" not in (done / "report.md").read_text()
    assert "- family-graph " in (done / "report.md").read_text()


def test_a_sample_takes_the_same_inputs_and_foretells_the_whole(archive: Path, tmp_path: Path) -> None:
    inputs = list_inputs([str(archive)])
    one = choose_inputs(inputs, 0.0001)
    assert len(one) == 1
    assert set(choose_inputs(inputs, 0.5)) <= set(choose_inputs(inputs, 0.9)) <= set(inputs)
    plan = plan_job(archive, tmp_path / "out", sample=0.0001)
    close_run(plan, run_here(plan), Outlay(seconds=1.0, workers=1, engine="local", price=None))
    report = json.loads((plan.out / "report.json").read_text())
    assert report["articles"] == EVENTS * 2
    assert EVENTS * 5 <= report["foretold"]["articles"] <= EVENTS * 7
    assert any("stories across inputs" in told for told in report["foretold"]["cannot_tell"])


def test_inputs_are_named_by_folders_patterns_and_lists(archive: Path, tmp_path: Path) -> None:
    whole = list_inputs([str(archive)])
    listed = tmp_path / "list"
    listed.write_text("# three\n" + "\n".join(one.name for one in reversed(whole)) + "\n\n")
    assert list_inputs([f"@{listed}"]) == list_inputs([], lists=[listed]) == whole
    assert list_inputs([str(archive / "*.warc.gz"), whole[0].name]) == whole
    assert count_parts(whole) == 4


@pytest.mark.parametrize(("told", "size"), [("2GB", 2 * 10**9), ("512 MiB", 512 << 20), ("1.5g", 1.5e9), ("7", 7)])
def test_memory_is_told_as_people_write_it(told: str, size: int) -> None:
    assert read_size(told) == size


def test_memory_that_is_no_size_is_refused() -> None:
    with pytest.raises(UsageError, match="is no size"):
        read_size("much")
