"""Speaker labels of transcripts and interviews, and what is none."""

import pytest
from test_attribution_sources import attribute, saying


def test_speakers_of_a_transcript_are_named_by_their_labels() -> None:
    text, found = attribute(
        "Ann Keller met David Brown.", "KELLER: We have time.", "BROWN: Not much.", "KELLER: Enough."
    )
    assert saying(text, found, "We have time").chain == ("Ann Keller",)
    assert saying(text, found, "Enough").chain == ("Ann Keller",)
    assert saying(text, found, "Not much").chain == ("David Brown",)


def test_question_and_answer_leave_their_speaker_open() -> None:
    text, found = attribute("Q: Where were you born?", "A: I was born in Porto.")
    assert not saying(text, found, "I was born in Porto").resolved


def test_roles_that_come_back_are_labels() -> None:
    text, found = attribute("Moderator: Shall we begin?", "Keller: Yes, now.", "Moderator: Then begin.")
    assert saying(text, found, "Then begin").chain == ("Moderator",)


def test_name_before_a_quotation_is_a_label() -> None:
    text, found = attribute("Ann Keller: “We have time for this.”")
    assert saying(text, found, "We have time").chain == ("Ann Keller",)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Photo: Ann Keller",),
        ("PORTO: Rain fell.",),
        ("Time: noon", "Time: one"),
        ("BREAKING: Fire in Porto", "BREAKING: Fire out"),
        ("Price: ten euros", "Price: nine euros"),
    ],
)
def test_other_words_before_a_colon_are_none(paragraphs: tuple[str, ...]) -> None:
    assert attribute(*paragraphs)[1] == ()
