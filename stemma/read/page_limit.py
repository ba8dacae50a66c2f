"""A limit on the time of one page, where it is read in this very process.

A page's time is its processor's, not the clock's: the same bytes come to the same result on a busy machine.
"""

import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture

PAGE_LIMIT = 20.0
"""Seconds of a processor that one page may take, where nobody says otherwise."""
Outcome = Article | Rejected
_AGAIN = 1.0
"""Seconds of a processor after which a page is stopped once more: what is raised can be lost where objects end."""


class _TooLong(BaseException):
    """No ``Exception``, so that nothing on the way takes it for a failure of its own."""


def read_within(read: Callable[[Capture], Outcome], capture: Capture, limit: float | None) -> Outcome:
    """``read(capture)``, rejected where it takes more than ``limit`` seconds of a processor.

    By a timer, which is to be had in the main thread of a POSIX system alone, and only where nobody uses it; it waits
    for the end of a call into C. Elsewhere there is no limit: ``page_workers`` has one everywhere.
    """
    if not limit or not can_limit():
        return read(capture)
    began, reading = time.thread_time(), True

    def stop(_: int, __: FrameType | None) -> None:
        # The timer counts what other threads do, too.
        if reading and time.thread_time() - began >= limit:
            raise _TooLong

    before = signal.signal(signal.SIGPROF, stop)
    try:
        signal.setitimer(signal.ITIMER_PROF, limit, min(limit, _AGAIN))
        try:
            return read(capture)
        finally:
            reading = False
            signal.setitimer(signal.ITIMER_PROF, 0)
    except _TooLong:
        return Rejected(item=capture.source, stage="read", reason=say_too_long(limit))
    finally:
        signal.signal(signal.SIGPROF, before)


def say_too_long(limit: float) -> str:
    """The sentence for a page that takes longer than ``limit`` seconds."""
    return f"It takes longer than {limit:g} seconds to read, the limit for a page."


def can_limit() -> bool:
    """Whether ``read_within`` has a timer to be had here."""
    if not hasattr(signal, "SIGPROF") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getsignal(signal.SIGPROF) is signal.SIG_DFL and signal.getitimer(signal.ITIMER_PROF)[0] == 0
