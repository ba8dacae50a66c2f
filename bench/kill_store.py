"""Kill a process that puts, at random moments, and see that nothing acknowledged is lost, twice or half.

    python bench/kill_store.py sqlite:////tmp/killed.db --times 200

The store should be new. After each kill it is opened again and checked; an SQLite file is checked by SQLite too.
"""

import argparse
import random
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from stemma.store import open_store
from tests.killed_store import Acknowledged, check_kept, kill_one


def main() -> None:
    """Kill, check and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--longest", type=float, default=0.4, help="seconds after the first word, at most")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    chosen = random.Random(given.seed)
    said = Acknowledged()
    open_store(given.url).close()
    words = 0
    for number in range(given.times):
        words += kill_one(given.url, f"t{given.seed}-{number}", chosen.uniform(0, given.longest), said)
        store = open_store(given.url)
        check_kept(store, said)
        store.close()
        if number % 20 == 19:
            print(f"{number + 1} killed, {words} acknowledged, nothing lost", flush=True)
    path = Path(given.url.partition("///")[2])
    if path.is_file():
        print("integrity_check:", sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone()[0])
    print(f"{given.times} kills: {len(said.articles)} articles and {len(said.stories)} stories, each there once")


if __name__ == "__main__":
    main()
