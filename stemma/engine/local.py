"""The engine of one machine: some processes beside this one, each shard tried twice.

Each process has pipes of its own and shares no lock with another, so that one that is killed at any moment takes
nothing with it but the shard it was at. Nothing of the program that uses Stemma is run in them once more, as
``multiprocessing`` would.
"""

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, cast

from stemma.engine.files import FileEngine, Outcome
from stemma.engine.parquet import load_pyarrow
from stemma.engine.protocol import Done, Progress, Quarantined
from stemma.engine.tasks import TRIES, Failed, Task, pack_task
from stemma.engine.worker import READY, read_message, write_message
from stemma.errors import EngineError

_SERVE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from stemma.engine.worker import serve_tasks; serve_tasks()"
)
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_STARTS = 5
"""How many processes in a row may end before they have begun anything."""
_SECONDS_TO_END = 5.0


class LocalEngine(FileEngine):
    """``workers`` processes of this machine; with one, the work is still done in a process of its own.

    ``memory``: bytes that each may have. Raises MissingPart.
    """

    def __init__(
        self,
        folder: Path,
        *,
        workers: int,
        parts: int,
        memory: int | None = None,
        tell: Callable[[Progress], None] | None = None,
    ) -> None:
        super().__init__(folder, parts=parts, tell=tell)
        load_pyarrow()
        self._workers = workers
        self._memory = memory
        self._free: deque[_Process] = deque()
        self._all: set[_Process] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def run_tasks(self, tasks: Sequence[Task]) -> Generator[Outcome, None, None]:
        """As ``FileEngine``. Where it is left before its end, the processes are ended at once."""
        waiting = deque(tasks)
        outcomes: SimpleQueue[Outcome | BaseException] = SimpleQueue()
        threads = [
            threading.Thread(target=self._do_tasks, args=(waiting, outcomes), daemon=True)
            for _ in range(min(self._workers, len(tasks)))
        ]
        whole = False
        try:
            for thread in threads:
                thread.start()
            for _ in tasks:
                outcome = outcomes.get()
                if isinstance(outcome, BaseException):
                    raise outcome
                yield outcome
            whole = True
        finally:
            if not whole:
                waiting.clear()
                self._end_all()
            for thread in threads:
                if thread.ident is not None:
                    thread.join()
            self._stopped = False

    def close(self) -> None:
        """End the processes, at once."""
        self._end_all()
        super().close()

    def _do_tasks(self, waiting: "deque[Task]", outcomes: "SimpleQueue[Outcome | BaseException]") -> None:
        """What one thread does: task after task, each by one process at a time."""
        try:
            while True:
                try:
                    task = waiting.popleft()
                except IndexError:
                    return
                outcomes.put(self._do_task(task))
        except BaseException as error:
            outcomes.put(error)

    def _do_task(self, task: Task) -> Outcome:
        packed = pack_task(task)
        tries = starts = 0
        while True:
            process = self._take()
            answer = process.ask(packed)
            if isinstance(answer, Done):
                self._free.append(process)
                return answer
            if answer.ends_job:
                self._drop(process)
                raise EngineError(answer.reason)
            if process.has_ended or answer.wanted_memory:
                self._drop(process)
            else:
                self._free.append(process)
            if process.has_begun:
                tries, starts = tries + 1, 0
            else:
                starts += 1
            if self._stopped or starts >= _STARTS:
                raise EngineError(f"the processes that should do the work end before they begin: {answer.reason}")
            if tries >= TRIES:
                return Quarantined(stage=task.stage, shard=task.shard.name, reason=f"{answer.reason}, {TRIES} times")

    def _take(self) -> "_Process":
        try:
            return self._free.popleft()
        except IndexError:
            pass
        process = _Process(self._memory)
        with self._lock:
            self._all.add(process)
            if self._stopped:
                process.end()
        return process

    def _drop(self, process: "_Process") -> None:
        with self._lock:
            self._all.discard(process)
        process.end()

    def _end_all(self) -> None:
        with self._lock:
            self._stopped = True
            ended, self._all = self._all, set()
        self._free.clear()
        for process in ended:
            process.end()


class _Process:
    """One process that does tasks, one after the other."""

    def __init__(self, memory: int | None) -> None:
        environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1")}
        paths = json.dumps([path or os.getcwd() for path in sys.path])
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _SERVE, paths],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if os.environ.get("STEMMA_DEBUG") else subprocess.DEVNULL,
                env=environment,
            )
        except (OSError, ValueError) as error:
            raise EngineError(f"this machine starts no further process: {error}") from error
        self._to = cast(BinaryIO, self._process.stdin)
        self._from = cast(BinaryIO, self._process.stdout)
        self._memory = memory
        self._is_ready = False
        self.has_begun = False
        """Whether it began what it was asked last."""
        self.has_ended = False

    def ask(self, packed: bytes) -> Done | Failed:
        """What comes of a task; that the process ended over it, or before it, is a failure too."""
        self.has_begun = False
        try:
            if not self._is_ready:
                write_message(self._to, b"" if self._memory is None else str(self._memory).encode())
                if read_message(self._from) != READY:
                    raise EOFError
                self._is_ready = True
            write_message(self._to, packed)
            read_message(self._from)
            self.has_begun = True
            return cast("Done | Failed", pickle.loads(read_message(self._from)))
        except (EOFError, OSError, ValueError):
            self.has_ended = True
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_SECONDS_TO_END)  # its own end says more than ours would
            self.end()
            return Failed(reason=f"its worker ended ({_tell_end(self._process.returncode)})")

    def end(self) -> None:
        """Kill it, and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for stream in (self._to, self._from):
            with suppress(OSError, ValueError):  # what was still to be written has no reader any more
                stream.close()


def _tell_end(code: int) -> str:
    """How a process ended, in words."""
    if code >= 0:
        return f"exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"{name}, perhaps for want of memory" if name in ("SIGKILL", "SIGABRT") else name
