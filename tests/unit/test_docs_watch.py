"""``docs/watch.md`` says what the program does."""

import re
from pathlib import Path

from stemma.collection.watching import intervals, watch
from stemma.collection.watching.book import DEEPEST, MOST_CHILDREN
from stemma.collection.watching.options import FETCHING, WatchOptions

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "watch.md").read_text(encoding="utf-8")


def test_the_figures_are_those_of_the_program() -> None:
    assert intervals.FIRST == 30 * 60
    assert "30 minutes after the first answer" in DOC
    assert intervals.LEAST == 300
    assert "`--every` (300 seconds) and 6 hours" in DOC
    assert intervals.MOST == 6 * 3600
    assert intervals.LONGEST_FLOOR == 24 * 3600
    assert intervals.LONGEST_BACK_OFF == 12 * 3600
    assert "up to 12 hours" in DOC
    assert intervals.LONGEST_RETRY_AFTER == 7 * 86400
    assert "`Retry-After` is kept up to 7 days" in DOC
    assert intervals.TRIES == (600, 3600, 6 * 3600)
    assert "tried again after 10 minutes, 1 hour and 6 hours" in DOC
    assert intervals.LOOKS == (3600, 6 * 3600, 24 * 3600)
    assert "looked at again after 1, 6 and 24 hours" in DOC
    assert WatchOptions().max_pages == 1000
    assert "`--max-pages` (1000)" in DOC
    assert (DEEPEST, MOST_CHILDREN, FETCHING.concurrency) == (3, 200, 16)
    assert "three deep, 200 entries each" in DOC
    assert "16 questions are under way" in DOC
    assert watch._LONGEST == 60


def test_every_event_of_the_log_is_in_the_table() -> None:
    told = set()
    for path in (ROOT / "stemma").rglob("*.py"):
        if path.parent.name == "watching" or path.name == "watch.py":
            told |= set(re.findall(r"(?:journal\.tell|self\.journal\.tell)\(\s*\"([a-z-]+)\"", path.read_text("utf-8")))
    table = set(re.findall(r"`([a-z-]+)`", DOC[DOC.index("| `what` | |") : DOC.index("## As a service")]))
    assert told | {"busy", "store-failed"} == table - {"what", "--once"}
