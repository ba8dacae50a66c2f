"""A scale of time on which long gaps are short: what was in 1948 must not squash the week of the event."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}):(\d{2})\S*)?$")
_NEAR = 2.0
_GAP = 0.9
_WEIGHTS = ((1.0, 1.0), (8.0, 2.0), (32.0, 2.4), (100.0, 2.8), (400.0, 3.2))
_LONGEST = 3.8
_DAYS = {"week": 7, "quarter": 91}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a date of some precision covers, in days since 1 January of year 1; ``end`` exclusive."""

    start: float
    end: float
    grain: str
    """``hour``, ``day``, ``week``, ``month``, ``quarter``, ``year`` or ``decade``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A stretch of the scale that is drawn in proportion."""

    start: float
    end: float
    x0: float
    x1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A gap that is drawn shorter than it is."""

    x: float
    days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Days to places along the axis."""

    slots: tuple[Slot, ...]
    breaks: tuple[Break, ...]

    def place(self, day: float) -> float:
        """The place of ``day``; between two slots, between their ends."""
        before: Slot | None = None
        for slot in self.slots:
            if day < slot.start:
                if before is None:
                    return slot.x0
                share = (day - before.end) / max(slot.start - before.end, 1e-9)
                return before.x1 + share * (slot.x0 - before.x1)
            if day <= slot.end:
                return slot.x0 + (day - slot.start) / max(slot.end - slot.start, 1e-9) * (slot.x1 - slot.x0)
            before = slot
        return before.x1 if before else 0.0


def read_period(iso: str | None, precision: str | None = None) -> Period | None:
    """What an ISO 8601 date of reduced precision covers; None where it is no date of the calendar.

    A day with a clock time is an ``hour``; ``precision`` ``time`` without one says a part of the day and is a ``day``.
    """
    match = _ISO.match(iso or "")
    if match is None:
        return None
    year, month, day, hour, minute = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day is not None:
            start = float(first.toordinal())
            if hour is not None and precision in {None, "time"} and hour < 24:
                moment = start + hour / 24 + (minute or 0) / 1440
                return Period(start=moment, end=moment, grain="hour")
            if precision == "week":
                return Period(start=start, end=start + _DAYS["week"], grain="week")
            return Period(start=start, end=start + 1, grain="day")
        if month is not None:
            if precision == "quarter":
                return Period(start=first.toordinal(), end=first.toordinal() + _DAYS["quarter"], grain="quarter")
            after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
            return Period(start=first.toordinal(), end=after.toordinal(), grain="month")
        years = 10 if precision == "decade" else 1
        grain = "decade" if precision == "decade" else "year"
        return Period(start=first.toordinal(), end=date(first.year + years, 1, 1).toordinal(), grain=grain)
    except (ValueError, OverflowError):
        return None


def list_leaves(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The periods that have room of their own on the scale: all that hold no other one inside."""
    spans = sorted({(_whole(p)) for p in periods})
    leaves = [
        (start, end)
        for start, end in spans
        if not any((a, b) != (start, end) and start <= a and b <= end for a, b in spans)
    ]
    return tuple(Period(start=start, end=end, grain="day" if end - start <= 1 else "span") for start, end in leaves)


def _whole(period: Period) -> tuple[float, float]:
    start = float(int(period.start))
    return start, max(period.end, start + 1)


def make_scale(periods: Sequence[Period], left: float, right: float) -> Scale:
    """The scale from ``left`` to ``right`` on which each of ``periods`` can be placed."""
    merged: list[list[float]] = []
    for leaf in list_leaves(periods):
        short = leaf.end - leaf.start <= _DAYS["week"]
        if merged and leaf.start - merged[-1][1] <= _NEAR and short and merged[-1][2]:
            merged[-1][1] = max(merged[-1][1], leaf.end)
        elif merged and leaf.start < merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], leaf.end)
            merged[-1][2] = 0.0
        else:
            merged.append([leaf.start, leaf.end, float(short)])
    widths = [end - start if short else _weigh(end - start) for start, end, short in merged]
    gaps = [_GAP if after[0] > before[1] else 0.0 for before, after in itertools.pairwise(merged)]
    unit = (right - left) / max(sum(widths) + sum(gaps), 1e-9)
    slots: list[Slot] = []
    breaks: list[Break] = []
    x = left
    for index, (start, end, _) in enumerate(merged):
        if index and gaps[index - 1]:
            breaks.append(Break(x=round(x + _GAP * unit / 2, 1), days=start - merged[index - 1][1]))
            x += _GAP * unit
        slots.append(Slot(start=start, end=end, x0=round(x, 1), x1=round(x + widths[index] * unit, 1)))
        x += widths[index] * unit
    return Scale(slots=tuple(slots), breaks=tuple(breaks))


def _weigh(days: float) -> float:
    """The room of a coarse period, in days: a year is wider than a month, not twelve times as wide."""
    return next((weight for most, weight in _WEIGHTS if days <= most), _LONGEST)


def say_gap(days: float) -> str:
    """How long a gap is, in round words: ``12 days``, ``5 weeks``, ``3 months``, ``70 years``."""
    for unit, length, least in (("year", 365.25, 700), ("month", 30.44, 75), ("week", 7.0, 21)):
        if days >= least:
            return f"{round(days / length)} {unit}s"
    return f"{round(days)} day{'' if round(days) == 1 else 's'}"
