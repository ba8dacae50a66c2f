"""Instants as pages, archives and stores write them, in one form that orders."""

from datetime import UTC, datetime


def read_instant(written: str | None) -> datetime | None:
    """The instant that ISO 8601 tells, in UTC; None where it tells a day alone, gives no zone, or is none."""
    if not written or len(written) <= len("2031-03-04"):
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
