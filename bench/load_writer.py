"""Write into a store as ``stemma watch`` does, at a fixed pace, while load is put on a server of the same store.

    python bench/load_writer.py sqlite:////tmp/load.db --seconds 60 [--articles 10] [--every 1] [--edition 2]

``--every`` so many seconds ``--articles`` new ones are put, and two of them become a story with its event; every
``--edition`` seconds a story that was told is told again: its newest dossier is put under another key, so that
findings, claims and words are taken out and put as for any new edition. What watching does besides (reading, grouping,
comparing) is left out. Printed: what was put, how long putting took, and how much of it by the processor.
"""

import argparse
import random
import time
from itertools import islice

import store_heap

from stemma.model.stored import Event, Query
from stemma.store import Store, open_store

FIRST = 2**40
"""Numbers of its articles: beyond those of the heap."""
MADE = "2031-05-02T00:00:00Z"


def main() -> None:
    """Write and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--articles", type=int, default=10)
    parser.add_argument("--every", type=float, default=1.0)
    parser.add_argument("--edition", type=float, default=2.0, help="0: none")
    given = parser.parse_args()
    if not 0 < given.seconds <= 900 or given.every < 0.1 or given.articles > 1000:
        parser.error("at most 900 seconds, ten batches a second and 1000 articles a batch")
    with_editions = given.edition > 0
    store = open_store(given.url, create=False)
    chance = random.Random(3)
    told = list_told(store, 500) if with_editions else []
    articles = store_heap.make_articles(10_000_000, first=FIRST + time.time_ns() // 10**6)
    took: dict[str, list[float]] = {"batch": [], "edition": []}
    used, began = time.process_time(), time.monotonic()
    batch, edition = began, began
    while (now := time.monotonic()) < began + given.seconds:
        if batch <= now:
            took["batch"].append(put_batch(store, list(islice(articles, given.articles))))
            batch += given.every
        elif with_editions and edition <= now:
            took["edition"].append(tell_again(store, chance.choice(told), f"load-{now}"))
            edition += given.edition
        else:
            time.sleep(0.02)
    print(f"{1000 * (time.process_time() - used) / given.seconds:.0f} ms of processor a second")
    for kind, seconds in took.items():
        if seconds:
            middle, longest = sorted(seconds)[len(seconds) // 2], max(seconds)
            print(f"{kind}: {len(seconds)}, p50 {1000 * middle:.0f} ms, longest {1000 * longest:.0f} ms")
    store.close()


def list_told(store: Store, many: int) -> list[str]:
    """Stories that have an edition."""
    found: list[str] = []
    after = None
    while len(found) < many:
        page = store.list_stories(Query(limit=100, after=after))
        found += [one.story.id for one in page.items if one.edition is not None]
        after = page.next
        if after is None:
            break
    return found


def put_batch(store: Store, batch: list) -> float:
    """Put articles, and a story of the first two; seconds."""
    began = time.perf_counter()
    with store.transaction():
        store.put_articles(batch)
        story = store_heap.make_story(1, [one.article for one in batch[:2]])
        store.put_stories([story])
        store.put_events([Event(story=story.id, kind="story", at=MADE, detail={"articles": list(story.articles)})])
    return time.perf_counter() - began


def tell_again(store: Store, story: str, key: str) -> float:
    """Put a story's newest edition anew; seconds of putting."""
    edition = store.get_edition(story)
    if edition is None:
        return 0.0
    began = time.perf_counter()
    with store.transaction():
        number = store.put_edition(story, key=key, made=MADE, dossier=edition.dossier)
        store.put_events([Event(story=story, kind="edition", at=MADE, detail={"edition": number})])
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
