"""A list of a store from its beginning to its end, however many pages it has."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from stemma.model.stored import Page, Query

Item = TypeVar("Item")


def walk_pages(find: Callable[[Query], Page[Item]], query: Query) -> Iterator[Item]:
    """All that ``find`` (a list of a ``Store``) has for ``query``, in its order; ``query.limit`` are held at a time."""
    while True:
        page = find(query)
        yield from page.items
        if page.next is None:
            return
        query = replace(query, after=page.next)
