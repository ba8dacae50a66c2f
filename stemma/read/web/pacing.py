"""One request at a time to a host, with a pause between; all requests to it wait where it asks to be left alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from stemma.read.web.clock import Clock
from stemma.read.web.refusals import Refusal


class HostPace:
    """The pace of one host."""

    def __init__(self, clock: Clock, delay: float) -> None:
        self._clock = clock
        self._lock = asyncio.Lock()
        self._free_at = clock.now()
        self._shut_until: float | None = None
        self.delay = delay

    @asynccontextmanager
    async def take_turn(self, room: asyncio.Semaphore) -> AsyncIterator[None]:
        """Hold the host, after the pause that it is due; ``room`` bounds the requests over all hosts.

        Raises:
            Refusal: it asked to be left alone for longer than this run waits.
        """
        async with self._lock:
            self._check_shut()
            due = self._free_at - self._clock.now()
            if due > 0:
                await self._clock.sleep(due)
            async with room:
                try:
                    yield
                finally:
                    self._free_at = max(self._free_at, self._clock.now() + self.delay)

    def put_off(self, seconds: float) -> None:
        """Let all requests to this host wait so long at least."""
        self._free_at = max(self._free_at, self._clock.now() + seconds)

    def shut(self, seconds: float) -> datetime:
        """Ask this host for nothing more until then, which is returned."""
        seconds = min(seconds, 366 * 86400)
        self._shut_until = self._clock.now() + seconds
        return self._clock.today() + timedelta(seconds=seconds)

    def _check_shut(self) -> None:
        # by the clock that only goes forward: one that is set anew must not keep a host shut
        left = self._shut_until - self._clock.now() if self._shut_until is not None else 0.0
        if left > 0:
            raise Refusal(tell_later(self._clock.today() + timedelta(seconds=left)), wait=left)


def tell_later(when: datetime) -> str:
    """The reason for what a server asked to be asked for later."""
    return f"Its server asks not to be asked again before {when:%Y-%m-%d %H:%M:%S} UTC; run again after that."
