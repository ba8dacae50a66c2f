"""Packed files unpacked as they are read, with bounds: gzip and Zstandard."""

import io
import zlib
from typing import Any, BinaryIO

from stemma.read.content_codings import Unpackable, unpack

GZIP, ZSTANDARD, LZ4 = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18"
_SKIPPABLE = tuple(bytes([first]) + b"\x2a\x4d\x18" for first in range(0x50, 0x60))
_CHUNK = 1 << 16
_STEP = 1 << 10
"""Bytes given to Zstandard at a time: it sets no bound of its own to what they become (32 MB at the most)."""
_MARK = 4
_FREE = 256 << 20
_MOST_RATIO = 250
"""Bytes out for one byte in, beyond the first ``_FREE``: text reaches 10, logs of one line 100, bombs 1,000."""
_MOST_WINDOW = 128 << 20
"""The longest look-back that a Zstandard frame may ask for, in bytes: its memory."""


class DamagedInput(OSError):
    """A packed stream cannot be unpacked any further; the text is one sentence."""


def is_packed(head: bytes) -> bool:
    """Whether these first bytes are gzip's or Zstandard's."""
    return head.startswith((GZIP, ZSTANDARD, *_SKIPPABLE))


def unpack_stream(stream: BinaryIO, head: bytes) -> BinaryIO:
    """What ``stream`` (which begins with ``head``) packs, as a stream. Its reads raise DamagedInput."""
    return io.BufferedReader(_Unpacked(stream, head), _CHUNK)


def unpack_head(head: bytes) -> bytes:
    """As much as ``head``, the beginning of a packed stream, gives; empty where it gives nothing."""
    try:
        return _Unpacked(io.BytesIO(head), head).read(_CHUNK) or b""
    except DamagedInput:
        return b""


def unpack_content(content: bytes, coding: str, limit: int) -> bytes | str:
    """``content`` without the HTTP content coding ``coding``, or a sentence that says what is wrong with it."""
    if coding in ("gzip", "x-gzip", "zstd") and not is_packed(content[:4]):
        return content  # said to be packed and is not: crawlers store pages unpacked under the header they had
    try:
        return unpack(content, coding, limit)
    except Unpackable as error:
        return error.reason


class _Unpacked(io.RawIOBase):
    """All members of a packed stream, one after the other; zeros after the last are padding, as tape tools write it."""

    def __init__(self, stream: BinaryIO, head: bytes) -> None:
        self._stream = stream
        self._zip = head.startswith(GZIP)
        self._name = "gzip" if self._zip else "Zstandard"
        self._member: Any = self._open_member()
        self._packed = memoryview(b"")
        self._ready = memoryview(b"")
        self._fed = False
        """Whether the member that is open was given any byte."""
        self._taken = self._given = 0
        self._done = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready and not self._done:
            self._ready = memoryview(self._next_piece())
            self._given += len(self._ready)
            if self._given > _FREE and self._given > _MOST_RATIO * self._taken:
                self._done = True
                raise DamagedInput(f"It unpacks to more than {_MOST_RATIO} times its size, which no archive does.")
        piece = self._ready[: len(buffer)]
        self._ready = self._ready[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)

    def _open_member(self) -> Any:
        if self._zip:
            return zlib.decompressobj(31)
        import zstandard

        return zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW).decompressobj()

    def _next_piece(self) -> bytes:
        """The next bytes; none where more must be asked for, or ``_done`` is set."""
        if self._member.eof:
            self._begin_member()
            return b""
        if not self._packed and not self._take():
            self._done = True
            if self._fed:
                raise DamagedInput(f"Its {self._name} data ends too early: the file was cut off.")
            return b""
        self._fed = True
        try:
            if self._zip:
                piece = self._member.decompress(self._packed, _CHUNK)
                self._packed = memoryview(self._member.unconsumed_tail)
            else:
                piece = self._member.decompress(self._packed[:_STEP])
                self._packed = self._packed[_STEP:]
        except Exception as error:  # zstandard's own error is no subclass of any that could be named without it
            self._done = True
            raise DamagedInput(f"Its {self._name} data is damaged.") from error
        return bytes(piece)

    def _take(self) -> int:
        more = self._stream.read(_CHUNK)
        self._taken += len(more)
        self._packed = memoryview(more)
        return len(more)

    def _begin_member(self) -> None:
        rest = bytes(self._member.unused_data) + (b"" if self._zip else bytes(self._packed))
        rest = rest.lstrip(b"\0")
        while len(rest) < _MARK and self._take():
            rest = (rest + bytes(self._packed)).lstrip(b"\0")
        if rest.startswith(GZIP) if self._zip else rest.startswith((ZSTANDARD, *_SKIPPABLE)):
            self._member, self._packed, self._fed = self._open_member(), memoryview(rest), False
        else:
            self._done = True  # what is no member any more is passed over, as gzip itself does
