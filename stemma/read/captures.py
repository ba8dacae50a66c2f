"""Files, folders and standard input, as captures; what cannot be read, as rejected items."""

import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from stemma.model.article import Rejected
from stemma.model.capture import Capture
from stemma.model.overrides import OVERRIDES_FILE

MAX_BYTES = 50 * 1024 * 1024
"""The largest file that is read, counted after decompression."""

_KINDS = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html"}
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A file to read. ``path`` is None for standard input."""

    source: str
    path: Path | None


def list_inputs(paths: Sequence[str | Path]) -> tuple[list[Listing], list[Rejected]]:
    """Every file that ``paths`` name, each once, ordered by source; folders are walked, links to folders are not."""
    found: list[tuple[Path, int]] = []
    rejected: list[Rejected] = []
    listings: list[Listing] = []
    for given in paths:
        if str(given) == "-":
            if not any(listing.path is None for listing in listings):
                listings.append(Listing(source="stdin", path=None))
            continue
        path = Path(given)
        if path.name == OVERRIDES_FILE:
            continue  # no page: the corrections, which "pages/*" names too
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            rejected.append(_reject(_printable(str(given)), _explain(error)))
            continue
        if stat.S_ISDIR(mode):
            _walk_folder(path, found, rejected)
        else:
            found.append((path, 1))
    listings += _name_sources(found)
    return sorted(listings, key=lambda listing: listing.source), rejected


def load_capture(listing: Listing, stdin: BinaryIO | None) -> Capture | Rejected:
    """The bytes of ``listing``, decompressed, with the kind its name or its first bytes tell."""
    try:
        if listing.path is None:
            if stdin is None:
                return _reject(listing.source, "There is no standard input to read.")
            return _load_stream(listing.source, stdin)
        if not stat.S_ISREG(listing.path.stat().st_mode):
            return _reject(listing.source, "It is not a regular file.")
        if media_type_of(listing.path.name) is None:
            return _reject(listing.source, "Its kind is not known: .txt, .html and .htm are read, and .gz of each.")
        with listing.path.open("rb") as file:
            return _load_stream(listing.source, file)
    except (OSError, ValueError) as error:
        return _reject(listing.source, _explain(error))


def media_type_of(name: str) -> str | None:
    """The media type that a file's name tells; None where Stemma does not read that kind."""
    name = name.lower().removesuffix(".gz")
    return _KINDS.get(os.path.splitext(name)[1])


def _walk_folder(folder: Path, found: list[tuple[Path, int]], rejected: list[Rejected]) -> None:
    def note(error: OSError) -> None:
        where = Path(os.fsdecode(error.filename or folder))
        name = where.relative_to(folder).as_posix() if where != folder else folder.name
        rejected.append(_reject(_printable(name), _explain(error)))

    for parent, folders, files in os.walk(folder, onerror=note, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name != OVERRIDES_FILE:
                path = Path(parent, name)
                found.append((path, len(path.relative_to(folder).parts)))


def _name_sources(found: list[tuple[Path, int]]) -> list[Listing]:
    """Name each file by its last parts: as many as the folder given leaves, more where two would be the same."""
    parts: dict[tuple[str, ...], int] = {}
    for path, depth in found:
        whole = Path(os.path.abspath(path)).parts
        parts[whole] = max(depth, parts.get(whole, 0))
    while True:
        named: dict[str, list[tuple[str, ...]]] = {}
        for whole, depth in parts.items():
            named.setdefault(_printable("/".join(whole[-depth:])), []).append(whole)
        clashes = [whole for same in named.values() if len(same) > 1 for whole in same if parts[whole] < len(whole) - 1]
        if not clashes:
            break
        for whole in clashes:
            parts[whole] += 1
    return [Listing(source=name, path=Path(*whole)) for name, same in named.items() for whole in same]


def _load_stream(source: str, stream: BinaryIO) -> Capture | Rejected:
    raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        return _reject(source, f"It is larger than {MAX_BYTES >> 20} MB, which no article is.")
    if raw[:2] == b"\x1f\x8b":
        unpacked = _unpack_gzip(raw)
        if isinstance(unpacked, str):
            return _reject(source, unpacked)
        raw = unpacked
    elif source.lower().endswith(".gz"):
        return _reject(source, "It is named .gz but is not gzip data." if raw else "It is empty.")
    if not raw.strip():
        return _reject(source, "It is empty.")
    return Capture(source=source, content=raw, media_type=media_type_of(source) or _sniff_kind(raw))


def _unpack_gzip(raw: bytes) -> bytes | str:
    """The content of all members of a gzip file, or a sentence that says what is wrong with it."""
    out, size = [], 0
    while raw:
        member = zlib.decompressobj(31)
        try:
            for piece in _inflate(member, raw):
                size += len(piece)
                if size > MAX_BYTES:
                    return f"It unpacks to more than {MAX_BYTES >> 20} MB, which no article does."
                out.append(piece)
        except zlib.error:
            return "Its gzip data is damaged."
        if not member.eof:
            return "Its gzip data ends too early: the file was cut off."
        # zeros after the last member are padding, as tape tools write it
        raw = member.unused_data.lstrip(b"\0")
        if raw and raw[:2] != b"\x1f\x8b":
            break
    return b"".join(out)


def _inflate(member: "zlib._Decompress", raw: bytes) -> Iterator[bytes]:
    piece = member.decompress(raw, _CHUNK)
    while piece or member.unconsumed_tail:
        yield piece
        if member.eof:
            return
        piece = member.decompress(member.unconsumed_tail, _CHUNK)


def _sniff_kind(raw: bytes) -> str:
    head = raw[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "text/html" if head.startswith(b"<") and (b"<html" in head or b"<!doctype html" in head) else "text/plain"


def _explain(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "There is no such file or folder."
    if isinstance(error, PermissionError):
        return "There is no permission to read it."
    if isinstance(error, OSError) and error.strerror:
        return f"It cannot be read: {error.strerror.lower()}."
    return "Its path cannot be read."


def _printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace") if _has_surrogates(name) else name


def _has_surrogates(name: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in name)


def _reject(item: str, reason: str) -> Rejected:
    return Rejected(item=item, stage="read", reason=reason)
