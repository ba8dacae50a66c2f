"""What watching costs while there is no news.

    python bench/watch_idle.py [FEEDS]

Watches so many feeds (200) on loopback over a SQLite store for a day on a clock that leaps: every answer is 304, or the
same bytes once more. Prints CPU milliseconds of this process for each question asked (the server answers in it too),
and how many there were of each.
"""

import sys
import tempfile
from pathlib import Path
from time import process_time

from tests.watch_desk import put_feed, watch
from tests.web_server import reply, serve


def main() -> None:
    """Measure and print."""
    feeds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with serve() as server, tempfile.TemporaryDirectory() as folder:
        for name, answer in (("not modified", reply("", status="304 Not Modified")), ("the same bytes", None)):
            urls = [put_feed(server, f"/{n}", *[f"/page{p}" for p in range(20)], ETag='"1"') for n in range(feeds)]
            store = f"sqlite:///{Path(folder) / name.replace(' ', '-')}.db"
            watch(*urls, url=store, once=True)
            if answer:
                for n in range(feeds):
                    server.put(f"/{n}", answer)
            server.asked.clear()
            begun = process_time()
            done = watch(*urls, url=store, start=2 * 86_400.0, until=86_400.0)
            spent = process_time() - begun
            asked = len(server.asked)
            assert done.counts.articles == 0
            each = 1000 * spent / asked
            print(f"{name}: {asked:,} questions, {each:.2f} ms of CPU each, {spent:.1f} s for the day")


if __name__ == "__main__":
    main()
