"""Ages of one person and scores of one vote or match, side by side."""

import re

from stemma.compare.contrasts import Context, Found
from stemma.model.annotation import Claim

_AGE = re.compile(r",? (?:\()?(?:aged )?(\d{1,3})(?=[,);.]|$)")
_SCORE = re.compile(r"(?<![\w.,-])(\d{1,3})[-–](\d{1,3})(?![\w-]|[.,]\d)")


def contrast_tallies(one: Claim, other: Claim, context: Context) -> Found | None:
    """Two ages of one person, or two scores where each claim tells one."""
    return _contrast_ages(one, other, context) or _contrast_scores(one, other)


def _contrast_ages(one: Claim, other: Claim, context: Context) -> Found | None:
    first, second = _ages(one, context), _ages(other, context)
    for person in sorted(first.keys() & second.keys()):
        if first[person] != second[person]:
            return Found("differ", "quantity", (first[person], second[person]))
    return None


def _ages(claim: Claim, context: Context) -> dict[str, str]:
    """Person to the age that stands behind the name ("Karin Holm, 52,")."""
    found: dict[str, str] = {}
    for mention in claim.mentions:
        match = _AGE.match(claim.quote, mention.end - claim.start) if mention.entity in context.people else None
        if match and mention.entity and 0 < int(match[1]) < 120:
            found.setdefault(mention.entity, match[1])
    return found


def _contrast_scores(one: Claim, other: Claim) -> Found | None:
    first, second = _scores(one), _scores(other)
    if len(first) != 1 or len(second) != 1 or sorted(first[0]) == sorted(second[0]):
        return None
    return Found("differ", "quantity", ("–".join(first[0]), "–".join(second[0])))


def _scores(claim: Claim) -> list[tuple[str, str]]:
    """The scores ("5-4") that are no range of a figure or of years."""
    taken = [(s.start - claim.start, s.end - claim.start) for s in claim.quantities]
    taken += [(s.start - claim.start, s.end - claim.start) for s in claim.times]
    return [
        (m[1], m[2])
        for m in _SCORE.finditer(claim.quote)
        if not any(start < m.end() and m.start() < end for start, end in taken)
    ]
