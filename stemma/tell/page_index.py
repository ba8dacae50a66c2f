"""What all views of the page share: the order and the numbers of findings and articles, and the HTML id of each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stemma.model.dossier import Dossier, Finding, ReportedClaim
from stemma.tell.arrangement import Arrangement, arrange_dossier
from stemma.tell.surroundings import find_shown

_SAFE = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClaim:
    """A claim and where it stands on the page."""

    claim: ReportedClaim
    anchor: str
    """The HTML id of its words in its finding: ``c12``."""
    mark: str | None
    """The HTML id of its words in its article: ``w12``; None where it cites nothing that is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageIndex:
    """Numbers, names and anchors; every anchor is unique in the page."""

    dossier: Dossier
    told: Arrangement
    order: tuple[Finding, ...]
    """All findings in the order of telling."""
    numbers: dict[str, int]
    """Article id → the number it goes by, from 1."""
    anchors: dict[str, str]
    """Finding id → ``f-ID``, made from its own id, so that links to it last."""
    finding_numbers: dict[str, int]
    claims: dict[str, tuple[ShownClaim, ...]]
    """Finding id → its claims in the finding's own order."""
    by_claim: dict[str, ShownClaim]
    """Claim id → the first place where it is shown."""
    texts: dict[str, str]

    def name(self, article: str) -> str:
        """The name under which an article is shown."""
        return self.told.names.get(article, article)

    def number(self, article: str) -> int:
        """The number an article goes by; 0 for one that is not in the dossier."""
        return self.numbers.get(article, 0)

    def find(self, keys: Iterable[str]) -> tuple[Finding, ...]:
        """The findings with these ids, in the given order; those that are not shown are left out."""
        known = {finding.id: finding for finding in self.order}
        return tuple(known[key] for key in keys if key in known)


def index_page(dossier: Dossier) -> PageIndex:
    """The index of ``dossier``'s page."""
    told = arrange_dossier(dossier)
    singles = [finding for _, findings in told.single for finding in findings]
    order = (*told.contrasts, *told.agreed, *told.unsure, *singles)
    texts = {article.id: article.text for article in dossier.articles}
    claims: dict[str, tuple[ShownClaim, ...]] = {}
    by_claim: dict[str, ShownClaim] = {}
    number = 0
    for finding in order:
        shown: list[ShownClaim] = []
        for claim in finding.claims:
            number += 1
            cited = find_shown(claim, texts.get(claim.article, "")) is not None
            shown.append(ShownClaim(claim=claim, anchor=f"c{number}", mark=f"w{number}" if cited else None))
            by_claim.setdefault(claim.id, shown[-1])
        claims[finding.id] = tuple(shown)
    return PageIndex(
        dossier=dossier,
        told=told,
        order=order,
        numbers={article.id: place for place, article in enumerate(dossier.articles, start=1)},
        anchors=_make_anchors(order),
        finding_numbers={finding.id: place for place, finding in enumerate(order, start=1)},
        claims=claims,
        by_claim=by_claim,
        texts=texts,
    )


def _make_anchors(findings: Iterable[Finding]) -> dict[str, str]:
    anchors: dict[str, str] = {}
    used: set[str] = set()
    for number, finding in enumerate(findings, start=1):
        anchor = "f-" + _SAFE.sub("", finding.id)
        anchors[finding.id] = anchor if anchor not in used and anchor != "f-" else f"f--{number}"
        used.add(anchors[finding.id])
    return anchors
