"""Sentences are cut into the clauses that assert; each claim is a span of the article's own text."""

from dataclasses import replace

import pytest

from stemma.annotate.story import annotate_story
from stemma.model.annotation import Claim
from stemma.model.span import Span
from tests.reading import make_article


def claims_of(text: str, **details: str) -> list[Claim]:
    story = annotate_story([make_article(text, **details)])
    return list(story.articles[0].claims)


def quotes_of(text: str) -> list[str]:
    return [c.quote for c in claims_of(text)]


def test_two_coordinated_verbs_with_subjects_are_two_claims() -> None:
    quotes = quotes_of("The bridge collapsed on Monday and the mayor closed all roads into the valley.")
    assert len(quotes) == 2
    assert "bridge collapsed" in quotes[0]
    assert "mayor closed" in quotes[1]


def test_a_relative_clause_set_off_by_commas_is_a_claim_of_its_own() -> None:
    quotes = quotes_of("Marta Oyelaran, who has led the port since 2011, resigned on Friday evening.")
    assert any(q.startswith("who has led the port") for q in quotes)
    assert any("resigned on Friday" in q for q in quotes)


def test_a_relative_clause_that_picks_out_stays_in_its_claim() -> None:
    quotes = quotes_of("Engineers inspected the dam that failed in the spring floods.")
    assert quotes == ["Engineers inspected the dam that failed in the spring floods"]


def test_who_says_it_is_no_claim() -> None:
    quotes = quotes_of("The reservoir is nearly empty, the ministry said on Tuesday.")
    assert quotes == ["The reservoir is nearly empty"]


def test_a_purpose_stays_with_its_deed() -> None:
    assert quotes_of("The council raised fares to pay for new trams.") == [
        "The council raised fares to pay for new trams"
    ]


def test_a_slogan_with_full_stops_inside_does_not_cut_its_sentence() -> None:
    quotes = quotes_of("The town’s “Stop. Look. Breathe.” campaign drew laughter from visitors.")
    assert any("campaign drew laughter" in q and q.startswith("The town") for q in quotes)


def test_a_sentence_broken_over_lines_in_one_paragraph_is_one_claim() -> None:
    text = "The minister and the union had\ndiscussed\npay for dock workers."
    article = replace(make_article(text), body=(Span(0, len(text)),))
    quotes = [c.quote for c in annotate_story([article]).articles[0].claims]
    assert quotes == ["The minister and the union had\ndiscussed\npay for dock workers"]


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The committee may delay the vote.", "possible"),
        ("The company will open a second plant.", "planned"),
        ("The dam burst before dawn.", "asserted"),
        ("Did the dam burst before dawn?", "asked"),
    ],
)
def test_modality_is_read_from_the_clause(sentence: str, modality: str) -> None:
    assert claims_of(sentence)[0].modality == modality


def test_denial_is_polarity() -> None:
    assert claims_of("The ministry has not signed any contract with the firm.")[0].polarity == "denied"
    assert claims_of("The ministry has signed a contract with the firm.")[0].polarity == "affirmed"


def test_every_claim_is_exactly_its_span() -> None:
    text = "“We will rebuild,” said Ines Duarte, the mayor. The flood — the worst since 1962 — killed nine.\nIt rained."
    article = make_article(text)
    for claim in annotate_story([article]).articles[0].claims:
        assert article.text[claim.start : claim.end] == claim.quote


def test_an_article_in_another_language_is_rejected_and_costs_no_other() -> None:
    english = make_article("The ferry sank off the cape on Sunday.")
    foreign = replace(make_article("Die Fähre sank am Sonntag.", outlet="Der Bote"), language="de")
    story = annotate_story([english, foreign])
    assert [a.article.id for a in story.articles] == [english.id]
    assert [(r.item, r.stage) for r in story.rejected] == [(foreign.source, "annotate")]
    assert "'de'" in story.rejected[0].reason


def test_a_preposition_whose_object_is_a_claim_of_its_own_is_cut_off() -> None:
    quotes = quotes_of("The envoy flew home on Sunday after signing a treaty with the two island republics.")
    assert any(q.endswith("on Sunday") for q in quotes)
    assert any("signing a treaty" in q for q in quotes)


def test_a_semicolon_ends_a_claim_that_the_parse_runs_on() -> None:
    quotes = quotes_of("Snow closed the pass on Monday; ploughs will reach the village by Thursday.")
    assert quotes == ["Snow closed the pass on Monday", "ploughs will reach the village by Thursday"]


@pytest.mark.parametrize(
    "line",
    ["Marta Oyelaran (@moyelaran)", "March 9, 2031", "https://example.org/a/b?c=1", "Storm!", "@portofhanko #storm"],
)
def test_a_line_that_only_names_a_person_a_day_or_an_address_asserts_nothing(line: str) -> None:
    quotes = quotes_of(f"The ferry sank off Hanko on Sunday.\n\n{line}\n\nNobody was hurt.")
    assert quotes == ["The ferry sank off Hanko on Sunday", "Nobody was hurt"]


def test_a_line_without_a_verb_that_tells_something_is_a_claim() -> None:
    assert quotes_of("Two dead in harbour fire") == ["Two dead in harbour fire"]


def test_whom_somebody_cites_is_no_claim() -> None:
    quotes = quotes_of("The storm cost 40 million euros, the Tidewater Agency said, citing an official in the port.")
    assert not any(q.startswith("citing") for q in quotes)


def test_the_credit_of_a_picture_is_no_claim() -> None:
    text = "Waves break over the pier on Friday. Photograph: Tidewater Press Agency"
    assert not any("Photograph" in q for q in quotes_of(text))


def test_what_holds_on_has_no_day_of_a_deed_beside_it() -> None:
    claims = claims_of("The ferry was built in 1989 in Odense and carries lorries and holidaymakers.")
    built, carries = (next(c for c in claims if word in c.quote) for word in ("built", "carries"))
    assert built.date == "1989"
    assert carries.date is None
