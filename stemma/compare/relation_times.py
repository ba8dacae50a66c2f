"""Dates and hours of two claims side by side."""

import re

from stemma.compare.clock_words import Hour, find_hours, measure_gap
from stemma.compare.contrasts import Context, Found
from stemma.compare.revisions import published_order, says_revised
from stemma.model.annotation import Claim, TimeExpression

_LONG_WORD = re.compile(r"\w{4,}")
_YEAR = re.compile(r"\b\d{4}\b")
_ZONE = re.compile(r"\b(?:UTC|GMT|[ECMP][SD]T|CES?T|local|[A-Z]\w+ time)\b")
_NAMED_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_YEAR_OR_MONTH = re.compile(
    r"\d{4}|January|February|March|April|May|June|July|August|September|October|November|December", re.IGNORECASE
)
_STRETCH = re.compile(r"\b(?:from|since|between|until|till|onwards?)\b", re.IGNORECASE)
_DAYS = frozenset({5, 10})
"""Lengths of a day, ISO 8601, without and with its year."""
_SHORT = 12
"""Words of a claim that tells little but when."""
_NEAR_MINUTES, _FAR_MINUTES = 30, 180
"""Hours that a rough one still covers, and beyond which two hours tell of two moments."""


def contrast_times(one: Claim, other: Claim, context: Context) -> Found | None:
    """Two hours of one moment, or two days, months or years of one thing."""
    return _contrast_clocks(one, other) or _contrast_days(one, other, context)


def _contrast_clocks(one: Claim, other: Claim) -> Found | None:
    hours = [find_hours(c.quote) for c in (one, other)]
    if any(len(h) != 1 for h in hours):
        return None
    first, second = hours[0][0], hours[1][0]
    if _zone(one, first) != _zone(other, second):
        return None
    gap = measure_gap(first, second)
    if gap == 0 or gap > _FAR_MINUTES:
        return None
    rough = (first.rough or second.rough) and gap <= _NEAR_MINUTES
    return Found("compatible" if rough else "differ", "time", (first.text, second.text))


def _zone(claim: Claim, hour: Hour) -> str:
    """The words that say in whose time an hour is told; empty where none do."""
    match = _ZONE.search(claim.quote[hour.start : hour.end + 25])
    return match[0].casefold() if match else ""


def _contrast_days(one: Claim, other: Claim, context: Context) -> Found | None:
    dated = [
        [t for t in c.times if t.date and t.kind in {"DATE", "TIME"} and _NAMED_DAY.search(t.text)]
        for c in (one, other)
    ]
    days = [{_day(t) for t in found} for found in dated]
    if any(len(d) != 1 for d in days):
        return None
    first, second = dated[0][0], dated[1][0]
    a, b = _common(first, second)
    if a == b or len(a) != len(b) or _name_one_day(first, second):
        return None
    plain = _is_plain(first) and _is_plain(second) and min(len(c.quote.split()) for c in (one, other)) <= _SHORT
    if not share_words(one, other) or not (plain or (len(a) in _DAYS and _is_range(one) == _is_range(other))):
        return None
    words = (first.text, second.text)
    moved = published_order(one, other, context) != 0 and "planned" in {one.modality, other.modality}
    if says_revised(one) or says_revised(other) or moved:
        return Found("update", "time", words, "revised")
    return Found("differ", "time", words)


def _is_plain(time: TimeExpression) -> bool:
    """Whether a year or a month is all that is told: a short claim that tells it answers when."""
    return _YEAR_OR_MONTH.fullmatch(time.text) is not None


def _name_one_day(one: TimeExpression, other: TimeExpression) -> bool:
    """Whether both name the same weekday: resolved against two days of publication the word may err, but agrees."""
    if one.text.casefold() == other.text.casefold():
        return True
    named = [_WEEKDAY.search(t.text) for t in (one, other)]
    return all(named) and len({m[0].casefold() for m in named if m}) == 1


def _is_range(claim: Claim) -> bool:
    """Whether the day told opens or closes a stretch of time."""
    return _STRETCH.search(claim.quote) is not None


def _day(time: TimeExpression) -> str:
    return (time.date or "")[:10]


def _common(one: TimeExpression, other: TimeExpression) -> tuple[str, str]:
    """Both days; without their years where one text names none ("July 15"): the year was inferred."""
    a, b = _day(one), _day(other)
    if len(a) > 4 and len(b) > 4 and not (_YEAR.search(one.text) and _YEAR.search(other.text)):
        return a[5:], b[5:]
    return a, b


def share_words(one: Claim, other: Claim) -> bool:
    """Whether the shorter claim has half its longer words in the other: two dates of one thing, not of two."""
    first, second = (set(_LONG_WORD.findall(c.wording.casefold())) - _words_of_time(c) for c in (one, other))
    return len(first & second) * 2 >= min(len(first), len(second)) > 0


def _words_of_time(claim: Claim) -> set[str]:
    return {w for t in claim.times for w in _LONG_WORD.findall(t.text.casefold())}
