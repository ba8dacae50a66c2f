"""How long to wait before a feed, or a page, is asked again: pure arithmetic, seconds throughout.

A feed that brought something new is asked sooner next time, one that did not later; with these two factors a feed
settles where about three questions in ten bring something. What its publisher says (``ttl``, ``sy:updatePeriod``,
``Cache-Control``) is kept as a lower bound.
"""

import re

FIRST = 1800.0
"""Between the first two questions to a feed."""
LEAST = 300.0
"""The least between two, unless the user says otherwise (``--every``)."""
MOST = 6 * 3600.0
"""The most that a feed without news is left alone."""
LONGEST_FLOOR = 24 * 3600.0
"""The most that a publisher's wish is kept up to."""
LONGEST_BACK_OFF = 12 * 3600.0
LONGEST_RETRY_AFTER = 7 * 24 * 3600.0
LOOKS = (3600.0, 6 * 3600.0, 24 * 3600.0)
"""How long after it was read a page is looked at once more, for words changed in silence."""
TRIES = (600.0, 3600.0, 6 * 3600.0)
"""Waits between the attempts at a page that cannot be had; after the last it is rejected."""

_SOONER = 0.6
_LATER = 1.25
_SPREAD = 0.2
_PERIODS = {"hourly": 3600.0, "daily": 86400.0, "weekly": 604800.0, "monthly": 2592000.0, "yearly": 31536000.0}
_HEAD = 64 * 1024
_TTL = re.compile(rb"<ttl>\s*(\d{1,7})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(rb"<(?:\w{1,20}:)?updatePeriod>\s*(\w{1,10})\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<(?:\w{1,20}:)?updateFrequency>\s*(\d{1,6})\s*<", re.IGNORECASE)


def read_floor(content: bytes, fresh: float | None) -> float:
    """The least that a publisher wants between two questions: RSS's ``ttl`` (minutes), the syndication module's
    period and frequency, the answer's ``max-age`` (``fresh``); 0 where none is said."""
    head = content[:_HEAD]
    ttl = _TTL.search(head)
    period = _PERIOD.search(head)
    frequency = _FREQUENCY.search(head)
    wishes = [fresh or 0.0, float(ttl[1]) * 60 if ttl else 0.0]
    if period:
        wishes.append(
            _PERIODS.get(period[1].decode("ascii").lower(), 0.0) / max(1, int(frequency[1]) if frequency else 1)
        )
    return min(LONGEST_FLOOR, max(wishes))


def choose_interval(before: float, *, new: int, first: bool, least: float) -> float:
    """The interval of a feed after an answer that brought ``new`` entries. The ``first`` answer tells nothing: all of
    it is new."""
    if first:
        return max(least, FIRST)
    return min(max(MOST, least), max(least, before * (_SOONER if new else _LATER)))


def choose_wait(interval: float, floor: float, drawn: float) -> float:
    """Seconds to the next question, a little by chance (``drawn``: 0 up to 1), so that feeds do not fall into step."""
    return max(interval * (1 - _SPREAD / 2 + _SPREAD * drawn), floor)


def choose_back_off(failures: int, *, least: float, wanted: float | None, drawn: float) -> float:
    """Seconds to the next question after ``failures`` in a row (1 or more): doubled each time, half of it by chance;
    never less than the server ``wanted``."""
    whole = min(LONGEST_BACK_OFF, max(least, LEAST) * 2.0 ** min(failures - 1, 16))
    wish = min(wanted or 0.0, LONGEST_RETRY_AFTER)
    return max(whole * (0.5 + 0.5 * drawn), wish)
