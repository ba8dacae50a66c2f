"""The tool ``compare_coverage``: outlets on one story, what each says, what differs, what each leaves out."""

from collections.abc import Mapping, Sequence
from typing import Literal

from stemma.model.dossier import Dossier, Finding, ReportedClaim
from stemma.store import Store
from stemma.store.deriving import fold_value, name_outlet
from stemma.web.mcp.answers import ComparedFinding, CoverageAnswer, OutletSays, OutletTally
from stemma.web.mcp.shaping import (
    LONGEST_QUOTE,
    Citing,
    NotThere,
    Refused,
    clip,
    fill_page,
    load_edition,
    load_story,
    split_cursor,
)
from stemma.web.mcp.stories import NOTE

MOST_OUTLETS = 6
_CLAIMS = 3
Lack = Literal["silent", "earlier", "truncated"]
_LACKS: tuple[Lack, ...] = ("silent", "truncated", "earlier")
_ORDER = {"differ": 0, "update": 1, "compatible": 2}


def compare_coverage(
    store: Store, story: str, outlets: Sequence[str], *, cursor: str | None = None, limit: int = 10
) -> CoverageAnswer:
    """What two to six outlets say in one story; where they differ first, then what some lack, then what they share.

    Raises:
        Refused: an outlet has no article in the story, or there are too few or too many.
    """
    number, offset = split_cursor(cursor)
    stored = load_story(store, story)
    edition = load_edition(store, stored, number)
    chosen = _choose_outlets(edition.dossier, outlets)
    ranked = sorted(
        (
            (finding, says)
            for finding in edition.dossier.findings
            if any((says := _share_out(finding, chosen)).values())
        ),
        key=lambda one: _rank(*one),
    )
    citing = Citing(edition.dossier)
    lines = (_describe(finding, says, chosen, citing) for finding, says in ranked[offset:])
    findings, more = fill_page(lines, limit=limit)
    return CoverageAnswer(
        story=stored.story.id,
        title=clip(stored.story.title),
        edition=edition.number,
        note=NOTE,
        tallies=[_tally(name, ranked, chosen) for name in chosen],
        findings=findings,
        findings_in_all=len(ranked),
        next=f"{edition.number}.{offset + len(findings)}" if more else None,
    )


def _choose_outlets(dossier: Dossier, outlets: Sequence[str]) -> dict[str, frozenset[str]]:
    """Outlet as written → the ids of its articles in the story."""
    there: dict[str, tuple[str, set[str]]] = {}
    for article in dossier.articles:
        name = name_outlet(article)
        there.setdefault(fold_value(name), (name, set()))[1].add(article.id)
    wanted = list(dict.fromkeys(fold_value(one) for one in outlets))
    lacking = [one for one in outlets if fold_value(one) not in there]
    if lacking:
        raise NotThere(
            f"no article of {', '.join(repr(one[:60]) for one in lacking)} is in this story; choose from its outlets",
            sorted(clip(name, 80) for name, _ in there.values())[:30],
        )
    if not 2 <= len(wanted) <= MOST_OUTLETS:
        raise Refused(f"give two to {MOST_OUTLETS} different outlets of the story, as get_story names them")
    return {there[one][0]: frozenset(there[one][1]) for one in wanted}


def _share_out(finding: Finding, chosen: Mapping[str, frozenset[str]]) -> dict[str, list[ReportedClaim]]:
    return {name: [c for c in finding.claims if c.article in articles] for name, articles in chosen.items()}


def _rank(finding: Finding, says: Mapping[str, Sequence[ReportedClaim]]) -> tuple[int, int, int, str]:
    """Differences between those asked for first; then what not all have; then what all have."""
    telling = sum(map(bool, says.values()))
    if telling > 1 and finding.relation in _ORDER and not finding.withheld:
        return (0, _ORDER[finding.relation], -finding.origins, finding.id)
    return (1 if telling < len(says) else 2, 0, -finding.origins, finding.id)


def _describe(
    finding: Finding, says: Mapping[str, Sequence[ReportedClaim]], chosen: Mapping[str, frozenset[str]], citing: Citing
) -> ComparedFinding:
    return ComparedFinding(
        finding=finding.id,
        statement=clip(finding.statement, LONGEST_QUOTE),
        relation=finding.relation,
        unsure=finding.withheld,
        why=clip(finding.why, LONGEST_QUOTE),
        outlets=[
            OutletSays(
                outlet=clip(name),
                says=[citing.cite(one) for one in claims[:_CLAIMS]],
                says_more=max(0, len(claims) - _CLAIMS),
                missing=None if claims else _find_missing(finding, chosen[name]),
            )
            for name, claims in says.items()
        ],
    )


def _find_missing(finding: Finding, articles: frozenset[str]) -> Lack | None:
    """Why an outlet lacks a finding: one article of its own that could have had it makes it silent."""
    whys = {one.why for one in finding.missing if one.article in articles}
    return next((why for why in _LACKS if why in whys), None)


def _tally(
    name: str,
    ranked: Sequence[tuple[Finding, Mapping[str, Sequence[ReportedClaim]]]],
    chosen: Mapping[str, frozenset[str]],
) -> OutletTally:
    own = [says for _, says in ranked if says[name]]
    return OutletTally(
        outlet=clip(name),
        tells=len(own),
        alone=sum(sum(map(bool, says.values())) == 1 for says in own),
        leaves_out=sum(not says[name] and _find_missing(f, chosen[name]) == "silent" for f, says in ranked),
    )
