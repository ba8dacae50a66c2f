"""Coroutines in tests: on a thread of their own, whatever runs on this one.

The driver of a browser leaves a loop running on the thread of the tests that use it, and no second one may run there.
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def run_alone(work: Coroutine[Any, Any, Answer]) -> Answer:
    """What ``work`` comes to."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
