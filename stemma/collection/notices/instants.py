"""Instants as the store writes them (``2026-03-04T05:06:07Z``), and when what waits is due."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from stemma.collection.notices.rules import Quiet
from stemma.text.instants import write_instant


def read_instant(text: str) -> datetime:
    """The instant that ``text`` gives, with its zone. Raises ValueError."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def add_seconds(text: str, seconds: float) -> str:
    """The instant so many seconds later, rounded up to the second."""
    return write_instant(read_instant(text) + timedelta(seconds=int(seconds) + (seconds > int(seconds))))


def is_due(due: str, now: str) -> bool:
    """Whether ``due`` has come."""
    return read_instant(due) <= read_instant(now)


def find_due(*, now: str, last: str | None, pause: int, quiet: Quiet | None) -> str:
    """When a notice may be told: ``now``, or the end of the pause since the ``last`` one, or of quiet hours.

    A ``last`` that lies after ``now`` counts for nothing: the clock was set back.
    """
    due = read_instant(now)
    if last is not None and pause and read_instant(last) <= due:
        due = max(due, read_instant(last) + timedelta(seconds=pause))
    return write_instant(due if quiet is None else end_quiet(due, quiet))


def end_quiet(instant: datetime, quiet: Quiet) -> datetime:
    """``instant``, or, where it falls into quiet hours, their end."""
    local = instant.astimezone(ZoneInfo(quiet.timezone))
    minute = local.hour * 60 + local.minute
    over_midnight = quiet.start > quiet.end
    inside = (minute >= quiet.start or minute < quiet.end) if over_midnight else quiet.start <= minute < quiet.end
    if not inside:
        return instant
    end = local.replace(hour=quiet.end // 60, minute=quiet.end % 60, second=0, microsecond=0)
    if over_midnight and minute >= quiet.start:
        end += timedelta(days=1)
    return max(instant, end.astimezone(UTC))
