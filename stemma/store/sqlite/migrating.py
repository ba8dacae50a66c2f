"""From any schema that was released to the newest: one function a version, each in the one transaction of all."""

from collections.abc import Callable
from pathlib import Path

from stemma.errors import StoreBroken, StoreError, StoreNewer, StoreUnknown
from stemma.store.opening import tell_missing
from stemma.store.sqlite.failing import tell_failures
from stemma.store.sqlite.handles import Handle
from stemma.store.sqlite.schema import APPLICATION, VERSION, list_statements

Migration = Callable[[Handle], None]


def _make(handle: Handle) -> None:
    """Version 1: all tables of it."""
    for statement in list_statements():
        handle.run(statement)


MIGRATIONS: tuple[Migration, ...] = (_make,)
"""The n-th brings a file of version n to version n + 1; version 0 is an empty file."""


def bring_up(handle: Handle, *, create: bool, read_only: bool) -> None:
    """Make sure that the file is a store of this version, and make it one where it is older or empty.

    Raises:
        StoreNewer: it was written by a newer version; nothing is touched.
        StoreBroken: it is no store, or not whole.
        StoreError: it is older, and ``read_only``.
    """
    version = _check(handle, create)
    if version == len(MIGRATIONS):
        return
    if read_only:
        raise StoreError(
            f"{handle.path}: written by an older version of Stemma (schema {version}, this one has {VERSION}); "
            f"open it once for writing (`stemma stories` does) to bring it up"
        )
    with tell_failures(handle.path):
        handle.connection.execute("PRAGMA page_size = 8192")
        handle.connection.execute("PRAGMA journal_mode = WAL")
        # What is read above may be another's work by now: it is read again where nobody else can write.
        handle.connection.execute("BEGIN IMMEDIATE")
        try:
            for migrate in MIGRATIONS[_check(handle, create) :]:
                migrate(handle)
            handle.connection.execute(f"PRAGMA application_id = {APPLICATION}")
            handle.connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
            handle.connection.execute("COMMIT")
        except BaseException:
            if handle.connection.in_transaction:
                handle.connection.execute("ROLLBACK")
            raise


def _check(handle: Handle, create: bool) -> int:
    """The version of the file; 0 where it is empty."""
    path = handle.path
    (application,), (version,) = (*handle.rows("PRAGMA application_id"), *handle.rows("PRAGMA user_version"))
    ((tables,),) = handle.rows("SELECT count(*) FROM sqlite_schema")
    if application == 0 and version == 0 and tables == 0:
        if not create:
            raise StoreUnknown(tell_missing(str(path)))
        return 0
    if application != APPLICATION or version < 1:
        raise StoreBroken(f"{path}: an SQLite file, but no store of Stemma's; give another file")
    if version > len(MIGRATIONS):
        raise StoreNewer(
            f"{path}: written by a newer version of Stemma (schema {version}, this one knows {len(MIGRATIONS)}); "
            f"update Stemma to open it. Nothing was touched"
        )
    return int(version)


def check_whole(path: Path) -> None:
    """See that the file is as long as its head says, where no log of writes is left to fill it up.

    Raises StoreBroken.
    """
    log = path.with_name(path.name + "-wal")
    size = path.stat().st_size
    if size == 0 or (log.exists() and log.stat().st_size):
        return
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\x00"):
        raise StoreBroken(f"{path}: the file is no store of Stemma's; give another file")
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    told = int.from_bytes(head[28:32], "big")
    if head[24:28] == head[92:96] and size < told * page:
        raise StoreBroken(
            f"{path}: the file is not whole ({size} bytes of {told * page}); "
            f"restore it from a copy, or give another file"
        )
