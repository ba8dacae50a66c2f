"""Content codings (gzip, deflate, br, zstd), undone within bounds: what unpacks to more than is allowed is refused."""

import zlib
from collections.abc import Callable, Iterator

CODINGS = "gzip, deflate, br, zstd"
"""What a request offers to take (RFC 9110, RFC 7932, RFC 8878)."""

_MOST_CODINGS = 2
_MOST_MEMBERS = 1000
"""Of one gzip file: what is left after each is copied."""
_PIECE = 1 << 16
_ZSTD_WINDOW = 8 * 1024 * 1024
"""The largest that RFC 9659 lets a web server use."""
_ZSTD_FEED = 128
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_DAMAGED = "Its compressed data is damaged."
_CUT = "Its compressed data ends too early: the answer was cut off."


class Unpackable(Exception):
    """Compressed data that is not used; its text is a plain sentence. ``cut``: it may be whole another time."""

    def __init__(self, reason: str, *, cut: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cut = cut


def unpack(raw: bytes, coding: str | None, limit: int) -> bytes:
    """``raw`` with the codings of a ``Content-Encoding`` undone, last first.

    A server that announces a coding and sends plain markup is taken at its content, as long as that begins like
    markup or JSON.

    Raises:
        Unpackable: more than ``limit`` bytes, damaged, cut off, an unknown coding, or codings within codings.
    """
    names = [name.strip().lower() for name in (coding or "").split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > _MOST_CODINGS:
        raise Unpackable("It is compressed several times over, which no honest page is.")
    for name in reversed(names):
        undo = _WAYS.get(name)
        if undo is None:
            raise Unpackable("It is compressed in a way that is not known here.")
        raw = _collect(raw, undo, limit)
    return raw


def unpack_gzip(raw: bytes, limit: int) -> bytes:
    """The content of a gzip file, all its members one after the other. Raises ``Unpackable`` as above."""
    return _collect(raw, _undo_gzip, limit)


def say_too_large(limit: int) -> str:
    """The sentence for what unpacks to more than ``limit`` bytes."""
    return f"It unpacks to more than {limit >> 20} MB, which no article does."


def _collect(raw: bytes, undo: Callable[[bytes], Iterator[bytes]], limit: int) -> bytes:
    if not raw:
        return raw
    out = bytearray()
    try:
        for piece in undo(raw):
            out += piece
            if len(out) > limit:
                raise Unpackable(say_too_large(limit))
    except Unpackable as error:
        if not out and error.reason == _DAMAGED and raw[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{"):
            return raw
        raise
    return bytes(out)


def _undo_gzip(raw: bytes) -> Iterator[bytes]:
    members = 0
    while raw:
        inflating = _Inflating(31)
        yield from inflating.run(raw)
        # zeros after the last member are padding; what is no member after one is passed over, as browsers do
        raw = inflating.rest.lstrip(b"\0")
        if raw[:2] != b"\x1f\x8b":
            return
        members += 1
        if members == _MOST_MEMBERS:
            raise Unpackable(f"It is compressed in more than {_MOST_MEMBERS:,} pieces, which no honest page is.")


def _undo_deflate(raw: bytes) -> Iterator[bytes]:
    """``deflate`` is zlib's format by the standard, and the bare one by some servers."""
    wrapped = raw[0] & 15 == 8 and len(raw) > 1 and (raw[0] << 8 | raw[1]) % 31 == 0
    yield from _Inflating(15 if wrapped else -15).run(raw)


class _Inflating:
    def __init__(self, bits: int) -> None:
        self._member = zlib.decompressobj(bits)

    def run(self, raw: bytes) -> Iterator[bytes]:
        try:
            piece = self._member.decompress(raw, _PIECE)
            while piece or self._member.unconsumed_tail:
                yield piece
                if self._member.eof:
                    break
                piece = self._member.decompress(self._member.unconsumed_tail, _PIECE)
        except zlib.error:
            raise Unpackable(_DAMAGED) from None
        if not self._member.eof:
            raise Unpackable(_CUT, cut=True)

    @property
    def rest(self) -> bytes:
        return self._member.unused_data


def _undo_brotli(raw: bytes) -> Iterator[bytes]:
    import brotli

    stream = brotli.Decompressor()
    try:
        piece = stream.process(raw, output_buffer_limit=_PIECE)
        while piece:
            yield piece
            if stream.is_finished():
                return
            piece = stream.process(b"", output_buffer_limit=_PIECE)
    except brotli.error:
        raise Unpackable(_DAMAGED) from None
    if not stream.is_finished():
        raise Unpackable(_CUT, cut=True)


def _undo_zstd(raw: bytes) -> Iterator[bytes]:
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    while raw:
        frame = unpacker.decompressobj()
        try:
            # it has no bound of its own: a block of three bytes becomes 128 KB at most, so it is fed by little
            for at in range(0, len(raw), _ZSTD_FEED):
                yield frame.decompress(raw[at : at + _ZSTD_FEED])
                if frame.eof:
                    raw = frame.unused_data + raw[at + _ZSTD_FEED :]
                    break
        except (zstandard.ZstdError, MemoryError):
            raise Unpackable(_DAMAGED) from None
        if not frame.eof:
            raise Unpackable(_CUT, cut=True)
        if raw[:4] != _ZSTD_MAGIC:
            return


_WAYS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _undo_gzip,
    "x-gzip": _undo_gzip,
    "deflate": _undo_deflate,
    "br": _undo_brotli,
    "zstd": _undo_zstd,
}
