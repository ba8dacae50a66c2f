"""Links to captures: fetched in the background, many at once, given in the order of the links."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sized
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read.web.addresses import read_address
from stemma.read.web.clock import Clock, SystemClock
from stemma.read.web.options import FetchOptions

if TYPE_CHECKING:
    from types import TracebackType

    from stemma.read.web.connecting import Resolve

T = TypeVar("T")
Outcome = Capture | Rejected

_WINDOW = 256
"""Links taken up before the first of them is given: a host that must wait holds back no others among so many."""
_HELD_BYTES = 128 * 1024 * 1024
"""Captures that wait for an earlier one to be given; no further link is taken up while there are more."""


@contextmanager
def open_fetch(
    options: FetchOptions | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    state: str | Path | None = None,
    clock: Clock | None = None,
    resolve: Resolve | None = None,
    tell: Callable[[str], None] | None = None,
) -> Iterator[Callable[[Iterable[Link]], Iterator[Outcome]]]:
    """``fetch_links``, to be called several times within the block: robots.txt, the pace of hosts, the bounds and what
    was fetched already hold for all calls, as where feeds name pages. One call must end before the next begins."""
    from stemma.read.web.fetcher import Fetcher

    chosen = options or FetchOptions()

    async def make_fetcher() -> Fetcher:
        folder = Path(state) if state is not None else None
        return Fetcher(chosen, clock or SystemClock(), resolve=resolve, state=folder, tell=tell)

    with Background() as background:
        fetcher = background.start(make_fetcher()).result()
        queue = _Queue(chosen.max_links, lambda link: background.start(fetcher.fetch(link)), progress)
        try:
            yield queue.fetch
        finally:
            background.cancel_all()
            background.start(fetcher.close()).result()


def fetch_links(
    links: Iterable[Link],
    options: FetchOptions | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    state: str | Path | None = None,
    clock: Clock | None = None,
    resolve: Resolve | None = None,
    tell: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """What ``links`` lead to, one by one, in their order; what cannot be had as ``Rejected`` with the reason.

    It streams: ``links`` is drawn from as room comes free, and pages are fetched while the caller is at work on
    earlier ones. An address that comes twice is fetched once.

    ``progress``: called with how many links are done and how many are known of. ``state``: a folder where what was
    received is kept, so that a run that was broken off goes on where it stopped. ``tell``: called with a plain sentence
    where something is wrong that is no one page's fault. ``clock`` and ``resolve`` stand in for the machine's own.
    """
    with open_fetch(options, progress=progress, state=state, clock=clock, resolve=resolve, tell=tell) as fetch:
        yield from fetch(links)


class _Queue:
    """The links under way, in their order."""

    def __init__(
        self,
        max_links: int,
        start: Callable[[Link], Future[Outcome]],
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self._max_links = max_links
        self._start = start
        self._progress = progress
        self._window: deque[Future[Outcome]] = deque()
        self._named: set[str] = set()
        self._doubled = 0
        self._taken: dict[str, int] = {}
        self._left_out: dict[str, int] = {}
        self._known = self._done = 0

    def fetch(self, links: Iterable[Link]) -> Iterator[Outcome]:
        """Start links as there is room, and give what comes of the first; what is left out is told at the end."""
        waiting = iter(links)
        size = len(links) if isinstance(links, Sized) else 0
        drawn, before, more = 0, self._known, True
        self._window.clear()
        self._left_out.clear()
        self._doubled = 0
        while more or self._window:
            while more and len(self._window) < _WINDOW and self._count_held() < _HELD_BYTES:
                link = next(waiting, None)
                more = link is not None
                if link is not None:
                    drawn += 1
                    self._take_up(link)
            self._known = before + max(drawn, size) - sum(self._left_out.values()) - self._doubled
            if self._window:
                head = self._window.popleft()
                outcome = head.result()
                self._done += 1
                if self._progress is not None:
                    self._progress(self._done, max(self._done, self._known))
                yield outcome
        for source, count in self._left_out.items():
            reason = f"It names {count} more addresses than the {self._max_links} that are fetched of one input."
            yield Rejected(item=source, stage="read", reason=f"{reason} --max-pages sets how many.")

    def _take_up(self, link: Link) -> None:
        address = read_address(link.url)
        key = link.url if isinstance(address, str) else address.url
        if key in self._named:
            self._doubled += 1  # no item is lost: the page is fetched where it was named first
        elif self._taken.get(link.source, 0) >= self._max_links:
            self._left_out[link.source] = self._left_out.get(link.source, 0) + 1
        else:
            self._named.add(key)
            self._taken[link.source] = self._taken.get(link.source, 0) + 1
            self._window.append(self._start(link))

    def _count_held(self) -> int:
        done = [one for one in self._window if one.done() and not one.exception()]
        outcomes = [one.result() for one in done]
        return sum(len(outcome.content) for outcome in outcomes if isinstance(outcome, Capture))


class Background:
    """An event loop in a thread of its own: pages arrive, and time limits run, also while the caller is busy."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="stemma-fetch", daemon=True)

    def __enter__(self) -> Background:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cancel_all()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begin ``work`` in the loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def cancel_all(self) -> None:
        """End everything under way, and wait until it has ended."""

        async def end() -> None:
            tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result()
