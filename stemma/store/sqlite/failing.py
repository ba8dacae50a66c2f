"""What SQLite says when it fails, as the errors of a store, with what to do next."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stemma.errors import StoreBroken, StoreBusy, StoreError, StoreFull

_TORN = (sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS)
_SMALL = 1 << 20
"""Bytes: with less free space, a write that failed did so for lack of room."""


@contextmanager
def tell_failures(path: Path) -> Iterator[None]:
    """Let nothing of SQLite's out but as a StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise tell_failure(path, error) from error


def tell_failure(path: Path, error: sqlite3.Error) -> StoreError:
    """The error of a store that stands for this one of SQLite's."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    kind = code & 0xFF
    if kind == sqlite3.SQLITE_FULL or (kind == sqlite3.SQLITE_IOERR and _is_full(path)):
        return StoreFull(
            f"{path}: no room is left on the disk; what was acknowledged is kept. Make room and go on "
            f"(`stemma vacuum` gives some back)"
        )
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(
            f"{path}: another process has been writing to it for longer than this one waits; let it end, then try again"
        )
    if kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or code in _TORN or "no such table" in str(error):
        return StoreBroken(
            f"{path}: the file is no store of Stemma's, or it is not whole ({error}); "
            f"restore it from a copy, or give another file"
        )
    if kind == sqlite3.SQLITE_READONLY:
        return StoreError(f"{path}: it can only be read (it was opened so, or its folder is); nothing was put")
    if kind == sqlite3.SQLITE_CANTOPEN:
        return StoreError(f"{path}: cannot be opened; its folder must be there and be writable")
    return StoreError(f"{path}: {error}")


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _SMALL
    except OSError:
        return False
