"""Asides, counts and figures: sources that stand apart from the clause they vouch for."""

import pytest
from test_attribution_sources import attribute, saying


@pytest.mark.parametrize(
    ("sentence", "words", "chain"),
    [
        ("The other six, the army explains, preferred to stay.", "preferred to stay", ("army",)),
        ("About 900 lorries crossed in May alone, a customs broker told us.", "900 lorries", ("customs broker",)),
        (
            "The coast loses two boats a year to storms, the fisheries ministry was quoted as saying.",
            "two boats a year",
            ("fisheries ministry",),
        ),
        ("“I have two goats and no opinion on the dam,” said saw filer Ann Keller.", "two goats", ("Ann Keller",)),
        ("So the thief took the wrong bag, supposes inspector Ann Keller.", "the wrong bag", ("Ann Keller",)),
        (
            "Some 11,000 farmers were out on Wednesday, by the interior ministry's count.",
            "11,000 farmers",
            ("interior ministry",),
        ),
    ],
)
def test_aside_names_its_source(sentence: str, words: str, chain: tuple[str, ...]) -> None:
    text, found = attribute(sentence)
    assert saying(text, found, words).chain == chain


@pytest.mark.parametrize(
    ("sentence", "chain"),
    [
        ("The organisers counted 15,000 people.", ("organisers",)),
        ("The union put the number of marchers at 900.", ("union",)),
    ],
)
def test_who_counts_vouches_for_the_figure(sentence: str, chain: tuple[str, ...]) -> None:
    text, found = attribute(sentence)
    whole = saying(text, found, sentence.rstrip("."))
    assert whole.chain == chain


def test_what_is_announced_is_told_by_the_whole_clause() -> None:
    text, found = attribute("Ann Keller announced a ban on fireworks.")
    assert saying(text, found, "Ann Keller announced a ban on fireworks").chain == ("Ann Keller",)


@pytest.mark.parametrize(
    "sentence",
    [
        "The firm, which owns four mills, reported a loss in May, its third.",
        "Late in May the coach put in a call to the league.",
        "The goalkeeper put the ball in the net.",
        "By the river's bank, two boats sank.",
    ],
)
def test_other_words_between_commas_are_no_asides(sentence: str) -> None:
    _, found = attribute(sentence)
    assert found == ()


def test_company_stands_for_the_one_the_article_keeps_naming() -> None:
    text, found = attribute(
        "Norvik Mills shut a plant. Norvik Mills employs 300 people.", "The company said sales had fallen."
    )
    assert saying(text, found, "sales had fallen").chain == ("Norvik Mills",)


def test_headline_role_is_named_by_the_text_below() -> None:
    text, found = attribute(
        "Minister says talks will go on", "Foreign Minister Pavel Orlov met reporters.", headline=True
    )
    assert saying(text, found, "talks will go on").chain == ("Pavel Orlov",)


def test_role_before_a_name_is_its_bearers() -> None:
    text, found = attribute(
        "The Minister for Health, David Brown, opened the ward.", "The minister said the roof was sound."
    )
    assert saying(text, found, "the roof was sound").chain == ("David Brown",)


def test_headline_names_its_source_after_a_dash() -> None:
    text, found = attribute("Toll rises to 19 as ferry sinks - police", headline=True)
    assert saying(text, found, "Toll rises to 19").chain == ("police",)


def test_outlet_after_a_dash_is_no_source() -> None:
    _, found = attribute("Storm batters the coast of Porto - BBC News", headline=True)
    assert found == ()


def test_quotation_after_a_colon_is_whose_clause_it_ends() -> None:
    text, found = attribute("The coach, Simon Keller, was blunt: “We had no boots that fitted us.”")
    assert saying(text, found, "We had no boots").chain == ("Simon Keller",)
