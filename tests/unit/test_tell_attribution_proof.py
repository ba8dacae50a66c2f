"""Who is said to say so must be who does: sources, articles, and how many they are."""

import pytest

from stemma.tell.attribution_proof import find_unproven_attributions
from stemma.tell.proof import Evidence, Witness, find_unproven

ECHO = Witness(
    names=("The Alder Echo",),
    quotes=("14 people were hurt", "the bridge was closed"),
    sources=("the mayor", "Ada Fenn"),
    contexts=("The bridge was closed at noon, fire chief Tom Pell said.",),
)
POST = Witness(names=("Wexcombe Post",), quotes=("14 hurt",), sources=(), contexts=())
SUN = Witness(
    names=("Sun, Moon and Stars", "03-sun"), quotes=("seventeen were hurt",), sources=("police",), contexts=()
)
EVIDENCE = Evidence(quotes=(), names=(), dates=(), articles=3, all_articles=5, witnesses=(ECHO, POST, SUN))


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge was closed.",
        "The bridge was closed, according to the mayor.",
        "The bridge was closed, the mayor said.",
        "According to Ada Fenn, the bridge was closed.",
        "Ada Fenn said that the bridge was closed.",
        "The bridge was closed at noon, fire chief Tom Pell said.",
        "14 were hurt, according to The Alder Echo and Wexcombe Post; 17, according to Sun, Moon and Stars.",
        "14 were hurt, according to two articles (The Alder Echo, Wexcombe Post); 17, according to one article.",
        "14 were hurt according to two (The Alder Echo, Wexcombe Post), 17 according to one (03-sun).",
        "17 were hurt, according to police (Sun, Moon and Stars).",
        "“The bridge was closed, Nobody Else said,” she wrote.",
    ],
)
def test_what_the_cited_claims_bear_out_is_proven(sentence: str) -> None:
    assert find_unproven_attributions(sentence, EVIDENCE) == ()


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("The bridge was closed, according to the governor.", '"the governor"'),
        ("The bridge was closed, Tom Pell's deputy said.", "deputy"),
        ("The governor said that the bridge was closed.", "The governor"),
        ("17 were hurt, according to The Alder Echo.", "The Alder Echo"),
        ("14 were hurt, according to Wexcombe Post; 17, according to Wexcombe Post.", "Wexcombe Post"),
        ("14 were hurt, according to The Alder Echo and Corran Times.", "Corran Times"),
        ("14 were hurt, according to three articles.", "the count"),
        ("14 were hurt, according to three articles (The Alder Echo, Wexcombe Post).", "the count"),
        ("14 were hurt, according to two articles (Wexcombe Post, Wexcombe Post).", "Wexcombe Post"),
        ("14 were hurt, according to police (Wexcombe Post).", '"police"'),
        ("“Closed”, according to The Alder Echo and Wexcombe Post.", "Wexcombe Post"),
    ],
)
def test_what_they_do_not_bear_out_is_named(sentence: str, what: str) -> None:
    (failure,) = find_unproven_attributions(sentence, EVIDENCE)
    assert what in failure


def test_words_beside_a_claim_prove_only_what_is_taken_from_there() -> None:
    taken = "The bridge was closed at noon, fire chief Tom Pell said."
    assert find_unproven(taken, EVIDENCE_WITH_QUOTES) == ()
    assert find_unproven("Tom Pell closed the bridge.", EVIDENCE_WITH_QUOTES) == ('the name "Tom Pell"',)


EVIDENCE_WITH_QUOTES = Evidence(quotes=ECHO.quotes, names=(), dates=(), articles=1, all_articles=1, witnesses=(ECHO,))


def test_a_figure_in_an_outlet_s_name_counts_nothing() -> None:
    four = Witness(names=("Channel 4",), quotes=("14 hurt",), sources=(), contexts=())
    evidence = Evidence(quotes=four.quotes, names=four.names, dates=(), articles=1, all_articles=1, witnesses=(four,))
    assert find_unproven("14 were hurt, according to Channel 4.", evidence) == ()
    assert find_unproven("4 were hurt, according to Channel 4.", evidence) == ('the figure "4"',)
