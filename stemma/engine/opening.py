"""Engines by their names."""

import os
from collections.abc import Callable
from pathlib import Path

from stemma.engine.protocol import Engine, Progress
from stemma.errors import UsageError

PARTS = 16
"""In how many parts datasets are parted, where nobody says: some 20,000 articles a part fit a worker of 2 GB."""
_SCHEMES = {"dask": "tcp", "tcp": "tcp", "tls": "tls"}


def open_engine(
    name: str,
    folder: Path,
    *,
    workers: int | None = None,
    parts: int = PARTS,
    memory: int | None = None,
    tell: Callable[[Progress], None] | None = None,
) -> Engine:
    """The engine ``name``: ``local``, ``dask`` (a cluster on this machine), ``dask://host:port`` (one that runs).

    ``folder`` is where its stages lie, ``memory`` how many bytes a worker may have, ``workers`` how many processes of
    this machine do the work: as many as it may use processors, where nobody says. ``parts`` show in the result, workers
    do not. Raises UsageError, MissingPart, EngineError.
    """
    if parts < 1 or (workers is not None and workers < 1) or (memory is not None and memory < 1):
        raise UsageError("workers, parts and bytes of memory are whole numbers above 0")
    own = workers or count_processors()
    if name == "local":
        from stemma.engine.local import LocalEngine

        return LocalEngine(folder, workers=own, parts=parts, memory=memory, tell=tell)
    address = None if name == "dask" else _read_address(name)
    from stemma.engine.dask import DaskEngine

    return DaskEngine(folder, address=address, workers=own, parts=parts, memory=memory, tell=tell)


def count_processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not every system tells
        return os.cpu_count() or 1


def _read_address(name: str) -> str:
    """The address of a scheduler as Dask has it. Raises UsageError."""
    scheme, _, place = name.partition("://")
    host, _, port = place.rpartition(":")
    if scheme not in _SCHEMES or not host or not port.isascii() or not port.isdigit():
        raise UsageError(f"there is no engine {name!r}; there are: local, dask, dask://HOST:PORT, tls://HOST:PORT")
    return f"{_SCHEMES[scheme]}://{place}"
