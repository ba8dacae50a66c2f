"""Every figure that an evaluation can print is defined in the documents."""

from dataclasses import fields
from pathlib import Path

import pytest

from stemma.evaluate.coreference import score_conll
from stemma.evaluate.events import score_mentions
from stemma.evaluate.spans import SpanScores
from stemma.evaluate.stories import Scores
from stemma.evaluate.tasks import TASKS

PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
STORIES = PAGE.partition("## What each figure means")[2].partition("\n## `events`")[0]


@pytest.mark.parametrize("name", [f.name for scores in (Scores, SpanScores) for f in fields(scores)])
def test_each_figure_of_the_stories_has_its_line(name: str) -> None:
    assert STORIES.count(f"\n| `{name}` |") == 1


@pytest.mark.parametrize("name", ["links_gold_spans", *score_conll([], []), *score_mentions([], [])])
def test_each_further_figure_is_named(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("task", [task.name for task in TASKS])
def test_each_task_is_named(task: str) -> None:
    assert f"`{task}`" in PAGE
