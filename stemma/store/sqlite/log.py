"""Events, corrections and rejected items in an SQLite file."""

import json
from collections.abc import Sequence
from typing import get_args

from stemma.model.article import Rejected
from stemma.model.stored import AnyOverride, Correction, Event
from stemma.store.codec import dump, load
from stemma.store.deriving import rejected_words
from stemma.store.sqlite.handles import Row
from stemma.store.sqlite.members import NAMES_KNOWN, Members
from stemma.store.sqlite.words import put_words

_KINDS = {kind.__name__: kind for kind in get_args(AnyOverride)}
_LAST = 2**63 - 1


class LogTables(Members):
    """What only grows."""

    def put_events(self, events: Sequence[Event]) -> int:
        with self._handles.transaction() as handle:
            first = handle.take_numbers(len(events))
            for number, event in enumerate(events, first):
                found = self._find(handle, event.story)
                story = event.story if found is None else found[1]
                row = (number, story, event.kind, event.at, json.dumps(event.detail))
                handle.run("INSERT INTO events VALUES (?, ?, ?, ?, ?)", row)
                if found is not None:
                    handle.run("UPDATE stories SET changed = ? WHERE number = ?", (number, found[0]))
            ((last,),) = handle.rows("SELECT max(number) FROM events")
        return last or 0

    def list_events(self, *, story: str | None = None, after: int = 0, limit: int = 100) -> tuple[Event, ...]:
        return self._events(story, "e.number > ? ORDER BY e.number", after, limit)

    def latest_events(
        self, *, story: str | None = None, before: int | None = None, limit: int = 100
    ) -> tuple[Event, ...]:
        return self._events(story, "e.number < ? ORDER BY e.number DESC", _LAST if before is None else before, limit)

    def _events(self, story: str | None, rest: str, number: int, limit: int) -> tuple[Event, ...]:
        columns, bound = "e.number, e.story, e.kind, e.at, e.detail", max(-1, min(number, _LAST))
        if story is None:
            sql = f"SELECT {columns} FROM events e"
        else:
            sql = f"{NAMES_KNOWN} SELECT {columns} FROM names CROSS JOIN events e ON e.story = name"
        asked = (bound, limit) if story is None else (story, story, bound, limit)
        return tuple(map(_read_event, self._handles.get().rows(f"{sql} WHERE {rest} LIMIT ?", asked)))

    def put_correction(self, override: AnyOverride, *, made: str) -> int:
        with self._handles.transaction() as handle:
            number = handle.take_numbers(1)
            row = (number, type(override).__name__, dump(override), made)
            handle.run("INSERT INTO corrections VALUES (?, ?, ?, ?, 0)", row)
        return number

    def undo_correction(self, number: int, *, undone: bool = True) -> bool:
        if not 0 < number <= _LAST:
            return False
        with self._handles.transaction() as handle:
            done = handle.run("UPDATE corrections SET undone = ? WHERE number = ?", (undone, number))
        return done.rowcount > 0

    def list_corrections(self) -> tuple[Correction, ...]:
        rows = self._handles.get().rows("SELECT number, kind, body, made, undone FROM corrections ORDER BY number")
        return tuple(
            Correction(override=load(_KINDS[kind], body), made=made, undone=bool(undone), number=number)
            for number, kind, body, made, undone in rows
        )

    def put_rejected(self, rejected: Sequence[Rejected], *, at: str) -> None:
        with self._handles.transaction() as handle:
            new = []
            for one in dict.fromkeys(rejected):
                there = "SELECT 1 FROM rejected WHERE item = ? AND stage = ? AND reason = ?"
                if handle.row(there, (one.item, one.stage, one.reason)) is None:
                    new.append(one)
            first = handle.take_numbers(len(new))
            rows = [(number, one.item, one.stage, one.reason, at) for number, one in enumerate(new, first)]
            handle.run_many("INSERT INTO rejected VALUES (?, ?, ?, ?, ?)", rows)
            put_words(handle, "rejected_words", ((row[0], rejected_words(row[1], row[3])) for row in rows))
            handle.add("rejected", len(rows))


def _read_event(row: Row) -> Event:
    number, story, kind, at, detail = row
    return Event(story=story, kind=kind, at=at, detail=json.loads(detail), number=number)
