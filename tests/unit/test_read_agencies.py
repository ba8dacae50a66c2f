"""Agencies: those of the world, and those that a text calls one."""

import pytest

from stemma.text.agencies import find_agency, find_agency_within, find_credited, find_introduced


def test_a_known_agency_has_one_name() -> None:
    assert find_agency("the AP") == find_agency_within("Ann Marlow, AP") == "Associated Press"
    assert find_agency_within("Apartment") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "the Ellery Press Agency (ELPA) said",
            {"Ellery Press Agency": "Ellery Press Agency", "ELPA": "Ellery Press Agency"},
        ),
        ("the Lodestar news agency reported", {"Lodestar": "Lodestar"}),
        ("On Friday Ellery News Service said", {"Ellery News Service": "Ellery News Service"}),
        ("the Georgian news agency reported", {}),
        ("news agencies reported", {}),
    ],
)
def test_a_text_introduces_an_agency(text: str, found: dict[str, str]) -> None:
    assert find_introduced(text) == found


@pytest.mark.parametrize("text", ["The State News Agency said so.", "The Press Agency said so.", "The News Service."])
def test_words_that_any_agency_is_called_by_introduce_none(text: str) -> None:
    assert find_introduced(text) == {}
    assert find_credited("Wexcombe Xylo Press Agency", text) == "Wexcombe Xylo Press Agency"


def test_initials_stand_for_the_one_agency_that_has_them() -> None:
    assert find_credited("WXPA", "the Wexcombe Xylo Press Agency reported") == "Wexcombe Xylo Press Agency"
    assert find_credited("WXPA", "nothing of the kind") is None
