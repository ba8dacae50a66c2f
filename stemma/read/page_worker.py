"""A process that reads pages: captures in on its standard input, articles or rejected items out.

Started by ``page_workers``. Each message is its length in eight bytes, then a pickle.
"""

import os
import pickle
import signal
import sys
from typing import Any, BinaryIO

_LENGTH = 8


def write_message(stream: BinaryIO, message: Any) -> None:
    """Send one message."""
    packed = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(packed).to_bytes(_LENGTH, "big"))
    stream.write(packed)
    stream.flush()


def read_message(stream: BinaryIO) -> Any:
    """The next message. Raises EOFError where the other side is gone."""
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        raise EOFError
    packed = stream.read(int.from_bytes(length, "big"))
    if len(packed) < int.from_bytes(length, "big"):
        raise EOFError
    return pickle.loads(packed)


def serve_pages() -> None:
    """Read pages until the other side closes. Whatever a package prints goes nowhere near the messages."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and closes the pipe
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    from stemma.read.page_reading import read_capture

    _load_packages()
    write_message(answers, "ready")
    while True:
        try:
            capture, fast, limit = read_message(sys.stdin.buffer)
        except EOFError:
            return
        _limit_time(limit)
        outcome = read_capture(capture, fast=fast)
        _limit_time(None)
        write_message(answers, outcome)


def _limit_time(limit: float | None) -> None:
    """Let the system end this process once it has had ``limit`` more seconds of a processor, whatever it is at."""
    if hasattr(signal, "SIGPROF"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, limit or 0)


def _load_packages() -> None:
    """What every page needs, so that no page's time is spent on it."""
    import trafilatura  # noqa: F401

    import stemma.read.html_article
    import stemma.read.text_article  # noqa: F401
