"""A process that is killed at any moment loses nothing that it acknowledged, and leaves nothing half."""

import random
import sqlite3

import pytest

from stemma.store import open_store
from stemma.store.sqlite.schema import WORDS
from tests.killed_store import Acknowledged, check_kept, kill_one

TIMES = 12


@pytest.mark.timeout(600)
def test_what_a_killed_process_acknowledged_is_there_once_and_whole(shared_url: str) -> None:
    chosen = random.Random(9)
    said = Acknowledged()
    open_store(shared_url).close()
    for number in range(TIMES):
        assert kill_one(shared_url, f"t{number}", chosen.uniform(0, 0.3), said) > 0
        store = open_store(shared_url)
        check_kept(store, said)
        store.close()
    assert len(said.articles) > TIMES
    if shared_url.startswith("sqlite"):
        check_file(shared_url.removeprefix("sqlite:///"))


def check_file(path: str) -> None:
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for table in WORDS:
            file.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
    file.close()
