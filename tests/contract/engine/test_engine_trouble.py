"""What every engine does where something is wrong: it names it, and goes on or says why not."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from stemma.engine import Result, Shard, open_engine
from stemma.engine.files import FileEngine
from stemma.engine.protocol import Done
from stemma.engine.tasks import Task, pack_task, read_marker, run_task, try_task
from stemma.errors import EngineError, UsageError
from stemma.version import __version__
from tests.engines import (
    PARTS,
    SHARDS,
    HereEngine,
    Traced,
    fill_the_disk,
    join_rows,
    kill_for_two,
    list_traces,
    make_rows,
    make_task,
    raise_for_three,
    raise_otherwise_for_three,
    raise_strangely,
    read_files,
    read_rows,
    run_job,
    write_to_full_device,
)

pytestmark = pytest.mark.timeout(300)
TWO, THREE = SHARDS[2].name, SHARDS[3].name


def test_a_shard_whose_work_fails_is_tried_twice_and_named_and_the_job_goes_on(engine: FileEngine, tmp_path) -> None:
    work = Traced(work=raise_for_three, trace=tmp_path / "trace")
    read, *_ = run_job(engine, tmp_path / "tables", work=work)
    assert [(one.stage, one.shard, one.reason) for one in read.quarantined] == [
        ("read", THREE, "ValueError: a lamp without a ferry, 2 times")
    ]
    assert len(list_traces(tmp_path / "trace")) == len(SHARDS) + 1
    assert [one.shard for one in read.done] == [shard.name for shard in SHARDS if shard.name != THREE]
    assert len(read_rows(read.datasets["rows"])) == 50 * (len(SHARDS) - 1)


def test_a_shard_that_kills_its_worker_is_tried_twice_and_named_and_the_job_goes_on(
    engine_of_processes: FileEngine, tmp_path
) -> None:
    work = Traced(work=kill_for_two, trace=tmp_path / "trace")
    read = engine_of_processes.map_shards("read", work, SHARDS)
    assert [one.shard for one in read.quarantined] == [TWO]
    assert re.fullmatch("its worker ended.*, 2 times", read.quarantined[0].reason)
    assert len(read.done) == len(SHARDS) - 1
    killed = len(SHARDS) + 1
    # What was done on a worker that was then killed can be asked for again, and is answered by its marker.
    assert len(list_traces(tmp_path / "trace")) >= killed


def test_a_shard_in_quarantine_stays_there_until_its_note_is_taken_away(engine: FileEngine, tmp_path) -> None:
    trace = tmp_path / "trace"
    engine.map_shards("read", Traced(work=raise_for_three, trace=trace), SHARDS)
    tried = len(list_traces(trace))
    again = engine.map_shards("read", Traced(work=make_rows, trace=trace), SHARDS)
    assert ([one.shard for one in again.quarantined], len(list_traces(trace))) == ([THREE], tried)
    (engine.folder / "read" / f"{THREE}.quarantined").unlink()
    mended = engine.map_shards("read", Traced(work=make_rows, trace=trace), SHARDS)
    assert (mended.quarantined, len(list_traces(trace))) == ((), tried + 1)


def test_the_next_engine_tries_it_anew_and_comes_to_what_an_undisturbed_one_makes(engine: FileEngine, tmp_path) -> None:
    work, tables, known = tmp_path / "work", tmp_path / "tables", tmp_path / "known"
    lost = run_job(HereEngine(work, parts=PARTS), tables, work=raise_for_three)
    assert sum(stage.count("rows") for stage in lost[:1]) == 50 * (len(SHARDS) - 1)
    found = run_job(engine, tables, work=Traced(work=make_rows, trace=tmp_path / "trace"))
    engine.sweep()
    assert len(list_traces(tmp_path / "trace")) == 1
    assert all(not stage.quarantined for stage in found)
    run_job(HereEngine(known / "work", parts=PARTS), known / "tables")
    assert read_files(work, tables) == read_files(known / "work", known / "tables")
    assert [path for path in work.rglob("*") if "quarantined" in path.name or "without" in path.name] == []


def test_one_that_fails_again_is_named_by_its_newest_reason_and_nothing_else_is_done_again(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    for work in (raise_for_three, raise_otherwise_for_three):
        engine = HereEngine(tmp_path / "work", parts=PARTS)
        read = engine.map_shards("read", work, SHARDS)
        engine.group_apply("join", Traced(work=join_rows, trace=trace), {"rows": read.datasets["rows"]})
        engine.sweep()
        engine.close()
    assert [one.reason for one in read.quarantined] == ["ValueError: a ferry without a lamp, 2 times"]
    assert len(list_traces(trace)) == PARTS


def test_one_that_is_not_to_be_tried_again_stays_as_it_is(tmp_path: Path) -> None:
    first = HereEngine(tmp_path, parts=PARTS).map_shards("read", raise_for_three, SHARDS)
    engine = HereEngine(tmp_path, parts=PARTS)
    engine.retries = False
    assert engine.map_shards("read", make_rows, SHARDS) == first


def test_what_a_forgotten_worker_makes_without_a_shard_is_not_taken_for_what_is_made_with_it(tmp_path: Path) -> None:
    asked: list[Task] = []
    engine = HereEngine(tmp_path / "work", parts=PARTS)
    engine.run_tasks = lambda tasks: asked.extend(tasks) or HereEngine.run_tasks(engine, tasks)
    read = engine.map_shards("read", raise_for_three, SHARDS)
    engine.group_apply("join", join_rows, {"rows": read.datasets["rows"]})
    mended = HereEngine(tmp_path / "work", parts=PARTS)
    whole = mended.map_shards("read", make_rows, SHARDS).datasets["rows"]
    joined = mended.group_apply("join", join_rows, {"rows": whole})
    mended.sweep()
    before = read_files(tmp_path / "work" / "join")
    for task in asked[-PARTS:]:  # those of the first engine's second stage, which had been sent and not ended
        assert isinstance(try_task(pack_task(task)), Done)
    assert read_files(tmp_path / "work" / "join") == before
    assert joined.count("rows") == 50 * len(SHARDS)


def test_what_another_worker_has_done_meanwhile_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "read"
    task = make_task(folder, __version__)

    def come_late(shard: Shard) -> Result:
        run_task(task)
        return Result(counts={"rows": 0})

    done = run_task(replace(task, work=come_late))
    assert done.counts == {"rows": 50}
    assert read_marker(task.marker) == done
    assert (folder / "rows" / f"{task.shard.name}.parquet").exists()


def test_an_exception_of_any_kind_is_told_in_a_line(engine: FileEngine) -> None:
    read = engine.map_shards("read", raise_strangely, SHARDS)
    reasons = [one.reason for one in read.quarantined]
    assert [reason.split(":")[0] for reason in reasons] == ["_Unsendable", "SystemExit", "ValueError"]
    assert all(len(reason) < 600 and "\n" not in reason for reason in reasons)
    assert engine.map_shards("read", raise_strangely, SHARDS) == read


@pytest.mark.parametrize("work", [fill_the_disk, write_to_full_device])
def test_a_full_disk_ends_the_job_and_says_so(engine: FileEngine, work) -> None:
    if work is write_to_full_device and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here: NOT MEASURED")
    with pytest.raises(EngineError, match=r"no room is left in .*read: free some, then run the same again"):
        engine.map_shards("read", work, SHARDS)
    assert engine.map_shards("read", make_rows, SHARDS).quarantined == ()


def test_work_of_another_version_is_refused(engine: FileEngine, tmp_path) -> None:
    with pytest.raises(EngineError, match=r"the job has 9\.9.*install"):
        list(engine.run_tasks([make_task(tmp_path / "work" / "read", "9.9")]))
    assert not list(tmp_path.rglob("*.done"))


def test_a_marker_that_is_not_whole_is_named(engine: FileEngine) -> None:
    engine.map_shards("read", make_rows, SHARDS)
    (engine.folder / "read" / f"{TWO}.done").write_text("{")
    with pytest.raises(EngineError, match=f"{TWO}.done is no marker.*delete it"):
        engine.map_shards("read", make_rows, SHARDS)
    (engine.folder / "read" / f"{TWO}.done").unlink()
    (engine.folder / "read" / f"{TWO}.quarantined").write_text("{")
    engine.retries = False
    with pytest.raises(EngineError, match=f"{TWO}.quarantined does not say why.*delete it"):
        engine.map_shards("read", make_rows, SHARDS)


@pytest.mark.parametrize("name", ["", ".hidden", "a/b", "a b", "..", "ü"])
def test_a_name_that_is_no_file_of_its_own_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(EngineError, match="names no shard"):
        HereEngine(tmp_path, parts=PARTS).map_shards("read", make_rows, [Shard(name=name, given=0)])


def test_a_folder_where_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EngineError, match="file is no folder"):
        HereEngine(tmp_path / "file", parts=PARTS)


@pytest.mark.parametrize("name", ["spark", "dask://", "dask://host", "tcp://:8786", "dask://host:port", "local://x:1"])
def test_an_engine_that_there_is_not_is_told_with_those_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="there are: local, dask, dask://HOST:PORT"):
        open_engine(name, tmp_path)


@pytest.mark.parametrize("given", [{"workers": 0}, {"parts": 0}, {"memory": 0}])
def test_no_workers_no_parts_and_no_memory_are_refused(tmp_path: Path, given: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="above 0"):
        open_engine("local", tmp_path, **given)
