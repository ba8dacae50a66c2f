"""The lists of an SQLite file again, where all that is asked counts as fitting many rows, as in a large store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stemma.store import Store, open_store
from stemma.store.sqlite import choosing, lists
from tests.contract.store.test_store_queries import *  # noqa: F403
from tests.contract.store.test_store_words import *  # noqa: F403


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(choosing, "NARROW", 0)
    monkeypatch.setattr(lists, "_NARROW", 0)
    opened = open_store(str(tmp_path / "store.db"))
    yield opened
    opened.close()
