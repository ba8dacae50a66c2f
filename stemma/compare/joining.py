"""Joining findings that contradict each other: alignment goes by likeness, and what differs is less alike.

Two claims of different articles that stand in two findings, are fairly alike, and of which a typed test says that
their values stand against each other, answer one question: their findings are one. The threshold was chosen on the
corpus' dev part (``docs/relation.md``), for likeness with vectors.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from stemma.compare.alignment import Group
from stemma.compare.contrasts import Context, Found
from stemma.compare.likeness import Likeness
from stemma.compare.relation_figures import contrast_figures
from stemma.compare.relation_people import contrast_people
from stemma.compare.relation_places import contrast_places
from stemma.compare.relation_quotations import contrast_quotations
from stemma.compare.relation_tallies import contrast_tallies
from stemma.model.annotation import Claim

LEAST = 0.55
"""The likeness of two claims from which a contrast between them joins their findings."""
_TESTS: tuple[Callable[[Claim, Claim, Context], Found | None], ...] = (
    contrast_figures,
    contrast_tallies,
    contrast_places,
    contrast_people,
    contrast_quotations,
)
_MONTH = len("2031-03")
_MOST_TESTED = 3000
"""Pairs of claims tested in one story, the most alike first, so that a large one stays cheap."""


def join_contrasts(
    groups: Sequence[Group], claims: Sequence[Claim], likeness: Likeness, context: Context
) -> tuple[Group, ...]:
    """The groups, those that contradict each other joined two by two; each joins once, the most alike first."""
    group_of = {i: number for number, group in enumerate(groups) for i in group.members}
    months = [_list_months([claims[i] for i in g.members], context) for g in groups]
    joined: dict[int, int] = {}
    tested = 0
    for _, i, j in sorted(_list_near(claims, likeness, group_of)):
        one, other = group_of[i], group_of[j]
        if one in joined or other in joined or _are_apart(months[one], months[other]):
            continue
        if tested == _MOST_TESTED:
            break
        tested += 1
        if any(test(claims[i], claims[j], context) for test in _TESTS):
            joined[one], joined[other] = other, one
    return tuple(
        _join(group, groups[joined[number]]) if number in joined else group
        for number, group in enumerate(groups)
        if joined.get(number, number) >= number
    )


def _list_months(own: Sequence[Claim], context: Context) -> frozenset[str]:
    """The months of the claims, or years told without one; what is undated is of the month of its report."""
    dates = (c.date or context.published.get(c.article) for c in own)
    return frozenset(d[:_MONTH] for d in dates if d)


def _are_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both are dated and share no month, nor a year told without one.

    The toll of another event is no other count of this one, however alike the two are told. What is told by its year
    alone lies back: it is not joined with what bears no date at all.
    """
    if one and other:
        return not any(a.startswith(b) or b.startswith(a) for a in one for b in other)
    return any(len(date) < _MONTH for date in one | other)


def _list_near(
    claims: Sequence[Claim], likeness: Likeness, group_of: dict[int, int]
) -> Iterator[tuple[float, int, int]]:
    """Pairs of claims of two articles and two groups that are fairly alike, each once; first the likeness, negated."""
    article = np.unique(np.array([c.article for c in claims], dtype=object), return_inverse=True)[1]
    group = np.array([group_of.get(i, -1) for i in range(len(claims))])
    for rows in likeness.list_blocks():
        near = likeness.compare_with_all(rows)
        near[(article[rows, None] == article[None, :]) | (group[rows, None] == group[None, :])] = 0.0
        near[rows[:, None] >= np.arange(len(claims))[None, :]] = 0.0
        for row, column in np.argwhere(near >= LEAST):
            yield -float(near[row, column]), int(rows[row]), int(column)


def _join(one: Group, other: Group) -> Group:
    return Group(members=tuple(sorted({*one.members, *other.members})))
