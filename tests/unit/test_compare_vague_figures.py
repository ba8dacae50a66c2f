"""Amounts that stand for a range, and shares told as one number out of another."""

import pytest

from stemma.compare.vague_figures import find_vague_figures, singular
from tests.claims import make_claim


@pytest.mark.parametrize(
    ("words", "op", "low", "high", "of"),
    [
        ("Hundreds followed the barge", "..", 150, 2500, "person"),
        ("There were dozens of herons", "..", 20, 150, "heron"),
        ("The keeper saw a pair of herons", "=", 2, None, "heron"),
        ("half a dozen sluices were open", "~", 6, None, "sluice"),
        ("several women signed", "..", 3, 15, "woman"),
    ],
)
def test_an_amount_stands_for_a_range(words: str, op: str, low: float, high: float | None, of: str) -> None:
    (found,) = find_vague_figures(make_claim(words))
    assert (found.op, found.quantity, found.high, found.of) == (op, low, high, of)


@pytest.mark.parametrize("words", ["several hundred herons", "a few years passed", "a couple walked by"])
def test_amounts_of_larger_units_and_without_a_noun_are_left_alone(words: str) -> None:
    assert find_vague_figures(make_claim(words)) == ()


@pytest.mark.parametrize(
    ("words", "op", "percent"),
    [
        ("Nearly four out of ten keepers are away", "<~", 40),
        ("one keeper out of two is away", "=", 50),
        ("More than 37 of every hundred keepers are away", ">", 37),
        ("Of every hundred keepers more than 37 are away", ">", 37),
    ],
)
def test_so_many_out_of_so_many_are_a_share_in_percent(words: str, op: str, percent: float) -> None:
    shares = [q for q in find_vague_figures(make_claim(words)) if q.unit == "percent"]
    assert [(q.op, q.quantity) for q in shares] == [(op, percent)]


def test_plurals_lead_back_to_their_base_form() -> None:
    assert [singular(w) for w in ("people", "ferries", "locks", "glass")] == ["person", "ferry", "lock", "glass"]
