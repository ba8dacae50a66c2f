"""What an archived answer of a server holds: whether it may be a page, and its content without HTTP's codings."""

from typing import NamedTuple

from stemma.read.content_types import split_content_type
from stemma.read.readers.left_out import name_kind
from stemma.read.readers.registry import HEAD, is_html
from stemma.read.readers.unpacking import unpack_content

MAX_PAYLOAD = 50 * 1024 * 1024
"""The largest page that is read, in bytes, packed or unpacked."""

HOLDS_PAGES = frozenset(
    "text/html application/xhtml+xml text/plain text/markdown application/pdf message/rfc822 multipart/related".split()
)
_ROBOTS = "rules for crawlers (robots.txt)"
_OF_THE_CRAWL = "what the crawler wrote of itself"


class Answer(NamedTuple):
    """The head of an archived answer. A tuple, as there is one for each of millions of records."""

    url: str | None
    status: int | None
    """HTTP's; None where there was no HTTP."""
    declared: str = ""
    """The content type as sent, with parameters."""
    coding: str = ""
    transfer: str = ""


class Page(NamedTuple):
    """The content of an answer that may be a page."""

    content: bytes
    media_type: str
    charset: str | None


def judge_answer(answer: Answer) -> str | None:
    """The kind under which an answer that cannot be a page is counted; None where it may be one."""
    if answer.status is not None and not 200 <= answer.status < 300:
        return "redirections" if 300 <= answer.status < 400 else "answers without the page (HTTP errors)"
    media_type = split_content_type(answer.declared)[0]
    if media_type and media_type not in HOLDS_PAGES:
        return name_kind(media_type)
    url = answer.url or ""
    if url.startswith("metadata:"):
        return _OF_THE_CRAWL
    return _ROBOTS if url.endswith("/robots.txt") else None


def open_answer(answer: Answer, raw: bytes) -> Page | str | None:
    """The page in ``raw``; the kind under which it is counted where it is none; None where it is empty.

    Raises:
        ValueError: its content cannot be had; the text says why, in one sentence.
    """
    content = _undo_codings(answer, raw) if answer.coding or answer.transfer else raw
    if not content or content.isspace():
        return None
    media_type, charset = split_content_type(answer.declared)
    if not media_type:
        if not is_html(content[:HEAD]):
            return name_kind("")
        media_type = "text/html"
    return Page(content=content, media_type=media_type, charset=charset)


def _undo_codings(answer: Answer, content: bytes) -> bytes:
    if "chunked" in answer.transfer.lower():
        content = join_chunks(content)
    for coding in reversed(answer.coding.lower().split(",")):
        name = coding.strip()
        if name and name not in ("identity", "none"):
            unpacked = unpack_content(content, name, MAX_PAYLOAD)
            if isinstance(unpacked, str):
                raise ValueError(unpacked)
            content = unpacked
    return content


def join_chunks(content: bytes) -> bytes:
    """``content`` without HTTP's chunk headers; as it is where it has none, and as far as they hold where they break.

    Crawlers often store a page joined under the header that it came with, and some cut its chunks.
    """
    pieces: list[bytes] = []
    at = 0
    while True:
        end = content.find(b"\r\n", at, at + 64)
        size = _chunk_size(content[at:end]) if end >= 0 else None
        if size is None:
            return b"".join(pieces) + content[at:] if pieces else content
        if size == 0:
            return b"".join(pieces)
        pieces.append(content[end + 2 : end + 2 + size])
        at = end + 2 + size
        if at >= len(content):
            return b"".join(pieces)
        if content[at : at + 2] == b"\r\n":
            at += 2


def _chunk_size(line: bytes) -> int | None:
    digits = line.partition(b";")[0].strip()
    if not 0 < len(digits) <= 8:
        return None
    try:
        return int(digits, 16)
    except ValueError:
        return None
