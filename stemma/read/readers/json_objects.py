"""The objects of a JSON file, one after the other, as bytes: lines, an array, or one object over many lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MAX_OBJECT = 50 * 1024 * 1024
"""The longest line or object that is read, in bytes."""
_CHUNK = 1 << 16
_BLANK = b" \t\r\n"
_MARK = b"\xef\xbb\xbf"
_OUTSIDE = re.compile(rb'["{}\[\]]')
_INSIDE = re.compile(rb'["\\]')
_TOO_LONG = f"It is longer than {MAX_OBJECT >> 20} MB, which no article is."


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One object's bytes, or what is wrong with it."""

    number: int
    """From 1: the line's, blank lines counted; in an array the object's."""
    offset: int
    """Bytes from the start of the file, unpacked."""
    content: bytes
    problem: str = ""


def split_objects(stream: BinaryIO) -> Iterator[Piece]:
    """Every object of ``stream``, which is read forward; what is too long is passed over, not held."""
    line, offset, number = _find_first_line(stream)
    if _is_nested(line):
        yield from _split_nested(stream, line, offset)
    else:
        yield from _split_lines(stream, line, offset, number)


def split_lines(stream: BinaryIO, offset: int, number: int) -> Iterator[Piece]:
    """As ``split_objects``, of a stretch of a file of lines that begins at byte ``offset``, with line ``number``."""
    yield from _split_lines(stream, stream.readline(_CHUNK), offset, number)


def holds_lines(stream: BinaryIO) -> bool:
    """Whether ``split_objects`` takes ``stream`` for lines, of which each is an object by itself."""
    line, _, _ = _find_first_line(stream)
    return bool(line) and not _is_nested(line)


def _find_first_line(stream: BinaryIO) -> tuple[bytes, int, int]:
    """The first line that is not blank, as far as it is held at once, with its place and its number."""
    line, offset = stream.readline(_CHUNK), 0
    if line.startswith(_MARK):
        line, offset = line[len(_MARK) :], len(_MARK)
    number = 1
    while line and not line.strip():
        if line.endswith(b"\n"):
            number += 1
        offset += len(line)
        line = stream.readline(_CHUNK)
    return line, offset, number


def _is_nested(line: bytes) -> bool:
    """Whether what begins with this line is an array, or an object over many lines."""
    bare = line.strip(_BLANK)
    return (
        bare.startswith(b"[") or bare in (b"{", b"{}") or (bare.startswith(b"{") and bare.endswith((b",", b"{", b"[")))
    )


def _split_lines(stream: BinaryIO, line: bytes, offset: int, number: int) -> Iterator[Piece]:
    while line:
        size = len(line)
        parts = [line]
        ended = line.endswith(b"\n")
        while not ended:
            more = stream.readline(_CHUNK)
            if not more:
                break
            size += len(more)
            ended = more.endswith(b"\n")
            if size <= MAX_OBJECT:
                parts.append(more)
        if size > MAX_OBJECT:
            yield Piece(number=number, offset=offset, content=b"", problem=_TOO_LONG)
        else:
            content = b"".join(parts).strip(_BLANK)
            if content:
                yield Piece(number=number, offset=offset, content=content)
            else:
                blank = _skip_blank_lines(stream)
                size += len(blank)
                number += blank.count(b"\n")
        offset += size
        number += 1
        line = stream.readline(_CHUNK)


def _skip_blank_lines(stream: BinaryIO) -> bytes:
    """The empty lines that follow, as far as they are at hand, at once: a file may hold nothing else by the million."""
    peek = getattr(stream, "peek", None)
    ahead: bytes = peek() if peek else b""
    blank = ahead[: len(ahead) - len(ahead.lstrip(b"\r\n"))]
    return stream.read(blank.rfind(b"\n") + 1)


class _Scan:
    """Where objects begin and end in bytes that arrive piece by piece; strings are passed over whole."""

    def __init__(self) -> None:
        self.depth = 0
        self._quoted = False
        self._escaped = False

    def find_edge(self, data: bytes, at: int) -> tuple[int, int]:
        """The next bracket outside strings from ``at`` on: its place (-1: none in ``data``), and 1 where it opens."""
        while True:
            if self._escaped:
                if at >= len(data):
                    return -1, 0
                at, self._escaped = at + 1, False
            found = (_INSIDE if self._quoted else _OUTSIDE).search(data, at)
            if not found:
                return -1, 0
            at = found.end()
            mark = found[0]
            if mark == b'"':
                self._quoted = not self._quoted
            elif mark == b"\\":
                self._escaped = True
            else:
                return found.start(), 1 if mark in b"{[" else -1


def _split_nested(stream: BinaryIO, data: bytes, offset: int) -> Iterator[Piece]:
    """The objects that stand on their own or in one array around them."""
    scan = _Scan()
    base = 1 if data.lstrip(_BLANK).startswith(b"[") else 0
    number = 0
    parts: list[bytes] = []
    size = began = 0
    while data:
        at = 0
        kept = 0
        while True:
            edge, step = scan.find_edge(data, at)
            if edge < 0:
                break
            at = edge + 1
            if step > 0:
                if scan.depth == base:
                    kept, began, parts, size = edge, offset + edge, [], 0
                scan.depth += 1
                continue
            scan.depth = max(0, scan.depth - 1)
            if scan.depth == base:
                number += 1
                size += at - kept
                content = b"".join([*parts, data[kept:at]]) if size <= MAX_OBJECT else b""
                yield Piece(number=number, offset=began, content=content, problem="" if content else _TOO_LONG)
                parts, size, kept = [], 0, at
        if scan.depth > base:
            size += len(data) - kept
            parts = [*parts, data[kept:]] if size <= MAX_OBJECT else []
        offset += len(data)
        data = stream.read(_CHUNK)
    if scan.depth > base:
        yield Piece(number=number + 1, offset=began, content=b"", problem="It is cut off before it ends.")
