"""Strong entity tags (RFC 9110, 8.8.3): made of what an answer is made of, so that 304 costs no work."""

import json
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

from fastapi import Request
from pydantic import BaseModel
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stemma.tell.dossier_json import dump_line
from stemma.version import __version__
from stemma.web.state import find_store

JSON = "application/json"
_CODED = "-gzip"


def tag_store(request: Request) -> str:
    """The tag of whatever is listed: another one after every change of the store, and in every run of the server."""
    return make_tag(request.app.state.run, str(find_store(request).last_change()))


def make_tag(*parts: str) -> str:
    """The tag, without its quotation marks, of what is made of ``parts`` by this version."""
    return blake2b(json.dumps((__version__, *parts)).encode("ascii"), digest_size=12).hexdigest()


def is_fresh(request: Request, tag: str) -> bool:
    """Whether the client says that it has what ``tag`` names (If-None-Match)."""
    given = ",".join(request.headers.getlist("if-none-match"))
    held = {one.strip().removeprefix("W/").strip('"').removesuffix(_CODED) for one in given.split(",")}
    return "*" in held or tag in held


def answer(
    request: Request, tag: str, make: Callable[[], BaseModel], *, headers: Mapping[str, str] | None = None
) -> Response:
    """What ``make`` makes, as JSON with its tag; 304 where the client has it, and nothing is made."""
    if is_fresh(request, tag):
        return not_modified(tag)
    return write_json(make(), headers={"ETag": f'"{tag}"', **(headers or {})})


def not_modified(tag: str) -> Response:
    """304: what the client has is what it would get."""
    return Response(status_code=304, headers={"ETag": f'"{tag}"', "Vary": "Accept-Encoding"})


def write_json(made: BaseModel, status: int = 200, *, headers: Mapping[str, str] | None = None) -> Response:
    """``made`` as JSON that can always be sent: a lone surrogate of a page is JSON's own escape."""
    plain: Any = made.model_dump(mode="python", warnings=False)
    return Response(dump_line(plain).encode("utf-8"), status, headers=dict(headers or {}), media_type=JSON)


class TagCoding:
    """Gives what is sent compressed a tag of its own: a strong tag names bytes, and these are others."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's own protocol."""

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                tag = headers.get("etag", "")
                if tag.endswith('"') and headers.get("content-encoding") == "gzip":
                    headers["etag"] = f'{tag[:-1]}{_CODED}"'
            await send(message)

        await self._app(scope, receive, send_tagged if scope["type"] == "http" else send)
