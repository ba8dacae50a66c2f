"""Wordings of one head that change the meaning."""

import re

from stemma.compare.contrasts import Context, Found
from stemma.compare.opposites import find_opposites
from stemma.model.annotation import Claim

_COMPOUND = re.compile(r"\b(\w{3,})-(\w{4,})\s+(\w{3,})(?:\s+(\w{3,}))?")
_NUMBERS = frozenset(
    "one two three four five six seven eight nine twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "thousand".split()
)


def contrast_wording(one: Claim, other: Claim, context: Context) -> Found | None:
    """Wordings that news does not exchange: "nuclear-powered" and "nuclear-capable bombers", resigned and dismissed."""
    return _contrast_compounds(one, other) or _contrast_opposites(one, other)


def _contrast_compounds(one: Claim, other: Claim) -> Found | None:
    """One head, one stem, two meanings."""
    for stem, end, *heads in _COMPOUND.findall(one.quote.lower()):
        for stem_, end_, *heads_ in _COMPOUND.findall(other.quote.lower()):
            same_head = {h for h in heads if h} & {h for h in heads_ if h}
            if stem == stem_ and end != end_ and same_head and not {end, end_, stem} & _NUMBERS and not end.isdigit():
                head = sorted(same_head)[0]
                return Found("differ", "wording", (f"{stem}-{end} … {head}", f"{stem}-{end_} … {head}"))
    return None


def _contrast_opposites(one: Claim, other: Claim) -> Found | None:
    words = find_opposites(one.quote, other.quote)
    if words is None or one.polarity != other.polarity:
        return None
    return Found("differ", "wording", words)
