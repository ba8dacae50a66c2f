"""ARC archives (Internet Archive, version 1): a line for each record, then so many bytes of what the server sent."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Record
from stemma.read.readers.archived import MAX_PAYLOAD, Answer, Page, judge_answer, open_answer
from stemma.read.readers.forward_stream import ForwardStream
from stemma.read.readers.left_out import LeftOut
from stemma.read.readers.protocol import Opening
from stemma.read.readers.unpacking import DamagedInput, is_packed, unpack_stream

_LONGEST_LINE = 1 << 16
_FIELDS = 5
_MOST_DIGITS = 18
_CHUNK = 1 << 20


def read_arc(stream: ForwardStream, head: bytes, opening: Opening) -> Iterator[Capture | Rejected]:
    """The pages of an ARC file. Offsets count the bytes of the unpacked archive: its members are not told apart."""
    plain: BinaryIO = io.BufferedReader(_Raw(stream))
    if is_packed(head):
        plain = unpack_stream(plain, head)
    left_out = LeftOut(opening.source)
    try:
        yield from _read_records(plain, opening, left_out)
    except DamagedInput as error:
        left_out.note(f"all from here on: {str(error).rstrip('.').lower()}", "see its other records")
    yield from left_out.tell()


class _Raw(io.RawIOBase):
    def __init__(self, stream: ForwardStream) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _read_records(plain: BinaryIO, opening: Opening, left_out: LeftOut) -> Iterator[Capture | Rejected]:
    at = 0
    while True:
        line = plain.readline(_LONGEST_LINE)
        if not line:
            return
        start, at = at, at + len(line)
        if not line.strip():
            continue
        fields = line.decode("utf-8", "replace").strip().rsplit(" ", _FIELDS - 1)
        size = _read_number(fields[-1]) if len(fields) == _FIELDS else None
        if size is None:
            left_out.note("lines that begin no record", f"byte {start:,}")
            continue
        content = plain.read(min(size, MAX_PAYLOAD + 1))
        at += len(content) + _skip(plain, size - len(content))
        url = fields[0]
        if url.startswith("filedesc:"):
            continue
        if size > MAX_PAYLOAD:
            left_out.note(f"larger than {MAX_PAYLOAD >> 20} MB", url)
        elif len(content) < size:
            left_out.note("cut off: the archive holds less of them than it says", url)
        else:
            record = Record(container=opening.source, offset=start, length=len(line) + size)
            yield from _open_record(content, url, fields[2], fields[3], record, left_out)


def _open_record(
    content: bytes, url: str, day: str, declared: str, record: Record, left_out: LeftOut
) -> Iterator[Capture | Rejected]:
    answer, payload = _split_answer(content, url, declared)
    kind = judge_answer(answer)
    source = f"{record.container}#{record.offset}"
    if kind is None:
        try:
            page = open_answer(answer, payload)
        except ValueError as error:
            yield Rejected(item=source, stage="read", reason=f"{str(error).rstrip('.')} ({url[:200]}).")
            return
        if isinstance(page, Page):
            yield Capture(
                source=source,
                content=page.content,
                media_type=page.media_type,
                charset=page.charset,
                url=url,
                received=_read_day(day),
                record=record,
            )
            return
        kind = page or "empty"
    left_out.note(kind, url)


def _split_answer(content: bytes, url: str, declared: str) -> tuple[Answer, bytes]:
    """The HTTP head and what follows it; where there is no HTTP, what the record's line declares."""
    if not content.startswith(b"HTTP/"):
        return Answer(url=url, status=None, declared=declared), content
    ends = [(content.find(mark), len(mark)) for mark in (b"\r\n\r\n", b"\n\n")]
    end, width = min((found for found in ends if found[0] >= 0), default=(len(content), 0))
    lines = content[:end].decode("latin-1").splitlines()
    words = lines[0].split(None, 2) if lines else []
    status = (_read_number(words[1]) or 0) if len(words) > 1 else 0
    named = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        named[name.strip().lower()] = value.strip()
    answer = Answer(
        url=url,
        status=status,
        declared=named.get("content-type", declared),
        coding=named.get("content-encoding", ""),
        transfer=named.get("transfer-encoding", ""),
    )
    return answer, content[end + width :]


def _read_number(digits: str) -> int | None:
    """A number of bytes, or a status; None where it is none, or one that no file has room for."""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS else None


def _read_day(digits: str) -> str | None:
    """``YYYYMMDDhhmmss`` as ISO 8601; None where it is none."""
    if len(digits) != len("YYYYMMDDhhmmss") or not (digits.isascii() and digits.isdigit()):
        return None
    parts = [digits[:4], *(digits[n : n + 2] for n in range(4, 14, 2))]
    return f"{'-'.join(parts[:3])}T{':'.join(parts[3:])}Z"


def _skip(plain: BinaryIO, size: int) -> int:
    """Go on by ``size`` bytes, or to the end; how far it was."""
    skipped = 0
    while skipped < size:
        piece = plain.read(min(_CHUNK, size - skipped))
        if not piece:
            break
        skipped += len(piece)
    return skipped
