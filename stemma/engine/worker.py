"""A process that does tasks for the local engine: tasks in on its standard input, answers out.

Each message is its length in eight bytes, then its bytes. To a task it first answers ``BEGUN``, so that whoever sent
it knows whether a process that ended had begun it; then what came of it, pickled.
"""

import os
import pickle
import signal
import sys
import threading
from queue import SimpleQueue
from typing import BinaryIO

from stemma.engine.tasks import limit_memory, try_task

READY = b"ready"
BEGUN = b"begun"
_LENGTH = 8


def write_message(stream: BinaryIO, message: bytes) -> None:
    """Send one message."""
    stream.write(len(message).to_bytes(_LENGTH, "big"))
    stream.write(message)
    stream.flush()


def read_message(stream: BinaryIO) -> bytes:
    """The next message. Raises EOFError where the other side is gone."""
    length = int.from_bytes(_read_exactly(stream, _LENGTH), "big")
    return _read_exactly(stream, length)


def serve_tasks() -> None:
    """Do tasks until the other side is gone, and end then, in the midst of one too: nobody waits for it any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks is interrupted, and closes the pipe
    answers = os.fdopen(os.dup(1), "wb")
    asked = os.fdopen(os.dup(0), "rb")
    os.dup2(2, 1)  # whatever a package prints goes nowhere near the messages
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    most = read_message(asked)
    limit_memory(int(most) if most else None)
    write_message(answers, READY)
    tasks: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(asked, tasks), daemon=True).start()
    while True:
        packed = tasks.get()
        write_message(answers, BEGUN)
        write_message(answers, pickle.dumps(try_task(packed)))


def _listen(asked: BinaryIO, tasks: "SimpleQueue[bytes]") -> None:
    while True:
        try:
            tasks.put(read_message(asked))
        except (EOFError, OSError):
            os._exit(0)


def _read_exactly(stream: BinaryIO, size: int) -> bytes:
    read = stream.read(size)
    if len(read) < size:
        raise EOFError
    return read


if __name__ == "__main__":
    sys.exit("a worker is started by the local engine")
