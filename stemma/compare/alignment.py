"""Alignment: which claims of different articles answer the same question.

Certain links come first (copied text, the same quotation). Then each pair of articles is matched:
a claim is linked to the claim of the other article that it is most like, if that holds both ways
and the likeness is above a threshold. Links are taken strongest first; two groups join only while
their claims stay alike on the whole (average linkage). Last, claims that stand alone follow the group that
they are clearly like, and phrases are dropped from groups that hold the clause they stand in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemma.compare.likeness import discount_hubs
from stemma.compare.values import measure_closeness
from stemma.model.annotation import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """``link``: what a mutual best match must reach, hubs discounted. ``least``: no link below this likeness.

    However lonely two claims are: a finding that nobody can trust is worse than none.
    """

    link: float
    least: float


# Chosen on invented stories (corpus), never on the labelled real ones.
WITH_VECTORS = Thresholds(link=0.2, least=0.5)
WITHOUT_VECTORS = Thresholds(link=0.07, least=0.2)
"""Likeness without vectors runs to 1, with them to 1.8, so each has its own."""
_SAME_FIGURE = 0.25
"""Added to the likeness of two claims that give one figure of one measure; less for near figures."""
_AVERAGE = 0.5
"""A group's average likeness must reach this share of the link threshold."""
_FOLLOW = 1.4
"""A claim left over joins the group that it is most like at this many times the link threshold."""
_MOST = 0.6
"""A phrase that is this much of its clause asks what the clause asks."""
CERTAIN = 10.0
"""The score of a link that needs no likeness."""
_OTHER_DAY = 0.2
"""Taken off the likeness of two claims dated to different days: they may conflict, but seldom do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Claims (by index) that answer one question, and how alike they are on average."""

    members: tuple[int, ...]
    likeness: float


def align_claims(
    claims: Sequence[Claim],
    likeness: NDArray[np.float64],
    *,
    certain: Sequence[tuple[int, int]],
    thresholds: Thresholds,
) -> tuple[Group, ...]:
    """Group the claims; every clause is in exactly one group, alone if nothing matches it; a phrase in one or none."""
    likeness = likeness + _SAME_FIGURE * _compare_figures(claims)
    scores = discount_hubs(likeness, [c.article for c in claims])
    _part_days(claims, scores)
    links = [(CERTAIN, i, j) for i, j in certain]
    links += _mutual_best(_witnesses(claims), np.where(likeness < thresholds.least, -1.0, scores), thresholds.link)
    links.sort(key=lambda link: (-link[0], link[1], link[2]))
    groups = _join(links, claims, scores, thresholds.link * _AVERAGE)
    groups = _follow(groups, claims, scores, thresholds.link * _FOLLOW)
    groups = [_drop_held(g, claims) for g in _rejoin(groups, claims)]
    return tuple(Group(members=tuple(g), likeness=_mean_between(likeness, g)) for g in groups)


def _rejoin(groups: Sequence[list[int]], claims: Sequence[Claim]) -> list[list[int]]:
    """Groups with those made one that ask the same twice: of clauses, and of what is most of each of these clauses."""
    group_of = {claims[i].id: number for number, group in enumerate(groups) for i in group}
    joined = [list(g) for g in groups]
    for number, group in enumerate(groups):
        parts = {claims[i].within: i for i in group if claims[i].within}
        for other in sorted({group_of[c] for c in parts if c in group_of and group_of[c] != number}):
            clauses = groups[other]
            if joined[other] and all(_is_most(claims[i], parts, claims) for i in clauses):
                joined[number] += joined[other]
                joined[other] = []
    return [sorted(g) for g in joined if g]


def _is_most(clause: Claim, parts: Mapping[str | None, int], claims: Sequence[Claim]) -> bool:
    part = parts.get(clause.id)
    return part is not None and len(claims[part].quote) >= _MOST * len(clause.quote)


def _drop_held(group: Sequence[int], claims: Sequence[Claim]) -> list[int]:
    """Without the phrases whose own clause is in the group."""
    held = {claims[i].id for i in group}
    return [i for i in group if claims[i].within not in held]


def _witnesses(claims: Sequence[Claim]) -> list[list[int]]:
    """Claims by article; a headline and deck are matched apart, because they repeat their own body."""
    by_witness: dict[tuple[str, bool], list[int]] = {}
    for index, claim in enumerate(claims):
        by_witness.setdefault((claim.article, claim.part in {"headline", "deck"}), []).append(index)
    return [by_witness[key] for key in sorted(by_witness)]


def _part_days(claims: Sequence[Claim], scores: NDArray[np.float64]) -> None:
    days = [_own_day(c) for c in claims]
    dated = [i for i, d in enumerate(days) if d]
    for position, i in enumerate(dated):
        for j in dated[position + 1 :]:
            if days[i] != days[j]:
                scores[i, j] -= _OTHER_DAY
                scores[j, i] -= _OTHER_DAY


def _compare_figures(claims: Sequence[Claim]) -> NDArray[np.float64]:
    """How close the closest figures of each two claims are: symmetric, 0..1, mostly 0."""
    closeness = np.zeros((len(claims), len(claims)))
    counting = [i for i, c in enumerate(claims) if c.quantities]
    for position, i in enumerate(counting):
        for j in counting[position + 1 :]:
            best = max(measure_closeness(a, b) for a in claims[i].quantities for b in claims[j].quantities)
            closeness[i, j] = closeness[j, i] = best
    return closeness


def _own_day(claim: Claim) -> str | None:
    """The day that the claim's own words name, if they name exactly one."""
    days = {t.date[:10] for t in claim.times if t.date and len(t.date) >= 10}
    return days.pop() if len(days) == 1 else None


def _mutual_best(
    witnesses: Sequence[Sequence[int]], scores: NDArray[np.float64], threshold: float
) -> list[tuple[float, int, int]]:
    links = []
    for position, first in enumerate(witnesses):
        for second in witnesses[position + 1 :]:
            block = scores[np.ix_(first, second)]
            best_of_row, best_of_column = block.argmax(axis=1), block.argmax(axis=0)
            for row, column in enumerate(best_of_row):
                if best_of_column[column] == row and block[row, column] >= threshold:
                    links.append((float(block[row, column]), first[row], second[column]))
    return links


def _join(
    links: Sequence[tuple[float, int, int]], claims: Sequence[Claim], scores: NDArray[np.float64], least: float
) -> list[list[int]]:
    group_of = list(range(len(claims)))
    members = {i: [i] for i in range(len(claims))}
    for score, i, j in links:
        one, other = sorted((group_of[i], group_of[j]))
        if one == other:
            continue
        if score < CERTAIN and scores[np.ix_(members[one], members[other])].mean() < least:
            continue
        for k in members[other]:
            group_of[k] = one
        members[one] = sorted(members[one] + members.pop(other))
    return [members[k] for k in sorted(members)]


def _follow(
    groups: Sequence[list[int]], claims: Sequence[Claim], scores: NDArray[np.float64], least: float
) -> list[list[int]]:
    """Groups with the claims that stood alone added where they are clearly like one.

    Mutual best matches give each article one claim a group; but an article may say one thing twice, in
    its headline, its lead and a quotation.
    """
    shared = [list(g) for g in groups if len(g) > 1]
    before = [list(g) for g in shared]
    alone = []
    for single in (g for g in groups if len(g) == 1):
        index = single[0]
        best: tuple[float, int] | None = None
        for number, group in enumerate(before):
            others = [j for j in group if claims[j].article != claims[index].article]
            mean = float(scores[index, others].mean()) if others else -1.0
            if best is None or mean > best[0]:
                best = (mean, number)
        if best is not None and best[0] >= least:
            shared[best[1]].append(index)
        else:
            alone.append(single)
    return sorted([sorted(g) for g in shared] + alone)


def _mean_between(scores: NDArray[np.float64], group: Sequence[int]) -> float:
    if len(group) < 2:
        return 0.0
    block = scores[np.ix_(group, group)]
    return float((block.sum() - np.trace(block)) / (len(group) * (len(group) - 1)))
