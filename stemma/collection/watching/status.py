"""The feeds that a store knows, as they are told to people and programs."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.collection.watching.feed_state import FEED, PAGE, FeedState, load_state
from stemma.store import Store
from stemma.text.secrets import hide_secrets


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedStatus:
    """How a feed does. Instants are ISO 8601 in UTC."""

    url: str
    """Secrets hidden."""
    name: str | None
    state: str
    """``new`` (not asked yet), ``ok``, ``failing``, ``gone``."""
    polled: str | None
    due: str | None
    news: str | None
    """When it last brought something."""
    interval: int
    """Seconds."""
    failures: int
    """In a row."""
    reason: str | None
    moved: str | None
    entries: int
    wanted: int
    """Pages that it named and that are not read yet."""
    looked_at: int
    """Pages that were read and are looked at again for edits."""


def list_status(store: Store, *, pages: bool = True) -> tuple[FeedStatus, ...]:
    """The feeds of a store, by address; without ``pages``, these are not counted, which takes a look at all of them."""
    wanted: dict[str, int] = {}
    looked: dict[str, int] = {}
    for record in store.list_records(PAGE).values() if pages else ():
        counted = looked if record.get("read") else wanted
        feed = str(record.get("feed"))
        counted[feed] = counted.get(feed, 0) + 1
    found = (load_state(FeedState, record) for record in store.list_records(FEED).values())
    return tuple(
        FeedStatus(
            url=hide_secrets(state.url),
            name=state.name,
            state=_name_state(state),
            polled=state.polled,
            due=None if state.gone else state.due,
            news=state.news,
            interval=round(max(state.interval, state.floor)),
            failures=state.failures,
            reason=hide_secrets(state.reason) if state.reason else None,
            moved=hide_secrets(state.moved) if state.moved else None,
            entries=state.entries,
            wanted=wanted.get(state.url, 0),
            looked_at=looked.get(state.url, 0),
        )
        for state in found
        if state is not None
    )


def _name_state(state: FeedState) -> str:
    if state.gone:
        return "gone"
    if state.failures:
        return "failing"
    return "ok" if state.polled else "new"
