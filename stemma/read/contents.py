"""What an input that was fetched holds, without fetching what it names: the entries of a feed, the lines of a list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read.intake import Intake
from stemma.read.page_reading import identify_capture
from stemma.read.readers.markup_kinds import ADDRESSES, OPML, SITEMAP, sniff_markup

_INDEX = b"<sitemapindex"
_HEAD = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What one capture holds."""

    captures: tuple[tuple[str, Capture], ...]
    """Pages that it carries whole, itself where it is one, each with its ``identify_capture``."""
    links: tuple[Link, ...]
    """Addresses that it names."""
    rejected: tuple[Rejected, ...]
    names_lists: bool
    """Its links lead to further feeds, sitemaps and lists, not to pages."""


def list_contents(capture: Capture) -> Contents:
    """What ``capture`` holds. A page with an address is named by it, not by its place in the input."""
    links: list[Link] = []
    captures: list[tuple[str, Capture]] = []
    rejected: list[Rejected] = []

    def note(named: Iterable[Link]) -> Iterator[Capture | Rejected]:
        links.extend(named)
        return iter(())

    intake = Intake(fetch=note)
    for found in (*intake.open_capture(capture), *intake.fetch_links()):
        if isinstance(found, Rejected):
            rejected.append(found)
        else:
            named = replace(found, source=found.url or found.source)
            captures.append((identify_capture(named), named))
    return Contents(
        captures=tuple(captures),
        links=tuple(links),
        rejected=tuple(rejected),
        names_lists=_names_lists(capture),
    )


def _names_lists(capture: Capture) -> bool:
    kind = sniff_markup(capture.content) or capture.media_type
    if kind == SITEMAP:
        return _INDEX in capture.content[:_HEAD].lower()
    return kind in (OPML, ADDRESSES)
