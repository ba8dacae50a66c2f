"""Where a language model's server is, and whether claims may be sent there."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from stemma.errors import UsageError

_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A server that speaks the chat-completions protocol."""

    secure: bool
    """https."""
    host: str
    port: int | None
    path: str
    """Of the call itself: ``/v1/chat/completions``."""


def read_address(url: str, *, insecure: bool = False) -> Address:
    """The address that ``url`` (``https://HOST/v1``) gives.

    Plain http is taken to this machine itself; to others only where ``insecure`` says so, because claims and
    the key would go over the network for all to read.

    Raises:
        UsageError: it is no such address; the message never repeats a password.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise UsageError("--writer: this is not an address; give one like http://localhost:8080/v1") from None
    if parts.username is not None or parts.password is not None:
        raise UsageError("--writer: leave name and password out of the address; a key goes into STEMMA_WRITER_KEY")
    if parts.scheme not in {"http", "https"} or not _is_host(host):
        raise UsageError("--writer: give an address like http://localhost:8080/v1 or https://HOST/v1")
    path = parts.path.rstrip("/").removesuffix(_PATH)
    if parts.query or parts.fragment or not path.isascii() or not path.isprintable() or " " in path:
        raise UsageError("--writer: the address ends in its path, mostly /v1; leave out what follows, and spaces")
    if parts.scheme == "http" and not insecure and not is_loopback(host):
        raise UsageError(
            f"--writer: http://{host} would send the claims' text unencrypted over the network; give an https address, "
            "or say --writer-insecure if that network is yours"
        )
    return Address(secure=parts.scheme == "https", host=host, port=port, path=path + _PATH)


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this machine itself, whoever is asked."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_host(host: str) -> bool:
    return bool(host) and host.isascii() and all(c.isalnum() or c in ".-_:" for c in host)
