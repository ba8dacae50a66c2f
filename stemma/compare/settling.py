"""What settles a difference: plain working on the values and on other claims of the story.

Each rule says something that is true whatever happened (arithmetic, the calendar, geometry) and only where what
it works on is the same thing as what differs. It bears on the difference; it never says who is right.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from stemma.compare.settling_days import check_weekdays, count_days, find_ends
from stemma.compare.settling_figures import convert_units, restate_figures, round_figures
from stemma.compare.settling_parts import Difference, Given, Surroundings, content_stems
from stemma.compare.settling_places import bound_distances
from stemma.compare.settling_sums import add_parts, list_rates, list_shares, list_sums, multiply_rates, take_shares
from stemma.model.annotation import Annotated, Claim
from stemma.model.dossier import Comparison, Finding, Place, ReportedClaim, Settling

_MOST = 4
"""How many sentences a finding gets."""
_MOST_VALUES = 12
_DIFFERENCES = ("differ", "compatible", "update")
_STATED = ("asserted", "planned", "alleged")
_Rule = Callable[[Difference, Surroundings], Iterator[Settling]]
RULES: tuple[_Rule, ...] = (
    count_days,
    find_ends,
    check_weekdays,
    add_parts,
    take_shares,
    multiply_rates,
    bound_distances,
    convert_units,
    restate_figures,
    round_figures,
)
"""In the order of what they tell: what other claims decide before what the values themselves show."""


def settle_differences(
    comparison: Comparison, annotated: Sequence[Annotated], places: Sequence[Place] = ()
) -> Comparison:
    """The comparison with ``settles`` set on each finding whose claims do not say the same."""
    claims = {c.id: c for a in annotated for c in a.claims}
    told = {c.id for f in comparison.findings for c in f.claims}
    around = _look_around([c for c in claims.values() if c.id in told], places)
    return replace(comparison, findings=tuple(_settle(f, claims, around) for f in comparison.findings))


def _look_around(claims: Sequence[Claim], places: Sequence[Place]) -> Surroundings:
    bearing = tuple(
        c
        for c in sorted(claims, key=lambda c: (c.article, c.start, c.end))
        if c.polarity == "affirmed" and c.modality in _STATED and (c.quantities or c.times)
    )
    return Surroundings(
        claims=bearing,
        stems={c.id: content_stems(c) for c in bearing},
        sums=list_sums(bearing),
        shares=list_shares(bearing),
        rates=list_rates(bearing),
        places=_name_towns(places),
    )


def _settle(finding: Finding, claims: Mapping[str, Claim], around: Surroundings) -> Finding:
    if finding.relation not in _DIFFERENCES:
        return finding
    own = tuple(claims[c.id] for c in finding.claims if c.id in claims)
    difference = Difference(finding=finding, claims=own, values=_list_values(finding, claims))
    said: dict[str, Settling] = {}
    for rule in RULES:
        for one in rule(difference, around):
            said.setdefault(one.sentence, one)
            if len(said) >= _MOST:
                return replace(finding, settles=tuple(said.values()))
    return replace(finding, settles=tuple(said.values()))


def _list_values(finding: Finding, claims: Mapping[str, Claim]) -> tuple[Given, ...]:
    """Each value that the finding's claims give, once, as the first claim gives it; empty where it is of no figures."""
    found: dict[tuple[object, ...], Given] = {}
    for reported in finding.claims if finding.kind == "quantity" else ():
        claim = claims.get(reported.id)
        given = _find_given(reported, claim) if claim else None
        if given is not None:
            q = given.quantity
            found.setdefault((q.op, q.quantity, q.high, q.unit or q.of), given)
    return tuple(found.values())[:_MOST_VALUES]


def _find_given(reported: ReportedClaim, claim: Claim) -> Given | None:
    for quantity in claim.quantities:
        if reported.value.get("quantity") == quantity.quantity and reported.value.get("text") == quantity.text:
            return Given(claim=claim, quantity=quantity)
    return None


def _name_towns(places: Sequence[Place]) -> dict[str, Place]:
    """Spelling → the town with a point that bears it; no country, no region, and no name that two places bear."""
    bearers: dict[str, list[Place]] = {}
    for place in places:
        for name in {place.name.casefold(), *(v.casefold() for v in place.variants)}:
            bearers.setdefault(name, []).append(place)
    return {
        name: found[0]
        for name, found in sorted(bearers.items())
        if len(found) == 1
        and found[0].lat is not None
        and found[0].lon is not None
        and found[0].level in ("town", "capital")
    }
