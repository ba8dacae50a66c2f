"""Whether a later report brings an earlier one up to date, or the two differ."""

import re

from stemma.compare.contrasts import Context
from stemma.model.annotation import Claim

_REVISED = re.compile(
    r"\b(revis\w+|updat\w+|earlier (?:report|count|figure|toll|estimate|version)s?|"
    r"previous(?:ly)? (?:report|said|put|given|estimate|figure|count|announced)\w*|"
    r"(?:rose|risen|climbed|increased|grew|grown|raised|lowered|cut|fell|fallen|jumped|dropped) (?:to|from)|"
    r"now (?:stands?|numbers?|puts?|at|known|says?|expects?|given)|(?:is|are) now|instead of|"
    r"(?:has|have) been (?:extended|postponed|moved|brought forward|put back|pushed back|delayed)|"
    r"slip(?:s|ped)?|up from|down from|had (?:earlier|first|initially)|initially|corrected)\b",
    re.IGNORECASE,
)
_ORIGINALLY = re.compile(
    r"\b(originally|initial(?:ly)?|at first|first|earlier|previous(?:ly)?|correct(?:s|ed|ion)|revis(?:es|ed)) "
    r"(?:\w+ )?(?:report|said|announc|put|given|count|estimat|believ|thought|figure)",
    re.IGNORECASE,
)


def says_revised(claim: Claim) -> bool:
    """Whether the claim itself says that a value replaces an earlier one."""
    return _REVISED.search(claim.quote) is not None or _ORIGINALLY.search(claim.quote) is not None


def published_order(one: Claim, other: Claim, context: Context) -> int:
    """1 where ``other`` was published on a later day than ``one``, -1 on an earlier; 0: the same, or not known."""
    days = (context.published.get(one.article, "")[:10], context.published.get(other.article, "")[:10])
    if not all(days) or days[0] == days[1]:
        return 0
    return 1 if days[0] < days[1] else -1
