"""Instants as pages, archives and stores write them, in one form that orders."""

from datetime import UTC, datetime
from functools import lru_cache

_DAY = len("2031-03-04")


@lru_cache(maxsize=4096)
def read_instant(written: str | None) -> datetime | None:
    """The instant that ISO 8601 tells, in UTC; None where it tells a day alone, gives no zone, or is none."""
    if not written or len(written) <= _DAY:
        return None
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    try:
        return found.astimezone(UTC) if found.tzinfo else None
    except (OverflowError, ValueError):
        return None


def write_instant(when: datetime) -> str:
    """An instant with its zone as stores write it: ``2026-03-04T05:06:07Z``, in UTC, to the second."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(len("2026-03-04T05:06:07Z"))


def restate_instant(written: str | None) -> str | None:
    """What ``write_instant`` makes of an instant as a page or archive writes it; None where it is none."""
    found = read_instant(written)
    return write_instant(found) if found else None


def compare_times(one: str | None, other: str | None) -> int:
    """-1 where ``one`` (a day or an instant, ISO 8601) is earlier, 1 where later, 0 where equal or not known.

    Hours compare only where both tell their zone; else days do, as each page gives them, as precise as both are.
    """
    if not one or not other:
        return 0
    first, second = read_instant(one), read_instant(other)
    if first and second:
        return (first > second) - (first < second)
    precise = min(len(one), len(other), _DAY)
    return (one[:precise] > other[:precise]) - (one[:precise] < other[:precise])
