"""MHTML (RFC 2557): a page saved by a browser with its pictures in one file. The page is read, its parts are not."""

from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read.readers.mail import (
    parse_message,
    read_charset,
    read_content,
    read_day,
    read_header,
    read_type,
)
from stemma.read.readers.protocol import Opening

_PAGES = ("text/html", "application/xhtml+xml")


class MhtmlReader:
    """One saved page."""

    name = "mhtml"
    media_types = frozenset({"multipart/related", "application/x-mimearchive"})

    def read(self, stream: BinaryIO, opening: Opening) -> Iterator[Capture | Link | Rejected]:
        """The page that the file names as its start, else its first; frames, styles and pictures are parts of it."""
        message = parse_message(stream, opening.source)
        if isinstance(message, Rejected):
            yield message
            return
        page = _find_page(message)
        if page is None:
            yield Rejected(item=opening.source, stage="read", reason="It is a saved page (MHTML) without a page in it.")
            return
        yield Capture(
            source=opening.source,
            content=read_content(page),
            media_type="text/html",
            charset=read_charset(page),
            url=_find_address(message, page),
            received=read_day(message),
        )


READER = MhtmlReader()


def _find_page(message: Message) -> Message | None:
    try:
        start = message.get_param("start")
        parts = list(message.walk())
    except (RecursionError, ValueError, TypeError, AttributeError):
        return None
    pages = [part for part in parts if read_type(part) in _PAGES and read_content(part).strip()]
    named = [part for part in pages if start and read_header(part, "Content-ID") == str(start)]
    return next(iter(named or pages), None)


def _find_address(message: Message, page: Message) -> str | None:
    for part, name in ((message, "Snapshot-Content-Location"), (page, "Content-Location")):
        address = read_header(part, name) or ""
        if address.startswith(("http://", "https://")):
            return address
    return None
