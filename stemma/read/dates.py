"""Dates as pages print them, in the languages of ``month_names``, as ISO 8601 with the precision and zone given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from stemma.read.clocks import find_clock
from stemma.text.month_names import find_month

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Order = Literal["day first", "month first"]
"""How a page writes a date of figures alone: 03/04/2021 is the 3rd of April, or March 4."""

_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
_MONTH = r"(?P<month>[^\W\d_]{2,14}(?: (?:الثاني|الأول))?)"
_NUMBER = r"(?P<month>0?[1-9]|1[0-2])(?!\d)"
_SIGNS = re.compile(r"(?:19|20)\d\d|[./-]\d\d(?!\d)")
"""What every date of the forms below holds: a search for it spares the others on most lines."""
_WORDED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_MONTH}\.?[\s-]+{_DAY}(?:st|nd|rd|th)?,?[\s-]+(?:de |del )?{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th|er|ο|η|[.º°ªª]|-?го|\.º)?,?[\s-]*(?:(?:of|de|del|di|den|d['’])\s*)?"
        rf"\b{_MONTH}[.’']?(?:\s?[/(]\s?[^\W\d_]{{2,14}}(?: (?:الثاني|الأول))?\)?)?"
        rf",?[\s-]*(?:(?:de|del|of|di)\s+)?{_YEAR}",
        rf"(?<!\d){_YEAR}\.?,?[\s-]+{_MONTH}\.?[\s-]+{_DAY}",
        # as mail and JavaScript write it: Wed Apr 06 03:05:46 +0000 2022
        rf"\b{_MONTH} {_DAY} [\d:]{{5,8}} (?:[+-]\d{{4}} |[A-Z]{{3,4}} )?{_YEAR}",
    )
)
_FIGURES = tuple(
    re.compile(form)
    for form in (
        rf"(?<![\d/.-]){_YEAR}\s?(?P<mark>[-/.])\s?{_NUMBER}\s?(?P=mark)\s?(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<!\d){_YEAR}\s?[年년]\s?{_NUMBER}\s?[月월]\s?(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)\s?[日일号號]?",
        rf"{_DAY} tháng {_NUMBER},? (?:năm )?{_YEAR}",
    )
)
_TURNED = re.compile(
    r"(?<![\d/.:,-])(?P<one>0?[1-9]|[12]\d|3[01])(?P<mark>\s?[-/.]\s?)(?P<two>0?[1-9]|[12]\d|3[01])(?P=mark)"
    r"(?P<year>(?:19|20)\d\d|[0-3]\d)(?![\d%]|[./-]\d)"
)
_STAMP = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ]+(?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<day>(?:19|20)\d{6})(?:T?(?P<time>\d{4}|\d{6})(?P<zone>Z|[+-]\d\d:?\d\d)?)?$")
_DIGITS = {
    ord(digit): str(value)
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９")
    for value, digit in enumerate(digits)
}
_OTHER_DIGITS = re.compile("[٠-٩۰-۹०-९０-９]")
_LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A calendar date in a line; ``iso`` has a time where one stands next to it, and a zone where one is named."""

    start: int
    end: int
    iso: str
    day: date


def find_dates(line: str, order: Order | None = None) -> list[PrintedDate]:
    """The dates with day, month and year in the first 400 characters of ``line``, in order.

    ``order`` decides 03/04/2021, which is no date without it; 03.04.2021 has the day first everywhere.
    """
    line = line[:_LONGEST]
    if _OTHER_DIGITS.search(line):
        line = line.translate(_DIGITS)
    if not _SIGNS.search(line):
        return []
    found: dict[int, PrintedDate] = {}
    for start, end, day in _find_days(line, order):
        if day and not any(at < end and start < other.end for at, other in found.items()):
            iso = find_clock(line, start, end, day) or day.isoformat()
            found[start] = PrintedDate(start=start, end=end, iso=iso, day=day)
    return [found[at] for at in sorted(found)]


def _find_days(line: str, order: Order | None) -> Iterator[tuple[int, int, date | None]]:
    for form in _WORDED:
        for match in form.finditer(line):
            month = find_month(match["month"])
            if month:
                yield match.start(), match.end(), make_day(int(match["year"]), month, int(match["day"]))
    for form in _FIGURES:
        for match in form.finditer(line):
            yield match.start(), match.end(), make_day(int(match["year"]), int(match["month"]), int(match["day"]))
    for match in _TURNED.finditer(line):
        day = _turn(int(match["one"]), int(match["two"]), match["year"], match["mark"].strip(), order)
        yield match.start(), match.end(), day


def _turn(one: int, two: int, written: str, mark: str, order: Order | None) -> date | None:
    """The day of a date of figures with the year at its end. Years of two figures count where ``order`` is known."""
    if len(written) == 2 and order is None:
        return None
    year = int(written) if len(written) == 4 else 2000 + int(written)
    if one > 12 or mark == ".":
        return make_day(year, two, one)
    if two > 12 or order == "month first":
        return make_day(year, one, two)
    return make_day(year, two, one) if order == "day first" or one == two else None


def read_stamp(value: object, order: Order | None = None) -> str | None:
    """A machine's date ("2019-11-19T01:19:00.000Z") as ISO 8601, else a printed one; None where it is no date."""
    if isinstance(value, int | float) and 0 < value < 4e12:
        return _read_epoch(float(value))
    if not isinstance(value, str):
        return None
    value = value.strip()
    if value.isdecimal() and len(value) in (10, 13):
        return _read_epoch(float(value))
    match = _STAMP.match(value)
    if match:
        return _join_stamp(match["day"], match["time"], match["zone"])
    match = _COMPACT.match(value)
    if match:
        day, time = match["day"], match["time"]
        return _join_stamp(
            f"{day[:4]}-{day[4:6]}-{day[6:]}", ":".join(re.findall("..", time)) if time else None, match["zone"]
        )
    printed = find_dates(value, order)
    return printed[0].iso if printed else None


def _join_stamp(written: str, time: str | None, zone: str | None) -> str | None:
    parts = written.split("-")
    day = make_day(int(parts[0]), int(parts[1]), int(parts[2]))
    if day is None:
        return None
    if not time:
        return day.isoformat()
    zone = (zone or "").upper()
    if zone in ("Z", "UTC", "GMT"):
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = zone[:3] + ":" + zone[3:]
    stamp = f"{day.isoformat()}T{time if time.count(':') == 2 else time + ':00'}{zone}"
    try:
        datetime.fromisoformat(stamp)
    except ValueError:
        return day.isoformat()
    return stamp


def make_day(year: int, month: int, day: int) -> date | None:
    """The calendar day, or None where there is none; years before print on the web are placeholders."""
    try:
        return date(year, month, day) if 1980 <= year <= 2100 else None
    except ValueError:
        return None


def day_of(iso: str) -> date:
    """The calendar day that ``iso`` names, in its own zone."""
    return date.fromisoformat(iso[:10])


def hours_between(one: str, other: str) -> float | None:
    """Hours from ``one`` to ``other``; None where either has no time or no zone."""
    try:
        first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    except ValueError:
        return None
    if len(one) <= 10 or len(other) <= 10 or not first.tzinfo or not second.tzinfo:
        return None
    return (second - first).total_seconds() / 3600


def _read_epoch(value: float) -> str | None:
    seconds = value / 1000 if value > 1e11 else value
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec="seconds") if 1995 <= moment.year <= 2100 else None
