"""Findings that contradict each other are joined before their relation is told."""

from dataclasses import replace

from stemma.compare.alignment import Group
from stemma.compare.joining import join_contrasts
from stemma.compare.likeness import Likeness
from stemma.model.annotation import Claim
from tests.claims import figure, make_claim, make_context


def _join(*claims: Claim) -> list[tuple[int, ...]]:
    """Each claim a finding of its own, joined; likeness by letters alone, so that the claims are nearly alike."""
    groups = [Group(members=(i,)) for i in range(len(claims))]
    likeness = Likeness([c.wording for c in claims], vectors=False)
    return [g.members for g in join_contrasts(groups, claims, likeness, make_context(*claims))]


def _flood(number: str, value: float, article: str) -> Claim:
    quote = f"The flood on the lower river destroyed {number} houses in the old harbour quarter"
    return make_claim(quote, article=article, quantities=(figure(f"{number} houses", value, of="house"),))


def test_claims_alike_whose_figures_cannot_both_be_right_are_one_finding() -> None:
    assert _join(_flood("40", 40, "a"), _flood("60", 60, "b")) == [(0, 1)]


def test_claims_alike_that_agree_are_left_as_alignment_left_them() -> None:
    assert _join(_flood("40", 40, "a"), _flood("40", 40, "b")) == [(0,), (1,)]


def test_two_figures_of_one_article_are_not_joined() -> None:
    assert _join(_flood("40", 40, "a"), _flood("60", 60, "a")) == [(0,), (1,)]


def test_claims_that_are_not_alike_are_not_joined_whatever_their_figures() -> None:
    other = make_claim(
        "Insurers have so far paid for 60 houses", article="b", quantities=(figure("60 houses", 60, of="house"),)
    )
    assert _join(_flood("40", 40, "a"), other) == [(0,), (1,)]


def test_a_finding_joins_one_other_at_most() -> None:
    joined = _join(_flood("40", 40, "a"), _flood("60", 60, "b"), _flood("80", 80, "c"))
    assert sorted(len(members) for members in joined) == [1, 2]
    assert sorted(i for members in joined for i in members) == [0, 1, 2]


def test_all_members_of_both_findings_stand_in_the_joined_one() -> None:
    claims = [
        _flood("40", 40, "a"),
        _flood("40", 40, "b"),
        _flood("60", 60, "c"),
        replace(_flood("60", 60, "d"), id="d"),
    ]
    groups = [Group(members=(0, 1)), Group(members=(2, 3))]
    likeness = Likeness([c.wording for c in claims], vectors=False)
    assert join_contrasts(groups, claims, likeness, make_context(*claims)) == (Group(members=(0, 1, 2, 3)),)


def test_the_order_of_articles_changes_nothing() -> None:
    one, other = _flood("40", 40, "a"), _flood("60", 60, "b")
    assert _join(one, other) == _join(other, one)


def _dated(claim: Claim, date: str | None) -> Claim:
    return replace(claim, date=date)


def test_the_toll_of_another_month_is_no_other_count_of_this_one() -> None:
    one, other = _flood("40", 40, "a"), _flood("60", 60, "b")
    assert _join(_dated(one, "2031-03-04"), _dated(other, "2030-09-01")) == [(0,), (1,)]
    assert _join(_dated(one, "2031-03-04"), _dated(other, "2031-03-06")) == [(0, 1)]
    assert _join(_dated(one, "2031-03-04"), _dated(other, "2031")) == [(0, 1)]


def test_what_is_told_by_its_year_alone_is_not_joined_with_what_bears_no_date() -> None:
    one, other = _flood("40", 40, "a"), _flood("60", 60, "b")
    assert _join(_dated(one, None), _dated(other, "2007")) == [(0,), (1,)]
    assert _join(_dated(one, None), _dated(other, "2031-03-06")) == [(0, 1)]
