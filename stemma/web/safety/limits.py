"""How often a client may ask, and how often it may be wrong about the token."""

import ipaddress
import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from starlette.types import ASGIApp, Receive, Scope, Send

from stemma.web.safety.problems import Refused, send_refused

_MOST_CLIENTS = 10_000
"""Clients that are remembered; the one that was not heard of for longest is forgotten."""
READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
"""Methods that change nothing (RFC 9110, 9.2.1)."""


def name_client(scope: Scope) -> str:
    """Who asks: the address of the connection, of IPv6 the network that one customer has. No header is believed."""
    host = (scope.get("client") or ("",))[0]
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((int(ip), 64), strict=False))
    return str(ip)


class Buckets:
    """A bucket of tokens for each client: ``rate`` run in a second, ``burst`` are in it at most."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = monotonic) -> None:
        self._rate, self._burst, self._clock = rate, max(1.0, burst), clock
        self._guard = threading.Lock()
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take one: 0 where there was one, else the seconds until there is."""
        now = self._clock()
        with self._guard:
            level, at = self._levels.pop(client, (self._burst, now))
            level = min(self._burst, level + (now - at) * self._rate)
            wait = 0.0 if level >= 1 else (1 - level) / self._rate
            self._levels[client] = (level - 1 if not wait else level, now)
            if len(self._levels) > _MOST_CLIENTS:
                self._levels.popitem(last=False)
        return wait


class Guesses:
    """Clients that showed a wrong token: after a few, each further one doubles the time that none is looked at."""

    FREE = 4
    LONGEST = 60.0
    """Seconds; a token is too long to be guessed at any pace, so an honest client is not shut out for long."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Seconds until this client's next token is looked at."""
        with self._guard:
            _, until = self._wrong.get(client, (0, 0.0))
        return max(0.0, until - self._clock())

    def note(self, client: str, *, right: bool) -> None:
        """A token was shown."""
        with self._guard:
            times, _ = self._wrong.pop(client, (0, 0.0))
            if right:
                return
            times += 1
            delay = min(self.LONGEST, 2.0 ** min(times - self.FREE, 16)) if times > self.FREE else 0.0
            self._wrong[client] = (times, self._clock() + delay)
            if len(self._wrong) > _MOST_CLIENTS:
                self._wrong.popitem(last=False)


def refuse_often(wait: float, what: str) -> Refused:
    """What a client hears that is too quick."""
    seconds = max(1, math.ceil(wait))
    return Refused(429, f"{what} Try again in {seconds} s.", headers={"Retry-After": str(seconds)})


class RateLimit:
    """Refuses clients that ask too often."""

    def __init__(self, app: ASGIApp, reads: Buckets, writes: Buckets) -> None:
        self._app, self._reads, self._writes = app, reads, writes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's own protocol."""
        if scope["type"] == "http":
            client = name_client(scope)
            wait = self._reads.take(client)
            if not wait and scope["method"] not in READING:
                wait = self._writes.take(client)
            if wait:
                await send_refused(scope, receive, send, refuse_often(wait, "You ask too often."))
                return
        await self._app(scope, receive, send)
