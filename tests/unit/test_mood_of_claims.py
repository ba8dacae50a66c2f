"""Polarity and modality are read from the claim's own words."""

import pytest

from stemma.annotate.story import annotate_story
from stemma.model.annotation import Claim
from tests.reading import make_article


def claim_with(sentence: str, words: str) -> Claim:
    claims = annotate_story([make_article(sentence)]).articles[0].claims
    return next(c for c in claims if words in c.quote)


@pytest.mark.parametrize(
    ("sentence", "words", "polarity"),
    [
        ("The tanker did not enter the strait.", "tanker", "denied"),
        ("No passengers were hurt in the derailment.", "passengers", "denied"),
        ("The firm denied paying the mayor.", "paying", "denied"),
        ("The tanker entered the strait without a pilot.", "tanker", "affirmed"),
        ("Passengers were hurt in the derailment.", "Passengers", "affirmed"),
        ("Nobody survived the crash.", "survived", "denied"),
        ("The union ruled out a strike before Easter.", "strike", "denied"),
        ("Not only the bridge but the road collapsed.", "bridge", "affirmed"),
    ],
)
def test_polarity(sentence: str, words: str, polarity: str) -> None:
    assert claim_with(sentence, words).polarity == polarity


@pytest.mark.parametrize(
    ("sentence", "words", "modality"),
    [
        ("The bank raised its rate on Thursday.", "raised", "asserted"),
        ("The bank may raise its rate on Thursday.", "raise", "possible"),
        ("The bank could have raised its rate.", "raised", "possible"),
        ("The bank will raise its rate on Thursday.", "raise", "planned"),
        ("The bank plans to raise its rate.", "raise", "planned"),
        ("The bank is expected to raise its rate.", "raise", "planned"),
        ("If the bank raises its rate, house prices fall.", "raises", "conditional"),
        ("Residents fear that the dam is unsafe.", "unsafe", "feared"),
        ("The mayor allegedly took two envelopes.", "envelopes", "alleged"),
        ("Prosecutors accuse the mayor of taking two envelopes.", "envelopes", "alleged"),
        ("The council should close the bridge.", "bridge", "wished"),
        ("The mayor hopes to open the bridge by May.", "bridge", "wished"),
        ("Why did the council close the bridge?", "bridge", "asked"),
        ("The month of May was dry.", "dry", "asserted"),
    ],
)
def test_modality(sentence: str, words: str, modality: str) -> None:
    assert claim_with(sentence, words).modality == modality
