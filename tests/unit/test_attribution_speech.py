"""Quotations and their speakers over sentences and paragraphs."""

from test_attribution_sources import attribute, saying


def test_quotation_goes_on_after_its_cue() -> None:
    text, found = attribute("“We have time,” Ann Keller said. “Nobody hurries us.”")
    assert saying(text, found, "“Nobody hurries us.”").chain == ("Ann Keller",)
    assert saying(text, found, "“Nobody hurries us.”").quoted == "direct"


def test_quotation_over_paragraphs_keeps_its_speaker() -> None:
    text, found = attribute(
        "“The other side knows our view,” Ann Keller told reporters. “They have it in writing.",
        "“And I will wait for them here.",
        "“I am not tired of it.”",
    )
    assert saying(text, found, "I am not tired").chain == ("Ann Keller",)


def test_paragraph_of_quotation_follows_the_speaker_before() -> None:
    text, found = attribute("Ann Keller said she was glad of the rain.", "“It was high time for all the farms here.”")
    assert saying(text, found, "It was high time").chain == ("Ann Keller",)


def test_cue_before_a_colon_speaks_in_the_next_paragraph() -> None:
    text, found = attribute("Ann Keller said on Monday:", "“I will not run again for this seat in May.”")
    assert saying(text, found, "I will not run again").chain == ("Ann Keller",)


def test_inverted_order() -> None:
    text, found = attribute("“The harvest is lost this year,” said Ann Keller, a farmer.")
    assert saying(text, found, "“The harvest is lost this year,”").chain == ("Ann Keller",)


def test_mixed_speech_is_told_from_direct() -> None:
    text, found = attribute("Ann Keller said the plan was “a bad joke” on the town.")
    assert saying(text, found, "the plan was").quoted == "mixed"


def test_far_paragraph_of_quotation_is_left_without_speaker() -> None:
    text, found = attribute(
        "Ann Keller said she was glad.", "Rain fell.", "Snow fell.", "Hail fell.", "“It was high time for all of us.”"
    )
    place = text.index("“It was")
    assert not [a for a in found if any(s.start <= place < s.end for s in a.content)]
