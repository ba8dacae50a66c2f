import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres_server import NoServer, PostgresServer, run_server

# How long an example takes says more of the machine than of the code.
settings.register_profile("stemma", deadline=None)
settings.load_profile("stemma")

SHARED = Path(os.environ.get("STEMMA_SHARED", Path(__file__).parents[1].parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled data; a test that asks for it is skipped, and says so, where it is absent."""
    if not (SHARED / "clusters").is_dir():
        pytest.skip("the labelled stories are not beside this folder (../shared): NOT MEASURED")
    return SHARED


@pytest.fixture(scope="session")
def chat_server() -> Iterator[str]:
    """The address of a language model's server on loopback (tests/chat_server.py), a process of its own."""
    command = [sys.executable, "-m", "tests.chat_server"]
    with subprocess.Popen(command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        process.kill()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL that runs (tests/postgres_server.py), one a worker; skipped, and said so, where none can be had."""
    try:
        running = run_server()
        server = running.__enter__()
    except NoServer as error:
        pytest.skip(f"NO POSTGRESQL HERE, ITS STORE IS NOT TESTED: {error}")
    yield server
    running.__exit__(None, None, None)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> str:
    """The address of a new, empty store."""
    return postgres_server.make_schema()
