"""A machine's moment in the zone of the place where the page was published: its stamp against the printed day."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from stemma.read.dates import day_of, hours_between

_WHOLE = 19
"""Characters of a moment without its zone."""


def settle_day(stamp: str, printed: str, stamps: Sequence[str]) -> str:
    """The machine's moment in the zone of the printed day, if they meet; else the likelier of both.

    The machine's stamp is often UTC: where the page prints a day next to it, that is the day it was published there.
    """
    if day_of(stamp) == day_of(printed):
        apart = hours_between(stamp, printed)
        if apart is not None and abs(apart) * 60 <= 1 and stamp[_WHOLE:] == printed[_WHOLE:]:
            return stamp  # to the second
        return stamp if len(printed) <= 10 or hours_between(stamp, printed) is None else printed
    if not can_be_local(stamp, printed):
        return stamp
    if len(printed) <= 10 or hours_between(stamp, printed) is not None:
        return printed
    for moment in stamps:
        if len(moment) <= _WHOLE or not moment.endswith("+00:00"):
            continue
        minutes = round(_minutes_between(printed, moment) / 15) * 15
        if -12 * 60 <= minutes <= 14 * 60:
            return add_zone(printed, minutes)
    return printed


def add_zone(moment: str, minutes: int) -> str:
    """``moment`` with the offset of ``minutes`` from UTC, in place of any it has."""
    sign = "-" if minutes < 0 else "+"
    return f"{moment[:_WHOLE]}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def find_local_stamp(stamp: str, others: Sequence[str]) -> str | None:
    """Of ``others`` the one that is the moment of ``stamp`` (UTC) in a zone of its own, with it; None for none."""
    if not stamp.endswith("+00:00"):
        return None
    for other in others:
        if len(other) <= 10 or other.endswith("+00:00"):
            continue
        if len(other) > _WHOLE:
            if hours_between(stamp, other) == 0:
                return other
            continue
        minutes = _minutes_between(other, stamp)
        # to the minute a number of quarters of an hour: no chance, but a clock elsewhere
        if minutes and minutes % 15 == 0 and -12 * 60 <= minutes <= 14 * 60:
            return add_zone(other, round(minutes))
    return None


def can_be_local(stamp: str, printed: str) -> bool:
    """Whether the printed day can be the day of ``stamp`` in some zone: none is 12 hours behind or 15 ahead of UTC."""
    if len(stamp) <= 10 or abs((day_of(stamp) - day_of(printed)).days) > 1:
        return False
    if len(stamp) > _WHOLE and not stamp.endswith("+00:00"):
        return False
    hour = int(stamp[11:13])
    return hour < 12 if day_of(printed) < day_of(stamp) else hour >= 10


def _minutes_between(local: str, utc: str) -> float:
    return (datetime.fromisoformat(local[:_WHOLE]) - datetime.fromisoformat(utc[:_WHOLE])) / timedelta(minutes=1)
