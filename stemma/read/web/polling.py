"""Addresses asked again and again by a run without end: feeds, and pages that may have changed since.

What was received before is not kept here: who polls keeps the two validators of an answer (RFC 9110, 8.8) and gives
them with the next question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemma.model.capture import Capture, Link
from stemma.read.web.addresses import WebAddress, read_address
from stemma.read.web.clock import Clock, SystemClock
from stemma.read.web.fetching import Background
from stemma.read.web.options import FetchOptions
from stemma.read.web.refusals import Refusal
from stemma.text.instants import write_instant

if TYPE_CHECKING:
    from stemma.read.web.connecting import Resolve
    from stemma.read.web.fetcher import Fetcher

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_GONE = 410


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An address to be asked."""

    link: Link
    key: str
    """Whatever the caller knows it by; it comes back with the answer."""
    etag: str | None = None
    changed: str | None = None
    validated: str | None = None
    """The address whose answer bore ``etag`` and ``changed`` (``Polled.url``): they are sent there alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What came of a question: a capture; neither capture nor ``refused``, where nothing has changed; or a refusal."""

    key: str
    link: Link
    url: str
    """What gave the answer, after redirects."""
    moved: str | None = None
    """Where to ask from now on: the address has moved for good."""
    capture: Capture | None = None
    etag: str | None = None
    changed: str | None = None
    """Its ``Last-Modified``, as sent."""
    fresh: float | None = None
    """Seconds for which the server says that the answer holds (``Cache-Control: max-age``)."""
    wait: float | None = None
    """Seconds for which the server asks to be left alone (``Retry-After``)."""
    refused: str | None = None
    """Why there is no answer, in one sentence."""
    lasting: bool = False
    """By all that is known it will not be given later either."""
    gone: bool = False
    """The server says that the address is no more (status 410)."""
    network: bool = False
    """Nobody was reached who could answer."""


class Poller:
    """Asks in the background; one for a run."""

    def __init__(self, background: Background, fetcher: Fetcher, clock: Clock, options: FetchOptions) -> None:
        self._background = background
        self._fetcher = fetcher
        self._clock = clock
        self._options = options

    def ask(self, question: Question, then: Callable[[Polled], None]) -> None:
        """Ask; ``then`` is called in another thread, once, unless the run ends before."""

        def give(done: Future[Polled]) -> None:
            if not done.cancelled() and done.exception() is None:
                then(done.result())

        self._background.start(self._poll(question)).add_done_callback(give)

    async def _poll(self, question: Question) -> Polled:
        link = question.link
        address = read_address(link.url)
        if isinstance(address, str):
            return Polled(key=question.key, link=link, url=link.url, refused=address, lasting=True)
        try:
            return await self._ask(question, address)
        except Refusal as refusal:
            return Polled(
                key=question.key,
                link=link,
                url=address.url,
                refused=refusal.reason,
                lasting=refusal.lasting,
                wait=refusal.wait,
                network=refusal.network,
            )
        except Exception as error:  # one address that breaks what is here must not end the run
            reason = f"It could not be fetched, by a fault of ours ({type(error).__name__})."
            return Polled(key=question.key, link=link, url=address.url, refused=reason)

    async def _ask(self, question: Question, first: WebAddress) -> Polled:
        from stemma.read.web.fetcher import make_conditions
        from stemma.read.web.receiving import take_answer
        from stemma.read.web.retrying import read_retry_after

        def find_conditions(address: WebAddress) -> Mapping[str, str]:
            return make_conditions(question.etag, question.changed) if address.url == question.validated else {}

        link = question.link
        way = await self._fetcher.follow(first, find_conditions)
        headers = way.answer.headers
        moved = way.moved.url if way.moved.url != first.url else None
        wait = read_retry_after(headers.get("retry-after"), self._clock.today()) if way.answer.status != 200 else None
        age = _MAX_AGE.search(headers.get("cache-control", ""))
        fresh = float(age[1]) if age else None
        if way.answer.status == 304:
            return Polled(
                key=question.key,
                link=link,
                url=way.address.url,
                moved=moved,
                etag=headers.get("etag") or question.etag,
                changed=headers.get("last-modified") or question.changed,
                fresh=fresh,
            )
        stamp = write_instant(self._clock.today())
        try:
            kept = take_answer(way.address, way.answer, received=stamp, max_unpacked=self._options.max_unpacked)
        except Refusal as refusal:
            return Polled(
                key=question.key,
                link=link,
                url=way.address.url,
                refused=refusal.reason,
                lasting=refusal.lasting,
                wait=wait,
                gone=way.answer.status == _GONE,
            )
        capture = Capture(
            source=link.url,
            content=kept.content,
            media_type=kept.media_type,
            charset=kept.charset,
            url=kept.url,
            received=kept.received,
            hints=link.hints,
        )
        return Polled(
            key=question.key,
            link=link,
            url=way.address.url,
            moved=moved,
            capture=capture,
            etag=kept.etag,
            changed=kept.changed,
            fresh=fresh,
        )


@contextmanager
def open_polling(
    options: FetchOptions, *, clock: Clock | None = None, resolve: Resolve | None = None
) -> Iterator[Poller]:
    """A poller, for as long as the block runs; what is under way at its end is broken off. The rules are those of
    ``open_fetch``: robots.txt, the pace of hosts, bounds, public machines alone."""
    from stemma.read.web.fetcher import Fetcher

    chosen = clock or SystemClock()

    async def make_fetcher() -> Fetcher:
        return Fetcher(options, chosen, resolve=resolve, endless=True)

    with Background() as background:
        fetcher = background.start(make_fetcher()).result()
        try:
            yield Poller(background, fetcher, chosen, options)
        finally:
            background.cancel_all()
            background.start(fetcher.close()).result()
