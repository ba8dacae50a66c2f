"""Logs: events, corrections by hand, rejected items."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from stemma.model.article import Rejected
from stemma.model.stored import AnyOverride, Correction, Event, StoredRejected
from stemma.store.codec import make_adapter
from stemma.store.deriving import rejected_words
from stemma.store.postgres.columns import day_bytes, digest, from_json, to_bytes, to_json, to_text
from stemma.store.postgres.connections import Row, Session
from stemma.store.postgres.stories import NAMES, resolve_story
from stemma.store.postgres.words import index_words
from stemma.store.postgres.work import Work

EVENT = "number, story, at, payload"
REJECTED = "number, digest, at, day, payload, found, words"
_OVERRIDES = {kind.__name__: kind for kind in get_args(AnyOverride)}


def put_events(work: Work, events: Sequence[Event]) -> int:
    """Add to the log; the number of the last."""
    session = work.session
    asked = list({to_bytes(event.story) for event in events})
    there = {key for (key,) in session.rows("SELECT id FROM stories WHERE id = ANY(%s::bytea[])", (asked,))}
    rows = session.rows("SELECT alias, story FROM aliases WHERE alias = ANY(%s::bytea[])", (asked,))
    aliases: dict[bytes, bytes] = dict(rows)
    changed: dict[bytes, int] = {}
    made: list[Row] = []
    for event in events:
        given = to_bytes(event.story)
        story = given if given in there else aliases.get(given, given)
        number = changed[story] = work.count_up()
        made.append((number, story, to_bytes(event.at), to_json((event.kind, event.detail))))
    if made:
        session.copy("events", EVENT, made)
        session.run(
            "UPDATE stories s SET changed = m.number FROM unnest(%s::bytea[], %s::bigint[]) AS m (story, number) "
            "WHERE s.id = m.story",
            (list(changed), list(changed.values())),
        )
        work.put = True
    last = session.row("SELECT max(number) FROM events")
    return (last[0] if last else None) or 0


def list_events(
    session: Session, story: str | None, *, after: int | None, before: int | None, limit: int
) -> tuple[Event, ...]:
    """Those after a number, oldest first; else the newest before one, newest first."""
    conditions = ["true"]
    bounds: list[int] = []
    for asked, sign in ((after, ">"), (before, "<")):
        if asked is not None:
            conditions.append(f"number {sign} %s")
            bounds.append(asked)
    order = f"ORDER BY number {'DESC' if after is None else 'ASC'} LIMIT %s"
    columns = "SELECT number, story, at, payload FROM"
    if story is None:
        rows = session.rows(f"{columns} events WHERE {' AND '.join(conditions)} {order}", (*bounds, limit))
    else:
        now = resolve_story(session, story)
        # Of each name the first so many, by the index of that name: else all events might be walked.
        some = f"SELECT * FROM events WHERE story = names.name AND {' AND '.join(conditions)} {order}"
        rows = session.rows(
            f"{columns} {NAMES} AS names (name) CROSS JOIN LATERAL ({some}) AS found {order}",
            (now, now, *bounds, limit, limit),
        )
    return tuple(map(_make_event, rows))


def _make_event(row: Row) -> Event:
    number, story, at, payload = row
    kind, detail = from_json(list, payload)
    return Event(story=to_text(story), kind=kind, at=to_text(at), detail=detail, number=number)


def put_correction(work: Work, override: AnyOverride, made: str) -> int:
    """Add to the log; its number."""
    number = work.count_up()
    kept = to_json((type(override).__name__, override, made))
    work.session.run("INSERT INTO corrections (number, payload) VALUES (%s, %s)", (number, kept))
    work.put = True
    return number


def undo_correction(work: Work, number: int, undone: bool) -> bool:
    """Mark it; whether there is one."""
    work.put = True
    return work.session.run("UPDATE corrections SET undone = %s WHERE number = %s", (undone, number)) > 0


def put_rejected(work: Work, rejected: Sequence[Rejected], at: str) -> None:
    """Keep each item, stage and reason once."""
    session = work.session
    given = {digest(one.item, one.stage, one.reason): one for one in rejected}
    rows = session.rows("SELECT digest FROM rejected WHERE digest = ANY(%s::bytea[])", (list(given),))
    held = {key for (key,) in rows}
    made: list[Row] = []
    for key, one in given.items():
        if key not in held:
            kept = StoredRejected(item=one.item, stage=one.stage, reason=one.reason, at=at)
            made.append(rejected_row(work.count_up(), kept))
    if made:
        session.copy("rejected", REJECTED, made)
        work.added["rejected"] += len(made)
        work.put = True


def rejected_row(number: int, one: StoredRejected) -> Row:
    """The columns of a rejected item."""
    found, words = index_words(rejected_words(one.item, one.reason))
    key, kept = digest(one.item, one.stage, one.reason), to_json(replace(one, number=0))
    return number, key, to_bytes(one.at), day_bytes(one.at), kept, found, words


def list_corrections(session: Session) -> tuple[Correction, ...]:
    """The whole log, by number."""
    rows = session.rows("SELECT payload, undone, number FROM corrections ORDER BY number")
    return tuple(_make_correction(*row) for row in rows)


def _make_correction(payload: bytes, undone: bool, number: int) -> Correction:
    name, fields, made = from_json(list, payload)
    override: AnyOverride = make_adapter(_OVERRIDES[name]).validate_python(fields)
    return Correction(override=override, made=made, undone=undone, number=number)
