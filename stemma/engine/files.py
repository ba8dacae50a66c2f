"""What every engine has in common: stages are folders, shards are tasks; who runs the tasks is the engine's own."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from stemma.engine.components import find_components
from stemma.engine.lock import FolderLock
from stemma.engine.parquet import list_parts, load_pyarrow, read_table, sweep_unfinished
from stemma.engine.protocol import (
    PART,
    Dataset,
    Done,
    PartWork,
    Progress,
    Quarantined,
    Result,
    Shard,
    ShardWork,
    Stage,
)
from stemma.engine.quarantine import Quarantine
from stemma.engine.tasks import PartOf, Task, read_marker, refuse_unwritable
from stemma.engine.writing import TableWriter, has_written, sweep_written
from stemma.errors import EngineError

Outcome = Done | Quarantined
_NAME = re.compile(r"[\w-][\w.-]*", re.ASCII)


class FileEngine(ABC):
    """An engine whose stages talk through files in ``folder``, which all its workers can reach by that name.

    Raises EngineError where another process runs a job there.
    """

    def __init__(self, folder: Path, *, parts: int, tell: Callable[[Progress], None] | None = None) -> None:
        self.folder = folder
        self.parts = parts
        self.stages: list[Stage] = []
        self.retries = True
        self._quarantine = Quarantine()
        self._listeners = [tell] if tell else []
        with refuse_unwritable(folder):
            self._folder_lock = FolderLock(folder)

    @abstractmethod
    def run_tasks(self, tasks: Sequence[Task]) -> Generator[Outcome, None, None]:
        """Run the tasks, in any order, each tried twice; what came of each as it comes."""

    def close(self) -> None:
        """Let the folder go; an engine with workers lets them go too."""
        self._folder_lock.release()

    def listen(self, tell: Callable[[Progress], None]) -> None:
        """As ``Engine``."""
        self._listeners.append(tell)

    def _tell(self, progress: Progress) -> None:
        for tell in self._listeners:
            tell(progress)

    def map_shards(self, name: str, work: ShardWork, shards: Sequence[Shard], *, target: Path | None = None) -> Stage:
        """As ``Engine``."""
        folder = self._quarantine.open_folder(self.folder, name)
        ordered = sorted(shards, key=lambda shard: shard.name)
        _require_names(name, ordered)
        found: dict[str, Outcome] = {}
        tasks = []
        for shard in ordered:
            task = Task(stage=name, folder=folder, work=work, shard=shard)
            known = self._recall(task, target)
            if known is not None:
                found[shard.name] = known
            else:
                tasks.append(task)
        self._tell(Progress(stage=name, done=len(found), of=len(ordered)))
        if tasks:
            sweep_unfinished(folder)
            # Closed at once whatever happens, so that no worker goes on for nobody.
            with closing(self.run_tasks(tasks)) as outcomes:
                for outcome in outcomes:
                    self._note(folder, outcome)
                    found[outcome.shard] = outcome
                    self._tell(_tell_progress(name, len(found), len(ordered), outcome))
        stage = _make_stage(name, folder, [found[shard.name] for shard in ordered])
        if target is not None:
            with refuse_unwritable(target):
                sweep_written(target, {file for one in stage.done for file in one.written})
        self._quarantine.close_stage(name, stage.quarantined)
        self.stages.append(stage)
        return stage

    def sweep(self) -> None:
        """As ``Engine``."""
        self._quarantine.sweep(self.folder)

    def _recall(self, task: Task, target: Path | None) -> Outcome | None:
        """What came of a shard before; None where it is to be worked on."""
        done = read_marker(task.marker)
        if done is None:
            return self._quarantine.recall(task.folder, task.shard.name, retry=self.retries)
        if target is None or has_written(target, done.written):
            return done
        with refuse_unwritable(task.folder):
            task.marker.unlink()
        return None

    def _note(self, folder: Path, outcome: Outcome) -> None:
        with refuse_unwritable(folder):
            if isinstance(outcome, Quarantined):
                self._quarantine.note(folder, outcome)
            else:
                self._quarantine.release(folder, outcome.shard)

    def shuffle_by(self, name: str, source: Dataset, key: Callable[[Any, int], Any]) -> Stage:
        """As ``Engine``."""
        shards = [Shard(name=file.stem, given=str(file)) for file in source.list_files()]
        stage = self.map_shards(name, _Route(key=key, parts=self.parts), shards)
        # Where there is no row, there is no file, and still the one dataset.
        return replace(
            stage, datasets={"rows": Dataset(folder=self.folder / name / "rows", shards=()), **stage.datasets}
        )

    def group_apply(
        self, name: str, work: PartWork, sources: Mapping[str, Dataset], *, target: Path | None = None
    ) -> Stage:
        """As ``Engine``."""
        held = sorted({part for source in sources.values() for part in list_parts(source.list_files())})
        shards = [Shard(name=f"part-{part:05d}", given=part) for part in held]
        return self.map_shards(name, PartOf(work=work, sources=sources), shards, target=target)

    def components(self, name: str, edges: Dataset) -> Dataset:
        """As ``Engine``."""
        return find_components(self, name, edges)

    def write(self, name: str, source: Dataset, target: Path, *, schema: Any = None, by: str | None = None) -> Stage:
        """As ``Engine``."""
        work = TableWriter(target=target, schema=schema, by=by)
        stage = self.group_apply(name, work, {"rows": source}, target=target)
        if schema is not None and not any(one.written for one in stage.done):
            with refuse_unwritable(target):
                work.write_empty()
        return stage


@dataclass(frozen=True, slots=True, kw_only=True)
class _Route:
    key: Callable[[Any, int], Any]
    parts: int

    def __call__(self, shard: Shard) -> Result:
        pyarrow = load_pyarrow()
        rows = read_table(Path(shard.given))
        if PART in rows.column_names:
            rows = rows.drop_columns([PART])
        part = pyarrow.array(self.key(rows, self.parts), pyarrow.int32())
        return Result(tables={"rows": rows.append_column(PART, part)}, counts={"rows": len(rows)})


def _make_stage(name: str, folder: Path, outcomes: Sequence[Outcome]) -> Stage:
    done = tuple(outcome for outcome in outcomes if isinstance(outcome, Done))
    made = sorted({dataset for one in done for dataset in one.made})
    return Stage(
        name=name,
        done=done,
        quarantined=tuple(outcome for outcome in outcomes if isinstance(outcome, Quarantined)),
        datasets={
            dataset: Dataset(folder=folder / dataset, shards=tuple(one.shard for one in done if dataset in one.made))
            for dataset in made
        },
    )


def _tell_progress(stage: str, done: int, of: int, outcome: Outcome) -> Progress:
    if isinstance(outcome, Done):
        return Progress(stage=stage, done=done, of=of, last=outcome)
    return Progress(stage=stage, done=done, of=of, quarantined=outcome)


def _require_names(stage: str, shards: Sequence[Shard]) -> None:
    names = [shard.name for shard in shards]
    if len(set(names)) != len(names):
        raise EngineError(f"two shards of the stage {stage} have one name")
    for name in names:
        if not _NAME.fullmatch(name):
            raise EngineError(f"{name!r} names no shard of the stage {stage}: letters, figures and -_. do")
