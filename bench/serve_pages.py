"""What each served page of the example story costs when nothing is kept: ``python bench/serve_pages.py``.

CPU time in milliseconds, edition read from its bytes each time, and the size of the page. As times say more of the
machine than of the code, each is also told as a multiple of reading the edition.
"""

import dataclasses
import time
from collections.abc import Callable
from typing import Any

from starlette.requests import Request

from stemma.collection import Collection
from stemma.demo import demo_pages
from stemma.model.dossier import Dossier
from stemma.model.settings import Settings
from stemma.model.stored import Edition, Query
from stemma.store import open_store
from stemma.store.codec import pack, unpack
from stemma.web.app import make_app
from stemma.web.last_used import LastUsed
from stemma.web.pages import story as pages
from stemma.web.pages.articles import show_article
from stemma.web.pages.keeping import PageMemory
from stemma.web.pages.linking import VIEWS

ROUNDS = 12


def measure(run: Callable[[], Any]) -> float:
    """Milliseconds of CPU, the least of some rounds; the first, which fills caches of the program, is not counted."""
    run()
    taken = []
    for _ in range(ROUNDS):
        before = time.process_time()
        run()
        taken.append(time.process_time() - before)
    return 1000 * min(taken)


def main() -> None:
    """Print a line a page."""
    collection = Collection(open_store("memory:"), settings=Settings(vectors=False))
    collection.run([str(demo_pages())])
    store = collection.store
    (listed,) = store.list_stories(Query()).items
    story, article = listed.story.id, listed.story.articles[0]
    edition = store.get_edition(story)
    assert edition is not None
    packed = pack(edition.dossier)

    def read_edition(*_: object) -> Edition:
        return dataclasses.replace(edition, dossier=unpack(Dossier, packed))

    store.get_edition = read_edition  # type: ignore[method-assign]
    app = make_app(collection)
    app.state.page_memory = PageMemory(dossiers=LastUsed(0), rendered=LastUsed(0, len), extracts=LastUsed(0))
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b"", "app": app}
    request = Request(scope)
    reading = measure(read_edition)
    print(f"{'page':<12}{'ms':>8}{'times':>8}{'bytes':>10}")
    print(f"{'(reading)':<12}{reading:>8.1f}{1:>8.1f}{len(packed):>10}")
    for view, path, _ in VIEWS:
        show = (
            (lambda path=path: pages.show_view(request, story, path))
            if path
            else (lambda: pages.show_minute(request, story))
        )
        taken = measure(show)
        print(f"{view:<12}{taken:>8.1f}{taken / reading:>8.1f}{len(show().body):>10}")
    taken = measure(lambda: show_article(request, article))
    print(f"{'article':<12}{taken:>8.1f}{taken / reading:>8.1f}{len(show_article(request, article).body):>10}")


if __name__ == "__main__":
    main()
