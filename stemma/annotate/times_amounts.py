"""Amounts of time: units, counts, durations, and what lies an amount away from a date."""

import re
from datetime import date

from stemma.annotate.calendar import (
    TimeValue,
    add_days,
    add_months,
    day_value,
    month_value,
    quarter_value,
    week_value,
    year_value,
)
from stemma.annotate.numerals import parse_number

_CODES = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "fortnight": "W",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C", "weekend": "W",
}  # fmt: skip
_ABBREVIATED = {"yr": "year", "yrs": "year", "hr": "hour", "hrs": "hour", "min": "minute", "mins": "minute",
                "sec": "second", "secs": "second", "centurie": "century"}  # fmt: skip


def unit_name(text: str) -> str:
    """The unit's singular name."""
    plain = text.lower().rstrip("s") if text.lower() not in _ABBREVIATED else text.lower()
    return _ABBREVIATED.get(plain, plain)


def count_of(text: str) -> float | None:
    """How many; None where the words are no number."""
    plain = re.sub(r"\s+", " ", text.lower().strip())
    if plain in ("a", "an", "the"):
        return 1.0
    if plain.startswith(("a couple", "an couple")):
        return 2.0
    return parse_number(plain.replace("-", " "))


def duration_value(count: float | None, unit: str) -> TimeValue:
    """An ISO 8601 duration as TIMEX3 writes it (``P6D``, ``PT30M``); ``X`` where the count is vague."""
    code = _CODES[unit]
    time, code = ("T", code[1]) if code[0] == "T" else ("", code)
    if count is None:
        return TimeValue(kind="DURATION", value=f"P{time}X{code}")
    if unit == "fortnight":
        count *= 2
    if unit == "decade":
        count, code = count * 10, "Y"
    elif unit == "century":
        count, code = count * 100, "Y"
    if count == int(count):
        return TimeValue(kind="DURATION", value=f"P{time}{int(count)}{code}")
    parts = {"Y": (12, "M"), "D": (24, "TH"), "H": (60, "M"), "M": (60, "S") if time else (30, "D"), "W": (7, "D")}
    if code in parts and abs(count % 1 - 0.5) < 1e-9:
        factor, lower = parts[code]
        if not int(count):
            clock = "T" if lower == "TH" or time else ""
            return TimeValue(kind="DURATION", value=f"P{clock}{int(factor / 2)}{lower[-1]}")
        return TimeValue(kind="DURATION", value=f"P{time}{int(count)}{code}{lower[:-1]}{int(factor / 2)}{lower[-1]}")
    return TimeValue(kind="DURATION", value=f"P{time}{count:g}{code}")


def shift(origin: date | None, count: float, unit: str) -> TimeValue | None:
    """The time ``count`` units after ``origin`` (before it where negative), as precise as the unit is.

    Hours and less stay on the day of ``origin``; fractions count of decades and centuries alone. None without an
    origin, beyond the calendar, for more than 100,000 units and for what is no unit.
    """
    if origin is None or abs(count) > 100_000:
        return None
    whole = int(count)
    if unit in ("day", "night"):
        return day_value(add_days(origin, whole))
    if unit in ("week", "fortnight", "weekend"):
        days = add_days(origin, whole * (14 if unit == "fortnight" else 7))
        return week_value(days, "-WE" if unit == "weekend" else "")
    if unit == "month":
        moved = add_months(origin, whole)
        return None if moved is None else month_value(moved.year, moved.month)
    if unit == "quarter":
        return quarter_value(origin.year, (origin.month + 2) // 3 + whole)
    if unit == "year":
        return year_value(origin.year + whole)
    if unit == "decade":
        return year_value(origin.year + round(count * 10))
    if unit == "century":
        return year_value(origin.year + round(count * 100))
    return day_value(origin) if unit in ("hour", "minute", "second") else None
