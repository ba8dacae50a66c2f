"""Days as ISO 8601 and as English write them."""

import re
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAY = len("2031-03-04")
_PLAIN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def read_day(written: str | None) -> date | None:
    """The day of an ISO 8601 date or time; None where it gives none, or not as precisely."""
    try:
        return date.fromisoformat((written or "")[:_DAY])
    except ValueError:
        return None


def is_day(text: str) -> bool:
    """Whether ``text`` is a day of the calendar as ``YYYY-MM-DD``: no week (``2031-W10-2``), which Python takes too."""
    return bool(_PLAIN.fullmatch(text)) and read_day(text) is not None


def write_day(day: date) -> str:
    """``12 September 2023``, whatever the locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
