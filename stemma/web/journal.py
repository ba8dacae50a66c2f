"""A line for each request: who, what, how it went. No query, no header, no body is ever in it."""

import logging
from time import perf_counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stemma.web.metrics import Metrics

log = logging.getLogger("stemma.web.access")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Journal:
    """Logs and counts every request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's own protocol."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        status, size = 500, 0

        async def note(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, note)
        finally:
            seconds = perf_counter() - began
            method = scope.get("stemma.method", scope["method"])
            method = method if method in _METHODS else "other"
            self._metrics.note(method, _name_route(scope), status, seconds)
            path = _show(scope["path"])
            client = (scope.get("client") or ("-",))[0]
            told: dict[str, Any] = {
                "client": client, "method": method, "path": path, "status": status, "bytes": size,
                "ms": round(seconds * 1000, 1),
            }  # fmt: skip
            log.info("%s %s %s %d %d B %.1f ms", client, method, path, status, size, told["ms"], extra={"told": told})


def _name_route(scope: Scope) -> str:
    """The pattern that the address fits: bounded, whatever is asked for."""
    return str(getattr(scope.get("route"), "path", None) or "none")


def _show(path: str) -> str:
    """A path in one line, of a bounded length: control characters are shown, not obeyed."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode("ascii") for c in path[:300])
    return shown + ("..." if len(path) > 300 else "")
