"""How the API answers: JSON that can always be sent, problems for what fails, HEAD as GET without its body."""

from typing import TYPE_CHECKING, Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stemma.errors import MissingPart, StemmaError, StoreBusy, StoreFull, StoreGone, UsageError
from stemma.web.jobs import JobsFull
from stemma.web.safety.problems import Refused, answer_refused, refuse_unfit

if TYPE_CHECKING:
    from fastapi import FastAPI

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_MOST_ERRORS = 20
_SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    400: "The request cannot be read.",
}


def add_handlers(app: "FastAPI") -> None:
    """Let every failure be told in the one shape."""
    app.add_exception_handler(Refused, _tell_refused)
    app.add_exception_handler(HTTPException, _tell_http)
    app.add_exception_handler(RequestValidationError, _tell_invalid)
    app.add_exception_handler(StemmaError, _tell_failure)


def _tell_refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return answer_refused(request.scope, error)


def _tell_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    detail = _SENTENCES.get(error.status_code, str(error.detail))
    if error.status_code == 405:
        headers["Allow"] = ", ".join(_list_methods(request))
    return answer_refused(request.scope, Refused(error.status_code, detail, headers=headers))


def _tell_invalid(request: Request, error: Exception) -> Response:
    """What is wrong with which part, without what was sent: that may be long, or secret."""
    assert isinstance(error, RequestValidationError)
    parts = ((".".join(map(str, one["loc"])), str(one["msg"])) for one in list(error.errors())[:_MOST_ERRORS])
    return answer_refused(request.scope, refuse_unfit(parts))


def _tell_failure(request: Request, error: Exception) -> Response:
    assert isinstance(error, StemmaError)
    wait = {"Retry-After": "5"}
    if isinstance(error, MissingPart):
        refused = Refused(501, str(error), code=error.code)
    elif isinstance(error, UsageError):
        refused = Refused(422, str(error), code=error.code)
    elif isinstance(error, JobsFull | StoreBusy):
        refused = Refused(503, str(error), code=error.code, headers=wait)
    elif isinstance(error, StoreGone):
        # its own text may name the server it speaks to
        refused = Refused(503, "The store cannot be reached for the moment.", code=error.code, headers=wait)
    elif isinstance(error, StoreFull):
        detail = "No room is left where the store lies; nothing of this request was kept."
        refused = Refused(507, detail, code=error.code)
    else:
        raise error
    return answer_refused(request.scope, refused)


def _list_methods(request: Request) -> list[str]:
    """What the address of this request takes, over all routes."""
    found = []
    for method in _METHODS:
        asked = {**request.scope, "method": method}
        if any(route.matches(asked)[0] is Match.FULL for route in request.app.routes):
            found.append(method)
    return [*found, "HEAD"] if "GET" in found else found


class HeadAsGet:
    """Answers HEAD as GET, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's own protocol."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        inner: dict[str, Any] = {**scope, "method": "GET", "stemma.method": "HEAD"}
        await self._app(inner, receive, send_head)
