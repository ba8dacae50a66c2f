"""What was used last, up to a bound: bounded in weight, used by many threads, and nothing that cannot be made again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


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
