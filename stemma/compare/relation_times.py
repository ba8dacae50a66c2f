"""Dates and hours of two claims side by side."""

import re

from stemma.compare.contrasts import Context, Found
from stemma.compare.revisions import published_order, says_revised
from stemma.model.annotation import Claim, TimeExpression

_LONG_WORD = re.compile(r"\w{4,}")
_YEAR = re.compile(r"\b\d{4}\b")
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_ROUGHLY = re.compile(
    r"\b(about|around|roughly|approximately|shortly|just|nearly|almost|some time|soon|towards?|after|before)\b", re.I
)
_ZONE = re.compile(r"\b(?:UTC|GMT|[ECMP][SD]T|CES?T|local|[A-Z]\w+ time)\b")
_NAMED_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}",
    re.IGNORECASE,
)
_NEAR_MINUTES, _FAR_MINUTES = 30, 180
"""Hours that a rough one still covers, and beyond which two hours tell of two moments."""


def contrast_times(one: Claim, other: Claim, context: Context) -> Found | None:
    """Two hours of one moment, or two days, months or years of one thing."""
    return _contrast_clocks(one, other) or _contrast_days(one, other, context)


def _contrast_clocks(one: Claim, other: Claim) -> Found | None:
    clocks = [[t for t in c.times if t.kind == "TIME" and _CLOCK.search(t.value)] for c in (one, other)]
    if any(len(c) != 1 for c in clocks):
        return None
    first, second = clocks[0][0], clocks[1][0]
    if _zone(one, first) != _zone(other, second):
        return None
    gap = abs(_minutes(first) - _minutes(second))
    gap = min(gap, 1440 - gap)
    if gap == 0 or gap > _FAR_MINUTES:
        return None
    rough = any(_is_rough(c, t) for c, t in ((one, first), (other, second)))
    if rough and gap <= _NEAR_MINUTES:
        return Found("compatible", "time", (first.text, second.text))
    return Found("differ", "time", (first.text, second.text))


def _zone(claim: Claim, time: TimeExpression) -> str:
    """The words that say in whose time an hour is told; empty where none do."""
    at = time.start - claim.start
    match = _ZONE.search(claim.quote[at : at + len(time.text) + 25])
    return match[0].casefold() if match else ""


def _minutes(time: TimeExpression) -> int:
    match = _CLOCK.search(time.value)
    return int(match[1]) * 60 + int(match[2]) if match else 0


def _is_rough(claim: Claim, time: TimeExpression) -> bool:
    at = time.start - claim.start
    return _ROUGHLY.search(claim.quote[max(0, at - 25) : at + len(time.text)]) is not None


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
    if a == b or a.startswith(b) or b.startswith(a) or not share_words(one, other):
        return None
    if first.text.casefold() == second.text.casefold():
        # One word, resolved against two days of publication: the resolving may err, the words agree.
        return None
    words = (first.text, second.text)
    moved = published_order(one, other, context) != 0 and "planned" in {one.modality, other.modality}
    if says_revised(one) or says_revised(other) or moved:
        return Found("update", "time", words, "revised")
    return Found("differ", "time", words) if len(a) == len(b) == 10 or len(a) == len(b) == 5 else None


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
