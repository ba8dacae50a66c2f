"""Working on days: from one date to another, counted with both ends and without."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stemma.compare.settling_parts import Difference, Given, Surroundings, content_stems, quote_from, say_amount, settle
from stemma.model.annotation import Claim, TimeExpression
from stemma.model.dossier import Settling
from stemma.text.days import MONTHS, WEEKDAYS, write_day

_LONGEST = 400
# What begins a stretch of time, and what ends the same one: an arrest is not ended by a departure.
_BOUNDS = tuple(
    (re.compile(rf"\b(?:{begins})\b", re.IGNORECASE), re.compile(rf"\b(?:{ends})\b", re.IGNORECASE))
    for begins, ends in (
        (
            r"arriv\w+|land(?:s|ed) in|crossed into|reached",
            r"left|leav(?:e|es|ing)|depart\w*|return(?:s|ed)? (?:home|to)|flew home|went home",
        ),
        (
            r"beg[aiu]n\w*|start(?:s|ed|ing)?|open(?:s|ed|ing)|launch\w*|"
            r"kick(?:s|ed) off|got under way|broke out|since",
            r"end(?:s|ed|ing)?|finish\w*|conclud\w+|clos(?:es|ed|ing)|wrapp\w+ up|called off|came to an end|put out",
        ),
        (
            r"kidnapp\w+|abduct\w+|seized|captured|disappear\w+|vanish\w+|(?:went|gone|been|reported) missing|"
            r"missing since|trapped|buried|detained|arrested|jailed|taken hostage",
            r"rescued|freed|released|found|let go|brought out|pulled out|reunited|hauled",
        ),
        (
            r"closed|shut(?: down)?|halted|suspended|grounded|blocked|cut off|blockaded|cancelled",
            r"reopen\w*|resum\w+|restored|lifted|cleared|running again",
        ),
    )
)
_BETWEEN = re.compile(r"\s*(?:,\s*\d{4}\s*)?(?:to|until|till|through|and|–|—|-)\s*(?:the\s+|on\s+)?", re.IGNORECASE)
_OPENS = re.compile(r"\b(from|between)\s+(?:the\s+|on\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Bound:
    """A claim that says on which day something of one sort (``_BOUNDS``) began or ended."""

    claim: Claim
    day: date
    sort: int
    ends: bool


def count_days(difference: Difference, around: Surroundings) -> Iterator[Settling]:
    """ "From Tuesday to Sunday is six days, counting both": two dated claims against a number of days."""
    wanted = [g for g in difference.values if g.quantity.unit in ("day", "night") and g.quantity.high is None]
    if not wanted:
        return
    about = frozenset(s for c in difference.claims for s in content_stems(c))
    for first, last, claims in _find_stretches(around, about):
        between = (last - first).days
        fits = [g for g in wanted if _fits(g, between)]
        if not fits:
            continue
        sentence = (
            f"From {_say_day(first, last)} to {_say_day(last)} is {say_amount(between + 1, 'day')} "
            f"counted inclusively, {say_amount(between, 'day')} from date to date"
        )
        words = "".join(f"; {quote_from(c, c.start, 70)}" for c in claims)
        yield settle(f"{sentence}{words}.", (*claims, *(g.claim for g in wanted)))


def find_ends(difference: Difference, around: Surroundings) -> Iterator[Settling]:
    """ "Five days from Monday 5 May, that day counted, end on Friday 9 May": where the end is what differs."""
    if difference.finding.kind != "time":
        return
    ends = [b for c in difference.claims for b in _bounds_of(c) if b.ends]
    days = {b.day for b in ends}
    if len(days) < 2:
        return
    about = frozenset(s for b in ends for s in content_stems(b.claim))
    sorts = {b.sort for b in ends}
    for claim in around.claims:
        if not claim.times or not around.stems[claim.id] & about:
            continue
        lengths = {q.quantity for q in claim.quantities if q.unit == "day" and q.op == "=" and q.quantity % 1 == 0}
        length = lengths.pop() if len(lengths) == 1 else 0.0
        for bound in _bounds_of(claim) if 1 < length < _LONGEST else ():
            if bound.ends or bound.sort not in sorts:
                continue
            last = bound.day + timedelta(days=int(length) - 1)
            after = last + timedelta(days=1)
            if not days & {last, after}:
                continue
            yield settle(
                f"{say_amount(length, 'day')} from {_say_day(bound.day)} end on {_say_day(last)} "
                f"if that day is counted, else on {_say_day(after)}.",
                (claim, *(b.claim for b in ends)),
            )


def check_weekdays(difference: Difference, around: Surroundings) -> Iterator[Settling]:
    """ "4 March 2031 is a Tuesday": where a claim of the difference names another weekday beside a full date."""
    if difference.finding.kind != "time":
        return
    for claim in difference.claims:
        for time in claim.times:
            day = _day_of(time)
            named = [n for n, w in enumerate(WEEKDAYS) if re.search(rf"\b{w}\b", time.text, re.IGNORECASE)]
            spelt = re.search(r"\d", time.text) and re.search(r"\b[12]\d{3}\b", time.text)
            if day is not None and spelt and len(named) == 1 and named[0] != day.weekday():
                yield settle(f"{write_day(day)} falls on a {WEEKDAYS[day.weekday()]}.", (claim,))


def _fits(given: Given, between: int) -> bool:
    quantity = given.quantity
    return quantity.quantity == between or (quantity.unit == "day" and quantity.quantity == between + 1)


def _find_stretches(around: Surroundings, about: frozenset[str]) -> Iterator[tuple[date, date, tuple[Claim, ...]]]:
    """Stretches of days that what is ``about`` may have taken: one claim gives both ends, or two give one each."""
    near = [c for c in around.claims if c.times and around.stems[c.id] & about]
    seen: set[tuple[date, date]] = set()
    for claim in near:
        for first, last in _ranges_of(claim):
            if (first, last) not in seen and 0 < (last - first).days < _LONGEST:
                seen.add((first, last))
                yield first, last, (claim,)
    bounds = [b for c in near for b in _bounds_of(c)]
    for begin in bounds:
        for end in bounds:
            if begin.ends or not end.ends or begin.sort != end.sort or (begin.day, end.day) in seen:
                continue
            if not 0 < (end.day - begin.day).days < _LONGEST or not _share_theme(begin.claim, end.claim, around):
                continue
            seen.add((begin.day, end.day))
            yield begin.day, end.day, (begin.claim, end.claim)


def _share_theme(one: Claim, other: Claim, around: Surroundings) -> bool:
    return one.id == other.id or bool(around.stems[one.id] & around.stems[other.id])


def _bounds_of(claim: Claim) -> list[_Bound]:
    days = {d for t in claim.times if (d := _day_of(t)) is not None}
    if (
        len(days) != 1
        or claim.modality in ("feared", "conditional", "possible", "wished")
        or claim.polarity == "denied"
    ):
        return []
    day = next(iter(days))
    found = []
    for sort, (begins, ends) in enumerate(_BOUNDS):
        starts, stops = bool(begins.search(claim.quote)), bool(ends.search(claim.quote))
        if starts != stops:
            found.append(_Bound(claim, day, sort, stops))
    return found


def _ranges_of(claim: Claim) -> list[tuple[date, date]]:
    """ "from 12 to 17 September": dates of one claim with "from" before and "to" between them."""
    found = []
    times = sorted(claim.times, key=lambda t: t.start)
    for one, other in itertools.pairwise(times):
        gap = claim.quote[one.end - claim.start : other.start - claim.start]
        opening = _OPENS.search(claim.quote[: one.start - claim.start])
        first, last = _day_of(one), _day_of(other)
        if opening and first and last and _BETWEEN.fullmatch(gap):
            found.append((first, last))
    return found


def _day_of(time: TimeExpression) -> date | None:
    if not time.date or len(time.date) < 10 or time.precision not in ("day", "time") or time.kind == "SET":
        return None
    try:
        return date.fromisoformat(time.date[:10])
    except ValueError:
        return None


def _say_day(day: date, beside: date | None = None) -> str:
    """``Tuesday 12 September 2023``; the year left out where the date beside has the same."""
    year = "" if beside is not None and beside.year == day.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"
