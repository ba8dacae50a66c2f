"""Rules laid beside the log of events: each thing told once, whatever crashes.

What was looked at (the cursor), what was told (the marks), the notices and what is to be sent (the outbox) are put in
one transaction. A process that dies before leaves nothing of it, and the next one finds the same things again; one
that dies after leaves all of it. Only one process evaluates at a time.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from stemma.collection.notices import marks, outbox
from stemma.collection.notices.composing import compose_notice
from stemma.collection.notices.facts import StoryFacts, meets_conditions
from stemma.collection.notices.instants import find_due, is_due
from stemma.collection.notices.notice import Notice, NoticeReason
from stemma.collection.notices.reasons import find_reasons, holds_count
from stemma.collection.notices.rules import Rule, WatchRules
from stemma.model.stored import Event, StoredStory
from stemma.store import Store

BATCH = 2_000
"""Events that are looked at together; what happened to one story in them is one notice a rule."""
LOCK = "notices"


@dataclass
class _Batch:
    """What one look at the log comes to, before any of it is put."""

    rules: WatchRules
    since: dict[str, int]
    now: str
    cursor: int
    notices: int
    made: list[Notice] = field(default_factory=list)
    told: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    last: list[tuple[str, str]] = field(default_factory=list)
    hold: dict[tuple[str, str], tuple[tuple[NoticeReason, ...], str]] = field(default_factory=dict)
    release: list[tuple[str, str]] = field(default_factory=list)

    def tell(self, rule: Rule, facts: StoryFacts, reasons: Sequence[NoticeReason]) -> None:
        """Make a notice."""
        self.notices += 1
        self.made.append(
            compose_notice(rule, facts, reasons, number=self.notices, at=self.now, base_url=self.rules.base_url)
        )
        if rule.pause:
            self.last.append((rule.name, facts.id))


def start_rules(store: Store, rules: WatchRules) -> tuple[str, ...]:
    """Look on by ``rules`` from here on; the names of those that are new or ask something else than before.

    Call it before the first news comes in: a new rule tells of nothing that was there before. What already has as many
    origins or outlets as a rule asks has not got them anew. Raises StoreBusy where another process is at it.
    """
    with store.lock(LOCK):
        return _start(store, rules)


def evaluate(store: Store, rules: WatchRules, *, now: Callable[[], str]) -> tuple[Notice, ...]:
    """Look at what happened since the last time; the notices that came of it, which are in the outbox now.

    Call it after comparing, so that a new story is told with what its dossier holds. Rules that were never looked at
    begin here (``start_rules``). Raises StoreBusy where another process is at it; StoreError.
    """
    made: list[Notice] = []
    with store.lock(LOCK):
        _start(store, rules)
        while True:
            batch, events = _look(store, rules, now())
            if not events and not batch.release:
                return tuple(made)
            _put(store, batch)
            made += batch.made
            if len(events) < BATCH:
                return tuple(made)


def _start(store: Store, rules: WatchRules) -> tuple[str, ...]:
    cursor = marks.read_cursor(store)
    newest = store.latest_events(limit=1)
    end = newest[0].number if newest else 0
    known = marks.list_rule_records(store)
    if cursor is not None and cursor.event > end:
        # what is left of the log ends before: the store was emptied, or filled from an export
        cursor = replace(cursor, event=end)
        with store.transaction():
            marks.put_cursor(store, cursor)
            for name, record in known.items():
                known[name] = record | {"since": min(int(record["since"]), end)}
                store.put_records(marks.WATCH, {f"rule:{name}": known[name]})
    gone = known.keys() - {rule.name for rule in rules.rules}
    new = [rule for rule in rules.rules if known.get(rule.name, {}).get("fingerprint") != marks.fingerprint(rule)]
    if cursor is not None and not new and not gone:
        return ()
    at = cursor or marks.Cursor(event=end)
    told = _find_standing(store, new, at.event)
    with store.transaction():
        marks.put_cursor(store, at)
        marks.put_told(store, told)
        marks.drop_rule_records(store, sorted(gone))
        for rule in new:
            marks.put_rule_record(store, rule, at.event)
    return tuple(rule.name for rule in new)


def _find_standing(store: Store, rules: Sequence[Rule], cursor: int) -> dict[str, dict[str, set[str]]]:
    """The marks of what holds already: story → rule → triggers. What has events still to be looked at is left out."""
    counted = [rule for rule in rules if any(one.kind in ("origins", "outlets") for one in rule.when)]
    found: dict[str, dict[str, set[str]]] = {}
    for stored in store.iter_stories() if counted else ():
        if stored.changed > cursor:
            continue
        facts = StoryFacts(store, stored)
        for rule in counted:
            held = {one.text for one in rule.when if one.kind in ("origins", "outlets") and holds_count(one, facts)}
            if held and meets_conditions(rule, facts):
                found.setdefault(stored.story.id, marks.read_told(store, stored)).setdefault(rule.name, set()).update(
                    held
                )
    return found


def _look(store: Store, rules: WatchRules, now: str) -> tuple[_Batch, Sequence[Event]]:
    """Everything that the next events come to. Nothing is put yet: reading dossiers keeps no other writer waiting."""
    cursor = marks.read_cursor(store) or marks.Cursor()
    events = store.list_events(after=cursor.event, limit=BATCH)
    since = {name: int(record["since"]) for name, record in marks.list_rule_records(store).items()}
    batch = _Batch(
        rules=rules,
        since=since,
        now=now,
        cursor=events[-1].number if events else cursor.event,
        notices=cursor.notices,
    )
    for stored, some in _by_story(store, events):
        _look_at_story(store, batch, stored, some)
    _release_held(store, batch)
    return batch, events


def _by_story(store: Store, events: Iterable[Event]) -> list[tuple[StoredStory, list[Event]]]:
    """Events by the story that theirs is now; those of stories that are no more are nobody's."""
    found: dict[str, tuple[StoredStory, list[Event]]] = {}
    for event in events:
        stored = found[event.story][0] if event.story in found else store.get_story(event.story)
        if stored is not None:
            found.setdefault(stored.story.id, (stored, []))[1].append(event)
    return list(found.values())


def _look_at_story(store: Store, batch: _Batch, stored: StoredStory, events: Sequence[Event]) -> None:
    facts = StoryFacts(store, stored)
    told = marks.read_told(store, stored)
    for rule in batch.rules.rules:
        if not meets_conditions(rule, facts):
            continue
        before = told.get(rule.name, set())
        reasons, new = find_reasons(rule, facts, events, told=before, since=batch.since.get(rule.name, 0))
        if not reasons:
            continue
        if new:
            told[rule.name] = before | new
            batch.told[stored.story.id] = told
        _tell_or_hold(store, batch, rule, facts, reasons)


def _tell_or_hold(
    store: Store, batch: _Batch, rule: Rule, facts: StoryFacts, reasons: tuple[NoticeReason, ...]
) -> None:
    waits = marks.read_held(store, rule.name, facts.id)
    if waits is not None:
        batch.hold[rule.name, facts.id] = ((*waits[0], *reasons), waits[1])
        return
    last = marks.read_last(store, rule.name, facts.id) if rule.pause else None
    due = find_due(now=batch.now, last=last, pause=rule.pause, quiet=rule.quiet)
    if is_due(due, batch.now):
        batch.tell(rule, facts, reasons)
    else:
        batch.hold[rule.name, facts.id] = (reasons, due)


def _release_held(store: Store, batch: _Batch) -> None:
    """Tell what waited and is due, with what came to it now. What a rule that is gone held, is told by nobody."""
    rules = {rule.name: rule for rule in batch.rules.rules}
    for name, story, reasons, due in marks.list_held(store):
        if not is_due(due, batch.now):
            continue
        batch.release.append((name, story))
        reasons = batch.hold.pop((name, story), (reasons, due))[0]
        rule, stored = rules.get(name), store.get_story(story)
        if rule is not None and stored is not None:
            batch.tell(rule, StoryFacts(store, stored), reasons)


def _put(store: Store, batch: _Batch) -> None:
    """All of it, or nothing."""
    with store.transaction():
        marks.put_told(store, batch.told)
        for name, story in batch.last:
            marks.put_last(store, name, story, batch.now)
        for (name, story), (reasons, due) in batch.hold.items():
            marks.put_held(store, name, story, reasons, due)
        for name, story in batch.release:
            marks.drop_held(store, name, story)
        outbox.put_notices(store, batch.made, batch.rules, first=batch.notices - len(batch.made) + 1)
        marks.put_cursor(store, marks.Cursor(event=batch.cursor, notices=batch.notices))
