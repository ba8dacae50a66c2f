"""Times that count from another: "yesterday", "last week", "two days later", "six-day", "every week", "recently"."""

# ruff: noqa: E501  (a pattern reads best on one line)

import re
from dataclasses import replace
from datetime import date

from stemma.annotate.calendar import (
    Precision,
    TimeValue,
    add_days,
    add_months,
    day_value,
    decade_value,
    make_date,
    quarter_value,
    week_value,
    year_value,
)
from stemma.annotate.numerals import DIGITS, WORDS
from stemma.annotate.times_amounts import count_of, duration_value, shift, unit_name
from stemma.annotate.times_clock import Clock
from stemma.annotate.times_dates import PART, PARTS, Rule

_END = r"(?![\w])"
_UNIT = r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|century|centurie)"
_COUNT = rf"(?:(?:{DIGITS}|{WORDS})(?:\s+1/2|\s+and\s+a\s+half|[\s-]+(?:hundred|thousand|million|billion))?|a\s+hundred|a\s+thousand|an?\s+couple(?:\s+of)?)"
_VAGUE = r"(?:a\s+few|several|many|some|a\s+number\s+of|dozens\s+of|countless|a\s+handful\s+of|numerous|few)"
_HEDGE = (
    r"(?:(?:about|around|approximately|roughly|nearly|almost|over|more\s+than|less\s+than|fewer\s+than|at\s+least"
    r"|at\s+most|up\s+to|just\s+under|just\s+over|well\s+over|as\s+(?:long|much|many)\s+as|some|only|just|within)\s+)?"
)
_HEDGE_KEYS = ("about", "around", "approximately", "roughly", "nearly", "almost", "over", "more", "less", "fewer", "at",
               "up", "just", "well", "as", "some")  # fmt: skip
_NUMBER_KEYS = (
    "#", "a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty",
    "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_VAGUE_KEYS = ("several", "many", "some", "few", "dozens", "countless", "numerous")


def _compile(pattern: str) -> "re.Pattern[str]":
    return re.compile(pattern + _END, re.I)


def _containing(origin: date | None, count: int, unit: str) -> TimeValue | None:
    """The decade or shorter unit that holds ``origin``, ``count`` units on."""
    if unit == "decade" and origin is not None:
        return decade_value(origin.year + 10 * count)
    return shift(origin, count, unit)


def _read_day_word(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    word = match["w"].lower().split()[0]
    part = "TNI" if word in ("tonight", "last") else PARTS.get((match["p"] or "").lower(), "")
    count = {"yesterday": -1, "tomorrow": 1, "last": -1}.get(word, 0)
    if clock.today is None:
        return TimeValue(
            kind="TIME" if part else "DATE", value=f"XXXX-XX-XX{part}", precision="time" if part else "day"
        )
    return day_value(add_days(clock.today, count), part)


_OPEN: dict[str, tuple[str, Precision]] = {
    "day": ("XXXX-XX-XX", "day"), "week": ("XXXX-WXX", "week"), "weekend": ("XXXX-WXX-WE", "week"),
    "month": ("XXXX-XX", "month"), "quarter": ("XXXX-QX", "quarter"), "year": ("XXXX", "year"),
    "decade": ("XXX", "decade"),
}  # fmt: skip


def _unresolved(unit: str) -> TimeValue | None:
    if unit not in _OPEN:
        return None
    value, precision = _OPEN[unit]
    return TimeValue(kind="DATE", value=value, precision=precision)


def _origin(clock: Clock, unit: str) -> date | None:
    if unit in ("day", "night", "week", "weekend", "fortnight", "hour", "minute", "second"):
        return clock.today
    return clock.this_month if unit in ("month", "quarter") else clock.this_year


def _told(clock: Clock, unit: str) -> date | None:
    """The time the text spoke of last, where it is precise enough to count ``unit`` from it."""
    if unit in ("day", "night", "week", "weekend", "hour", "minute", "fortnight", "second"):
        return clock.last_day or clock.today
    if unit in ("month", "quarter") and clock.reference_precision in ("year", "decade"):
        return clock.this_month
    return clock.reference or _origin(clock, unit)


def _read_deictic(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    """ "last week", "earlier this month", "the previous day", "the following year", "that day"."""
    how, unit = re.sub(r"\s+", " ", match["how"].lower()), unit_name(match["u"])
    if unit in ("night", "morning", "afternoon", "evening"):
        if how not in ("last", "this") and "that" not in how:
            return None
        day = clock.last_day or clock.today if "that" in how else clock.today
        day = add_days(day, -1) if day and how == "last" else day
        part = PARTS[unit]
        return day_value(day, part) if day else TimeValue(kind="TIME", value=f"XXXX-XX-XX{part}", precision="time")
    told = any(word in how for word in ("previous", "following", "same", "that", "preceding")) or match.group(
        0
    ).lower().startswith("the next")
    origin = _told(clock, unit) if told else _origin(clock, unit)
    count = (
        -1 if re.search(r"last|previous|past|preceding", how) else 1 if re.search(r"next|following|coming", how) else 0
    )
    if unit == "weekend" and origin is not None:
        if count == 0 and origin.weekday() < 4 and not clock.is_future(match.start()):
            count = -1
        if how == "last":
            count = -1
    if how in ("past", "the past") and unit in ("decade", "century"):
        return duration_value(1.0, unit)
    if origin is None:
        return _unresolved(unit)
    return _containing(origin, count, unit)


def _read_bare_unit(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    """ "the weekend", "the quarter", "the latest quarter", "the year-ago quarter", "the day"."""
    unit, how = unit_name(match["u"]), (match["how"] or "").lower()
    back = 4 if "year" in how else 0
    if unit == "weekend":
        today = clock.today
        if today is None:
            return _unresolved(unit)
        past = today.weekday() < 4 and not clock.is_future(match.start())
        return week_value(add_days(today, -7 if past else 0), "-WE")
    quarter = clock.reference if clock.reference_precision == "quarter" else None
    if quarter is None and clock.this_month is not None:
        quarter = add_months(clock.this_month, -3)
    if quarter is None:
        return _unresolved("quarter")
    value = quarter_value(quarter.year, (quarter.month + 2) // 3 - back)
    return replace(value, aside=True) if value and back else value


_LED_ON = re.compile(r"\s+[\w$]")
"""What follows "two days after" names the event it counts from, which only its reader can date."""


def _read_shifted(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    """ "two days ago", "a year earlier", "a day after", "three weeks from now"."""
    way, unit = re.sub(r"\s+", " ", match["way"].lower()), unit_name(match["u"])
    if match["n"] is None:
        if way not in ("ago", "earlier", "before"):
            return duration_value(None, unit)
        return TimeValue(kind="DATE", value="PAST_REF")
    count = count_of(match["n"])
    if count is None:
        return None
    back = way in ("ago", "earlier", "before", "previously", "prior", "back")
    now = way in ("ago", "from now", "back")
    if (
        unit == "year"
        and count == 1
        and back
        and clock.reference_precision == "quarter"
        and clock.reference is not None
    ):
        value = quarter_value(clock.reference.year - 1, (clock.reference.month + 2) // 3)
        return None if value is None else replace(value, aside=True)
    if unit in ("hour", "minute", "second") or (way in ("after", "before") and _LED_ON.match(clock.text, match.end())):
        return duration_value(count, unit)
    origin = _origin(clock, unit) if now else _told(clock, unit)
    if origin is None:
        return _unresolved(unit)
    if unit in ("week", "fortnight") and now:
        return week_value(add_days(origin, int(-7 * count if back else 7 * count)))
    value = shift(origin, -count if back else count, unit)
    return replace(value, aside=True) if value and unit == "year" and now else value


def _read_beside(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    """ "the day before", "the day after", "the week before", "the week before last"."""
    unit, way = unit_name(match["u"]), match["way"].lower().split()
    if way[-1] == "last":
        origin = _origin(clock, unit)
        return shift(origin, -2, unit) if origin else _unresolved(unit)
    origin = _told(clock, unit)
    if origin is None:
        return _unresolved(unit)
    return shift(origin, 1 if way == ["after"] else -1, unit)


def _read_duration(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    unit = unit_name(match["u"])
    groups = match.groupdict()
    if groups.get("n") is None:
        return duration_value(None, unit)
    count = count_of(groups["n"])
    if count is None or (unit == "quarter" and count == 3 and "-" in match.group(0)):
        return None
    if groups.get("half"):
        count += 0.5
    if groups.get("old"):
        return None
    return duration_value(count, unit)


_RATE_BEFORE = re.compile(r"(?:\d|%|million|billion|percent|cents|once|twice|times|[a-z]{3,}s)\s+$")


def _read_article_unit(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    """ "a week" as a length; not where it is a rate ("four flights a week")."""
    bare = match["n"].lower() in ("a", "an") and match.start("n") == match.start()
    if bare and _RATE_BEFORE.search(clock.text[max(0, match.start() - 12) : match.start()]):
        return None
    return _read_duration(match, clock) if match["n"].lower() != "another" else _read_long(match, clock)


def _read_the_year(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    """ "the year" is that of publication; "the year ended June 30" is a length."""
    if match["ended"]:
        return duration_value(1.0, "year")
    if clock.this_year is None or not re.search(
        r"\b(?:for|of|in|through)\s+$", clock.text[max(0, match.start() - 9) : match.start()]
    ):
        return None
    if re.match(r"\s+(?:to|since|when|that|of|in\s+which)\b", clock.text[match.end() : match.end() + 10]):
        return duration_value(1.0, "year")
    value = year_value(clock.this_year.year)
    return None if value is None else replace(value, aside=True)


def _read_year_ago(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    """ "year-ago", "year-earlier"."""
    origin = clock.reference if clock.reference_precision == "quarter" else clock.this_year
    if origin is None:
        return _unresolved("year")
    value = (
        quarter_value(origin.year - 1, (origin.month + 2) // 3)
        if clock.reference_precision == "quarter"
        else year_value(origin.year - 1)
    )
    return None if value is None else replace(value, aside=True)


def _read_half(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    return duration_value(0.5, unit_name(match["u"]))


def _read_long(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    return duration_value(1.0, unit_name(match["u"]))


def _read_bare_plural(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    return duration_value(None, unit_name(match["u"]))


def _read_set(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    unit = unit_name(match["u"])
    days = {"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7}
    if unit in days:
        return TimeValue(kind="SET", value=f"XXXX-WXX-{days[unit]}")
    if unit in ("morning", "afternoon", "evening", "night"):
        return TimeValue(kind="SET", value=f"XXXX-XX-XX{PARTS[unit]}")
    return TimeValue(kind="SET", value=duration_value(1.0, unit).value)


_ADVERBS = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W", "monthly": "P1M",
    "yearly": "P1Y", "annually": "P1Y",
}  # fmt: skip
_REFERENCES = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "current": "PRESENT_REF", "presently": "PRESENT_REF",
    "nowadays": "PRESENT_REF", "recently": "PAST_REF", "recent": "PAST_REF", "lately": "PAST_REF",
    "future": "FUTURE_REF",
}  # fmt: skip


def _read_adverb(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    return TimeValue(kind="SET", value=_ADVERBS[match.group(0).lower()])


_TITLED_BEFORE = re.compile(r"[A-Z][\w'’]*\s$")
"""A capitalised word before a capitalised "Now" makes a name of both."""


def _read_reference(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    words = match.group(0).lower()
    if match.group(0)[0].isupper() and _TITLED_BEFORE.search(clock.text[max(0, match.start() - 24) : match.start()]):
        return None
    for word in re.findall(r"[a-z]+", words):
        if word in _REFERENCES:
            return TimeValue(kind="DATE", value=_REFERENCES[word])
    return TimeValue(kind="DATE", value="PAST_REF" if "past" in words else "PRESENT_REF")


def _read_holiday(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    name = re.sub(r"[^a-z ]", "", " ".join(match["name"].lower().split())).removesuffix(" day")
    year = int(match["y"]) if match["y"] else None
    fixed = {"christmas": (12, 25), "christmas eve": (12, 24), "new years": (1, 1), "new years eve": (12, 31),
             "halloween": (10, 31), "valentines": (2, 14), "independence": (7, 4)}  # fmt: skip
    if name in fixed:
        found = make_date(year, *fixed[name]) if year else clock.place_day(*fixed[name], match.start())
        return day_value(found)
    near = clock.place_day(11, 22, match.start()) if year is None else make_date(year, 11, 1)
    first = near and make_date(near.year, 11, 1)
    return None if first is None else day_value(add_days(first, (3 - first.weekday()) % 7 + 21))


_DEICTIC = (
    r"(?:the\s+)?(?P<how>last|next|this(?:\s+(?:past|coming|same))?|past|previous|following|coming|same|current|that(?:\s+same)?"
    r"|the\s+next|preceding)"
)
_EDGES = r"(?:(?:early|late|later|earlier|sometime|mid)(?:\s+(?:in|on))?[\s-]+)?"
_FEW = rf"(?:(?P<n>{_COUNT}|an?)|(?:the\s+)?{_VAGUE})"

RELATIVE_RULES: tuple[Rule, ...] = (
    (("today", "yesterday", "tomorrow", "tonight", "late", "early", "later", "earlier", "last", "on"),
     _compile(rf"(?:(?:late|early|later|earlier)\s+)?(?P<w>today|yesterday|tomorrow|tonight|last\s+night)(?:\s+(?P<p>{PART}|overnight))?(?!['’]s\s+(?:world|society))"),
     _read_day_word, False),
    (("last", "next", "this", "past", "previous", "following", "coming", "same", "current", "that", "the", "early", "late",
      "later", "earlier", "sometime", "mid", "preceding"),
     _compile(rf"{_EDGES}{_DEICTIC}\s+(?:fiscal\s+)?(?P<u>{_UNIT}|morning|afternoon|evening)(?!s)"), _read_deictic, False),
    (("the", "later", "earlier", "early", "late", "over"),
     _compile(r"(?:the\s+)(?:(?P<how>latest|comparable\s+year-ago|year-ago|year-earlier|most\s+recent)\s+)?(?P<u>quarter|weekend)(?!\s+of\s+a)"),
     _read_bare_unit, False),
    (("the", "later", "earlier"), _compile(r"(?:the\s+)?(?P<how>latest|year-ago|year-earlier)\s+(?P<u>quarter|period)"),
     _read_bare_unit, False),
    (("the",), _compile(r"the\s+(?P<u>day|week|month|year|night)\s+(?P<way>before(?:\s+last)?|after|earlier|prior)"), _read_beside, False),
    ((*_NUMBER_KEYS, *_VAGUE_KEYS, *_HEDGE_KEYS, "weeks", "days", "months", "years", "decades", "centuries", "hours", "minutes"),
     _compile(rf"{_HEDGE}(?:{_FEW}\s+)?(?:more\s+)?(?P<u>{_UNIT}|hr|yr)s?[\s-]+(?P<way>ago|earlier|later|before|after|from\s+now|previously|back(?=[,.;)]))"),
     _read_shifted, False),
    ((*_NUMBER_KEYS, *_HEDGE_KEYS, "the", "last", "past", "next", "first", "another"),
     _compile(rf"(?:(?:the\s+)?(?:last|past|next|first|final|coming|previous|following|another)\s+|the\s+)?{_HEDGE}(?P<n>{_COUNT})(?:\s+(?:more|full|straight|consecutive|additional|whole|long))?"
              rf"[\s-]+(?P<u>{_UNIT}|hr|yr|min|sec)s?(?P<half>\s+and\s+a\s+half)?(?:[\s-]long)?(?P<old>[\s-]olds?)?"), _read_duration, False),
    (("a", "an", *_HEDGE_KEYS, "another", "one"),
     _compile(rf"{_HEDGE}(?P<n>an?|another|one)(?:\s+(?:full|whole|entire))?\s+(?P<u>minute|hour|week|fortnight|month|year|decade|century)(?P<half>\s+and\s+a\s+half)?(?!s|[\s-]old)"),
     _read_article_unit, False),
    (("half", "a", *_HEDGE_KEYS), _compile(rf"{_HEDGE}(?:half\s+an?|an?\s+half)[\s-]+(?P<u>hour|day|century|decade|year|month)"), _read_half, False),
    ((*_VAGUE_KEYS, "a", "the", "last", "past", "next", "recent", *_HEDGE_KEYS),
     _compile(rf"(?:(?:the\s+)?(?:last|past|next|first|coming|previous|following)\s+|the\s+)?(?:{_VAGUE}|recent|couple(?:\s+of)?)(?:\s+(?:more|recent))?\s+(?P<u>{_UNIT})s"),
     lambda m, c: TimeValue(kind="DATE", value="PAST_REF") if "recent" in m.group(0).lower() else _read_bare_plural(m, c), False),
    (("day", "week", "month", "year", "hour", "decade", "decades", *_HEDGE_KEYS),
     _compile(rf"{_HEDGE}(?P<u>hour|day|week|month|year|decade|century)s?[-\s]long"), _read_long, False),
    (("the", "year", "full"), _compile(r"the\s+(?:(?:full|fiscal|whole|calendar)\s+)*(?P<u>year)(?P<ended>\s+(?:ended|ending))?(?!\s+(?:before|after))"), _read_the_year, False),
    (("year",), _compile(r"year[\s-](?P<way>ago|earlier)"), _read_year_ago, False),
    (("weeks", "days", "months", "years", "decades", "centuries", "hours", "minutes"),
     _compile(r"(?P<u>minute|hour|day|week|month|year|decade|centurie)s(?:\s+or\s+(?:day|week|month|year)s)?(?!\s+old)"), _read_bare_plural, False),
    (("every", "each"), _compile(rf"(?:every|each)\s+(?:single\s+|other\s+)?(?P<u>{_UNIT}|morning|afternoon|evening|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"), _read_set, False),
    (tuple(_ADVERBS), _compile("(?:" + "|".join(_ADVERBS) + ")"), _read_adverb, False),
    ((*_REFERENCES, "the", "more", "at", "these", "this"),
     _compile(r"(?:more\s+recently|right\s+now|now(?!\s+that\b)|currently|presently|nowadays|recently|lately|current(?=\s+[a-z])"
              r"|recent(?=\s+[a-z])|the\s+(?:near\s+|foreseeable\s+)?future|the\s+past(?!\s+[a-z])|at\s+present|these\s+days|the\s+present(?!\s+[a-z])|at\s+the\s+moment|this\s+moment)"),
     _read_reference, False),
    (("christmas", "new", "halloween", "thanksgiving", "valentine", "independence"),
     _compile(r"(?P<name>christmas(?:\s+(?:eve|day))?|new\s+year['’]?s\s+(?:day|eve)|halloween|thanksgiving(?:\s+day)?|valentine['’]?s\s+day|independence\s+day)(?:,?\s+(?P<y>(?:19|20)\d\d))?"),
     _read_holiday, False),
)  # fmt: skip
"""The rules of relative times, durations, sets and references."""
