"""Days as English writes them."""

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def write_day(day: date) -> str:
    """``12 September 2023``, whatever the locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
