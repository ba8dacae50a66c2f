"""Which of the dates that a page gives is the day it was published, which that of its last change, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from stemma.read.date_evidence import NEAR, Evidence
from stemma.read.dates import day_of
from stemma.read.html_dates import can_be_local, find_local_stamp, settle_day

ONLY_CHANGE = "The page gives no other day than that of its last change."
_SURE = 3.0
_LIKELY = 1.5
_PLAIN = 5.0
_UTC = "+00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The chosen date of its kind; ``why`` is one plain sentence."""

    kind: Literal["published", "modified"]
    value: str
    where: str
    why: str


def choose_published(
    told: Sequence[Evidence],
    plain: Sequence[Evidence],
    printed: Sequence[Evidence],
    times: Sequence[Evidence],
    address: Sequence[Evidence],
) -> Choice | None:
    """The day of publication: by the page's data, what it prints, its address; None where only a guess is left."""
    stamps = [seen for seen in told if seen.kind == "published"]
    shown = [seen for seen in printed if seen.kind == "published"]
    marked = [seen for seen in times if seen.kind == "published"]
    if stamps:
        return _settle_stamp(stamps, shown, marked, [seen for seen in told if seen.kind == "modified"])
    if shown and shown[0].weight >= _SURE:
        return _choose_printed(shown[0], marked, address)
    ranked = [
        *((seen, "The page marks it as the time of publication.") for seen in marked if seen.weight > 0),
        *((seen, "The page's address holds the day, and nothing surer gives one.") for seen in address),
        *((seen, "The page's data give it without saying of what it is the date.") for seen in plain),
        *((seen, "It is the first time that the page marks as one.") for seen in marked),
    ]
    return _choose(*ranked[0]) if ranked else None


def choose_likely(printed: Sequence[Evidence], modified: Choice | None) -> Choice | None:
    """For a page that gives no day of publication: that of its last change where it prints one, else the likeliest."""
    likely = [seen for seen in printed if seen.kind == "published" and seen.weight >= _LIKELY]
    why = "It is the likeliest of the dates that the page prints."
    near = next((seen for seen in likely if seen.where == NEAR), None)
    if near is None and modified is not None and modified.where.startswith("printed"):
        return Choice(kind="published", value=modified.value, where=modified.where, why=ONLY_CHANGE)
    return _choose(near or likely[0], why) if likely else None


def _choose(seen: Evidence, why: str, value: str | None = None) -> Choice:
    return Choice(kind=seen.kind, value=value or seen.value, where=seen.where, why=why)


def _settle_stamp(
    stamps: Sequence[Evidence],
    shown: Sequence[Evidence],
    marked: Sequence[Evidence],
    changes: Sequence[Evidence],
) -> Choice:
    """The machine's date, in the zone of the day that the page prints."""
    first, values = stamps[0], [seen.value for seen in stamps]
    stamp = first.value
    beside = [
        seen
        for seen in sorted(shown, key=lambda seen: seen.where != NEAR)
        if abs((day_of(seen.value) - day_of(stamp)).days) <= 1 and (seen.where == NEAR or seen.weight >= _SURE)
    ]
    for seen in beside:
        if _is_moment(seen.value, stamp) and can_be_local(stamp, seen.value) and day_of(seen.value) != day_of(stamp):
            settled = settle_day(stamp, seen.value, values)
            return _choose(seen, f"It is {_place(seen)}, and the machine's stamp is the same moment in UTC.", settled)
    near = [seen for seen in beside if seen.where == NEAR]
    beside = near or beside
    same = [seen for seen in beside if day_of(seen.value) == day_of(stamp) and not seen.value.endswith(_UTC)]
    for seen in same:
        settled = settle_day(stamp, seen.value, values)
        return _choose(first, f"The page's data give it, and the same day is {_place(seen)}.", settled)
    for seen in beside:
        settled = settle_day(stamp, seen.value, values)
        if day_of(settled) != day_of(stamp) and not _is_change(seen, changes):
            return _choose(seen, f"It is {_place(seen)}, and the machine's stamp is the same day in UTC.", settled)
    only = next((seen for seen in shown if seen.where == NEAR and seen.weight >= _SURE), None)
    if only and _is_change(only, changes) and not any(day_of(seen.value) == day_of(stamp) for seen in shown):
        why = f"It is the only day that the page shows, near its headline; its data have {stamp[:10]} as well."
        return _choose(only, why)
    local = find_local_stamp(stamp, [*values[1:], *(seen.value for seen in marked)])
    if local:
        return _choose(first, "The page's data give the same moment in UTC and in the outlet's own zone.", local)
    rebuilt = bool(changes) and day_of(changes[0].value) <= day_of(stamp)
    if only and only.weight >= _PLAIN and day_of(only.value) < day_of(stamp) and rebuilt:
        why = "It is printed near the headline; the machine's stamp is later and no earlier than its last change."
        return _choose(only, why)
    if only:
        return _choose(first, f"The page's data give it; the {only.value[:10]} near its headline may be another's day.")
    return _choose(first, "The page's data give it, and nothing printed near the headline speaks against it.")


def _is_moment(printed: str, stamp: str) -> bool:
    """Whether both can be one moment: the same minutes past the hour, at quarters of an hour."""
    return min(len(printed), len(stamp)) > 10 and (int(printed[14:16]) - int(stamp[14:16])) % 15 == 0


def _is_change(seen: Evidence, changes: Sequence[Evidence]) -> bool:
    return any(day_of(change.value) == day_of(seen.value) for change in changes)


def _place(seen: Evidence) -> str:
    return seen.where if seen.where.startswith("printed") else f"given by a {seen.where}"


def _choose_printed(best: Evidence, marked: Sequence[Evidence], address: Sequence[Evidence]) -> Choice:
    """The printed day, with the zone and hour that a time element gives it."""
    longer = next((m.value for m in marked if len(m.value) > len(best.value) and m.value.startswith(best.value)), None)
    for seen in address:
        if day_of(seen.value) == day_of(best.value):
            return _choose(best, f"It is {_place(best)}, and the page's address holds the same day.", longer)
    return _choose(best, f"It is {_place(best)}, and the page's data give no date.", longer)


def choose_modified(everything: Sequence[Evidence]) -> Choice | None:
    """The day of the last change: what the data say, else what is printed as such."""
    changed = [seen for seen in everything if seen.kind == "modified"]
    if not changed:
        return None
    first = changed[0]
    if first.where.startswith("printed"):
        return _choose(first, f"It is {_place(first)} as that of a change.")
    return _choose(first, "The page's data give it.")
