"""Stories that are to be looked at: kept in the store until that is done, so that no interruption loses one."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from stemma.collection.correcting import find_newest, list_claims, list_names, note_names
from stemma.collection.parsing import STAGE
from stemma.model.stored import Correction
from stemma.store import Store
from stemma.store.codec import dump
from stemma.store.protocol import Plain

PENDING = "pending"
"""The kind of records that name, by id, a story that may have to be told."""
_NEXT = 500


def put_pending(store: Store, stories: Iterable[str]) -> None:
    """These are to be looked at."""
    mark = {"put": store.last_change()}
    store.put_records(PENDING, dict.fromkeys(stories, mark))


def drop_pending(store: Store, looked_at: Mapping[str, Plain]) -> None:
    """These were looked at as they were when ``list_pending`` told of them; what was put since stays."""
    with store.transaction():
        same = [story for story, mark in looked_at.items() if store.get_record(PENDING, story) == mark]
        store.delete_records(PENDING, same)


def list_pending(store: Store) -> dict[str, Plain]:
    """All that are to be looked at, each with its mark."""
    found: dict[str, Plain] = {}
    after = ""
    while some := store.list_records(PENDING, after=after, limit=_NEXT):
        found |= some
        after = max(some)
    return found


def note_changes(store: Store, made_by: str) -> None:
    """Let the stories be looked at on which a change bears: all where another version or other settings (``made_by``)
    made them, those that a new or undone correction names, where it names articles by their ids; else all.
    """
    log = {str(one.number): one for one in store.list_corrections()}
    marks = {
        number: blake2b(dump(one.override).encode(), digest_size=8).hexdigest()
        for number, one in log.items()
        if not one.undone
    }
    before = store.get_record(STAGE, "compare") or {}
    now = {"made_by": made_by, "corrections": marks}
    if before == now:
        return
    known = before.get("corrections", {})
    changed = [number for number in {*known, *marks} if known.get(number) != marks.get(number)]
    if before.get("made_by") != made_by:
        stories = None
    else:
        stories = _find_stories(store, [log[number] for number in sorted(changed) if number in log])
    with store.transaction():
        put_pending(store, (one.story.id for one in store.iter_stories()) if stories is None else stories)
        note_names(store, [log[number].override for number in marks])
        store.put_records(STAGE, {"compare": now})


def _find_stories(store: Store, corrections: Iterable[Correction]) -> set[str] | None:
    """The stories that corrections name by articles' ids; None where one may bear on any."""
    found: set[str] = set()
    for one in corrections:
        names = list_names(one.override)
        if not names or not all(ref.article for ref in list_claims(one.override)):
            return None
        newest = find_newest(store, names)
        named = {newest.get(name, name) for name in names}
        held = store.get_articles(named)
        if len(held) < len(named):
            return None
        found |= {stored.story for stored in held.values() if stored.story}
    return found
