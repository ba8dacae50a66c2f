"""The process that runs a job ends before it: its workers end too, and what they did is gone on from."""

import os
import signal
import time
from pathlib import Path

import pytest

from stemma.engine import open_engine
from stemma.errors import EngineError
from tests.engines import (
    PARTS,
    SHARDS,
    HereEngine,
    Traced,
    is_running,
    list_traces,
    make_rows,
    read_files,
    run_job,
    start_cluster,
    start_driver,
    want_memory,
)

pytestmark = pytest.mark.timeout(300)
SLOWLY = 1.0


def wait_until(is_so) -> None:
    """Wait for what must come; a test that hangs is ended by its guard."""
    while not is_so():
        time.sleep(0.02)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to look for processes in: NOT MEASURED")
@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("local", signal.SIGKILL),
        ("local", signal.SIGTERM),
        ("local", signal.SIGINT),
        ("dask", signal.SIGKILL),
        ("dask", signal.SIGINT),
    ],
)
def test_a_driver_that_ends_takes_its_workers_with_it_and_another_goes_on(tmp_path: Path, name: str, end) -> None:
    if name == "dask":
        pytest.importorskip("distributed", reason="the extra 'dask' is not installed: NOT MEASURED")
    begun = tmp_path / "begun"
    with start_driver(name, tmp_path / "out", begun, seconds=SLOWLY) as driver:
        wait_until(lambda: len(list_traces(begun)) > 3 or driver.poll() is not None)
        if end is signal.SIGINT:
            os.killpg(driver.pid, end)  # as a terminal does: to the workers too
        else:
            os.kill(driver.pid, end)
        _, said = driver.communicate()
    assert driver.returncode == (130 if end is signal.SIGINT else -end)
    # What Python itself takes away after a process that was killed, it tells of.
    assert [line for line in said.decode().splitlines() if "resource_tracker" not in line] == []
    wait_until(lambda: not any(is_running(process) for process in list_traces(begun)))
    read = tmp_path / "out" / "work" / "read"
    kept = len(list(read.glob("*.done")))
    assert 0 < kept < len(SHARDS)

    work = Traced(work=make_rows, trace=tmp_path / "again")
    run_job(HereEngine(tmp_path / "out" / "work", parts=PARTS), tmp_path / "out" / "tables", work=work)
    assert len(list_traces(tmp_path / "again")) == len(SHARDS) - kept
    run_job(HereEngine(tmp_path / "known" / "work", parts=PARTS), tmp_path / "known" / "tables")
    assert read_files(tmp_path / "out" / "work") == read_files(tmp_path / "known" / "work")
    assert read_files(tmp_path / "out" / "tables") == read_files(tmp_path / "known" / "tables")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to look for processes in: NOT MEASURED")
def test_workers_of_a_cluster_outlive_a_driver_that_is_killed_and_do_the_work_of_the_next(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra 'dask' is not installed: NOT MEASURED")
    begun, out = tmp_path / "begun", tmp_path / "out"
    with start_cluster(2) as address:
        with start_driver(f"dask://{address}", out, begun, seconds=3 * SLOWLY) as driver:
            wait_until(lambda: len(list_traces(begun)) > 1 or driver.poll() is not None)
            driver.kill()
            driver.communicate()
        workers = set(list_traces(begun))
        assert all(is_running(process) for process in workers)
        # At once, while what the first asked for is being done.
        engine = open_engine(f"dask://{address}", out / "work", workers=2, parts=PARTS)
        try:
            run_job(engine, out / "tables", work=Traced(work=make_rows, trace=tmp_path / "again"))
        finally:
            engine.close()
        assert set(list_traces(tmp_path / "again")) <= workers
        assert not list((out / "work").rglob("*.quarantined"))
    # None of those that were asked for by the first and had not begun was done for it.
    assert len(list_traces(begun)) < len(SHARDS)
    run_job(HereEngine(tmp_path / "known" / "work", parts=PARTS), tmp_path / "known" / "tables")
    for name in ("work", "tables"):
        assert read_files(out / name) == read_files(tmp_path / "known" / name)


def test_two_drivers_do_not_work_in_one_folder(tmp_path: Path) -> None:
    with start_driver("local", tmp_path, tmp_path / "begun", seconds=60) as driver:
        try:
            wait_until(lambda: list_traces(tmp_path / "begun") or driver.poll() is not None)
            with pytest.raises(EngineError, match=r"another run is at work in .*work: wait until it ends"):
                open_engine("local", tmp_path / "work")
        finally:
            driver.kill()
            driver.communicate()
    open_engine("local", tmp_path / "work").close()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="not every system limits memory: NOT MEASURED")
def test_a_shard_that_wants_more_memory_than_its_worker_may_have_is_named(tmp_path: Path) -> None:
    engine = open_engine("local", tmp_path, workers=1, parts=PARTS, memory=1 << 30)
    try:
        read = engine.map_shards("read", want_memory, SHARDS)
    finally:
        engine.close()
    assert [one.shard for one in read.quarantined] == [SHARDS[1].name]
    assert "it wanted more memory than its worker may have" in read.quarantined[0].reason
    assert len(read.done) == len(SHARDS) - 1


def test_a_closed_engine_leaves_no_process(tmp_path: Path) -> None:
    engine = open_engine("local", tmp_path, workers=2, parts=PARTS)
    engine.map_shards("read", Traced(work=make_rows, trace=tmp_path / "begun"), SHARDS)
    assert any(is_running(process) for process in list_traces(tmp_path / "begun"))
    engine.close()
    assert not any(is_running(process) for process in list_traces(tmp_path / "begun"))
