"""The scorers of coreference hold to hand-made cases, to the published example and to what must always be so."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.evaluate.coreference import (
    Chain,
    drop_singletons,
    match_best,
    score_b3,
    score_ceafe,
    score_conll,
    score_muc,
)


def chains(*words: str) -> list[Chain]:
    """Each word is a chain, each letter a mention."""
    return [frozenset(word) for word in words]


KEY = chains("abc", "defg")
RESPONSE = chains("ab", "cd", "fghi")


def test_the_example_of_the_reference_scorer_s_paper() -> None:
    # Pradhan and others 2014, figure 1: e is missed, h and i are invented.
    muc, b3, ceafe = (score(KEY, RESPONSE) for score in (score_muc, score_b3, score_ceafe))
    assert (muc.recall, muc.precision) == pytest.approx((2 / 5, 2 / 5))
    assert (b3.recall, b3.precision) == pytest.approx(((4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7, 4 / 8))
    assert (ceafe.recall, ceafe.precision) == pytest.approx(((4 / 5 + 4 / 8) / 2, (4 / 5 + 4 / 8) / 3))
    whole = score_conll(KEY, RESPONSE)
    assert whole["conll_f1"] == pytest.approx((muc.f1 + b3.f1 + ceafe.f1) / 3)


def test_one_chain_split_in_two() -> None:
    key, response = chains("abcde"), chains("ab", "cde")
    assert (score_muc(key, response).recall, score_muc(key, response).precision) == pytest.approx((3 / 4, 1.0))
    assert (score_b3(key, response).recall, score_b3(key, response).precision) == pytest.approx((13 / 25, 1.0))
    # Only the larger half is matched: 2 * 3 / (5 + 3).
    assert (score_ceafe(key, response).recall, score_ceafe(key, response).precision) == pytest.approx((0.75, 0.375))


def test_the_key_itself_scores_one() -> None:
    assert score_conll(KEY, KEY) == pytest.approx({"conll_f1": 1.0, "muc_f1": 1.0, "b3_f1": 1.0, "ceafe_f1": 1.0})


def test_nothing_found_scores_nothing() -> None:
    assert set(score_conll(KEY, []).values()) == {0.0}
    assert set(score_conll([], KEY).values()) == {0.0}


def test_every_mention_alone_keeps_b_cubed_s_precision_and_has_no_link() -> None:
    alone = chains(*"abcdefg")
    assert score_muc(KEY, alone).f1 == 0.0
    assert (score_b3(KEY, alone).precision, score_b3(KEY, alone).recall) == pytest.approx((1.0, 2 / 7))
    assert (score_ceafe(KEY, alone).precision, score_ceafe(KEY, alone).recall) == pytest.approx((0.9 / 7, 0.9 / 2))


def test_everything_in_one_chain_keeps_recall() -> None:
    whole = chains("abcdefg")
    assert (score_muc(KEY, whole).recall, score_muc(KEY, whole).precision) == pytest.approx((1.0, 5 / 6))
    assert (score_b3(KEY, whole).recall, score_b3(KEY, whole).precision) == pytest.approx((1.0, 25 / 49))


def test_chains_of_one_mention_can_be_left_out() -> None:
    assert drop_singletons(chains("a", "bc", "d")) == chains("bc")


def test_chains_are_matched_for_the_highest_sum_not_each_to_its_best() -> None:
    assert match_best({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}) == pytest.approx(1.6)


@given(st.lists(st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.7, 1.0]), min_size=5, max_size=5), max_size=4))
def test_the_match_is_the_best_of_all_there_are(rows: list[list[float]]) -> None:
    weights = {(i, j): weight for i, row in enumerate(rows) for j, weight in enumerate(row) if weight}
    best = max(sum(row[j] for row, j in zip(rows, order, strict=False)) for order in permutations(range(5), len(rows)))
    assert match_best(weights) == pytest.approx(best)
    assert match_best({(j, i): weight for (i, j), weight in weights.items()}) == pytest.approx(best)


@st.composite
def partitions(draw: st.DrawFn) -> list[Chain]:
    homes = draw(st.lists(st.integers(0, 5), max_size=9))
    return [frozenset(m for m, home in enumerate(homes) if home == number) for number in sorted(set(homes))]


@given(partitions(), partitions())
def test_precision_is_recall_the_other_way_round_and_both_are_shares(key: list[Chain], response: list[Chain]) -> None:
    for score in (score_muc, score_b3, score_ceafe):
        one, other = score(key, response), score(response, key)
        assert (one.precision, one.recall) == pytest.approx((other.recall, other.precision))
        assert all(-1e-9 <= value <= 1 + 1e-9 for value in (one.precision, one.recall, one.f1))
