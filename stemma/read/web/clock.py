"""Time and chance, as one thing that can be put in their place."""

import asyncio
import random
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What fetching asks of time. Tests give one of their own, which notes what it was asked to sleep."""

    def now(self) -> float:
        """Seconds on a clock that only goes forward."""
        ...

    def today(self) -> datetime:
        """The date and time, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""
        ...

    def draw(self) -> float:
        """A number from 0 up to 1, for the jitter of retries."""
        ...


class SystemClock:
    """The machine's own clock."""

    def __init__(self) -> None:
        self._random = random.Random()

    def now(self) -> float:
        """``Clock.now``."""
        return time.monotonic()

    def today(self) -> datetime:
        """``Clock.today``."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """``Clock.sleep``."""
        await asyncio.sleep(seconds)

    def draw(self) -> float:
        """``Clock.draw``."""
        return self._random.random()
