"""Days that a text speaks of, in many languages: a day with its month's name, a day of the week, ``12日``."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from stemma.text.figures import level_digits
from stemma.text.month_names import load_months
from stemma.text.tables import load_rows

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_DAY = re.compile(r"(?<![\d.,:])(\d{1,2})(?:st|nd|rd|th|er|º|ª)?(?![\d:%]|[.,]\d)")
_MONTH_AFTER = re.compile(r"\.?\s(?:de\s)?([^\W\d_]{3,}(?:\s[^\W\d_]+)?)\.?(?:,?\s(?:de\s)?(\d{4})(?!\d))?")
_MONTH_BEFORE = re.compile(r"([^\W\d_]{3,}(?:\s[^\W\d_]+)?)\.?\s\Z")
_YEAR_AFTER = re.compile(r",?\s(\d{4})(?!\d)")
_UNSPACED_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})[日号號](?!間|间)")
_NUMERIC = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_UNSPACED_WEEKDAY = re.compile(r"[月火水木金土日]曜|(?:星期|周|週)[一二三四五六日天]|[월화수목금토일]요일")
_ON = 1
"""How many days after the publication a bare "12日" may lie."""


def find_days(text: str, published: date | None) -> frozenset[date]:
    """The days that ``text`` names; days of the week and days without a year only where ``published`` says when.

    A day of the week is the last such day up to the publication (news tells of what was); a day without its year is
    the one nearest to the publication.
    """
    level = level_digits(text)
    found: set[date | None] = {
        day for match in _NUMERIC.finditer(level) if (day := _make_day(match[1], match[2], match[3]))
    }
    for match in _DAY.finditer(level):
        month, year = _find_month_by(level, match)
        if month:
            found.add(_place_day(year, month, int(match[1]), published))
    for match in _UNSPACED_DAY.finditer(level):
        month = int(match[2]) if match[2] else _guess_month(int(match[3]), published)
        found.add(_place_day(match[1], month, int(match[3]), published))
    if published:
        found.update(_go_back(published, (published.weekday() - number) % 7) for number in _find_weekdays(level))
    return frozenset(day for day in found if day)


def is_calendar_word(word: str) -> bool:
    """Whether ``word`` is the name of a month or a day of the week in any of the languages."""
    small = word.lower().replace("i\u0307", "i")
    return small in load_months() or small.casefold() in _load_weekdays()[0]


def _find_month_by(text: str, day: re.Match[str]) -> tuple[int, str | None]:
    """The month that stands after or before a day of the month, 0 where none does, and the year behind them."""
    after = _MONTH_AFTER.match(text, day.end())
    if after:
        month = _read_month(after[1])
        if month:
            return month, after[2]
    before = _MONTH_BEFORE.search(text, max(0, day.start() - 30), day.start())
    month = _read_month(before[1], last=True) if before else 0
    year = _YEAR_AFTER.match(text, day.end())
    return month, year[1] if year else None


def _read_month(words: str, *, last: bool = False) -> int:
    """The number of the month in one word or two; of two, the first or the last may be none of it."""
    parts = words.lower().replace("i\u0307", "i").split()
    return load_months().get(" ".join(parts)) or load_months().get(parts[-1 if last else 0]) or 0


def _find_weekdays(text: str) -> Iterator[int]:
    spaced, opening, unspaced = _load_weekdays()
    for match in _WORD.finditer(text):
        word = match[0].casefold().replace("’", "'").replace("i\u0307", "i")
        number = spaced.get(word)
        if number is None and len(word) > 8 and word[:6] in opening:  # Montagabend, dinsdagmiddag
            name, number = opening[word[:6]]
            number = number if word.startswith(name) else None
        if number is not None:
            yield number
    for match in _UNSPACED_WEEKDAY.finditer(text):
        if match[0] in unspaced:
            yield unspaced[match[0]]


def _go_back(day: date, days: int) -> date | None:
    return day - timedelta(days) if day.toordinal() > days else None


def _guess_month(day: int, published: date | None) -> int:
    """The month of a bare "12日": that of the publication, or the one before where the day is yet to come."""
    if published is None:
        return 0
    if day <= published.day + _ON:
        return published.month
    return (published.month - 2) % 12 + 1


def _place_day(year: str | None, month: int, day: int, published: date | None) -> date | None:
    if year:
        return _make_day(year, month, day)
    if published is None:
        return None
    near = [_make_day(published.year + shift, month, day) for shift in (-1, 0, 1)]
    return min((d for d in near if d), key=lambda d: (abs((d - published).days), d), default=None)


def _make_day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@cache
def _load_weekdays() -> tuple[dict[str, int], dict[str, tuple[str, int]], dict[str, int]]:
    """Names of the days to their numbers, Monday 0: of languages that part words; those of them that open longer
    words, by their first six letters; and of languages that part no words.
    """
    spaced: dict[str, int] = {}
    opening: dict[str, tuple[str, int]] = {}
    unspaced: dict[str, int] = {}
    for row in load_rows("weekdays.txt"):
        language, *days = row.split()
        for number, forms in enumerate(days):
            names = unspaced if language in ("zh", "ja", "ko") else spaced
            names.update({form.replace("_", " ").casefold(): number for form in forms.split("/")})
            if language in ("de", "nl"):
                name = forms.split("/")[0].casefold()
                opening[name[:6]] = (name, number)
    return spaced, opening, unspaced
