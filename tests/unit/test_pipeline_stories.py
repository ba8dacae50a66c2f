"""What telling does with the stories that grouping found."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from stemma.errors import NothingUsable
from stemma.group import grouping as module
from stemma.group.apart.standing import Standing
from stemma.group.apart.templates import Issue
from stemma.model.article import Article
from stemma.model.settings import Settings
from stemma.model.story import Apart, ApartWhy
from stemma.pipeline import make_dossiers
from tests.heap import write_heap


@pytest.fixture
def heap(tmp_path: Path) -> Path:
    return write_heap(tmp_path / "heap")


def set_apart(monkeypatch: pytest.MonkeyPatch, why: ApartWhy, start: str) -> None:
    def judge(articles: Sequence[Article]) -> Standing:
        chosen = [a.id for a in articles if a.source.startswith(start)]
        return Standing(
            apart=tuple(Apart(article=one, why=why, reason="So it is.") for one in chosen),
            issues={one: Issue(form=chosen[0], issue=one, daily=True) for one in chosen},
        )

    monkeypatch.setattr(module, "judge_standing", judge)


def test_dossiers_come_in_order_of_rank_with_the_titles_of_their_stories(heap: Path) -> None:
    dossiers = make_dossiers([heap], settings=Settings(vectors=False)).dossiers
    assert [len(d.articles) for d in dossiers] == [3, 2, 1]
    assert all(d.story.title in {a.title for a in d.articles} for d in dossiers)


def test_what_is_no_article_is_rejected_and_makes_no_dossier(heap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_apart(monkeypatch, "wall", "comet")
    run = make_dossiers([heap], settings=Settings(vectors=False))
    assert [len(d.articles) for d in run.dossiers] == [3, 2]
    assert [(r.item, r.stage, r.reason) for r in run.rejected] == [("comet.html", "group", "So it is.")]
    assert all(d.rejected == run.rejected for d in run.dossiers)


def test_a_form_filled_in_is_an_article_alone(heap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_apart(monkeypatch, "template", "ferry2")
    run = make_dossiers([heap], settings=Settings(vectors=False))
    assert [len(d.articles) for d in run.dossiers] == [2, 2, 1, 1]
    assert run.rejected == ()


def test_where_nothing_is_an_article_nothing_is_usable(heap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_apart(monkeypatch, "wall", "")
    with pytest.raises(NothingUsable, match=r"So it is\."):
        make_dossiers([heap], settings=Settings(vectors=False))
