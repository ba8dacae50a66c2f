"""The pictures of the served pages, made anew: ``python docs/serve_screenshots.py``.

The example story comes in three rounds, as it would to a desk: four articles, then two more, then one edited without a
word about it. It is served on a free port of this machine and looked at in the system's Chromium.
"""

import itertools
import os
import shutil
import socket
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from screenshots import Shot, find_chromium, take

from stemma.collection import Collection
from stemma.demo import demo_pages
from stemma.model.stored import Query
from stemma.store import open_store
from stemma.web.app import make_app

EDITED = "01-harbour-courier.html"


@dataclass(frozen=True)
class Address:
    """Where a page is, as ``take`` asks for it."""

    url: str

    def as_uri(self) -> str:
        """The address."""
        return self.url


def fill(folder: Path) -> Collection:
    """The collection, in three rounds of a day each."""
    hours = itertools.count()
    collection = Collection(
        open_store("memory:"), now=lambda: "2024-10-{:02d}T{:02d}:12:00Z".format(*divmod(15 * 24 + next(hours), 24))
    )
    pages = sorted(Path(str(demo_pages())).iterdir())
    for page in pages[:4]:
        shutil.copy(page, folder)
    collection.run([folder])
    for page in pages:
        shutil.copy(page, folder)
    collection.run([folder])
    page = folder / EDITED
    text = page.read_text("utf-8")
    page.write_text(text.replace("seventeen", "nineteen").replace("Seventeen", "Nineteen"), "utf-8")
    collection.run([folder])
    return collection


def main() -> None:
    """Take all pictures."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, socket.socket() as bound, sync_playwright() as playwright:
        collection = fill(Path(folder))
        (stored,) = collection.store.list_stories(Query()).items
        story = stored.story.id
        second = collection.store.list_editions(story)[1][0]
        bound.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(make_app(collection), log_level="error"))
        threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True).start()
        base = Address(f"http://127.0.0.1:{bound.getsockname()[1]}")
        as_root = hasattr(os, "geteuid") and os.geteuid() == 0
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"] if as_root else [])
        for shot in (
            Shot("serve-river", "/", height=420),
            Shot("serve-story", f"/stories/{story}", height=900),
            Shot("serve-outlets", "/outlets", height=560),
            Shot("serve-search", "/search?q=burn*&in=claims", height=620),
            Shot("serve-article", f"/articles/{stored.story.articles[0]}", height=860),
            Shot(
                "serve-history",
                f"/stories/{story}/history?to={second}",
                height=980,
            ),
        ):
            size = take(browser, base, shot)  # type: ignore[arg-type]
            sys.stdout.write(f"{size / 1000:6.0f} KB  docs/images/{shot.name}.png\n")
        browser.close()
        server.should_exit = True


if __name__ == "__main__":
    main()
