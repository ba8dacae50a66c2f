"""Waiting for a lock of a store: two processes that group at once would each undo what the other made."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic, sleep

from stemma.errors import StoreBusy
from stemma.store import Store

PATIENCE = 600.0
"""Seconds that one waits for the other."""
_STEP = 0.1


@contextmanager
def hold(store: Store, name: str, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock ``name``, once whoever has it lets go of it. Raises StoreBusy where that takes too long."""
    until = monotonic() + patience
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(store.lock(name))
                break
            except StoreBusy:
                if monotonic() >= until:
                    raise
                sleep(_STEP)
        yield
