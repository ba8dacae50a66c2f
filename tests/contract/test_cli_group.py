"""``stemma group`` as a shell sees it: stories, lines of JSON, exit codes, streams, corrections by hand."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from stemma.cli.main import run
from stemma.model.overrides import OVERRIDES_FILE
from stemma.tell.story_lines import story_schema
from tests.heap import write_heap

pytestmark = pytest.mark.timeout(300)

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def heap(tmp_path: Path) -> Path:
    return write_heap(tmp_path / "heap")


def group(capsys: Captured, *arguments: str | Path) -> tuple[int, str, str]:
    code = run(["group", *map(str, arguments)])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def group_json(capsys: Captured, *arguments: str | Path) -> list[dict[str, Any]]:
    code, out, _ = group(capsys, "--json", *arguments)
    assert code == 0
    return [json.loads(line) for line in out.splitlines()]


def sources(stories: list[dict[str, Any]]) -> list[list[str]]:
    return [[article["source"].partition(".")[0] for article in story["articles"]] for story in stories]


def test_the_sheet_says_stories_by_rank_with_their_articles(heap: Path, capsys: Captured) -> None:
    code, out, err = group(capsys, heap)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "6 articles · 2 stories told by several · 1 told by one alone"
    assert "    3 articles of 3 outlets, 3 independent of each other · 1 May 2031 to 3 May 2031" in lines
    assert any("Harbour Times  2031-05-01 08:00  Ferry catches fire off Port Vellis" in line for line in lines)
    assert any(line.startswith("Told by one article alone (1)") for line in lines)
    assert out.index(" 1. ") < out.index(" 2. ") < out.index(" 3. Green comet seen over Lake Orm")
    assert not any(line != line.rstrip() for line in lines)


def test_explained_each_article_has_its_reasons(heap: Path, capsys: Captured) -> None:
    _, out, _ = group(capsys, heap, "--explain")
    told = " ".join(out.split())
    assert "It is like the others (0." in told
    assert "The first of its story; the others are like it (0." in told
    assert told.count("Nearest other: ") + told.count("No other story is near.") == 6


def test_a_line_of_json_is_a_story_and_fits_the_schema(heap: Path, capsys: Captured) -> None:
    stories = group_json(capsys, heap, "--explain")
    assert sources(stories) == [["ferry0", "ferry1", "ferry2"], ["bank0", "bank1"], ["comet"]]
    assert [story["rank"] for story in stories] == [1, 2, 3]
    for story in stories:
        jsonschema.validate(story, story_schema())
        assert story["schema"] == "stemma/story/1"
        assert story["id"] == story["articles"][0]["id"]
        assert story["title"] in [article["title"] for article in story["articles"]]
    assert {a["why"] for a in stories[0]["articles"]} == {"founder", "likeness"}
    assert stories[0]["articles"][1]["shared"]["names"]


def test_the_schema_is_valid_and_printed(capsys: Captured) -> None:
    assert run(["schema", "--story"]) == 0
    printed = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(printed)
    assert printed["properties"]["schema"]["const"] == "stemma/story/1"
    assert set(printed["required"]) == set(printed["properties"])


def test_what_was_read_is_an_input_and_gives_the_same_stories(heap: Path, tmp_path: Path, capsys: Captured) -> None:
    articles = tmp_path / "articles.jsonl"
    assert run(["read", str(heap), "-q", "-o", str(articles)]) == 0
    assert group_json(capsys, articles, "--explain") == group_json(capsys, heap, "--explain")


def test_a_file_is_written_as_its_name_says_and_is_no_input_of_the_next_run(heap: Path, capsys: Captured) -> None:
    lines, sheet = heap / "stories.jsonl", heap / "stories.txt"
    assert group(capsys, heap, "-o", lines) == (0, "", "")
    first = lines.read_text(encoding="utf-8")
    assert group(capsys, heap, "-o", lines)[0] == 0
    assert lines.read_text(encoding="utf-8") == first
    assert first == group(capsys, "--json", *sorted(heap.glob("*.html")))[1]
    assert group(capsys, *sorted(heap.glob("*.html")), "-o", sheet) == (0, "", "")
    assert sheet.read_text(encoding="utf-8").startswith("6 articles · 2 stories")


def test_the_same_bytes_whatever_the_run_the_order_and_the_hash_seed(heap: Path) -> None:
    names = sorted(path.name for path in heap.iterdir())
    command = [sys.executable, "-m", "stemma.cli.main", "group", "--json", "--explain"]
    told = set()
    for seed in ("0", "1", "4242"):
        random.Random(seed).shuffle(names)
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [*command, *names], cwd=heap, env=environment, capture_output=True, timeout=240, check=True
        )
        told.add(done.stdout)
    assert len(told) == 1


def test_exit_codes(heap: Path, tmp_path: Path, capsys: Captured) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert group(capsys, empty)[0] == 1
    assert group(capsys, tmp_path / "gone")[0] == 1
    assert group(capsys)[0] == 2
    assert group(capsys, heap, "--nonsense")[0] == 2
    assert group(capsys, heap, "-o", tmp_path)[0] == 2
    (heap / "broken.html").write_bytes(b"\x00\x01\x02")
    code, out, err = group(capsys, heap)
    assert code == 3
    assert out.startswith("6 articles")
    assert "1 item could not be used" in err
    assert "broken.html" in err
    assert group(capsys, heap, "-q")[2] == ""


BY_HAND = """
[[pin_article]]
article = "comet"
story_of = "Alder Echo"
note = "paid by the bank"

[[split_story]]
articles = ["ferry2"]

[[pin_article]]
article = "ferry2"
story_of = "ferry0"

[[join_stories]]
articles = ["ferry0", "gone"]
"""


def test_corrections_beside_the_input_hold_are_told_and_the_unused_are_warned_of(heap: Path, capsys: Captured) -> None:
    (heap / OVERRIDES_FILE).write_text(BY_HAND, encoding="utf-8")
    code, out, err = group(capsys, heap)
    assert code == 0
    assert "By hand: comet is in the story of Alder Echo." in out
    assert "Corrections by hand (4)" in out
    assert "applied comet is in the story of Alder Echo: it stood alone (paid by the bank)" in " ".join(out.split())
    assert [line.partition(":")[2].partition(":")[0] for line in err.splitlines()] == [
        " correction not used (join_stories)",
        " correction not used (pin_article)",
    ]
    assert "no article goes by 'gone'" in err
    assert "ferry2 is a story of its own" in err
    stories = group_json(capsys, heap)
    assert sources(stories) == [["bank0", "bank1", "comet"], ["ferry0", "ferry1"], ["ferry2"]]
    assert stories[0]["articles"][2]["by_hand"] == ["comet is in the story of Alder Echo"]


def test_corrections_survive_a_heap_that_grows_and_are_never_applied_to_another_article(
    heap: Path, capsys: Captured
) -> None:
    (heap / OVERRIDES_FILE).write_text(BY_HAND, encoding="utf-8")
    later = (heap / "comet.html").read_text(encoding="utf-8").replace("Star Gazette", "Alder Echo")
    (heap / "later.html").write_text(later.replace("Astronomers", "Two astronomers"), encoding="utf-8")
    code, _, err = group(capsys, heap)
    assert code == 0
    assert "'Alder Echo' fits 2 articles; name one by its file, address or id" in err
    assert ["ferry2"] in sources(group_json(capsys, heap))


def test_they_can_be_named_or_passed_over(heap: Path, tmp_path: Path, capsys: Captured) -> None:
    (heap / OVERRIDES_FILE).write_text(BY_HAND, encoding="utf-8")
    assert len(group_json(capsys, heap, "--no-overrides")[0]["articles"]) == 3
    mine = tmp_path / "mine.toml"
    mine.write_text('[[split_story]]\narticles = ["bank0"]\n', encoding="utf-8")
    assert ["bank0"] in sources(group_json(capsys, heap, "--overrides", mine))
    mine.write_text("[[split_story]]\n", encoding="utf-8")
    code, _, err = group(capsys, heap, "--overrides", mine)
    assert code == 2
    assert "split_story 1, articles: give a list of names" in err


def test_telling_goes_by_the_same_stories_in_the_same_order_and_shows_what_was_set_by_hand(
    heap: Path, capsys: Captured
) -> None:
    (heap / OVERRIDES_FILE).write_text(BY_HAND, encoding="utf-8")
    assert run(["tell", "--no-vectors", "-q", "-f", "json", str(heap)]) == 0
    dossiers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    stories = group_json(capsys, heap)
    assert [{a["id"] for a in d["articles"]} for d in dossiers] == [{a["id"] for a in s["articles"]} for s in stories]
    assert [d["story"]["title"] for d in dossiers] == [s["title"] for s in stories]
    told = [[(o["kind"], o["status"]) for o in d["overrides"]] for d in dossiers]
    join, pin = ("join_stories", "unused"), ("pin_article", "unused")
    assert told == [
        [join, ("pin_article", "applied"), pin],
        [("split_story", "applied"), join, pin],
        [("split_story", "applied"), join, pin],
    ]


def test_one_story_passes_over_what_was_set_by_hand_and_says_so(heap: Path, capsys: Captured) -> None:
    (heap / OVERRIDES_FILE).write_text('[[split_story]]\narticles = ["ferry2"]\n', encoding="utf-8")
    assert run(["tell", "--one-story", "--no-vectors", "-f", "json", str(heap)]) == 0
    out, err = capsys.readouterr()
    (dossier,) = [json.loads(line) for line in out.splitlines()]
    assert [o["status"] for o in dossier["overrides"]] == ["unused"]
    assert "all articles were taken as one story, as asked" in err


def test_help_teaches(capsys: Captured) -> None:
    assert run(["group", "--help"]) == 0
    out = capsys.readouterr().out
    for words in ("Examples:", "--explain", "[[pin_article]]", "[[split_story]]", "[[join_stories]]", "Exit codes:"):
        assert words in out
    assert all(len(line) <= 100 for line in out.splitlines())
