"""Engines: where the work of a job over an archive is done. Stages talk through Parquet files with markers."""

from stemma.engine.opening import open_engine
from stemma.engine.protocol import (
    PART,
    Dataset,
    Done,
    Engine,
    PartWork,
    Progress,
    Quarantined,
    Result,
    Shard,
    ShardWork,
    Stage,
    Tables,
)

__all__ = [
    "PART",
    "Dataset",
    "Done",
    "Engine",
    "PartWork",
    "Progress",
    "Quarantined",
    "Result",
    "Shard",
    "ShardWork",
    "Stage",
    "Tables",
    "open_engine",
]
