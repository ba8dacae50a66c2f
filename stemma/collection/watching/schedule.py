"""What is due when, on the clock that only goes forward."""

import heapq
from collections.abc import Iterable

Key = tuple[str, str]
"""A kind (``feed`` or ``page``) and the key of its record."""


def write_key(kind: str, name: str) -> str:
    """A key as one text."""
    return f"{kind} {name}"


def read_key(text: str) -> Key:
    """What ``write_key`` wrote."""
    kind, _, name = text.partition(" ")
    return kind, name


class Schedule:
    """Keys by the moment at which they are due; a key stands in it once."""

    def __init__(self) -> None:
        self._due: dict[Key, float] = {}
        self._heap: list[tuple[float, Key]] = []

    def __len__(self) -> int:
        return len(self._due)

    def __contains__(self, key: Key) -> bool:
        return key in self._due

    def put(self, key: Key, due: float) -> None:
        """Let ``key`` be due then, whatever was set before."""
        self._due[key] = due
        heapq.heappush(self._heap, (due, key))

    def drop(self, key: Key) -> None:
        """Forget it."""
        self._due.pop(key, None)

    def take(self, now: float) -> list[Key]:
        """What is due, longest first; it stands in the schedule no more."""
        found = []
        while (due := self.next_due()) is not None and due <= now:
            _, key = heapq.heappop(self._heap)
            del self._due[key]
            found.append(key)
        return found

    def next_due(self) -> float | None:
        """When the next key is due; None where there is none."""
        while self._heap and self._due.get(self._heap[0][1]) != self._heap[0][0]:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def hasten(self, keys: Iterable[Key], now: float, within: float) -> int:
        """Let these be due within so many seconds, one after the other, where they would be later; how many."""
        late = [key for key in keys if self._due.get(key, now) > now + within]
        for number, key in enumerate(late):
            self.put(key, now + within * number / len(late))
        return len(late)
