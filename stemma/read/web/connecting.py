"""Connections that lead to public machines only: looked up, checked and connected to in one breath.

The resolver refuses a name of whose addresses any is not public, and the addresses that it gives are the ones that are
connected to: there is no second look-up that could say something else. The sockets are checked once more when they
are made, so that addresses spelled as numbers, which are never looked up, are held to the same.
"""

import socket
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from stemma.read.web.addresses import is_public
from stemma.read.web.options import FetchOptions
from stemma.read.web.refusals import AddressRefused

Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""Host and port to the addresses of its machines; OSError where there are none."""

_MAX_HEADER = 16_384


class CheckedResolver(AbstractResolver):
    """Names to addresses, all of them public unless ``allow_private``."""

    def __init__(self, *, allow_private: bool, resolve: Resolve | None = None) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._system = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """aiohttp's own protocol."""
        if self._resolve is None:
            found = await self._system.resolve(host, port, family)
        else:
            found = [_describe(host, address, port) for address in await self._resolve(host, port)]
        if not self._allow_private:
            for one in found:
                if not is_public(one["host"]):
                    raise AddressRefused(one["host"])
        return found

    async def close(self) -> None:
        """aiohttp's own protocol."""
        await self._system.close()


def open_session(options: FetchOptions, resolve: Resolve | None = None) -> aiohttp.ClientSession:
    """A session that keeps no cookies, follows no redirects of its own and unpacks nothing by itself."""
    checked = not (options.allow_private or options.use_proxy)

    def make_socket(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, place = info
        if checked and not is_public(str(place[0])):
            raise AddressRefused(str(place[0]))
        return socket.socket(family=family, type=kind, proto=protocol)

    connector = aiohttp.TCPConnector(
        resolver=CheckedResolver(allow_private=not checked, resolve=resolve),
        # an address that was checked is good for the connection that it was looked up for, and for no other
        use_dns_cache=False,
        limit=options.concurrency,
        limit_per_host=1,
        socket_factory=make_socket,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        # trust_env would read passwords from ~/.netrc too; a wanted proxy is named with each request instead
        trust_env=False,
        max_line_size=_MAX_HEADER,
        max_field_size=_MAX_HEADER,
        headers={"User-Agent": options.user_agent},
        timeout=aiohttp.ClientTimeout(
            total=options.total_timeout, sock_connect=options.connect_timeout, sock_read=options.read_timeout
        ),
    )


def find_proxy(scheme: str, host: str) -> str | None:
    """The proxy that the environment names for ``host``."""
    from urllib.request import getproxies, proxy_bypass

    return None if proxy_bypass(host) else getproxies().get(scheme)


def _describe(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)
