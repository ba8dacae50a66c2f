"""Figures of where claims are cut: free of how they are grouped, and the other way round."""

from typing import Any

import pytest

from stemma.evaluate.spans import score_spans

ONE = 'A dam broke in Orlen on Monday. "Four people drowned," the mayor said. Boats came at once.'
TWO = "The dam above Orlen gave way, drowning four people."


def claim(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"article": "a" if text is ONE else "b", "start": start, "end": start + len(words), "quote": words}


def tell(*findings: list[dict[str, Any]]) -> dict[str, Any]:
    articles = [{"id": "a", "source": "a.txt", "text": ONE}, {"id": "b", "source": "b.txt", "text": TWO}]
    return {"articles": articles, "findings": [{"claims": claims} for claims in findings]}


GOLD = {
    "articles": [{"id": "a", "file": "pages/a.txt"}, {"id": "b", "file": "pages/b.txt"}],
    "findings": [
        {"claims": [claim(ONE, "A dam broke in Orlen on Monday"), claim(TWO, "The dam above Orlen gave way")]},
        {"claims": [claim(ONE, "Four people drowned"), claim(TWO, "drowning four people")]},
    ],
}
FIRST, THIRD = ([c] for c in GOLD["findings"][0]["claims"])
SECOND, FOURTH = ([c] for c in GOLD["findings"][1]["claims"])


def score(dossier: dict[str, Any]) -> dict[str, float]:
    return score_spans(dossier, GOLD).figures()


def test_the_gold_s_own_spans_score_one_however_they_are_grouped() -> None:
    perfect = {"boundary_f1": 1.0, "inside": 1.0, "links_gold_groups": 1.0}
    assert score(tell(FIRST, SECOND, THIRD, FOURTH)) == perfect
    assert score(tell([*FIRST, *FOURTH], [*SECOND, *THIRD])) == perfect


def test_white_space_and_punctuation_at_the_ends_make_no_difference() -> None:
    wider = [claim(ONE, "A dam broke in Orlen on Monday. ")], [claim(ONE, '"Four people drowned,"')]
    assert score(tell(*wider, THIRD, [claim(TWO, ", drowning four people.")])) == score(
        tell(FIRST, SECOND, THIRD, FOURTH)
    )


def test_a_word_too_few_costs_one_boundary() -> None:
    figures = score(tell([claim(ONE, "A dam broke in Orlen")], SECOND, THIRD, FOURTH))
    assert figures["boundary_f1"] == pytest.approx(7 / 8)
    assert figures["inside"] == 1.0
    assert figures["links_gold_groups"] == 1.0


def test_a_span_over_two_gold_claims_is_in_neither_and_cannot_be_grouped_right() -> None:
    figures = score(tell(FIRST, SECOND, [claim(TWO, TWO)]))
    # Its start and its end are right; the inner end and the inner start are missing.
    assert figures["boundary_f1"] == pytest.approx(2 * 6 / (6 + 8))
    assert figures["inside"] == pytest.approx(2 / 3)
    # Both gold claims of that article are held by one span, which takes the first one's finding:
    # one pair right, one missed, and one across the two findings joined.
    assert figures["links_gold_groups"] == pytest.approx(0.5)


def test_what_the_gold_does_not_speak_of_is_no_matter_of_cuts() -> None:
    stray = [claim(ONE, "Boats came at once")]
    assert score(tell(FIRST, SECOND, THIRD, FOURTH, stray))["boundary_f1"] == 1.0
    assert score(tell(FIRST, SECOND, THIRD, FOURTH, stray))["inside"] == 1.0


def test_a_span_in_two_nested_gold_claims_is_in_more_than_one() -> None:
    nested = {**GOLD, "findings": [*GOLD["findings"], {"claims": [claim(ONE, "Orlen on Monday")]}]}
    inner, outer = [claim(ONE, "Monday")], [claim(ONE, "A dam broke")]
    assert score_spans(tell(inner), nested).inside == 0.0
    assert score_spans(tell(inner, outer), nested).inside == 0.5


def test_a_gold_claim_that_is_not_covered_is_lost_to_any_grouping() -> None:
    figures = score(tell(FIRST, SECOND, THIRD))
    assert figures["links_gold_groups"] == pytest.approx(2 / 3)
    assert score(tell()) == {"boundary_f1": 0.0, "inside": 1.0, "links_gold_groups": 0.0}
