"""What one claim denies, corrects or says is none, and the other asserts."""

from collections.abc import Callable

import pytest

from stemma.compare.contrasts import Found
from stemma.compare.relation_denials import contrast_denials
from stemma.compare.relation_mood import contrast_mood
from tests.claims import make_claim, make_context

EARLIER = {"a": "2030-05-01", "b": "2030-05-02"}


def contrast(one: str, other: str, published: dict[str, str] | None = None) -> Found | None:
    first, second = make_claim(one, article="a"), make_claim(other, article="b")
    return contrast_denials(first, second, make_context(first, second, published=published or {}))


def relation(one: str, other: str, published: dict[str, str] | None = None) -> str | None:
    found = contrast(one, other, published)
    return found.relation if found else None


def test_nobody_hurt_against_people_hurt_differs_and_a_later_report_brings_it_up_to_date() -> None:
    none, some = "There were no reports of casualties", "Two lock keepers were hurt"
    assert relation(none, some) == "differ"
    assert relation(none, some, EARLIER) == "update"
    assert relation(some, none, EARLIER) == "differ"


def test_nobody_killed_says_nothing_of_the_hurt() -> None:
    assert relation("Nobody was killed", "Two lock keepers were hurt") is None


def test_nobody_else_hurt_is_no_denial_of_those_who_were() -> None:
    assert relation("Nobody else was hurt", "Two lock keepers were hurt") is None


def test_a_figure_corrected_in_so_many_words_brings_the_other_up_to_date() -> None:
    assert relation("Nine gates were open", "Seven gates were open, not nine", EARLIER) == "update"
    assert relation("Seven gates were open, not nine", "Nine gates were open") == "differ"
    assert relation("Seven gates were open, not nine", "Seven gates were open") is None


def test_both_wordings_stand_in_the_order_of_the_claims() -> None:
    one, other = contrast("No alert reached the mill", "An alert went to every mill"), None
    assert one
    assert one.words == ("No alert reached the mill", "An alert went to every mill")
    other = contrast("An alert went to every mill", "No alert reached the mill")
    assert other
    assert other.words == ("An alert went to every mill", "No alert reached the mill")


@pytest.mark.parametrize(
    ("denying", "affirming"),
    [
        ("There was no inspection of the lock", "Engineers inspected the lock in May"),
        ("The keeper was not found", "The keeper was found on a barge"),
    ],
)
def test_the_thing_denied_and_the_thing_told_differ(denying: str, affirming: str) -> None:
    assert relation(denying, affirming) == relation(affirming, denying) == "differ"


@pytest.mark.parametrize(
    ("denying", "affirming"),
    [
        ("The lock will not open until May", "The lock opens in May"),
        ("No lock had burst before", "The lock burst on Friday"),
        ("The keeper will draw no salary", "The keeper waived his salary"),
        ("No Orion barge this year", "The Orion barge is late"),
        ("It was not sure that the lock would hold", "The lock held"),
    ],
)
def test_denials_that_say_the_same_as_the_other_are_left_alone(denying: str, affirming: str) -> None:
    assert relation(denying, affirming) is None


@pytest.mark.parametrize(
    ("denying", "affirming"),
    [
        ("He is not the keeper's nephew", "He told the keeper in May"),
        ("The town has made no claim", "The mayor was asked whether a claim was made"),
        ("It was not a heron but a stork", "It was a stork"),
        ("The lock is in Varde, not at the mill's door", "The lock of the mill is in Varde"),
        ("No fewer than three gates were open", "Three gates were open"),
    ],
)
def test_what_is_not_the_thing_denied_is_no_contradiction(denying: str, affirming: str) -> None:
    first = make_claim(denying, article="a", polarity="denied")
    second = make_claim(affirming, article="b")
    context = make_context(first, second)
    for test in (contrast_denials, contrast_mood):
        assert test(first, second, context) is None
        assert test(second, first, context) is None


def test_what_denies_how_often_denies_nothing_of_the_thing() -> None:
    assert relation("whom the inspector didn't visit much", "The lock keeper had moved out before that visit") is None
    assert relation("whom the inspector didn't visit", "The lock keeper had moved out before that visit") == "differ"


def test_two_denials_do_not_contradict_each_other() -> None:
    first = make_claim("One does not mend a roof with paint", article="a", polarity="denied")
    second = make_claim("to mend the roof with paint", article="b", polarity="denied")
    assert contrast_denials(first, second, make_context(first, second)) is None


@pytest.mark.parametrize("test", [contrast_denials, contrast_mood])
def test_one_speakers_words_with_and_without_a_not_can_both_be_true(test: Callable[..., Found | None]) -> None:
    denying, affirming = "A lock is not a bridge of stone", "A lock should be more than a bridge of stone"
    told = {
        speaker: test(
            make_claim(denying, article="a", polarity="denied", said_by=("Karin Holm",)),
            make_claim(affirming, article="b", said_by=(speaker,)),
            make_context(),
        )
        for speaker in ("the keeper Karin Holm", "Jens Bay")
    }
    assert {speaker: found and found.relation for speaker, found in told.items()} == {
        "the keeper Karin Holm": "compatible",
        "Jens Bay": "differ",
    }
