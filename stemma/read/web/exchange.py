"""One request and its answer, received within bounds; no redirect followed, nothing tried twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp
from yarl import URL

from stemma.read.content_codings import CODINGS, Unpackable, unpack
from stemma.read.content_types import split_content_type
from stemma.read.web.addresses import WebAddress
from stemma.read.web.connecting import find_proxy
from stemma.read.web.kinds import refuse_kind
from stemma.read.web.options import FetchOptions
from stemma.read.web.refusals import Refusal, Trouble, explain_failure

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,"
    "application/xml;q=0.9,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.1"
)
_ERROR_PAGE = 128 * 1024
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered; ``content`` is unpacked."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name; the first of several."""
    content: bytes = b""


async def ask(
    session: aiohttp.ClientSession,
    address: WebAddress,
    options: FetchOptions,
    *,
    headers: Mapping[str, str],
    any_kind: bool = False,
    keep: int | None = None,
) -> Answer:
    """GET ``address`` once.

    ``any_kind``: receive whatever kind it is. ``keep``: what is beyond so many bytes is not received, and left out.

    Raises:
        Refusal: what asking again would not change; Trouble: what may pass.
    """
    sent = {"Accept": ACCEPT, "Accept-Encoding": CODINGS, **headers}
    proxy = find_proxy(address.scheme, address.host) if options.use_proxy else None
    try:
        async with session.get(
            URL(address.url, encoded=True), headers=sent, allow_redirects=False, proxy=proxy
        ) as response:
            given: dict[str, str] = {}
            for name, value in response.headers.items():
                given.setdefault(name.lower(), value)
            if response.status in REDIRECTS or response.status in (204, 205, 304):
                response.close()  # its body is nobody's business
                return Answer(status=response.status, headers=given)
            if response.status == 200:
                _check_announced(given, options, any_kind=any_kind, keep=keep)
                content = await _receive(response, given, options, keep)
            else:
                content = await _receive_error(response, given, options)
            return Answer(status=response.status, headers=given, content=content)
    except (
        aiohttp.ClientError,
        aiohttp.http_exceptions.HttpProcessingError,
        OSError,
        TimeoutError,
        ValueError,
    ) as error:
        raise explain_failure(error) from None


def _check_announced(given: Mapping[str, str], options: FetchOptions, *, any_kind: bool, keep: int | None) -> None:
    """Refuse by the headers alone what would be refused at its end."""
    if not any_kind:
        reason = refuse_kind(split_content_type(given.get("content-type"))[0])
        if reason is not None:
            raise Refusal(reason, lasting=True)
    length = given.get("content-length", "")
    if keep is None and length.isdecimal() and len(length) < 20 and int(length) > options.max_bytes:
        raise Refusal(_too_large(options))


async def _receive(
    response: aiohttp.ClientResponse, given: Mapping[str, str], options: FetchOptions, keep: int | None
) -> bytes:
    raw = bytearray()
    async for piece in response.content.iter_chunked(_PIECE):
        raw += piece
        if keep is not None and len(raw) >= keep:
            response.close()
            break
        if len(raw) > options.max_bytes:
            response.close()
            raise Refusal(_too_large(options))
    try:
        content = unpack(bytes(raw), given.get("content-encoding"), options.max_unpacked)
    except Unpackable as error:
        if error.cut:
            raise Trouble(error.reason) from None
        raise Refusal(error.reason) from None
    return content if keep is None else content[:keep]


async def _receive_error(response: aiohttp.ClientResponse, given: Mapping[str, str], options: FetchOptions) -> bytes:
    """The beginning of an error's page, which may say who stands in the way; nothing where it cannot be had."""
    try:
        return await _receive(response, given, options, _ERROR_PAGE)
    except (Refusal, Trouble, aiohttp.ClientError, OSError, TimeoutError):
        return b""


def _too_large(options: FetchOptions) -> str:
    return f"Its answer is larger than {options.max_bytes / (1 << 20):g} MB, which no article is."
