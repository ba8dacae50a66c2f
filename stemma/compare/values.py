"""Typed values: what two claims state that can be set side by side, and what comes of it."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from stemma.model.annotation import Claim, Quantity
from stemma.text.units import convert

Verdict = Literal["same", "compatible", "differ"]
_ABOUT = 0.1
"""How far "about" reaches, as a share of the figure."""
_NUMBER = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|half|most|all)"
_OUT_OF = re.compile(rf"\b{_NUMBER} (?:out )?of (?:the |all |its |their |some |about )?{_NUMBER}\b", re.IGNORECASE)
_FARTHEST, _FARTHEST_COUNT = 3.0, 10.0
"""How many times one figure may be the other and still be a report of the same thing, measured or counted."""
_ORDER: dict[Verdict, int] = {"same": 0, "compatible": 1, "differ": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Interval:
    low: float
    high: float
    hedged: bool


def compare_quantities(one: Quantity, other: Quantity) -> Verdict | None:
    """Whether two figures of one thing can both be right; None where they measure different things."""
    if _measure(one) != _measure(other):
        return None
    a, b = _interval(one), _interval(other)
    value, value_ = _base(one)[0], _base(other)[0]
    slack = max(_rounding(one), _rounding(other))
    if abs(value - value_) <= slack and one.high == other.high:
        same_side = {one.op, other.op} <= {"=", "~"} or one.op == other.op
        return "same" if same_side else "compatible"
    if a.low <= b.high and b.low <= a.high and (a.hedged or b.hedged):
        return "compatible"
    # A ship's length and its way from the coast are both lengths: figures far apart measure two things.
    least, most = sorted((abs(value), abs(value_)))
    return "differ" if most <= least * (_FARTHEST if one.unit else _FARTHEST_COUNT) else None


def compare_figures(one: Claim, other: Claim) -> tuple[Verdict, Quantity, Quantity] | None:
    """The figures of two claims that measure the same thing, and their verdict; None where none do.

    Where a claim holds several figures of one measure, each is set against the one it fits best. "Two of
    the three" is one figure out of another, and neither is set against a figure elsewhere.
    """
    if _OUT_OF.search(one.quote) or _OUT_OF.search(other.quote):
        return None
    worst: tuple[Verdict, Quantity, Quantity] | None = None
    for quantity in one.quantities:
        found = [(v, quantity, q) for q in other.quantities if (v := compare_quantities(quantity, q))]
        if not found:
            continue
        best = min(found, key=lambda f: (_ORDER[f[0]], f[2].start))
        if worst is None or _ORDER[best[0]] > _ORDER[worst[0]]:
            worst = best
    return worst


def measure_closeness(one: Quantity, other: Quantity) -> float:
    """1 for the same figure of the same measure, 0.6 for one within a third of it, else 0.

    One is too common a figure to tell anything.
    """
    if _measure(one) != _measure(other):
        return 0.0
    a, b = _base(one)[0], _base(other)[0]
    if a == b:
        return float(one.quantity != 1)
    return 0.6 if min(a, b) > 0 and max(a, b) < min(a, b) * 1.3 else 0.0


def describe_quantity(quantity: Quantity) -> dict[str, Any]:
    """The ``value`` of a claim in the dossier."""
    value: dict[str, Any] = {
        "op": quantity.op,
        "quantity": quantity.quantity,
        "unit": quantity.unit or quantity.of,
        "text": quantity.text,
    }
    if quantity.high is not None:
        value["high"] = quantity.high
    return value


def _measure(quantity: Quantity) -> str | None:
    """What is measured: a dimension, or the thing counted; None never equals itself elsewhere."""
    if quantity.unit:
        return _base(quantity)[1]
    return f"of {quantity.of}" if quantity.of else f"nothing at {quantity.start}"


def _base(quantity: Quantity) -> tuple[float, str]:
    return convert(quantity.quantity, quantity.unit) if quantity.unit else (quantity.quantity, "")


def _interval(quantity: Quantity) -> _Interval:
    value = _base(quantity)[0]
    slack = _rounding(quantity)
    spread = abs(value) * _ABOUT
    match quantity.op:
        case "~":
            return _Interval(low=value - spread, high=value + spread, hedged=True)
        case ">" | ">=":
            return _Interval(low=value, high=float("inf"), hedged=True)
        case "<" | "<=":
            return _Interval(low=float("-inf"), high=value, hedged=True)
        case "<~":
            return _Interval(low=value - 2 * spread, high=value, hedged=True)
        case ".." if quantity.high is not None:
            high = convert(quantity.high, quantity.unit)[0] if quantity.unit else quantity.high
            return _Interval(low=value, high=high, hedged=True)
        case _:
            return _Interval(low=value - slack, high=value + slack, hedged=False)


def _rounding(quantity: Quantity) -> float:
    """Half a unit of the figure's last digit that is not nought, in base units: 250 → 5, 3.4 → 0.05.

    Never more than a fortieth of the figure (200 does not round 150), and whole numbers below a
    hundred count as exact: six is not "about seven".
    """
    value = abs(quantity.quantity)
    if value == 0 or (value < 100 and value == int(value)):
        return 0.0
    digits = f"{value:.10g}"
    if "e" in digits:
        return value * 0.05
    step = 10.0 ** -len(digits.partition(".")[2]) if "." in digits else 10.0 ** (len(digits) - len(digits.rstrip("0")))
    scale = abs(_base(quantity)[0]) / value
    return min(0.5 * step, value / 40) * scale if step != 1 else 0.0
