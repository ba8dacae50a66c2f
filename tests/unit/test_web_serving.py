"""How the interpreter is set while a server runs in it."""

import gc
import sys

import pytest

from stemma.web.serving import THREADS
from tests.serving import run_server


def test_the_interpreter_is_set_for_serving_and_set_back_afterwards() -> None:
    before = sys.getswitchinterval(), gc.get_threshold(), gc.get_freeze_count()
    with run_server():
        assert sys.getswitchinterval() < before[0]
        assert gc.get_threshold()[0] > before[1][0]
        assert gc.get_freeze_count() > before[2]
    assert (sys.getswitchinterval(), gc.get_threshold(), gc.get_freeze_count()) == (*before[:2], 0)


def test_no_more_answers_are_made_at_once_than_a_postgresql_store_has_connections() -> None:
    connections = pytest.importorskip("stemma.store.postgres.connections")
    assert connections.MOST >= THREADS
