"""Engines for the tests, and work for them: invented rows, the same from the same shard wherever it is done."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from stemma.engine.files import FileEngine
from stemma.engine.parquet import load_pyarrow, part_of
from stemma.engine.protocol import PART, Dataset, Done, Engine, Quarantined, Result, Shard, Stage, Tables
from stemma.engine.tasks import TRIES, Task, pack_task, try_task
from stemma.errors import EngineError
from stemma.model.article import Rejected

SHARDS = tuple(Shard(name=f"shard-{number:02d}", given=number) for number in range(6))
PARTS = 4
WORDS = "harbour bridge council lamp ferry tower".split()


class HereEngine(FileEngine):
    """One that does all in this process, so that nothing but the work itself is tested. It cannot survive a kill."""

    def run_tasks(self, tasks):
        for task in tasks:
            for _ in range(TRIES):
                answer = try_task(pack_task(task))
                if isinstance(answer, Done):
                    yield answer
                    break
                if answer.ends_job:
                    raise EngineError(answer.reason)
            else:
                reason = f"{answer.reason}, {TRIES} times"
                yield Quarantined(stage=task.stage, shard=task.shard.name, reason=reason)


def make_rows(shard: Shard) -> Result:
    """Fifty rows in parts by their number, edges between some, and every shard one item that could not be used."""
    pyarrow = load_pyarrow()
    number = np.arange(50, dtype=np.int64) * 7919 + shard.given
    texts = [f"{WORDS[n % 6]} {'ü' * (n % 5)} {n}" for n in number.tolist()]
    rows = {PART: part_of(number, PARTS), "number": number, "text": texts, "payload": [t.encode() for t in texts]}
    edges = {"one": number[:-1:3], "other": number[1::3] - 7919 * shard.given}
    return Result(
        tables={"rows": pyarrow.table(rows), "edges": pyarrow.table(edges)},
        counts={"rows": len(number)},
        rejected=[Rejected(item=f"page-{shard.given}.html", stage="read", reason="It holds no text.")],
    )


def part_by_text(table: Any, parts: int) -> Any:
    """The part of each row by the length of its text."""
    return np.array([len(text) % parts for text in table.column("text").to_pylist()], dtype=np.int32)


def part_by_key(table: Any, parts: int) -> Any:
    """The part of each row by its key."""
    return part_of(table.column("key").to_numpy(), parts)


def join_rows(part: int, tables: Tables) -> Result:
    """The rows of a part in order of their numbers, with how many rows the other dataset has of it."""
    pyarrow = load_pyarrow()
    rows, others = tables["rows"].sort_by("number"), tables.get("others")
    beside = pyarrow.array([0 if others is None else len(others)] * len(rows), pyarrow.int64())
    return Result(tables={"joined": rows.append_column("beside", beside)}, counts={"rows": len(rows)})


def make_nothing(shard: Shard) -> Result:
    """No row at all, in a table that would be parted."""
    pyarrow = load_pyarrow()
    rows = pyarrow.table({PART: pyarrow.array([], pyarrow.int32()), "number": pyarrow.array([], pyarrow.int64())})
    return Result(tables={"rows": rows})


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """Work that leaves a file for each time it is done, with the id of its process in its name."""

    work: Callable[..., Result]
    trace: Path
    seconds: float = 0.0
    """How long it waits before it begins."""

    def __call__(self, *given: Any) -> Result:
        self.trace.mkdir(parents=True, exist_ok=True)
        (self.trace / f"{uuid.uuid4().hex}.{os.getpid()}").touch()
        time.sleep(self.seconds)
        return self.work(*given)


def list_traces(trace: Path) -> list[int]:
    """The processes that work was done in, once for each time it was."""
    return sorted(int(path.suffix[1:]) for path in trace.glob("*")) if trace.exists() else []


def kill_for_two(shard: Shard) -> Result:
    """Work that ends its process on the shard of number two."""
    if shard.given == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return make_rows(shard)


def raise_for_three(shard: Shard) -> Result:
    """Work that fails on the shard of number three."""
    if shard.given == 3:
        raise ValueError("a lamp without a ferry")
    return make_rows(shard)


def raise_otherwise_for_three(shard: Shard) -> Result:
    """Work that fails there for another reason."""
    if shard.given == 3:
        raise ValueError("a ferry without a lamp")
    return make_rows(shard)


def raise_strangely(shard: Shard) -> Result:
    """Work whose exception cannot be sent to another process, has no text, or is no Exception at all."""
    if shard.given == 0:
        raise _Unsendable(lambda: None)
    if shard.given == 1:
        raise SystemExit
    if shard.given == 2:
        raise ValueError("\ud800 " + "long " * 10_000)
    return make_rows(shard)


class _Unsendable(Exception):
    """One that pickle refuses."""


def fill_the_disk(shard: Shard) -> Result:
    """Work that finds no room where it writes."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def write_to_full_device(shard: Shard) -> Result:
    """Work that writes Parquet where there is never room."""
    load_pyarrow().parquet.write_table(make_rows(shard).tables["rows"], "/dev/full")
    return Result()


def want_memory(shard: Shard) -> Result:
    """Work that wants, on the shard of number one, two gigabytes."""
    if shard.given == 1:
        return Result(counts={"ones": int(np.ones(1 << 28).sum())})
    return make_rows(shard)


def run_job(engine: Engine, target: Path, *, work: Callable[[Shard], Result] = make_rows) -> tuple[Stage, ...]:
    """Every way of working that an engine has, once; the tables are written to ``target``."""
    read = engine.map_shards("read", work, SHARDS)
    turned = engine.shuffle_by("turn", read.datasets["rows"], part_by_text)
    joined = engine.group_apply("join", join_rows, {"rows": read.datasets["rows"], "others": turned.datasets["rows"]})
    nodes = engine.components("graph", read.datasets["edges"])
    written = engine.write("write", joined.datasets["joined"], target / "joined")
    return read, turned, joined, written, engine.write("write-nodes", nodes, target / "nodes")


def read_files(*folders: Path) -> dict[str, bytes]:
    """The bytes of every table below some folders."""
    return {
        f"{folder.name}/{path.relative_to(folder)}": path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix == ".parquet"
    }


def read_rows(dataset: Dataset) -> list[dict[str, Any]]:
    """All rows of a dataset, in order of its files."""
    return [row for file in dataset.list_files() for row in load_pyarrow().parquet.read_table(file).to_pylist()]


def make_task(folder: Path, version: str) -> Task:
    """A task that was asked for by some version of Stemma."""
    return Task(stage="read", folder=folder, work=make_rows, shard=SHARDS[0], version=version)


def start_driver(engine: str, folder: Path, trace: Path, *, seconds: float) -> subprocess.Popen[bytes]:
    """A process that runs the job with an engine of its own, in a process group of its own, slowly at first."""
    # Not as -m: what a program defines itself, workers do not find.
    run = "from tests.engines import main; main()"
    command = [sys.executable, "-c", run, engine, str(folder), str(trace), str(seconds)]
    return subprocess.Popen(command, cwd=Path(__file__).parents[1], start_new_session=True, stderr=subprocess.PIPE)


@contextmanager
def start_cluster(workers: int) -> Iterator[str]:
    """A scheduler of Dask and workers, each a program of its own as people start them; the scheduler's address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    here = ["--host", "127.0.0.1", "--no-dashboard"]
    programs = [["scheduler", *here, "--port", str(port)]]
    programs += [["worker", f"tcp://127.0.0.1:{port}", *here, "--nthreads", "1"]] * workers
    with ExitStack() as stack:
        for program in programs:
            command = [sys.executable, "-m", "dask", *program]
            started = subprocess.Popen(command, cwd=Path(__file__).parents[1], stderr=subprocess.DEVNULL)
            stack.callback(started.wait)
            stack.callback(started.kill)
        yield f"127.0.0.1:{port}"


def is_running(process: int) -> bool:
    """Whether there is a process of that id that has not ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def main() -> None:
    """What ``start_driver`` starts."""
    from stemma.engine import open_engine

    # Where tests run in the background of a shell, this process begins with the interrupt ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    name, folder, trace, seconds = sys.argv[1:]
    engine = open_engine(name, Path(folder) / "work", workers=2, parts=PARTS)
    try:
        run_job(engine, Path(folder) / "tables", work=Traced(work=make_rows, trace=Path(trace), seconds=float(seconds)))
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        engine.close()
