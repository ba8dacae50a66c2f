"""Watch feeds for real, at a fixed pace, while load is put on a server of the same store.

    python bench/load_watch.py sqlite:////tmp/load.db --seconds 606 [--articles 5] [--every 30] [--data ../shared]

A web server on loopback serves a new feed of ``--articles`` pages every ``--every`` seconds; the watch is told to
read its list again, as by SIGHUP, asks the feed, reads the pages into the store, groups and compares: all that
`stemma watch` does. The store is one of ``bench/load_store.py``, and the pages go on in its way: half are further
reports of stories that the store's last days tell (as ``--size`` articles of ``bench/heap.py`` make them), the
others of new stories of two reports. Printed: each time that news were told, how long grouping and comparing took,
seconds by the clock and of the processor, how many articles were looked at and dossiers made, resident megabytes;
then the sums.
"""

import argparse
import html
import random
import re
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from heap import BEGIN, WEEKS, Slot, Writer, plan_heap
from heap_texts import read_bases
from load_store import SEED

from stemma.collection import Collection, window
from stemma.collection.comparing import describe_making
from stemma.collection.pending import drop_pending, list_pending, note_changes
from stemma.collection.surroundings import BESIDE, Surroundings, name_week
from stemma.collection.watching import FETCHING, Stop, WatchOptions, run_watch
from stemma.model.article import Article
from stemma.model.capture import Link
from stemma.store import open_store
from stemma.store.deriving import fold_value
from tests.watch_desk import find_loopback, write_feed
from tests.web_server import WebServer, reply, serve

LAST_DAY = 7 * WEEKS - 1
"""Of the heap: the last on which as much is reported as on the others."""


class Printer:
    """A journal on stdout: warnings, and what was told."""

    def tell(
        self, what: str, text: str, *, level: str = "info", feed: str | None = None, kinds: Any = None, **counts: int
    ) -> None:
        """Print it."""
        if level != "info" or what in ("told", "stopped"):
            print(f"{what}: {text}", flush=True)


class Timed(Collection):
    """A collection that tells what its stages took."""

    def group(self, **given: Any) -> Any:
        """As it is, measured."""
        return self._measure("group", super().group, **given)

    def compare(self, *args: Any, **given: Any) -> Any:
        """As it is, measured."""
        return self._measure("compare", super().compare, *args, **given)

    def _measure(self, name: str, stage: Callable[..., Any], *args: Any, **given: Any) -> Any:
        clock, used = time.monotonic(), time.process_time()
        report = stage(*args, **given)
        clock, used = time.monotonic() - clock, time.process_time() - used
        what = f"{report.looked_at} articles looked at" if name == "group" else f"{len(report.told)} dossiers"
        print(f"{name}: {clock:.1f} s, {used:.1f} s of processor, {what}, {measure_memory()} MB", flush=True)
        return report


def main() -> None:
    """Serve and watch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--seconds", type=float, default=606)
    parser.add_argument("--articles", type=int, default=5)
    parser.add_argument("--every", type=float, default=30.0)
    parser.add_argument("--size", type=int, default=100_000, help="articles that the store was filled with")
    parser.add_argument("--day", type=float, default=LAST_DAY, help="of the heap, on which the news are published")
    parser.add_argument("--most", type=int, default=window.MOST, help="articles of a window: fewer on a slow machine")
    parser.add_argument("--seed", type=int, default=0, help="another one for each run over one store")
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    if not 0 < given.seconds <= 3600 or given.every < 1 or not 0 < given.articles <= 1000:
        parser.error("at most an hour, a feed a second, 1000 articles a feed")
    articles = write_news(Writer(read_bases(given.data), SEED), given.size, given.seed, given.day)
    window.MOST = given.most
    settle(given.url, given.day)
    stop, feeds = Stop(), list[Link]()
    with serve() as server:
        ended = threading.Event()
        put_feed(server, feeds, articles, given.articles)

        def pace() -> None:
            until = time.monotonic() + given.seconds
            while time.monotonic() < until and not ended.wait(given.every):
                put_feed(server, feeds, articles, given.articles)
                stop.ask_reload()
            if not ended.is_set():
                stop.ask()

        thread = threading.Thread(target=pace)
        thread.start()
        used = time.process_time()
        try:
            counts = run_watch(
                lambda: Timed(open_store(given.url, create=False)),
                lambda: list(feeds),
                options=WatchOptions(fetching=replace(FETCHING, allow_private=True, delay=0.0), gather=10.0),
                journal=Printer(),
                stop=stop,
                resolve=find_loopback,
            )
        finally:
            ended.set()
            thread.join()
    print(
        f"{counts.articles} articles, {counts.stories} dossiers, {counts.rejected} rejected; "
        f"{time.process_time() - used:.0f} s of processor, {measure_memory()} MB resident"
    )


def settle(url: str, day: float) -> None:
    """Let all stories of the store count as told as they are, by these settings: its editions are made up, and a watch
    would begin by telling all of them anew."""
    desk = Collection(open_store(url, create=False))
    store, around = desk.store, Surroundings(desk.store)
    note_changes(store, describe_making(desk.settings, desk.at_least, desk.most))
    drop_pending(store, list_pending(store))
    days = [BEGIN + timedelta(days=day + more) for more in (-7, 0, 7)]
    mondays = {(one.date() - timedelta(days=one.weekday())).isoformat() for one in days}
    weeks = [
        (fold_value(outlet), monday) for outlet, _ in store.list_facets("outlet", limit=1000) for monday in mondays
    ]
    store.put_records(BESIDE, {name_week(w): {"articles": sorted(a.id for a in around.find_sample(w))} for w in weeks})
    desk.close()


def write_news(writer: Writer, size: int, seed: int, day: float) -> Iterator[Article]:
    """Without end: a further report of a story of the last days, then one of a new story, and so on."""
    chance = random.Random(f"{seed}/news")
    turns: defaultdict[int, int] = defaultdict(int)
    latest: dict[int, float] = {}
    for slot in plan_heap(size, SEED):
        turns[slot.story] += 1
        latest[slot.story] = slot.moment
    open_ones = sorted(story for story, moment in latest.items() if day - 2 < moment < day + 0.5)
    new = 10**7 + 10**5 * seed
    for number in range(10**6):
        story = chance.choice(open_ones) if number % 2 else new + number // 4
        turn = turns[story] if story >= new else turns[story] + 1000 * (seed + 1)
        turns[story] += 1
        yield writer.write(Slot(moment=day + chance.random(), story=story, turn=turn)).article


def put_feed(server: WebServer, feeds: list[Link], articles: Iterator[Article], many: int) -> None:
    """Serve one more feed with so many pages."""
    number = len(feeds)
    entries = []
    for place in range(many):
        article = next(articles)
        entries.append((server.put(f"/{number}/{place}", reply(write_page(article))), article.title or ""))
    url = server.put(f"/{number}", reply(write_feed(*entries), kind="application/rss+xml"))
    feeds.append(Link(url=url, source="feeds.opml"))


def write_page(article: Article) -> str:
    """The article as a page."""
    published = article.published or (BEGIN + timedelta(days=LAST_DAY)).isoformat(timespec="minutes")
    body = "".join(f"<p>{html.escape(article.text[start:end])}</p>" for start, end in article.body)
    title, outlet = html.escape(article.title or ""), html.escape(article.outlet or "")
    told = {"og:site_name": outlet, "og:title": title, "og:type": "article", "article:published_time": published}
    metas = "".join(f'<meta property="{name}" content="{value}">' for name, value in told.items())
    head = f'<html lang="en"><head><title>{title}</title>{metas}</head>'
    return f"<!DOCTYPE html>{head}<body><article><h1>{title}</h1>{body}</article></body></html>"


def measure_memory() -> int:
    """Resident megabytes of this process; 0 where it cannot be told."""
    status = Path("/proc/self/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) // 1024 if found else 0


if __name__ == "__main__":
    main()
