"""What the pages keep between requests: bounded, used by many threads, and nothing that could not be made again."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar

from fastapi import Request

from stemma.model.stored import Edition

Kept = TypeVar("Kept")
_CLAIM = 2000
"""Bytes that a claim takes, about."""
_FRESH = 30.0
"""Seconds for which counts over the whole store are told without counting again."""


class LastUsed(Generic[Kept]):
    """What was used last, up to a weight in all; what is heavier than that is not kept."""

    def __init__(self, room: int, weigh: Callable[[Kept], int] = lambda kept: 1) -> None:
        self._room, self._weigh = room, weigh
        self._held: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Kept | None:
        """What was kept under ``key``; None where it is not there (any more)."""
        with self._lock:
            held = self._held.get(key)
            if held is None:
                return None
            self._held.move_to_end(key)
            return held[0]

    def put(self, key: Hashable, kept: Kept) -> Kept:
        """Keep it, and let go of what was not used for longest; what was given."""
        weight = self._weigh(kept)
        with self._lock:
            before = self._held.pop(key, None)
            self._weight -= before[1] if before else 0
            if weight <= self._room:
                self._held[key] = (kept, weight)
                self._weight += weight
            while self._weight > self._room:
                _, (_, gone) = self._held.popitem(last=False)
                self._weight -= gone
        return kept


def weigh_edition(held: tuple[Edition, Any]) -> int:
    """About how many bytes an indexed edition takes: its texts, and its claims with all that is made for each."""
    dossier = held[0].dossier
    claims = sum(len(finding.claims) for finding in dossier.findings)
    return sum(len(article.text) for article in dossier.articles) + _CLAIM * claims


@dataclass
class PageMemory:
    """All that the pages of one app keep."""

    dossiers: LastUsed[Any] = field(default_factory=lambda: LastUsed(40_000_000, weigh_edition))
    """Indexed editions, by story and number."""
    rendered: LastUsed[bytes] = field(default_factory=lambda: LastUsed(48_000_000, len))
    """Whole pages, by their tag."""
    extracts: LastUsed[Any] = field(default_factory=lambda: LastUsed(20_000))
    """What the pages of outlets take from an edition."""
    counted: dict[Hashable, tuple[float, Any]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def count_rarely(self, key: Hashable, count: Callable[[], Kept]) -> Kept:
        """What ``count`` gives, at most half a minute old. For a fixed number of keys."""
        now = time.monotonic()
        with self.lock:
            held = self.counted.get(key)
        if held is None or now - held[0] > _FRESH:
            held = (now, count())
            with self.lock:
                self.counted[key] = held
        found: Kept = held[1]
        return found


def find_memory(request: Request) -> PageMemory:
    """The memory of this app."""
    state = request.app.state
    if not hasattr(state, "page_memory"):
        state.page_memory = PageMemory()
    memory: PageMemory = state.page_memory
    return memory
