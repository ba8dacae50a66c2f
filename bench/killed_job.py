"""A job in a process of its own that is to be killed: how far it is, which processes are its, what they used."""

import ctypes
import json
import os
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.engines import is_running

_WORKER = (b"serve_tasks", b"spawn_main")
"""What is in the command of a process that does work, of the local engine and of Dask."""
_PR_SET_CHILD_SUBREAPER = 36


class Job:
    """One process of the job, and how far it is, by what it says on stderr."""

    def __init__(self, command: Sequence[str]) -> None:
        self.began = time.monotonic()
        # Its workers hold a copy of stderr, so that its end is the last of theirs; stdout is the report.
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.ended: list[tuple[float, str, str]] = []
        """When each stage ended, seconds after the start, its step and name."""
        self.said: list[str] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            try:
                told = json.loads(line)
            except ValueError:
                self.said.append(line.decode("utf-8", "replace"))
                continue
            if "stage" in told and told["done"] == told["of"]:
                self.ended.append((time.monotonic() - self.began, told["step"], told["stage"]))

    def wait(self) -> float:
        """Seconds that it took."""
        self.process.wait()
        took = time.monotonic() - self.began
        self._thread.join(5)
        return took

    def count_ended(self) -> int:
        """How many stages are done."""
        return len(self.ended)


def adopt_orphans() -> None:
    """Let processes whose parent was killed become children of this one, so that their time can be told."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def measure_cpu() -> float:
    """Seconds of a processor of all descendants that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def list_descendants(ancestor: int) -> list[int]:
    """The processes that came of one, and of those."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(path.parent.name))
    found, open_ = [], [ancestor]
    while open_:
        own = children.get(open_.pop(), [])
        found += own
        open_ += own
    return sorted(found)


def list_workers(ancestor: int) -> list[int]:
    """Those of its descendants that do work."""
    found = []
    for process in list_descendants(ancestor):
        try:
            command = Path(f"/proc/{process}/cmdline").read_bytes()
        except OSError:
            continue
        if any(one in command for one in _WORKER):
            found.append(process)
    return found


def await_end(processes: Sequence[int], killed: Job) -> float:
    """Seconds from now until none of them is there, a minute at most."""
    began = time.monotonic()
    while any(is_running(process) for process in processes) and time.monotonic() - began < 60:
        time.sleep(0.01)
    return time.monotonic() - began
