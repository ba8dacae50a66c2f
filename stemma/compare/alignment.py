"""Alignment: which claims of different articles answer the same question.

Certain links come first (copied text, the same quotation). Then each pair of articles is matched:
a claim is linked to the claim of the other article that it is most like, if that holds both ways
and the likeness is above a threshold. Links are taken strongest first; two groups join only while
their claims stay alike on the whole (average linkage). Last, claims that stand alone follow the group that
they are clearly like, and phrases are dropped from groups that hold the clause they stand in.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stemma.compare.grams import Indexes
from stemma.compare.likeness import Likeness
from stemma.compare.scores import Scores
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
_AVERAGE = 0.5
"""A group's average likeness must reach this share of the link threshold."""
_FOLLOW = 1.4
"""A claim left over joins the group that it is most like at this many times the link threshold."""
_MOST = 0.6
"""A phrase that is this much of its clause asks what the clause asks."""
CERTAIN = 10.0
"""The score of a link that needs no likeness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Claims (by index) that answer one question."""

    members: tuple[int, ...]
    by_hand: bool = False
    """Whether a person put them together."""


def align_claims(
    claims: Sequence[Claim],
    likeness: Likeness,
    *,
    certain: Sequence[tuple[int, int]],
    thresholds: Thresholds,
    same: Sequence[tuple[float, int, int]] = (),
    apart: Collection[tuple[int, int]] = (),
) -> tuple[Group, ...]:
    """Group the claims; every clause is in exactly one group, alone if nothing matches it; a phrase in one or none.

    A judge's answers, where there is one: ``same`` are pairs linked though they score less, each with its score;
    ``apart`` are pairs (the lower index first) that nothing but a certain link puts into one group.
    """
    scores = Scores(likeness, claims, least=thresholds.link)
    links = [(CERTAIN, i, j) for i, j in certain]
    links += [*match_best(scores, claims, thresholds.least), *same]
    links.sort(key=lambda link: (-link[0], link[1], link[2]))
    parted = _index_pairs(apart)
    groups = _join(links, claims, scores, thresholds.link * _AVERAGE, parted)
    groups = _follow(groups, claims, scores, thresholds.link * _FOLLOW, parted)
    groups = [_drop_held(g, claims) for g in _rejoin(groups, claims, parted)]
    return tuple(Group(members=tuple(g)) for g in groups)


def _rejoin(groups: Sequence[list[int]], claims: Sequence[Claim], parted: Mapping[int, set[int]]) -> list[list[int]]:
    """Groups with those made one that ask the same twice: of clauses, and of what is most of each of these clauses."""
    group_of = {claims[i].id: number for number, group in enumerate(groups) for i in group}
    joined = [list(g) for g in groups]
    for number, group in enumerate(groups):
        parts = {claims[i].within: i for i in group if claims[i].within}
        for other in sorted({group_of[c] for c in parts if c in group_of and group_of[c] != number}):
            clauses = groups[other]
            if _are_parted(joined[number], joined[other], parted):
                continue
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


def _witness(claims: Sequence[Claim]) -> Indexes:
    """The number of each claim's witness: its article; a headline and deck apart: they repeat their own body."""
    keys = [(c.article, c.part in {"headline", "deck"}) for c in claims]
    numbers = {key: number for number, key in enumerate(sorted(set(keys)))}
    return np.array([numbers[key] for key in keys], np.intp)


def match_best(scores: Scores, claims: Sequence[Claim], least: float) -> list[tuple[float, int, int]]:
    """Pairs of claims of two witnesses that are each other's best there, each with its score.

    Of claims that are equally good, the first; no pair below the likeness ``least``.
    """
    near, witness = scores.near, _witness(claims)
    fit = (near.likeness >= least) & (witness[near.one] != witness[near.other])
    one = np.concatenate((near.one[fit], near.other[fit]))
    other = np.concatenate((near.other[fit], near.one[fit]))
    score = np.tile(near.score[fit], 2)
    order = np.lexsort((other, -score, witness[other], one))
    one, other, score = one[order], other[order], score[order]
    first = np.ones(len(one), bool)
    first[1:] = (one[1:] != one[:-1]) | (witness[other[1:]] != witness[other[:-1]])
    best = set(zip(one[first].tolist(), other[first].tolist(), strict=True))
    return [
        (s, i, j)
        for s, i, j in zip(score[first].tolist(), one[first].tolist(), other[first].tolist(), strict=True)
        if witness[i] < witness[j] and (j, i) in best
    ]


def _join(
    links: Sequence[tuple[float, int, int]],
    claims: Sequence[Claim],
    scores: Scores,
    least: float,
    parted: Mapping[int, set[int]],
) -> list[list[int]]:
    group_of = list(range(len(claims)))
    members = {i: [i] for i in range(len(claims))}
    for score, i, j in links:
        one, other = sorted((group_of[i], group_of[j]))
        if one == other:
            continue
        if score < CERTAIN and (
            _are_parted(members[one], members[other], parted)
            or scores.compare(members[one], members[other]).mean() < least
        ):
            continue
        for k in members[other]:
            group_of[k] = one
        members[one] = sorted(members[one] + members.pop(other))
    return [members[k] for k in sorted(members)]


def _index_pairs(pairs: Collection[tuple[int, int]]) -> dict[int, set[int]]:
    """For each claim of a pair, the claims it is paired with."""
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def _are_parted(own: Sequence[int], others: Sequence[int], parted: Mapping[int, set[int]]) -> bool:
    return bool(parted) and any(not parted[i].isdisjoint(others) for i in own if i in parted)


def _follow(
    groups: Sequence[list[int]],
    claims: Sequence[Claim],
    scores: Scores,
    least: float,
    parted: Mapping[int, set[int]],
) -> list[list[int]]:
    """Groups with the claims that stood alone added where they are clearly like one.

    Mutual best matches give each article one claim a group; but an article may say one thing twice, in
    its headline, its lead and a quotation.
    """
    shared = [list(g) for g in groups if len(g) > 1]
    before = [list(g) for g in shared]
    group_of = {i: number for number, group in enumerate(before) for i in group}
    alone = []
    for single in (g for g in groups if len(g) == 1):
        index = single[0]
        best: tuple[float, int] | None = None
        # A mean that reaches ``least`` takes one member at least that does.
        for number in sorted({group_of[j] for j in scores.list_near(index, least) if j in group_of}):
            if _are_parted([index], before[number], parted):
                continue
            others = [j for j in before[number] if claims[j].article != claims[index].article]
            mean = float(scores.compare([index], others).mean()) if others else -1.0
            if best is None or mean > best[0]:
                best = (mean, number)
        if best is not None and best[0] >= least:
            shared[best[1]].append(index)
        else:
            alone.append(single)
    return sorted([sorted(g) for g in shared] + alone)
