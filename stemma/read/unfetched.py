"""Pages that an input names and does not hold, where nothing is fetched: told once an input."""

import re
from collections.abc import Iterator, Sequence

from stemma.model.article import Rejected
from stemma.model.capture import Link
from stemma.read.readers.protocol import reject

ONE_UNFETCHED = re.compile(r"A page that is not fetched: save it and give its file \((.*)\)\.", re.DOTALL)
MANY_UNFETCHED = re.compile(
    r"([\d,]+) pages that are not fetched: save them and give their files \((.*), \.\.\.\)\.", re.DOTALL
)
"""What ``say_unfetched`` says, to be known again."""


def refuse_links(links: Sequence[Link]) -> Iterator[Rejected]:
    """Say once for each input that the pages it names are not fetched."""
    named: dict[str, list[Link]] = {}
    for link in links:
        named.setdefault(link.source.partition("#")[0], []).append(link)
    for source, some in named.items():
        item = some[0].source if len(some) == 1 else source
        yield reject(item, say_unfetched(some[0].url[:200], len(some)))


def say_unfetched(first: str, count: int = 1) -> str:
    """The sentence for pages that are not fetched, by the address of the first."""
    if count == 1:
        return f"A page that is not fetched: save it and give its file ({first})."
    return f"{count:,} pages that are not fetched: save them and give their files ({first}, ...)."
