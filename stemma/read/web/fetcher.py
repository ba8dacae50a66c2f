"""One address fetched, with every courtesy and every check, in the order in which they count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read.web.addresses import WebAddress, is_public_host, join_address, read_address
from stemma.read.web.asking import Asker
from stemma.read.web.clock import Clock
from stemma.read.web.connecting import Resolve
from stemma.read.web.exchange import REDIRECTS, Answer
from stemma.read.web.keeping import Kept, Shelf
from stemma.read.web.options import FetchOptions
from stemma.read.web.receiving import take_answer
from stemma.read.web.refusals import PRIVATE, Refusal
from stemma.read.web.robots import MAX_BYTES as ROBOTS_BYTES
from stemma.read.web.robots import RobotsBook
from stemma.text.instants import write_instant

_PERMANENT = frozenset({301, 308})
_OFFLINE = "It is not fetched, because of --offline, and no earlier run has kept it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where an address led."""

    address: WebAddress
    """What gave the answer."""
    answer: Answer
    moved: WebAddress
    """How far redirects that are for good (301, 308) led, from the first on."""


class Fetcher:
    """Fetches addresses in one event loop; what it learns of hosts holds for all of them."""

    def __init__(
        self,
        options: FetchOptions,
        clock: Clock,
        *,
        resolve: Resolve | None = None,
        state: Path | None = None,
        tell: Callable[[str], None] | None = None,
        endless: bool = False,
    ) -> None:
        """``endless``: it is held open for days; what a robots.txt said is asked for again in time."""
        self._options = options
        self._clock = clock
        self._asker = Asker(options, clock, resolve)
        self._robots = RobotsBook(self._ask_robots, options.robots_name, clock.now, endless=endless)
        self._cache = Shelf(Path(options.cache), tell=tell) if options.cache else None
        self._state = Shelf(state, tell=tell) if state else None

    async def close(self) -> None:
        """End all connections."""
        await self._asker.close()

    async def fetch(self, link: Link) -> Capture | Rejected:
        """The capture that ``link`` leads to, or why there is none."""
        address = read_address(link.url)
        if isinstance(address, str):
            return Rejected(item=link.url, stage="read", reason=address)
        try:
            kept = self._find_done(address) or await self._receive(address)
        except Refusal as refusal:
            kept = Kept(asked=address.url, url=address.url, received=self._stamp(), refused=refusal.reason)
            if refusal.lasting and self._state is not None:
                self._state.keep(kept)
        except Exception as error:  # one page that breaks what is here must not end the run
            reason = f"It could not be fetched, by a fault of ours ({type(error).__name__})."
            return Rejected(item=link.url, stage="read", reason=reason)
        if kept.refused is not None:
            return Rejected(item=link.url, stage="read", reason=kept.refused)
        return Capture(
            source=link.url,
            content=kept.content,
            media_type=kept.media_type,
            charset=kept.charset,
            url=kept.url,
            received=kept.received,
            hints=link.hints,
        )

    def _find_done(self, address: WebAddress) -> Kept | None:
        """What an earlier part of the run received; offline, also what the cache holds."""
        kept = self._state.find(address.url) if self._state is not None else None
        if kept is None and self._options.offline:
            kept = self._cache.find(address.url) if self._cache is not None else None
            if kept is None:
                raise Refusal(_OFFLINE)
        return kept

    async def _receive(self, first: WebAddress) -> Kept:
        """The page that ``first`` leads to; it is kept."""
        found: dict[str, Kept | None] = {}

        def find_conditions(address: WebAddress) -> dict[str, str]:
            kept = found[address.url] = self._cache.find(address.url) if self._cache is not None else None
            return make_conditions(kept.etag, kept.changed) if kept and kept.refused is None else {}

        way = await self.follow(first, find_conditions)
        return self._take(first, way.address, way.answer, found[way.address.url])

    async def follow(self, first: WebAddress, conditions: Callable[[WebAddress], Mapping[str, str]]) -> Way:
        """Ask ``first`` and where it redirects to, each with its ``conditions``, up to an answer that is no redirect.

        Raises:
            Refusal: there is none.
        """
        address, seen = first, {first.url}
        moved, lasting = first, True
        while True:
            await self._check_allowed(address)
            answer = await self._asker.ask(address, conditions(address))
            if answer.status not in REDIRECTS:
                return Way(address=address, answer=answer, moved=moved)
            target = join_address(address, answer.headers.get("location", ""))
            if isinstance(target, str):
                raise Refusal(f"It redirects to an address that is not fetched. {target}", lasting=True)
            if target.url in seen:
                raise Refusal("It redirects in a circle.", lasting=True)
            if len(seen) > self._options.max_redirects:
                raise Refusal(f"It redirects more than {self._options.max_redirects} times.", lasting=True)
            seen.add(target.url)
            address = target
            lasting = lasting and answer.status in _PERMANENT
            moved = target if lasting else moved

    async def _check_allowed(self, address: WebAddress) -> None:
        self._check_public(address)
        if not self._options.respect_robots:
            return
        verdict = await self._robots.judge(address)
        if verdict.refusal is not None:
            raise verdict.refusal
        if verdict.delay:
            self._asker.slow_down(address, verdict.delay)

    def _check_public(self, address: WebAddress) -> None:
        if not (self._options.allow_private or is_public_host(address.host)):
            raise Refusal(PRIVATE.format(address=address.host))

    async def _ask_robots(self, address: WebAddress) -> Answer:
        self._check_public(address)
        return await self._asker.ask(address, any_kind=True, keep=ROBOTS_BYTES)

    def _take(self, first: WebAddress, address: WebAddress, answer: Answer, kept: Kept | None) -> Kept:
        if answer.status == 304:
            if kept is None:
                raise Refusal("Its server says that it has not changed, but was not asked that.")
        else:
            kept = take_answer(address, answer, received=self._stamp(), max_unpacked=self._options.max_unpacked)
            if self._cache is not None and "no-store" not in answer.headers.get("cache-control", "").lower():
                self._cache.keep(kept)
                if first.url != address.url:
                    # for --offline, which follows no redirects
                    self._cache.keep(replace(kept, asked=first.url, etag=None, changed=None))
        kept = replace(kept, asked=first.url)
        if self._state is not None:
            self._state.keep(kept)
        return kept

    def _stamp(self) -> str:
        return write_instant(self._clock.today())


def make_conditions(etag: str | None, changed: str | None) -> dict[str, str]:
    """The headers that ask for a page only where it has changed since (RFC 9110, 13.1)."""
    given = {"If-None-Match": etag, "If-Modified-Since": changed}
    return {name: value for name, value in given.items() if value and value.isprintable() and len(value) < 1000}
