"""Notices kept, and what of them is still to be sent: records of kinds ``notice`` and ``outbox``.

A parcel is what is sent at once by one channel: one notice, or, by mail, all that wait. It carries its notices whole,
so that nothing that happens to the store later changes what is sent, or sent once more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Literal

from stemma.collection.notices.notice import Notice, from_plain, to_plain
from stemma.collection.notices.rules import EmailChannel, WatchRules
from stemma.errors import StoreBroken
from stemma.store import Store
from stemma.store.codec import make_adapter

NOTICE, OUTBOX = "notice", "outbox"
KEPT = 200
"""Notices of one rule that are kept for its feed; older ones are dropped once they are sent or not."""
MOST_DEAD = 500
"""Parcels that could not be sent and are kept to be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Notices on their way by one channel."""

    key: str
    """Its name in the store; parcels go out by it, the oldest first."""
    id: str
    """``msg_...``: the same at every attempt, so that whoever gets it twice can tell."""
    channel: str
    notices: tuple[Notice, ...]
    made: str
    state: Literal["waiting", "dead"] = "waiting"
    attempts: int = 0
    due: str = ""
    """The instant of the next attempt; empty: at once."""
    closed: bool = False
    """Tried already: nothing is added to it any more."""
    to: tuple[str, ...] = ()
    """By mail: who has not got it yet; empty: all whom the channel names."""
    error: str = ""
    """Why the last attempt failed."""


def put_notices(store: Store, notices: Sequence[Notice], rules: WatchRules, *, first: int) -> None:
    """Keep notices, numbered from ``first`` on, and a parcel for each channel that its rule tells by."""
    told_by = {rule.name: rule.tell for rule in rules.rules}
    for number, notice in enumerate(notices, first):
        store.put_records(NOTICE, {f"{name_key(notice.rule)}/{number:012d}": to_plain(notice)})
        for channel in told_by.get(notice.rule, ()):
            parcel = make_parcel(channel, (notice,), made=notice.at, number=number)
            put_parcel(store, parcel)
    for rule in dict.fromkeys(notice.rule for notice in notices):
        _prune(store, rule)


def make_parcel(channel: str, notices: tuple[Notice, ...], *, made: str, number: int) -> Parcel:
    """A parcel of notices; its id is of them and the channel alone."""
    digest = blake2b("\n".join([channel, *(notice.id for notice in notices)]).encode(), digest_size=16).hexdigest()
    return Parcel(key=f"{number:012d}-{digest}", id=f"msg_{digest}", channel=channel, notices=notices, made=made)


def put_parcel(store: Store, parcel: Parcel) -> None:
    """Keep a parcel; one of its key is replaced."""
    plain: dict[str, Any] = {
        **make_adapter(Parcel).dump_python(replace(parcel, notices=()), mode="json"),
        "notices": [to_plain(notice) for notice in parcel.notices],
    }
    store.put_records(OUTBOX, {parcel.key: plain})


def list_parcels(store: Store) -> tuple[Parcel, ...]:
    """All that wait or could not be sent, oldest first. Raises StoreBroken where a record is none of ours."""
    return tuple(_read(record) for record in store.list_records(OUTBOX).values())


def drop_parcels(store: Store, keys: Sequence[str]) -> None:
    """They are sent, or part of another."""
    store.delete_records(OUTBOX, keys)


def close_parcels(store: Store, rules: WatchRules, waiting: Sequence[Parcel]) -> tuple[Parcel, ...]:
    """What is sent now of all that waits: of each mail channel, what was never tried goes in one mail.

    The mail is kept as one parcel before it is sent, so that a second attempt is the same mail.
    """
    found: list[Parcel] = []
    fresh: dict[str, list[Parcel]] = {}
    for parcel in waiting:
        if isinstance(rules.channel(parcel.channel), EmailChannel) and not parcel.closed:
            fresh.setdefault(parcel.channel, []).append(parcel)
        else:
            found.append(parcel)
    for channel, some in fresh.items():
        notices = tuple(notice for parcel in some for notice in parcel.notices)
        number = int(some[0].key.partition("-")[0])
        whole = replace(make_parcel(channel, notices, made=some[-1].made, number=number), closed=True)
        with store.transaction():
            drop_parcels(store, [parcel.key for parcel in some])
            put_parcel(store, whole)
        found.append(whole)
    return tuple(sorted(found, key=lambda parcel: parcel.key))


def list_notices(store: Store, rule: str, *, limit: int = KEPT) -> tuple[Notice, ...]:
    """The notices of a rule that are kept, newest first."""
    return tuple(_notice(record) for _, record in reversed(_records(store, rule)))[:limit]


def name_key(rule: str) -> str:
    """A rule's name as a part of a key: as long for every name."""
    return blake2b(rule.encode(), digest_size=8).hexdigest()


def _records(store: Store, rule: str) -> list[tuple[str, dict[str, Any]]]:
    prefix = f"{name_key(rule)}/"
    found = store.list_records(NOTICE, after=prefix, limit=KEPT * 2)
    return [(key, record) for key, record in found.items() if key.startswith(prefix)]


def _prune(store: Store, rule: str) -> None:
    while len(kept := _records(store, rule)) > KEPT:
        store.delete_records(NOTICE, [key for key, _ in kept[:-KEPT]])


def _notice(record: dict[str, Any]) -> Notice:
    try:
        return from_plain(record)
    except ValueError as error:
        raise StoreBroken(f"the store holds a notice that cannot be read: {str(error)[:200]}") from None


def _read(record: dict[str, Any]) -> Parcel:
    try:
        found: Parcel = make_adapter(Parcel).validate_python(record)
    except ValueError as error:
        raise StoreBroken(f"the store's outbox holds what cannot be read: {str(error)[:200]}") from None
    return found
