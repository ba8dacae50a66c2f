"""Altered quotations told, against versions that the gold marks."""

from typing import Any

import pytest

from stemma.evaluate.quotations import Counts, count_altered, has_versions, score_altered

TEXTS = {
    "01": "Ada Roth said: “We counted every plank twice, and it was sound.” She left.",
    "02": "“We counted every plank once, and it was sound,” Ada Roth said.",
    "03": "“We counted every plank … it was sound,” she told us.",
}


def gold(*claims: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "articles": [{"id": stem, "file": f"pages/{stem}.txt"} for stem in TEXTS],
        "findings": [
            {
                "id": "f1",
                "relation": "compatible",
                "kind": "quotation",
                "claims": [{"article": a, "quote": quote, "version": version} for a, quote, version in claims],
            }
        ],
    }


def dossier(*altered: tuple[str, bool]) -> dict[str, Any]:
    variants = [
        {"article": f"id{stem}", "start": TEXTS[stem].index("“"), "end": TEXTS[stem].index("”"), "altered": flag}
        for stem, flag in altered
    ]
    return {
        "articles": [{"id": f"id{stem}", "source": f"pages/{stem}.txt", "text": text} for stem, text in TEXTS.items()],
        "findings": [],
        "quotations": [{"variants": variants}],
    }


WHOLE = ("01", "We counted every plank twice, and it was sound", "a")
ALTERED = ("02", "We counted every plank once, and it was sound", "b")
CUT = ("03", "We counted every plank … it was sound", "c")


def test_an_altered_quotation_that_is_told_counts_on_both_sides() -> None:
    assert count_altered(dossier(("01", False), ("02", True)), gold(WHOLE, ALTERED)) == Counts(1, 1, 1, 1)


def test_one_that_is_not_told_is_missed() -> None:
    assert count_altered(dossier(("01", False), ("02", False)), gold(WHOLE, ALTERED)) == Counts(0, 0, 1, 0)


def test_a_cut_quotation_told_as_altered_is_a_false_alarm() -> None:
    assert count_altered(dossier(("01", False), ("03", True)), gold(WHOLE, CUT)) == Counts(1, 0, 0, 0)


def test_one_version_in_two_articles_is_not_altered() -> None:
    same = (ALTERED[0], ALTERED[1], "a")
    assert count_altered(dossier(("01", False), ("02", True)), gold(WHOLE, same)) == Counts(1, 0, 0, 0)


def test_the_counts_of_all_stories_are_pooled() -> None:
    figures = score_altered([Counts(2, 1, 1, 1), Counts(2, 2, 3, 1)])
    assert figures == pytest.approx({"quotations_precision": 0.75, "quotations_recall": 0.5})
    assert score_altered([]) == {"quotations_precision": 1.0, "quotations_recall": 1.0}


def test_a_gold_file_without_versions_is_not_scored() -> None:
    plain = gold(WHOLE)
    assert has_versions(plain)
    del plain["findings"][0]["claims"][0]["version"]
    assert not has_versions(plain)
