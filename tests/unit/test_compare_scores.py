"""What is looked up instead of compared pair by pair is what comparing pair by pair would give."""

from itertools import combinations

import numpy as np
import pytest

from stemma.compare.closeness import FigureIndex
from stemma.compare.likeness import Likeness
from stemma.compare.quotations import is_same_quotation, pair_same_quotations
from stemma.compare.relation import judge_claims
from stemma.compare.scores import Scores
from stemma.model.annotation import Claim
from tests.claims import figure, make_claim, make_context

WORDINGS = (
    "the ferry ran aground off Skarholm",
    "a ferry ran aground near Skarholm",
    "the mayor of Lindvik resigned",
    "Lindvik's mayor has resigned",
    "",
    "x",
    "forty passengers were taken ashore by boat",
)


@pytest.mark.parametrize("vectors", [False, True])
def test_likeness_of_some_is_that_of_all(vectors: bool) -> None:
    likeness = Likeness(WORDINGS, vectors=vectors)
    everything = np.arange(len(WORDINGS))
    whole = likeness.compare_with_all(everything)
    assert np.allclose(whole, likeness.compare(everything, everything), atol=2e-6)
    assert np.allclose(whole, whole.T, atol=2e-6)
    assert np.allclose(whole[np.ix_([3, 0], [6, 4, 2])], likeness.compare([3, 0], [6, 4, 2]), atol=2e-6)
    assert whole[0].argsort()[-2] == 1
    assert whole[2].argsort()[-2] == 3


def test_wordings_that_share_nothing_are_unlike_and_each_is_itself() -> None:
    whole = Likeness(("abc", "xyz", ""), vectors=False).compare_with_all(np.arange(3))
    assert whole[0, 1] == 0
    assert list(whole.diagonal()) == [1, 1, 1]


def test_figures_are_close_where_they_measure_the_same() -> None:
    claims = [
        make_claim("40 passengers", article="a", quantities=(figure("40", 40, of="passenger"),)),
        make_claim("40 passengers, 1 crew", article="b", quantities=(figure("40", 40, of="passenger"),)),
        make_claim("45 passengers", article="c", quantities=(figure("45", 45, of="passenger"),)),
        make_claim("90 passengers", article="d", quantities=(figure("90", 90, of="passenger"),)),
        make_claim("40 boats", article="e", quantities=(figure("40", 40, of="boat"),)),
        make_claim("1 km", article="f", quantities=(figure("1 km", 1, unit="km"),)),
        make_claim("1000 m", article="g", quantities=(figure("1000 m", 1000, unit="m"),)),
        make_claim("no figure", article="h"),
    ]
    added = np.zeros((len(claims), len(claims)))
    FigureIndex(claims).add_closeness(added, np.arange(len(claims)), 1.0)
    wanted = np.zeros_like(added)
    wanted[0, 1] = 1.0
    wanted[0, 2] = wanted[1, 2] = 0.6
    assert np.array_equal(added, wanted + wanted.T)
    some = np.zeros((1, 2))
    FigureIndex(claims).add_closeness(some, np.array([1]), 1.0, np.array([2, 0]))
    assert some.tolist() == [[0.6, 1.0]]


def test_near_pairs_are_all_that_score_enough() -> None:
    claims = [make_claim(w, article="abcdefg"[n]) for n, w in enumerate(WORDINGS)]
    scores = Scores(Likeness(WORDINGS, vectors=False), claims, least=0.05)
    everything = range(len(claims))
    whole = scores.compare(everything, everything)
    wanted = [(i, j) for j, i in combinations(everything, 2) if whole[i, j] >= 0.05]
    assert sorted(zip(scores.near.one.tolist(), scores.near.other.tolist(), strict=True)) == sorted(wanted)
    assert scores.list_near(0, 0.05) == [1]


def test_quotations_are_paired_by_their_words() -> None:
    quotes = [
        "We will not sell a single acre of the marsh",
        "we will not sell a single acre",
        "a single acre of the marsh",
        "We will not sell a single acre of the marsh",
        "We will",
        "We will",
        "nobody asked the people who live there",
    ]
    pairs = [(i, j) for i, j in combinations(range(len(quotes)), 2) if is_same_quotation(quotes[i], quotes[j])]
    assert sorted(set(pair_same_quotations(quotes))) == pairs
    assert (0, 3) in pairs


def test_a_conflict_is_found_among_hundreds_of_copies() -> None:
    def told(number: int, count: int) -> Claim:
        return make_claim(
            f"{count} passengers were hurt",
            article=f"a{number:03}",
            quantities=(figure(f"{count} passengers", count, of="passenger"),),
        )

    claims = [told(n, 40) for n in range(300)] + [told(300, 52)]
    judgement = judge_claims(claims, make_context(*claims))
    assert judgement.relation == "differ"
    assert all(v.get("quantity") for v in judgement.values)


def test_a_copy_more_makes_no_other_two_wordings_more_or_less_alike() -> None:
    few = Likeness(WORDINGS, vectors=False)
    many = Likeness((*WORDINGS, *[WORDINGS[0]] * 5), vectors=False)
    rows = np.arange(len(WORDINGS))
    assert np.array_equal(few.compare_with_all(rows), many.compare_with_all(rows)[:, : len(WORDINGS)])
    assert many.compare([0], [len(WORDINGS)])[0, 0] == 1.0
