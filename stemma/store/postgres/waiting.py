"""Words that wait to be indexed, and who indexes them: the server itself, beside what it is given next."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psycopg

from stemma.errors import StoreError

if TYPE_CHECKING:
    Connection = psycopg.Connection[tuple[Any, ...]]

_INDEX = b"SELECT gin_clean_pending_list('article_words_found')"


class WaitingWords:
    """Has a server index what waits, over a connection of its own that is made on first use.

    What is put into a GIN index waits in a list of its own until that is as long as is allowed; then whoever puts
    something more moves it into the tree, which is half of the work of taking an article in. Asked to, another
    process of the server does so meanwhile. What waits is committed, found and safe like all else: where nobody is
    asked, or the answer is no, nothing is lost but time.
    """

    def __init__(self, connect: Callable[[], "Connection"]) -> None:
        self._connect = connect
        self._connection: Connection | None = None
        self._guard = threading.Lock()
        self._closed = False

    def index(self) -> None:
        """Ask for all that waits now to be indexed, and wait for nothing; a server that is still at it is not asked."""
        if not self._guard.acquire(blocking=False):
            return
        try:
            # A connection that lay idle may be gone; then a new one is asked.
            if not self._closed and not self._ask(self._connection):
                self._connection = self._connect()
                self._ask(self._connection)
        except StoreError:
            self._connection = None
        finally:
            self._guard.release()

    def _ask(self, connection: "Connection | None") -> bool:
        """Whether the server was asked, or is at it; where it is gone, the connection is closed."""
        if connection is None:
            return False
        server = connection.pgconn
        try:
            server.consume_input()
            if server.is_busy():
                return True
            while server.get_result() is not None:
                pass  # of the time before: how many pages, or why not; either way there is nothing to do about it
            server.send_query(_INDEX)
            server.flush()
        except psycopg.Error:
            _close(connection)
            return False
        return True

    def close(self) -> None:
        """Ask no more. What was asked for is done all the same."""
        with self._guard:
            self._closed = True
            if self._connection is not None:
                _close(self._connection)


def _close(connection: "Connection") -> None:
    with suppress(psycopg.Error):
        connection.close()
