"""Connections to the file: one a thread, one writer at a time, and transactions within transactions."""

import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stemma.errors import StoreBusy, StoreError
from stemma.store.sqlite.escaping import read_text, write_text
from stemma.store.sqlite.failing import tell_failure, tell_failures

Row = tuple[Any, ...]
CHUNK = 500
"""Values of one ``IN (...)``."""
PRAGMAS = (
    # Each outermost transaction waits for the disk: what is acknowledged outlives a power loss too.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -8000",
    "PRAGMA wal_autocheckpoint = 2000",
    "PRAGMA journal_size_limit = 67108864",
)


class Handle:
    """One connection, of one thread."""

    def __init__(self, path: Path, *, uri: str, wait: float) -> None:
        self.path = path
        self.depth = 0
        self.broken: StoreError | None = None
        self.changes = 0
        with tell_failures(path):
            self.connection = sqlite3.connect(
                uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False, cached_statements=256
            )
            self.connection.text_factory = read_text
            for pragma in PRAGMAS:
                self.connection.execute(pragma)
        # With its thread, at once: a connection and its statements hold each other until circles are looked for, and
        # each has megabytes of pages.
        weakref.finalize(self, self.connection.close).atexit = False

    def run(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Carry out one statement."""
        try:
            return self.connection.execute(sql, _write(values))
        except sqlite3.Error as error:
            raise self._fail(error) from error

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """Carry out one statement for each row; how many rows of the table it changed."""
        try:
            return max(0, self.connection.executemany(sql, map(_write, rows)).rowcount)
        except sqlite3.Error as error:
            raise self._fail(error) from error

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All that a statement gives."""
        try:
            return self.connection.execute(sql, _write(values)).fetchall()
        except sqlite3.Error as error:
            raise self._fail(error) from error

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row that a statement gives."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def rows_in(self, sql: str, values: Iterable[Any], before: Sequence[Any] = ()) -> Iterator[Row]:
        """All that a statement with ``IN ({})`` gives for many values, ``before`` them its other ones."""
        given = list(dict.fromkeys(values))
        for at in range(0, len(given), CHUNK):
            some = given[at : at + CHUNK]
            yield from self.rows(sql.format(",".join("?" * len(some))), (*before, *some))

    def take_numbers(self, many: int, *, of: str = "numbers") -> int:
        """Numbers that were never given: the first of so many. ``of``: ``numbers``, or ``lines`` (stories, findings and
        claims, whose numbers no other store need give too)."""
        self.add(of, many)
        found = self.row("SELECT value FROM meta WHERE name = ?", (of,))
        assert found is not None
        return int(found[0]) - many + 1

    def add(self, name: str, many: int) -> None:
        """Count so many more (or fewer) of a kind."""
        if many:
            self.run("UPDATE meta SET value = value + ? WHERE name = ?", (many, name))

    def begin(self, *, write: bool) -> None:
        """Begin a transaction, or one within it."""
        if self.depth:
            self._check()
            self.run(f"SAVEPOINT s{self.depth}")
        else:
            self.broken = None
            self.run("BEGIN IMMEDIATE" if write else "BEGIN")
            self.changes = self.connection.total_changes
        self.depth += 1

    def commit(self) -> None:
        """End it and keep what was put."""
        self._check()
        if self.depth > 1:
            self.run(f"RELEASE s{self.depth - 1}")
        else:
            if self.connection.total_changes != self.changes:
                self.add("changes", 1)
            self.run("COMMIT")
        self.depth -= 1

    def roll_back(self) -> None:
        """End it and keep nothing of it."""
        self.depth -= 1
        try:
            if not self.connection.in_transaction:
                return
            if self.depth:
                self.connection.execute(f"ROLLBACK TO s{self.depth}")
                self.connection.execute(f"RELEASE s{self.depth}")
            else:
                self.connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            self._fail(error)

    def _check(self) -> None:
        """SQLite ends a transaction by itself where the disk is full or the file is broken: it must not go on half."""
        if self.broken is not None:
            raise self.broken
        if not self.connection.in_transaction:
            raise StoreError(f"{self.path}: the transaction was ended from within; nothing of it was put")

    def _fail(self, error: sqlite3.Error) -> StoreError:
        told = tell_failure(self.path, error)
        if self.depth and not self.connection.in_transaction:
            self.broken = told
        return told


class Handles:
    """The connections of one store."""

    def __init__(self, path: Path, *, uri: str, wait: float, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._uri = uri
        self._wait = wait
        self._own = threading.local()
        self._all: weakref.WeakSet[Handle] = weakref.WeakSet()
        self._guard = threading.Lock()
        self._writer = threading.Lock()
        self._closed = False

    def get(self) -> Handle:
        """The connection of this thread."""
        found: Handle | None = getattr(self._own, "handle", None)
        if self._closed:
            raise StoreError(f"{self.path}: the store is closed")
        if found is None:
            found = self._own.handle = Handle(self.path, uri=self._uri, wait=self._wait)
            with self._guard:
                self._all.add(found)
        return found

    def close(self) -> None:
        """Close all of them, of whatever thread."""
        self._closed = True
        with self._guard:
            for handle in list(self._all):
                handle.connection.close()
            self._all.clear()
        self._own = threading.local()

    @contextmanager
    def reading(self) -> Iterator[Handle]:
        """One state of the store, for several reads. Waits for nobody."""
        handle = self.get()
        if handle.depth:
            yield handle
            return
        with _transact(handle, write=False):
            yield handle

    @contextmanager
    def alone(self) -> Iterator[Handle]:
        """This thread's connection while no other of this process writes, in no transaction."""
        with self._hold_writer():
            yield self.get()

    @contextmanager
    def transaction(self) -> Iterator[Handle]:
        """A transaction, or one within the one that this thread is in."""
        handle = self.get()
        if handle.depth or self.read_only:
            with _transact(handle, write=False):
                yield handle
            return
        with self._hold_writer(), _transact(handle, write=True):
            yield handle

    @contextmanager
    def _hold_writer(self) -> Iterator[None]:
        # Threads of one process hand over here, at once; processes poll the file's lock.
        if not self._writer.acquire(timeout=self._wait):
            raise StoreBusy(f"{self.path}: another thread has been writing for longer than this one waits; try again")
        try:
            yield
        finally:
            self._writer.release()


@contextmanager
def _transact(handle: Handle, *, write: bool) -> Iterator[None]:
    handle.begin(write=write)
    try:
        yield
        handle.commit()
    except BaseException:
        handle.roll_back()
        raise


def _write(values: Sequence[Any]) -> list[Any]:
    return [write_text(one) if type(one) is str else one for one in values]
