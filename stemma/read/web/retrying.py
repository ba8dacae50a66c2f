"""When to ask again: what the server says in ``Retry-After``, else a wait that grows, with chance in it."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

BUSY = frozenset({429, 500, 502, 503, 504})
"""Statuses after which a GET may be asked once more."""

_FIRST = 1.0
_LONGEST = 30.0


def read_retry_after(header: str | None, today: datetime) -> float | None:
    """Seconds to wait by a ``Retry-After`` (seconds or an HTTP date, RFC 9110); None where it says nothing."""
    header = (header or "").strip()
    if not header:
        return None
    if re.fullmatch(r"[0-9]{1,9}", header, re.ASCII):
        return float(header)
    try:
        when = parsedate_to_datetime(header)
    except (ValueError, TypeError, OverflowError):
        return None
    when = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return max(0.0, (when - today).total_seconds())


def choose_wait(attempt: int, drawn: float) -> float:
    """Seconds before attempt ``attempt`` + 1: doubled each time, of which the half is by chance, so that many
    readers that one failure turned away do not come back in one moment."""
    whole = min(_LONGEST, _FIRST * 2.0 ** min(attempt, 16))
    return whole * (0.5 + 0.5 * drawn)
