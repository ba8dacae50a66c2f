"""Dossiers in the formats of the registry, kept for a while: the same edition is asked for more than once."""

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass

from stemma.model.stored import Edition
from stemma.tell.formats.registry import FORMATS, Format, render_dossiers

SERVED = tuple(form for form in FORMATS if form.name != "terminal")
"""The formats that are served: all but what is drawn for a terminal."""
_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_SANDBOX = "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox allow-modals; frame-ancestors 'none'"
"""A dossier's page runs its own script and nothing else; being of no origin, it cannot ask this server for anything."""
_SHOWN = frozenset({"html", "svg", "json", "markdown"})
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Rendered:
    """A dossier as it is sent."""

    content: bytes
    headers: dict[str, str]


class Renderings:
    """What was rendered last, up to a bound of bytes."""

    def __init__(self, most: int = _MOST_BYTES) -> None:
        self._most = most
        self._size = 0
        self._guard = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, str, str | None], Rendered] = OrderedDict()

    def render(self, edition: Edition, form: Format, table: str | None = None) -> Rendered:
        """``edition`` as ``form``. Raises MissingPart, UsageError."""
        key = (edition.story, edition.key, form.name, table)
        with self._guard:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        made = _render(edition, form, table)
        with self._guard:
            if key not in self._kept and len(made.content) <= self._most // 4:
                self._kept[key] = made
                self._size += len(made.content)
                while self._size > self._most:
                    _, dropped = self._kept.popitem(last=False)
                    self._size -= len(dropped.content)
        return made


def _render(edition: Edition, form: Format, table: str | None) -> Rendered:
    [made] = render_dossiers(form, [edition.dossier], table)
    content = made if isinstance(made, bytes) else made.encode("utf-8", "backslashreplace")
    kind = form.media_type
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    ending = f"-{table}" if table and form.several == "tables" else ""
    # made of letters and digits alone, whatever the story's id may be
    name = re.sub(r"[^0-9A-Za-z-]", "_", f"{edition.story}{ending}") + form.suffixes[0]
    shown = "inline" if form.name in _SHOWN else "attachment"
    headers = {"Content-Type": kind, "Content-Disposition": f'{shown}; filename="{name}"'}
    if form.name == "html":
        meta = _META.search(content[:4000].decode("utf-8", "ignore"))
        headers["Content-Security-Policy"] = "; ".join((meta[1] if meta else "default-src 'none'", _SANDBOX))
    elif form.name == "svg":
        headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return Rendered(content, headers)
