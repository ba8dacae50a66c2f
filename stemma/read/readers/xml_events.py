"""XML read in pieces, as starts and ends of elements; what attacks a parser with entities is refused."""

import zlib
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

MAX_UNPACKED = 256 * 1024 * 1024
"""The most that is read of one XML file, unpacked: sitemaps have 50 MB at most by their standard."""

_PIECE = 1 << 16
_DEEPEST = 200
_LONGEST_TEXT = 1 << 20


class XmlRefused(Exception):
    """XML that is not read further; its text is a plain sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlEvent:
    """An element that begins (``text`` is empty) or ends (``text`` is what stood in it, its children's left out)."""

    ends: bool
    space: str
    """The namespace; empty for none."""
    name: str
    """Lower case, without prefix."""
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def read_events(stream: BinaryIO) -> Iterator[XmlEvent]:
    """The elements of an XML file, gzipped or not, in order; memory does not grow with the file.

    Raises:
        XmlRefused: not XML, broken, too deep, too large, or with entities of its own.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    target = _Target()
    parser = DefusedXMLParser(target=target, forbid_dtd=False, forbid_entities=True, forbid_external=True)

    def feed() -> Iterator[None]:
        for piece in _read_pieces(stream):
            parser.feed(piece)
            yield
        parser.close()

    steps, more = feed(), True
    while more:
        refused: XmlRefused | None = None
        try:
            more = next(steps, True) is None
        except XmlRefused as error:
            refused = error
        except DefusedXmlException:
            refused = XmlRefused("It declares entities of its own, as attacks on XML parsers do; it is not read.")
        except ParseError as error:
            line = getattr(error, "position", (0, 0))[0]
            refused = XmlRefused(f"Its XML is broken in line {line}; what follows is not read.")
        except (ValueError, LookupError):
            refused = XmlRefused("Its XML says that it is in an encoding that is not known.")
        # what came before a fault counts
        while target.events:
            yield target.events.popleft()
        if refused is not None:
            raise refused


class _Target:
    """What the parser tells, as events."""

    def __init__(self) -> None:
        self.events: deque[XmlEvent] = deque()
        self._texts: list[list[str]] = []
        self._size = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self._texts) >= _DEEPEST:
            raise XmlRefused(f"Its elements are nested more than {_DEEPEST} deep; it is not read further.")
        self._texts.append([])
        space, name = _split_tag(tag)
        self.events.append(XmlEvent(ends=False, space=space, name=name, attributes=dict(attributes)))

    def data(self, text: str) -> None:
        if self._texts:
            self._size += len(text)
            if self._size > _LONGEST_TEXT:
                raise XmlRefused("It holds one text that is larger than 1 MB; it is not read further.")
            self._texts[-1].append(text)

    def end(self, tag: str) -> None:
        space, name = _split_tag(tag)
        text = "".join(self._texts.pop())
        self._size = 0
        self.events.append(XmlEvent(ends=True, space=space, name=name, text=text.strip()))

    def close(self) -> None:
        return


def _split_tag(tag: str) -> tuple[str, str]:
    space, _, name = tag.rpartition("}")
    return space.removeprefix("{"), name.lower()


def _read_pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of ``stream``, unpacked where they are gzip, without white space before the first."""
    size = 0
    first = True
    for piece in _unpack_pieces(stream):
        if first:
            piece = piece.lstrip(b" \t\r\n") if not piece.startswith((b"\xff\xfe", b"\xfe\xff")) else piece
            first = not piece
        size += len(piece)
        if size > MAX_UNPACKED:
            raise XmlRefused(f"It unpacks to more than {MAX_UNPACKED >> 20} MB; what follows is not read.")
        if piece:
            yield piece
    if first:
        raise XmlRefused("It is empty.")


def _unpack_pieces(stream: BinaryIO) -> Iterator[bytes]:
    raw = stream.read(_PIECE)
    if raw[:2] != b"\x1f\x8b":
        while raw:
            yield raw
            raw = stream.read(_PIECE)
        return
    member = zlib.decompressobj(31)
    try:
        while raw:
            yield member.decompress(raw, _PIECE)
            raw = member.unconsumed_tail or (stream.read(_PIECE) if not member.eof else b"")
            if member.eof and member.unused_data[:2] == b"\x1f\x8b":
                raw, member = member.unused_data, zlib.decompressobj(31)
    except zlib.error:
        raise XmlRefused("Its gzip data is damaged.") from None
    if not member.eof:
        raise XmlRefused("Its gzip data ends too early: the file was cut off.")
