"""How a watch goes about its work, and what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from stemma.collection.watching.intervals import LEAST
from stemma.read.web.options import FetchOptions
from stemma.store import Store

Notify = Callable[[Store, int, str], int]
"""Told of what is new: the store, the number of the last event that it was told of, the instant. It answers how many
notices it gave."""

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
    """The most pages that one answer of a feed may make wanted."""
    fetching: FetchOptions = FETCHING
    notify: Notify | None = None
    page_limit: float | None = 20.0
    """The longest that reading one page may take."""


@dataclass(slots=True)
class Counts:
    """What was done so far."""

    polled: int = 0
    """Answers of feeds."""
    unchanged: int = 0
    """How many of them had nothing new."""
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
