"""A Dask cluster that cannot do the job is refused, and said why."""

import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from stemma.engine import cluster
from stemma.engine import dask as engine_of_dask
from stemma.engine.cluster import check_workers, look_at_worker, tell_build
from stemma.engine.dask import DaskEngine
from stemma.errors import EngineError
from tests.engines import PARTS, SHARDS, Traced, list_traces, make_rows

distributed = pytest.importorskip("distributed", reason="the extra 'dask' is not installed: NOT MEASURED")
pytestmark = pytest.mark.timeout(300)


class OneWorker:
    """A client of a cluster whose one worker answers as told."""

    def __init__(self, answer: Any, threads: int = 1) -> None:
        self.answer = answer
        self.threads = threads

    def nthreads(self) -> dict[str, int]:
        return {"tcp://10.0.0.1:4000": self.threads}

    def run(self, function: Any, probe: str, on_error: str) -> dict[str, Any]:
        assert (function, on_error, Path(probe).exists()) == (look_at_worker, "return", True)
        return {"tcp://10.0.0.1:4000": self.answer}


@pytest.mark.parametrize(
    ("answer", "threads", "said"),
    [
        (("Stemma 9.9, Python 3.11", True, ""), 1, r"tcp://10.0.0.1:4000 has Stemma 9\.9.*install the same"),
        ((tell_build(), False, ""), 1, "does not see .*share by one name"),
        ((tell_build(), True, "Permission denied"), 1, "cannot write to .*Permission denied"),
        ((tell_build(), True, ""), 8, "has 8 threads: start it with --nthreads 1"),
        (ModuleNotFoundError("No module named 'stemma'"), 1, "could not be asked.*No module named 'stemma'"),
    ],
)
def test_a_worker_that_would_make_something_else_or_elsewhere_is_named(tmp_path: Path, answer, threads, said) -> None:
    with pytest.raises(EngineError, match=said):
        check_workers(OneWorker(answer, threads), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_is_as_it_should_be_is_taken(tmp_path: Path) -> None:
    (tmp_path / "probe").touch()
    (tmp_path / ".probe-of-a-driver-that-was-killed").touch()
    check_workers(OneWorker(look_at_worker(str(tmp_path / "probe"))), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["probe"]


def test_a_worker_looks_for_the_folder_itself(tmp_path: Path) -> None:
    build, sees, refused = look_at_worker(str(tmp_path / "nowhere" / "probe"))
    assert (build, sees, refused) == (tell_build(), False, "No such file or directory")


def test_workers_of_another_version_are_refused_at_the_start(open_shared, tmp_path: Path, monkeypatch) -> None:
    engine = open_shared("dask", tmp_path)
    monkeypatch.setattr(cluster, "tell_build", lambda: "Stemma 9.9")
    with pytest.raises(EngineError, match=r"has Stemma .*, the job has Stemma 9\.9: install the same"):
        check_workers(engine._client, tmp_path)


def test_a_worker_of_another_version_that_comes_later_is_refused_with_its_first_task(
    open_shared, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(engine_of_dask, "tell_build", lambda: "Stemma 9.9")
    with pytest.raises(EngineError, match=r"a worker has Stemma .*, the job has Stemma 9\.9: install the same"):
        open_shared("dask", tmp_path).map_shards("read", make_rows, SHARDS)


def test_where_no_scheduler_answers_it_is_said_how_to_start_one(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(EngineError, match=f"no scheduler of Dask answers at {address}: start one"):
            DaskEngine(tmp_path, address=address, workers=1, parts=PARTS)


def start_in_this_process(workers: int) -> Any:
    return distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=False,
        host="127.0.0.1",
        protocol="tcp",
        dashboard_address=None,
    )


def test_a_cluster_without_a_worker_is_refused(tmp_path: Path) -> None:
    with (
        start_in_this_process(0) as empty,
        pytest.raises(EngineError, match="no worker for 0 seconds: start some"),
    ):
        DaskEngine(tmp_path, address=empty.scheduler_address, workers=1, parts=PARTS, patience=0.1)


def test_a_job_whose_last_worker_goes_away_ends_and_says_so(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(engine_of_dask, "LOOK_EVERY", 0.05)
    with start_in_this_process(1) as own:
        engine = DaskEngine(tmp_path, address=own.scheduler_address, workers=1, parts=PARTS, patience=0.1)
        work = Traced(work=make_rows, trace=tmp_path / "trace", seconds=0.2)
        threading.Thread(target=lambda: take_away(own, tmp_path / "trace")).start()
        with pytest.raises(EngineError, match="no worker for 0 seconds: start some"):
            engine.map_shards("read", work, SHARDS)
        engine.close()


def take_away(own: Any, trace: Path) -> None:
    """Let a cluster's workers go once one of them is at work."""
    while not list_traces(trace):
        pass
    own.scale(0)


def test_a_scheduler_that_goes_away_ends_the_job_and_says_so(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1)
    monkeypatch.setattr(engine_of_dask, "LOOK_EVERY", 0.05)
    own = start_in_this_process(1)
    engine = DaskEngine(tmp_path, address=own.scheduler_address, workers=1, parts=PARTS)
    work = Traced(work=make_rows, trace=tmp_path / "trace", seconds=0.2)

    def close() -> None:
        while not list_traces(tmp_path / "trace"):
            pass
        own.close()

    threading.Thread(target=close).start()
    with pytest.raises(EngineError, match="the scheduler of Dask does not answer any more: start it"):
        engine.map_shards("read", work, SHARDS)
    engine.close()
