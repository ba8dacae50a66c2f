"""Working on distances: how far apart two places of a claim lie bounds what it says of the way between them."""

import itertools
import re
from collections.abc import Iterator

from stemma.compare.distances import measure_distance
from stemma.compare.settling_parts import Difference, Given, Surroundings, settle
from stemma.model.annotation import Claim, Mention, Quantity
from stemma.model.dossier import Place, Settling
from stemma.text.units import convert

_LEAST_KM = 20.0
"""Nearer towns touch: between which points one measures decides all."""
_TO_MILES = 1 / 1.609344
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+\w+\s+of\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:the\s+\w+\s+of\s+)?$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the\s+\w+\s+of\s+)?", re.IGNORECASE)
_TO = re.compile(r"(?:,[^,]{0,30},)?\s+to\s+(?:the\s+\w+\s+of\s+)?", re.IGNORECASE)
_LIES = re.compile(
    r"[\s,(]*(?:(?:is|lies|lay|sits|stands|located|situated|some|just|which|about|around|roughly|nearly|more than|"
    r"over|an?\s+(?:[^\W\d_][\w-]*\s+){0,3}(?:city|town|village|port|settlement))\s+){0,6}",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\s*(?:\([^)]{0,30}\)\s*)?(?:away\s+)?(?:(?:to\s+the\s+)?(?:north|south|east|west)[\w-]*\s+)?(?:of|from)\s+"
    r"(?:the\s+(?:city|town|capital|port|village)\s*,?\s*(?:of\s+)?)?",
    re.IGNORECASE,
)


def bound_distances(difference: Difference, around: Surroundings) -> Iterator[Settling]:
    """ "A and B lie about 254 km apart in a straight line": the places between which a value is measured."""
    if not around.places:
        return
    for given in difference.values:
        if given.quantity.unit not in ("km", "mile", "nautical mile", "m"):
            continue
        ends = _find_ends(given, around)
        if ends is None:
            continue
        one, other = ends
        straight = measure_distance(one, other)
        claimed = convert(given.quantity.quantity, given.quantity.unit)[0] / 1000
        # A figure far off is not of this way, or a place was taken for its namesake.
        if straight < _LEAST_KM or not 0.6 <= claimed / straight <= 3:
            continue
        km, miles = _round_far(straight), _round_far(straight * _TO_MILES)
        apart = f"lie about {km:,} km ({miles:,} miles) apart in a straight line"
        bound = "a way between them cannot be much shorter"
        yield settle(f"The centres of {one.name} and {other.name} {apart}; {bound}.", (given.claim,))


def _find_ends(given: Given, around: Surroundings) -> tuple[Place, Place] | None:
    """The two towns between which the words say that the figure is measured."""
    claim, quantity = given.claim, given.quantity
    named = [
        (m, place)
        for m in sorted(claim.mentions, key=lambda m: m.start)
        if (place := around.places.get(m.text.casefold())) is not None
    ]
    for (a, one), (b, other) in itertools.pairwise(named):
        if one.name == other.name:
            continue
        gap, before = _words(claim, a.end, b.start), _words(claim, claim.start, a.start)
        if (_BETWEEN.search(before) and _AND.fullmatch(gap)) or (_FROM.search(before) and _TO.fullmatch(gap)):
            return one, other
        if a.end <= quantity.start and quantity.end <= b.start and _stands_off(claim, a, b, quantity):
            return one, other
    return None


def _stands_off(claim: Claim, a: Mention, b: Mention, figure: Quantity) -> bool:
    """Whether the words are "A, 250 km north of B"."""
    return bool(
        _LIES.fullmatch(_words(claim, a.end, figure.start)) and _AWAY.fullmatch(_words(claim, figure.end, b.start))
    )


def _words(claim: Claim, start: int, end: int) -> str:
    return claim.quote[start - claim.start : end - claim.start]


def _round_far(value: float) -> int:
    """Two significant digits below a hundred, else to the nearest ten: a town's centre is no sharper."""
    return round(value) if value < 100 else round(value / 10) * 10
