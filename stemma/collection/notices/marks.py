"""What watching remembers in the store, as records of kind ``watch``: how far the log was read, and what was told.

cursor                {"event": n, "notices": n}     the last event looked at, and how many notices were made
rule:NAME             {"since", "fingerprint"}       the event after which the rule looks on
told:STORY            {"rules": {NAME: [mark...]}}   what was told of a story once and for all
last:NAME\\tSTORY      {"at": instant}                the last notice, for rules with a pause
held:NAME\\tSTORY      {"reasons": [...], "due"}      what waits for the end of a pause or of quiet hours
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stemma.collection.notices.notice import NoticeReason
from stemma.collection.notices.rules import Rule
from stemma.model.stored import StoredStory
from stemma.store import Store
from stemma.store.codec import dump, make_adapter

WATCH = "watch"
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far the log of events was read, and how many notices were made."""

    event: int = 0
    notices: int = 0


def read_cursor(store: Store) -> Cursor | None:
    """How far the log was read; None where no rule was ever looked at."""
    found = store.get_record(WATCH, "cursor")
    return None if found is None else Cursor(event=int(found["event"]), notices=int(found["notices"]))


def put_cursor(store: Store, cursor: Cursor) -> None:
    """Keep how far the log was read."""
    store.put_records(WATCH, {"cursor": {"event": cursor.event, "notices": cursor.notices}})


def list_rule_records(store: Store) -> dict[str, dict[str, Any]]:
    """Name → what is kept of each rule that was ever looked at."""
    return {key.removeprefix("rule:"): record for key, record in _list_prefixed(store, "rule:")}


def put_rule_record(store: Store, rule: Rule, since: int) -> None:
    """Keep that a rule is looked at, from the event after ``since`` on."""
    store.put_records(WATCH, {f"rule:{rule.name}": {"since": since, "fingerprint": fingerprint(rule)}})


def drop_rule_records(store: Store, names: Iterable[str]) -> None:
    """Forget that rules were looked at; where they come back, they are new. What they told stays told."""
    store.delete_records(WATCH, [f"rule:{name}" for name in names])


def fingerprint(rule: Rule) -> str:
    """What of a rule decides which stories it tells of, as one line."""
    return dump([rule.all, rule.any, rule.none, sorted(one.text for one in rule.when)])


def read_told(store: Store, stored: StoredStory) -> dict[str, set[str]]:
    """Rule → what was told of a story under its id, or under any that it, or a story that joined it, had before."""
    found: dict[str, set[str]] = {}
    # A story that was joined by hand and split again has its own marks once more.
    own = [key for key in stored.story.aliases if store.resolve_story(key) == stored.story.id]
    for key in (stored.story.id, *own):
        record = store.get_record(WATCH, f"told:{key}")
        for rule, marks in (record or {"rules": {}})["rules"].items():
            found.setdefault(rule, set()).update(marks)
    return found


def put_told(store: Store, told: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
    """Keep what was told: story → rule → marks, all of them (``read_told`` and what is new)."""
    store.put_records(
        WATCH,
        {
            f"told:{story}": {"rules": {rule: sorted(marks) for rule, marks in sorted(rules.items())}}
            for story, rules in told.items()
        },
    )


def read_last(store: Store, rule: str, story: str) -> str | None:
    """The instant of the last notice of a story by a rule with a pause."""
    found = store.get_record(WATCH, f"last:{rule}\t{story}")
    return None if found is None else str(found["at"])


def put_last(store: Store, rule: str, story: str, at: str) -> None:
    """Keep it."""
    store.put_records(WATCH, {f"last:{rule}\t{story}": {"at": at}})


def list_held(store: Store) -> Iterator[tuple[str, str, tuple[NoticeReason, ...], str]]:
    """Rule, story, reasons and due instant of all that waits."""
    for key, record in _list_prefixed(store, "held:"):
        rule, _, story = key.removeprefix("held:").partition("\t")
        yield rule, story, read_reasons(record["reasons"]), str(record["due"])


def read_held(store: Store, rule: str, story: str) -> tuple[tuple[NoticeReason, ...], str] | None:
    """The reasons that wait, and when they are due."""
    found = store.get_record(WATCH, f"held:{rule}\t{story}")
    return None if found is None else (read_reasons(found["reasons"]), str(found["due"]))


def put_held(store: Store, rule: str, story: str, reasons: Iterable[NoticeReason], due: str) -> None:
    """Let reasons wait until ``due``; what waits already is replaced."""
    plain = [dict(make_adapter(NoticeReason).dump_python(one, mode="json")) for one in reasons]
    store.put_records(WATCH, {f"held:{rule}\t{story}": {"reasons": plain, "due": due}})


def drop_held(store: Store, rule: str, story: str) -> None:
    """Nothing waits any more."""
    store.delete_records(WATCH, [f"held:{rule}\t{story}"])


def read_reasons(plain: Iterable[Any]) -> tuple[NoticeReason, ...]:
    """Reasons as they were kept."""
    return tuple(make_adapter(NoticeReason).validate_python(one) for one in plain)


def _list_prefixed(store: Store, prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Records of the kind whose keys begin so; the list is by key, so what is not asked is not read."""
    after = prefix
    while True:
        found = store.list_records(WATCH, after=after, limit=_BATCH)
        for key, record in found.items():
            if not key.startswith(prefix):
                return
            yield key, record
        if len(found) < _BATCH:
            return
        after = max(found)
