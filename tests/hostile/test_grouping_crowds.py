"""Heaps in which everything is like everything: pairs stay bounded, and what is one stays one."""

import math
import random
from typing import Any

import numpy as np
import pytest

from stemma.group import heaps
from stemma.group.heaps import label_heap
from stemma.group.linkage import link_pairs
from stemma.group.pairs import MOST_ALIKE, Pairs, find_pairs
from stemma.group.vectors import Places, pack_vectors

COMMON = {f"said{n}": 1.0 + n % 3 for n in range(40)}


def make_unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.hypot(*vector.values())
    return {term: weight / length for term, weight in vector.items()}


def label(vectors: list[dict[str, float]], outlets: Places | None = None) -> list[int]:
    return label_heap(pack_vectors(vectors), [None] * len(vectors), 0.09, outlets=outlets)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Pairs]:
    """All pairs that are found while a test runs."""
    seen: list[Pairs] = []

    def find(*given: Any, **named: Any) -> Pairs:
        seen.append(find_pairs(*given, **named))
        return seen[-1]

    monkeypatch.setattr(heaps, "find_pairs", find)
    return seen


@pytest.mark.timeout(300)
def test_ten_thousand_copies_of_one_page_are_one_story_of_bounded_pairs(found: list[Pairs]) -> None:
    assert set(label([make_unit(COMMON)] * 10_000)) == {0}
    assert 0 < len(found[0].rows) <= MOST_ALIKE * 10_000


@pytest.mark.timeout(300)
def test_twenty_thousand_issues_of_one_template_keep_to_a_bounded_number_of_pairs(found: list[Pairs]) -> None:
    stories = label([make_unit(COMMON | {f"figure{n}": 2.5, f"town{n % 300}": 2.0}) for n in range(20_000)])
    assert all(len(pairs.rows) <= MOST_ALIKE * 20_000 for pairs in found)
    assert all(stories[story] == story for story in set(stories))


def test_two_events_amid_thousands_of_one_template_stay_two() -> None:
    issues = [make_unit(COMMON | {f"figure{n}": 2.5}) for n in range(3000)]
    ferry = [make_unit({"ferry": 3.0, "vellis": 3.0, "lifeboat": 2.0, f"outlet{n}": 1.0}) for n in range(4)]
    bank = [make_unit({"bank": 3.0, "tamaria": 3.0, "rates": 2.0, f"paper{n}": 1.0}) for n in range(3)]
    stories = label([*issues, *ferry, *bank])
    assert set(stories[3000:3004]) == {3000}
    assert set(stories[3004:]) == {3004}


def test_thousands_of_empty_articles_are_each_alone() -> None:
    assert label([{}] * 5000) == list(range(5000))


def test_a_heap_of_one_word_each_is_linked_by_that_word() -> None:
    stories = label([{f"word{n % 7}": 1.0} for n in range(4200)])
    assert [stories.index(story) for story in stories] == [n % 7 for n in range(4200)]


@pytest.mark.timeout(300)
def test_a_chain_in_which_each_is_more_like_the_next_takes_few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    from stemma.group import linkage

    size = 20_000
    rounds = []
    find_mutual = linkage._find_mutual
    monkeypatch.setattr(linkage, "_find_mutual", lambda *given: rounds.append(1) or find_mutual(*given))
    rows = np.arange(size - 1, dtype=np.int32)
    rising = np.linspace(0.2, 1, size - 1).astype(np.float32)
    link_pairs(size, Pairs(rows=rows, columns=rows + 1, likeness=rising), 0.09)
    assert len(rounds) < 600


def test_a_star_of_thousands_around_one_article_is_linked_without_all_its_pairs() -> None:
    rays = np.arange(1, 10_001, dtype=np.int32)
    star = Pairs(rows=np.zeros_like(rays), columns=rays, likeness=np.full(len(rays), 0.5, dtype=np.float32))
    assert len(set(link_pairs(10_001, star, 0.2))) == 10_000 - 1


def tell_in_own_words(reports: int, chance: random.Random) -> list[dict[str, float]]:
    """Reports of one event: each says half of what there is to say of it, and much besides."""
    event = [f"event{n}" for n in range(40)]
    return [
        make_unit(dict.fromkeys([*chance.sample(event, 20), *(f"own{n}.{k}" for k in range(20))], 1.0))
        for n in range(reports)
    ]


@pytest.mark.parametrize("reports", [150, 2500])
def test_an_event_that_hundreds_tell_in_their_own_words_is_one_story(reports: int) -> None:
    vectors, outlets = tell_in_own_words(reports, random.Random(3)), np.arange(reports) % 60
    parts = label(vectors)
    assert len(set(parts)) > 5
    assert label(vectors, outlets) == [0] * reports


def test_one_outlets_reports_of_one_kind_do_not_become_one_event() -> None:
    vectors = tell_in_own_words(150, random.Random(3))
    assert label(vectors, np.zeros(150, dtype=np.int64)) == label(vectors)
