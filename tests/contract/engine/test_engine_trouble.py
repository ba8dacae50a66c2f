"""What every engine does where something is wrong: it names it, and goes on or says why not."""

import re
from pathlib import Path

import pytest

from stemma.engine import Shard, open_engine
from stemma.engine.files import FileEngine
from stemma.errors import EngineError, UsageError
from tests.engines import (
    PARTS,
    SHARDS,
    HereEngine,
    Traced,
    fill_the_disk,
    kill_for_two,
    list_traces,
    make_rows,
    make_task,
    raise_for_three,
    raise_strangely,
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
