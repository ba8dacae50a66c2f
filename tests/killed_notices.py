"""A process in which stories happen, are looked at and told, killed at any moment; and the ledger of it.

    python -m tests.killed_notices URL RECEIVED TURN

goes on until it is killed. What its channel takes is a line of the file RECEIVED.
"""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from stemma.collection.notices import Outcome, Parcel, WatchRules, deliver, evaluate, parse_rules
from stemma.collection.notices.rules import Channel
from stemma.store import Store, open_store
from tests.notices import RULES, Desk

ROOT = Path(__file__).parents[1]


class Ledger:
    """A channel that writes down what it takes, as a receiver on another machine would."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def __call__(self, channel: Channel, parcel: Parcel) -> Outcome:
        told = [
            [notice.id, [[one.trigger, notice.story, list(one.articles), list(one.findings)] for one in notice.reasons]]
            for notice in parcel.notices
        ]
        os.write(self._file, (json.dumps([channel.name, parcel.id, told]) + "\n").encode())
        return Outcome(result="sent")


def make_rules() -> WatchRules:
    return parse_rules(RULES)


def work_until_killed(url: str, received: Path, turn: int) -> None:
    """Stories begin, grow, are edited and differ; rules are laid beside them; notices are sent."""
    store = open_store(url)
    desk, ledger, rules = Desk(store), Ledger(received), make_rules()
    desk.number = turn * 1_000_000
    desk.wait(hours=turn)
    while True:
        key = desk.begin_story("Rill Post")
        desk.grow_story(key, "Fen Courier", origins=3)
        desk.happen(key, "edited", articles=[desk.write_article("Rill Post")], silent=True)
        desk.differ(key)
        desk.wait(seconds=1)
        evaluate(store, rules, now=desk.now)
        deliver(store, rules, now=desk.now, send=ledger)
        sys.stdout.write(".\n")
        sys.stdout.flush()


def kill_one(url: str, received: Path, turn: int, after: float) -> None:
    """Let a process work, and kill it so many seconds after its first round."""
    command = [sys.executable, "-m", "tests.killed_notices", url, str(received), str(turn)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        time.sleep(after)
        process.kill()


def finish(store: Store, received: Path) -> None:
    """What is left, done by a process that nobody kills."""
    desk, ledger, rules = Desk(store), Ledger(received), make_rules()
    desk.wait(days=30)
    for _ in range(3):
        evaluate(store, rules, now=desk.now)
        while deliver(store, rules, now=desk.now, send=ledger).waiting:
            desk.wait(days=1)


def check_told_once(store: Store, received: Path) -> int:
    """The log of the store and what was received tell the same, each thing once; how many notices."""
    told: dict[str, dict[str, list[object]]] = defaultdict(dict)
    parcels: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in received.read_text(encoding="utf-8").splitlines():
        channel, parcel, notices = json.loads(line)
        for key, reasons in notices:
            assert told[channel].setdefault(key, reasons) == reasons
            parcels[channel, key].add(parcel)
    assert all(len(found) == 1 for found in parcels.values())
    expected = []
    for event in _list_events(store):
        expected += [["edited", key] for key in event.detail["articles"]] if event.kind == "edited" else []
        expected += [["differ", key] for key in event.detail["findings"]] if event.kind == "difference" else []
    stories = list(store.iter_stories())
    expected += [["new", one.story.id] for one in stories]
    expected += [["origins", one.story.id] for one in stories if one.story.origins >= 3]
    for channel in ("hook", "post"):
        got = []
        for reasons in told[channel].values():
            for trigger, story, articles, findings in reasons:  # type: ignore[misc]
                got += [["edited", key] for key in articles] if "silently" in trigger else []
                got += [["differ", key] for key in findings] if trigger == "new difference" else []
                got += [["new", story]] if trigger == "new story" else []
                got += [["origins", story]] if trigger == "origins >= 3" else []
        assert sorted(got) == sorted(expected)
    return len(told["hook"])


def _list_events(store: Store) -> list:  # type: ignore[type-arg]
    found, after = [], 0
    while some := store.list_events(after=after, limit=500):
        found += some
        after = some[-1].number
    return found


if __name__ == "__main__":
    work_until_killed(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
