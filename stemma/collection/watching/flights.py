"""What is due and what is under way: a host gets few questions at once, so that a dead one holds up no other."""

from collections import deque

from stemma.collection.watching.feed_state import FEED
from stemma.collection.watching.schedule import Key

_PER_HOST = 3
_MOST = 64
"""Answers wait in memory until they are taken."""


class Flights:
    """Keys that wait for their turn, by host, and those that were asked."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Key]] = {}
        self._flying: dict[Key, str] = {}
        self._of_host: dict[str, int] = {}

    def __len__(self) -> int:
        """How many are under way."""
        return len(self._flying)

    def __contains__(self, key: Key) -> bool:
        """Whether it is under way."""
        return key in self._flying

    def list_flying(self) -> list[Key]:
        """What is under way."""
        return list(self._flying)

    def add(self, key: Key, host: str) -> None:
        """Let ``key`` wait for its turn; feeds come before pages."""
        waiting = self._waiting.setdefault(host, deque())
        if key[0] == FEED:
            waiting.appendleft(key)
        else:
            waiting.append(key)

    def start(self) -> list[Key]:
        """Those whose turn it is; they are under way from now on."""
        started: list[Key] = []
        for host in list(self._waiting):
            waiting = self._waiting[host]
            while waiting and self._of_host.get(host, 0) < _PER_HOST and len(self._flying) < _MOST:
                started.append(self.launch(waiting.popleft(), host))
            if not waiting:
                del self._waiting[host]
            else:  # the next time, the others come first
                self._waiting[host] = self._waiting.pop(host)
        return started

    def launch(self, key: Key, host: str) -> Key:
        """Note that ``key`` is under way."""
        self._flying[key] = host
        self._of_host[host] = self._of_host.get(host, 0) + 1
        return key

    def land(self, key: Key) -> str:
        """Note that ``key`` came back; its host."""
        host = self._flying.pop(key, "")
        self._of_host[host] = self._of_host.get(host, 1) - 1
        if not self._of_host[host]:
            del self._of_host[host]
        return host

    def take_waiting(self, host: str | None = None) -> list[tuple[Key, str]]:
        """Those that wait for a host, or for any, each with its host; they wait no more."""
        hosts = list(self._waiting) if host is None else [host] if host in self._waiting else []
        return [(key, one) for one in hosts for key in self._waiting.pop(one)]
