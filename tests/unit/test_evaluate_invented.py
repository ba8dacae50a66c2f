"""Invented stories are read from their marked form, printed as pages, and scored like labelled real ones."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.evaluate.invented import parse_marks, read_story
from stemma.evaluate.invented_pages import write_story
from stemma.evaluate.invented_split import freeze_split, hash_story, list_stories
from stemma.read import read_paths

ONE = """outlet: The Lower Quay
byline: Ada Moss
agency:
published: 2024-03-05T08:00+00:00
headline: [[f1|Crane falls]] on the quay

[[f1@Harbour Office|A crane fell on the main quay, [[f2:a|killing two dockers]]]], the Harbour Office said on Tuesday.

The port, which lives by grain and timber, was closed until the evening while engineers looked at the rails.

caption: The crane on Tuesday morning
"""
TWO = ONE.replace("The Lower Quay", "Upper Town Herald").replace("[[f2:a|killing two", "[[f2:b|killing three")
SHEET = {
    "id": "crane",
    "kind": "accident",
    "date": "2024-03-05",
    "facts": [
        {"id": "f1", "statement": "A crane fell.", "type": "event", "relation": "agree", "origins": 1},
        {"id": "f2", "statement": "How many died.", "type": "quantity", "relation": "differ", "origins": 1},
    ],
    "people": [],
    "places": [],
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus" / "stories" / "crane"
    folder.mkdir(parents=True)
    (folder / "facts.json").write_text(json.dumps(SHEET), encoding="utf-8")
    (folder / "1.txt").write_text(ONE, encoding="utf-8")
    (folder / "2.txt").write_text(TWO, encoding="utf-8")
    return tmp_path / "corpus"


def test_marks_nest_and_carry_version_and_source_chain() -> None:
    text, marks = parse_marks("[[f1@Wire>mayor|The dam, [[f9:b|built in 1987]], broke]].")
    assert text == "The dam, built in 1987, broke."
    assert [(m.fact, m.version, m.said_by, text[m.start : m.end]) for m in marks] == [
        ("f1", None, ("Wire", "mayor"), "The dam, built in 1987, broke"),
        ("f9", "b", (), "built in 1987"),
    ]


@pytest.mark.parametrize("broken", ["[[f1|open", "closed]] only", "[[g1|no fact]]"])
def test_marks_that_do_not_match_are_refused(broken: str) -> None:
    with pytest.raises(ValueError, match="marks do not match"):
        parse_marks(broken)


@given(st.lists(st.sampled_from(["a crane ", "[[f1|", "[[f2:a@X|", "]]", "fell "]), max_size=12).map("".join))
def test_any_marked_text_parses_to_its_own_words_or_is_refused(marked: str) -> None:
    try:
        text, marks = parse_marks(marked)
    except ValueError:
        return
    assert all(0 <= m.start <= m.end <= len(text) for m in marks)


def test_pages_and_gold_agree_for_every_article(corpus: Path, tmp_path: Path) -> None:
    story = read_story(corpus / "stories" / "crane")
    target = write_story(story, tmp_path / "out", ["Rain in the hills", "Ferry back in service"])
    gold = json.loads((target / "gold.json").read_text(encoding="utf-8"))
    articles, rejected = read_paths([target / "pages"])
    assert rejected == ()
    assert {a["title"] for a in gold["articles"]} == {"Crane falls on the quay"}
    assert [(f["id"], f["relation"]) for f in gold["findings"]] == [("f1", "agree"), ("f2", "differ")]
    texts = {a.source.split(".")[0]: " ".join(a.text.split()) for a in articles}
    for finding in gold["findings"]:
        for claim in finding["claims"]:
            assert claim["quote"] in texts[claim["article"]]


def test_a_text_dump_s_offsets_are_exact(corpus: Path, tmp_path: Path) -> None:
    target = write_story(read_story(corpus / "stories" / "crane"), tmp_path / "out", [])
    gold = json.loads((target / "gold.json").read_text(encoding="utf-8"))
    dumps = {a["id"]: (target / a["file"]).read_text(encoding="utf-8") for a in gold["articles"] if "body" in a}
    for finding in gold["findings"]:
        for claim in finding["claims"]:
            if claim["article"] in dumps:
                assert dumps[claim["article"]][claim["start"] : claim["end"]] == claim["quote"]


def test_the_same_story_gives_the_same_pages(corpus: Path, tmp_path: Path) -> None:
    story = read_story(corpus / "stories" / "crane")
    one, other = (write_story(story, tmp_path / name, ["Rain"]) for name in ("a", "b"))
    assert hash_story(one / "pages") == hash_story(other / "pages")


def test_a_story_changed_after_freezing_is_refused(corpus: Path) -> None:
    freeze_split(corpus)
    parts = {p: [f.name for f in list_stories(corpus, p)] for p in ("train", "dev", "test")}  # type: ignore[arg-type]
    assert [name for names in parts.values() for name in names] == ["crane"]
    part = next(p for p, names in parts.items() if names)
    (corpus / "stories" / "crane" / "1.txt").write_text(TWO, encoding="utf-8")
    with pytest.raises(ValueError, match="crane"):
        list_stories(corpus, part)  # type: ignore[arg-type]


def test_every_story_of_the_corpus_reads_and_its_facts_are_told() -> None:
    stories = sorted((Path(__file__).parents[2] / "corpus" / "stories").iterdir())
    assert len(stories) >= 120
    for folder in stories:
        story = read_story(folder)
        told = {m.fact for a in story.articles for p in a.pieces for m in p.marks}
        assert told == {f["id"] for f in story.sheet["facts"]}, folder.name
        assert 4 <= len(story.articles) <= 7, folder.name
