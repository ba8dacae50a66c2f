"""How a page is answered: rendered in its frame, or not at all where the browser has it already."""

import hashlib
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from stemma.tell.wording import replace_surrogates
from stemma.version import __version__
from stemma.web.api.conditional import is_fresh
from stemma.web.pages.assets import locate_asset, mark_assets
from stemma.web.pages.templating import load_page

_NO_CACHE = "private, no-cache"
"""Kept by the browser, and asked for again each time: the answer may be that it is still good."""


def make_etag(request: Request, *parts: object) -> str:
    """A tag, without its quotation marks, over all that a page is made from; version, files of the pages and the run
    of the server count too."""
    told = "\0".join(map(str, (*parts, __version__, mark_assets(), request.app.state.run)))
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def check_fresh(request: Request, etag: str) -> Response | None:
    """The answer for who has the page by this tag already; None for who has not."""
    if is_fresh(request, etag):
        return Response(status_code=304, headers={"ETag": f'"{etag}"', "Cache-Control": _NO_CACHE})
    return None


def render_page(request: Request, template: str, context: Mapping[str, Any]) -> str:
    """A page in its frame, encodable as UTF-8."""
    html = load_page(template).render(
        version=__version__,
        locate=locate_asset,
        path=request.url.path,
        **context,
    )
    return replace_surrogates(html)


def send_page(
    request: Request,
    template: str,
    context: Mapping[str, Any],
    *,
    etag: str | None = None,
    status: int = 200,
) -> Response:
    """A page as an answer; without a tag it is for this once, and kept nowhere."""
    return send_html(render_page(request, template, context), etag=etag, status=status)


def send_html(html: str | bytes, *, etag: str | None = None, status: int = 200) -> Response:
    """HTML as an answer, with what a browser may do with it."""
    headers = {"ETag": f'"{etag}"', "Cache-Control": _NO_CACHE} if etag else {"Cache-Control": "no-store"}
    return HTMLResponse(html, status_code=status, headers=headers)


def redirect(url: str, *, status: int = 303) -> Response:
    """On to another page of ours; 303 after a form, 301 where a page has another address for good."""
    return RedirectResponse(url, status_code=status)
