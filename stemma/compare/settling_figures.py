"""Working on the figures of a difference themselves: units, weeks and shares said otherwise, rounding."""

import re
from collections.abc import Iterator, Sequence

from stemma.compare.settling_parts import (
    Difference,
    Given,
    Surroundings,
    counts_same,
    find_pairs,
    say_amount,
    say_hedge,
    say_number,
    settle,
)
from stemma.model.annotation import Quantity
from stemma.model.dossier import Settling
from stemma.text.units import MONEY, convert, same_dimension

_UNSURE_UNITS = frozenset(
    """ton kiloton gallon barrel ounce pound stone horsepower calorie celsius fahrenheit degree decibel
    kB MB GB TB""".split()
)
"""Units of more than one size, or with no zero: a conversion could be false."""
_FARTHEST = 1.6
"""How many times one figure may be the other for a conversion to bear on the difference."""
_WEEKS = re.compile(r"\b(?:weeks?|fortnights?)\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|per ?cent|pct|percentage", re.IGNORECASE)
_STEPS = {
    1.0: "to a whole number",
    10.0: "to the nearest ten",
    100.0: "to the nearest hundred",
    1000.0: "to the nearest thousand",
}


def convert_units(difference: Difference, around: Surroundings) -> Iterator[Settling]:
    """ "250 km is about 155 miles": the figure in the larger unit, in the smaller."""
    for one, other in find_pairs(difference):
        a, b = one.quantity, other.quantity
        if not a.unit or not b.unit or a.unit == b.unit or not same_dimension(a.unit, b.unit):
            continue
        if {a.unit, b.unit} & (_UNSURE_UNITS | MONEY):
            continue
        if convert(1.0, a.unit)[0] < convert(1.0, b.unit)[0]:
            a, b = b, a
        first, second = convert(a.quantity, a.unit or "")[0], convert(b.quantity, b.unit or "")[0]
        if min(first, second) <= 0 or max(first, second) > _FARTHEST * min(first, second):
            continue
        size = convert(1.0, a.unit or "")[0] / convert(1.0, b.unit or "")[0]
        ends = [v for v in (a.quantity, a.high) if v is not None]
        shown = [float(f"{v * size:.3g}") for v in ends]
        about = "" if all(abs(s - v * size) < 1e-9 * s for s, v in zip(shown, ends, strict=True)) else "about "
        yield settle(f"{_say_range(ends, a.unit)} is {about}{_say_range(shown, b.unit)}.", (one.claim, other.claim))


def restate_figures(difference: Difference, around: Surroundings) -> Iterator[Settling]:
    """ "Three weeks" is 21 days, "a tenth" is 10 percent: where the other side says it the other way."""
    for pair in find_pairs(difference):
        for one, other in (pair, pair[::-1]):
            a, b = one.quantity, other.quantity
            if a.unit != b.unit or a.high is not None:
                continue
            if a.unit == "day" and _said_in(_WEEKS, one) and not _said_in(_WEEKS, other) and a.quantity % 7 == 0:
                weeks = say_amount(a.quantity / 7, "week")
                yield settle(f"{weeks} is {say_amount(a.quantity, 'day')}.", (one.claim, other.claim))
            if a.unit == "percent" and not _said_in(_PERCENT, one) and _said_in(_PERCENT, other):
                if not re.search(r"[^\W\d_]{3}", a.text) or not 0 < a.quantity <= 100:
                    continue
                words = " ".join(a.text.split())
                about = "" if a.quantity == round(a.quantity, 1) else "about "
                hedge = say_hedge(a) + about
                yield settle(f"“{words}” is {hedge}{float(f'{a.quantity:.3g}'):g} percent.", (one.claim, other.claim))


def round_figures(difference: Difference, around: Surroundings) -> Iterator[Settling]:
    """ "1,238 rounded to the nearest hundred is 1,200": where one figure is the other, rounded."""
    for pair in find_pairs(difference):
        for one, other in (pair, pair[::-1]):
            a, b = one.quantity, other.quantity
            if not counts_same(a, b) or a.high is not None or b.high is not None or a.quantity == b.quantity:
                continue
            # Whoever writes "over 400" states a bound, and nobody rounds an age.
            if b.op not in ("=", "~", "<~") or a.unit == "year":
                continue
            step = _step_of(b)
            if step is None or _step_size(a) >= step:
                continue
            # Halves are rounded up or down by one writer and the next: neither is claimed.
            share = abs(a.quantity / step) % 1
            if abs(share - 0.5) < 1e-9 or abs(round(a.quantity / step) * step - b.quantity) > 1e-9 * abs(b.quantity):
                continue
            yield settle(
                f"{_say(a)} rounded {_say_step(step)} is {_say(b)}.",
                (one.claim, other.claim),
            )


def _say_range(ends: Sequence[float], unit: str | None) -> str:
    return " to ".join([*map(say_number, ends[:-1]), say_amount(ends[-1], unit or "")])


def _say(quantity: Quantity) -> str:
    return say_amount(quantity.quantity, quantity.unit) if quantity.unit else say_number(quantity.quantity)


def _said_in(pattern: "re.Pattern[str]", given: Given) -> bool:
    """Whether the words of the figure, or the word after them, are of this kind."""
    claim, quantity = given.claim, given.quantity
    return bool(pattern.search(claim.quote[quantity.start - claim.start : quantity.end - claim.start + 12]))


def _step_size(quantity: Quantity) -> float:
    """The place value of a figure's last digit that is not nought: 10 for 250, 0.1 for 3.4."""
    digits = f"{abs(quantity.quantity):.10f}".rstrip("0")
    whole, _, part = digits.partition(".")
    if part:
        return float(10.0 ** -len(part))
    return float(10.0 ** (len(whole) - len(whole.rstrip("0")))) if whole.strip("0") else 1.0


def _step_of(quantity: Quantity) -> float | None:
    """What a figure may have been rounded to; None for a small whole number, which is a count."""
    value, step = abs(quantity.quantity), _step_size(quantity)
    if value < 20 and step >= 1 and not quantity.unit:
        return None
    # A single digit keeps too little to say what was rounded to it: 300 is not 254 but for a headline.
    return step if value >= 2 * step or step <= 1 else None


def _say_step(step: float) -> str:
    if step < 1:
        return "to one decimal" if step > 0.05 else "to two decimals" if step > 0.005 else "to its last decimal"
    return _STEPS.get(step) or f"to the nearest {say_number(step)}"
