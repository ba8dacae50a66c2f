"""Every test of this folder holds all stores to ``stemma.store.protocol``: memory, SQLite and PostgreSQL."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from stemma.store import Store, open_store

STORES = ("memory", "sqlite", "postgres")


def make_url(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of a new, empty store."""
    if kind == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    if kind == "sqlite" and find_spec("stemma.store.sqlite") is None:
        pytest.skip("there is no SQLite store: NOT MEASURED")
    return f"sqlite:///{folder / 'store.db'}" if kind == "sqlite" else "memory:"


@pytest.fixture(params=STORES)
def store_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store(store_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    opened = open_store(make_url(store_kind, request, tmp_path))
    yield opened
    opened.close()


@pytest.fixture(params=[kind for kind in STORES if kind != "memory"])
def shared_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store that several may open."""
    return make_url(str(request.param), request, tmp_path)


@pytest.fixture
def open_shared(shared_url: str) -> Iterator[Callable[[], Store]]:
    """Opens the one shared store once more, as another process would; all are closed afterwards."""
    opened: list[Store] = []

    def open_one() -> Store:
        opened.append(open_store(shared_url))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
