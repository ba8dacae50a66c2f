"""Time as the watch sees it: waiting by a clock that only goes forward, dates for what is written alone."""

from contextlib import suppress
from datetime import timedelta
from queue import Empty, SimpleQueue
from typing import Protocol

from stemma.read.web.clock import Clock, SystemClock
from stemma.read.web.polling import Polled
from stemma.text.instants import read_instant, write_instant

Arrivals = SimpleQueue[Polled | None]
"""What comes in from the network; None wakes up who waits for nothing else."""

_JUMP = 60.0
"""Seconds by which the two clocks may come apart before it is told."""


class Pulse(Clock, Protocol):
    """The clock of a watch. Tests give one of their own, on which days pass at once."""

    def idle(self, arrivals: Arrivals, seconds: float) -> Polled | None:
        """Come back when something arrives, or after so many seconds."""
        ...


class SystemPulse(SystemClock):
    """The machine's own clocks."""

    def idle(self, arrivals: Arrivals, seconds: float) -> Polled | None:
        """``Pulse.idle``."""
        with suppress(Empty):
            return arrivals.get(timeout=max(0.0, seconds))
        return None


def write_due(pulse: Clock, wait: float) -> str:
    """The instant in ``wait`` seconds."""
    return write_instant(pulse.today() + timedelta(seconds=wait))


def find_due(pulse: Clock, due: str | None, wait: float) -> float:
    """A written instant on the clock that goes forward. It is ``wait`` from now at the most: where the date was set
    back since it was written, nobody waits for the day to come round again."""
    when = read_instant(due)
    left = (when - pulse.today()).total_seconds() if when else 0.0
    return pulse.now() + min(max(0.0, left), max(0.0, wait))


class Drift:
    """Notices that the date moved without time passing: the machine slept, or its clock was set."""

    def __init__(self, pulse: Clock) -> None:
        self._pulse = pulse
        self._apart = self._measure()

    def take_jump(self) -> float:
        """Seconds by which the date jumped since this was asked last, 0.0 for none; less than a minute is none."""
        apart = self._measure()
        jump = apart - self._apart
        if abs(jump) < _JUMP:
            return 0.0
        self._apart = apart
        return jump

    def _measure(self) -> float:
        return self._pulse.today().timestamp() - self._pulse.now()
