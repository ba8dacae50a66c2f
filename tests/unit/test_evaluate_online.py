"""The figures of stories that come in, and of chains."""

from pathlib import Path

from stemma.evaluate.chains import evaluate_chains, join_links, read_articles, score_links
from stemma.evaluate.online import score_online
from tests.reading import make_article

AFFAIRS = Path(__file__).parents[2] / "eval" / "chains.jsonl"


def test_index_and_batch_are_scored_alike_where_they_agree() -> None:
    texts = [
        "A ferry burned off Port Vellis, the coastguard said.",
        "The coastguard towed the burning ferry to Port Vellis.",
        "The central bank raised rates by half a point.",
        "Rates rose by half a point at the central bank.",
    ]
    articles = [make_article(text, outlet=f"Outlet {n}") for n, text in enumerate(texts)]
    gold = {article.id: ("ferry", "bank")[n // 2] for n, article in enumerate(articles)}
    figures = score_online(articles, gold)
    assert figures["agreement"] == 1
    assert figures["batch"] == figures["consolidated"] == figures["by_time"] == figures["shuffled"] == 1
    wrong = score_online(articles, {article.id: "one story" for article in articles})
    assert wrong["batch"] < 1


def test_links_are_scored_by_precision_and_recall() -> None:
    gold = {("b", "a"), ("c", "b")}
    assert score_links(gold, {("b", "a"), ("d", "a")}) == {"precision": 0.5, "recall": 0.5, "links": 2}
    assert score_links(set(), set()) == {"precision": 1, "recall": 1, "links": 0}


def test_linked_stories_are_one_affair() -> None:
    joined = join_links("abcd", {("b", "a"), ("c", "b")})
    assert {frozenset("abc"), frozenset("d")} == set(joined)


def test_the_labelled_affairs_are_whole() -> None:
    labelled = list(read_articles(AFFAIRS))
    stories = {one.story: one for one in labelled}
    assert len({one.article.id for one in labelled}) == len(labelled)
    assert all(sum(one.story == name for one in labelled) == 2 for name in stories)
    days = {name: max(o.article.published or "" for o in labelled if o.story == name) for name in stories}
    for one in labelled:
        assert all(one.affair == stories[earlier].affair for earlier in one.follows)
        assert all(stories[earlier].part == one.part for earlier in one.follows)
        assert all(days[earlier] < (one.article.published or "") for earlier in one.follows)
    assert {one.part for one in labelled} == {"dev", "test"}


def test_the_task_prints_both_parts() -> None:
    figures = evaluate_chains(AFFAIRS)
    assert {"precision", "recall", "links", "affairs_b3_f1", "stories_b3_f1", "dev", "test"} <= figures.keys()
