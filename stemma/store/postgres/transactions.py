"""The transactions of a PostgreSQL store: what a thread reads and puts, over which connection, and under which lock."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from stemma.errors import StoreBusy, StoreError
from stemma.store.postgres.address import read_address
from stemma.store.postgres.columns import digest
from stemma.store.postgres.connections import Connections, Session
from stemma.store.postgres.schema import bring_up
from stemma.store.postgres.waiting import WaitingWords
from stemma.store.postgres.work import Work, begin_look, begin_work


class Transactions:
    """A store's server, without what it keeps: the rest of ``Store`` is put and read by ``_writing`` and ``_reading``.

    A thread that is in a transaction, or in a snapshot, does all in it; else each call has a transaction of its own.
    """

    def __init__(self, url: str, *, create: bool = True, read_only: bool = False) -> None:
        """Open it, or make it. Raises UsageError, StoreError and their kinds (``stemma.store.open_store``)."""
        address = read_address(url)
        self.url = address.url
        self._schema = address.schema
        self._read_only = read_only
        self._lock = self._name_lock("", "write")
        self._local = threading.local()
        self._connections = Connections(address, read_only=read_only)
        self._waiting = WaitingWords(self._connections.connect)
        try:
            with self._connections.borrow() as session:
                bring_up(session, address, self._lock, create=create, read_only=read_only)
        except BaseException:
            self._connections.close()
            raise

    def close(self) -> None:
        self._waiting.close()
        self._connections.close()

    @property
    def _work(self) -> Work | None:
        """What this thread is in the middle of."""
        found: Work | None = getattr(self._local, "work", None)
        return found

    @contextmanager
    def transaction(self) -> Iterator[None]:
        work = self._work
        if work is not None:
            with work.nest():
                yield
            return
        with self._connections.borrow() as session:
            begin = begin_look(session) if self._read_only else self._begin(session)
            with begin as self._local.work:
                try:
                    yield
                finally:
                    self._local.work = None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        if self._work is not None:
            yield
            return
        with self._connections.borrow() as session, begin_look(session) as self._local.work:
            try:
                session.row("SELECT numbers FROM counters")  # the moment is that of the first look
                yield
            finally:
                self._local.work = None

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        connection = self._connections.connect()
        try:
            session = Session(connection, self.url)
            row = session.row("SELECT pg_try_advisory_lock(%s)", (self._name_lock("lock", name),))
            if row is None or not row[0]:
                raise StoreBusy(f"{name}: another holds it already ({self.url})")
            yield
        finally:
            connection.close()

    @contextmanager
    def _writing(self) -> Iterator[Work]:
        """For one call that puts something."""
        if self._read_only:
            raise StoreError(f"this store is open for reading only: {self.url}")
        work = self._work
        if work is not None:
            yield work
            return
        with self._connections.borrow() as session, self._begin(session) as begun:
            yield begun

    @contextmanager
    def _begin(self, session: Session) -> Iterator[Work]:
        """For all that is put and committed together."""
        with begin_work(session, self._lock) as work:
            yield work
        if work.waits:
            self._waiting.index()

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        """For one call that only looks."""
        work = self._work
        if work is not None:
            yield work.session
            return
        with self._connections.borrow() as session:
            yield session

    def _name_lock(self, kind: str, name: str) -> int:
        """The number by which the server knows a lock of this store."""
        return int.from_bytes(digest("stemma", self._schema, kind, name)[:8], "big", signed=True)
