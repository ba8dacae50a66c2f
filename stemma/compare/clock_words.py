"""Hours of the clock in running words: "3.15 a.m.", "14:07", "a quarter past three", "shortly before five"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_MINUTES = {"five": 5, "ten": 10, "quarter": 15, "twenty": 20, "twenty-five": 25, "twenty five": 25, "half": 30}
_NAMED = {"noon": 720, "midday": 720, "midnight": 0}
_HOUR = rf"(?:1[0-2]|[1-9]|{'|'.join(_NUMBERS)})"
_HALF = r"(?:\s?(?P<half>[ap])\.?m\b\.?)"
_SPOKEN = re.compile(
    r"\b(?:a )?(?P<minutes>half|quarter|twenty[- ]five|twenty|ten|five|(?P<other>\w+) minutes?)"
    rf" (?P<way>past|to|before|after) (?P<hour>{_HOUR}|noon|midday|midnight)\b(?! (?:minutes|hours|days))",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    rf"(?<![\w.:,$€£/-])(?:(?P<hour>[01]?\d|2[0-4])(?P<mark>[:.h])(?P<minute>[0-5]\d)(?:{_HALF}|(?![\w:,%]|\.\d))"
    rf"|(?P<whole>1[0-2]|0?[1-9]){_HALF.replace('half', 'half_')})",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\b(?P<near>(?:shortly|just|soon|a (?:little|few minutes)|(?:a few|some) minutes) (?:before|after|past)|nearly|"
    r"almost)"
    rf" (?P<hour>{'|'.join(_NUMBERS)}|noon|midday|midnight)\b(?![ -]\w*(?:years?|days?|hours?|minutes?|weeks?|months?|"
    r"million|thousand|hundred|people|per|of|and|times|metres?|miles?|km|kilomet))"
    rf"|\b(?P<oclock>{_HOUR}) o['’]clock|\b(?P<point>noon|midday|midnight)\b(?![ -](?:curfew|deadline|train|mass|sun))",
    re.IGNORECASE,
)
_ROUGH = re.compile(
    r"\b(?:about|around|roughly|approximately|shortly|just|soon|nearly|almost|some time|towards?|after|before|past|"
    r"minutes|little|not yet|later than)\W*$",
    re.IGNORECASE,
)
_MORNING = re.compile(
    r"^\W*(?:\w+ )?(?:in the (?:small|early )?\w* ?)?morning|^ (?:o['’]clock )?in the small hours", re.IGNORECASE
)
_EVENING = re.compile(
    r"^\W*(?:\w+ )?(?:in the )?(?:early |late )?(?:afternoon|evening)|^\W*(?:\w+ )?(?:at )?night", re.IGNORECASE
)
_AT = re.compile(r"\bat (?:about |around |exactly )?$", re.IGNORECASE)
_MEASURE = re.compile(r"^ ?(?:per ?cent|percent|%|million|billion|degrees|metres|meters|[kcm]m\b|euros|dollars)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """An hour told in a text: ``text[start:end]``."""

    start: int
    end: int
    text: str
    minute: int
    """Of the day; of the half day where ``half`` is False."""
    half: bool
    """Whether it is plain which half of the day is meant."""
    rough: bool
    """"Shortly before", "about": not to the minute."""


@lru_cache(maxsize=8192)
def find_hours(text: str) -> tuple[Hour, ...]:
    """The hours told in ``text``, in order, none within another."""
    found: list[Hour] = []
    for hour in sorted((*_spoken(text), *_told(text), *_bare(text)), key=lambda h: (h.start, -h.end)):
        if not found or hour.start >= found[-1].end:
            found.append(hour)
    return tuple(found)


def measure_gap(one: Hour, other: Hour) -> int:
    """Minutes between two hours, the shorter way round the clock."""
    day = 1440 if one.half and other.half else 720
    gap = abs(one.minute - other.minute) % day
    return min(gap, day - gap)


def _spoken(text: str) -> Iterator[Hour]:
    for match in _SPOKEN.finditer(text):
        told = match["minutes"].casefold()
        other = (match["other"] or "").casefold()
        minutes = _MINUTES.get(told) or _NUMBERS.get(other) or _MINUTES.get(other)
        if minutes is None and other.isdigit() and int(other) < 60:
            minutes = int(other)
        if minutes is None:
            continue
        before = match["way"].casefold() in {"to", "before"}
        yield _make(text, match.start(), match.end(), _base(match["hour"]) + (-minutes if before else minutes))


def _told(text: str) -> Iterator[Hour]:
    for match in _DIGITS.finditer(text):
        half = (match["half"] or match["half_"] or "").casefold()
        if match["whole"]:
            minute = int(match["whole"]) % 12 * 60
        else:
            # "2.58" is an hour only where the words before it ask for one.
            asked = _AT.search(text[: match.start()]) and not _MEASURE.search(text[match.end() :])
            if match["mark"] == "." and not half and not asked:
                continue
            minute = int(match["hour"]) % 24 * 60 + int(match["minute"])
            half = half or ("24" if match["hour"].startswith("0") or int(match["hour"]) > 12 else "")
        if half in {"a", "p"}:
            minute = minute % 720 + (720 if half == "p" else 0)
        yield _make(text, match.start(), match.end(), minute, known=bool(half))


def _bare(text: str) -> Iterator[Hour]:
    for match in _BARE.finditer(text):
        name = match["hour"] or match["oclock"] or match["point"]
        yield _make(text, match.start(), match.end(), _base(name), rough=match["near"] is not None)


def _base(name: str) -> int:
    word = name.casefold()
    return _NAMED[word] if word in _NAMED else (int(word) if word.isdigit() else _NUMBERS[word]) % 12 * 60


def _make(text: str, start: int, end: int, minute: int, *, known: bool = False, rough: bool = False) -> Hour:
    after = text[end : end + 25]
    named = any(name in text[start:end].casefold() for name in _NAMED)
    if not known and not named:
        if _EVENING.search(after):
            minute, known = minute % 720 + 720, True
        elif _MORNING.search(after):
            minute, known = minute % 720, True
    return Hour(
        start=start,
        end=end,
        text=text[start:end],
        minute=minute % 1440,
        half=known or named,
        rough=rough or _ROUGH.search(text[max(0, start - 25) : start]) is not None,
    )
