"""What the verbs that look into a store share: which store, which story, which filters, and lines of JSON."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stemma.errors import UsageError
from stemma.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stemma.model.stored import Query
    from stemma.store import Store

AsJson = Annotated[bool, typer.Option("--json", help="As JSON Lines, for programs.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours.")]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Of this outlet.", show_default=False)]
PlaceName = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="Of a story that tells of this place.", show_default=False)
]
EntityName = Annotated[
    str | None,
    typer.Option("--name", metavar="NAME", help="Of a story that tells of this person or body.", show_default=False),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="Published on this day or later.", show_default=False)
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Published on this day or earlier.", show_default=False)
]
MinOrigins = Annotated[
    int,
    typer.Option(
        "--min-origins",
        metavar="N",
        min=0,
        help="Of at least N articles independent of each other; of a finding: of N independent origins.",
    ),
]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, max=500, help="At most N.")]
After = Annotated[
    str | None, typer.Option("--after", metavar="CURSOR", help="Go on where a list stopped.", show_default=False)
]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def open_for_looking(url: str, *, read_only: bool = True) -> Store:
    """The store at ``url``, which must be there.

    Raises:
        UsageError: there is none; nothing was made.
        StoreError: it is broken, newer, or out of reach.
    """
    return open_store(url, create=False, read_only=read_only)


def make_query(
    *,
    words: str = "",
    outlet: str | None = None,
    place: str | None = None,
    name: str | None = None,
    since: str | None = None,
    until: str | None = None,
    min_origins: int = 0,
    limit: int = 50,
    after: str | None = None,
) -> Query:
    """What a list is asked. Raises UsageError for a day that is none."""
    from stemma.model.stored import Query

    for option, day in (("--since", since), ("--until", until)):
        if day is not None and not is_day(day):
            raise UsageError(f"{option} {day}: give a day as YYYY-MM-DD")
    return Query(
        words=words,
        outlet=outlet,
        place=place,
        name=name,
        since=since,
        until=until,
        min_origins=min_origins,
        limit=limit,
        after=after,
    )


def is_day(text: str) -> bool:
    """Whether ``text`` is a day of the calendar, as YYYY-MM-DD."""
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def print_lines(lines: Iterable[dict[str, Any]]) -> None:
    """Objects as JSON Lines on stdout."""
    for line in lines:
        print(json.dumps(line, ensure_ascii=False))


def print_rows(headings: Sequence[str], rows: Sequence[Sequence[str]], *, no_color: bool) -> None:
    """A table on a terminal; else a line a row, its cells parted by tabs, the headings first."""
    from stemma.cli.streams import open_console

    console = open_console(no_color=no_color)
    shown = [[show_plainly(cell) for cell in row] for row in rows]
    if not console.is_terminal:
        for row in ([*headings], *shown):
            print("\t".join(row))
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(Text(heading, style="bold"))
    for row in shown:
        table.add_row(*map(Text, row))
    console.print(table)


def show_plainly(text: str) -> str:
    """Text of a page on one line; what would move a terminal's cursor is shown, not obeyed."""
    return "".join(c if c.isprintable() else " " if c.isspace() else c.encode("unicode_escape").decode() for c in text)
