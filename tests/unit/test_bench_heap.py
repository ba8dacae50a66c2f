"""The heaps that `bench/heap.py` makes, from texts invented here."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[2] / "bench"
SENTENCES = (
    "The ferry from Vellis to Orsk burned for {0} hours in the harbour of Lindau.",
    "Later, Ilse Brandt of the coastguard said that {0} people had been on board.",
    "A spokesman for Tamaria Lines said the engine had been looked at in {0} days.",
    "On Monday, the mayor Pavel Orsk promised {0} crowns to those who were hurt.",
    "Nobody in Peraz knew why the alarm had not been heard for {0} minutes.",
)


@pytest.fixture
def heap(monkeypatch: pytest.MonkeyPatch) -> Any:
    if not BENCH.is_dir():
        pytest.skip("bench/ is not part of this installation")
    monkeypatch.syspath_prepend(str(BENCH))
    monkeypatch.delitem(sys.modules, "heap", raising=False)
    import heap as module

    bases = [
        module.Base(f"Ferry {n} burns", tuple(s.format(n * 7 + k) for k, s in enumerate(SENTENCES))) for n in range(30)
    ]
    monkeypatch.setattr(module, "read_bases", lambda data: bases)
    return module


def make(heap: Any, size: int = 400, seed: int = 1) -> list[Any]:
    return list(heap.make_heap(size, seed, Path()))


def test_the_same_seed_makes_the_same_heap_and_another_another(heap: Any) -> None:
    assert make(heap) == make(heap)
    assert make(heap) != make(heap, seed=2)


def test_a_heap_has_as_many_articles_as_asked_for_each_with_an_id_of_its_own(heap: Any) -> None:
    assert len({one.article.id for one in make(heap)}) == 400
    assert make(heap, size=0) == []


def test_headline_and_body_are_where_the_article_says(heap: Any) -> None:
    for one in make(heap):
        article = one.article
        assert article.text[slice(*article.title_span)] == article.title
        assert "\n\n".join([article.title, *(article.text[a:b] for a, b in article.body)]) == article.text


def test_a_copy_is_of_an_earlier_article_of_its_story_and_takes_its_words(heap: Any) -> None:
    before: dict[str, Any] = {}
    copies = 0
    for one in make(heap):
        if one.copy_of is not None:
            copies += 1
            original = before[one.copy_of]
            assert original.story == one.story
            assert original.copy_of is None
            assert set(one.article.text.split()) <= set(original.article.text.split())
        before[one.article.id] = one
    assert copies > 20


def test_articles_come_in_order_of_publication(heap: Any) -> None:
    dated = [one.article.published for one in make(heap) if one.article.published]
    assert dated == sorted(dated)
    assert len(dated) < 400


def test_most_stories_are_small_and_two_in_five_articles_alone(heap: Any) -> None:
    sizes = Counter(Counter(one.story for one in make(heap, size=3000)).values())
    assert 0.3 < sizes[1] / 3000 < 0.5
    assert sizes[2] > sizes[3] > sizes[6]
    assert max(sizes) > 20


def test_names_are_the_same_through_a_story_and_others_in_the_next(heap: Any) -> None:
    writer = heap.Writer(heap.read_bases(None), 1)
    assert writer.found(1) == writer.found(1)
    assert writer.found(1) != writer.found(2)
