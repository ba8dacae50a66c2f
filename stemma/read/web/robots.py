"""What a site's robots.txt lets us fetch (RFC 9309), asked once an origin and run, in a long run once a day."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemma.read.web.addresses import WebAddress, join_address, read_address
from stemma.read.web.exchange import REDIRECTS, Answer
from stemma.read.web.refusals import Refusal

if TYPE_CHECKING:
    from protego import Protego

MAX_BYTES = 512 * 1024
"""What is read of a robots.txt; the standard asks for 500 KB at least."""

_MOST_REDIRECTS = 5
_DENIED = "The site's robots.txt asks {name} not to fetch it."
_UNKNOWN = "The site's robots.txt cannot be had, so nothing of the site is fetched for now: {why}"

_GOOD_FOR = 24 * 3600.0
"""Seconds for which rules hold (2.4)."""
_UNKNOWN_FOR = 600.0
"""The same, in a run without end, of a robots.txt that could not be had."""
_UNREACHED_FOR = 60.0
"""The same, where nobody was reached: the network comes back."""

Ask = Callable[[WebAddress], Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a robots.txt says of one address."""

    refusal: Refusal | None
    delay: float | None = None
    """Its ``Crawl-delay``, seconds."""


class RobotsBook:
    """The robots.txt of each origin. ``ask`` makes one request for one, retries included.

    ``now``: seconds on a clock that only goes forward. ``endless``: the run does not end, so what could not be had
    is asked for again.
    """

    def __init__(self, ask: Ask, name: str, now: Callable[[], float], *, endless: bool = False) -> None:
        self._ask = ask
        self._name = name
        self._now = now
        self._endless = endless
        self._locks: dict[str, asyncio.Lock] = {}
        self._rules: dict[str, tuple[Protego | Refusal, float]] = {}

    async def judge(self, address: WebAddress) -> Verdict:
        """Whether ``address`` may be fetched."""
        lock = self._locks.setdefault(address.origin, asyncio.Lock())
        async with lock:
            rules, until = self._rules.get(address.origin, (None, 0.0))
            if rules is None or until <= self._now():
                rules = await self._fetch(address)
                self._rules[address.origin] = rules, self._now() + self._choose_age(rules)
        if isinstance(rules, Refusal):
            return Verdict(refusal=rules)
        allowed = rules.can_fetch(address.url, self._name)
        refusal = None if allowed else Refusal(_DENIED.format(name=self._name), lasting=True)
        return Verdict(refusal=refusal, delay=rules.crawl_delay(self._name))

    def _choose_age(self, rules: Protego | Refusal) -> float:
        """Seconds for which ``rules`` hold."""
        if not isinstance(rules, Refusal):
            return _GOOD_FOR
        if not self._endless:
            return math.inf
        return _UNREACHED_FOR if rules.network else max(_UNKNOWN_FOR, rules.wait or 0.0)

    async def _fetch(self, address: WebAddress) -> Protego | Refusal:
        """The rules; where the server is at fault, or out of reach, a complete refusal (2.3.1.4)."""
        from protego import Protego

        where = read_address(f"{address.origin}/robots.txt")
        for _ in range(_MOST_REDIRECTS + 1):
            if isinstance(where, str):
                return Protego.parse("")
            try:
                answer = await self._ask(where)
            except Refusal as error:
                why = error.reason[:1].lower() + error.reason[1:]
                return Refusal(_UNKNOWN.format(why=why), wait=error.wait, network=error.network)
            if answer.status not in REDIRECTS:
                return read_rules(answer)
            where = join_address(where, answer.headers.get("location", ""))
        # more redirects than are followed: as if there were none (2.3.1.2)
        return Protego.parse("")


def read_rules(answer: Answer) -> Protego | Refusal:
    """The rules that ``answer`` to the request for a robots.txt comes to, or why nothing may be fetched."""
    from protego import Protego

    if answer.status == 429 or answer.status >= 500:
        return Refusal(_UNKNOWN.format(why=f"its server answered with status {answer.status}."))
    if answer.status != 200:
        return Protego.parse("")
    return Protego.parse(answer.content[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff"))
