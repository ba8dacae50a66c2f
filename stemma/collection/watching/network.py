"""Whether the network is there: told by whom nobody answers for, not by one server that is away."""

from typing import Generic, Literal, TypeVar

State = TypeVar("State")

_HOSTS = 3
"""So many hosts out of reach, and none in reach since: it is the network."""
_FIRST, _LONGEST = 60.0, 300.0


class Network(Generic[State]):
    """What the answers of all hosts together say. While it is lost, one address is asked now and then."""

    def __init__(self, hosts: int) -> None:
        """``hosts``: how many there are to ask."""
        self.lost = False
        self.probe_at = 0.0
        self._hosts = hosts
        self._unreached: set[str] = set()
        self._suspects: dict[tuple[str, str], State] = {}
        self._wait = _FIRST

    def expect(self, hosts: int) -> None:
        """There are so many hosts now."""
        self._hosts = hosts

    def note_answer(self) -> bool:
        """Somebody answered; whether the network was lost until now."""
        was, self.lost = self.lost, False
        self._unreached.clear()
        self._suspects.clear()
        self._wait = _FIRST
        return was

    def note_silence(
        self, host: str, key: tuple[str, str], before: State, now: float
    ) -> Literal["lost", "still"] | None:
        """Nobody was reached at ``host``; ``before``: what was known of ``key`` until then. ``lost`` from now on,
        ``still`` lost, or None: it may be the host alone."""
        if self.lost:
            self._wait = min(_LONGEST, self._wait * 2)
            self.probe_at = now + self._wait
            return "still"
        self._unreached.add(host)
        self._suspects.setdefault(key, before)
        if len(self._unreached) < min(_HOSTS, max(1, self._hosts)):
            return None
        self.lost = True
        self._wait = _FIRST
        self.probe_at = now + _FIRST
        return "lost"

    def take_suspects(self) -> dict[tuple[str, str], State]:
        """What was known, before the network was known to be lost, of what failed for want of it."""
        found, self._suspects = self._suspects, {}
        return found
