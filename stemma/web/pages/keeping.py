"""What the pages keep between requests: indexed editions, whole pages, and counts over the store."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from fastapi import Request

from stemma.model.stored import Edition
from stemma.web.last_used import LastUsed

Kept = TypeVar("Kept")
_CLAIM = 2000
"""Bytes that a claim takes, about."""
_FRESH = 30.0
"""Seconds for which counts over the whole store are told without counting again."""


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
    memory: PageMemory = request.app.state.page_memory
    return memory
