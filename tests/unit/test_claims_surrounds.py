"""What cannot be read alone takes along what of its sentence it hangs on: its subject and verb, or its noun."""

import pytest

from stemma.annotate.story import annotate_story
from stemma.model.annotation import Claim
from tests.reading import make_article


def read_claims(text: str) -> list[Claim]:
    return list(annotate_story([make_article(text)]).articles[0].claims)


def tell(text: str, begins: str) -> str | None:
    claim = next(c for c in read_claims(text) if c.quote.startswith(begins))
    if claim.surrounds is None:
        return None
    before, after = claim.surrounds
    return f"{before}{claim.quote}{after}"


@pytest.mark.parametrize(
    ("text", "begins", "told"),
    [
        (
            "The company closed the old mine in the northern valley last week and dismissed forty workers.",
            "dismissed",
            "The company … dismissed forty workers",
        ),
        (
            "Divers searched the wreck, which had lain there since 1931.",
            "which had lain",
            "the wreck, which had lain there since 1931",
        ),
        (
            "The mayor opened the new bridge when the rain had stopped.",
            "when the rain",
            "The mayor opened the new bridge when the rain had stopped",
        ),
    ],
)
def test_a_clause_that_hangs_on_another_is_read_with_what_it_hangs_on(text: str, begins: str, told: str) -> None:
    assert tell(text, begins) == told


def test_a_clause_with_a_subject_of_its_own_stands_by_itself() -> None:
    claim = next(c for c in read_claims("The harbour was shut because two tankers had collided.") if "two" in c.quote)
    assert claim.quote.startswith("two tankers")
    assert claim.surrounds == ("", "")


def test_what_is_denied_never_stands_without_its_denial() -> None:
    told = tell("The ministry denied the dam had been neglected for years.", "the dam")
    assert told is not None
    assert told.startswith("The ministry denied")


def test_every_word_around_a_claim_stands_in_its_sentence() -> None:
    text = (
        "The captain, a veteran of two wars, ordered the crew into the boats after water had reached the engine room, "
        "leaving behind the cargo that the owners had insured in spring."
    )
    for claim in read_claims(text):
        for part in claim.surrounds or ():
            for piece in part.split("…"):
                assert piece.strip() in text
