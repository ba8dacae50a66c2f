"""WARC archives (ISO 28500): their pages, record by record. ARC, the format before it, is read by ``arc``.

Read are ``response`` records of HTTP with a status of 2xx, ``resource`` records, and ``conversion`` records (the
plain text of a page, as Common Crawl's WET files hold it), where they are of a kind that holds an article. Others are
counted by kind. ``warcinfo``, ``request`` and ``metadata`` records tell of others and are no items.

A record that cannot be read costs itself: in a file the next one is looked for behind it. Where the archive comes
through a pipe there is no going back, and what follows such a record is lost, which is told.
"""

from collections.abc import Generator, Iterator
from typing import Any, BinaryIO, NamedTuple

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link, Record
from stemma.read.readers.archived import MAX_PAYLOAD, Answer, Page, judge_answer, open_answer
from stemma.read.readers.forward_stream import ForwardStream, find_next_record
from stemma.read.readers.left_out import LeftOut
from stemma.read.readers.protocol import Opening
from stemma.read.readers.unpacking import is_packed, unpack_head

_NO_ITEMS = frozenset({"warcinfo", "request", "metadata"})
_READ = frozenset({"response", "resource", "conversion"})
_RECORD_KINDS = {
    "revisit": "revisits, whose page is stored elsewhere",
    "continuation": "parts of records that were split over archives",
}
_ARC = b"filedesc://"


class WarcReader:
    """One WARC or ARC file: gz, zst, lz4 or plain."""

    name = "warc"
    media_types = frozenset({"application/warc"})

    def read(self, stream: BinaryIO, opening: Opening) -> Iterator[Capture | Link | Rejected]:
        """Its pages, in order; at the end what is left out, by kind."""
        forward = ForwardStream(stream)
        head = forward.peek(1 << 14)
        if (unpack_head(head) if is_packed(head) else head).startswith(_ARC):
            from stemma.read.readers.arc import read_arc

            yield from read_arc(forward, head, opening)
            return
        yield from _Reading(forward, opening, plain=head.startswith(b"WARC/")).run()


READER = WarcReader()


class _Found(NamedTuple):
    """A page's record, held until the next record tells where it ends."""

    offset: int
    id: str | None
    url: str | None
    received: str | None
    page: Page


class _Reading:
    """One pass over one archive."""

    def __init__(self, stream: ForwardStream, opening: Opening, *, plain: bool) -> None:
        from fastwarc.warc import WarcHeader

        self._stream = stream
        self._plain_end = stream.measure_end() if plain else None
        self._opening = opening
        self._names: Any = WarcHeader
        self._left_out = LeftOut(opening.source)
        self._held: _Found | None = None
        self._named = -1
        self._times = 0

    def run(self) -> Iterator[Capture | Rejected]:
        going = True
        while going:
            going = yield from self._pass()
        if self._held is not None:
            yield self._release(self._held, self._stream.measure_end())
        yield from self._left_out.tell()

    def _pass(self) -> Generator[Capture | Rejected, None, bool]:
        """As far as the archive holds; returns whether to go on behind a broken record."""
        from fastwarc.warc import ArchiveIterator

        at = self._stream.tell()
        broken = None
        try:
            for record in ArchiveIterator(self._stream, parse_http=False):
                at = record.stream_pos
                if self._held is not None:
                    yield self._release(self._held, at)
                outcome = self._take(record, at)
                if isinstance(outcome, Rejected):
                    yield outcome
                elif outcome:
                    broken = outcome
                    break
        except BaseException as error:
            if not is_damage(error):
                raise
            broken = "damaged"
        if broken is None:
            return False
        if self._held is not None:
            yield self._release(self._held, None)
        self._left_out.note(broken, f"at or after byte {at:,}")
        if not self._stream.can_go_back:
            self._left_out.note("all that follows a broken one in a pipe: give the file itself", f"byte {at:,}")
            return False
        return find_next_record(self._stream, at + 1) is not None

    def _take(self, record: Any, at: int) -> Rejected | str | None:
        """Hold the page of ``record``, or count it, or reject it; a text says what is broken about the archive."""
        kind = str(record.record_type)
        if kind in _NO_ITEMS:
            return None
        headers, names = record.headers, self._names
        url = (headers.get(names.WARC_TARGET_URI) or "").strip("<> ") or None
        where = url or f"byte {at}"
        if kind not in _READ:
            self._left_out.note(_RECORD_KINDS.get(kind, "of a type that is not known"), where)
            return None
        answer = self._read_head(record, url)
        left_out = judge_answer(answer)
        if left_out:
            self._left_out.note(left_out, where)
            return None
        size = record.content_length
        if size > MAX_PAYLOAD:
            if self._plain_end is not None and at + size > self._plain_end:
                return "longer than the archive itself"
            return self._reject(at, f"It is larger than {MAX_PAYLOAD >> 20} MB, which no article is", where)
        content = record.reader.read(size)
        if len(content) < size:
            return "cut off: the archive holds less of them than it says"
        try:
            page = open_answer(answer, content)
        except ValueError as error:
            return self._reject(at, str(error), where)
        if not isinstance(page, Page):
            self._left_out.note(page or "empty", where)
            return None
        received, identity = headers.get(names.WARC_DATE), headers.get(names.WARC_RECORD_ID)
        self._held = _Found(offset=at, id=identity, url=url, received=received, page=page)
        return None

    def _read_head(self, record: Any, url: str | None) -> Answer:
        """Headers are asked for by the parser's own names, not by text, which costs ten times as much."""
        if record.is_http and str(record.record_type) == "response":
            record.parse_http(quirks_mode=True)  # takes heads whose lines end in a bare line feed too
            http = record.http_headers
            names = b" ".join(http.keys_bytes()).lower()
            return Answer(
                url=url,
                status=http.status_code or 0,
                declared=http.get(self._names.CONTENT_TYPE) or "",
                coding=http.get("Content-Encoding") or "" if b"content-encoding" in names else "",
                transfer=http.get("Transfer-Encoding") or "" if b"transfer-encoding" in names else "",
            )
        return Answer(url=url, status=None, declared=record.headers.get(self._names.CONTENT_TYPE) or "")

    def _release(self, held: _Found, end: int | None) -> Capture:
        """The page that is held, now that the next record begins at ``end``."""
        self._held = None
        container = self._opening.source
        record = Record(
            container=container,
            offset=held.offset,
            length=end - held.offset if end is not None and end > held.offset else None,
            id=held.id,
        )
        return Capture(
            source=self._name(held.offset),
            content=held.page.content,
            media_type=held.page.media_type,
            charset=held.page.charset,
            url=held.url,
            received=held.received,
            record=record,
        )

    def _name(self, offset: int) -> str:
        """The record's name for people; records packed as one have one offset, and are numbered."""
        self._times = self._times + 1 if offset == self._named else 1
        self._named = offset
        return f"{self._opening.source}#{offset}" + (f".{self._times}" if self._times > 1 else "")

    def _reject(self, at: int, reason: str, where: str) -> Rejected:
        return Rejected(item=self._name(at), stage="read", reason=f"{reason.rstrip('.')} ({where[:200]}).")


def is_damage(error: BaseException) -> bool:
    """Whether the parser gave up on the bytes: its own failures come as panics too, which are no ``Exception``."""
    return isinstance(error, OSError | ValueError | OverflowError) or type(error).__name__ == "PanicException"
