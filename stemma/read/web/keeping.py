"""Captures and refusals on disk: a cache that asks whether a page has changed, and the state of a run.

A folder of either holds a file of JSON and a file of bytes for each address, named by a hash of it. Both may be lost
at any time; a file that cannot be read is as if it were not there.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_MOST_NOTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was received from an address, or why nothing will be."""

    asked: str
    url: str
    """Where it came from, after redirects."""
    received: str
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    changed: str | None = None
    """Its ``Last-Modified``, as sent."""
    refused: str | None = None
    content: bytes = b""


class Shelf:
    """Kept answers in one folder, by the address that was asked for."""

    def __init__(self, folder: Path, *, tell: Callable[[str], None] | None = None) -> None:
        """``tell`` is called once, with a plain sentence, where nothing can be kept."""
        self._folder = folder
        self._tell = tell
        self._broken = False

    def find(self, asked: str) -> Kept | None:
        """What is kept of ``asked``; None where nothing is, or not whole."""
        notes, body = self._paths(asked)
        try:
            raw = notes.read_bytes()
            fields = json.loads(raw) if len(raw) <= _MOST_NOTES else None
            if not isinstance(fields, dict) or fields.get("asked") != asked:
                return None
            digest = fields.pop("digest")
            content = body.read_bytes() if digest else b""
            if digest and hashlib.sha256(content).hexdigest() != digest:
                return None
            kept = Kept(**fields, content=content)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return kept if all(value is None or isinstance(value, str | bytes) for value in asdict(kept).values()) else None

    def keep(self, kept: Kept) -> None:
        """Keep an answer, whole or not at all; a full disk ends the keeping, not the run."""
        if self._broken:
            return
        notes, body = self._paths(kept.asked)
        fields = asdict(kept)
        content = fields.pop("content")
        fields["digest"] = hashlib.sha256(content).hexdigest() if kept.refused is None else ""
        try:
            notes.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if kept.refused is None:
                _write_whole(body, content)
            _write_whole(notes, json.dumps(fields, ensure_ascii=True, sort_keys=True).encode("ascii"))
        except OSError as error:
            self._broken = True
            if self._tell is not None:
                why = error.strerror or "cannot write"
                self._tell(f"fetched pages cannot be kept in {self._folder}: {why}; the next run fetches them again")

    def _paths(self, asked: str) -> tuple[Path, Path]:
        name = hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:40]
        folder = self._folder / name[:2]
        return folder / f"{name}.json", folder / f"{name}.body"


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside and move into place, so that another run never sees half a file."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise
