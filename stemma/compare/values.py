"""Typed values: what two claims state that can be set side by side, and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

from stemma.compare.clock_words import find_hours
from stemma.compare.contrasts import Verdict
from stemma.compare.figure_states import find_state
from stemma.compare.figure_words import (
    find_bare_numbers,
    is_money,
    is_one_of_many,
    is_part,
    name_measure,
    names_person,
    share_thing,
)
from stemma.compare.vague_figures import find_vague_figures
from stemma.model.annotation import Claim, Quantity
from stemma.text.units import DURATIONS, convert

_ABOUT, _ABOUT_DURATION = 0.1, 0.15
"""How far "about" reaches, as a share of the figure; "about a week" can be six days."""
_CALENDAR = 0.04
"""How unequal months and years are, as a share."""
_CONVERTED = 0.06
"""How far a figure told in another unit may be rounded, as a share."""
_LARGE, _NEAR = 100, 1.2
"""From which size figures that are within that ratio are taken for one, whatever they are said to count."""
_FARTHEST = 3.0
"""How many times one figure may be the other and still be a report of the same thing."""
_MOST_FIGURES = 12
"""How many figures of one claim are looked at: a table read as a sentence stays cheap."""
_LIKE_UNITS = (frozenset({"ton", "tonne"}), frozenset({"mile", "nautical mile"}), frozenset({"day", "night"}))
"""Units that papers write for each other: the same number of either is the same figure."""
_ORDER: dict[Verdict, int] = {"same": 0, "compatible": 1, "differ": 2}
_Pair = tuple[Verdict, Quantity, Quantity]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Interval:
    low: float
    high: float
    hedged: bool


def compare_quantities(one: Quantity, other: Quantity) -> Verdict | None:
    """Whether two figures of one thing can both be right; None where they measure different things."""
    if is_money(one) and is_money(other) and (one.unit, one.of) != (other.unit, other.of):
        return "compatible"
    if name_measure(one) == name_measure(other) or share_thing(one, other):
        return _compare_values(one, other)
    if one.unit is None and other.unit is None and min(one.quantity, other.quantity) >= _LARGE:
        # "41,300 bottles", "over 40,000 containers": large figures that fit are hardly so by chance.
        verdict = _compare_values(one, other)
        near = max(one.quantity, other.quantity) <= _NEAR * min(one.quantity, other.quantity)
        return verdict if near and verdict != "differ" else None
    return None


def _compare_values(one: Quantity, other: Quantity) -> Verdict | None:
    a, b = _interval(one), _interval(other)
    value, value_ = _base(one)[0], _base(other)[0]
    slack = max(_rounding(one), _rounding(other))
    if one.quantity == other.quantity and one.high == other.high and _like_units(one, other):
        return "same" if _on_one_side(one, other) else "compatible"
    if abs(value - value_) <= slack and one.high == other.high:
        return "same" if value == value_ or one.unit != other.unit else "compatible"
    if one.unit != other.unit and abs(value - value_) <= _CONVERTED * max(abs(value), abs(value_)):
        # "18 metres", "60 feet"; "22 days", "three weeks": a figure converted and rounded.
        return "same" if abs(value - value_) <= _CONVERTED / 3 * abs(value) else "compatible"
    if a.low <= b.high and b.low <= a.high:
        return "compatible" if a.hedged or b.hedged else "same"
    if _rounds(one, other):
        return "compatible"
    # A ship's length and its way from the coast are both lengths: figures far apart measure two things.
    least, most = sorted((abs(value), abs(value_)))
    return "differ" if most <= least * _FARTHEST else None


def compare_figures(one: Claim, other: Claim) -> _Pair | None:
    """The figures of two claims that measure the same thing, and their verdict; None where none do.

    Figures are matched one to one, the same ones first, so that a claim which repeats the other's figure and
    adds another of the kind is no conflict. "Two of the three" is one figure out of another, and neither is set against
    a figure elsewhere. Figures that add up to the other claim's figure agree with it.
    """
    first, second = (_figures(c)[:_MOST_FIGURES] for c in (one, other))
    if not first or not second:
        return None
    if is_one_of_many(one.quote) or is_one_of_many(other.quote):
        first, second = (tuple(q for q in figures if q.unit == "percent") for figures in (first, second))
    found: list[_Pair] = []
    candidates = [
        (v, q, q_)
        for q in first
        for q_ in second
        if not _in_two_states(one, q, other, q_) and (v := compare_quantities(q, q_))
    ]
    used: set[int] = set()
    for verdict, quantity, quantity_ in sorted(candidates, key=lambda f: (_ORDER[f[0]], f[1].start, f[2].start)):
        if id(quantity) in used or id(quantity_) in used:
            continue
        if verdict == "differ" and not _is_sole(quantity, quantity_, first, second, used):
            continue
        used |= {id(quantity), id(quantity_)}
        found.append((verdict, quantity, quantity_))
    worst = max(found, key=lambda f: (_ORDER[f[0]], -f[1].start, -f[2].start), default=None)
    if worst and worst[0] == "differ" and (_adds_up(worst[1], second) or _adds_up(worst[2], first)):
        return "same", worst[1], worst[2]
    return worst


def _in_two_states(one: Claim, quantity: Quantity, other: Claim, quantity_: Quantity) -> bool:
    """Whether one figure counts, say, the dead and the other the hurt, or only some of them."""
    if quantity.unit or quantity_.unit:
        return False
    if is_part(one, quantity) != is_part(other, quantity_):
        return True
    state, state_ = find_state(one, quantity), find_state(other, quantity_)
    if state and state_:
        return state != state_
    things = [q.of for q, s in ((quantity, state), (quantity_, state_)) if s is None and q.of]
    return bool((state or state_) and things and not names_person(things[0].lower()))


@lru_cache(maxsize=8192)
def _figures(claim: Claim) -> tuple[Quantity, ...]:
    """The claim's figures but hours of the clock; amounts that stand for a range; numbers without a noun too.

    The last only where they are all that the claim has, or stand by what befell people or by a word for people.
    """
    hours = [(h.start + claim.start, h.end + claim.start) for h in find_hours(claim.quote)]
    told = [q for q in claim.quantities if q.unit or not _overlaps(q, hours)]
    taken = [(q.start, q.end) for q in told]
    vague = [v for v in find_vague_figures(claim) if not _overlaps(v, [*taken, *hours])]
    taken += [(v.start, v.end) for v in vague]
    bare = [b for b in find_bare_numbers(claim) if not _overlaps(b, [*taken, *hours])]
    if told or vague:
        bare = [b for b in bare if find_state(claim, b) or b.of]
    return (*told, *vague, *bare)


def _overlaps(quantity: Quantity, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < quantity.end and quantity.start < end for start, end in taken)


def _is_sole(
    quantity: Quantity, other: Quantity, first: Sequence[Quantity], second: Sequence[Quantity], used: set[int]
) -> bool:
    """Whether each is the only figure of its measure that its claim has left: what it is set against is plain."""
    for one, others in ((quantity, first), (other, second)):
        rest = [q for q in others if id(q) not in used and name_measure(q) == name_measure(one)]
        if len(rest) != 1:
            return False
    if name_measure(quantity) != name_measure(other):
        # Things of different names are one thing only where neither claim counts anything else.
        return all(sum(q.unit is None for q in claims) == 1 for claims in (first, second))
    return True


def _adds_up(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether two or more figures of a claim add up to ``total`` (287 passengers and 25 crew: 312 people)."""
    counts = [q for q in parts if q.high is None and bool(q.unit) == bool(total.unit) and q.quantity]
    values = [_base(q)[0] for q in counts[:6]]
    wanted = _base(total)[0]
    return any(
        abs(sum(chosen) - wanted) <= 1e-9 * abs(wanted)
        for size in range(2, len(values) + 1)
        for chosen in combinations(values, size)
    )


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


def _on_one_side(one: Quantity, other: Quantity) -> bool:
    """Whether two hedges say the same of a figure: "about 50" and "50", but not "at least 50" and "50".

    "Within four minutes", "up to fifty thousand" and "over 18 days" are mostly told of the very figure.
    """
    return {one.op, other.op} <= {"=", "~", "<=", ">"} or one.op == other.op or {one.op, other.op} <= {">", ">="}


def _like_units(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or any({one.unit, other.unit} <= like for like in _LIKE_UNITS)


def _rounds(one: Quantity, other: Quantity) -> bool:
    """Whether one is the other rounded to fewer digits: 6.2 → 6, 1,150 → 1,200. Whole numbers below 100 do not."""
    if one.unit != other.unit or one.high is not None or other.high is not None:
        return False
    small, large = sorted((one.quantity, other.quantity), key=_digits)
    if _digits(small) == _digits(large) or (abs(large) < 100 and large == int(large)):
        return False
    step = 10.0 ** (len(str(int(abs(small)))) - _digits(small)) if abs(small) >= 1 else 0.1
    return abs(small - large) <= step / 2 and abs(small - large) <= abs(large) * 0.1


def _digits(value: float) -> int:
    """How many digits of a figure are told: 1,150 → 3, 6.2 → 2, 6 → 1."""
    return max(1, len(f"{abs(value):.10g}".replace(".", "").strip("0")))


def _base(quantity: Quantity) -> tuple[float, str]:
    return convert(quantity.quantity, quantity.unit) if quantity.unit else (quantity.quantity, "")


def _interval(quantity: Quantity) -> _Interval:
    value = _base(quantity)[0]
    slack = _rounding(quantity)
    spread = abs(value) * (_ABOUT_DURATION if quantity.unit in DURATIONS else _ABOUT)
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
            high = _base(replace(quantity, quantity=quantity.high))[0]
            return _Interval(low=value, high=high, hedged=True)
        case _:
            return _Interval(low=value - slack, high=value + slack, hedged=False)


def _rounding(quantity: Quantity) -> float:
    """Half a unit of the figure's last digit that is not nought, in base units: 250 → 5, 3.4 → 0.05.

    Never more than a fortieth of the figure (200 does not round 150), and whole numbers below a
    hundred count as exact: six is not "about seven". Months and years are of unequal length.
    """
    value = abs(quantity.quantity)
    scale = abs(_base(quantity)[0]) / value if value else 0.0
    if quantity.unit in {"month", "year"} and value * scale < 4e7:
        return value * scale * _CALENDAR
    if value == 0 or (value < 100 and value == int(value)):
        return 0.0
    digits = f"{value:.10g}"
    if "e" in digits:
        return value * 0.05
    step = 10.0 ** -len(digits.partition(".")[2]) if "." in digits else 10.0 ** (len(digits) - len(digits.rstrip("0")))
    return min(0.5 * step, value / 40) * scale if step != 1 else 0.0
