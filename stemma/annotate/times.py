"""Words of time in a text, with TIMEX3 values resolved against the article's reference date.

Grammar of our own: a word that can begin a time calls the rules that begin with it, the longest match wins, and a
clock carries what the text named last. Values follow TimeML's TIMEX3 (ISO 8601 with its extensions).
"""

import re
from collections.abc import Iterable, Sequence

from stemma.annotate.anchors import Anchor
from stemma.annotate.calendar import TimeValue, format_date
from stemma.annotate.times_clock import Clock
from stemma.annotate.times_dates import DATE_RULES, Rule
from stemma.annotate.times_relative import RELATIVE_RULES
from stemma.model.annotation import TimeExpression

_WORD = re.compile(r"\w+")
_LONGEST = 120
"""No time is longer; a bound for every rule."""


def _index_rules() -> dict[str, tuple[Rule, ...]]:
    index: dict[str, list[Rule]] = {}
    for rule in (*DATE_RULES, *RELATIVE_RULES):
        for key in dict.fromkeys(rule[0]):
            index.setdefault(key, []).append(rule)
    return {key: tuple(rules) for key, rules in index.items()}


_RULES = _index_rules()


def _read_at(clock: Clock, position: int, key: str) -> "tuple[re.Match[str], TimeValue, bool] | None":
    """The longest time that begins at ``position``, with its value and whether it bears its own year."""
    best: tuple[re.Match[str], TimeValue, bool] | None = None
    limit = min(len(clock.text), position + _LONGEST)
    for _, pattern, reading, dated in _RULES[key]:
        match = pattern.match(clock.text, position, limit)
        if match is None or (best is not None and match.end() <= best[0].end()):
            continue
        try:
            value = reading(match, clock)
        except (KeyError, ValueError, OverflowError):
            value = None
        if value is not None:
            best = (match, value, dated)
    return best


def _read_passage(clock: Clock) -> Iterable[TimeExpression]:
    text, position = clock.text, 0
    while (word := _WORD.search(text, position)) is not None:
        start, position = word.start(), word.end()
        key = text[start : min(position, start + 12)]
        key = "#" if key[0].isdigit() else key.lower()
        if key not in _RULES or (key == "#" and _inside_number(text, start)):
            continue
        found = _read_at(clock, start, key)
        if found is None:
            continue
        match, value, dated = found
        words = match.group(0).rstrip(" ,(")
        end = start + len(words)
        if "(" in words and ")" not in words and text.startswith(")", end):
            end += 1
        position = max(position, end)
        year = match.groupdict().get("y")
        clock.note(value, start, with_year=dated and bool(year))
        yield TimeExpression(
            start=clock.start + start,
            end=clock.start + end,
            text=text[start:end],
            kind=value.kind,
            value=value.value,
            date=format_date(value),
            precision=value.precision,
        )


def _inside_number(text: str, start: int) -> bool:
    """Whether the digits at ``start`` are the tail of a larger number, a sum of money, or a name such as "Tu-160"."""
    before = text[max(0, start - 2) : start]
    if not before:
        return False
    if before[-1] in "$£€¥#":
        return True
    if before[-1] in ".,:/" and before[:-1].isdigit():
        return True
    return before[-1] == "-" and before[:-1].isalnum() and text[max(0, start - 4) : start].lower() != "mid-"


def find_article_times(passages: Sequence[tuple[int, str]], *, anchor: Anchor) -> tuple[TimeExpression, ...]:
    """The words of time of an article given as (offset, text) blocks in order, with offsets in the article.

    What counts from what was named before ("the next day") counts over the blocks. A bare weekday is the day of
    publication or the last before it; where its clause speaks of the future, the next. Without an anchor what is
    relative stays unresolved: ``date`` None, ``value`` ``XXXX-...``.
    """
    clock = Clock(anchor=anchor)
    found: list[TimeExpression] = []
    for start, text in passages:
        clock.text, clock.start = text, start
        found.extend(_read_passage(clock))
    return tuple(found)
