"""What a form of a list asks: fields of an address made into a query of the store. What is no value asks nothing."""

import re
from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import Query, Request

from stemma.model.stored import Query as Asked
from stemma.text.days import is_day
from stemma.web.pages.keeping import find_memory
from stemma.web.state import find_store

_LONGEST = 300
_CHOICES = 60
_Text = Annotated[str, Query(max_length=2000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The fields of the form, as they are shown in it again."""

    q: str = ""
    outlet: str = ""
    place: str = ""
    name: str = ""
    since: str = ""
    until: str = ""
    origins: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is asked."""
        return any(asdict(self).values())

    @property
    def beyond_words(self) -> bool:
        """Whether anything but words is asked."""
        return any(value for name, value in asdict(self).items() if name != "q")

    def fields(self) -> dict[str, str]:
        """Name and value of each field."""
        return asdict(self)

    def ask(self) -> Asked:
        """The query of the store."""
        return Asked(
            words=self.q,
            outlet=self.outlet or None,
            place=self.place or None,
            name=self.name or None,
            since=self.since or None,
            until=self.until or None,
            min_origins=int(self.origins or 0),
        )


async def read_filters(
    q: _Text = "",
    outlet: _Text = "",
    place: _Text = "",
    name: _Text = "",
    since: _Text = "",
    until: _Text = "",
    origins: _Text = "",
) -> Filters:
    """The fields of an address; what is no day or no number is left out. It waits for nothing: as a coroutine it needs
    no thread."""
    return Filters(
        q=tidy_words(q),
        outlet=tidy_words(outlet),
        place=tidy_words(place),
        name=tidy_words(name),
        since=since if is_day(since) else "",
        until=until if is_day(until) else "",
        origins=origins if re.fullmatch(r"[1-9][0-9]{0,3}", origins) else "",
    )


def list_choices(request: Request) -> dict[str, tuple[str, ...]]:
    """Outlets, places and names that most stories have, to be offered where one types."""
    store = find_store(request)

    def count() -> dict[str, tuple[str, ...]]:
        kinds = ("outlet", "place", "name")
        return {kind: tuple(value for value, _ in store.list_facets(kind, limit=_CHOICES)) for kind in kinds}

    return find_memory(request).count_rarely("choices", count)


def tidy_words(text: str) -> str:
    """What was typed, on one line, of a bounded length."""
    return " ".join(text.replace("\0", " ").split())[:_LONGEST]
