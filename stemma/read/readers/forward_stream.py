"""A stream as an archive's parser wants it: read forward, with its position; and where the next record begins."""

import io
from typing import BinaryIO

from stemma.read.readers.unpacking import GZIP, LZ4, ZSTANDARD, unpack_head

_BLOCK = 1 << 20
_LOOK = 1 << 16
_LOOK_GZIP = 1 << 11
"""Bytes behind a mark that tell a record: Zstandard gives nothing before a block is whole, gzip its first letters."""
_PLAIN = (b"WARC/1.", b"WARC/0.")
_MARKS = (*_PLAIN, GZIP + b"\x08", ZSTANDARD, LZ4)


class ForwardStream:
    """``stream`` read forward. A pipe gives its position too; going back is possible in files alone."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.can_go_back = _is_seekable(stream)
        self._first: io.BytesIO | None = None
        """What was read of a pipe to look at it."""
        self._at = stream.tell() if self.can_go_back else 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        piece = (self._first.read(size) if self._first else b"") or self._stream.read(size)
        self._at += len(piece)
        return piece

    def tell(self) -> int:
        """Bytes from the start of the file, or of the pipe."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to ``offset``; in a pipe only to where it is already, else OSError."""
        if whence == io.SEEK_CUR:
            offset += self._at
        elif whence != io.SEEK_SET:
            raise OSError("no seeking from the end")
        if offset != self._at:
            if not self.can_go_back:
                raise OSError("no going back in a pipe")
            self._at = self._stream.seek(offset)
        return self._at

    def close(self) -> None:
        """Leave the stream open: who opened it closes it."""

    def peek(self, size: int) -> bytes:
        """The first bytes, without going on. Only at the start."""
        if self.can_go_back:
            head = self._stream.read(size)
            self._stream.seek(self._at)
            return head
        head = self._stream.read(size)
        self._first = io.BytesIO(head)
        return head

    def measure_end(self) -> int | None:
        """The size of the whole file; None in a pipe."""
        if not self.can_go_back:
            return None
        end = self._stream.seek(0, io.SEEK_END)
        self._stream.seek(self._at)
        return end


def find_next_record(stream: ForwardStream, start: int) -> int | None:
    """Where a WARC record begins at or after byte ``start``, packed or plain, and go there; None where none does."""
    stream.seek(start)
    at, window = start, b""
    while True:
        block = stream.read(_BLOCK)
        window += block
        # what a packed record begins with is only told with some bytes behind it
        known = len(window) if not block else max(0, len(window) - _LOOK)
        found = _find_mark(window, known)
        if found is not None:
            return stream.seek(at + found)
        if not block:
            return None
        at, window = at + known, window[known:]


def _find_mark(window: bytes, end: int) -> int | None:
    """The first place before ``end`` where a record begins."""
    places = {mark: window.find(mark) for mark in _MARKS}
    while True:
        at, mark = min(((at, mark) for mark, at in places.items() if 0 <= at < end), default=(-1, b""))
        if at < 0:
            return None
        look = _LOOK if mark == ZSTANDARD else _LOOK_GZIP
        if mark in _PLAIN or mark == LZ4 or unpack_head(window[at : at + look]).startswith(_PLAIN):
            return at
        places[mark] = window.find(mark, at + 1)


def _is_seekable(stream: BinaryIO) -> bool:
    try:
        return stream.seekable()
    except (AttributeError, ValueError):
        return False
