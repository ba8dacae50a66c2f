"""Slots: what the other annotators found in one article, and what of it lies in a stretch."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol, TypeVar

from stemma.model.annotation import Attribution, Mention, Quantity, TimeExpression


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Spanned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What the other annotators found in one article, each in order of place."""

    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()


def within(items: Sequence[S], start: int, end: int) -> tuple[S, ...]:
    """The items that lie inside ``start``..``end``; ``items`` are in order of their start."""
    found = []
    at = bisect_left(items, start, key=attrgetter("start"))
    while at < len(items) and items[at].start < end:
        if items[at].end <= end:
            found.append(items[at])
        at += 1
    return tuple(found)
