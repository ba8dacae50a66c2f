"""Connections to an SQLite store."""

import gc
import sqlite3
from pathlib import Path
from threading import Thread

import pytest

from stemma.store.sqlite import SqliteStore


def test_the_connection_of_a_thread_ends_with_it(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "stemma.db")
    opened: list[sqlite3.Connection] = []
    gc.disable()
    try:
        thread = Thread(target=lambda: opened.append(store._handles.get().connection))
        thread.start()
        thread.join()
        with pytest.raises(sqlite3.ProgrammingError):
            opened[0].execute("SELECT 1")
    finally:
        gc.enable()
    assert store.count()["articles"] == 0
    store.close()
