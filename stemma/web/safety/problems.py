"""The one shape of every refusal and failure: a problem by RFC 9457."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

PROBLEM = "application/problem+json"
_NEITHER_PAGE = ("/api/", "/feeds/")


class Refused(Exception):
    """A request that is refused; what raises it says in one plain sentence why, and what to do."""

    def __init__(self, status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        self.more = more


def make_problem(refused: Refused) -> Response:
    """``refused`` as ``application/problem+json``."""
    try:
        title = HTTPStatus(refused.status).phrase
    except ValueError:
        title = "Refused"
    told = {"type": "about:blank", "title": title, "status": refused.status, "detail": refused.detail, **refused.more}
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
