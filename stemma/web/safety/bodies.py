"""Bodies of requests: bounded in bytes and in time, while they arrive."""

import asyncio
from collections.abc import Callable
from time import monotonic

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stemma.web.safety.problems import Refused, send_refused

_CLOSE = {"Connection": "close"}


class BodyLimit:
    """Refuses a body that is too large (413), by what it says or by what comes, or too slow (408)."""

    def __init__(self, app: ASGIApp, *, max_body: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._app, self._max, self._seconds, self._clock = app, max_body, seconds, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's own protocol."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said = [value for name, value in scope["headers"] if name == b"content-length"]
        if said and any(name == b"transfer-encoding" for name, _ in scope["headers"]):
            # one server on the way may go by the one, the next by the other (RFC 9112, 6.1)
            refused = Refused(400, "The length of the body is told in two ways.", headers=_CLOSE)
            await send_refused(scope, receive, send, refused)
            return
        if any(not value.isdigit() or int(value[:20]) > self._max for value in said):
            refused = Refused(413, self._too_large(), headers=_CLOSE)
            await send_refused(scope, receive, send, refused)
            return
        await self._app(scope, self._bound(receive), send)

    def _bound(self, receive: Receive) -> Receive:
        ends = self._clock() + self._seconds
        size = 0
        whole = False

        async def take() -> Message:
            nonlocal size, whole
            if whole:  # what comes now is no body: that the client hung up, which may be waited for
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), max(0.001, ends - self._clock()))
            except TimeoutError:
                # An HTTPException, because what parses bodies lets these alone through.
                raise HTTPException(408, "The body of the request came too slowly.", _CLOSE) from None
            size += len(message.get("body", b""))
            if size > self._max:
                raise HTTPException(413, self._too_large(), _CLOSE)
            whole = not message.get("more_body", False)
            return message

        return take

    def _too_large(self) -> str:
        return f"The body of a request may have {self._max:,} bytes."
