"""What went wrong, told as a page in the look of the others, in plain words."""

from fastapi import Request
from starlette.responses import Response

from stemma.web.pages.answering import send_page
from stemma.web.safety.problems import Refused

_HEADS = {
    301: "This page has another address",
    400: "That could not be read",
    401: "This wants the token",
    403: "This is not allowed",
    404: "There is no such page",
    405: "That cannot be done here",
    413: "That is too large",
    422: "That does not fit",
    429: "Too many requests",
    500: "Something broke",
    503: "Not for the moment",
    507: "No room is left",
}


def render_refusal(request: Request, refused: Refused) -> Response:
    """``refused`` as a page."""
    context = {
        "section": "",
        "head": _HEADS.get(refused.status, "This did not work"),
        "detail": refused.detail,
        "status": refused.status,
        "code": refused.code if refused.status >= 400 else "",
        "location": refused.headers.get("Location", ""),
        "errors": [str(one.get("what", "")) for one in refused.more.get("errors", []) if isinstance(one, dict)][:5],
    }
    return send_page(request, "refused.html.j2", context, status=refused.status)
