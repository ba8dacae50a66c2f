"""One shard's work, as it is carried out on whatever machine: tables written, then its marker."""

import errno
import json
import pickle
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from stemma.engine.parquet import load_pyarrow, read_part, write_table, write_whole
from stemma.engine.protocol import PART, Dataset, Done, PartWork, Result, Shard
from stemma.errors import EngineError
from stemma.model.article import Rejected
from stemma.version import __version__

REJECTED = "rejected"
"""The dataset, of every stage, of what it could not use."""
TRIES = 2
"""How often a shard is begun before it is put into quarantine."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_NO_LEAVE = (errno.EROFS, errno.EACCES, errno.EPERM)
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A shard of a stage, with all that a worker needs to do it."""

    stage: str
    folder: Path
    """Of the stage: markers in it, datasets in folders below."""
    work: Callable[[Shard], Result]
    shard: Shard
    version: str = __version__
    """Of whoever asks for it: another version's work may be other work."""

    @property
    def marker(self) -> Path:
        """Is there once the shard is done, and whole."""
        return self.folder / f"{self.shard.name}.done"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOf:
    """Work on one part of several datasets, as work on a shard: its number is what the shard is given."""

    work: PartWork
    sources: Mapping[str, Dataset]

    def __call__(self, shard: Shard) -> Result:
        """As ``ShardWork``."""
        found = {name: read_part(source.list_files(), shard.given) for name, source in self.sources.items()}
        return self.work(shard.given, {name: table for name, table in found.items() if table is not None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """One try at a shard that came to nothing."""

    reason: str
    ends_job: bool = False
    """Whether no other worker, and no other shard, would fare better."""
    wanted_memory: bool = False
    """Whether it was refused memory: the process that tried is better not used again."""


def pack_task(task: Task) -> bytes:
    """A task as it is sent to a worker; what it names is looked up there by module and name."""
    return pickle.dumps(task, protocol=pickle.HIGHEST_PROTOCOL)


def try_task(packed: bytes) -> Done | Failed:
    """Do what ``pack_task`` packed, once; whatever its work raises is told, and raised no further."""
    try:
        return run_task(pickle.loads(packed))
    except EngineError as error:
        return Failed(reason=str(error), ends_job=True)
    except MemoryError as error:
        said = clip_reason(f": {error}" if str(error) else "")
        return Failed(reason=f"it wanted more memory than its worker may have{said}", wanted_memory=True)
    except (Exception, SystemExit) as error:
        return Failed(reason=clip_reason(f"{type(error).__name__}: {error}"))


def clip_reason(reason: str) -> str:
    """A reason on one line and of bounded length, that can be written as UTF-8."""
    line = " ".join(_clean(reason).split())
    return line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON]}…"


def limit_memory(most: int | None) -> None:
    """Let this process have ``most`` bytes of memory of its own; more is refused to it (``MemoryError``).

    What is counted is what it may write to, touched or not (RLIMIT_DATA). pyarrow's usual allocator reserves a
    gigabyte beforehand, so that it is given the system's instead.
    """
    if most is None:
        return
    now, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if now == wanted:
        return
    pyarrow = load_pyarrow()
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def run_task(task: Task) -> Done:
    """Do a shard's work, unless it is done. Raises EngineError where no worker could go on; whatever the work raises.

    Tables are written before the marker, each whole or not at all, so that a worker that ends at any moment leaves
    nothing that is taken for done.
    """
    if task.version != __version__:
        raise EngineError(
            f"this worker has Stemma {__version__}, the job has {task.version}: install one version on all machines"
        )
    known = read_marker(task.marker)
    if known is not None:
        return known
    began, cpu = perf_counter(), process_time()
    with _refuse_full_disk(task.folder):
        made = task.work(task.shard)
    # One that was asked for by a driver that was killed may come late, and what it read may be gone meanwhile.
    known = read_marker(task.marker)
    if known is not None:
        return known
    with refuse_unwritable(task.folder):
        sizes = _write_tables(task, made)
        done = Done(
            shard=task.shard.name,
            counts=dict(made.counts),
            rejected=dict(sorted(Counter(one.reason for one in made.rejected).items())),
            seconds=perf_counter() - began,
            cpu=process_time() - cpu,
            peak=measure_peak(),
            made=sizes,
            written=dict(made.written),
        )
        with write_whole(task.marker) as path:
            path.write_text(json.dumps(asdict(done)), encoding="utf-8")
    return done


@contextmanager
def refuse_unwritable(folder: Path) -> Iterator[None]:
    """Turn what says that nothing can be written into ``folder`` into an EngineError that says what to do."""
    try:
        with _refuse_full_disk(folder):
            yield
    except (FileExistsError, NotADirectoryError) as error:
        raise EngineError(f"{error.filename} is no folder: give another name") from error
    except OSError as error:
        if error.errno in _NO_LEAVE:
            raise EngineError(
                f"{folder} cannot be written to ({error.strerror}): let this user write there on every machine, "
                "then run the same again with --resume"
            ) from error
        raise


@contextmanager
def _refuse_full_disk(folder: Path) -> Iterator[None]:
    """For work too, which may write; that it may not write, or read, somewhere can be its shard's own fault."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise EngineError(
                f"no room is left in {folder}: free some, then run the same again with --resume"
            ) from error
        raise


def read_marker(path: Path) -> Done | None:
    """What is kept of a shard; None where it is not done."""
    try:
        return Done(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise EngineError(f"{path} is no marker of a shard: {error}; delete it, and its shard is done anew") from error


def tabulate_rejected(rejected: Any) -> Any:
    """Items that could not be used, as a table."""
    pyarrow = load_pyarrow()
    names = ("item", "stage", "reason")
    return pyarrow.table(
        {name: pyarrow.array([_clean(getattr(one, name)) for one in rejected], pyarrow.string()) for name in names}
    )


def list_rejected(table: Any) -> tuple[Rejected, ...]:
    """What ``tabulate_rejected`` made a table of."""
    return tuple(Rejected(**row) for row in table.to_pylist())


def measure_peak() -> int:
    """Bytes that this process had at most, until now."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def _write_tables(task: Task, made: Result) -> dict[str, int]:
    tables = dict(made.tables)
    if made.rejected:
        tables[REJECTED] = tabulate_rejected(made.rejected)
    return {
        name: write_table(task.folder / name / f"{task.shard.name}.parquet", table)
        for name, table in sorted(tables.items())
        if len(table) or PART not in table.column_names
    }


def _clean(text: str) -> str:
    """Lone surrogates have no bytes in UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
