"""The engine of a Dask cluster: one that runs, or one on this machine for as long as the job lasts.

Dask decides where a task runs, and runs it anew where a worker was lost. Nothing but a task and what is kept of a
shard goes through its scheduler: rows go through files. How often a shard was begun is noted beside its marker, since
the scheduler counts all tasks that a lost worker had been given, begun or not.
"""

import uuid
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from stemma.engine.cluster import (
    OwnCluster,
    check_workers,
    connect,
    load_distributed,
    refuse_without_workers,
    tell_build,
    tell_gone,
)
from stemma.engine.files import FileEngine, Outcome
from stemma.engine.parquet import load_pyarrow
from stemma.engine.protocol import Done, Progress, Quarantined
from stemma.engine.tasks import TRIES, Failed, Task, clip_reason, limit_memory, pack_task, refuse_unwritable, try_task
from stemma.errors import EngineError

PATIENCE = 60.0
"""Seconds without any worker after which a job ends."""
LOOK_EVERY = 5.0
_SENT_BEFORE = 4
"""Tasks that are with the scheduler for each that can run: no worker waits, and it never holds all of a stage."""
_BEGUN = "begun"
_ENDED = "its worker ended, perhaps for want of memory"
_LOST = 20
"""How often a task may be lost, with workers that it had not been begun on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """A task that is with the scheduler."""

    task: Task
    begun: Path
    future: Any
    lost: int = 0


class DaskEngine(FileEngine):
    """``address``: of a scheduler (``tcp://host:port``, ``tls://``); without one, ``workers`` processes of this one.

    ``memory``: bytes that each worker may have. ``patience``: seconds to wait for a first worker, or for another where
    none is left. Raises MissingPart; EngineError where no scheduler answers, where a worker has another version of
    what the result depends on, more than one thread, or cannot write to the folder.
    """

    def __init__(
        self,
        folder: Path,
        *,
        address: str | None = None,
        workers: int,
        parts: int,
        memory: int | None = None,
        tell: Callable[[Progress], None] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        load_distributed()
        load_pyarrow()
        super().__init__(folder.resolve(), parts=parts, tell=tell)
        self._memory = memory
        self._patience = patience
        self._cluster: Any = None
        self._client: Any = None
        try:
            if address is None:
                self._cluster = OwnCluster(workers, memory)
            self._client = connect(address or self._cluster.cluster)
            self._slots = self._wait_for_workers()
            check_workers(self._client, self.folder)
        except BaseException:
            self.close()
            raise
        self._seen = monotonic()

    def run_tasks(self, tasks: Sequence[Task]) -> Generator[Outcome, None, None]:
        """As ``FileEngine``."""
        token = uuid.uuid4().hex
        todo = iter(tasks)
        sent: dict[Any, _Sent] = {}
        ended: SimpleQueue[Any] = SimpleQueue()
        try:
            while True:
                for task in islice(todo, max(0, _SENT_BEFORE * self._slots - len(sent))):
                    begun = task.folder / f".{task.shard.name}.begun.{token}"
                    self._send(sent, ended, task, begun)
                if not sent:
                    return
                one = sent.pop(self._await(ended), None)
                if one is None:
                    continue
                outcome = self._settle(one)
                if isinstance(outcome, _Sent):
                    self._send(sent, ended, one.task, one.begun, outcome.lost)
                else:
                    yield outcome
        finally:
            if sent:
                with suppress(Exception):  # what has been begun ends by itself, and does no harm
                    self._client.cancel([one.future for one in sent.values()])

    def close(self) -> None:
        """Leave the cluster; one on this machine ends."""
        for one in (self._client, self._cluster):
            if one is not None:
                with suppress(Exception):
                    one.close(timeout=10)
        super().close()

    def _send(self, sent: dict[Any, _Sent], ended: "SimpleQueue[Any]", task: Task, begun: Path, lost: int = 0) -> None:
        # The first of a key is what dask shows tasks under; each sending is a key of its own, as what failed stays so.
        key = (f"stemma-{task.stage}", task.shard.name, uuid.uuid4().hex)
        with tell_gone():
            future = self._client.submit(
                run_packed, pack_task(task), tell_build(), str(begun), self._memory, key=key, pure=False
            )
        sent[key] = _Sent(task=task, begun=begun, future=future, lost=lost)
        future.add_done_callback(lambda future: ended.put(future.key))

    def _await(self, ended: "SimpleQueue[Any]") -> Any:
        """The key of a task that ended, once there is one."""
        while True:
            if monotonic() - self._seen > LOOK_EVERY:
                self._look_for_workers()
            try:
                return ended.get(timeout=LOOK_EVERY)
            except Empty:
                continue

    def _settle(self, one: _Sent) -> Outcome | _Sent:
        """What came of a task; or the task, to be sent once more."""
        answer = self._take_answer(one)
        if isinstance(answer, Done):
            return answer
        if answer.ends_job:
            raise EngineError(answer.reason)
        if count_begun(one.begun) >= TRIES:
            one.begun.unlink(missing_ok=True)
            return Quarantined(
                stage=one.task.stage, shard=one.task.shard.name, reason=f"{answer.reason}, {TRIES} times"
            )
        if one.lost >= _LOST:
            raise EngineError(f"the workers of Dask end before they begin anything: {answer.reason}")
        return replace(one, lost=one.lost + 1)

    def _take_answer(self, one: _Sent) -> Done | Failed:
        from distributed import KilledWorker

        if one.future.status == "finished":
            with tell_gone():
                answer: Done | Failed = one.future.result()
            return answer
        if one.future.status == "error":
            error = one.future.exception()
            if isinstance(error, KilledWorker):
                return Failed(reason=_ENDED)
            return Failed(
                reason=clip_reason(f"a worker of Dask failed: {type(error).__name__}: {error}"), ends_job=True
            )
        self._look_for_workers()  # cancelled, or lost with the scheduler
        return Failed(reason="the scheduler lost it")

    def _wait_for_workers(self) -> int:
        with suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=self._patience)
        return self._count_slots() or refuse_without_workers(self._patience)

    def _look_for_workers(self) -> None:
        """See how many tasks can run. Raises EngineError where none can, for as long as there is patience."""
        slots = self._count_slots()
        if slots:
            self._slots, self._seen = slots, monotonic()
        elif monotonic() - self._seen > self._patience + LOOK_EVERY:
            refuse_without_workers(self._patience)

    def _count_slots(self) -> int:
        with tell_gone():
            return sum(self._client.nthreads().values())


def run_packed(packed: bytes, build: str, begun: str, memory: int | None) -> Done | Failed:
    """What a worker does for a task: see that it may, note that it begins, then as ``try_task``."""
    own = tell_build()
    if own != build:
        return Failed(
            reason=f"a worker has {own}, the job has {build}: install the same on all machines", ends_job=True
        )
    note = Path(begun)
    try:
        with refuse_unwritable(note.parent):
            if count_begun(note) >= TRIES:
                return Failed(reason=_read_note(note)[-1].removeprefix(_BEGUN) or _ENDED)
            note.parent.mkdir(parents=True, exist_ok=True)
            _add_to_note(note, _BEGUN)
            limit_memory(memory)
            answer = try_task(packed)
            if isinstance(answer, Done):
                note.unlink(missing_ok=True)
            else:  # an answer can be lost with its worker before it was fetched
                _add_to_note(note, answer.reason)
    except EngineError as error:
        return Failed(reason=str(error), ends_job=True)
    return answer


def count_begun(note: Path) -> int:
    """How often a shard was begun, as noted."""
    return _read_note(note).count(_BEGUN)


def _read_note(note: Path) -> list[str]:
    try:
        return note.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def _add_to_note(note: Path, line: str) -> None:
    with note.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
