"""Calendar arithmetic that never raises: a date that does not exist is None."""

import calendar as _calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from stemma.model.annotation import TimeKind

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
    "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "fall": ("FA", 9), "autumn": ("FA", 9), "winter": ("WI", 12)}
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
)
"""A month's name, whole or shortened."""
WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
WEEKDAY_SHORT = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?"


Precision = Literal["decade", "year", "quarter", "month", "week", "day", "time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeValue:
    """A resolved (or unresolvable) time: TIMEX3 kind and value, the date it stands for, and its precision."""

    kind: TimeKind
    value: str
    day: date | None = None
    """The first day of what is meant."""
    precision: Precision | None = None
    """Half-years and seasons are ``quarter``."""
    aside: bool = False
    """Named only to compare with: later times do not count from it."""


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none such ("31 February")."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def add_days(day: date, count: int) -> date | None:
    """``count`` days later (earlier where negative); None beyond the calendar's ends."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def add_months(day: date, count: int) -> date | None:
    """The same day ``count`` months later, or the month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, _calendar.monthrange(year, month + 1)[1]))


def day_value(day: date | None, part: str = "") -> TimeValue | None:
    """A day, or a part of it (``TMO``, ``TNI``, ``T14:26``)."""
    if day is None:
        return None
    if part:
        return TimeValue(kind="TIME", value=f"{day.isoformat()}{part}", day=day, precision="time")
    return TimeValue(kind="DATE", value=day.isoformat(), day=day, precision="day")


def month_value(year: int, month: int) -> TimeValue | None:
    """A month of a year."""
    day = make_date(year, month, 1)
    return None if day is None else TimeValue(kind="DATE", value=f"{year:04d}-{month:02d}", day=day, precision="month")


def year_value(year: int) -> TimeValue | None:
    """A year."""
    day = make_date(year, 1, 1)
    return None if day is None else TimeValue(kind="DATE", value=f"{year:04d}", day=day, precision="year")


def quarter_value(year: int, quarter: int) -> TimeValue | None:
    """A quarter, 1 to 4, of a year; quarters outside run into the years beside."""
    years, index = divmod(quarter - 1, 4)
    day = make_date(year + years, index * 3 + 1, 1)
    return (
        None
        if day is None
        else TimeValue(kind="DATE", value=f"{day.year:04d}-Q{index + 1}", day=day, precision="quarter")
    )


def half_value(year: int, half: int) -> TimeValue | None:
    """A half-year, 1 or 2."""
    day = make_date(year, half * 6 - 5, 1)
    return None if day is None else TimeValue(kind="DATE", value=f"{year:04d}-H{half}", day=day, precision="quarter")


def season_value(year: int, season: str) -> TimeValue | None:
    """A season by its name; a winter bears the year in which it begins."""
    code, month = SEASONS[season]
    day = make_date(year, month, 1)
    return None if day is None else TimeValue(kind="DATE", value=f"{year:04d}-{code}", day=day, precision="quarter")


def week_value(day: date | None, suffix: str = "") -> TimeValue | None:
    """The ISO week that holds ``day``; with suffix ``-WE`` its weekend."""
    if day is None:
        return None
    year, week, weekday = day.isocalendar()
    first = add_days(day, (6 if suffix else 1) - weekday)
    return (
        None
        if first is None
        else TimeValue(kind="DATE", value=f"{year:04d}-W{week:02d}{suffix}", day=first, precision="week")
    )


def decade_value(year: int) -> TimeValue | None:
    """The decade that holds ``year``."""
    day = make_date(year // 10 * 10, 1, 1)
    return None if day is None else TimeValue(kind="DATE", value=f"{year // 10:03d}", day=day, precision="decade")


def format_date(value: TimeValue) -> str | None:
    """The value's date in ISO 8601: a year or decade as ``2023``, a month or quarter as ``2023-09``, else a day.

    Of a week it is the first day, of a time the day that it falls on.
    """
    if value.day is None:
        return None
    text = value.day.isoformat()
    if value.precision in ("year", "decade"):
        return text[:4]
    return text[:7] if value.precision in ("month", "quarter") else text


def find_weekday(weekday: int, near: date, direction: int) -> date | None:
    """The weekday on or before ``near`` (direction -1), strictly before (-2), on or after (1), strictly after (2)."""
    back = (near.weekday() - weekday) % 7
    if direction == -1:
        return add_days(near, -back)
    if direction == -2:
        return add_days(near, -(back or 7))
    ahead = (weekday - near.weekday()) % 7
    return add_days(near, ahead if direction == 1 else (ahead or 7))
