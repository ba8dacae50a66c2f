"""What an engine is: five ways of working through Parquet files, whoever does the work.

A *dataset* is a folder of Parquet files, one a shard. A dataset that was *parted* has its rows in as many parts as its
engine was told, by the ``part`` column: a file of it holds one row group a part, so that one file a shard is enough
however many parts there are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from stemma.model.article import Rejected

PART = "part"
"""The column, int32, of the part that a row goes to."""

Tables = Mapping[str, Any]
"""``pyarrow.Table`` by the name of its dataset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One piece of a stage's work."""

    name: str
    """Of letters, figures and ``-_.``; no two of a stage have one. Shards are taken in order of their names."""
    given: Any = None
    """What the work needs to know: plain data that can be sent to another machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What work makes of one shard."""

    tables: Tables = field(default_factory=dict)
    """A table for each of the datasets that the work makes. One with a ``part`` column is parted."""
    counts: Mapping[str, int] = field(default_factory=dict)
    rejected: Sequence[Rejected] = ()
    written: Mapping[str, int] = field(default_factory=dict)
    """Bytes of each file that the work wrote itself into the stage's ``target``, by its name there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What is kept of a shard that is done: its marker."""

    shard: str
    counts: Mapping[str, int]
    rejected: Mapping[str, int]
    """How many by reason."""
    seconds: float
    cpu: float
    """Seconds of a processor."""
    peak: int
    """Bytes of memory that the process had at most, until then."""
    made: Mapping[str, int]
    """Bytes by dataset."""
    written: Mapping[str, int] = field(default_factory=dict)
    """As ``Result``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A shard that could not be worked on; the job goes on without it."""

    stage: str
    shard: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A folder of Parquet files, one a shard, in order of the shards' names."""

    folder: Path
    shards: tuple[str, ...]
    """Those that made a file."""

    def list_files(self) -> tuple[Path, ...]:
        """The file of each shard. A shard that made none is not one of the dataset's.

        Whether they are there is not asked: where a folder is shared, a machine may for a while see no file that
        another has just written, and rows must not be lost by that.
        """
        return tuple(self.folder / f"{shard}.parquet" for shard in self.shards)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage that was worked through."""

    name: str
    done: tuple[Done, ...]
    quarantined: tuple[Quarantined, ...]
    datasets: Mapping[str, Dataset]

    def get_dataset(self, name: str) -> Dataset:
        """One of its datasets; one without files where no shard had a row of it."""
        return self.datasets.get(name) or Dataset(folder=Path(self.name) / name, shards=())

    def count(self, name: str) -> int:
        """The sum of one of its counts over all shards."""
        return sum(one.counts.get(name, 0) for one in self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a stage is."""

    stage: str
    done: int
    of: int
    last: Done | None = None
    """The shard that was just done."""
    quarantined: Quarantined | None = None


ShardWork = Callable[[Shard], Result]
"""Makes something of a shard. It can be pickled: a function at the top of a module, a partial of one, or a frozen
dataclass that is called. The same shard always gives the same tables."""
PartWork = Callable[[int, Tables], Result]
"""Makes something of one part of several datasets: its number, and the rows of each dataset in order of the files.
Each dataset that has no row of the part is an empty table of its columns, or is not there where it has no file."""


class Engine(Protocol):
    """Works through shards, here or on many machines; what is made is the same, byte for byte.

    A shard that is done has a marker, and is not worked on again. A shard whose work ends its worker, or fails, is
    tried once more and is then put into quarantine, where it stays for as long as the engine does; another engine tries
    it anew, and does again what was made without it. Raises EngineError where nothing can go on: a full disk, another
    version of Stemma on a worker, no worker left.
    """

    parts: int
    """In how many parts datasets are parted."""
    stages: list[Stage]
    """What was worked through, in order, those of ``components`` among them."""
    retries: bool
    """Whether shards that another engine put into quarantine are tried anew: they are, where nobody says otherwise."""

    def listen(self, tell: Callable[[Progress], None]) -> None:
        """Call ``tell`` too as each stage begins, before any of its work, and as each shard is done.

        What it raises ends the stage, and is raised to whoever asked for the stage.
        """

    def map_shards(self, name: str, work: ShardWork, shards: Sequence[Shard], *, target: Path | None = None) -> Stage:
        """Do ``work`` on each of ``shards``: the stage ``name``.

        ``target``: a folder that the work writes Parquet files into by itself (``Result.written``), and nobody else. A
        shard is worked on again where one of its files is not there as it was written; files of no shard are taken
        away.
        """

    def shuffle_by(self, name: str, source: Dataset, key: Callable[[Any, int], Any]) -> Stage:
        """Part ``source`` anew: ``key`` is called with a table and the number of parts, and gives the part of each row.

        The stage's one dataset is ``rows``.
        """

    def group_apply(
        self, name: str, work: PartWork, sources: Mapping[str, Dataset], *, target: Path | None = None
    ) -> Stage:
        """Do ``work`` on each part of ``sources``; ``target`` as ``map_shards``."""

    def components(self, name: str, edges: Dataset) -> Dataset:
        """The connected components of a graph: ``edges`` have ``one`` and ``other``, int64, and need not be parted.

        The dataset has a row for each node that has an edge to another, ``node`` and ``least``: the least node of its
        component; it is parted by ``part_of(node)``.
        """

    def write(self, name: str, source: Dataset, target: Path, *, schema: Any = None, by: str | None = None) -> Stage:
        """Write ``source`` into the folder ``target``, a file for each part that has rows, without the part column.

        ``by``: a column of plain text; the rows of each of its values go to a folder ``BY=VALUE`` and lose the column.
        Where there is no row at all, and ``schema`` says what there could be, one file without rows is written (to
        ``BY=none``), so that whoever asks finds a table. What has been taken away of the files is written anew.
        """

    def sweep(self) -> None:
        """Take away what was made without shards that are there now: for the end of a job."""

    def close(self) -> None:
        """Let the workers go."""
