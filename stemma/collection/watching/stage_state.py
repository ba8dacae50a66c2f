"""Whether the stages after reading are owed, kept in the store: a watch that is killed owes them when it starts."""

from stemma.collection.watching.desk import Desk
from stemma.store import Store

KIND = "watching"
"""Of the records of a watch itself."""
_STAGES, _RUN = "stages", "run"


def note_start(store: Store, at: str) -> None:
    """A watch begins: a store that takes nothing is found out before anybody is asked anything."""
    store.put_records(KIND, {_RUN: {"started": at}})


def mark_owed(desk: Desk) -> None:
    """Something is about to be read: from now on, and until it is told, the stages after reading are owed."""
    if not desk.owed:
        desk.collection.store.put_records(KIND, {_STAGES: {"owed": True}})
        desk.owed = True


def clear_owed(desk: Desk) -> None:
    """All that was read is told."""
    if desk.owed:
        desk.collection.store.put_records(KIND, {_STAGES: {"owed": False}})
    desk.owed = desk.stirred = False


def is_owed(store: Store) -> bool:
    """Whether an earlier run read what it did not tell."""
    record = store.get_record(KIND, _STAGES)
    return bool(record and record.get("owed"))


def find_last_event(store: Store) -> int:
    """The number of the newest event; 0 where there is none."""
    newest = store.latest_events(limit=1)
    return newest[0].number if newest else 0
