"""Dossiers in the formats of the registry, kept for a while: the same edition is asked for more than once."""

import re
from dataclasses import dataclass

from stemma.model.stored import Edition
from stemma.tell.formats.registry import FORMATS, Format, render_dossiers
from stemma.web.last_used import LastUsed

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
        self._kept: LastUsed[Rendered] = LastUsed(most, lambda rendered: len(rendered.content))

    def render(self, edition: Edition, form: Format, table: str | None = None) -> Rendered:
        """``edition`` as ``form``. Raises MissingPart, UsageError."""
        key = (edition.story, edition.key, form.name, table)
        found = self._kept.get(key)
        if found is not None:
            return found
        made = _render(edition, form, table)
        # One that is huge would push out all others.
        return self._kept.put(key, made) if len(made.content) <= self._most // 4 else made


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
