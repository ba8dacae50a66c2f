"""Figures in sentences, and names made of several words."""

import pytest

from stemma.tell.proof import Evidence, find_unproven, read_figures


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("14 people", [14]),
        ("1,200 people", [1200]),
        ("3.4 million", [3_400_000]),
        ("forty-five", [45]),
        ("forty five", [45]),
        ("two hundred", [200]),
        ("five to six", [5, 6]),
        ("the third day", [3]),
        ("a six-day trip", [6]),
        ("nothing", []),
        ("9" * 400, [float("inf")]),
    ],
)
def test_figures_are_read_in_digits_and_words(text: str, values: list[float]) -> None:
    assert [value for _, _, value in read_figures(text)] == values


def prove(sentence: str, *quotes: str) -> tuple[str, ...]:
    return find_unproven(sentence, Evidence(quotes=quotes, names=(), dates=(), articles=1, all_articles=3))


def test_digits_prove_words_and_words_prove_digits() -> None:
    assert prove("Fourteen fell ill.", "14 fell ill") == ()
    assert prove("14 fell ill.", "fourteen fell ill") == ()


def test_a_name_put_together_from_two_names_is_not_proven() -> None:
    assert prove("Ada Pell spoke.", "Ada Fenn met Tom Pell") == ('the name "Ada Pell"',)


def test_a_comma_between_role_and_name_does_not_matter() -> None:
    assert prove("Captain Ada Fenn’s ship sank.", "the captain, Ada Fenn, lost her ship") == ()


def test_the_first_word_of_a_sentence_is_a_name_only_if_it_is_no_ordinary_word() -> None:
    assert prove("It sank.", "the ship sank") == ()
    assert prove("Wexcombe sank.", "the ship sank") == ('the name "Wexcombe"',)


def test_a_sentence_of_sixty_thousand_words_is_proven() -> None:
    assert prove("Ada Fenn, 14. " * 20_000, "Ada Fenn, 14") == ()
