"""A Dask cluster as the engine wants it: reached, started, and seen to be one that can do the job."""

import logging
import os
import platform
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NoReturn

from stemma.engine.tasks import refuse_unwritable
from stemma.errors import EngineError, MissingPart
from stemma.version import __version__

SHOWING = ("pyarrow", "numpy", "lxml", "spacy", "onnxruntime")
"""Packages whose version can show in what is written."""
SETTINGS = {
    # Results are small and rows go through files: nothing is to be spilled, no worker held up for its memory.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 0.95,
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    # A cluster of this machine gives up a worker that is away for so long, and looks once: it may have come back
    # meanwhile and be away again.
    "distributed.deploy.lost-worker-timeout": "1000h",
}
_PROBE = ".probe-"
CONNECT = 15
"""Seconds for a scheduler to answer."""


def load_distributed() -> Any:
    """``distributed``. Raises MissingPart where the extra is not installed."""
    try:
        import distributed
    except ImportError as error:
        raise MissingPart(
            "The engine dask wants the extra 'dask'. Install it with: pip install 'stemma-news[dask]'"
        ) from error
    return distributed


@cache
def tell_build() -> str:
    """The versions of all that can show in what is written: Stemma's, Python's, some packages'."""
    found = [f"Stemma {__version__}", f"Python {'.'.join(platform.python_version_tuple()[:2])}"]
    for package in SHOWING:
        with suppress(PackageNotFoundError):
            found.append(f"{package} {version(package)}")
    return ", ".join(found)


class OwnCluster:
    """A cluster of this machine, that nobody else reaches: ``workers`` processes, started anew where they end."""

    def __init__(self, workers: int, memory: int | None) -> None:
        distributed = load_distributed()
        import dask

        # Until the end of the cluster: some settings are looked up whenever they are wanted.
        self._settings = dask.config.set(SETTINGS)
        level = logging.WARNING if os.environ.get("STEMMA_DEBUG") else logging.CRITICAL
        self.cluster: Any = distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            # What answers HTTP is on this machine alone, at any free port, and has nothing to say.
            dashboard_address=None,
            scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
            preload=["stemma.engine.uninterrupted"],
            memory_limit=memory or 0,
            silence_logs=level,
        )

    def close(self, timeout: float) -> None:
        """End its processes; ``timeout`` in seconds."""
        try:
            self.cluster.close(timeout=timeout)
        finally:
            self._settings.__exit__(None, None, None)  # type: ignore[no-untyped-call]


def connect(address: Any) -> Any:
    """A client of a scheduler, by its address, or of a cluster. Raises EngineError where none answers."""
    distributed = load_distributed()
    logging.getLogger("distributed").setLevel(max(logging.WARNING, logging.getLogger("distributed").level))
    try:
        return distributed.Client(address, timeout=CONNECT, set_as_default=False, name="stemma")
    except (OSError, TimeoutError, ValueError) as error:
        raise EngineError(
            f"no scheduler of Dask answers at {address}: start one with 'dask scheduler', and workers with "
            f"'dask worker {address} --nthreads 1' ({_tell_cause(error)})"
        ) from error


@contextmanager
def tell_gone() -> Iterator[None]:
    """Turn what says that the scheduler is gone into an EngineError that says what to do."""
    from tornado.util import TimeoutError as LateError

    try:
        yield
    except (OSError, TimeoutError, LateError, RuntimeError, AttributeError) as error:
        raise EngineError(
            "the scheduler of Dask does not answer any more: start it and its workers again, then run the same again "
            f"with --resume ({_tell_cause(error)})"
        ) from error


def refuse_without_workers(patience: float) -> NoReturn:
    """Raise the EngineError of a cluster without workers."""
    raise EngineError(
        f"the cluster of Dask has had no worker for {patience:.0f} seconds: start some with "
        "'dask worker SCHEDULER --nthreads 1', then run the same again with --resume"
    )


def check_workers(client: Any, folder: Path) -> None:
    """See that all workers give the same bytes and write to the same folder.

    Raises EngineError that names one where versions differ, where it runs several tasks in one process, or where it
    does not see, or cannot write to, ``folder``.
    """
    with refuse_unwritable(folder):
        for left in folder.glob(f"{_PROBE}*"):  # by a driver that was killed
            left.unlink(missing_ok=True)
        probe = folder / f"{_PROBE}{uuid.uuid4().hex}"
        probe.write_bytes(b"")
    try:
        with tell_gone():
            threads = client.nthreads()
            answers = client.run(look_at_worker, str(probe), on_error="return")
    finally:
        probe.unlink(missing_ok=True)
    for worker in sorted(answers):
        _check_worker(worker, answers[worker], folder)
    for worker in sorted(threads):
        if threads[worker] != 1:
            raise EngineError(
                f"the worker {worker} has {threads[worker]} threads: start it with --nthreads 1, and as many workers "
                "as there are processors"
            )


def look_at_worker(probe: str) -> tuple[str, bool, str]:
    """On a worker: its build, whether it sees a file of the folder, and why it cannot write beside it, or nothing."""
    path = Path(probe)
    try:
        own = path.with_name(f"{path.name}-{uuid.uuid4().hex}")
        own.write_bytes(b"")
        own.unlink()
    except OSError as error:
        return tell_build(), path.exists(), error.strerror or str(error)
    return tell_build(), path.exists(), ""


def _check_worker(worker: str, answer: Any, folder: Path) -> None:
    if isinstance(answer, BaseException):
        raise EngineError(
            f"the worker {worker} could not be asked for its version of Stemma: install {tell_build()} there "
            f"({_tell_cause(answer)})"
        )
    build, sees, refused = answer
    if build != tell_build():
        raise EngineError(
            f"the worker {worker} has {build}, the job has {tell_build()}: install the same on all machines"
        )
    if not sees:
        raise EngineError(
            f"the worker {worker} does not see {folder}: it must be a folder that all machines share by one name"
        )
    if refused:
        raise EngineError(f"the worker {worker} cannot write to {folder}: {refused}")


def _tell_cause(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
