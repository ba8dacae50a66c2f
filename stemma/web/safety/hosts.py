"""By which names this server is asked: others are refused, so that no foreign name can be made to lead here."""

import ipaddress
import re

from starlette.types import ASGIApp, Receive, Scope, Send

from stemma.web.safety.problems import Refused, send_refused

_HOST = re.compile(r"(\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9_.-]{1,253})(?::([0-9]{1,5}))?", re.ASCII)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Hosts:
    """The names that are answered: loopback's, the one listened on, and those given."""

    def __init__(self, host: str, names: tuple[str, ...] = ()) -> None:
        self._names = {_fold(name) for name in (*_LOOPBACK, host, *names)}
        self._any_number = is_wildcard(host)

    def allow(self, header: str) -> bool:
        """Whether a ``Host`` header of this value is answered. A port may be any: it may be forwarded."""
        match = _HOST.fullmatch(header)
        if match is None or int(match[2] or 0) > 65535:
            return False
        name = _fold(match[1])
        # Where all of the machine's addresses are listened on, any of them may be asked for: DNS rebinding
        # needs a name, and a number is none.
        return name in self._names or (self._any_number and _read_number(name) is not None)


def is_wildcard(host: str) -> bool:
    """Whether to listen on ``host`` is to listen on all addresses of the machine."""
    number = _read_number(_fold(host)) if host else None
    return not host or (number is not None and number.is_unspecified)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``."""
    number = _read_number(_fold(host))
    return _fold(host) == "localhost" or (number is not None and number.is_loopback)


def _fold(name: str) -> str:
    return name.strip("[]").lower().removesuffix(".")


def _read_number(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


class HostCheck:
    """Refuses requests for other hosts: DNS rebinding, and links made from a forged name."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's own protocol."""
        if scope["type"] == "http":
            given = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
            if len(given) != 1 or not self._hosts.allow(given[0]):
                refused = Refused(
                    421, "This server does not go by that name; the one who runs it can add it with --host-name."
                )
                await send_refused(scope, receive, send, refused)
                return
        await self._app(scope, receive, send)
