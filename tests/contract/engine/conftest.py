"""Each engine once for all tests: starting processes is what takes the time."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stemma.engine import open_engine
from stemma.engine.files import FileEngine
from tests.engines import PARTS, HereEngine

pytest.importorskip("pyarrow", reason="the extra 'archive' is not installed: NOT MEASURED")
WITH_PROCESSES = ("local", "dask")
Opening = Callable[[str, Path], FileEngine]


@pytest.fixture(scope="session")
def open_shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opening]:
    """Gives an engine by its name, its stages in the folder named."""
    opened: dict[str, FileEngine] = {}

    def open_one(name: str, folder: Path) -> FileEngine:
        if name == "here":
            return HereEngine(folder, parts=PARTS)
        if name == "dask":
            pytest.importorskip("distributed", reason="the extra 'dask' is not installed: NOT MEASURED")
        if name not in opened:
            opened[name] = open_engine(name, tmp_path_factory.mktemp(name), workers=2, parts=PARTS)
        opened[name].folder = folder
        opened[name].retries = True
        return opened[name]

    yield open_one
    for engine in opened.values():
        engine.close()


@pytest.fixture(params=("here", *WITH_PROCESSES))
def engine(request: pytest.FixtureRequest, open_shared: Opening, tmp_path: Path) -> FileEngine:
    """Every engine in turn, its stages in an empty folder."""
    return open_shared(request.param, tmp_path / "work")


@pytest.fixture(params=WITH_PROCESSES)
def engine_of_processes(request: pytest.FixtureRequest, open_shared: Opening, tmp_path: Path) -> FileEngine:
    """Every engine that does its work in other processes, in turn."""
    return open_shared(request.param, tmp_path / "work")
