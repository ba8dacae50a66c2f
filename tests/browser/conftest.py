"""A real Chromium and real files: what the tests of the page in a browser share.

One browser a worker; each story's page is made once a run and kept in a file that all workers read. Every page that a
test opens is listened to, and a test fails if its page says anything on the console or asks for anything but its file.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from stemma.demo import demo_pages
from stemma.model.dossier import Dossier
from stemma.model.settings import Settings
from stemma.pipeline import make_dossiers
from stemma.tell.dossier_json import dump_dossier
from stemma.tell.html import render_html
from tests.browser.opened import Opened
from tests.browser.story import Story
from tests.large_story import make_large_story

HERE = Path(__file__).parent
NONE_HERE = "*** NO CHROMIUM HERE: THE TESTS OF THE PAGE IN A BROWSER ARE SKIPPED (make browser) ***"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that stands in this folder is marked ``browser``."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium, one for a worker."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip(NONE_HERE)
    from playwright.sync_api import expect, sync_playwright

    # Long, for a machine with much other work; what is waited for comes at once on an idle one.
    expect.set_options(timeout=30_000)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if as_root else [])
        yield started
        started.close()


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this run have in common."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "pages"
    folder.mkdir(exist_ok=True)
    return folder


def make_once(folder: Path, name: str, make: Callable[[], Dossier]) -> Story:
    """The page and the JSON of a dossier; the first who asks makes them, the others wait for it."""
    page, told = folder / f"{name}.html", folder / f"{name}.json"
    with (folder / f"{name}.lock").open("w") as lock:
        if os.name == "posix":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            dossier = make()
            page.write_text(render_html(dossier), encoding="utf-8")
            told.write_text(dump_dossier(dossier), encoding="utf-8")
    return Story(page, told)


def tell_example() -> Dossier:
    return make_dossiers([demo_pages()], settings=Settings(one_story=True, vectors=False)).dossiers[0]


@pytest.fixture(scope="session")
def example(browser: Any, kept: Path) -> Story:
    """The example story that ships with the package: six articles."""
    return make_once(kept, "example", tell_example)


@pytest.fixture(scope="session")
def large(browser: Any, kept: Path) -> Story:
    """A generated story of 40 articles and 600 findings."""
    return make_once(kept, "large", make_large_story)


@pytest.fixture(scope="session")
def middling(browser: Any, kept: Path) -> Story:
    """A generated story of 12 articles and 80 findings."""
    return make_once(kept, "middling", lambda: make_large_story(12, 80))


@pytest.fixture(params=["example", "large"])
def story(request: pytest.FixtureRequest) -> Story:
    """The example story, then the large one."""
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


@pytest.fixture
def show(browser: Any) -> Iterator[Callable[..., Opened]]:
    """Opens a story or a file: ``show(story, "#findings", width=360, dark=True, script=False, still=True)``."""
    opened: list[Opened] = []

    def open_page(what: Story | Path, place: str = "", **look: Any) -> Opened:
        opened.append(Opened.open(browser, what.page if isinstance(what, Story) else what, place, **look))
        return opened[-1]

    yield open_page
    for one in opened:
        one.close()
    for one in opened:
        assert one.heard == [], "the page said something on the console"
        assert {url.split("#")[0] for url in one.asked} == {one.url}, "the page asked for something"


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Dossier], Path]:
    """Writes a dossier's page to a file of its own."""

    def write(dossier: Dossier) -> Path:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.html"
        path.write_text(render_html(dossier), encoding="utf-8")
        return path

    return write
