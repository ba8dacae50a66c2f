"""Where in time a text stands while it is read: the anchor, the last date named, the tense of the clause."""

import re
from dataclasses import dataclass, field
from datetime import date

from stemma.annotate.anchors import Anchor
from stemma.annotate.calendar import TimeValue, add_months, find_weekday, make_date

_WINDOW = 150
"""How far around a time its clause is looked at."""
_SOON = 1
"""So many months ahead a bare month is still the coming one, unless the clause is in the past."""
_CARRY = 160
"""How many characters a year that the text named goes on counting for bare months."""
_BEHIND_COMMA = 40
"""A sign of tense after the time and a comma is taken for so many characters farther off."""
_BREAK = re.compile(r"[.;!?\n\"“”()–—]|\bthat\b|\bwhich\b|\bwho\b")
_LETTERS = re.compile(r"[^\W\d_]+")
_TENSE = re.compile(
    r"(?P<future>\b(?:will|won['’]t|shall|would)\b|['’]ll\b"
    r"|(?<!had )\b(?:is|are|was|were|be|been)\s+(?:to|due|set|scheduled|expected|slated|planned|supposed|going)\b"
    r"|\b(?:scheduled|expected|due|planned|slated|upcoming|plans?|planning|hopes?|intends?|expects?|expires?|until)\b)"
    r"|(?P<past>\b(?:said|was|were|had|told|did|met|left|went|came|took|made|began|saw|held|spoke|fell|rose|won|lost"
    r"|sent|gave|found|[a-z]{2,}ed)\b)",
    re.I,
)


@dataclass(slots=True)
class Clock:
    """The state that is carried through a text: what "the next day" and a bare "July" count from."""

    anchor: Anchor
    text: str = ""
    start: int = 0
    reference: date | None = None
    """The last day, month or year that the text named."""
    reference_precision: str | None = None
    last_day: date | None = None
    """The last very day that the text named."""
    explicit_at: int = field(default=-(10**9))
    """Where the text last named a month or day together with its year."""
    explicit: date | None = None

    @property
    def today(self) -> date | None:
        """The day of publication."""
        return self.anchor.day

    @property
    def this_month(self) -> date | None:
        """A day in the month of publication."""
        return self.anchor.date if self.anchor.precision in ("day", "month") else None

    @property
    def this_year(self) -> date | None:
        """A day in the year of publication."""
        return self.anchor.date

    def note(self, value: TimeValue, position: int, *, with_year: bool) -> None:
        """Remember a date that the text named at ``position``."""
        if value.day is None or value.aside or value.kind not in ("DATE", "TIME"):
            return
        self.reference, self.reference_precision = value.day, value.precision
        if value.precision in ("day", "time"):
            self.last_day = value.day
        if with_year and value.precision in ("day", "month"):
            self.explicit, self.explicit_at = value.day, self.start + position

    def is_future(self, position: int) -> bool:
        """Whether the clause at ``position`` of the passage speaks of what is to come."""
        return self._tense(position) == "future"

    def _tense(self, position: int) -> str:
        """``future``, ``past`` or nothing: the nearest sign of tense in the clause at ``position``."""
        low = max(0, position - _WINDOW)
        for found in _BREAK.finditer(self.text, low, position):
            low = found.end()
        end = _BREAK.search(self.text, position, position + _WINDOW)
        high = end.start() if end else min(len(self.text), position + _WINDOW)
        if self.text.startswith(("'s", "’s"), self._end_of_word(position)):
            return "past"
        best, tense = _WINDOW * 2, ""
        for found in _TENSE.finditer(self.text, low, high):
            far = position - found.end() if found.end() <= position else found.start() - position
            if found.start() > position and "," in self.text[position : found.start()]:
                far += _BEHIND_COMMA  # "will sail on Monday, she added": who says it is another clause
            if far < best:
                best, tense = far, found.lastgroup or ""
        return tense

    def _end_of_word(self, position: int) -> int:
        word = _LETTERS.match(self.text, position)
        return word.end() if word else position

    def place_weekday(self, weekday: int, position: int) -> date | None:
        """The day a bare weekday means: that of publication or the last before it; the next one in the future."""
        if self.today is None:
            return None
        if self.today.weekday() == weekday:
            return self.today
        return find_weekday(weekday, self.today, 1 if self.is_future(position) else -1)

    def place_month(self, month: int, position: int) -> tuple[int, int] | None:
        """The (year, month) a bare month means: after a year just told, else the last up to publication.

        The coming one where the clause speaks of the future, and where it is next month and does not speak of the past.
        """
        told = self._carried(position)
        if told is not None:
            return told.year + (month < told.month), month
        today = self.this_month
        if today is None:
            return None
        year = today.year - (month > today.month)
        if 0 < (month - today.month) % 12 <= _SOON and not self._is_past(position):
            return today.year + (month < today.month), month
        if month != today.month and self.is_future(position):
            year = today.year + (month < today.month)
        return year, month

    def place_day(self, month: int, day: int, position: int) -> date | None:
        """The date that a month and day without a year mean: the nearest to publication, by the tense in doubt."""
        told = self._carried(position)
        if told is not None:
            return make_date(told.year, month, day) if month >= told.month else make_date(told.year + 1, month, day)
        today = self.anchor.date
        if today is None:
            return None
        choices = [found for year in (-1, 0, 1) if (found := make_date(today.year + year, month, day))]
        if self.today is None:
            return make_date(today.year, month, day)
        if not choices:
            return None
        ahead = self.is_future(position)

        def _cost(found: date) -> int:
            far = (found - today).days
            if ahead:
                return far if far >= 0 else -far * 3
            return -far if far <= 0 else far * 2

        return min(choices, key=_cost)

    def _is_past(self, position: int) -> bool:
        return self._tense(position) == "past"

    def _carried(self, position: int) -> date | None:
        """The date with its year that was told shortly before, where it lies well before publication."""
        if self.explicit is None or self.start + position - self.explicit_at > _CARRY or self.anchor.date is None:
            return None
        near = add_months(self.explicit, 11)
        return self.explicit if near is not None and near < self.anchor.date else None
