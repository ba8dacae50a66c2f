"""Kills ``stemma watch --once`` at random moments and holds what is in the store to an undisturbed run's.

    python bench/kill_watch.py [--times 200] [--per-store 3] [--stories 4] [--seed 0] [--minutes 20] [--postgres]

Feeds of three invented outlets on loopback are watched by processes that are killed (SIGKILL) after a random part of
the time that an undisturbed run takes, some of them one after the other over one store; the last run over each goes to
its end. Prints how many were killed, how many pages that were acknowledged were lost, and each store whose
pages, revisions, stories, dossiers, rejected items or wanted pages differ from the undisturbed store's: none should.
``--minutes`` ends it earlier, after the store under way, and the result tells of the kills so far. Stores are SQLite
files, or with ``--postgres`` schemas of a PostgreSQL server that is started for it.
"""

import argparse
import math
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

from tests.postgres_server import run_server
from tests.watch_kills import compare_runs


def main() -> int:
    """Kill and compare; 1 where anything was lost or differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--per-store", type=int, default=3)
    parser.add_argument("--stories", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=math.inf)
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    with ExitStack() as stack:
        if given.postgres:
            server = stack.enter_context(run_server(durable=True))
            schemas = defaultdict(server.make_schema)
            open_url = schemas.__getitem__
        else:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            open_url = lambda number: f"sqlite:///{folder / f'{number}.db'}"  # noqa: E731
        killer, differing = compare_runs(
            open_url,
            times=given.times,
            per_store=given.per_store,
            stories=given.stories,
            seed=given.seed,
            seconds_left=60 * given.minutes,
            say=lambda text: print(text, file=sys.stderr),
        )
    print(f"undisturbed: {len(killer.whole.pages)} pages, {sum(bool(d) for _, d in killer.whole.dossiers)} dossiers")
    print(f"{killer.kills} killed, {killer.ends} ended before; {len(killer.lost)} acknowledged pages lost")
    print("\n".join(differing) if differing else "every store as an undisturbed run's")
    return 1 if differing or killer.lost else 0


if __name__ == "__main__":
    sys.exit(main())
