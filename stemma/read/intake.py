"""The driver: opens an input, picks its reader, opens what is in it in its turn, hands links on to be fetched."""

import io
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read.captures import STDIN, Listing, explain_failure
from stemma.read.content_codings import say_too_large
from stemma.read.portions import Portion, open_portion
from stemma.read.readers.protocol import Opening, reject
from stemma.read.readers.registry import HEAD, Entry, choose_page, choose_reader, known_endings
from stemma.read.readers.unpacking import LZ4, DamagedInput, is_packed, unpack_head, unpack_stream
from stemma.read.unfetched import refuse_links

MAX_BYTES = 50 * 1024 * 1024
"""The largest page that is read, counted after unpacking."""
MAX_DEPTH = 4
"""How deep inputs may lie in one another: a page in a mail in a mail in an archive."""

Fetch = Callable[[Iterable[Link]], Iterator[Capture | Rejected]]
"""Fetches pages: what comes back is read as if it had been a file."""

NO_ARTICLE = "It holds no article."
"""Of an input in which its reader found nothing at all."""
_EMPTY = "It is empty."
_TOO_LARGE = f"It is larger than {MAX_BYTES >> 20} MB, which no article is."
_LZ4_ALONE = "It is packed with LZ4, which is read of WARC files alone; unpack it first."
_SAVED_FROM = re.compile(
    rb"<!--\s*(?:saved from url=\(\d{4}\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>]+)"
)
"""What browsers, and the extension that most people save pages with, write into a page that they save."""
_HTML = (b"<!doc", b"<html")
_CLAIMS = {".gz": "gzip", ".zst": "Zstandard"}
_PACKED_TYPES = frozenset({"application/gzip", "application/x-gzip", "application/zstd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What is known of an input before it is opened."""

    source: str
    media_type: str = ""
    outer: Capture | None = None
    """The capture that it is, where it is one and no file."""
    depth: int = 0
    packed: bool = False
    portion: Portion | None = None
    """What is read of it, where that is not all."""

    @property
    def name(self) -> str:
        """What its ending can be told from: a file's name or an address, not what a container calls its parts."""
        told = (self.outer.url or "") if self.outer else self.source
        return "" if told == STDIN else told


class Intake:
    """One run over the inputs: captures of pages out, in order; what cannot be used, as rejected items."""

    def __init__(self, *, stdin: BinaryIO | None = None, fetch: Fetch | None = None) -> None:
        self._stdin = stdin
        self._fetch = fetch
        self._links: list[tuple[Link, int]] = []

    def open_listing(self, listing: Listing) -> Iterator[Capture | Rejected]:
        """The pages of one input. Addresses that it names wait for ``fetch_links``."""
        place = _Place(source=listing.source)
        try:
            if listing.url is not None:
                self._links.append((Link(url=listing.url, source=listing.source), 0))
            elif listing.path is None:
                if self._stdin is None:
                    yield reject(listing.source, "There is no standard input to read.")
                else:
                    yield from self._open(self._stdin, place)
            elif not stat.S_ISREG(listing.path.stat().st_mode):
                yield reject(listing.source, "It is not a regular file.")
            else:
                with listing.path.open("rb") as file:
                    portion = listing.portion
                    if portion is None:
                        yield from self._open(file, place)
                    else:
                        place = replace(place, media_type=portion.media_type, portion=portion)
                        yield from self._open(open_portion(file, portion), place)
        except (OSError, ValueError) as error:
            yield reject(listing.source, explain_failure(error))

    def fetch_links(self) -> Iterator[Capture | Rejected]:
        """The pages behind all addresses named so far, and behind those that these name in their turn."""
        while self._links:
            waiting, self._links = self._links, []
            if self._fetch is None:
                yield from refuse_links([link for link, _ in waiting])
                return
            for depth in sorted({depth for _, depth in waiting}):
                for found in self._fetch([link for link, at in waiting if at == depth]):
                    if isinstance(found, Rejected):
                        yield found
                    else:
                        yield from self.open_capture(found, depth + 1)

    def open_capture(self, capture: Capture, depth: int = 1) -> Iterator[Capture | Rejected]:
        """``capture`` where it is a page, else what it holds. Addresses that it names wait for ``fetch_links``."""
        head = capture.content[:HEAD]
        if capture.media_type == "text/html" and head[:5].lower() in _HTML and len(capture.content) <= MAX_BYTES:
            yield capture  # what most are, told at once
            return
        place = _Place(source=capture.source, media_type=capture.media_type, outer=capture, depth=depth)
        if not capture.content or capture.content.isspace():
            yield reject(capture.source, _EMPTY)
        elif is_packed(head) or choose_reader(place.name, head, capture.media_type):
            yield from self._open(io.BytesIO(capture.content), place)
        elif len(capture.content) > MAX_BYTES:
            yield reject(capture.source, _TOO_LARGE)
        else:
            page = choose_page(place.name, head, capture.media_type)
            yield replace(capture, media_type=page) if page else reject(capture.source, _name_kind(place))

    def _open(self, stream: BinaryIO, place: _Place) -> Iterator[Capture | Rejected]:
        """What ``stream`` holds. Damage on the way ends it, and is told after what came before."""
        if place.depth > MAX_DEPTH:
            yield reject(place.source, f"It lies more than {MAX_DEPTH} deep in other inputs, which nothing needs to.")
            return
        try:
            stream, head = _look_ahead(stream)
            if not head:
                yield reject(place.source, _EMPTY)
            elif is_packed(head) or head.startswith(LZ4):
                yield from self._open_packed(stream, head, place)
            elif place.depth == 0 and place.name.lower().endswith(tuple(_CLAIMS)):
                claim = place.name[place.name.rindex(".") :]
                yield reject(place.source, f"It is named {claim} but is not {_CLAIMS[claim.lower()]} data.")
            else:
                yield from self._open_plain(stream, head, place)
        except DamagedInput as error:
            yield reject(place.source, str(error))
        except (RecursionError, MemoryError):
            yield reject(place.source, "It is built in a way that cannot be read with the memory there is.")

    def _open_packed(self, stream: BinaryIO, head: bytes, place: _Place) -> Iterator[Capture | Rejected]:
        entry = choose_reader(place.name, unpack_head(head), place.media_type)
        if entry is not None and entry.unpacks:
            yield from self._run_reader(entry, stream, place)
        elif head.startswith(LZ4):
            yield reject(place.source, _LZ4_ALONE)
        else:
            media_type = "" if place.media_type in _PACKED_TYPES else place.media_type
            inner = replace(place, depth=place.depth + 1, media_type=media_type, packed=True)
            yield from self._open(unpack_stream(stream, head), inner)

    def _open_plain(self, stream: BinaryIO, head: bytes, place: _Place) -> Iterator[Capture | Rejected]:
        entry = choose_reader(place.name, head, place.media_type)
        page = None if entry else choose_page(place.name, head, place.media_type)
        if entry is not None:
            yield from self._run_reader(entry, stream, place)
        elif page is not None:
            yield _read_page(stream, page, place)
        else:
            yield reject(place.source, _name_kind(place))

    def _run_reader(self, entry: Entry, stream: BinaryIO, place: _Place) -> Iterator[Capture | Rejected]:
        outer = place.outer
        opening = Opening(
            source=place.source,
            media_type=place.media_type or entry.media_types[0],
            charset=outer.charset if outer else None,
            url=outer.url if outer else None,
            portion=(place.portion.start, place.portion.number) if place.portion and place.portion.start else None,
        )
        empty = True
        for item in entry.load().read(stream, opening):
            empty = False
            if isinstance(item, Link):
                self._links.append((item, place.depth))
            elif isinstance(item, Rejected):
                yield item
            else:
                yield from self.open_capture(_inherit(item, outer), place.depth + 1)
        if empty:
            yield reject(place.source, NO_ARTICLE)


def _look_ahead(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    """``stream`` and its first bytes, which it gives once more."""
    if stream.seekable():
        start = stream.tell()
        head = stream.read(HEAD)
        stream.seek(start)
        return stream, head
    head = stream.read(HEAD)
    return io.BufferedReader(_Joined(head, stream), 1 << 16), head


class _Joined(io.RawIOBase):
    """What was read of a pipe to look at it, and the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _read_page(stream: BinaryIO, kind: str, place: _Place) -> Capture | Rejected:
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        return reject(place.source, say_too_large(MAX_BYTES) if place.packed else _TOO_LARGE)
    if not content.strip():
        return reject(place.source, _EMPTY)
    if place.outer:
        return replace(place.outer, content=content, media_type=kind)
    saved = _SAVED_FROM.search(content[:HEAD]) if kind == "text/html" else None
    return Capture(
        source=place.source,
        content=content,
        media_type=kind,
        url=saved[1].decode("ascii", "replace") if saved else None,
    )


def _inherit(capture: Capture, outer: Capture | None) -> Capture:
    """``capture`` with what the capture that it was found in says of it. An address is not: it is the container's."""
    if outer is None:
        return capture
    return replace(capture, received=capture.received or outer.received, record=capture.record or outer.record)


def _name_kind(place: _Place) -> str:
    if place.media_type:
        return f"Its kind, {place.media_type[:60]}, is not read."
    return f"Its kind is not known: {', '.join(known_endings())} are read, and .gz and .zst of each."
