"""What could not be used, of all stages, as one table: OUT/tables/rejected."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from stemma.archive.reading import STAGE as READ
from stemma.engine import Result, Shard, Stage
from stemma.engine.parquet import load_pyarrow, read_table
from stemma.engine.tasks import REJECTED, tabulate_rejected
from stemma.engine.writing import write_file
from stemma.model.article import Rejected

STAGE = "write-rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRejects:
    """What one stage could not use: files of it, and shards of its work that are in quarantine."""

    files: tuple[Path, ...]
    quarantined: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteRejects:
    """Work on a stage: its rejected items, in order of its shards, to a file of ``target``."""

    target: Path

    def __call__(self, shard: Shard) -> Result:
        """As ``ShardWork``."""
        given: StageRejects = shard.given
        pyarrow = load_pyarrow()
        made = tabulate_rejected(given.quarantined)
        rows = pyarrow.concat_tables([*(read_table(file).select(made.column_names) for file in given.files), made])
        name = f"{shard.name}.parquet"
        size = write_file(self.target / name, rows.combine_chunks())
        return Result(counts={"rows": len(rows)}, written={name: size})


def list_rejects(stages: Sequence[Stage], inputs: Sequence[str]) -> list[Shard]:
    """The stages that could not use something, as shards; reading always, so that the table is there.

    ``inputs``: the names of the inputs, in order of the shards that read them.
    """
    shards = []
    for stage in stages:
        files = stage.datasets[REJECTED].list_files() if REJECTED in stage.datasets else ()
        quarantined = tuple(
            Rejected(item=name_shard(stage.name, one.shard, inputs), stage=stage.name, reason=one.reason)
            for one in stage.quarantined
        )
        if files or quarantined or stage.name == READ:
            given = StageRejects(files=files, quarantined=quarantined)
            shards.append(Shard(name=_name_file(stage.name, quarantined), given=given))
    return shards


def _name_file(stage: str, quarantined: Sequence[Rejected]) -> str:
    """Another name where shards are in quarantine for other reasons than before: the file is written anew then."""
    if not quarantined:
        return stage
    told = "\n".join(f"{one.item}\n{one.reason}" for one in quarantined)
    return f"{stage}-{blake2b(told.encode('utf-8', 'backslashreplace'), digest_size=8).hexdigest()}"


def name_shard(stage: str, shard: str, inputs: Sequence[str]) -> str:
    """What a shard is called in what people read: an input by its name, others by their stage's and their own."""
    return inputs[int(shard.rpartition("-")[2])] if stage == READ else f"{stage}/{shard}"
