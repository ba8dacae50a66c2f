"""The app on a socket: one process, from the first address printed to the last answer sent."""

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

import anyio.to_thread
import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from stemma.errors import UsageError
from stemma.web.options import ServeOptions

if TYPE_CHECKING:
    from fastapi import FastAPI

_LONGEST_HEAD = 32 * 1024
"""Bytes of a request's first line and headers."""
_MOST_CONNECTIONS = 512
THREADS = 8
"""Answers that are made at once: as many as a store on PostgreSQL has connections; each has caches of its own."""
_TURN = 0.001
"""Seconds that a thread computes before another has its turn. Every look into the store lets others go first, and waits
up to this long to go on: by Python's own five milliseconds, ten looks are fifty."""
_SWEEPS = (50_000, 20, 20)
"""How many new objects, and how many lesser sweeps, before the collector of circles looks."""
_LAST_ANSWERS = 10
"""Seconds that answers under way have once the server is to stop."""
_ENDED_HARD = 130
"""The code of a process that was ended by its user."""


def bind_socket(options: ServeOptions) -> socket.socket:
    """A socket on the host and port chosen. Raises UsageError where they cannot be had."""
    try:
        found = socket.getaddrinfo(options.host or None, options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, place = found[0]
        bound = socket.socket(family, kind, protocol)
        try:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(place)
        except OSError:
            bound.close()
            raise
    except (OSError, UnicodeError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"--host {options.host} --port {options.port}: cannot be listened on: {reason}; --port 0 takes a free port"
        ) from None
    return bound


def tell_address(bound: socket.socket, options: ServeOptions) -> str:
    """What to type into a browser."""
    from stemma.web.safety.hosts import is_wildcard

    host = "127.0.0.1" if is_wildcard(options.host) else options.host
    return f"http://{f'[{host}]' if ':' in host else host}:{bound.getsockname()[1]}/"


def serve_app(
    app: "FastAPI",
    bound: socket.socket,
    *,
    head_seconds: float = 15.0,
    started: Callable[[uvicorn.Server], None] | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT, then end what is under way: answers, and the job in hand.

    ``started`` is called with the server once it listens; to set its ``should_exit`` ends it too.
    """

    class Protocol(PatientProtocol):
        limit = head_seconds

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
            await super().startup(sockets)
            if started is not None and not self.should_exit:
                started(self)

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            if self.should_exit:
                # asked twice: the job in hand is not waited for; what it has kept is whole, as after any end
                os._exit(_ENDED_HARD)
            super().handle_exit(sig, frame)

    config = uvicorn.Config(
        app,
        http=Protocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        # a client must not say where it comes from: it is limited by that
        proxy_headers=False,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )
    with _signals_over(), _short_turns(), _rare_sweeps():
        Server(config).run(sockets=[bound])


class PatientProtocol(H11Protocol):
    """HTTP/1.1 by h11, which refuses what may be read in two ways; heads that do not come whole in time end."""

    limit = 15.0
    """Seconds for the first line and the headers of a request."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """asyncio's own protocol."""
        super().connection_made(transport)
        self._watch_head()

    def data_received(self, data: bytes) -> None:
        """asyncio's own protocol."""
        super().data_received(data)
        self._watch_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio's own protocol."""
        if self._head_timer is not None:
            self._head_timer.cancel()
        super().connection_lost(exc)

    def _watch_head(self) -> None:
        """Let time run while a head is awaited, from its first byte or from the connection's beginning."""
        waiting = self.conn.their_state is h11.IDLE and self.timeout_keep_alive_task is None
        if not waiting and self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
        elif waiting and self._head_timer is None:
            self._head_timer = self.loop.call_later(self.limit, self._give_up)

    def _give_up(self) -> None:
        self._head_timer = None
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.transport.close()


@contextmanager
def _short_turns() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@contextmanager
def _rare_sweeps() -> Iterator[None]:
    """Reading an edition makes thousands of objects without a circle: looking for circles took a third of the time, and
    a look through all that is loaded and kept stops every answer for as long."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SWEEPS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def _signals_over() -> Iterator[None]:
    """uvicorn ends well on these signals and then raises them anew: they have done what they were for."""
    before = {}
    with suppress(ValueError):  # no main thread, as in tests: no signals either
        for one in (signal.SIGTERM, signal.SIGINT):
            before[one] = signal.signal(one, lambda *_: None)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
