"""The page's own style and script: joined from their files, and what the policy must know them by."""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

_STYLES = (
    "base.css", "minute.css", "matrix.css", "passages.css", "columns.css", "people.css", "pictures.css", "print.css",
)  # fmt: skip
_SCRIPTS = ("theme.js", "route.js", "findings.js", "cells.js", "columns.js", "cards.js", "start.js")


def load_style(articles: int) -> str:
    """The style of a page of so many articles, without comments; the number is what its matrix has as columns."""
    return f":root{{--articles:{articles}}}\n{join_styles()}"


@cache
def load_script() -> str:
    """The script of the page, one function called once; it asks nobody for anything."""
    folder = files("stemma.tell") / "templates" / "script"
    parts = [(folder / name).read_text("utf-8").strip() for name in _SCRIPTS]
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "\n})();"


@cache
def join_styles() -> str:
    """The style of all views, without comments and without the number of articles."""
    folder = files("stemma.tell") / "templates"
    text = "\n".join((folder / name).read_text("utf-8") for name in _STYLES)
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.S)).strip()


def hash_source(text: str) -> str:
    """The source expression of Content Security Policy that allows an inline element with this text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
