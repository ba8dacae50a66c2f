"""What every reader is: a kind of input turned into captures, links and rejected items, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is known of an input before it is read."""

    source: str
    """Its name for people; what it holds is named after it (``archive.warc.gz#1024``, ``feed.xml#3``)."""
    media_type: str
    charset: str | None = None
    url: str | None = None
    """Where it came from, for addresses that it gives relative to itself."""
    portion: tuple[int, int] | None = None
    """Of a stretch of a file of lines: the place and the number of its first one. None for a whole input."""


class Reader(Protocol):
    """One kind of input.

    ``read`` streams: it holds one item at a time, however large the input is. It raises nothing for what is in
    ``stream``: what cannot be used is yielded as ``Rejected`` of stage ``read``, and what comes after it still comes.
    A capture may be of a media type that another reader opens in its turn.
    """

    name: str
    media_types: frozenset[str]

    def read(self, stream: BinaryIO, opening: Opening) -> Iterator[Capture | Link | Rejected]:
        """What ``stream`` holds, in its order."""
        ...


def reject(item: str, reason: str) -> Rejected:
    """A rejected item of this stage."""
    return Rejected(item=item, stage="read", reason=reason)
