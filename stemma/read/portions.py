"""Portions of a large file that are read each by itself, and give together what the whole file gives.

Cut are WARC files whose records are packed each by itself (gzip) or not at all, and JSON Lines that are not packed;
only where a record, or a line, begins that is met from the file's beginning on, so that nothing inside of a record is
ever taken for one. Where the file is damaged it is cut no further: the last portion reaches to its end.
"""

import io
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from stemma.read.readers.forward_stream import ForwardStream
from stemma.read.readers.json_objects import holds_lines
from stemma.read.readers.registry import HEAD, choose_reader
from stemma.read.readers.unpacking import GZIP, is_packed, unpack_head

WARC, LINES = "application/warc", "application/x-ndjson"
_RECORD = b"WARC/"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A stretch of a file that begins and ends between records, or lines."""

    media_type: str
    """``WARC`` or ``LINES``."""
    start: int
    stop: int
    number: int = 1
    """That of its first line in the file, from 1."""


def cut_file(path: Path, most: int) -> tuple[Portion, ...]:
    """The file in portions of about ``most`` bytes at the most, in order; none where it is not to be cut.

    Reads the file once. Raises OSError where it cannot be read.
    """
    size = path.stat().st_size
    pieces = -(-size // most)
    wanted = [size * n // pieces for n in range(1, pieces)]
    with path.open("rb") as file:
        kind = _tell_kind(path.name, file) if wanted else None
        if kind is None:
            return ()
        cuts = _cut_records(file, wanted) if kind == WARC else _cut_lines(file, wanted, size)
    bounds = [(0, 1), *cuts, (size, 0)]
    return tuple(
        Portion(media_type=kind, start=start, stop=stop, number=number)
        for (start, number), (stop, _) in pairwise(bounds)
    )


def open_portion(file: BinaryIO, portion: Portion) -> BinaryIO:
    """What ``file`` holds of a portion: places are those of the whole file, which begins and ends with the portion."""
    return io.BufferedReader(_Stretch(file, portion), _BLOCK)


def _tell_kind(name: str, file: BinaryIO) -> str | None:
    head = file.read(HEAD)
    file.seek(0)
    packed = is_packed(head)
    opened = unpack_head(head) if packed else head
    entry = choose_reader(name, opened)
    if entry is None or (not packed and name.lower().endswith((".gz", ".zst"))):
        return None
    if WARC in entry.media_types and opened.startswith(_RECORD):
        return WARC if not packed or head.startswith(GZIP) else None
    return LINES if LINES in entry.media_types and not packed and holds_lines(file) else None


def _cut_records(file: BinaryIO, wanted: Sequence[int]) -> list[tuple[int, int]]:
    """The first record at or after each place that is wanted, as far as the records can be followed."""
    found: list[int] = []
    waiting = deque(wanted)
    before = -1
    for at in _follow_records(file):
        if at <= before:
            # Records that are packed together: the parser gives all but the first the place of the next package.
            found = [one for one in found if one < at]
            break
        if not waiting:
            break
        if at >= waiting[0]:
            found.append(at)
            while waiting and waiting[0] <= at:
                waiting.popleft()
        before = at
    return [(at, 1) for at in found if _begins_record(file, at)]


def _follow_records(file: BinaryIO) -> Iterator[int]:
    from fastwarc.warc import ArchiveIterator

    from stemma.read.readers.warc import is_damage

    try:
        for record in ArchiveIterator(ForwardStream(file), parse_http=False):
            yield record.stream_pos
    except BaseException as error:
        if not is_damage(error):
            raise


def _begins_record(file: BinaryIO, at: int) -> bool:
    file.seek(at)
    head = file.read(HEAD)
    return (unpack_head(head) if head.startswith(GZIP) else head).startswith(_RECORD)


def _cut_lines(file: BinaryIO, wanted: Sequence[int], size: int) -> list[tuple[int, int]]:
    """The first line at or after each place that is wanted, with its number."""
    found = [(0, 1)]
    for place in wanted:
        file.seek(place - 1)
        while (piece := file.readline(_BLOCK)) and not piece.endswith(b"\n"):
            continue
        at, (before, number) = file.tell(), found[-1]
        if before < at < size:
            found.append((at, number + _count_lines(file, before, at)))
    return found[1:]


def _count_lines(file: BinaryIO, start: int, stop: int) -> int:
    file.seek(start)
    return sum(file.read(min(_BLOCK, stop - at)).count(b"\n") for at in range(start, stop, _BLOCK))


class _Stretch(io.RawIOBase):
    """A file of which nothing is there but a portion."""

    def __init__(self, file: BinaryIO, portion: Portion) -> None:
        self._file = file
        self._stop = portion.stop
        self.seek(portion.start)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: getattr(self, "_at", 0), io.SEEK_END: self._stop}[whence]
        self._at = self._file.seek(base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        piece = self._file.read(max(0, min(len(buffer), self._stop - self._at)))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
