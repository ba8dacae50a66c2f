"""The front matter of a text without markup: headline, deck, byline, dateline, dates, agency, outlet, captions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stemma.read.lines import Line
from stemma.read.text_body import LineShape


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What was found, and the numbers of the lines it was found in."""

    title: str | None = None
    title_line: int | None = None
    deck: str | None = None
    deck_line: int | None = None
    byline: str | None = None
    dateline: str | None = None
    agency: str | None = None
    published: str | None = None
    modified: str | None = None
    outlet: str | None = None
    captions: tuple[int, ...] = ()
    furniture: Mapping[int, str] = field(default_factory=dict)
    taken: frozenset[int] = frozenset()


def find_front(lines: Sequence[Line], body: Sequence[bool], shapes: Sequence[LineShape]) -> Front:
    """The front matter that ``lines`` hold; ``body`` is a first guess at which of them are body."""
    first = next((n for n, chosen in enumerate(body) if chosen), None)
    if first is None:
        return Front()
    title = next(
        (n for n in range(first) if shapes[n].words >= 4 and not shapes[n].heading and not shapes[n].clock), None
    )
    if title is None:
        return Front()
    return Front(title=lines[title].text, title_line=title, taken=frozenset({title}))
