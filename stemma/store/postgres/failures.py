"""What a PostgreSQL server says went wrong, in the errors of this package and in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from stemma.errors import StoreBroken, StoreBusy, StoreError, StoreFull, StoreGone

_GONE = (
    errors.AdminShutdown,
    errors.CrashShutdown,
    errors.CannotConnectNow,
    errors.DatabaseDropped,
    errors.IdleInTransactionSessionTimeout,
    errors.ConnectionException,
    errors.ConnectionFailure,
    errors.ConnectionDoesNotExist,
)
_BROKEN = (
    errors.DataCorrupted,
    errors.IndexCorrupted,
    errors.UndefinedTable,
    errors.UndefinedColumn,
    errors.InvalidSchemaName,
    errors.UndefinedFile,
)


@contextmanager
def telling_failures(place: str, connection: "psycopg.Connection[tuple[object, ...]] | None" = None) -> Iterator[None]:
    """Whatever psycopg raises within becomes a StoreError that says what to do."""
    try:
        yield
    except psycopg.Error as error:
        raise translate(error, place, lost=connection is not None and connection.broken) from error


def translate(error: psycopg.Error, place: str, *, lost: bool = False) -> StoreError:
    """The error of this package for one of psycopg's; ``lost``: the connection is gone, whatever it says."""
    said = _first_line(error)
    if lost or isinstance(error, _GONE):
        return StoreGone(
            f"the PostgreSQL server went away ({place}): {said}. What it acknowledged is kept, what was under way is "
            "not; run the same again when it is back"
        )
    if isinstance(error, errors.DiskFull | errors.ConfigurationLimitExceeded):
        return StoreFull(f"no room is left where the PostgreSQL server keeps its data ({place}): {said}. Make room")
    if isinstance(error, errors.QueryCanceled):
        return StoreError(f"the PostgreSQL server gave up a statement ({place}): {said}. Ask for less, or ask again")
    if isinstance(error, errors.LockNotAvailable | errors.DeadlockDetected):
        return StoreBusy(f"another process holds what this needs ({place}): {said}. Try again")
    if isinstance(error, errors.InsufficientPrivilege):
        return StoreError(f"this user may not do that on the PostgreSQL server ({place}): {said}. Grant it the right")
    if isinstance(error, errors.ReadOnlySqlTransaction):
        return StoreError(f"this store is open for reading only ({place})")
    if isinstance(error, errors.TooManyConnections | errors.OutOfMemory | errors.InsufficientResources):
        return StoreBusy(f"the PostgreSQL server has no more to give ({place}): {said}. Try again later")
    if isinstance(error, _BROKEN):
        return StoreBroken(f"the tables are not those of a store ({place}): {said}. Restore them from a backup")
    return StoreError(f"the PostgreSQL server refused a statement ({place}): {said}")


def _first_line(error: psycopg.Error) -> str:
    message = error.diag.message_primary or str(error)
    return " ".join(message.split())[:300] or type(error).__name__
