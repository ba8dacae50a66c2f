"""Dates of feeds (RFC 2822, RFC 3339, and what is written in their place) as ISO 8601, in their own zone."""

import re
from email.utils import parsedate_tz

from stemma.read.dates import make_day, read_stamp

_NAMED = re.compile(r"[A-Za-z]{3,}")
_ZONE = re.compile(r"[+-]\d{2}:?\d{2}\s*$|\b[A-Za-z]{1,5}\s*$")


def read_feed_date(value: object, parsed: object = None) -> str | None:
    """``Tue, 19 Nov 2019 01:19:00 -0500`` as ``2019-11-19T01:19:00-05:00``.

    ``parsed``: the same as feedparser understood it, nine numbers in UTC, for what is written in no known way.
    """
    text = value.strip() if isinstance(value, str) else ""
    if _NAMED.search(text) and not re.match(r"\d{4}-\d\d", text):
        mail = _read_mail_date(text)
        if mail is not None:
            return mail
    stamp = read_stamp(text) if text else None
    return stamp or _read_parsed(parsed)


def _read_mail_date(text: str) -> str | None:
    try:
        numbers = parsedate_tz(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if numbers is None:
        return None
    year, month, day, hour, minute, second = numbers[:6]
    date = make_day(year, month, day)
    if date is None:
        return None
    if ":" not in text:
        return date.isoformat()
    if hour > 23 or minute > 59:
        return date.isoformat()
    return f"{date.isoformat()}T{hour:02}:{minute:02}:{min(second, 59):02}{_write_zone(text, numbers[9])}"


def _write_zone(text: str, seconds: int | None) -> str:
    # where no zone is written, the standard library says UTC in some versions, nothing in others
    if seconds is None or not _ZONE.search(text) or abs(seconds) >= 86_400:
        return ""
    minutes = abs(seconds) // 60
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"


def _read_parsed(parsed: object) -> str | None:
    if not isinstance(parsed, tuple) or len(parsed) < 6 or not all(isinstance(number, int) for number in parsed[:6]):
        return None
    year, month, day, hour, minute, second = parsed[:6]
    date = make_day(year, month, day)
    if date is None or not (0 <= hour < 24 and 0 <= minute < 60):
        return None
    return f"{date.isoformat()}T{hour:02}:{minute:02}:{min(second, 59):02}+00:00"
