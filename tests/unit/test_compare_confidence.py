"""A finding's confidence is a chance: higher the more alike its claims are, lower the nearer its rivals."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stemma.compare.confidence import Evidence, is_withheld, measure_confidence

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
