"""The order in which a dossier is told: differences first, then what is shared, then what one article says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.model.dossier import Dossier, Finding, ReportedClaim
from stemma.model.stored import StoredFinding
from stemma.tell.sureness import SUREST, say_sureness
from stemma.tell.wording import (
    RELATION_WORDS,
    SEEMING_WORDS,
    UNSURE_WORDS,
    clean_line,
    key_value,
    name_articles,
    say_date,
    say_value,
)

_NEGATION = re.compile(
    r"\b(?:not|no|nor|never|none|nobody|nothing|neither|without|cannot|den(?:y|ie[sd]|ying))\b|n['’]t\b", re.I
)
_CONTRASTS = {"differ": 0, "compatible": 1, "update": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The claims of a finding that give the same value."""

    value: str
    """As the first of its claims words it; empty where they give none."""
    claims: tuple[ReportedClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """What one article leaves out of what at least two others report."""

    article: str
    shared: int
    """How many findings at least two other articles have."""
    findings: tuple[tuple[Finding, str], ...]
    """Those it lacks, most widely reported first, each with why: silent, earlier, truncated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """A dossier's findings in the order of telling, with what all renderers need to speak of them."""

    names: dict[str, str]
    """Article id → the name it is shown under."""
    contrasts: tuple[Finding, ...]
    """Differ, then compatible, then update; inside each by articles, then origins, most first."""
    agreed: tuple[Finding, ...]
    """By articles, then origins, most first."""
    unsure: tuple[Finding, ...]
    """Those whose claims may not belong together: side by side, no relation told."""
    single: tuple[tuple[str, tuple[Finding, ...]], ...]
    """For each article that has any: what only it says, in the order of its text."""
    omissions: tuple[Omission, ...]
    origins: int
    """How many independent origins stand behind what two articles or more report."""

    @property
    def differing(self) -> tuple[Finding, ...]:
        """The contrasts that cannot all be true."""
        return tuple(finding for finding in self.contrasts if finding.relation == "differ")


def arrange_dossier(dossier: Dossier) -> Arrangement:
    """The findings of ``dossier`` in the order of telling."""
    breadth = {finding.id: _rank_breadth(finding) for finding in dossier.findings}
    contrasts = [finding for finding in dossier.findings if finding.relation in _CONTRASTS and not finding.withheld]
    contrasts.sort(key=lambda finding: (_CONTRASTS[finding.relation], breadth[finding.id]))
    agreed = [finding for finding in dossier.findings if finding.relation == "agree" and not finding.withheld]
    agreed.sort(key=lambda finding: breadth[finding.id])
    unsure = [finding for finding in dossier.findings if finding.relation != "single" and finding.withheld]
    unsure.sort(key=lambda finding: breadth[finding.id])
    return Arrangement(
        names=name_articles(dossier.articles),
        contrasts=tuple(contrasts),
        agreed=tuple(agreed),
        unsure=tuple(unsure),
        single=_group_single(dossier),
        omissions=_find_omissions(dossier),
        origins=len(list_witnesses(dossier)),
    )


def _rank_breadth(finding: Finding) -> tuple[int, int, bool]:
    """Most articles first, then most origins, then what is stated whole before what is stated in part."""
    return -len(list_articles(finding)), -finding.origins, finding.statement.startswith("…")


def list_witnesses(dossier: Dossier) -> frozenset[str]:
    """The ids of the origins that count behind what two articles or more report; of all findings where none is shared.

    Everybody whom one article alone quotes is an origin too, but corroborates nothing.
    """
    shared = [f for f in dossier.findings if len(list_articles(f)) > 1 and not f.withheld] or dossier.findings
    return frozenset(key for f in shared for key in (f.counted or {c.origin for c in f.claims}))


def label_relation(finding: Finding | StoredFinding) -> str:
    """The short label of what a finding's claims are to each other, no surer than it is that they belong together."""
    if finding.withheld:
        return UNSURE_WORDS
    words = RELATION_WORDS if say_sureness(finding).level == SUREST else SEEMING_WORDS
    return words.get(finding.relation) or RELATION_WORDS.get(finding.relation, finding.relation)


def list_articles(finding: Finding) -> tuple[str, ...]:
    """The ids of the articles that have the finding, each once, in the order of its claims."""
    return tuple(dict.fromkeys(claim.article for claim in finding.claims))


def split_versions(finding: Finding) -> tuple[Version, ...]:
    """The claims by the value they give, the most widely given first; one version where nothing is contrasted."""
    if finding.relation not in _CONTRASTS or not any(key_value(claim.value) for claim in finding.claims):
        return (Version(value="", claims=finding.claims),)
    groups: dict[str, list[ReportedClaim]] = {}
    for claim in finding.claims:
        groups.setdefault(key_value(claim.value), []).append(claim)
    # "Seventeen" passengers and "17" injured are one version to a reader, whatever they count.
    merged: dict[str, tuple[str, list[ReportedClaim]]] = {}
    for claims in groups.values():
        value = say_value(claims[0].value)
        merged.setdefault(_say_number(claims[0]) or value.casefold(), (value, []))[1].extend(claims)
    ordered = sorted(
        _join_nested(tuple(merged.values())), key=lambda item: (not item[0], -len({claim.article for claim in item[1]}))
    )
    return tuple(Version(value=value, claims=tuple(claims)) for value, claims in ordered)


def _join_nested(versions: Sequence[tuple[str, list[ReportedClaim]]]) -> list[tuple[str, list[ReportedClaim]]]:
    """The versions, of which those that only word one statement at different lengths are one, under the shortest words.

    An article that says "the mill closed" inside "the mill closed, the owner said" gives no two versions of it.
    """
    homes: list[list[int]] = []
    for place in sorted(range(len(versions)), key=lambda place: len(versions[place][0])):
        own = versions[place][1]
        home = next((h for h in homes if any(_only_frames(c, o) for c in own for i in h for o in versions[i][1])), None)
        if home is None:
            homes.append([place])
        else:
            home.append(place)
    return [(versions[h[0]][0], [c for i in sorted(h) for c in versions[i][1]]) for h in sorted(homes, key=min)]


def _only_frames(wide: ReportedClaim, narrow: ReportedClaim) -> bool:
    """Whether the words of ``wide`` stand around those of ``narrow`` in one article, and deny nothing of them."""
    inside = wide.article == narrow.article and wide.start <= narrow.start and narrow.end <= wide.end
    if not inside or any(c.value.get("text") != c.quote for c in (wide, narrow)):
        return False
    around = f"{wide.quote[: narrow.start - wide.start]} {wide.quote[narrow.end - wide.start :]}"
    return not _NEGATION.search(around)


def list_distinct(claims: Sequence[ReportedClaim]) -> tuple[ReportedClaim, ...]:
    """The claims to be shown: without a phrase of another that stands there, and one of those that read the same."""
    shown: list[ReportedClaim] = []
    for claim in claims:
        wider = (c for c in claims if c.article == claim.article and c.start <= claim.start and claim.end <= c.end)
        if any(c is not claim and c.end - c.start > claim.end - claim.start for c in wider):
            continue
        key = (claim.article, clean_line(claim.quote), claim.said_by)
        if all(key != (c.article, clean_line(c.quote), c.said_by) for c in shown):
            shown.append(claim)
    return tuple(shown)


def _say_number(claim: ReportedClaim) -> str:
    """A bare count, in figures or in words, as figures; empty where the value is no such count."""
    text, amount = str(claim.value.get("text", "")), claim.value.get("quantity")
    if claim.value.get("op") != "=" or not isinstance(amount, int | float) or len(text.split()) != 1:
        return ""
    return f"{amount:g}" if text.isdigit() or text.isalpha() else ""


def _group_single(dossier: Dossier) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
    groups: dict[str, list[Finding]] = {article.id: [] for article in dossier.articles}
    for finding in dossier.findings:
        if finding.relation == "single" and finding.claims:
            groups.setdefault(finding.claims[0].article, []).append(finding)
    for findings in groups.values():
        findings.sort(key=lambda finding: finding.claims[0].start)
    return tuple((article, tuple(findings)) for article, findings in groups.items() if findings)


def _find_omissions(dossier: Dossier) -> tuple[Omission, ...]:
    # What may not be one finding is not said to be left out.
    holders = [(finding, set(list_articles(finding))) for finding in dossier.findings if not finding.withheld]
    found: list[Omission] = []
    for article in dossier.articles:
        reported = [(finding, held) for finding, held in holders if len(held - {article.id}) >= 2]
        lacking = [(finding, len(held)) for finding, held in reported if article.id not in held]
        lacking.sort(key=lambda item: -item[1])
        lacks = tuple((finding, _say_why(finding, article.id)) for finding, _ in lacking)
        found.append(Omission(article=article.id, shared=len(reported), findings=lacks))
    return tuple(found)


def _say_why(finding: Finding, article: str) -> str:
    return next((missing.why for missing in finding.missing if missing.article == article), "silent")


def group_moments(dossier: Dossier) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The timeline as it is shown: ISO date, its words, the findings' ids; dates that read the same are one."""
    groups: dict[str, tuple[str, list[str]]] = {}
    for moment in dossier.timeline:
        groups.setdefault(say_date(moment.date), (moment.date, []))[1].extend(moment.findings)
    return tuple((iso, words, tuple(dict.fromkeys(findings))) for words, (iso, findings) in groups.items())


def find_altered(dossier: Dossier) -> Sequence[int]:
    """The places in ``dossier.quotations`` of those with an altered variant."""
    return [i for i, quotation in enumerate(dossier.quotations) if any(v.altered for v in quotation.variants)]
