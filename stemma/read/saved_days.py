"""Days that a text itself names, to tell the day of publishing from the day a page was saved."""

import re
from datetime import date

from stemma.read.dates import WEEKDAYS, make_day
from stemma.text.words import split_words

_MONTHS = split_words("january february march april may june july august september october november december")
_DAY = re.compile(
    r"\b(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday),?\s*\(?,?\s*(?:the\s+)?"
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>[a-z]{3,9})|(?P<m2>[a-z]{3,9})\.?\s+(?P<d2>\d{1,2}))\b",
    re.I,
)
_NEAR = 45


def contradicts_text(day: date, body: str) -> bool:
    """Whether ``body`` names a weekday with its date ("Sunday (17 September)") that cannot be of that year's weeks.

    A report names with their weekday the days around its own; a weekday that does not fit the year of
    ``day``, or lies further from it than six weeks, says that ``day`` is not the report's.
    """
    for match in _DAY.finditer(body[:20_000]):
        month = next(
            (n for n, name in enumerate(_MONTHS, 1) if name.startswith((match["m1"] or match["m2"]).lower())), None
        )
        if month is None:
            continue
        named = [
            when
            for year in (day.year - 1, day.year, day.year + 1)
            if (when := make_day(year, month, int(match["d1"] or match["d2"])))
            and WEEKDAYS[when.weekday()] == match["weekday"].lower()
            and abs((when - day).days) <= _NEAR
        ]
        if not named:
            return True
    return False
