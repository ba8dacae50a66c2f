"""Stories in the terminal and as lines of JSON: chains, copies, what is kept apart, narrow consoles."""

import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from stemma.group import grouping as module
from stemma.group.apart.standing import Standing
from stemma.group.grouping import group_collection
from stemma.model.article import Article
from stemma.model.overrides import Override
from stemma.model.story import Apart, Grouping, SharedText
from stemma.tell.story_lines import dump_stories
from stemma.tell.story_sheet import render_stories
from tests.heap import make_heap


def show(grouping: Grouping, articles: list[Article], width: int = 100, explain: bool = False, **more: object) -> str:
    page = io.StringIO()
    console = Console(file=page, width=width, no_color=True, highlight=False)
    render_stories(grouping, articles, console, explain=explain, **more)  # type: ignore[arg-type]
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


@pytest.fixture
def heap(monkeypatch: pytest.MonkeyPatch) -> list[Article]:
    """Of the six, ferry2 is a copy, and the comet is a page that asks for a click."""
    copy = SharedText(one="ferry0", other="ferry2", words=40, share=1.0, kind="exact")
    apart = Apart(article="comet", why="wall", reason="It asks for a click.")
    monkeypatch.setattr(module, "find_shared_texts", lambda articles, verdicts=None: (copy,))
    monkeypatch.setattr(module, "judge_standing", lambda articles: Standing(apart=(apart,), issues={}))
    return [replace(a, agency="Reuters") if a.id == "ferry1" else a for a in make_heap()]


def test_copies_and_credits_stand_under_their_headline(heap: list[Article]) -> None:
    told = show(group_collection(heap), heap)
    assert "Coastguard: ferry fire began in engine room\n        same text as Harbour Times\n" in told
    assert "Passengers flee burning ferry near Port Vellis\n        Reuters credited\n" in told
    assert "3 articles of 3 outlets, 2 independent of each other" in told


def test_what_is_kept_apart_stands_under_its_own_heading_with_the_reason(heap: list[Article]) -> None:
    told = show(group_collection(heap), heap)
    head, _, tail = told.partition("Kept apart, in no story (1)")
    assert head.startswith("6 articles · 2 stories told by several · 1 kept apart\n")
    assert "Green comet" not in head
    assert "It asks for a click." in tail


def test_a_story_says_from_which_it_goes_on(heap: list[Article]) -> None:
    grouping = group_collection(heap)
    first, second, *rest = grouping.stories
    chained = replace(grouping, stories=(replace(first, follows=(second.id, "gone")), second, *rest))
    told = show(chained, heap)
    assert f"Goes on from 2. “{second.title}”\n" in told
    assert "Goes on from story gone" in told
    lines = [json.loads(line) for line in dump_stories(chained, heap)]
    assert lines[0]["follows"] == [second.id, "gone"]


def test_lines_tell_copies_and_what_is_apart(heap: list[Article]) -> None:
    lines = [json.loads(line) for line in dump_stories(group_collection(heap), heap)]
    told = {article["id"]: article for line in lines for article in line["articles"]}
    assert told["ferry2"]["copy_of"] == {"one": "ferry0", "other": "ferry2", "words": 40, "share": 1.0, "kind": "exact"}
    assert told["ferry2"]["why"] == "copy"
    assert told["comet"]["apart"]["why"] == "wall"
    assert lines[-1]["articles"] == [told["comet"]]


def test_an_article_without_a_headline_is_shown_by_its_first_words(heap: list[Article]) -> None:
    untitled = [replace(a, title=None) for a in heap]
    assert "(no headline) A ferry carrying 214 passengers caught fire" in show(group_collection(untitled), untitled)


def test_a_narrow_console_has_each_part_under_the_other(heap: list[Article]) -> None:
    told = show(group_collection(heap), heap, width=44)
    assert "    Harbour Times  2031-05-01 08:00\n      Ferry catches fire off Port Vellis\n" in told
    assert all(len(line) <= 44 for line in told.splitlines())


def test_corrections_are_listed_with_what_became_of_them(heap: list[Article]) -> None:
    told = show(
        group_collection(heap),
        heap,
        overrides=(
            Override(kind="pin_article", what="a is in the story of b", status="unused", reason="no", note="so"),
        ),
    )
    assert "not used a is in the story of b: no (so)\n" in told


def test_nothing_is_told_plainly() -> None:
    assert show(group_collection([]), []) == "0 articles · 0 stories told by several\n"
