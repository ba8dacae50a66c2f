"""Summaries against round-ups: ROUGE by hand, LexRank by its idea, events read from lines."""

from pathlib import Path

import pytest

from stemma.evaluate.lexrank import choose_central, rank_sentences
from stemma.evaluate.rouge import score_rouge
from stemma.evaluate.summaries import (
    choose_lead,
    evaluate_summaries,
    make_article,
    read_events,
    read_report,
    score_event,
    split_sentences,
)

SOURCE = (
    "TITLE=> Lock shut. ARTICLE=> Engineers shut the third lock in Wexcombe on Friday. Boats wait. "
    "[SEP] TITLE=> Boats wait in Wexcombe. ARTICLE=> The third lock in Wexcombe was shut by engineers on Friday. "
    "[SEP] TITLE=> ARTICLE=> Nobody knows when the third lock in Wexcombe will open."
)
TARGET = "TITLE=> A lock. ARTICLE=> Engineers shut the third lock in Wexcombe."


def test_rouge_counts_words_pairs_and_the_longest_sequence() -> None:
    scores = score_rouge("the cat sat on the mat", "The cat lay on a mat!")
    # Words in common: the, cat, on, mat (4 of 6 and 6); pairs: "the cat" (1 of 5 and 5); in order: the cat on mat.
    assert scores == pytest.approx({"rouge_1": 4 / 6, "rouge_2": 1 / 5, "rouge_l": 4 / 6})


def test_a_word_counts_as_often_as_both_have_it() -> None:
    assert score_rouge("a a a", "a b")["rouge_1"] == pytest.approx(2 * 1 / 5)


def test_order_matters_to_the_longest_sequence_alone() -> None:
    scores = score_rouge("three two one", "one two three")
    assert scores["rouge_1"] == 1
    assert scores["rouge_l"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(("text", "reference"), [("", "words"), ("words", ""), ("", ""), ("?!", "words")])
def test_what_has_no_words_scores_nothing(text: str, reference: str) -> None:
    assert set(score_rouge(text, reference).values()) == {0.0}


def test_lexrank_puts_the_sentence_that_resembles_most_others_first() -> None:
    sentences = ["The lock was shut.", "The lock in Wexcombe shut on Friday.", "A bell rang on Friday.", "Cats purr."]
    ranks = rank_sentences(sentences)
    assert max(ranks) == ranks[1]
    assert sum(ranks) == pytest.approx(1)


def test_lexrank_of_a_ring_of_equals_is_the_same_for_all() -> None:
    assert rank_sentences(["a b", "a b", "a b"]) == pytest.approx([1 / 3] * 3)
    assert rank_sentences([]) == []


def test_lexrank_tells_no_sentence_twice_and_stops_at_the_length() -> None:
    sentences = ["The lock was shut.", "The lock was shut.", "Boats wait at the lock."]
    assert choose_central(sentences, 9) == ["The lock was shut.", "Boats wait at the lock."]
    assert len(choose_central(sentences, 3)) == 1
    assert choose_central([], 9) == []


def test_the_lead_is_the_first_sentences_up_to_the_length_and_one_at_least() -> None:
    assert choose_lead(["One two three.", "Four five.", "Six."], 4) == ["One two three.", "Four five."]
    assert choose_lead(["One two three."], 0) == ["One two three."]


def test_sentences_end_where_a_capital_follows() -> None:
    assert split_sentences("It cost 3.5 million. Nobody paid. ") == ["It cost 3.5 million.", "Nobody paid. "]


def test_a_report_without_marks_is_all_text() -> None:
    assert read_report(" Words alone ").body == "Words alone"
    assert read_report("TITLE=> ARTICLE=> Words").title == ""


def test_an_article_holds_its_headline_and_body_at_their_places() -> None:
    article = make_article("val-0-1", read_report("TITLE=> Lock shut. ARTICLE=> Boats wait."))
    assert article.title_span is not None
    assert article.text[slice(*article.title_span)] == "Lock shut."
    assert article.text[slice(*article.body[0])] == "Boats wait."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "val.source").write_text(f"{SOURCE}\n{SOURCE}\n", encoding="utf-8")
    (tmp_path / "val.target").write_text(f"{TARGET}\n{TARGET}\n", encoding="utf-8")
    return tmp_path


def test_an_event_has_three_reports_and_a_round_up(data: Path) -> None:
    first, _ = read_events(data, "val")
    assert [report.title for report in first.reports] == ["Lock shut.", "Boats wait in Wexcombe.", ""]
    assert first.roundup.body == "Engineers shut the third lock in Wexcombe."


def test_rivals_are_scored_at_the_length_of_ours(data: Path) -> None:
    event = next(read_events(data, "val"))
    scores = score_event(event, ["Engineers shut the third lock in Wexcombe."])
    assert scores["rouge_l"] == 1
    assert scores["words"] == 7
    assert 0 < scores["lead_rouge_l"] < 1
    assert 0 < scores["lexrank_rouge_l"] < 1


def test_every_sentence_of_the_measured_summaries_is_checked(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEMMA_EVAL_SUMMARY_STEP", "2")
    figures = evaluate_summaries(data)
    assert figures["events"] == 1
    assert figures["checked"] == 1
    assert float(figures["rouge_l"]) > 0.3  # type: ignore[arg-type]


@pytest.mark.parametrize("step", ["0", "-2", "x"])
def test_a_step_that_makes_no_sense_is_wrong_usage(data: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    from stemma.errors import UsageError

    monkeypatch.setenv("STEMMA_EVAL_SUMMARY_STEP", step)
    with pytest.raises(UsageError, match="STEMMA_EVAL_SUMMARY_STEP"):
        evaluate_summaries(data)
