"""The stages after reading, and the notices: what a watch does with what came in."""

from __future__ import annotations

from collections import Counter

from stemma.collection.differences import is_changed_alone
from stemma.collection.watching.desk import Desk
from stemma.collection.watching.journal import count_of
from stemma.collection.watching.stage_state import clear_owed, find_last_event
from stemma.errors import StoreBusy

_WORDS = {
    "story": ("new story", "new stories"),
    "articles": ("story with more articles", "stories with more articles"),
    "edited": ("article edited", "articles edited"),
    "joined": ("story joined", "stories joined"),
    "edition": ("dossier", "dossiers"),
    "difference": ("with a new difference", "with new differences"),
    "changed": ("with a changed difference", "with changed differences"),
}
_MOST_EVENTS = 10_000


def tell_news(desk: Desk) -> None:
    """Group, and compare what may have changed. Raises Stopped between two stories; what is owed stays owed."""
    store = desk.collection.store
    desk.collection.group(progress=desk.stop.check)
    compare = desk.collection.compare(progress=desk.stop.check)
    clear_owed(desk)
    desk.counts.stories += len(compare.told)
    events = store.list_events(after=desk.event, limit=_MOST_EVENTS)
    desk.event = find_last_event(store)
    kinds: dict[str, int] = dict(Counter("changed" if is_changed_alone(event) else event.kind for event in events))
    parts = [count_of(kinds[kind], *words) for kind, words in _WORDS.items() if kinds.get(kind)]
    if parts:
        desk.journal.tell("told", ", ".join(parts), kinds=kinds)


def give_notices(desk: Desk) -> None:
    """Have the notices given that are due: of what happened since the last, and again where they did not arrive."""
    if desk.options.notify is None:
        return
    try:
        given, troubles = desk.options.notify.give(desk.collection.store, desk.now)
    except StoreBusy:
        return  # another process is at it; what is due then is due the next time
    desk.counts.notices += given
    for line in troubles:
        desk.journal.tell("not-sent", line, level="warning")
    if given:
        desk.journal.tell("notices", count_of(given, "notice"), notices=given)
