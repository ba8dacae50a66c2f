"""What a site's robots.txt lets us fetch (RFC 9309), asked once an origin and run."""

from __future__ import annotations

import asyncio
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

Ask = Callable[[WebAddress], Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a robots.txt says of one address."""

    refusal: Refusal | None
    delay: float | None = None
    """Its ``Crawl-delay``, seconds."""


class RobotsBook:
    """The robots.txt of each origin. ``ask`` makes one request for one, retries included."""

    def __init__(self, ask: Ask, name: str) -> None:
        self._ask = ask
        self._name = name
        self._locks: dict[str, asyncio.Lock] = {}
        self._rules: dict[str, Protego | Refusal] = {}

    async def judge(self, address: WebAddress) -> Verdict:
        """Whether ``address`` may be fetched."""
        lock = self._locks.setdefault(address.origin, asyncio.Lock())
        async with lock:
            rules = self._rules.get(address.origin)
            if rules is None:
                rules = self._rules[address.origin] = await self._fetch(address)
        if isinstance(rules, Refusal):
            return Verdict(refusal=rules)
        allowed = rules.can_fetch(address.url, self._name)
        refusal = None if allowed else Refusal(_DENIED.format(name=self._name), lasting=True)
        return Verdict(refusal=refusal, delay=rules.crawl_delay(self._name))

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
                return Refusal(_UNKNOWN.format(why=error.reason[:1].lower() + error.reason[1:]))
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
