"""Sitemaps (sitemaps.org), indexes of them, and the news extension: what pages a site names, and what it says."""

from collections.abc import Iterator
from typing import BinaryIO

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Hints, Link
from stemma.read.dates import read_stamp
from stemma.read.languages import read_language
from stemma.read.readers.markup_kinds import SITEMAP
from stemma.read.readers.named_address import resolve_address
from stemma.read.readers.protocol import Opening
from stemma.read.readers.xml_events import XmlEvent, XmlRefused, read_events

_ROOTS = frozenset({"urlset", "sitemapindex"})
_ENTRIES = frozenset({"url", "sitemap"})
_NEWS = "sitemap-news"


class SitemapReader:
    """Sitemaps in XML. Those in plain text are lists of addresses."""

    name = "sitemaps"
    media_types = frozenset({SITEMAP})

    def read(self, stream: BinaryIO, opening: Opening) -> Iterator[Capture | Link | Rejected]:
        """A link for each page, or for each further sitemap of an index."""
        named = 0
        fields: dict[str, str] = {}
        try:
            for at, event in enumerate(read_events(stream)):
                if at == 0 and event.name not in _ROOTS:
                    raise XmlRefused("It is XML, but no sitemap.")
                if not event.ends and event.name in _ENTRIES:
                    fields = {}
                elif event.ends and event.name in _ENTRIES:
                    named += 1
                    yield _make_link(fields, opening, named)
                elif event.ends and event.text:
                    _note(event, fields)
        except XmlRefused as error:
            yield Rejected(item=opening.source, stage="read", reason=str(error))
            return
        if not named:
            yield Rejected(item=opening.source, stage="read", reason="It is a sitemap that names no page.")


def _note(event: XmlEvent, fields: dict[str, str]) -> None:
    """Keep what is wanted of an entry. The extensions for images and videos have titles and addresses of their own.

    ``lastmod`` is no hint: it is the day on which the page was made anew, menus and all, on many sites today's.
    """
    if _NEWS in event.space:
        fields.setdefault(f"news {event.name}", event.text)
    elif event.name == "loc" and not any(other in event.space for other in ("image", "video", "mobile")):
        fields.setdefault(event.name, event.text)


def _make_link(fields: dict[str, str], opening: Opening, number: int) -> Link | Rejected:
    address = resolve_address(fields.get("loc"), opening.url)
    if address is None:
        reason = "It is an entry of a sitemap without a web address."
        return Rejected(item=f"{opening.source}#{number}", stage="read", reason=reason)
    hints = Hints(
        title=" ".join(fields.get("news title", "").split()) or None,
        published=read_stamp(fields.get("news publication_date")),
        language=read_language(fields.get("news language")),
        outlet=" ".join(fields.get("news name", "").split()) or None,
        url=address,
    )
    return Link(url=address, source=opening.source, hints=hints if hints != Hints(url=address) else None)


READER = SitemapReader()
