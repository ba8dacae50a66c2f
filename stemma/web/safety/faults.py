"""What goes wrong, told without a trace: an id that finds it in the log."""

import logging
import secrets

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stemma.errors import find_code
from stemma.web.safety.problems import Refused, send_refused

log = logging.getLogger("stemma.web")


class FaultShield:
    """Answers 500 where a handler fails, logs the failure, and keeps the server running."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's own protocol."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def note_start(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, note_start)
        except Refused as refused:
            if started:
                raise
            await send_refused(scope, receive, send, refused)
        except Exception as error:
            fault = secrets.token_hex(6)
            log.exception("fault %s: %s %r", fault, scope["method"], scope["path"])
            if started:
                raise  # half an answer must not look like a whole one: the connection breaks
            detail = f"A fault of Stemma's; its log tells more under {fault}."
            told = Refused(500, detail, code=find_code(error), fault=fault)
            await send_refused(scope, receive, send, told)
