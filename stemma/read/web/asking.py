"""Requests at the pace of their host, tried again where that may help."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from stemma.read.walls import find_wall
from stemma.read.web.addresses import WebAddress
from stemma.read.web.clock import Clock
from stemma.read.web.connecting import Resolve, open_session
from stemma.read.web.exchange import Answer, ask
from stemma.read.web.options import FetchOptions
from stemma.read.web.pacing import HostPace, tell_later
from stemma.read.web.receiving import read_markup
from stemma.read.web.refusals import Refusal, Trouble
from stemma.read.web.retrying import BUSY, choose_wait, read_retry_after

if TYPE_CHECKING:
    import aiohttp


class Asker:
    """Asks servers; one for a run, within its event loop."""

    def __init__(self, options: FetchOptions, clock: Clock, resolve: Resolve | None = None) -> None:
        self._options = options
        self._clock = clock
        self._resolve = resolve
        self._session: aiohttp.ClientSession | None = None
        self._room = asyncio.Semaphore(options.concurrency)
        self._paces: dict[str, HostPace] = {}

    async def close(self) -> None:
        """End all connections."""
        if self._session is not None:
            await self._session.close()

    def slow_down(self, address: WebAddress, delay: float) -> None:
        """Keep a site's ``Crawl-delay``, in seconds, up to the longest that is kept."""
        pace = self._find_pace(address)
        pace.delay = max(pace.delay, min(delay, self._options.longest_crawl_delay))

    async def ask(
        self,
        address: WebAddress,
        headers: Mapping[str, str] | None = None,
        *,
        any_kind: bool = False,
        keep: int | None = None,
    ) -> Answer:
        """``exchange.ask``, again after failures that may pass.

        Raises:
            Refusal: there is no answer, by its reason.
        """
        if self._session is None:
            self._session = open_session(self._options, self._resolve)
        pace = self._find_pace(address)
        attempt = 0
        while True:
            last = attempt >= self._options.retries
            wait = None
            async with pace.take_turn(self._room):
                try:
                    answer = await ask(
                        self._session, address, self._options, headers=headers or {}, any_kind=any_kind, keep=keep
                    )
                except Trouble as trouble:
                    if last:
                        raise Refusal(_count_attempts(trouble.reason, attempt + 1), network=trouble.network) from None
                else:
                    if answer.status not in BUSY:
                        return answer
                    wait = read_retry_after(answer.headers.get("retry-after"), self._clock.today())
                    self._heed(pace, wait)
                    if last or (wait is None and find_wall(read_markup(answer)) is not None):
                        return answer
            if wait is None:
                await self._clock.sleep(choose_wait(attempt, self._clock.draw()))
            attempt += 1

    def _heed(self, pace: HostPace, wait: float | None) -> None:
        """Keep a ``Retry-After``: the whole host is left alone until then."""
        if wait is None:
            return
        if wait > self._options.longest_wait:
            raise Refusal(tell_later(pace.shut(wait)), wait=wait)
        pace.put_off(wait)

    def _find_pace(self, address: WebAddress) -> HostPace:
        pace = self._paces.get(address.host)
        if pace is None:
            pace = self._paces[address.host] = HostPace(self._clock, self._options.delay)
        return pace


def _count_attempts(reason: str, attempts: int) -> str:
    return reason if attempts == 1 else f"{reason.rstrip('.')} ({attempts} attempts)."
