"""What could not be used, of all stages, as one table: OUT/tables/rejected."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stemma.archive.reading import STAGE as READ
from stemma.engine import Result, Shard, Stage
from stemma.engine.parquet import load_pyarrow, read_table, write_whole
from stemma.engine.tasks import REJECTED, tabulate_rejected
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
        with write_whole(self.target / f"{shard.name}.parquet") as path:
            pyarrow.parquet.write_table(rows.combine_chunks(), path, compression="zstd")
        return Result(counts={"rows": len(rows)})


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
            shards.append(Shard(name=stage.name, given=StageRejects(files=files, quarantined=quarantined)))
    return shards


def name_shard(stage: str, shard: str, inputs: Sequence[str]) -> str:
    """What a shard is called in what people read: an input by its name, others by their stage's and their own."""
    return inputs[int(shard.rpartition("-")[2])] if stage == READ else f"{stage}/{shard}"
