"""Why an address could not be fetched: sentences for people, and whether trying again may help."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl

PRIVATE = (
    "It leads to {address}, which is not on the public internet; --allow-private takes such pages too, "
    "where you trust every address of the input."
)


class Refusal(Exception):
    """An address will not be fetched in this run. ``lasting``: nor in the next one, by all that is known.

    ``wait``: seconds for which its server asks to be left alone. ``network``: nobody was reached who could answer.
    """

    def __init__(self, reason: str, *, lasting: bool = False, wait: float | None = None, network: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lasting = lasting
        self.wait = wait
        self.network = network


class Trouble(Exception):
    """A request failed in a way that may pass. ``wait`` and ``network`` as a ``Refusal``'s."""

    def __init__(self, reason: str, *, wait: float | None = None, network: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait
        self.network = network


class AddressRefused(OSError):
    """A host name led to a machine that is not on the public internet; raised where the connection is made."""

    def __init__(self, address: str) -> None:
        super().__init__(f"{address} is not public")
        self.address = address


def explain_failure(error: BaseException) -> Refusal | Trouble:
    """What a failed request comes to. ``error`` is what aiohttp or the system raised."""
    import aiohttp

    for cause in _list_causes(error):
        if isinstance(cause, AddressRefused):
            return Refusal(PRIVATE.format(address=cause.address))
        if isinstance(cause, ssl.SSLCertVerificationError):
            # aiohttp's error of this kind is one of ssl's too, but knows no reason; the one it was raised from does
            told = getattr(cause, "verify_message", None) or getattr(cause.__cause__, "verify_message", None)
            return Refusal(f"Its certificate is not accepted: {_plain(str(told or ''))}.")
        if isinstance(cause, ssl.SSLError):
            return Refusal("No encrypted connection could be made with its server (TLS failed).")
        if isinstance(cause, socket.gaierror):
            return _explain_lookup(cause)
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return Trouble("Its server did not answer in time: no connection was made.", network=True)
    if isinstance(error, aiohttp.SocketTimeoutError):
        return Trouble("Its server fell silent before the answer's end.")
    if isinstance(error, asyncio.TimeoutError):
        return Refusal("Its answer took longer than is allowed.")
    if isinstance(error, aiohttp.InvalidURL):
        return Refusal("It is no web address that can be asked.", lasting=True)
    if isinstance(error, aiohttp.ClientResponseError | aiohttp.http_exceptions.HttpProcessingError):
        return Refusal("Its server's answer is no HTTP, or its headers are larger than is allowed.")
    if isinstance(error, aiohttp.ClientPayloadError):
        return Trouble("Its answer was cut off before its end.")
    return _explain_connection(error)


def _explain_connection(error: BaseException) -> Refusal | Trouble:
    causes = _list_causes(error)
    numbers = {cause.errno for cause in causes if isinstance(cause, OSError)}
    if errno.ECONNREFUSED in numbers:
        return Trouble("Its server takes no connection at that port.")
    if numbers & {errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH}:
        return Trouble("Its server cannot be reached; is there a network?", network=True)
    return Trouble("Its server broke off the connection.")


def _explain_lookup(error: socket.gaierror) -> Refusal | Trouble:
    if error.errno == socket.EAI_AGAIN:
        return Trouble("Its host name could not be looked up; is there a network?", network=True)
    return Refusal("Its host name leads nowhere: it is misspelled, gone, or there is no network.", network=True)


def _list_causes(error: BaseException | None) -> list[BaseException]:
    """``error`` and what it was raised from, aiohttp's ``os_error`` among them."""
    found: list[BaseException] = []
    left = [error]
    while left and len(found) < 16:
        one = left.pop(0)
        if one is None or any(one is other for other in found):
            continue
        found.append(one)
        own = getattr(one, "os_error", None)
        left += [own if isinstance(own, BaseException) else None, one.__cause__, one.__context__]
    return found


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isprintable()).strip().rstrip(".").lower() or "no reason given"
