"""One writing transaction: its numbers, and what it adds to the counters."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from stemma.errors import StoreError
from stemma.store.postgres.connections import Session

COUNTED = ("captures", "articles", "revisions", "stories", "editions", "findings", "claims", "rejected")


class Work:
    """What is put until it is committed.

    All writers of a store hold one lock from beginning to end, so numbers rise in the order in which they are
    committed: who lists what comes after a number misses nothing that is committed later with a lower one. Readers
    wait for nobody.
    """

    def __init__(self, session: Session, numbers: int, lines: int = 0) -> None:
        self.session = session
        self.added: Counter[str] = Counter()
        """What to add to the counters."""
        self.put = False
        """Whether anything was put."""
        self.waits = False
        """Whether words of many articles wait to be indexed once it is committed."""
        self._numbers = numbers
        self._lines = lines
        self._depth = 0

    def count_up(self) -> int:
        """The next number."""
        self._numbers += 1
        return self._numbers

    def count_line(self) -> int:
        """The next number of a finding or claim: these count apart."""
        self._lines += 1
        return self._lines

    def raise_numbers(self, number: int) -> None:
        """What is given a number from now on gets a higher one than this."""
        self._numbers = max(self._numbers, number)

    @contextmanager
    def nest(self) -> Iterator[None]:
        """A part that an exception takes back alone."""
        self._depth += 1
        point, added, put = f"part_{self._depth}", Counter(self.added), self.put
        self.session.run(f"SAVEPOINT {point}")
        try:
            yield
        except BaseException:
            self.added, self.put = added, put
            if not self.session.connection.closed:
                self.session.run(f"ROLLBACK TO SAVEPOINT {point}")
            raise
        finally:
            self._depth -= 1
        self.session.run(f"RELEASE SAVEPOINT {point}")

    def finish(self) -> str:
        """The statement that ends it well."""
        if not self.put:
            return "COMMIT"
        more = "".join(f", {name} = {name} + {count}" for name, count in sorted(self.added.items()) if count)
        return (
            f"UPDATE counters SET changes = changes + 1, numbers = {self._numbers}, lines = {self._lines}{more}; COMMIT"
        )


@contextmanager
def begin_work(session: Session, lock: int) -> Iterator[Work]:
    """Be the only writer for as long as the block lasts; what it put is kept where it ends well, else nothing of it."""
    session.run(f"BEGIN; SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock({lock})")
    try:
        numbers, lines = session.row("SELECT numbers, lines FROM counters") or (0, 0)
        work = Work(session, numbers, lines)
        yield work
        if session.connection.info.transaction_status != psycopg.pq.TransactionStatus.INTRANS:
            raise StoreError("a statement before failed in this transaction, so nothing of it was kept; run it again")
        session.run(work.finish())
    except BaseException:
        if not session.connection.closed:
            try:
                session.connection.rollback()
            except psycopg.Error:
                session.connection.close()
        raise


@contextmanager
def begin_look(session: Session) -> Iterator[Work]:
    """See one state of the store for as long as the block lasts, and put nothing."""
    session.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        yield Work(session, 0)
        session.run("COMMIT")
    except BaseException:
        if not session.connection.closed:
            session.connection.rollback()
        raise
