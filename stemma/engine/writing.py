"""Tables written for others to read, outside of a job's own folder; and seen to be there still."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stemma.engine.parquet import load_pyarrow, write_whole
from stemma.engine.protocol import PART, Result

_SUFFIX = ".parquet"
_NO_VALUE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWriter:
    """Work on a part of ``rows``: a file of it in ``target``, or one in each folder of a value of the column ``by``."""

    target: Path
    schema: Any
    by: str | None

    def __call__(self, part: int, tables: Mapping[str, Any]) -> Result:
        """As ``PartWork``."""
        rows = tables["rows"].drop_columns([PART])
        written: dict[str, int] = {}
        if self.by is None:
            self._write(part, rows, "", written)
        else:
            values = rows.column(self.by).to_pylist()
            rows = rows.drop_columns([self.by])
            for value in sorted(set(values)):
                own = rows.filter([one == value for one in values])
                self._write(part, own, f"{self.by}={value}/", written)
        return Result(counts={"rows": len(rows)}, written=written)

    def write_empty(self) -> None:
        """A file without rows, for a table that has none."""
        folder = "" if self.by is None else f"{self.by}={_NO_VALUE}/"
        write_file(self.target / f"{folder}{_name_file(0)}", self.schema.empty_table())

    def _write(self, part: int, rows: Any, folder: str, written: dict[str, int]) -> None:
        if self.schema is not None:
            rows = rows.select(self.schema.names).cast(self.schema)
        if len(rows):
            name = f"{folder}{_name_file(part)}"
            written[name] = write_file(self.target / name, rows.combine_chunks())


def write_file(path: Path, rows: Any) -> int:
    """Write a table's file, whole or not at all; how many bytes it has."""
    with write_whole(path) as made:
        load_pyarrow().parquet.write_table(rows, made, compression="zstd")
        return made.stat().st_size


def has_written(target: Path, written: Mapping[str, int]) -> bool:
    """Whether all files that were written are in ``target``, of the size that they had."""
    try:
        return all((target / name).stat().st_size == size for name, size in written.items())
    except (FileNotFoundError, NotADirectoryError):
        return False


def sweep_written(target: Path, written: Collection[str]) -> None:
    """Take away the Parquet files of ``target`` that are not among those written, unfinished ones too, and folders
    that are empty then.
    """
    for path in sorted(target.rglob("*"), reverse=True):
        if path.is_dir():
            with suppress(OSError):  # something is in it
                path.rmdir()
        elif _SUFFIX in path.name and path.relative_to(target).as_posix() not in written:
            path.unlink(missing_ok=True)


def _name_file(part: int) -> str:
    return f"part-{part:05d}{_SUFFIX}"
