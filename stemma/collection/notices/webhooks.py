"""Notices posted to a webhook: signed as Standard Webhooks say, one request, no redirect followed, no answer read.

Headers: ``webhook-id`` (the same at every attempt), ``webhook-timestamp`` (seconds since 1970), and
``webhook-signature``: ``v1,`` and the base64 of HMAC-SHA256 over ``id.timestamp.body``, one for each secret given.
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import asyncio
import base64
import binascii
import hashlib
import hmac
import json
import threading
from collections.abc import Coroutine, Mapping
from datetime import datetime
from typing import Any

from stemma.collection.notices.channel_tables import check_target
from stemma.collection.notices.delivering import Outcome
from stemma.collection.notices.notice import SCHEMA, to_plain
from stemma.collection.notices.outbox import Parcel
from stemma.collection.notices.rules import WebhookChannel
from stemma.errors import RulesRefused

LEAST_SECRET = 16
"""Bytes."""
_PREFIX = "whsec_"
_AGAIN = frozenset({408, 425, 429})


def make_body(parcel: Parcel) -> bytes:
    """What is posted: ASCII JSON, the same at every attempt."""
    notice = parcel.notices[0]
    told = {"type": "notice", "timestamp": notice.at, "data": {"schema": SCHEMA, **to_plain(notice)}}
    return json.dumps(told, separators=(",", ":"), allow_nan=False).encode("ascii")


def read_keys(secret: str) -> tuple[bytes, ...]:
    """The keys of a secret: several, with blanks between them, while one is being replaced. ``whsec_`` and base64, or
    any text.

    Raises RulesRefused, without the secret, where one is too short to be one.
    """
    keys = []
    for one in secret.split():
        try:
            key = (
                base64.b64decode(one.removeprefix(_PREFIX), validate=True) if one.startswith(_PREFIX) else one.encode()
            )
        except (binascii.Error, ValueError):
            raise RulesRefused("the webhook's secret begins with whsec_, and what follows is not base64") from None
        if len(key) < LEAST_SECRET:
            raise RulesRefused(f"the webhook's secret is shorter than {LEAST_SECRET} bytes; make one by chance")
        keys.append(key)
    return tuple(keys)


def sign_body(body: bytes, *, message: str, timestamp: int, keys: tuple[bytes, ...]) -> dict[str, str]:
    """The three headers by which a receiver knows that a body is ours and when it was sent."""
    signed = f"{message}.{timestamp}.".encode("ascii") + body
    signatures = [base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii") for key in keys]
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{one}" for one in signatures),
    }


def post_parcel(channel: WebhookChannel, parcel: Parcel, *, today: datetime) -> Outcome:
    """One attempt. What the operator can set right without losing the notice (a secret that is not there) is tried
    again; what a receiver refuses is not."""
    try:
        url, keys = channel.url.read(), read_keys(channel.secret.read())
    except RulesRefused as error:
        return Outcome(result="again", reason=str(error))
    problem = check_target(url, allow_private=channel.allow_private)
    if problem is not None:
        return Outcome(result="dead", reason=problem)
    body = make_body(parcel)
    headers = sign_body(body, message=parcel.id, timestamp=int(today.timestamp()), keys=keys)
    return _run(_post(channel, url, body, {"Content-Type": "application/json", **headers}, today))


async def _post(channel: WebhookChannel, url: str, body: bytes, headers: Mapping[str, str], today: datetime) -> Outcome:
    import aiohttp
    from yarl import URL

    from stemma.read.web.addresses import WebAddress, read_address
    from stemma.read.web.connecting import open_session
    from stemma.read.web.options import FetchOptions

    address = read_address(url)
    assert isinstance(address, WebAddress)
    options = FetchOptions(
        allow_private=channel.allow_private,
        connect_timeout=channel.timeout,
        read_timeout=channel.timeout,
        total_timeout=channel.timeout,
    )
    try:
        async with (
            open_session(options) as session,
            session.post(URL(address.url, encoded=True), data=body, headers=headers, allow_redirects=False) as response,
        ):
            status, asked = response.status, response.headers.get("retry-after")
            response.close()  # what it says besides is nobody's business, and may have no end
            return judge_status(status, asked, today)
    except (
        aiohttp.ClientError,
        aiohttp.http_exceptions.HttpProcessingError,
        OSError,
        TimeoutError,
        ValueError,
    ) as error:
        return _judge_failure(error)


def judge_status(status: int, retry_after: str | None, today: datetime) -> Outcome:
    """What a status comes to: 2xx is taken; 408, 425, 429 and 5xx may pass; all else is final."""
    from stemma.read.web.retrying import read_retry_after

    if 200 <= status < 300:
        return Outcome(result="sent")
    if status in _AGAIN or status >= 500:
        wait = read_retry_after(retry_after, today)
        return Outcome(result="again", reason=f"its server answered with status {status}", wait=wait)
    if 300 <= status < 400:
        reason = (
            f"its server sends on to another address (status {status}), which is not followed; give the last address"
        )
        return Outcome(result="dead", reason=reason)
    return Outcome(result="dead", reason=f"its server refuses it (status {status})")


def _judge_failure(error: BaseException) -> Outcome:
    from stemma.read.web.refusals import AddressRefused, explain_failure

    causes = [error, getattr(error, "os_error", None), error.__cause__, error.__context__]
    if any(isinstance(cause, AddressRefused) for cause in causes):
        reason = "its name leads to a private address; where that is meant, set allow_private = true"
        return Outcome(result="dead", reason=reason)
    told = explain_failure(error).reason
    return Outcome(result="again", reason=told[:1].lower() + told[1:].rstrip("."))


def _run(work: Coroutine[Any, Any, Outcome]) -> Outcome:
    """The result of ``work``, also where this thread has an event loop under way already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    found: list[Outcome] = []
    thread = threading.Thread(target=lambda: found.append(asyncio.run(work)))
    thread.start()
    thread.join()
    return found[0] if found else Outcome(result="again", reason="it could not be sent, by a fault of ours")
