"""The first stage: the pages of one piece of the input as articles, each by itself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from stemma.archive.inputs import Input
from stemma.archive.options import ArchiveOptions
from stemma.archive.pieces import TOLD, Piece, tabulate_told
from stemma.archive.remote import open_input
from stemma.archive.rows import pack_article, tabulate, tell_when
from stemma.engine import Result, Shard
from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture
from stemma.model.overrides import OVERRIDES_FILE
from stemma.read import Again, Received, identify_page
from stemma.read.addresses import host_of, site_of
from stemma.read.captures import Listing, name_printable
from stemma.read.doubles import make_seen
from stemma.read.page_reading import read_capture
from stemma.read.readers.registry import OWN_ARTICLE
from stemma.read.reading import iter_listings

STAGE = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadInput:
    """Work on a shard that is a piece of the input."""

    options: ArchiveOptions
    scratch: Path
    """Where inputs that lie elsewhere are fetched to."""

    def __call__(self, shard: Shard) -> Result:
        """Datasets: ``articles`` in order of the input, and ``sites``, how many articles each site has there; of a
        portion ``told``, what it could not use.
        """
        piece: Piece = shard.given
        found = _Found(fast=self.options.fast)
        listed: list[tuple[Input, Listing]] = []
        listings = self._list_inputs(piece, listed, found)
        for one in iter_listings(listings, page_limit=self.options.page_limit, fast=self.options.fast):
            found.take(one, *listed[one.listing])
        tables = found.tabulate()
        if piece.portion is not None:
            tables[TOLD] = tabulate_told(found.told)
        return Result(
            tables=tables,
            counts={"pages": found.pages, "articles": len(found.articles)},
            rejected=[] if piece.portion is not None else [rejected for rejected, _ in found.told],
        )

    def _list_inputs(self, piece: Piece, listed: list[tuple[Input, Listing]], found: "_Found") -> Iterator[Listing]:
        """The inputs as files, each of which is there until the next is asked for."""
        for given in piece.inputs:
            with open_input(given, self.scratch) as path:
                if isinstance(path, Rejected):
                    found.told.append((path, False))
                elif path.name != OVERRIDES_FILE:  # no page: corrections
                    listing = Listing(source=name_printable(path.name), path=path, portion=piece.portion)
                    listed.append((given, listing))
                    yield listing


@dataclass(slots=True, kw_only=True)
class _Found:
    """What came of a piece so far."""

    fast: bool
    pages: int = 0
    articles: list[Article] = field(default_factory=list)
    whens: list[int] = field(default_factory=list)
    told: list[tuple[Rejected, bool]] = field(default_factory=list)
    """What could not be used, and whether it is a page."""
    firsts: dict[str, tuple[int, tuple[Any, ...]]] = field(default_factory=dict)
    """Of each article's id the place of the first, and what its capture said of it."""

    def take(self, one: Received, given: Input, listing: Listing) -> None:
        """One more outcome."""
        self.pages += one.capture is not None
        found = one.outcome
        if isinstance(found, Again) and one.capture is not None:
            found = self._open_again(found.article, one.capture)
        if isinstance(found, Article):
            said = _list_sayings(one.capture) if one.capture else ()
            self.firsts.setdefault(found.id, (len(self.articles), said))
            self.articles.append(found)
            self.whens.append(tell_when(found, one.capture.received if one.capture else None))
        elif isinstance(found, Rejected):
            item = name_item(given.name, listing.source, found.item)
            self.told.append((replace(found, item=item), one.capture is not None))

    def _open_again(self, known: str, capture: Capture) -> Article | Rejected:
        """A page whose bytes were met before, as an article by itself: as it is where another worker met it before.

        What is one article is told later, of all inputs.
        """
        at, said = self.firsts[known]
        if said == _list_sayings(capture) and capture.media_type != OWN_ARTICLE:
            return replace(self.articles[at], source=capture.source, captures=(make_seen(capture),))
        return read_capture(capture, fast=self.fast)

    def tabulate(self) -> dict[str, Any]:
        """The articles, and how many each site has."""
        sites = [name_site(article) for article in self.articles]
        counted = sorted(Counter(sites).items())
        return {
            "articles": tabulate(
                {
                    "site": ("string", sites),
                    "page": ("string", [identify_page(article.url) or article.id for article in self.articles]),
                    "id": ("string", [article.id for article in self.articles]),
                    "when": ("int64", self.whens),
                    "payload": ("binary", [pack_article(article) for article in self.articles]),
                }
            ),
            "sites": tabulate(
                {"site": ("string", [s for s, _ in counted]), "pages": ("int64", [n for _, n in counted])}
            ),
        }


def _list_sayings(capture: Capture) -> tuple[Any, ...]:
    """All that is said of a page besides its bytes and its place."""
    return capture.url, capture.media_type, capture.charset, capture.hints


def name_item(whole: str, short: str, item: str) -> str:
    """The item by the whole name of its input, which readers call by its last part."""
    return whole + item.removeprefix(short) if item.startswith(short) else f"{whole}: {item}"


def name_site(article: Article) -> str:
    """What tells whose page it is: the site of its address, else its outlet, else nobody's but its own."""
    host = host_of(article.url or "")
    return site_of(host) if host else (f"outlet {article.outlet}" if article.outlet else f"article {article.id}")
