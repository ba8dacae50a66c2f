"""What is handed in, read in the background: a bounded queue, one worker, and what came of each job.

The worker runs the stages over the collection, as the command line would, in a temporary folder that goes when the job
is done. Nothing that fails in a job reaches the server; it is told with the job.
"""

import logging
import secrets
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Literal, TypeVar

from stemma.collection import Collection
from stemma.collection.collection import Fetch
from stemma.collection.reports import Kept
from stemma.errors import TOO_MUCH, StemmaError, StoreBusy, StoreGone, find_code
from stemma.model.article import Rejected
from stemma.web.uploads import Upload, lay_out, remove_folder

log = logging.getLogger("stemma.web")

Report = TypeVar("Report")
State = Literal["waiting", "running", "done", "failed"]
MOST_FILES = 200
"""Files of one job."""
MOST_ADDRESSES = 200
"""Addresses of one job."""
_MOST_TOLD = 1000
"""Rejected items that a job tells; how many there were besides, ``rejected_count`` says."""
_SECONDS_KEPT = 24 * 3600.0
_MOST_KEPT = 500
_BUSY_PAUSE, _BUSY_TIMES = 1.0, 120


class JobsFull(StemmaError):
    """More jobs wait than are taken."""

    code = TOO_MUCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it stands at one moment."""

    id: str
    state: State = "waiting"
    stage: str | None = None
    """``read``, ``group`` or ``compare``, while it runs."""
    done: int = 0
    """Of ``of`` items, how many the stage is done with."""
    of: int = 0
    addresses: int = 0
    files: int = 0
    """How many of each were handed in; none of both: the stages after reading alone, as a correction wants."""
    new: int = 0
    """Articles that were not in the collection."""
    again: int = 0
    """Pages that were in it already."""
    stories: tuple[str, ...] = ()
    """Ids of the stories that its pages are in; of a job without any, of those that were told anew."""
    rejected: tuple[Rejected, ...] = ()
    rejected_count: int = 0
    error: str | None = None
    """Why it failed, in one sentence."""
    code: str | None = None
    """The kind of failure, as ``docs/errors.md`` has it; None where nothing went wrong."""


@dataclass(frozen=True, slots=True)
class _Work:
    id: str
    addresses: tuple[str, ...] = ()
    folder: Path | None = None


class Jobs:
    """The jobs of one server. ``open_fetch`` opens what fetches addresses, with the rules against private ones."""

    def __init__(
        self,
        collection: Collection,
        *,
        open_fetch: Callable[[], AbstractContextManager[Fetch]],
        most: int = 16,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._collection = collection
        self._open_fetch = open_fetch
        self._most = most
        self._clock = clock
        self._guard = threading.Condition()
        self._queue: deque[_Work] = deque()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._ended: dict[str, float] = {}
        self._closing = False
        self._retell = False
        """Whether a correction came while no job could be taken."""
        self._stop = threading.Event()
        self._worker: threading.Thread | None = None

    def submit(self, addresses: Iterable[str] = (), files: Sequence[Upload] = ()) -> Job:
        """Take up a job; without addresses and files, the stages after reading.

        Such a one is taken up once, however often it is asked for while it waits. Raises JobsFull.
        """
        urls, folder = tuple(addresses), None
        if files:
            with self._guard:
                self._check_room()  # before anything is written
            folder = lay_out(files)
        try:
            with self._guard:
                return self._take_up(urls, folder, len(files))
        except JobsFull:
            remove_folder(folder)
            raise

    def _take_up(self, urls: tuple[str, ...], folder: Path | None, files: int) -> Job:
        """Queue a job, or find the one that waits already and does the same; its caller has the guard."""
        if not urls and folder is None:
            for work in self._queue:
                if not work.addresses and work.folder is None:
                    return self._jobs[work.id]
        self._check_room()
        self._forget()
        job = Job(id=secrets.token_hex(8), addresses=len(urls), files=files)
        self._jobs[job.id] = job
        self._queue.append(_Work(id=job.id, addresses=urls, folder=folder))
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="stemma-jobs", daemon=True)
            self._worker.start()
        self._guard.notify_all()
        return job

    def tell_anew(self) -> str | None:
        """Have the stories told anew that a correction bears on: the id of the job; None where too many wait already,
        of which the next does it besides its own.
        """
        try:
            return self.submit().id
        except JobsFull:
            with self._guard:
                self._retell = True
            return None

    def find(self, job: str) -> Job | None:
        """As it stands; None where there is none by this id, or it is forgotten."""
        with self._guard:
            self._forget()
            return self._jobs.get(job)

    def list_jobs(self) -> tuple[Job, ...]:
        """All that are remembered, newest first."""
        with self._guard:
            self._forget()
            return tuple(reversed(self._jobs.values()))

    def count_waiting(self) -> int:
        """How many wait."""
        with self._guard:
            return len(self._queue)

    def wait(self, job: str, seconds: float) -> Job | None:
        """As ``find``, once it has ended, or after ``seconds``."""
        with self._guard:
            self._guard.wait_for(lambda: self._is_over(job), seconds)
            return self._jobs.get(job)

    def close(self, seconds: float | None = None) -> None:
        """Take no more, drop what waits, and wait for the job in hand, ``seconds`` at most."""
        with self._guard:
            self._closing = True
            dropped = list(self._queue)
            self._queue.clear()
            for work in dropped:
                self._end(work, replace(self._jobs[work.id], state="failed", error="The server was stopped."))
            self._guard.notify_all()
            worker = self._worker
        self._stop.set()
        for work in dropped:
            remove_folder(work.folder)
        if worker is not None and worker is not threading.current_thread():
            worker.join(seconds)

    def _check_room(self) -> None:
        if self._closing:
            raise JobsFull("The server is being stopped and takes no more jobs.")
        if len(self._queue) >= self._most:
            raise JobsFull(f"{len(self._queue)} jobs wait already; try again when some are done.")

    def _is_over(self, job: str) -> bool:
        found = self._jobs.get(job)
        return found is None or found.state in ("done", "failed")

    def _forget(self) -> None:
        """Drop what ended long ago, and the oldest where there are too many."""
        old = self._clock() - _SECONDS_KEPT
        over = [key for key, at in self._ended.items() if at < old]
        over += list(self._ended)[: max(0, len(self._jobs) - _MOST_KEPT)]
        for key in dict.fromkeys(over):
            del self._ended[key]
            self._jobs.pop(key, None)

    def _end(self, work: _Work, job: Job) -> None:
        self._jobs[work.id] = replace(job, stage=None)
        self._ended[work.id] = self._clock()
        self._guard.notify_all()

    def _work(self) -> None:
        while True:
            with self._guard:
                self._guard.wait_for(lambda: bool(self._queue) or self._closing)
                if not self._queue:
                    return
                work = self._queue.popleft()
                self._jobs[work.id] = replace(self._jobs[work.id], state="running")
            try:
                ended = self._run(work)
            except Exception as error:
                told, code = _explain(work.id, error), find_code(error)
                ended = replace(self._jobs[work.id], state="failed", error=told, code=code)
            finally:
                remove_folder(work.folder)
            with self._guard:
                self._end(work, ended)

    def _run(self, work: _Work) -> Job:
        """All stages; each again where another process holds the collection for the moment."""
        collection = self._collection

        def tell(stage: str, done: int, of: int) -> None:
            with self._guard:
                self._jobs[work.id] = replace(self._jobs[work.id], stage=stage, done=done, of=of)

        paths: list[str | Path] = [*work.addresses, *([work.folder] if work.folder else [])]
        new = again = 0
        met: set[str] = set()
        rejected: list[Rejected] = []
        if paths:

            def note(kept: Sequence[Kept]) -> None:
                met.update(one.article for one in kept)

            with self._open_fetch() as fetch:
                read = self._repeat(lambda: collection.read(paths, fetch=fetch, progress=tell, acknowledge=note))
            new, again = len(read.new), read.again + read.older
            rejected += read.rejected
        with self._guard:
            everywhere, self._retell = self._retell or not paths, False
        group = self._repeat(lambda: collection.group(progress=tell))
        stories = {one.story for one in collection.store.get_articles(sorted(met)).values() if one.story}
        # A correction may bear on any story: where nothing is handed in all are looked at, and told where they changed.
        chosen = sorted(stories | set(group.changed)) if not everywhere else None
        compare = self._repeat(lambda: collection.compare(chosen, progress=tell))
        rejected += compare.rejected
        if not paths:
            stories = set(compare.told)
        return replace(
            self._jobs[work.id],
            state="done",
            new=new,
            again=again,
            stories=tuple(sorted(stories)),
            rejected=tuple(rejected[:_MOST_TOLD]),
            rejected_count=len(rejected),
        )

    def _repeat(self, run: Callable[[], Report]) -> Report:
        """``run``, again as long as another process holds what it needs alone."""
        for _ in range(_BUSY_TIMES):
            try:
                return run()
            except StoreBusy:
                if self._stop.wait(_BUSY_PAUSE):
                    break
        return run()


def _explain(job: str, error: Exception) -> str:
    if isinstance(error, StemmaError):
        log.warning("job %s failed: %s", job, error)
        # the store's own text may name the server it speaks to, and who reads of a job need not know it
        return "The store cannot be reached for the moment." if isinstance(error, StoreGone) else str(error)
    log.error("job %s failed", job, exc_info=error)
    return f"A fault of Stemma's ({type(error).__name__}); its log tells more under job {job}."
