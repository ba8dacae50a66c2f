"""Times that name a place in the calendar: dates, months, years, weekdays, quarters, seasons, clock times."""

# ruff: noqa: E501  (a pattern reads best on one line)

import re
from collections.abc import Callable

from stemma.annotate.calendar import (
    MONTH,
    MONTHS,
    SEASONS,
    WEEKDAY,
    WEEKDAY_SHORT,
    WEEKDAYS,
    Precision,
    TimeValue,
    add_days,
    day_value,
    decade_value,
    find_weekday,
    half_value,
    make_date,
    month_value,
    quarter_value,
    season_value,
    year_value,
)
from stemma.annotate.numerals import ONES, ORDINALS, TEENS, TENS
from stemma.annotate.times_clock import Clock
from stemma.model.annotation import TimeKind

Reading = Callable[["re.Match[str]", Clock], TimeValue | None]
Rule = tuple[tuple[str, ...], "re.Pattern[str]", Reading, bool]
"""First words (``#`` for digits), pattern, reading, and whether the words bear a year of their own."""

PARTS = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "nights": "TNI", "midday": "TMI",
    "overnight": "TNI", "mornings": "TMO", "afternoons": "TAF", "evenings": "TEV",
}  # fmt: skip
PART = r"(?:morning|afternoon|evening|night)"
ZONE = (
    r"(?:\s*(?:GMT|UTC|BST|CET|CEST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|JST|KST|IST|MSK|ET|PT|ZULU|Z|local time"
    r"|Moscow time|Eastern(?: (?:Standard |Daylight )?Time)?|Pacific(?: time)?)\b)?"
)
_YEAR = r"(?:1[0-9]|20|21)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_END = r"(?![\w])"
_ORDINAL_QUARTER = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_CLOCK = r"(?P<h>\d{1,2})(?:[:.](?P<min>[0-5]\d)(?::[0-5]\d)?)?\s*(?P<ap>[ap]\.?\s?m\b\.?)" + ZONE
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


def _compile(pattern: str) -> "re.Pattern[str]":
    return re.compile(pattern + _END, re.I)


def month_number(text: str) -> int:
    """The number of a month's name, 1 to 12; KeyError where it is none."""
    return MONTHS[text.lower().rstrip(". ")]


def day_number(text: str) -> int:
    """The number in "18" or "18th"."""
    return int(re.sub(r"\D", "", text))


def _unknown(kind: TimeKind, value: str, precision: Precision) -> TimeValue:
    return TimeValue(kind=kind, value=value, precision=precision)


def _part_code(text: str | None) -> str:
    return PARTS.get((text or "").lower().strip(), "")


def _span_of_days(first: TimeValue | None, last: str | None) -> TimeValue | None:
    """A range of days in one month, as an ISO interval that begins with ``first``."""
    if first is None or first.day is None or not last:
        return first
    end = make_date(first.day.year, first.day.month, day_number(last))
    if end is None or end <= first.day:
        return first
    return TimeValue(kind="DATE", value=f"{first.value}/{end.isoformat()}", day=first.day, precision="day")


def _read_month_day(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    month, day = month_number(match["m"]), day_number(match["d"])
    if match["y"]:
        return _span_of_days(day_value(make_date(int(match["y"]), month, day)), match["d2"])
    found = clock.place_day(month, day, match.start())
    if found is None:
        valid = make_date(2000, month, day)
        return _unknown("DATE", f"XXXX-{month:02d}-{day:02d}", "day") if valid and clock.anchor.date is None else None
    return _span_of_days(day_value(found), match["d2"])


def _read_iso(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    time = match["t"] or ""
    return day_value(make_date(int(match["y"]), int(match["mo"]), int(match["d"])), time.replace(" ", "T"))


def _read_slashes(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if year < 100:
        year += 2000 if year < 50 else 1900
    return day_value(make_date(year, first, second) or make_date(year, second, first))


def _read_month_year(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    month = month_number(match["m"])
    if match["y"]:
        return month_value(int(match["y"]), month)
    today = clock.this_year
    if today is None:
        return _unknown("DATE", f"XXXX-{month:02d}", "month")
    return month_value(today.year + {"last": -1, "this": 0, "next": 1}[match["rel"].lower()], month)


def _read_month(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    name = match["m"]
    if not name[0].isupper():
        return None
    month, how = month_number(name), (match["how"] or "").lower()
    if len(name) <= 4 and name.lower() not in ("may", "june", "july") and not name.endswith("."):
        return None
    if not how and name.rstrip(".").lower() in ("may", "march", "august", "jan", "sun", "mar", "dec", "april", "june"):
        before = clock.text[max(0, match.start() - 12) : match.start()].lower()
        after = clock.text[match.end() : match.end() + 2]
        led = re.search(r"\b(?:in|of|last|since|by|until|till|during|from|to|through|and|for|between|before|after|every"
                        r"|around|mid|or)[\s-]+$", before)  # fmt: skip
        if not led and (name.lower() == "may" or after[1:].isalnum()):
            return None
    if match["y"]:
        return month_value(int(match["y"]), month)
    today = clock.this_month
    if today is None:
        return _unknown("DATE", f"XXXX-{month:02d}", "month")
    if how.startswith("last") or "past" in how:
        return month_value(today.year - (month >= today.month), month)
    if how.startswith("next"):
        return month_value(today.year + (month <= today.month), month)
    if how.startswith("this"):
        return month_value(today.year, month)
    placed = clock.place_month(month, match.start())
    return placed and month_value(*placed)


def _read_weekday(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    name = match["w"].lower()
    if not match["w"][0].isupper():
        return None
    weekday, how = WEEKDAYS[name], (match["how"] or "").lower()
    part = _part_code(match["p"])
    today = clock.today
    if match["plural"]:
        return TimeValue(kind="SET", value=f"XXXX-WXX-{weekday + 1}{part}")
    if today is None:
        return _unknown("TIME" if part else "DATE", f"XXXX-WXX-{weekday + 1}{part}", "time" if part else "day")
    if "following" in how or "next" in how or "coming" in how:
        near = clock.last_day if "following" in how and clock.last_day else today
        return day_value(find_weekday(weekday, near, 2), part)
    if "previous" in how and clock.last_day:
        return day_value(find_weekday(weekday, clock.last_day, -2), part)
    if "last" in how or "past" in how or "previous" in how:
        return day_value(find_weekday(weekday, today, -2), part)
    if "this" in how and today.weekday() != weekday:
        return day_value(find_weekday(weekday, today, 1 if clock.is_future(match.start()) else -1), part)
    return day_value(clock.place_weekday(weekday, match.start()), part)


def _read_year(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    start, end = match.start("y"), match.end("y")
    before, after = clock.text[max(0, start - 16) : start], clock.text[end : end + 24]
    if re.search(r"[$£€¥#.,:/+]\s?$|[\d]-$", before) and not re.search(r"[a-z]{2}[.,:]\s?$|[),][,.]?\s$", before, re.I):
        return None
    if re.match(r"[.,:]\d|%|°|\s?(?:-|[a-z]{1,2}\b(?<!in)(?<!as)(?<!at)(?<!he)(?<!it)(?<!is)(?<!to)(?<!of)(?<!on)(?<!by)(?<!a)"
                r"(?<!or)(?<!an)(?<!we)(?<!if)(?<!so)(?<!I))", after) and not re.match(r"-(?:[a-z]|\d\d)", after):  # fmt: skip
        return None
    led = re.search(r"(?:\b(?:in|since|until|till|by|of|from|to|early|late|mid|fiscal|during|through|before|after|and|for|year"
                    r"|the|between|or)[\s-]|[(’'])$", before, re.I)  # fmt: skip
    counted = re.search(
        r"\b(?:about|over|than|nearly|almost|some|least|around|roughly|approximately|only|or|to|killed)\s$", before
    )
    noun = re.match(r"\s+(?:[a-z]+[a-z-]*s\b|people|percent|per\b|million|men\b|women\b|feet|more\b|troops)", after)
    if noun and (
        counted or (not led and not re.search(r"\b(?:the|its|his|her|their|this|that|a|an|[a-z]+['’]s)\s$", before))
    ):
        verb = re.match(r"\s+(?:was|is|has|as|this|its|his|results|elections|talks|games)\b", after)
        return year_value(int(match["y"])) if verb and not counted else None
    if counted and counted.group(0).strip() not in ("or", "to") and not led:
        return None
    return year_value(int(match["y"]))


def _read_years(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    first, last = int(match["y"]), match["y2"]
    end = int(match["y"][: 4 - len(last)] + last)
    value = year_value(first)
    if value is None or not first < end <= first + 300:
        return None
    return TimeValue(kind="DATE", value=f"{first:04d}/{end:04d}", day=value.day, precision="year")


def _read_decade(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    digits = match["d"]
    if len(digits) == 2:
        return decade_value((1900 if digits >= "20" else 2000) + int(digits))
    return decade_value(int(digits))


def _read_century(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    text = match["c"].lower().replace("-", " ")
    number = 0
    for part in text.split():
        plain = re.sub(r"\D", "", part)
        number += int(plain) if plain else {**TENS, **ORDINALS}.get(part, 0)
    return TimeValue(kind="DATE", value=f"{number - 1:02d}") if 1 <= number <= 30 else None


def _read_word_year(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    numbers = {**ONES, **TEENS, **TENS}
    tail = sum(numbers[part] for part in re.split(r"[\s-]+", match["t"].lower()) if part in numbers)
    return year_value({"nineteen": 1900, "eighteen": 1800, "twenty": 2000}[match["c"].lower()] + tail)


def _quarter_year(match: "re.Match[str]", clock: Clock) -> int | None:
    if match["y"]:
        return int(match["y"])
    if clock.this_year is None:
        return None
    rel = (match["rel"] or match["rel2"] or "").lower().removesuffix("'s").removesuffix("’s")
    if rel:
        return clock.this_year.year + {"last": -1, "this": 0, "next": 1, "last year": -1, "this year": 0}[rel.strip()]
    return None


def _read_quarter(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    quarter, year, today = _QUARTERS[match["q"].lower()], _quarter_year(match, clock), clock.this_month
    half = match["unit"].lower() == "half"
    if half and quarter > 2:
        return None
    if year is None:
        if today is None:
            return _unknown("DATE", f"XXXX-{'H' if half else 'Q'}{quarter}", "quarter")
        now = (today.month + 5) // 6 if half else (today.month + 2) // 3
        year = today.year - (quarter > now)
    return half_value(year, quarter) if half else quarter_value(year, quarter)


def _read_season(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    season = match["s"].lower()
    how = (match["how"] or "").lower().split()[:1]
    if match["y"]:
        return season_value(int(match["y"]), season)
    today = clock.this_month
    if today is None:
        return _unknown("DATE", f"XXXX-{SEASONS[season][0]}", "quarter")
    month = SEASONS[season][1]
    began = today.month >= month
    year = today.year if began else today.year - 1
    if how == ["next"] or (how != ["last"] and clock.is_future(match.start())):
        year = today.year if not began or how != ["next"] else today.year + 1
    elif how == ["last"] and 0 <= today.month - month < 3:
        year -= 1
    elif how == ["this"]:
        year = today.year if season != "winter" or today.month > 6 else today.year - 1
    return season_value(year, season)


def _read_clock(match: "re.Match[str]", clock: Clock) -> TimeValue | None:
    groups = match.groupdict()
    word = (groups.get("word") or "").lower()
    hour = {"noon": 12, "midnight": 24}[word] if word else int(match["h"])
    minute = int(groups.get("min") or 0)
    half = (groups.get("ap") or "").lower()[:1]
    if (half and not 1 <= hour <= 12) or hour > 24 or (hour == 24 and minute):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    time = f"T{hour:02d}:{minute:02d}" if hour < 24 else "T24:00"
    name = (groups.get("w") or "").lower()
    if name in WEEKDAYS:
        day = clock.place_weekday(WEEKDAYS[name], match.start())
    elif name in ("yesterday", "tomorrow", "today"):
        shift = {"yesterday": -1, "tomorrow": 1, "today": 0}[name]
        day = add_days(clock.today, shift) if clock.today else None
    else:
        day = clock.last_day or clock.today
    if day is None:
        return _unknown("TIME", f"XXXX-XX-XX{time}", "time")
    return day_value(day, time)


_DAY_WORDS = rf"(?:{WEEKDAY}|today|yesterday|tomorrow)"
_WD = rf"(?:(?:{WEEKDAY}|{WEEKDAY_SHORT})(?:\s+{PART})?,?\s+\(?)?"
_MONTH_KEYS = tuple(MONTHS)
_DAY_KEYS = tuple(WEEKDAYS)
_HOW_KEYS = ("last", "next", "this", "early", "late", "mid", "the", "later", "earlier", "end", "beginning")
_RELATIVE_YEAR = r"(?:of\s+)?(?P<rel>last|this|next)\s+year"
_HOW_MONTH = r"(?:the\s+(?:end|beginning|start|middle)\s+of\s+|(?:early|late|mid)[\s-]+)"
_TAIL_RANGE = r"(?:\s*(?:-|–|—|to)\s*(?P<d2>" + _DAY + r")(?!\s*(?:million|billion|[ap]\.?m)))?"

DATE_RULES: tuple[Rule, ...] = (
    (("#",), _compile(r"(?P<y>\d{4})-(?P<mo>\d{2})-(?P<d>\d{2})(?P<t>[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?"), _read_iso, True),
    (("#",), _compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4}|\d{2})"), _read_slashes, True),
    ((*_MONTH_KEYS, *_DAY_KEYS, "early", "late"),
     _compile(rf"(?:(?:early|late)\s+)?{_WD}(?P<m>{MONTH})\s+(?P<d>{_DAY}){_TAIL_RANGE}(?:,?\s+(?P<y>{_YEAR}))?(?!:\d|\s*%)"),
     _read_month_day, True),
    (("#", "the", *_DAY_KEYS),
     _compile(rf"{_WD}(?:the\s+)?(?P<d>{_DAY})(?:\s*(?:-|–|to)\s*(?P<d2>{_DAY}))?(?:\s+of)?\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{_YEAR}))?"),
     _read_month_day, True),
    ((*_MONTH_KEYS, "early", "late", "mid", "the"),
     _compile(rf"{_HOW_MONTH}?(?P<m>{MONTH}),?\s+(?:of\s+)?(?:(?P<y>{_YEAR})|{_RELATIVE_YEAR})"), _read_month_year, True),
    ((*_MONTH_KEYS, *_HOW_KEYS),
     _compile(rf"(?P<how>{_HOW_MONTH}|(?:last|next|this(?:\s+past|\s+coming)?)\s+)?(?P<m>{MONTH})"
              rf"(?:(?=\s+(?:to|through|until|and|or|-|–)\s+{MONTH},?\s+(?P<y>{_YEAR})))?"), _read_month, False),
    ((*_DAY_KEYS, *_HOW_KEYS, "previous", "following", "coming", "on"),
     _compile(rf"(?P<how>(?:(?:early|late)\s+)?(?:(?:the\s+)?(?:last|next|this(?:\s+(?:past|coming))?|previous|following|coming|past)\s+)?)"
              rf"(?P<w>{WEEKDAY})(?P<plural>s(?!\s+{PART})|(?=\s+{PART}s))?(?:['’]s)?(?:\s+(?P<p>{PART}s?|overnight))?"),
     _read_weekday, False),
    (("#", "early", "late", "mid", "fiscal", "the", "year"),
     _compile(rf"(?P<how>the\s+(?:end|beginning|start|middle)\s+of\s+|(?:early|late|mid|(?:the\s+)?fiscal(?:\s+year)?|the\s+year|year)[\s-]+)?(?P<y>{_YEAR})"),
     _read_year, True),
    (("#",), _compile(rf"(?P<y>{_YEAR})\s?[-–]\s?(?P<y2>{_YEAR}|\d\d)(?!-)"), _read_years, True),
    (("#", "the", "early", "late", "mid"),
     _compile(r"(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?['’]?(?P<d>(?:1[0-9]|20)\d0|[1-9]0)['’]?s"), _read_decade, True),
    (("#", "the", *ORDINALS, *TENS, "early", "late", "mid"),
     _compile(r"(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<c>\d{1,2}(?:st|nd|rd|th)|(?:" + "|".join([*TENS, *ORDINALS]) +
              r")(?:-(?:" + "|".join(ORDINALS) + r"))?)[\s-]century"), _read_century, True),
    (("nineteen", "eighteen", "twenty"),
     _compile(r"(?P<c>nineteen|eighteen|twenty)[\s-](?P<t>(?:" + "|".join(TENS) + r")(?:[\s-](?:" + "|".join(ONES) + r"))?|" +
              "|".join(list(TEENS)[1:]) + r")(?!\s+(?:people|percent))"), _read_word_year, True),
    (("the", "first", "second", "third", "fourth", "last", "this", "next", "#"),
     _compile(rf"(?:the\s+|(?P<rel2>last|this|next)\s+year['’]s\s+)?(?:fiscal\s+)?(?P<q>{_ORDINAL_QUARTER})[\s-](?:fiscal\s+)?(?P<unit>quarter|half)"
              rf"(?:,?\s+(?:of\s+)?(?:(?P<y>{_YEAR})|(?P<rel>last|this|next)\s+year))?(?!\s+of\s+(?!the\b))"), _read_quarter, False),
    (("this", "last", "next", "spring", "summer", "autumn", "winter", "fall", "the", "early", "late", "mid"),
     _compile(rf"(?:(?:early|late|mid)[\s-]+)?(?P<how>(?:last|next|this(?:\s+(?:past|coming))?|the(?=\s+\S+\s+of\s+\d))\s+)?"
              rf"(?P<s>spring|summer|autumn|winter|fall)(?:\s+(?:of\s+)?(?P<y>{_YEAR}))?"),
     lambda m, c: _read_season(m, c) if m["how"] or m["y"] or c.text[max(0, m.start() - 3):m.start()] == "in " else None, False),
    (("#",), _compile(rf"{_CLOCK}(?:,?\s+(?:on\s+)?(?P<w>{_DAY_WORDS}))?"), _read_clock, False),
    (("#",), re.compile(r"(?P<h>[01]?\d|2[0-4])[:](?P<min>[0-5]\d)(?::[0-5]\d)?(?![\d:])" + ZONE, re.I), _read_clock, False),
    (("#",), re.compile(r"(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)\s+(?:GMT|UTC|ET|EST|EDT|BST|CET|MSK|local time|hours)\b"), _read_clock, False),
    (("noon", "midnight"), _compile(rf"(?P<word>noon|midnight){ZONE}(?:,?\s+(?:on\s+)?(?P<w>{_DAY_WORDS}))?"), _read_clock, False),
)  # fmt: skip
"""The rules of calendar times, tried in this order where several match the same length."""
