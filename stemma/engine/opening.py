"""Engines by their names."""

from collections.abc import Callable
from pathlib import Path

from stemma.engine.protocol import Engine, Progress
from stemma.errors import UsageError


def open_engine(
    name: str,
    folder: Path,
    *,
    workers: int = 1,
    parts: int = 16,
    memory: int | None = None,
    tell: Callable[[Progress], None] | None = None,
) -> Engine:
    """The engine ``name``: ``local``, ``dask`` (a cluster on this machine), ``dask://host:port`` (one that runs).

    ``folder`` is where its stages lie, ``memory`` how many bytes a worker may have. Raises UsageError, MissingPart.
    """
    if name == "local":
        from stemma.engine.local import LocalEngine

        return LocalEngine(folder, workers=workers, parts=parts, memory=memory, tell=tell)
    raise UsageError(f"there is no engine {name!r}; there are: local, dask, dask://HOST:PORT")
