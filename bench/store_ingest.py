"""How many articles a second a store takes in, words and compression included, and how much room each takes.

    python bench/store_ingest.py sqlite:////tmp/ingest.db --articles 20000 --batch 200

The store should be new. Articles (about 5 KB) are made beforehand, batch by batch, outside the clock.
"""

import argparse
import time
from itertools import islice
from pathlib import Path

import store_heap

from stemma.store import open_store


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--batch", type=int, default=200)
    given = parser.parse_args()
    store = open_store(given.url)
    articles = store_heap.make_articles(given.articles)
    spent = processor = 0.0
    size = done = 0
    slowest = 0.0
    while batch := list(islice(articles, given.batch)):
        size += sum(len(one.article.text) for one in batch)
        began, used = time.perf_counter(), time.process_time()
        put = store.put_articles(batch)
        took = time.perf_counter() - began
        spent, processor, slowest = spent + took, processor + time.process_time() - used, max(slowest, took)
        done += len(put)
    print(f"{done} articles of {size / max(1, done) / 1000:.1f} KB in batches of {given.batch}")
    print(f"{done / spent:.0f} articles/s by the clock, {done / processor:.0f} by the processor")
    print(f"slowest batch {slowest * 1000:.0f} ms")
    store.close()
    path = Path(given.url.partition("///")[2])
    if path.is_file():
        print(f"{path.stat().st_size / done / 1000:.2f} KB on disk an article")


if __name__ == "__main__":
    main()
