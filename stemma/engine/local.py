"""The engine of one machine: some processes beside this one, each shard tried twice."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from multiprocessing import get_context
from pathlib import Path

from stemma.engine.files import FileEngine, Outcome
from stemma.engine.protocol import Done, Progress, Quarantined
from stemma.engine.tasks import Task, run_task
from stemma.errors import EngineError, MissingPart

TRIES = 2


class LocalEngine(FileEngine):
    """``workers`` processes of this machine; with one, the work is still done in a process of its own."""

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
        try:
            from pebble import ProcessPool
        except ImportError as error:
            raise MissingPart(
                "Archives want the extra 'archive'. Install it with: pip install 'stemma-news[archive]'"
            ) from error
        self._pool = ProcessPool(
            max_workers=workers, context=get_context("spawn"), initializer=limit_memory, initargs=(memory,)
        )

    def run_tasks(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """As ``FileEngine``."""
        from pebble import ProcessExpired

        tries: dict[str, int] = {}
        waiting: dict[Future[Done], Task] = {}

        def begin(task: Task) -> None:
            tries[task.shard.name] = tries.get(task.shard.name, 0) + 1
            waiting[self._pool.schedule(run_task, args=(task,))] = task

        for task in tasks:
            begin(task)
        while waiting:
            ended, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in sorted(ended, key=lambda one: waiting[one].shard.name):
                task = waiting.pop(future)
                try:
                    yield future.result()
                except EngineError:
                    raise
                except Exception as error:
                    if tries[task.shard.name] < TRIES:
                        begin(task)
                        continue
                    reason = (
                        f"its worker ended ({error.exitcode})"
                        if isinstance(error, ProcessExpired)
                        else f"{type(error).__name__}: {error}"
                    )
                    yield Quarantined(stage=task.stage, shard=task.shard.name, reason=f"{reason}, {TRIES} times")

    def close(self) -> None:
        """Let the workers go, at once."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def limit_memory(most: int | None) -> None:
    """Let this process have ``most`` bytes of memory of its own; more is refused to it."""
    if most is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
