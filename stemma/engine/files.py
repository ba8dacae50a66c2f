"""What every engine has in common: stages are folders, shards are tasks; who runs the tasks is the engine's own."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from stemma.engine.components import find_components
from stemma.engine.parquet import list_parts, load_pyarrow, read_table, write_whole
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
from stemma.engine.tasks import PartOf, Task, read_marker
from stemma.errors import EngineError

Outcome = Done | Quarantined


class FileEngine(ABC):
    """An engine whose stages talk through files in ``folder``, which all its workers can reach by that name."""

    def __init__(self, folder: Path, *, parts: int, tell: Callable[[Progress], None] | None = None) -> None:
        self.folder = folder
        self.parts = parts
        self._tell = tell or (lambda progress: None)

    @abstractmethod
    def run_tasks(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """Run the tasks, in any order, each tried twice; what came of each as it comes."""

    @abstractmethod
    def close(self) -> None:
        """Let the workers go."""

    def map_shards(self, name: str, work: ShardWork, shards: Sequence[Shard]) -> Stage:
        """As ``Engine``."""
        folder = self.folder / name
        ordered = sorted(shards, key=lambda shard: shard.name)
        _require_names(name, ordered)
        done: dict[str, Done] = {}
        quarantined: dict[str, Quarantined] = {}
        tasks = []
        for shard in ordered:
            task = Task(stage=name, folder=folder, work=work, shard=shard)
            known, given_up = read_marker(task.marker), _read_quarantined(folder, shard.name)
            if known is not None:
                done[shard.name] = known
            elif given_up is not None:
                quarantined[shard.name] = given_up
            else:
                tasks.append(task)
        self._tell(Progress(stage=name, done=len(done) + len(quarantined), of=len(ordered)))
        for outcome in self.run_tasks(tasks) if tasks else ():
            if isinstance(outcome, Done):
                done[outcome.shard] = outcome
            else:
                quarantined[outcome.shard] = outcome
                with write_whole(folder / f"{outcome.shard}.quarantined") as path:
                    path.write_text(json.dumps(asdict(outcome)), encoding="utf-8")
            self._tell(
                Progress(
                    stage=name,
                    done=len(done) + len(quarantined),
                    of=len(ordered),
                    last=outcome if isinstance(outcome, Done) else None,
                    quarantined=None if isinstance(outcome, Done) else outcome,
                )
            )
        names = tuple(shard.name for shard in ordered)
        made = {dataset for one in done.values() for dataset in one.made}
        return Stage(
            name=name,
            done=tuple(done[shard] for shard in names if shard in done),
            quarantined=tuple(quarantined[shard] for shard in names if shard in quarantined),
            datasets={dataset: Dataset(folder=folder / dataset, shards=names) for dataset in sorted(made)},
        )

    def shuffle_by(self, name: str, source: Dataset, key: Callable[[Any, int], Any]) -> Stage:
        """As ``Engine``."""
        shards = [Shard(name=file.stem, given=str(file)) for file in source.list_files()]
        return self.map_shards(name, _Route(key=key, parts=self.parts), shards)

    def group_apply(self, name: str, work: PartWork, sources: Mapping[str, Dataset]) -> Stage:
        """As ``Engine``."""
        held = sorted({part for source in sources.values() for part in list_parts(source.list_files())})
        shards = [Shard(name=f"part-{part:05d}", given=part) for part in held]
        return self.map_shards(name, PartOf(work=work, sources=sources), shards)

    def components(self, name: str, edges: Dataset) -> Dataset:
        """As ``Engine``."""
        return find_components(self, name, edges)

    def write(self, name: str, source: Dataset, target: Path, *, schema: Any = None, by: str | None = None) -> Stage:
        """As ``Engine``."""
        return self.group_apply(name, _Write(target=target, schema=schema, by=by), {"rows": source})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Write:
    target: Path
    schema: Any
    by: str | None

    def __call__(self, part: int, tables: Mapping[str, Any]) -> Result:
        rows = tables["rows"].drop_columns([PART])
        if self.by is None:
            self._write(part, rows, self.target)
        else:
            for value in sorted(set(rows.column(self.by).to_pylist())):
                own = rows.filter([one == value for one in rows.column(self.by).to_pylist()])
                self._write(part, own.drop_columns([self.by]), self.target / f"{self.by}={value}")
        return Result(counts={"rows": len(rows)})

    def _write(self, part: int, rows: Any, target: Path) -> None:
        if self.schema is not None:
            rows = rows.select(self.schema.names).cast(self.schema)
        if len(rows):
            with write_whole(target / f"part-{part:05d}.parquet") as path:
                load_pyarrow().parquet.write_table(rows.combine_chunks(), path, compression="zstd")


def _require_names(stage: str, shards: Sequence[Shard]) -> None:
    names = [shard.name for shard in shards]
    if len(set(names)) != len(names):
        raise EngineError(f"two shards of the stage {stage} have one name")


def _read_quarantined(folder: Path, shard: str) -> Quarantined | None:
    try:
        return Quarantined(**json.loads((folder / f"{shard}.quarantined").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
