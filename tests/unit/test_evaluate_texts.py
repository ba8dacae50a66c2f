"""The benchmarks of main text are scored by their authors' own rules."""

import gzip
import json
from pathlib import Path

import pytest

from stemma.evaluate import texts, texts_pages, texts_rivals, texts_scores
from stemma.evaluate.rouge import SummaryMatch
from stemma.evaluate.texts_pages import Page, is_unseen, name_host

GOLD = "The tower was closed on Tuesday after a vote."


def page(**fields: tuple[str, ...]) -> Page:
    return Page(name="a", host="gazette.example", markup="", **fields)  # type: ignore[arg-type]


def test_shingles_count_case_and_punctuation_parts_words() -> None:
    scores = texts_scores.SHINGLES.score_texts([page(body=("a b c d e",))], ["a b c d, x"])
    assert scores["precision"] == scores["recall"] == 0.5
    assert texts_scores.SHINGLES.score_texts([page(body=("A b c d",))], ["a b c d"])["f1"] == 0


def test_a_page_of_which_nothing_was_extracted_counts_against_recall_alone() -> None:
    scores = texts_scores.SHINGLES.score_texts([page(body=(GOLD,)), page(body=(GOLD,))], [GOLD, ""])
    assert (scores["precision"], scores["recall"]) == (1.0, 0.5)
    assert scores["f1"] == pytest.approx(2 / 3)


def test_words_are_counted_as_often_as_they_occur_in_lower_case() -> None:
    scores = texts_scores.WORDS.score_texts([page(body=("The the tower",))], ["the tower tower"])
    assert scores["f1"] == pytest.approx(2 / 3)


def test_the_mean_over_words_is_of_each_pages_f1() -> None:
    scores = texts_scores.WORDS.score_texts([page(body=(GOLD,)), page(body=(GOLD,))], [GOLD, ""])
    assert scores["f1"] == 0.5


def test_snippets_are_pooled_over_pages_and_white_space_makes_no_difference() -> None:
    pages = [page(wanted=("the tower", "a vote"), unwanted=("Share this",)), page(wanted=("gone",), unwanted=("Menu",))]
    scores = texts_scores.SNIPPETS.score_texts(pages, ["the\n tower fell. Share this", ""])
    assert scores["precision"] == 0.5
    assert scores["recall"] == pytest.approx(1 / 3)
    assert scores["accuracy"] == pytest.approx(2 / 5)


def test_an_optional_paragraph_counts_only_where_that_is_better() -> None:
    body = ("[A summary of the day.]", GOLD)
    assert texts_scores.score_with_options(body, GOLD)["f1"] == 1
    assert texts_scores.score_with_options(body, f"A summary of the day.\n{GOLD}")["f1"] == 1
    assert texts_scores.score_with_options(("A summary of the day.", GOLD), GOLD)["f1"] < 1


def test_rouge_lsum_unites_what_sentences_share_and_clips_it() -> None:
    # Worked by hand: "a b" and "c d" of the one sentence are found in two; the second "a" of ours counts as surplus.
    scores = SummaryMatch(["a b c d"], "a b x\nc d a").score([0])
    assert scores["recall"] == 1
    assert scores["precision"] == pytest.approx(4 / 6)


def test_rouge_lsum_keeps_the_order_of_words() -> None:
    assert SummaryMatch(["one two three four"], "four three two one").score([0])["recall"] == 0.25


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.gazette.example/a?b=c", "gazette.example"),
        ("news.gazette.co.uk", "gazette.co.uk"),
        ("https://m.gazette.com.br/x", "gazette.com.br"),
        ("gazette.example:8080/x", "gazette.example"),
        ("localhost", "localhost"),
    ],
)
def test_a_host_is_named_by_its_site(address: str, host: str) -> None:
    assert name_host(address) == host


def test_about_half_of_all_hosts_are_never_trained_on() -> None:
    unseen = [is_unseen(f"paper-{n}.example") for n in range(1000)]
    assert 450 < sum(unseen) < 550
    assert unseen == [is_unseen(f"paper-{n}.example") for n in range(1000)]


@pytest.fixture
def benchmark(tmp_path: Path) -> Path:
    (tmp_path / "html").mkdir()
    gold = {}
    for n in range(4):
        text = "\n".join(f"Paragraph {n} {m} says that the tower was closed on Tuesday after a vote." for m in range(6))
        markup = (
            f"<html><body><nav><a href=/>Home</a></nav><article>{''.join(f'<p>{p}</p>' for p in text.split(chr(10)))}"
        )
        (tmp_path / "html" / f"p{n}.html.gz").write_bytes(gzip.compress(markup.encode(), mtime=0))
        gold[f"p{n}"] = {"articleBody": text, "url": f"https://paper-{n}.example/a"}
    (tmp_path / "ground-truth.json").write_text(json.dumps(gold))
    return tmp_path


def test_a_task_gives_the_figures_of_both_paths_and_of_both_together(benchmark: Path) -> None:
    figures = texts.evaluate_texts("text-scrapinghub", benchmark, None)
    assert figures["f1"] == 1.0
    assert {"pages_per_second", "fast_f1", "fast_f1_unseen", "fast_pages_per_second", "fast_article_f1"} <= set(figures)
    assert {"cascade_f1", "cascade_pages_per_second", "cascade_handed_on"} <= set(figures)
    assert figures["fast_f1"] == 1.0


def test_rivals_stand_beside_with_figures_of_their_own(benchmark: Path) -> None:
    figures = texts.evaluate_texts("text-scrapinghub", benchmark, 1, rivals=True)
    for name in ("trafilatura", "trafilatura-fast"):
        assert set(figures[name]) == {"f1", "precision", "recall", "pages_per_second"}  # type: ignore[arg-type]


def test_a_rival_that_fails_on_a_page_has_missed_it() -> None:
    def fail(markup: str) -> str:
        raise ValueError(markup)

    assert texts_rivals.shield(fail)("<p>x") == ""


def test_gold_that_is_no_json_is_wrong_usage_and_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "ground-truth.json").write_text("{")
    with pytest.raises(texts_pages.UsageError, match="ground-truth"):
        list(texts_pages.list_scrapinghub(tmp_path))
