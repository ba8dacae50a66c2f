"""Connections to the server: a few that are used in turn, each looked at before it is used again."""

import selectors
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from stemma.errors import StoreBroken, StoreError, StoreGone, UsageError
from stemma.store.postgres.address import Address
from stemma.store.postgres.failures import telling_failures

MOST = 8
"""Connections at once, beside one a lock; more threads wait for one."""
OLDEST = 150000
READ_TIMEOUT = 30
"""Seconds that a read may take on the server."""
Row = tuple[Any, ...]
_Selector: type[selectors.BaseSelector] = getattr(selectors, "PollSelector", selectors.SelectSelector)
_SETTINGS = (
    ("statement_timeout", f"{READ_TIMEOUT}s"),
    # What is asked differs too much from search to search for one plan.
    ("plan_cache_mode", "force_custom_plan"),
    ("idle_session_timeout", "0"),
    ("client_min_messages", "warning"),
    # A client whose machine is gone holds its lock for a minute, not for two hours.
    ("tcp_keepalives_idle", "30"),
    ("tcp_keepalives_interval", "10"),
    ("tcp_keepalives_count", "3"),
    ("jit", "off"),
    # All that is asked has an index, and long columns lie apart: reading a whole table looks cheaper than it is.
    ("enable_seqscan", "off"),
    ("max_parallel_workers_per_gather", "0"),
    # What waits to be indexed is looked through by each search.
    ("gin_pending_list_limit", "1MB"),
)


class Session:
    """One connection, and what is asked over it. Raises StoreError and its kinds."""

    def __init__(self, connection: "psycopg.Connection[Row]", place: str) -> None:
        self.connection = connection
        self._place = place

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows that a query gives."""
        with self._telling(), self.connection.cursor(binary=True) as cursor:
            return cursor.execute(query.encode(), parameters or None).fetchall()

    def row(self, query: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row, if any."""
        found = self.rows(query, parameters)
        return found[0] if found else None

    def run(self, statement: str, parameters: Sequence[Any] = ()) -> int:
        """Carry out a statement, or several where there are no parameters; how many rows the (last) one met."""
        with self._telling(), self.connection.cursor() as cursor:
            cursor.execute(statement.encode(), parameters or None)
            while cursor.nextset():
                pass
            return cursor.rowcount

    def copy(self, table: str, columns: str, rows: Iterable[Sequence[Any]], *, types: Sequence[str] = ()) -> None:
        """Put many rows; in binary where the ``types`` of their columns are given, which is cheaper on both sides."""
        with self.copying(table, columns, rows, types=types):
            pass

    @contextmanager
    def copying(
        self, table: str, columns: str, rows: Iterable[Sequence[Any]], *, types: Sequence[str] = ()
    ) -> Iterator[None]:
        """As ``copy``; the block runs when all was sent, while the server takes it in still."""
        form = " (FORMAT BINARY)" if types else ""
        with (
            self._telling(),
            self.connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({columns}) FROM STDIN{form}".encode()) as copy,
        ):
            if types:
                copy.set_types(types)
            for row in rows:
                copy.write_row(row)
            yield

    def _telling(self) -> Any:
        return telling_failures(self._place, self.connection)


class Connections:
    """A pool that never hands out a connection which the server has closed."""

    def __init__(self, address: Address, *, read_only: bool) -> None:
        self._address = address
        self._read_only = read_only
        self._idle: list[psycopg.Connection[Row]] = []
        self._guard = threading.Lock()
        self._places = threading.BoundedSemaphore(MOST)
        self._closed = False

    def connect(self) -> "psycopg.Connection[Row]":
        """A new connection, by which the tables are found. Raises StoreGone, UsageError, StoreBroken."""
        address = self._address
        words = {"connect_timeout": "10", "application_name": "stemma", "client_encoding": "UTF8", **address.words}
        failure = None
        try:
            made: psycopg.Connection[Row] = psycopg.connect(**words, autocommit=True, prepare_threshold=3)
        except psycopg.Error as error:
            failure = self._tell_refusal(error)
        if failure is not None:
            # Not from psycopg's error: its frames hold the password.
            raise failure
        try:
            self._set_up(made)
        except BaseException:
            made.close()
            raise
        return made

    def _set_up(self, made: "psycopg.Connection[Row]") -> None:
        place = self._address.place
        if made.info.server_version < OLDEST:
            version = made.info.parameter_status("server_version") or "an older one"
            raise StoreError(f"Stemma needs PostgreSQL 15 or newer, and {place} is {version}")
        if made.info.parameter_status("server_encoding") != "UTF8":
            raise StoreBroken(f"the database must be in UTF8 ({place}): createdb --encoding=UTF8 --template=template0")
        pairs = [("search_path", f'"{self._address.schema}"'), *_SETTINGS]
        if self._read_only:
            pairs.append(("default_transaction_read_only", "on"))
        calls = sql.SQL(", ").join(
            sql.SQL("set_config({}, {}, false)").format(sql.Literal(name), sql.Literal(value)) for name, value in pairs
        )
        with telling_failures(place, made):
            made.execute(sql.SQL("SELECT {}").format(calls))

    def _tell_refusal(self, error: psycopg.Error) -> StoreError | UsageError:
        said, place = " ".join(str(error).split())[:300], self._address.place
        if "does not exist" in said and "database" in said:
            return UsageError(f"there is no such database ({place}): make it with createdb, then run the same again")
        if "authentication" in said or "no password supplied" in said:
            return StoreGone(f"the PostgreSQL server lets nobody in by this name and password ({place}): {said}")
        return StoreGone(
            f"the PostgreSQL server cannot be reached ({place}): {said}. Start it, or correct the address, then run "
            "the same again"
        )

    @contextmanager
    def borrow(self) -> Iterator[Session]:
        """A connection for as long as the block lasts; left inside a transaction, it is closed."""
        with self._places:
            connection = self._take()
            try:
                yield Session(connection, self._address.place)
            finally:
                self._give_back(connection)

    def _take(self) -> "psycopg.Connection[Row]":
        if self._closed:
            raise StoreError(f"this store was closed ({self._address.place})")
        while True:
            with self._guard:
                connection = self._idle.pop() if self._idle else None
            if connection is None:
                return self.connect()
            if _is_alive(connection):
                return connection
            connection.close()

    def _give_back(self, connection: "psycopg.Connection[Row]") -> None:
        idle = connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        with self._guard:
            if idle and not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Close those that are idle, and each that is given back."""
        with self._guard:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()


def _is_alive(connection: "psycopg.Connection[Row]") -> bool:
    """Whether nothing was heard of it while it lay idle; asks nobody.

    A server says why it ends a connection a moment before it hangs up, so any word is taken for the last one: what else
    a server says unasked is rare, and a new connection costs little.
    """
    try:
        return not connection.closed and not _has_news(connection.fileno())
    except (psycopg.Error, OSError, ValueError):
        return False


def _has_news(socket: int) -> bool:
    with _Selector() as selector:
        selector.register(socket, selectors.EVENT_READ)
        return bool(selector.select(0))
