"""Comparing a story: from claims to findings, each with its relation, origins and what is missing."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from stemma.compare.alignment import WITH_VECTORS, WITHOUT_VECTORS, Group, align_claims
from stemma.compare.certain import find_certain_links
from stemma.compare.confidence import BY_HAND, SURE, gather_evidence, is_withheld, limit_chance, measure_confidence
from stemma.compare.contrasts import Context, Contrast
from stemma.compare.copies import find_copies
from stemma.compare.joining import join_contrasts
from stemma.compare.judging import Judging
from stemma.compare.likeness import Likeness
from stemma.compare.missing import list_missing
from stemma.compare.origins import OriginBook, Route, list_origins
from stemma.compare.overrides import Hand
from stemma.compare.quotations import collect_quotations
from stemma.compare.reasons import explain
from stemma.compare.relation import judge_claims
from stemma.compare.stating import state_finding
from stemma.model.annotation import Annotated, Claim, Entity
from stemma.model.dossier import Comparison, Copy, Finding, Place, ReportedClaim
from stemma.model.overrides import Overrides

_Chance = Callable[[Sequence[int]], float]
"""Claims, by index, to the chance that they answer one question."""
_UNSURE = "It is not sure that these claims answer one question. If they do: "


def compare_story(
    annotated: Sequence[Annotated],
    entities: Sequence[Entity],
    places: Sequence[Place] = (),
    *,
    vectors: bool,
    overrides: Overrides | None = None,
    judging: Judging | None = None,
) -> Comparison:
    """Findings, origins, copies and quotations of one story; ``overrides`` split and join findings and set origins.

    ``judging`` asks a judge about pairs of claims that likeness leaves open; its answers stand below corrections.

    ``places`` are those of the entities that are places, in their order; without them no two places are compared.
    Raises MissingPart where vectors are asked for in vain.
    """
    annotated = sorted(annotated, key=lambda a: a.article.id)
    copies = find_copies(annotated)
    judging = judging or Judging(None)
    claims, likeness, groups = group_claims(annotated, copies, vectors=vectors, judging=judging)
    context = make_context(annotated, entities, places)
    if vectors:
        groups = join_contrasts(groups, claims, likeness, context)
    hand = Hand(overrides, claims, annotated)
    groups = hand.regroup(groups)
    book = OriginBook(annotated, entities, copies)
    rivals = find_rivals(groups, claims, likeness)

    def chance(members: Sequence[int]) -> float:
        return measure_confidence(gather_evidence(members, claims, likeness, rivals), vectors=vectors)

    drafts = [_draft(g, claims, likeness, book, context, annotated, hand, chance) for g in groups]
    origins, ids = list_origins({f.id: routes for f, routes in drafts})
    findings = [judging.explain(_with_origins(finding, routes, ids)) for finding, routes in drafts]
    return Comparison(
        findings=tuple(sorted(findings, key=_rank)),
        origins=origins,
        copies=copies,
        quotations=collect_quotations([[claims[i] for i in g.members] for g in groups], context.texts),
        overrides=hand.told,
        notes=judging.notes,
    )


def make_context(annotated: Sequence[Annotated], entities: Sequence[Entity], places: Sequence[Place]) -> Context:
    """What the tests of relation need to know of a story beside the claims."""
    listed = [e for e in entities if e.kind == "place"]
    return Context(
        published={a.article.id: a.article.published for a in annotated if a.article.published},
        people=frozenset(e.id for e in entities if e.kind == "person"),
        names={e.id: e.name for e in entities if e.kind == "person"},
        places={e.id: place for e, place in zip(listed, places, strict=False)},
        texts={a.article.id: a.article.text for a in annotated},
    )


def group_claims(
    annotated: Sequence[Annotated], copies: Sequence[Copy], *, vectors: bool, judging: Judging | None = None
) -> tuple[list[Claim], Likeness, tuple[Group, ...]]:
    """The claims that findings show, how alike they are, and which (by index) answer one question."""
    judging = judging or Judging(None)
    claims = [c for a in annotated for c in a.claims if c.modality != "asked"]
    asked = {c.id for a in annotated for c in a.claims if c.modality == "asked"}
    whole = len(claims)
    claims += [p for a in annotated for p in a.phrases if p.within not in asked]
    likeness = Likeness([c.wording for c in claims], vectors=vectors, clauses=whole)
    certain = find_certain_links(claims, copies)
    thresholds = WITH_VECTORS if vectors else WITHOUT_VECTORS
    same, apart = judging.judge(claims, likeness, certain, thresholds)
    groups = align_claims(claims, likeness, certain=certain, thresholds=thresholds, same=same, apart=apart)
    return _keep_shown(claims, likeness, groups)


def _keep_shown(
    claims: Sequence[Claim], likeness: Likeness, groups: Sequence[Group]
) -> tuple[list[Claim], Likeness, tuple[Group, ...]]:
    """The claims of the groups that are shown, with their likeness, and these groups of them."""
    shown = [g for g in groups if _is_shown(g, claims)]
    kept = sorted(i for g in shown for i in g.members)
    place = {i: position for position, i in enumerate(kept)}
    moved = tuple(replace(g, members=tuple(place[i] for i in g.members)) for g in shown)
    return [claims[i] for i in kept], likeness.keep(kept), moved


def _is_shown(group: Group, claims: Sequence[Claim]) -> bool:
    """A phrase is a claim of its own only where another article states the same."""
    own = [claims[i] for i in group.members]
    return any(c.within is None for c in own) or len({c.article for c in own}) > 1


def _rank(finding: Finding) -> tuple[int, int, str, str]:
    articles = len({c.article for c in finding.claims})
    return (-articles, -finding.origins, finding.date or "9999", finding.id)


def find_rivals(groups: Sequence[Group], claims: Sequence[Claim], likeness: Likeness) -> tuple[float, ...]:
    """For each claim, its greatest likeness to a claim of another article that is not in its group."""
    group_of = [0] * len(claims)
    for number, group in enumerate(groups):
        for index in group.members:
            group_of[index] = number
    return likeness.find_nearest([c.article for c in claims], group_of)


def _confide(group: Group, members: Sequence[int], contrast: Contrast | None, chance: _Chance) -> float:
    """The chance of the group, and of the two claims whose values are set against each other."""
    if group.by_hand:
        return BY_HAND
    whole = chance(members)
    if contrast is None:
        return whole
    pair = chance((members[contrast.one], members[contrast.other]))
    return limit_chance(whole, pair, contrast)


def _draft(
    group: Group,
    claims: Sequence[Claim],
    likeness: Likeness,
    book: OriginBook,
    context: Context,
    annotated: Sequence[Annotated],
    hand: Hand,
    chance: _Chance,
) -> tuple[Finding, tuple[tuple[Route, str], ...]]:
    """A finding with route keys where origin ids will stand, and its claims' routes."""
    members = sorted(group.members, key=lambda i: (claims[i].article, claims[i].start, claims[i].end))
    own = [claims[i] for i in members]
    judgement = judge_claims(own, context, likeness.compare(members, members))
    confidence = _confide(group, members, judgement.contrast, chance)
    routes, counted, merged = book.settle(hand.source(own))
    date, precision = _date(own)
    withheld = len({c.article for c in own}) > 1 and is_withheld(confidence, judgement.relation)
    finding = Finding(
        id=hashlib.sha256("|".join(sorted(c.id for c in own)).encode()).hexdigest()[:12],
        statement=state_finding(own, members, likeness, context.names, date),
        relation=judgement.relation,
        kind=judgement.kind,
        date=date,
        date_precision=precision,
        origins=len(counted),
        why=(_UNSURE if withheld else "")
        + explain(own, judgement, counted, merged, book, sure=confidence >= SURE)
        + hand.explain(own),
        confidence=confidence,
        withheld=withheld,
        claims=tuple(
            ReportedClaim(
                id=c.id,
                article=c.article,
                start=c.start,
                end=c.end,
                quote=c.quote,
                part=c.part,
                said_by=c.said_by,
                quoted=c.quoted,
                complete=c.complete,
                context=c.sentence if c.sentence.start <= c.start < c.end <= c.sentence.end else None,
                value=value,
                origin=route.key,
                date=c.date,
                date_precision=c.date_precision,
                subject=c.about or c.subject,
            )
            for c, value, route in zip(own, judgement.values, routes, strict=True)
        ),
        missing=list_missing(own, annotated),
        counted=tuple(r.key for r in counted),
    )
    return finding, tuple((r, c.article) for r, c in zip(routes, own, strict=True))


def _with_origins(finding: Finding, routes: Sequence[tuple[Route, str]], ids: dict[str, str]) -> Finding:
    claims = tuple(replace(c, origin=ids[r.key]) for c, (r, _) in zip(finding.claims, routes, strict=True))
    return replace(finding, claims=claims, counted=tuple(sorted(ids[key] for key in finding.counted)))


def _date(own: Sequence[Claim]) -> tuple[str | None, str | None]:
    """The date most claims give in their own words, else carry; the more precise on a tie, then the earlier."""
    stated = [c for c in own if c.date and any(t.date == c.date for t in c.times)]
    dates = Counter((c.date, c.date_precision) for c in stated or own if c.date)
    if not dates:
        return None, None
    return min(dates, key=lambda d: (-dates[d], -len(d[0] or ""), d[0] or ""))
