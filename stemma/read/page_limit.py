"""A limit on the time of one page, where it is read in this very process."""

import signal
import threading
from collections.abc import Callable
from types import FrameType

from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture

Outcome = Article | Rejected


class _TooLong(BaseException):
    """No ``Exception``, so that nothing on the way takes it for a failure of its own."""


def read_within(read: Callable[[Capture], Outcome], capture: Capture, limit: float | None) -> Outcome:
    """``read(capture)``, rejected where it takes longer than ``limit`` seconds.

    By an alarm, which is to be had in the main thread of a POSIX system alone, and only where nobody uses it; it waits
    for the end of a call into C. Elsewhere there is no limit: ``page_workers`` has one everywhere.
    """
    if not limit or not can_limit():
        return read(capture)

    def stop(_: int, __: FrameType | None) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, limit)
        try:
            return read(capture)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _TooLong:
        return Rejected(item=capture.source, stage="read", reason=say_too_long(limit))
    finally:
        signal.signal(signal.SIGALRM, before)


def say_too_long(limit: float) -> str:
    """The sentence for a page that takes longer than ``limit`` seconds."""
    return f"It takes longer than {limit:g} seconds to read, the limit for a page."


def can_limit() -> bool:
    """Whether ``read_within`` has an alarm to be had here."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getsignal(signal.SIGALRM) is signal.SIG_DFL and signal.getitimer(signal.ITIMER_REAL)[0] == 0
