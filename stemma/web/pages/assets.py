"""The files that pages load: our style, our script, htmx; each read from the package and served by its name alone."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import Response

from stemma.tell.page_files import join_styles, load_script
from stemma.web.api.conditional import is_fresh
from stemma.web.safety.problems import Refused

_COLUMNS = 60
"""Articles for which the matrix has a class of its own that tells the style their number."""
_STYLES = ("frame.css", "lists.css", "story.css")
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, ready to send."""

    content: bytes
    media_type: str
    mark: str
    """A hash of its content: a new content has a new address."""


@cache
def load_assets() -> dict[str, Asset]:
    """All files by name."""
    folder = files("stemma.web") / "static"
    columns = "\n".join(f".of-{count} {{ --articles: {count}; }}" for count in range(1, _COLUMNS + 1))
    style = "\n".join((join_styles(), columns, *((folder / name).read_text("utf-8") for name in _STYLES)))
    style = re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", style, flags=re.S)).strip()
    given = {
        "stemma.css": (style, "text/css"),
        "dossier.js": (load_script(), "text/javascript"),
        "theme.js": ((folder / "theme.js").read_text("utf-8"), "text/javascript"),
        "around.js": ((folder / "around.js").read_text("utf-8"), "text/javascript"),
        "icon.svg": ((folder / "icon.svg").read_text("utf-8"), "image/svg+xml"),
        "htmx.min.js": ((folder / "htmx.min.js").read_text("utf-8"), "text/javascript"),
    }
    return {
        name: Asset(text.encode(), f"{kind}; charset=utf-8", hashlib.sha256(text.encode()).hexdigest()[:12])
        for name, (text, kind) in given.items()
    }


@cache
def mark_assets() -> str:
    """One mark of all files: a page that is kept is good as long as it loads the same."""
    return hashlib.sha256("".join(asset.mark for asset in load_assets().values()).encode()).hexdigest()[:8]


def locate_asset(name: str) -> str:
    """The address of a file, which changes with its content."""
    return f"/static/{name}?v={load_assets()[name].mark}"


@router.get("/static/{name}")
def send_asset(name: str, request: Request) -> Response:
    """One file; kept by the browser for good where it was asked for by its mark."""
    asset = load_assets().get(name)
    if asset is None:
        raise Refused(404, "There is no file by this name.")
    etag = f'"{asset.mark}"'
    lasting = request.query_params.get("v") == asset.mark
    headers = {"ETag": etag, "Cache-Control": "public, max-age=31536000, immutable" if lasting else "no-cache"}
    if is_fresh(request, asset.mark):
        return Response(status_code=304, headers=headers)
    return Response(asset.content, media_type=asset.media_type, headers=headers)
