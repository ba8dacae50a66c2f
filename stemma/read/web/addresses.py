"""Web addresses: read strictly, written in one way, and whether the machine they lead to is a public one."""

import ipaddress
import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_LONGEST = 8_000
_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+", re.ASCII)
_SAFE = "!$&'()*+,-./:;=@_~%"
_BLANKS = " \t\r\n\f"
_UNIQUE_V6 = ipaddress.IPv6Network("2000::/3")
"""Global unicast: all that IANA has given out. What else there is, is local, reserved or a wrapping of IPv4."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Python's own lists differ by version; these hold whatever it thinks (IANA special-purpose registries).
_SPECIAL = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/3", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """An http or https address in its one spelling, without fragment."""

    url: str
    """ASCII only; what is sent."""
    scheme: str
    host: str
    """Lower case, IDNA; an IPv6 address without brackets, an IPv4 address as four decimal numbers."""
    port: int
    target: str
    """Path and query: what a robots.txt speaks of."""

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt holds for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


def read_address(url: str) -> WebAddress | str:
    """The address that ``url`` gives, or one plain sentence that says why it is none that is fetched.

    IPv4 addresses in any spelling that a browser takes (``0x7f.1``, ``2130706433``, ``017700000001``) come out as
    four decimal numbers (WHATWG URL), host names in other scripts by IDNA 2008.
    """
    url = url.strip(_BLANKS)
    if not url or len(url) > _LONGEST:
        return "It is no web address: it is empty." if not url else "It is no web address: it is too long."
    if any(c <= " " or c == "\x7f" or "\ud800" <= c <= "\udfff" for c in url) or "\\" in url:
        return "It is no web address: it holds a blank, a backslash or a control character."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "It is no web address: its host or its port cannot be read."
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        return "Only http and https addresses are fetched."
    if parts.username is not None or parts.password is not None:
        return "It holds a user name or a password; give the address without them."
    host = read_host(parts.hostname or "")
    if host is None or port == 0:
        return "It is no web address: its host or its port cannot be read."
    path = quote(parts.path, safe=_SAFE) or "/"
    query = quote(parts.query, safe=_SAFE + "?[]|^`{}")
    target = path + (f"?{query}" if query else "")
    place = f"[{host}]" if ":" in host else host
    number = port or _PORTS[scheme]
    if number != _PORTS[scheme]:
        place += f":{number}"
    whole = urlunsplit((scheme, place, path, query, ""))
    return WebAddress(url=whole, scheme=scheme, host=host, port=number, target=target)


def join_address(base: WebAddress, location: str) -> WebAddress | str:
    """Where a redirect from ``base`` leads."""
    with suppress(UnicodeError):
        # servers send raw UTF-8 in Location, which HTTP reads as Latin-1
        location = location.encode("latin-1").decode("utf-8")
    try:
        return read_address(urljoin(base.url, location.strip(_BLANKS).replace(" ", "%20")))
    except ValueError:
        return "It is no web address: its host or its port cannot be read."


def read_host(host: str) -> str | None:
    """``host`` in its one spelling; None where it is none. An IPv6 address comes without brackets and zone."""
    host = host.lower()
    if ":" in host:
        try:
            return ipaddress.IPv6Address(host).compressed if "%" not in host else None
        except ValueError:
            return None
    if "%" in host:
        return None
    if not host.isascii():
        mapped = _map_name(host)
        if mapped is None:
            return None
        host = mapped
    host = host.removesuffix(".")
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _read_ipv4(labels)
    if not all(_LABEL.fullmatch(label) for label in labels) or len(host) > 253:
        return None
    return host


def is_public(address: str) -> bool:
    """Whether ``address`` (IPv4 or IPv6, as the resolver gives it) is a machine on the public internet.

    Addresses of IPv4 wrapped into IPv6 (mapped, compatible, NAT64, 6to4, Teredo, ISATAP) are public only where
    they lead over NAT64 or a mapping to a public one.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        inner = ip.ipv4_mapped or (_last_ipv4(ip) if ip in _NAT64 else None)
        if inner is not None:
            return _is_unique(inner)
        if ip not in _UNIQUE_V6 or (int(ip) >> 32) & 0xFDFF_FFFF == 0x5EFE:
            return False
    return _is_unique(ip)


def is_public_host(host: str) -> bool:
    """False where ``host`` is spelled as the number of a machine that is not public, or as this machine's name.

    Names are looked up only when the connection is made, and checked there.
    """
    if host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return is_public(host)


def _is_unique(ip: IPAddress) -> bool:
    return (
        ip.is_global
        and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local)
        and not any(ip in net for net in _SPECIAL if net.version == ip.version)
    )


def _last_ipv4(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address:
    return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)


def _map_name(host: str) -> str | None:
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError, ValueError):
        return None


def _read_ipv4(labels: list[str]) -> str | None:
    """Up to four numbers, decimal, octal (0...) or hexadecimal (0x...), the last filling what is left."""
    if len(labels) > 4 or not all(_NUMBER.fullmatch(label) and len(label) < 24 for label in labels):
        return None
    try:
        numbers = [_read_number(label) for label in labels]
    except ValueError:
        return None
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        return None
    whole = numbers[-1] + sum(number << 8 * (3 - at) for at, number in enumerate(numbers[:-1]))
    return str(ipaddress.IPv4Address(whole))


def _read_number(label: str) -> int:
    if label[:2] in ("0x", "0X"):
        return int(label[2:] or "0", 16)
    return int(label, 8 if len(label) > 1 and label[0] == "0" else 10)
