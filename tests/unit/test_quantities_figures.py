"""Figures: value, unit, hedge, and what they count."""

from pathlib import Path

import pytest

from stemma.annotate.quantities import find_quantities
from stemma.evaluate.quantities import evaluate_quantities
from stemma.text.units import convert

LABELLED = Path(__file__).parents[2] / "eval" / "quantities.jsonl"


@pytest.mark.parametrize(
    ("text", "words", "op", "quantity", "unit", "of"),
    [
        ("It flew about 300 kilometers (186 miles).", "about 300 kilometers (186 miles)", "~", 300, "km", None),
        ("At least 14 sailors drowned.", "At least 14", ">=", 14, None, "sailor"),
        ("It lost nearly half a million euros.", "nearly half a million euros", "<~", 500_000, "EUR", None),
        ("The cost was $3.4bn.", "$3.4bn", "=", 3.4e9, "USD", None),
        ("The five-day trip ended.", "five-day", "=", 5, "day", None),
        ("The almost week-long trip ended.", "almost week-long", "<~", 7, "day", None),
        ("A third of farmers agreed.", "A third", "=", 33.3333, "percent", "farmer"),
        ("One in four drivers paid.", "One in four", "=", 25, "percent", "driver"),
        ("Dozens of barns burned.", "Dozens", ">=", 24, None, "barn"),
        ("It is open to those aged 16 and older.", "aged 16 and older", ">=", 16, "year", "age"),
        ("It weighs just short of 2 tonnes.", "just short of 2 tonnes", "<~", 2, "tonne", None),
    ],
)
def test_a_figure_has_its_parts(text: str, words: str, op: str, quantity: float, unit: str, of: str) -> None:
    [found] = find_quantities(text)
    assert (found.text, found.op, found.unit, found.of) == (words, op, unit, of)
    assert found.quantity == pytest.approx(quantity)


@pytest.mark.parametrize("text", ["between 20 and 30 boats", "20-30 boats", "20 to 30 boats", "20–30 boats"])
def test_a_range_has_two_ends(text: str) -> None:
    [found] = find_quantities(f"They saw {text}.")
    assert (found.op, found.quantity, found.high, found.of) == ("..", 20, 30, "boat")


@pytest.mark.parametrize(
    "text",
    [
        "He waved a farewell.",
        "The Tu-95 landed.",
        "It changed after 9/11.",
        "A woman in her 30s spoke.",
        "It was the 250th time.",
        "They live at No. 5.",
        "An Airbus 320 landed.",
        "No one came.",
        "The team won 3-2.",
        "Dial 555-0199 now.",
    ],
)
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    assert find_quantities(text) == ()


def test_the_upper_end_of_a_range_is_the_higher_one() -> None:
    [found] = find_quantities("Costs fell from $5 to $4 million.")
    assert (found.op, found.quantity, found.high, found.unit) == ("..", 4e6, 5e6, "USD")


def test_a_span_that_is_taken_holds_no_figure() -> None:
    text = "On 18 ships came 5 men."
    assert [found.text for found in find_quantities(text, start=100, taken=((103, 105),))] == ["5"]


def test_offsets_count_from_the_start_given() -> None:
    [found] = find_quantities("She saw 12 swans.", start=50)
    assert (found.start, found.end) == (58, 60)


def test_units_of_one_kind_compare_in_their_base() -> None:
    kilometres, miles = convert(250, "km"), convert(155, "mile")
    assert kilometres[1] == miles[1]
    assert kilometres[0] == pytest.approx(miles[0], rel=0.01)


def test_the_labelled_sentences_are_read_right() -> None:
    figures = evaluate_quantities(LABELLED)
    assert figures["precision"] >= 0.95
    assert figures["recall"] >= 0.95
