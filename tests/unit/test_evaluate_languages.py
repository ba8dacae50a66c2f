"""The labelled articles in several languages, and how they are scored."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from stemma.evaluate.languages import evaluate_languages, group_told, read_told, score_groups
from stemma.text.spoken_days import find_days

PATH = Path(__file__).parents[2] / "eval" / "languages.jsonl"
TOLD = read_told(PATH)


def test_the_file_is_what_its_readme_says() -> None:
    languages = defaultdict(set)
    for one in TOLD:
        languages[one.event].add(one.article.language)
    assert (len(TOLD), len(languages)) == (170, 57)
    assert sum(len(found) > 1 for found in languages.values()) == 47
    assert len({one.article.id for one in TOLD}) == len(TOLD)
    assert {part: len({o.event for o in TOLD if o.part == part}) for part in ("dev", "test")} == {"dev": 26, "test": 31}


def test_every_span_is_in_its_text() -> None:
    for line, one in zip(PATH.read_text("utf-8").splitlines(), TOLD, strict=True):
        ((start, end),) = one.article.body
        assert one.article.text[start:end] == json.loads(line)["text"]


def test_no_article_speaks_of_a_day_that_is_long_after_it() -> None:
    for one in TOLD:
        published = date.fromisoformat(one.article.published or "")
        for day in find_days(one.article.text, published):
            assert (day - published).days < 2, one.article.id


def test_right_groups_score_one_and_all_in_one_scores_low() -> None:
    events = defaultdict(list)
    for index, one in enumerate(TOLD):
        events[one.event].append(index)
    assert score_groups(TOLD, list(events.values())) == {
        "precision": pytest.approx(1),
        "recall": pytest.approx(1),
        "f1": pytest.approx(1),
        "whole": 1,
    }
    assert score_groups(TOLD, [range(len(TOLD))])["precision"] < 0.1


def test_nothing_to_score_is_nothing_wrong() -> None:
    assert score_groups([], [])["f1"] == 1


@pytest.mark.timeout(300)
def test_facts_alone_join_most_events_and_keep_their_neighbours_apart() -> None:
    chosen = [one for one in TOLD if one.part == "dev"]
    figures = score_groups(chosen, group_told(chosen, "joining_facts"))
    assert figures["precision"] >= 0.97
    assert figures["recall"] >= 0.95


@pytest.mark.timeout(300)
def test_a_limit_takes_the_first_articles() -> None:
    assert evaluate_languages(PATH, 6)["articles"] == 6
