"""People of two claims side by side."""

from stemma.compare.contrasts import Context, Found
from stemma.model.annotation import Claim


def contrast_people(one: Claim, other: Claim, context: Context) -> Found | None:
    """A longer list of people that holds the shorter one: both can be true."""
    first, second = ({m.entity for m in c.mentions if m.entity in context.people} for c in (one, other))
    if min(len(first), len(second)) < 1 or abs(len(first) - len(second)) < 2 or not (first < second or second < first):
        return None
    return Found("compatible", "people", (_name_people(one, context), _name_people(other, context)))


def _name_people(claim: Claim, context: Context) -> str:
    return ", ".join(dict.fromkeys(m.text for m in claim.mentions if m.entity in context.people))
