"""The measure of attribution counts tokens as the corpus labels them."""

from pathlib import Path

import pytest
import spacy

from stemma.evaluate.attribution import evaluate_attribution, read_articles

SHARED = Path(__file__).parents[2].parent / "shared" / "bench" / "data" / "quotes-polnear"
TEXT = "A headline\n\nAnn Keller said that rain fell."
LABELS = (
    "T1\tSource 12 22\tAnn Keller\nT2\tCue 23 27\tsaid\nT3\tContent 28 42\tthat rain fell\n"
    "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
)


def write_corpus(folder: Path) -> Path:
    for name in ("text", "attributions"):
        (folder / "dev" / name).mkdir(parents=True)
    (folder / "dev" / "text" / "one.txt").write_text(TEXT, encoding="utf-8")
    (folder / "dev" / "attributions" / "one_1234.ann").write_text(LABELS, encoding="utf-8")
    return folder


def test_labels_are_read_by_role(tmp_path: Path) -> None:
    (article,) = read_articles(write_corpus(tmp_path), "dev")
    (only,) = article.attributions
    assert [TEXT[a:b] for a, b in (*only.source, *only.cue, *only.content)] == ["Ann Keller", "said", "that rain fell"]


def test_nothing_found_scores_nothing(tmp_path: Path) -> None:
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    figures = evaluate_attribution(write_corpus(tmp_path), parse=lambda texts: blank.pipe(texts))
    assert figures["source_f1"] == figures["cue_f1"] == figures["content_f1"] == 0.0


def test_all_found_scores_one(tmp_path: Path) -> None:
    figures = evaluate_attribution(write_corpus(tmp_path))
    assert (figures["source_f1"], figures["cue_f1"], figures["content_f1"]) == (1.0, 1.0, 1.0)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared, the labelled articles")
def test_figures_stay_up_on_a_sample() -> None:
    figures = evaluate_attribution(SHARED, "dev", limit=6)
    assert figures["content_f1"] > 0.75
    assert figures["source_f1"] > 0.65
    assert figures["cue_f1"] > 0.5
