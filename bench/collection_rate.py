"""What a collection costs as it goes on: taking in, a run with nothing new, one revision in a story.

    python bench/collection_rate.py [STORE_URL] [--articles 2000]

CPU seconds of this process (a server's own are not among them), each told beside what it is to be compared with.
Taking in: articles that were read before, by hundreds, with captures, marks and search. One revision: an edit of one
sentence in a story of 5 and of 20 articles, told with the parses that are kept, beside the same story told from
nothing. Invented pages; the store is a new file unless one is named, which must be empty.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from stemma.collection import Collection
from stemma.collection import reading as reading_module
from stemma.model.capture import Capture
from stemma.pipeline import tell_story
from stemma.read import Received, read_paths
from stemma.read.page_reading import hash_content, read_capture
from stemma.store import open_store
from tests.saved_pages import OUTLETS, SavedPage, edit_page, make_page, print_saved, write_pages

LONGER = 6
"""Times that a page's paragraphs are told over, in other words, so that articles are as long as real ones."""


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--articles", type=int, default=2000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        measure_intake(given.url or f"sqlite:///{place / 'intake.db'}", given.articles)
        measure_nothing_new(place)
        for size in (5, 20):
            measure_revision(place, size)


def measure_intake(url: str, count: int) -> None:
    """How many articles a second go into a store, once they are read."""
    ready = [make_received(number) for number in range(count)]
    desk = Collection(open_store(url))
    reading_module.iter_received = lambda *_, **__: iter(ready)  # type: ignore[assignment]
    cpu, wall = process_time(), perf_counter()
    desk.read(["-"])
    cpu, wall = process_time() - cpu, perf_counter() - wall
    letters = sum(len(one.outcome.text) for one in ready) / count  # type: ignore[union-attr]
    rates = f"{count / cpu:,.0f} a CPU second, {count / wall:,.0f} by the clock"
    print(f"taking in {count:,} articles of {letters:,.0f} letters: {rates}", flush=True)
    desk.close()
    from stemma.read import iter_received

    reading_module.iter_received = iter_received


def make_received(number: int) -> Received:
    """An article as reading gives it, with its capture; every tenth page is read, the others are made of it."""
    page = lengthen(make_page(number // 10, number // 10 % len(OUTLETS)))
    url = f"{page.url}-{number}"
    content = print_saved(replace(page, url=url, title=f"{page.title} {number}"))
    capture = Capture(source=url, content=content, media_type="text/html", url=url)
    if number % 10 == 0:
        outcome = read_capture(capture)
        _READ[number // 10] = outcome
    base = _READ[number // 10]
    identity = hash_content(content)
    return Received(outcome=replace(base, id=identity, source=url, url=url), capture=capture, identity=identity)  # type: ignore[type-var]


_READ: dict[int, object] = {}


def lengthen(page: SavedPage) -> SavedPage:
    """A page of some hundred words."""
    more = (f"{p[:-1]}, as was said in hour {n}." for n in range(LONGER - 1) for p in page.paragraphs)
    return replace(page, paragraphs=(*page.paragraphs, *more))


def measure_nothing_new(place: Path) -> None:
    """A run over a folder, and the same once more."""
    pages = write_pages(place / "pages", *(make_page(event, outlet) for event in range(20) for outlet in range(3)))
    desk = Collection(open_store(f"sqlite:///{place / 'again.db'}"))
    seconds = list(time_twice(lambda: desk.run([pages], jobs=1)))
    print(
        f"60 pages, 20 stories: first run {seconds[0]:.2f} s, second run with nothing new {seconds[1]:.3f} s",
        flush=True,
    )


def measure_revision(place: Path, size: int) -> None:
    """One edit in a story of ``size`` articles, beside the story told from nothing."""
    pages = [make_sibling(number) for number in range(size)]
    desk = Collection(open_store(f"sqlite:///{place / f'story-{size}.db'}"))
    tell_story(read_paths([write_pages(place / "warm", pages[0], pages[1])])[0])
    desk.run([write_pages(place / f"story-{size}", *pages)], jobs=1)
    edited = edit_page(pages[0], swap=("stacks of oak", "stacks of ash"))
    later = write_pages(place / f"later-{size}", edited)
    began = process_time()
    report = desk.run([later], jobs=1).compare
    revision = process_time() - began
    (stored,) = desk.store.iter_stories()
    held = desk.store.get_articles(stored.story.articles)
    articles = [held[key].article for key in stored.story.articles]
    began = process_time()
    tell_story(articles, stored.story.title)
    anew = process_time() - began
    began = process_time()
    annotated_only(articles)
    parsing = process_time() - began
    print(
        f"a story of {size}: one revision, read, grouped and told {revision:.2f} s "
        f"({report.parsed} paragraphs parsed); told from nothing {anew:.2f} s, of which parsing {parsing:.2f} s",
        flush=True,
    )


def annotated_only(articles: list) -> None:  # type: ignore[type-arg]
    """Parse alone."""
    from stemma.annotate.parse import parse_articles

    parse_articles(articles)


def make_sibling(number: int) -> SavedPage:
    """One more outlet's report of one event, in part in words of its own."""
    page = lengthen(make_page(1, number % 6))
    own = f"The {number + 3} families who live beside the yard slept in the school, neighbour number {number} said."
    town = f"A reporter of the Paper {number} saw {number + 2} engines at the gate before midnight."
    return replace(
        page,
        name=f"sibling-{number}.html",
        outlet=f"Paper {number}",
        url=f"https://paper-{number}.example/fire",
        paragraphs=(*page.paragraphs[:6], own, town, *page.paragraphs[6 + number % 3 :]),
    )


def time_twice(step) -> Iterator[float]:  # type: ignore[no-untyped-def]
    """CPU seconds of doing it, and of doing it again."""
    for _ in range(2):
        began = process_time()
        step()
        yield process_time() - began


if __name__ == "__main__":
    main()
