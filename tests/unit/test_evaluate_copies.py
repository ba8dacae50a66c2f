"""The labelled pairs and how reports are scored against them."""

import json
from collections import Counter
from pathlib import Path

import pytest

from stemma.evaluate.copies import LabelledPair, evaluate_copies, read_pairs, score_pairs
from stemma.evaluate.copies_heap import evaluate_heap, score_told, tell_pairs
from stemma.evaluate.runs import REPOSITORY
from stemma.model.story import SharedText

FERRY = (
    "The ferry to Port Ellis turned back on Tuesday after water came in through the bow door, and all 212 passengers "
    "were taken off by two fishing boats from the harbour, which lies an hour to the west."
)
SAID = "The minister said: “We shall look at each door of each ship before the summer comes and pay for all of it.”"


def pair(*kinds: str) -> LabelledPair:
    return LabelledPair(a="a", b="b", kinds=kinds)


def test_copies_and_rewrites_are_what_precision_and_recall_count() -> None:
    told = [
        (pair("quotation", "rewrite"), Counter({"copy": 9, "quotation": 30})),
        (pair("copy"), Counter({"quotation": 9})),
        (pair("quotation"), Counter({"rewrite": 12})),
        (pair("chance"), Counter()),
    ]
    scores = score_pairs(told)
    assert scores["precision"] == 0.5
    assert scores["recall"] == 0.5
    assert scores["kinds"] == 0.5


def test_nothing_reported_is_right_for_furniture_and_wrong_for_a_copy() -> None:
    assert score_pairs([(pair("furniture"), Counter())])["kinds"] == 1.0
    assert score_pairs([(pair("copy"), Counter())])["kinds"] == 0.0


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("neardup-natural", "unified-stories", "scale-reuters21578"):
        (tmp_path / name).mkdir()
    stories = {"one": f"{FERRY}\n{SAID}", "two": f"{FERRY} Nobody was hurt.", "three": SAID}
    lines = [json.dumps({"id": name, "text": text}) for name, text in stories.items()]
    (tmp_path / "unified-stories" / "stories.dev.jsonl").write_text("\n".join(lines), encoding="utf-8")
    report = '<REUTERS TOPICS="NO" NEWID="7"><TEXT><TITLE>FERRY</TITLE><BODY>{}</BODY></TEXT></REUTERS>'
    (tmp_path / "scale-reuters21578" / "reut2-000.sgm").write_text(report.format(FERRY), encoding="latin-1")
    return tmp_path


def test_texts_of_both_sources_are_found_by_id(data: Path, tmp_path: Path) -> None:
    labels = tmp_path / "copies.jsonl"
    rows = [
        {"a": "one", "b": "two", "kinds": ["copy"]},
        {"a": "one", "b": "three", "kinds": ["quotation"]},
        {"a": "reuters/7", "b": "two", "kinds": ["copy"]},
    ]
    labels.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    figures = evaluate_copies(labels, data / "neardup-natural")
    assert (figures["precision"], figures["recall"], figures["kinds"], figures["pairs"]) == (1.0, 1.0, 1.0, 3.0)
    outside = figures["without_reuters"]
    assert isinstance(outside, dict)
    assert outside["pairs"] == 2.0
    heap = evaluate_heap(labels, data / "neardup-natural")
    assert (heap["heap"]["precision"], heap["heap"]["recall"], heap["heap"]["reported"]) == (1.0, 1.0, 3.0)
    assert heap["heap_without_reuters"]["pairs"] == 2.0


def test_exact_copies_stand_for_one_another_in_what_is_told_of_the_heap() -> None:
    shared = (
        SharedText(one="a", other="c", words=99, share=1.0, kind="exact"),
        SharedText(one="a", other="b", words=40, share=0.4, kind="partial"),
    )
    pairs = [LabelledPair(a=a, b=b, kinds=("copy",)) for a, b in (("b", "c"), ("c", "a"), ("b", "d"))]
    assert tell_pairs(pairs, shared) == [True, True, False]
    assert score_told(zip(pairs, [True, True, False], strict=True))["recall"] == 2 / 3


def test_the_projects_labels_are_sorted_and_hold_ids_and_known_kinds_only() -> None:
    path = REPOSITORY / "eval" / "copies.jsonl"
    pairs = list(read_pairs(path))
    assert len(pairs) >= 170
    assert [(p.a, p.b) for p in pairs] == sorted({(p.a, p.b) for p in pairs})
    assert {kind for p in pairs for kind in p.kinds} == {"copy", "rewrite", "quotation", "furniture", "chance"}
    assert all(len(line) < 200 for line in path.read_text(encoding="utf-8").splitlines())
    assert {p.part for p in pairs} == {"dev", "test"}
