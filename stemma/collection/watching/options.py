"""How a watch goes about its work, and what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from stemma.collection.watching.intervals import LEAST
from stemma.read.web.options import FetchOptions
from stemma.store import Store


class Notify(Protocol):
    """What tells people of stories: by rules, each thing once, through an outbox in the store."""

    def start(self, store: Store) -> None:
        """Begin, before the first news comes in."""
        ...

    def give(self, store: Store, now: Callable[[], str]) -> tuple[int, tuple[str, ...]]:
        """Look at what happened since the last time, and send what is to be sent: how many notices were made, and a
        line for each that could not be sent. Raises StoreError."""
        ...


FETCHING = FetchOptions(concurrency=16, retries=1, longest_wait=30.0)
"""A feed that is away is asked again by the schedule, which is more patient than a run with an end can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOptions:
    """Seconds throughout."""

    once: bool = False
    """Ask what is due, tell what came of it, and end."""
    every: float = LEAST
    """The least between two questions to one feed."""
    gather: float = 60.0
    """While pages still come in, what is there is told every so often."""
    max_pages: int = 1000
    """The most pages of one feed that may wait to be fetched; what it names beyond is left out."""
    fetching: FetchOptions = FETCHING
    notify: Notify | None = None
    page_limit: float | None = 20.0
    """The longest that reading one page may take."""


@dataclass(slots=True)
class Counts:
    """What was done so far."""

    polled: int = 0
    """Answers of feeds."""
    failed: int = 0
    """Questions to feeds that had no answer."""
    articles: int = 0
    """New articles, revisions left out."""
    edited: int = 0
    """New revisions of articles."""
    rejected: int = 0
    stories: int = 0
    """New editions of stories."""
    notices: int = 0
    failing: set[str] = field(default_factory=set)
    """Feeds that did not answer the last time."""
