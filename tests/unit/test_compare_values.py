"""Two figures of one thing: the same, both possible, or in conflict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.compare.values import compare_figures, compare_quantities
from stemma.model.annotation import Claim, Quantity
from stemma.model.span import Span


def quantity(
    op: str, value: float, unit: str | None = "km", *, of: str | None = None, high: float | None = None
) -> Quantity:
    return Quantity(start=0, end=1, text=f"{op}{value}", op=op, quantity=value, unit=unit, of=of, high=high)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (quantity("=", 12, None, of="passenger"), quantity("=", 12, None, of="passenger"), "same"),
        (quantity("=", 12, None, of="passenger"), quantity("=", 15, None, of="passenger"), "differ"),
        (quantity(">", 200), quantity("~", 254), "compatible"),
        (quantity("~", 250), quantity("~", 254), "compatible"),
        (quantity(">", 200), quantity("=", 150), "differ"),
        (quantity("=", 250), quantity("=", 155, "mile"), "same"),
        (quantity("<~", 450_000, "USD"), quantity("=", 449_000, "USD"), "compatible"),
        (quantity("<=", 30), quantity("=", 45), "differ"),
        (quantity("..", 3, "day", high=5), quantity("=", 4, "day"), "compatible"),
        (quantity("=", 6, "day"), quantity("=", 7, "day"), "differ"),
    ],
)
def test_verdicts(one: Quantity, other: Quantity, verdict: str) -> None:
    assert compare_quantities(one, other) == verdict
    assert compare_quantities(other, one) == verdict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (quantity("=", 5, "km"), quantity("=", 5, "kg")),
        (quantity("=", 140, "m"), quantity(">", 40, "km")),
        (quantity("=", 3, None, of="drone"), quantity("=", 400, None, of="drone")),
        (quantity("=", 5, None, of="drone"), quantity("=", 5, None, of="ship")),
    ],
)
def test_figures_of_different_things_are_not_compared(one: Quantity, other: Quantity) -> None:
    assert compare_quantities(one, other) is None or (one.unit is None and one.of is None)


def test_a_lone_one_is_compared_with_nothing() -> None:
    one = Quantity(start=0, end=1, text="1", op="=", quantity=1)
    other = Quantity(start=9, end=10, text="5", op="=", quantity=5)
    assert compare_quantities(one, other) is None


def test_large_figures_that_fit_are_of_one_thing_whatever_it_is_called() -> None:
    one, other = quantity("=", 41_300, None, of="bottle"), quantity(">", 40_000, None, of="container")
    assert compare_quantities(one, other) == "compatible"


def test_sums_in_two_currencies_are_never_a_conflict() -> None:
    assert compare_quantities(quantity("=", 40, "EUR"), quantity("=", 90_000, None, of="shilling")) == "compatible"


@given(
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
)
def test_any_two_figures_compare_without_error_and_either_way_round(a: float, b: float) -> None:
    one, other = quantity("=", a), quantity("~", b)
    assert compare_quantities(one, other) == compare_quantities(other, one)
    assert compare_quantities(one, one) == "same"


def test_two_of_the_three_is_set_against_nothing() -> None:
    def claim(words: str, value: float) -> Claim:
        found = (quantity("=", value, None, of="engine"),)
        return Claim(
            id=words, article=words, start=0, end=1, quote=words, part="body", sentence=Span(0, 1), quantities=found
        )

    assert compare_figures(claim("two of the three engines failed", 2), claim("Three engines failed", 3)) is None
    assert compare_figures(claim("two of the ferry's three engines failed", 2), claim("Three failed", 3)) is None
    assert compare_figures(claim("Two engines failed", 2), claim("Three engines failed", 3)) is not None
