"""Pages read in several processes, given back in their order, each within its time: that of its processor.

Workers are plain processes that speak over pipes: nothing of the program that uses Stemma is run in them once more,
as ``multiprocessing`` would, so that a script without ``if __name__ == "__main__"`` is safe, and a notebook too.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO, TypeVar, cast

from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture
from stemma.read.page_limit import say_too_long
from stemma.read.page_worker import read_message, write_message

Item = TypeVar("Item")
Outcome = Article | Rejected

_DIED = "The process that read it ended: it may need more memory than there is."
_PATIENCE = 30.0
"""So many times its limit, by the clock, a page is waited for: a machine may be busy, and a process may stand still."""
_SECONDS_TO_END = 5.0
_AHEAD = 8
"""How many pages a worker may be ahead of the one that is waited for."""
_AHEAD_BYTES = 64 << 20
_SERVE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from stemma.read.page_worker import serve_pages; serve_pages()"
)


_COUNTS = hasattr(signal, "SIGPROF")
"""Whether the system counts the time that a process has had of a processor, and ends it by that."""


class WorkersMissing(Exception):
    """No process can be started here."""


class _Worker:
    """One process, and its end where a page takes too long."""

    def __init__(self) -> None:
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        paths = json.dumps([path or os.getcwd() for path in sys.path])
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _SERVE, paths],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        except (OSError, ValueError) as error:
            raise WorkersMissing from error
        self._to = cast(BinaryIO, self._process.stdin)
        self._from = cast(BinaryIO, self._process.stdout)
        self.late = False
        try:
            read_message(self._from)
        except EOFError:
            self.stop()
            raise WorkersMissing from None

    def read(self, capture: Capture, limit: float | None, *, fast: bool) -> Outcome:
        """The article in ``capture``. Raises EOFError, with ``late`` set or not, where the process ended over it."""
        timer = threading.Timer(limit * (_PATIENCE if _COUNTS else 1), self._end) if limit else None
        if timer:
            timer.daemon = True
            timer.start()
        try:
            write_message(self._to, (capture, fast, limit))
            outcome: Outcome = read_message(self._from)
        except (OSError, ValueError, EOFError) as error:
            self.late = self.late or self._ran_out()
            raise EOFError from error
        finally:
            if timer:
                timer.cancel()
        return outcome

    def _ran_out(self) -> bool:
        """Whether the process was ended by its own limit."""
        try:
            return _COUNTS and self._process.wait(_SECONDS_TO_END) == -signal.SIGPROF
        except subprocess.TimeoutExpired:
            return False

    def _end(self) -> None:
        self.late = True
        self._process.kill()

    def stop(self) -> None:
        """End the process and wait for it."""
        self._process.kill()
        for stream in (self._to, self._from):
            try:
                stream.close()
            except OSError:
                continue  # what was still to be written has no reader any more
        self._process.wait()


class PageWorkers:
    """``jobs`` processes. Use as a context; they end with it. ``fast``: as in ``read_capture``."""

    def __init__(self, jobs: int, limit: float | None, *, fast: bool = False) -> None:
        self._limit = limit
        self._fast = fast
        self._jobs = jobs
        self._free: deque[_Worker] = deque()
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="stemma-read")

    def __enter__(self) -> "PageWorkers":
        try:
            self._free.append(self._start())
        except WorkersMissing:
            self._threads.shutdown()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._stop_all()
        self._threads.shutdown()
        self._stop_all()  # one may have been about to start

    def read_all(self, items: Iterable[tuple[Item, Capture | None]]) -> Iterator[tuple[Item, Outcome | None]]:
        """Each item with its capture's outcome, in order; an item without a capture comes back as it is.

        Read ahead by so many pages, and so many bytes, that no worker waits and memory is bounded.
        """
        waiting: deque[tuple[Item, Future[Outcome] | None, int]] = deque()
        held = 0
        for item, capture in items:
            size = len(capture.content) if capture else 0
            while waiting and (len(waiting) >= _AHEAD * self._jobs or held + size > _AHEAD_BYTES):
                first, future, freed = waiting.popleft()
                held -= freed
                yield first, future.result() if future else None
            waiting.append((item, self._threads.submit(self._read, capture) if capture else None, size))
            held += size
        for first, future, _ in waiting:
            yield first, future.result() if future else None

    def _read(self, capture: Capture) -> Outcome:
        try:
            worker = self._take()
        except WorkersMissing:  # the system gives no further process now: better slowly than not
            from stemma.read.page_reading import read_capture

            return read_capture(capture, fast=self._fast)
        try:
            outcome = worker.read(capture, self._limit, fast=self._fast)
        except EOFError:
            self._drop(worker)
            reason = say_too_long(self._limit) if worker.late and self._limit else _DIED
            return Rejected(item=capture.source, stage="read", reason=reason)
        self._free.append(worker)
        return outcome

    def _stop_all(self) -> None:
        with self._lock:
            for worker in self._all:
                worker.stop()

    def _take(self) -> _Worker:
        try:
            return self._free.popleft()
        except IndexError:
            return self._start()

    def _start(self) -> _Worker:
        worker = _Worker()
        with self._lock:
            self._all.add(worker)
        return worker

    def _drop(self, worker: _Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        worker.stop()
