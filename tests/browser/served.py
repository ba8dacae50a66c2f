"""The served pages in a browser: a real server on a free port of this machine, over a collection of the test's own."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from stemma.collection import Collection
from stemma.web.app import make_app
from stemma.web.options import ServeOptions
from tests.browser.opened import Opened
from tests.serving import TOKEN, UNHURRIED, fetch_nothing


@dataclass(frozen=True)
class Address:
    """Where a page is, as ``Opened`` takes it."""

    url: str

    def as_uri(self) -> str:
        return self.url


@contextmanager
def serve(collection: Collection) -> Iterator[str]:
    """The address of a server over ``collection``, which ends with the context."""
    import uvicorn

    app = make_app(collection, ServeOptions(token=TOKEN, **UNHURRIED), open_fetch=fetch_nothing)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join(30)


Visit = Callable[..., Opened]


@contextmanager
def visit_pages(browser: Any, base: str) -> Iterator[Visit]:
    """Opens pages of the server at ``base``; afterwards no page has said anything, or asked another server."""
    opened: list[Opened] = []

    def visit(path: str, **look: Any) -> Opened:
        opened.append(Opened.open(browser, Address(base + path), **look))  # type: ignore[arg-type]
        return opened[-1]

    yield visit
    for one in opened:
        one.close()
    for one in opened:
        assert one.heard == [], f"{one.url} said something on the console"
        assert [url for url in one.asked if not url.startswith(base)] == [], f"{one.url} asked another server"
