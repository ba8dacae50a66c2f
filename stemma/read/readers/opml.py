"""OPML (2.0): lists of feeds, as feed readers write them, in folders however deep."""

from collections.abc import Iterator
from typing import BinaryIO

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Hints, Link
from stemma.read.readers.markup_kinds import OPML
from stemma.read.readers.named_address import resolve_address
from stemma.read.readers.protocol import Opening
from stemma.read.readers.xml_events import XmlEvent, XmlRefused, read_events

_LISTS = frozenset({"link", "include"})
"""Outlines of these types name another list by ``url``."""


class OpmlReader:
    """Lists of feeds."""

    name = "opml"
    media_types = frozenset({OPML, "text/x-opml+xml", "application/opml+xml"})

    def read(self, stream: BinaryIO, opening: Opening) -> Iterator[Capture | Link | Rejected]:
        """A link for each feed and each further list that it names, each address once."""
        seen: set[str] = set()
        number = 0
        try:
            for at, event in enumerate(read_events(stream)):
                if at == 0 and event.name != "opml":
                    raise XmlRefused("It is XML, but no list of feeds (OPML).")
                if event.ends or event.name != "outline":
                    continue
                number += 1
                given = _find_address(event)
                if given is None:
                    continue  # a folder, or a note
                address = _resolve(given, opening.url)
                if address is None:
                    reason = "It names a feed by something that is no web address."
                    yield Rejected(item=f"{opening.source}#{number}", stage="read", reason=reason)
                elif address not in seen:
                    seen.add(address)
                    yield Link(url=address, source=opening.source, hints=_read_name(event))
        except XmlRefused as error:
            yield Rejected(item=opening.source, stage="read", reason=str(error))
            return
        if not seen:
            yield Rejected(item=opening.source, stage="read", reason="It is a list of feeds that names none.")


def _find_address(event: XmlEvent) -> str | None:
    given = {name.rpartition("}")[2].lower(): value.strip() for name, value in event.attributes.items()}
    if given.get("xmlurl"):
        return given["xmlurl"]
    return given.get("url") if given.get("type", "").lower() in _LISTS else None


def _read_name(event: XmlEvent) -> Hints | None:
    name = " ".join((event.attributes.get("title") or event.attributes.get("text") or "").split())
    return Hints(outlet=name) if name else None


def _resolve(given: str, base: str | None) -> str | None:
    # feed: is what some readers put before an address, or in place of its scheme
    if given.startswith("feed://"):
        given = given.replace("feed", "https", 1)
    return resolve_address(given.removeprefix("feed:"), base)


READER = OpmlReader()
