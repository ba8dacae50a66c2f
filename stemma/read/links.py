"""The addresses that inputs name, without fetching anything."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read.captures import list_inputs
from stemma.read.intake import Intake


def list_links(
    paths: Sequence[str | Path], *, stdin: BinaryIO | None = None
) -> tuple[tuple[Link, ...], tuple[Rejected, ...]]:
    """What ``paths`` and the inputs under them name, in order, and what could not be opened. Pages are not read."""
    links: list[Link] = []

    def note(named: Iterable[Link]) -> Iterator[Capture | Rejected]:
        links.extend(named)
        return iter(())

    listings, rejected = list_inputs(paths)
    intake = Intake(stdin=stdin, fetch=note)
    for listing in listings:
        rejected += [item for item in intake.open_listing(listing) if isinstance(item, Rejected)]
    rejected += [item for item in intake.fetch_links() if isinstance(item, Rejected)]
    return tuple(links), tuple(rejected)
