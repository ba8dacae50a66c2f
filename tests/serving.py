"""The app in this process, for tests: over a filled collection, with a token, and nothing that leaves this machine."""

import contextlib
import queue
import socket
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from stemma.collection import Collection
from stemma.demo import demo_pages
from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.model.settings import Settings
from stemma.store import open_store
from stemma.store.protocol import Store
from stemma.web.app import make_app
from stemma.web.jobs import Jobs
from stemma.web.options import ServeOptions
from stemma.web.serving import bind_socket, serve_app

TOKEN = "a-token-for-these-tests-alone-0123456789"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
OWN_FORM = {"Sec-Fetch-Site": "same-origin"}
"""How a browser marks what a page of this server sends."""
BASE = "http://127.0.0.1:8765"
STORES = ("memory", "sqlite", "postgres")
UNHURRIED: dict[str, Any] = {"reads": 1e6, "writes": 1e6}
"""Limits that no test reaches by the way."""


@contextlib.contextmanager
def fetch_nothing() -> Iterator[Any]:
    """A fetch that asks nobody."""

    def fetch(links: Iterable[Link]) -> Iterator[Capture | Rejected]:
        for link in links:
            yield Rejected(item=link.url, stage="read", reason="No network in tests.")

    yield fetch


def open_kind(kind: str, request: pytest.FixtureRequest, folder: Path) -> Store:
    """An empty store of one of ``STORES``; PostgreSQL's is skipped, and said so, where no server can be had."""
    if kind == "postgres":
        return open_store(request.getfixturevalue("postgres_server").make_schema())
    return open_store(f"sqlite:///{folder / 'desk.db'}" if kind == "sqlite" else "memory:")


def fill(store: Store) -> Collection:
    """A collection in ``store`` that holds the demo's story, compared without vectors."""
    collection = Collection(store, settings=Settings(vectors=False))
    collection.run([str(demo_pages())])
    return collection


@cache
def filled() -> Collection:
    """One such for all tests that only read."""
    return fill(open_store("memory:"))


def empty() -> Collection:
    """A collection of nothing."""
    return Collection(open_store("memory:"), settings=Settings(vectors=False))


@contextlib.contextmanager
def idle_jobs() -> Iterator[None]:
    """Jobs are taken up and done, and nothing is read: where what the stages make of made-up input is no matter."""
    patch = pytest.MonkeyPatch()
    patch.setattr(Jobs, "_run", lambda self, work: replace(self._jobs[work.id], state="done"))
    try:
        yield
    finally:
        patch.undo()


def open_client(
    collection: Collection | None = None,
    *,
    base: str = BASE,
    client: tuple[str, int] = ("127.0.0.1", 50000),
    open_fetch: Any = fetch_nothing,
    **options: Any,
) -> TestClient:
    """A client of an app of its own; ``options`` as of ``ServeOptions``, unhurried and with the token."""
    chosen = ServeOptions(**{"token": TOKEN, **UNHURRIED, **options})
    app = make_app(collection or filled(), chosen, open_fetch=open_fetch)
    return TestClient(app, base_url=base, client=client, follow_redirects=False)


def sign_in(client: TestClient) -> None:
    """Hand the token in by the form, as a person does."""
    answer = client.post("/login", data={"token": TOKEN, "to": "/corrections"}, headers=OWN_FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, "/corrections")


@contextlib.contextmanager
def run_server(collection: Collection | None = None, *, head_seconds: float = 15.0, **options: Any) -> Iterator[int]:
    """A server on a free port of loopback, over real sockets; the port."""
    chosen = ServeOptions(**{"token": TOKEN, "port": 0, **UNHURRIED, **options})
    app = make_app(collection or empty(), chosen, open_fetch=fetch_nothing)
    servers: queue.Queue[Any] = queue.Queue()
    with bind_socket(chosen) as bound:
        thread = threading.Thread(
            target=serve_app, args=(app, bound), kwargs={"head_seconds": head_seconds, "started": servers.put}
        )
        thread.start()
        server = servers.get(timeout=120)
        try:
            yield bound.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def speak(port: int, *pieces: bytes) -> bytes:
    """Send these bytes to a server and take what it answers until it hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=120) as connection:
        with contextlib.suppress(ConnectionError):  # it may hang up before all is sent
            for piece in pieces:
                connection.sendall(piece)
        taken = b""
        with contextlib.suppress(ConnectionError):
            while piece := connection.recv(65536):
                taken += piece
        return taken
