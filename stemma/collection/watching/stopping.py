"""How a watch is asked to stop, or to read its list of feeds again."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from stemma.collection.watching.pulse import Arrivals


class Stopped(BaseException):
    """Raised between two items of a stage, once it was asked to stop. No ``Exception``: nothing on the way may take it
    for a failure of its own."""


class Stop:
    """What was asked of a watch from outside. The queue wakes it up."""

    def __init__(self) -> None:
        self.arrivals: Arrivals = Arrivals()
        self.asked: int | None = None
        """The signal by which it was asked to stop."""
        self.reload = False

    def ask(self, number: int = signal.SIGTERM) -> None:
        """Stop after the item in hand. Asked twice: at once, by KeyboardInterrupt."""
        if self.asked is not None:
            raise KeyboardInterrupt
        self.asked = number
        self.arrivals.put(None)  # of a queue that a signal may use in the middle of anything

    def ask_reload(self) -> None:
        """Read the list of feeds again."""
        self.reload = True
        self.arrivals.put(None)

    def check(self, *_: object) -> None:
        """Raise ``Stopped`` where it was asked to stop."""
        if self.asked is not None:
            raise Stopped


@contextmanager
def heed_signals(stop: Stop) -> Iterator[None]:
    """Let SIGTERM and SIGINT ask to stop, SIGHUP to read the list again, for as long as the block runs."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def heed(number: int, _: FrameType | None) -> None:
        if number == getattr(signal, "SIGHUP", None):
            stop.ask_reload()
        else:
            stop.ask(number)

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, heed) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
