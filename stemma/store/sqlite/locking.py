"""Locks by name: one file each beside the store, held by the operating system, so that they end with the process."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from stemma.errors import StoreBusy, StoreError

_PLAIN = re.compile(r"[a-z0-9-]{1,40}")


@contextmanager
def hold_lock(store: Path, name: str) -> Iterator[None]:
    """Hold ``name`` for this store. The file stays: to remove it would let two hold it.

    Raises StoreBusy at once where another thread or process holds it; StoreError where the file cannot be made.
    """
    path = store.with_name(f"{store.name}.{_spell(name)}.lock")
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    except OSError as error:
        raise StoreError(f"{path}: the lock's file cannot be made ({error.strerror})") from error
    try:
        if not _try_lock(file):
            raise StoreBusy(f"{ascii(name)[1:-1]}: another process holds it for {store}; let it end first")
        yield
    finally:
        os.close(file)


def _spell(name: str) -> str:
    if _PLAIN.fullmatch(name):
        return name
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: int) -> bool:
        try:
            # Of the open file, not of the process: it keeps threads apart too.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
