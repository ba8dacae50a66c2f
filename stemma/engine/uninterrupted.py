"""Loaded first by workers of a cluster of this machine: Ctrl-C is for the process that runs the job, which ends them.

``dask_setup`` is what Dask calls of a module that it is told to load.
"""

import signal
from typing import Any


def dask_setup(worker: Any) -> None:
    """Let the terminal's interrupt go by."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
