"""The SQLite store: the tables by topic, over one file."""

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from stemma.errors import StoreBroken, StoreError, StoreUnknown
from stemma.store.opening import tell_missing
from stemma.store.sqlite.articles import ArticleTables
from stemma.store.sqlite.handles import Handles
from stemma.store.sqlite.lists import ListTables
from stemma.store.sqlite.locking import hold_lock
from stemma.store.sqlite.log import LogTables
from stemma.store.sqlite.migrating import bring_up, check_whole
from stemma.store.sqlite.moving import Moving
from stemma.store.sqlite.plain import PlainTables
from stemma.store.sqlite.schema import COUNTED
from stemma.store.sqlite.vacuuming import Vacuuming

WAIT = 30.0
"""Seconds that a writer waits for another one."""


class SqliteStore(PlainTables, ArticleTables, Moving, LogTables, ListTables, Vacuuming):
    """A store in one file."""

    def __init__(self, path: Path, *, create: bool = True, read_only: bool = False, wait: float = WAIT) -> None:
        """Open it, or make it.

        Raises StoreUnknown where there is none and none is to be made; StoreError and its kinds.

        ``wait``: seconds for another writer to end, before StoreBusy is raised.
        """
        self.url = f"sqlite:///{path}"
        self.path = path
        _check_place(path, create=create and not read_only)
        self._handles = Handles(path, uri=_make_uri(path, read_only), wait=wait, read_only=read_only)
        try:
            bring_up(self._handles.get(), create=create and not read_only, read_only=read_only)
            self.last_change()
        except BaseException:
            self._handles.close()
            raise

    def close(self) -> None:
        self._handles.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._handles.transaction():
            yield

    def lock(self, name: str) -> AbstractContextManager[None]:
        return hold_lock(self.path, name)

    def count(self) -> Mapping[str, int]:
        found: dict[str, int] = dict(self._handles.get().rows("SELECT name, value FROM meta"))
        return {name: found[name] for name in COUNTED}

    def last_change(self) -> int:
        found = self._handles.get().row("SELECT value FROM meta WHERE name = 'changes'")
        if found is None:
            raise StoreBroken(f"{self.path}: the file is not whole; restore it from a copy, or give another file")
        return int(found[0])


def _check_place(path: Path, *, create: bool) -> None:
    """See that there is a file to open, or a folder to make it in."""
    try:
        if b"\x00" in os.fsencode(path):
            raise ValueError
        if path.is_dir():
            raise StoreUnknown(f"{path}: is a folder; give a file, such as {path / 'stemma.db'}")
        there = path.exists() and path.stat().st_size > 0
        if not there and not create:
            raise StoreUnknown(tell_missing(str(path)))
        if not there and not path.parent.is_dir():
            raise StoreUnknown(f"{path}: there is no folder {path.parent}; make it first")
        if there:
            check_whole(path)
    except ValueError as error:
        raise StoreUnknown(f"{str(path)!a}: no name of a file") from error
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened ({error.strerror})") from error


def _make_uri(path: Path, read_only: bool) -> str:
    uri = path.absolute().as_uri()
    if not read_only:
        return f"{uri}?mode=rwc"
    # SQLite wants to make a file beside it even to read; where it cannot, nobody writes to it either.
    closed = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    return f"{uri}?mode=ro&immutable=1" if closed else f"{uri}?mode=ro"
