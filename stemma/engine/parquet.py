"""Parquet files as the stages of a job write and read them: whole or not there, the same rows the same bytes."""

import os
import re
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from stemma.engine.protocol import PART
from stemma.errors import MissingPart

_LEVEL = 1
ROWS = 64 * 1024
"""Rows of a row group in a dataset that is not parted."""
_UNFINISHED = re.compile(r"\..+\.[0-9a-f]{32}")


def load_pyarrow() -> Any:
    """``pyarrow``. Raises MissingPart where the extra is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingPart(
            "Archives want the extra 'archive'. Install it with: pip install 'stemma-news[archive]'"
        ) from error
    return pyarrow


def write_table(path: Path, table: Any) -> int:
    """Write ``table`` to ``path``, a row group for each part where it is parted; how many bytes that took.

    Another process that writes the same file does no harm: the file is whole whenever it is there.
    """
    pyarrow = load_pyarrow()
    parted = PART in table.column_names
    if parted:
        table = table.select([PART, *(name for name in table.column_names if name != PART)])
    with write_whole(path) as made:
        # Statistics of the part column are what a reader finds its row groups by.
        statistics = [PART] if parted else False
        with pyarrow.parquet.ParquetWriter(
            made, table.schema, compression="zstd", compression_level=_LEVEL, write_statistics=statistics
        ) as writer:
            for rows in _cut_by_part(table) if parted else [table]:
                writer.write_table(rows, row_group_size=ROWS if not parted else max(len(rows), 1))
    return path.stat().st_size


def read_table(path: Path) -> Any:
    """All rows of a file."""
    return load_pyarrow().parquet.read_table(path, memory_map=False, use_threads=False)


def read_part(files: Sequence[Path], part: int) -> Any:
    """The rows of one part over several files, in order of the files; None where there are no files."""
    pyarrow = load_pyarrow()
    found = []
    for path in files:
        with pyarrow.parquet.ParquetFile(path) as file:
            groups = [number for number, own in enumerate(_list_groups(file)) if own == part]
            found.append(file.read_row_groups(groups, use_threads=False) if groups else file.schema_arrow.empty_table())
    return pyarrow.concat_tables(found) if found else None


def list_parts(files: Sequence[Path]) -> tuple[int, ...]:
    """The parts that have a row in any of the files, in order."""
    found: set[int] = set()
    for path in files:
        with load_pyarrow().parquet.ParquetFile(path) as file:
            found.update(_list_groups(file))
    return tuple(sorted(found))


@contextmanager
def write_whole(path: Path) -> Iterator[Path]:
    """A name to write to, which becomes ``path`` at the end; what was begun and failed is taken away."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        yield made
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def sweep_unfinished(folder: Path) -> None:
    """Take away what ``write_whole`` began in ``folder``, or in a folder of it, by processes that were killed."""
    for path in [*folder.glob(".*"), *folder.glob("*/.*")]:
        if is_unfinished(path.name):
            path.unlink(missing_ok=True)


def is_unfinished(name: str) -> bool:
    """Whether a file of that name is one that ``write_whole`` had not written to its end."""
    return _UNFINISHED.fullmatch(name) is not None


def part_of(keys: Any, parts: int) -> Any:
    """The part of each of ``keys``, int64: the same everywhere and always."""
    mixed = np.asarray(keys, dtype=np.int64).view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return ((mixed >> np.uint64(32)) % np.uint64(parts)).astype(np.int32)


def _cut_by_part(table: Any) -> Iterator[Any]:
    """The rows of each part, in order of the parts, each part's in their order.

    Taken batch by batch: pyarrow puts a whole column together before it takes of it, which takes as much memory again
    and fails where texts are over 2 GB.
    """
    pyarrow = load_pyarrow()
    batches = [(batch, batch.column(0).to_numpy()) for batch in table.to_batches()]
    for part in np.unique(np.concatenate([parts for _, parts in batches] or [np.zeros(0, dtype=np.int32)])):
        own = [batch.take(np.flatnonzero(parts == part)) for batch, parts in batches if (parts == part).any()]
        yield pyarrow.Table.from_batches(own, table.schema).combine_chunks()


def _list_groups(file: Any) -> list[int]:
    """The part of each row group: the part column stands first, and a group holds one value of it."""
    groups = (file.metadata.row_group(number) for number in range(file.num_row_groups))
    return [int(group.column(0).statistics.min) for group in groups if group.num_rows]
