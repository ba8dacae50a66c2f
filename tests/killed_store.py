"""A process that puts and says so, killed at any moment; and what must be there afterwards.

    python -m tests.killed_store URL ROUND

puts until it is killed. A line on stdout tells what is acknowledged, after the call returned.
"""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from stemma.model.stored import Event
from stemma.store import Store, open_store
from tests.stores import MADE, make_claim, make_dossier, make_finding, make_stored, make_story

ROOT = Path(__file__).parents[1]


@dataclass(slots=True)
class Acknowledged:
    """What the processes said they had put."""

    articles: list[str] = field(default_factory=list)
    stories: dict[str, str] = field(default_factory=dict)
    """Story → the key of its edition."""
    records: dict[str, int] = field(default_factory=dict)


def put_until_killed(url: str, turn: str) -> None:
    """Put articles, revisions, stories with their editions and events, each acknowledged on stdout."""
    store = open_store(url)
    chosen = random.Random(turn)
    number = 0
    while True:
        keys = [f"{turn}-{number}-{n}" for n in range(chosen.randint(1, 20))]
        held = [make_stored(key, f"The bridge {key} " + "was closed " * 200, "Bridge") for key in keys]
        held += [make_stored(f"{keys[0]}-r", "Revised.", page=held[0].page, replaces=keys[0])]
        _tell("articles", store.put_articles(held))
        with store.transaction():
            story = keys[-1]
            store.put_stories([make_story(story, keys)])
            finding = make_finding(f"f{story}", [make_claim(f"c{story}", held[-2].article)])
            dossier = make_dossier([one.article for one in held], [finding], places=[("Wexcombe",)])
            store.put_edition(story, key=f"k{story}", made=MADE, dossier=dossier)
            store.put_events([Event(story=story, kind="story", at=MADE)])
        _tell("story", [story, f"k{story}"])
        store.put_records("done", {turn: {"n": number}})
        _tell("record", [turn, number])
        number += 1


def _tell(what: str, value: object) -> None:
    sys.stdout.write(json.dumps([what, value]) + "\n")
    sys.stdout.flush()


def kill_one(url: str, turn: str, after: float, said: Acknowledged) -> int:
    """Let a process put, kill it so many seconds after its first word, and note what it said; how many words."""
    command = [sys.executable, "-m", "tests.killed_store", url, turn]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(after)
        process.kill()
        lines = [first, *process.stdout]
    # The kill may have cut the last line short: then it was not said.
    for line in lines:
        if line.endswith("\n"):
            _note(json.loads(line), said)
    return len(lines)


def _note(told: list[object], said: Acknowledged) -> None:
    match told:
        case ["articles", list(keys)]:
            said.articles += keys
        case ["story", [str(story), str(key)]]:
            said.stories[story] = key
        case ["record", [str(turn), int(number)]]:
            said.records[turn] = number


def check_kept(store: Store, said: Acknowledged) -> None:
    """All that was said is there once, whole, and counted. Raises AssertionError."""
    there = Counter(one.article.id for one in store.iter_articles())
    replaced = {one.replaces for one in store.iter_articles() if one.replaces}
    wanted = Counter(said.articles)
    assert max(wanted.values(), default=1) == 1
    assert not wanted.keys() - there.keys() - replaced, "an acknowledged article is lost"
    assert max(there.values(), default=1) == 1, "an article is there twice"
    stories = {one.story.id: one for one in store.iter_stories()}
    assert not said.stories.keys() - stories.keys(), "an acknowledged story is lost"
    for key, stored in stories.items():
        editions = [name for _, name, _ in store.list_editions(key)]
        assert editions == [f"k{key}"], "a story stands without its edition"
        assert len(store.list_events(story=key)) == 1
        assert (stored.findings, stored.places) == (1, ("Wexcombe",))
    for turn, number in said.records.items():
        record = store.get_record("done", turn)
        assert record is not None
        assert record["n"] >= number
    counted = store.count()
    told = len(stories)
    assert (counted["stories"], counted["editions"], counted["findings"], counted["claims"]) == (told,) * 4
    assert (counted["articles"], counted["revisions"]) == (len(there), len(replaced))


if __name__ == "__main__":
    put_until_killed(*sys.argv[1:])
