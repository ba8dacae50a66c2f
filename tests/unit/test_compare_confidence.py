"""A finding's confidence is a chance: higher the more alike its claims are, lower the nearer its rivals."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stemma.compare.confidence import CLEARLY_ONE, SURE, Evidence, is_withheld, limit_chance, measure_confidence
from stemma.compare.contrasts import Contrast
from stemma.model.dossier import Relation

SHARED = Evidence(mean=0.8, least=0.7, rival=0.4, articles=3, phrases=0.0)
SHARES = st.floats(0, 1)


@given(st.floats(0, 1.8), st.floats(0, 1.8), st.floats(0, 1.8), st.integers(1, 200), SHARES, st.booleans())
def test_it_is_a_chance(mean: float, least: float, rival: float, articles: int, phrases: float, vectors: bool) -> None:
    evidence = Evidence(mean=mean, least=least, rival=rival, articles=articles, phrases=phrases)
    assert 0 <= measure_confidence(evidence, vectors=vectors) <= 1


def test_claims_more_alike_are_surer_to_belong_together() -> None:
    likes = [measure_confidence(replace(SHARED, mean=m), vectors=True) for m in (0.5, 0.8, 1.2)]
    assert likes == sorted(set(likes))


def test_a_lone_claim_is_surer_alone_the_less_others_are_like_it() -> None:
    alone = Evidence(mean=0, least=0, rival=0.1, articles=1, phrases=0)
    assert measure_confidence(alone, vectors=True) > measure_confidence(replace(alone, rival=0.6), vectors=True)


def test_an_agreement_must_be_surer_than_a_difference_to_be_told() -> None:
    assert is_withheld(0.5, "agree")
    assert not is_withheld(0.5, "differ")
    assert is_withheld(0.2, "differ")
    assert not is_withheld(0.2, "single")


def _contrast(relation: Relation, why: str = "") -> Contrast:
    return Contrast(relation=relation, kind="wording", one=0, other=1, words=("shut", "open"), why=why)


def test_a_difference_is_as_sure_as_the_two_claims_it_rests_on_and_sure_only_where_they_are_clearly_one() -> None:
    assert limit_chance(0.6, 0.95, _contrast("differ")) == 0.95
    assert limit_chance(0.95, 0.5, _contrast("differ")) == 0.5
    assert limit_chance(0.95, CLEARLY_ONE - 0.01, _contrast("differ")) < SURE


def test_a_denial_is_never_sure() -> None:
    assert limit_chance(0.99, 0.99, _contrast("differ", "denied")) < SURE


def test_values_that_can_all_be_true_are_as_sure_as_the_less_sure_of_group_and_pair() -> None:
    for relation in ("compatible", "update"):
        assert limit_chance(0.9, 0.7, _contrast(relation)) == limit_chance(0.7, 0.9, _contrast(relation)) == 0.7


def test_a_difference_in_a_group_that_hardly_belongs_together_stays_withheld() -> None:
    assert is_withheld(limit_chance(0.3, 0.99, _contrast("differ")), "differ")
