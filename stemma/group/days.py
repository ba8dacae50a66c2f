"""Which days of publication can be trusted: not one far outside what the collection's days span.

Pages give 1 January 1970 where a clock was never set, 1926 for 2026, 2131 for 2031. Such a day says nothing
of when its article was written, and is taken for unknown where time counts for or against likeness.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

NEAR = 3 * 365
"""Days from the middle of the collection within which a day needs no company."""
SPREADS = 4
"""Median distances from the middle within which it needs none either."""
FAR = 50 * 365
"""Days from the middle from which it needs much."""
COMPANY, FAR_COMPANY = 0.002, 0.1
"""Share of the collection's dated articles that must be within a year of such a day, itself included."""
_LEAST_COMPANY = 3
_YEAR = 365

CLOCK_ZEROS = frozenset(
    date(*day).toordinal()
    for day in (
        (1, 1, 1), (1601, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1904, 1, 1), (1969, 12, 31),
        (1970, 1, 1), (1980, 1, 1), (2000, 1, 1), (2001, 1, 1), (2038, 1, 19), (9999, 12, 31),
    )
)  # fmt: skip
"""Days at which clocks and calendars begin or end: given where none was set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySpan:
    """The days of a collection, in order, with their middle and how far around it they lie."""

    ordinals: tuple[int, ...]
    middle: int
    spread: int
    """The median distance from the middle."""

    def count_near(self, ordinal: int) -> int:
        """How many articles' days are within a year of a day."""
        return bisect_right(self.ordinals, ordinal + _YEAR) - bisect_left(self.ordinals, ordinal - _YEAR)


def measure_days(days: Iterable[date | None]) -> DaySpan:
    """What the days of a collection span; their order does not show."""
    ordinals = sorted(day.toordinal() for day in days if day is not None)
    if not ordinals:
        return DaySpan(ordinals=(), middle=0, spread=0)
    middle = ordinals[len(ordinals) // 2]
    distances = sorted(abs(one - middle) for one in ordinals)
    return DaySpan(ordinals=tuple(ordinals), middle=middle, spread=distances[(len(distances) - 1) // 2])


def trust_day(day: date | None, span: DaySpan) -> date | None:
    """``day``, or None where it cannot be the article's.

    A day near the middle of the collection, or within a few times its spread, is trusted; one farther off where
    other articles keep it company, as in a heap of two archives; of two articles generations apart neither is.
    A clock's zero wants company on other days. In a collection of one article every day but such is trusted.
    """
    if day is None:
        return None
    own = day.toordinal()
    known = len(span.ordinals)
    if own in CLOCK_ZEROS:
        same = bisect_right(span.ordinals, own) - bisect_left(span.ordinals, own)
        if 2 * (span.count_near(own) - same) < known - same or known == same:
            return None
    if known <= 1:
        return day
    distance = abs(own - span.middle)
    if known == 2:
        return day if span.ordinals[1] - span.ordinals[0] <= NEAR else None
    if distance <= max(NEAR, SPREADS * span.spread):
        return day
    share = FAR_COMPANY if distance > FAR else COMPANY
    return day if span.count_near(own) >= max(_LEAST_COMPANY, share * known) else None


def trust_days(days: Sequence[date | None]) -> tuple[date | None, ...]:
    """Each day as ``trust_day`` takes it in the collection of all of them."""
    span = measure_days(days)
    return tuple(trust_day(day, span) for day in days)
