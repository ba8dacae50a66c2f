"""Dates as pages print them, as ISO 8601 with the precision and the zone that stand there."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180,
    "msk": 180, "eat": 180, "sast": 120, "wat": 60, "gst": 240, "pkt": 300, "ist": 330, "wib": 420, "ict": 420,
    "sgt": 480, "hkt": 480, "pht": 480, "awst": 480, "jst": 540, "kst": 540, "acst": 570, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
}  # fmt: skip
_NORTH_AMERICA = {"et": -300, "ct": -360, "mt": -420, "pt": -480, "eastern": -300, "central": -360, "pacific": -480}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?P<month>{_MONTH})\.?\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}\.?(?:\s+of)?[\s-]+(?P<month>{_MONTH})\.?,?[\s-]+{_YEAR}\b",
        rf"\b{_YEAR}[-/.](?P<month>0[1-9]|1[0-2])[-/.](?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
    )
)
_CLOCK = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*\(?(?P<zone>[A-Z]{2,5}\b|Eastern|Central|Pacific|Z\b)?(?P<offset>\s?[+-]\d\d:?\d\d\b)?",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)


_BESIDE = 24
"""Characters between a date and the time of day that belongs to it, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A calendar date in a line; ``iso`` has a time where one stands next to it, and a zone where one is named."""

    start: int
    end: int
    iso: str
    day: date


def find_dates(line: str) -> list[PrintedDate]:
    """The dates with day, month and year in the first 400 characters of ``line``, in order."""
    line = line[:400]
    found: dict[int, PrintedDate] = {}
    for form in _FORMS:
        for match in form.finditer(line):
            month = match["month"].lower()
            day = make_day(int(match["year"]), _MONTHS.get(month) or int(month), int(match["day"]))
            if day and not any(at < match.end() and match.start() < other.end for at, other in found.items()):
                clock = _find_clock(line, match.start(), match.end(), day)
                found[match.start()] = PrintedDate(
                    start=match.start(), end=match.end(), iso=clock or day.isoformat(), day=day
                )
    return [found[at] for at in sorted(found)]


def read_stamp(value: object) -> str | None:
    """A machine's date ("2019-11-19T01:19:00.000Z") as ISO 8601, else a printed one; None where it is no date."""
    if isinstance(value, int | float) and 0 < value < 4e12:
        return _read_epoch(float(value))
    if not isinstance(value, str):
        return None
    value = value.strip()
    if value.isdigit() and len(value) in (10, 13):
        return _read_epoch(float(value))
    match = _STAMP.match(value)
    if not match:
        printed = find_dates(value)
        return printed[0].iso if printed else None
    parts = match["day"].split("-")
    day = make_day(int(parts[0]), int(parts[1]), int(parts[2]))
    if day is None:
        return None
    if not match["time"]:
        return day.isoformat()
    time = match["time"] if match["time"].count(":") == 2 else match["time"] + ":00"
    zone = match["zone"] or ""
    if zone in ("Z", "UTC", "GMT"):
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = zone[:3] + ":" + zone[3:]
    stamp = f"{day.isoformat()}T{time}{zone}"
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


def _find_clock(line: str, start: int, end: int, day: date) -> str | None:
    """The nearest time of day beside a date, as a full ISO stamp."""
    best: tuple[int, str] | None = None
    for match in _CLOCK.finditer(line):
        near = match.start() - end if match.start() >= end else start - match.end()
        if near < 0 or near > _BESIDE or (match["minute"] is None and match["half"] is None):
            continue
        hour = int(match["hour"])
        if match["half"]:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
        if best is None or near < best[0]:
            best = near, f"{day.isoformat()}T{hour:02}:{int(match['minute'] or 0):02}:00{_read_zone(match, day)}"
    return best[1] if best else None


def _read_zone(match: re.Match[str], day: date) -> str:
    if match["offset"]:
        offset = match["offset"].strip().replace(":", "")
        return f"{offset[:3]}:{offset[3:]}"
    zone = (match["zone"] or "").lower()
    if zone in _NORTH_AMERICA:
        minutes = _NORTH_AMERICA[zone] + (60 if _is_summer(day) else 0)
    elif zone in _ZONES:
        minutes = _ZONES[zone]
    else:
        return ""
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _is_summer(day: date) -> bool:
    """Daylight time in the United States since 2007: second Sunday of March to first Sunday of November."""
    march, november = date(day.year, 3, 1), date(day.year, 11, 1)
    first = march + timedelta(days=(6 - march.weekday()) % 7 + 7)
    last = november + timedelta(days=(6 - november.weekday()) % 7)
    return first <= day < last
