"""The one shape of every refusal and failure: a problem by RFC 9457."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from stemma.errors import DEFECT, NOT_ALLOWED, NOTHING_THERE, REQUEST_UNFIT, TOO_MUCH, locate_code

PROBLEM = "application/problem+json"
_NEITHER_PAGE = ("/api/", "/feeds/")
_CODES = {401: NOT_ALLOWED, 403: NOT_ALLOWED, 404: NOTHING_THERE, 429: TOO_MUCH, 500: DEFECT}
"""Of statuses that say of themselves what went wrong; of any other the request does not fit."""


class Refused(Exception):
    """A request that is refused; what raises it says in one plain sentence why, and what to do."""

    def __init__(
        self, status: int, detail: str, *, code: str = "", headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        """``code``: that of ``docs/errors.md``; without, the one that the status tells."""
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.code = code or _CODES.get(status, REQUEST_UNFIT)
        self.headers = dict(headers or {})
        self.more = more


def refuse_unfit(parts: Iterable[tuple[str, str]]) -> Refused:
    """The refusal (422) of a request of which parts do not fit: where each stands, and what is wrong with it."""
    errors = [{"where": where, "what": what} for where, what in parts]
    return Refused(422, "The request does not fit what is described.", errors=errors)


def make_problem(refused: Refused) -> Response:
    """``refused`` as ``application/problem+json``."""
    try:
        title = HTTPStatus(refused.status).phrase
    except ValueError:
        title = "Refused"
    told = {
        "type": "about:blank",
        "title": title,
        "status": refused.status,
        "detail": refused.detail,
        "code": refused.code,
        "docs": locate_code(refused.code),
        **refused.more,
    }
    content = json.dumps(told, allow_nan=False).encode("ascii")
    return Response(content, refused.status, headers=refused.headers, media_type=PROBLEM)


def answer_refused(scope: Scope, refused: Refused) -> Response:
    """``refused`` in the form that the client reads: a page for a browser at a page, else a problem.

    The pages put what makes theirs into ``app.state.render_problem`` (a request and the refusal, to a response).
    """
    app = scope.get("app")
    render = getattr(app.state, "render_problem", None) if app is not None else None
    if render is not None and not str(scope.get("path", "")).startswith(_NEITHER_PAGE):
        made: Response = render(Request(scope), refused)
        for name, value in refused.headers.items():
            made.headers.setdefault(name, value)
        return made
    return make_problem(refused)


async def send_refused(scope: Scope, receive: Receive, send: Send, refused: Refused) -> None:
    """Answer a request that is refused before it reaches any handler."""
    await answer_refused(scope, refused)(scope, receive, send)
