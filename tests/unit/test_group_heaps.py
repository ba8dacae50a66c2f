import random

import pytest

from stemma.group import heaps, pairs
from stemma.group.pairs import MOST_ALIKE, find_pairs
from stemma.group.stories import group_articles, label_articles
from stemma.model.article import Article
from stemma.model.span import Span

DEEDS = (
    "ferry burning harbour lifeboats engine coastguard",
    "bank rates inflation governor economists surprise",
    "mine collapse shaft rescuers miners gallery",
    "election ballots recount mayor precinct turnout",
)
MORE = "early late north south crowd witness office street market river bridge school train airport factory".split()


def article(event: int, number: int) -> Article:
    chance = random.Random(f"{event}/{number}")
    deed = DEEDS[event % len(DEEDS)].split()
    words = [*chance.sample(deed, 3), *chance.sample(MORE, 4)]
    owner, ship, street = (f"{event:02}{part}" for part in ("owner", "ship", "street"))
    title = f"{owner} {ship} {street}"
    text = f"The {ship} of {owner} by {street} and {' and '.join(words)} as {owner} said."
    return Article(
        id=f"id{event:04}-{number:04}",
        source=f"{event}-{number}.txt",
        text=text,
        title=title,
        body=(Span(0, len(text)),),
        published="2031-03-04" if number % 3 else None,
    )


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way of large heaps for small ones."""
    monkeypatch.setattr(heaps, "EXACT_ROWS", 5)
    monkeypatch.setattr(pairs, "EXACT_ROWS", 5)


def heap() -> list[Article]:
    return [article(event, number) for event in range(24) for number in range(1 + event % 5)]


def stories_of(labels: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(one for one in labels if labels[one] == story) for story in labels.values()}


@pytest.mark.usefixtures("large")
def test_the_way_of_large_heaps_finds_the_same_stories() -> None:
    events = {frozenset(a.id for a in heap() if a.id[:6] == f"id{event:04}") for event in range(24)}
    assert stories_of(label_articles(heap())) == events


def test_articles_let_go_one_by_one_are_grouped_as_those_held() -> None:
    held = {frozenset(a.id for a in story) for story in group_articles(heap())}
    assert stories_of(label_articles(iter(heap()))) == held


@pytest.mark.usefixtures("large")
def test_the_order_in_which_a_heap_comes_does_not_show() -> None:
    expected = label_articles(heap())
    for seed in range(3):
        shuffled = heap()
        random.Random(seed).shuffle(shuffled)
        assert label_articles(shuffled) == expected


@pytest.mark.usefixtures("large")
def test_a_story_is_named_by_the_first_of_its_articles() -> None:
    labels = label_articles(heap())
    assert all(labels[story] == story for story in labels.values())
    assert label_articles([]) == {}


def test_a_story_larger_than_what_each_article_keeps_is_left_whole() -> None:
    many = 4 * MOST_ALIKE
    articles = [article(3, number) for number in range(many)] + [article(event, 0) for event in range(4, 1800)]
    labels = label_articles(articles)
    assert len({labels[a.id] for a in articles[:many]}) == 1


def test_a_crowd_keeps_a_bounded_number_of_pairs_and_a_few_keep_all() -> None:
    assert len(find_pairs([{"word": 1.0}] * 50, exact=False).rows) == 50 * 49 / 2
    assert len(find_pairs([{"word": 1.0}] * 400, exact=False).rows) <= MOST_ALIKE * 400


def test_an_article_keeps_those_most_like_it() -> None:
    vectors = [{"a": 1.0}] * 2 + [{"a": 0.6, "b": 0.8}] * 300
    found = find_pairs(vectors, exact=False)
    assert (0, 1) in set(zip(found.rows.tolist(), found.columns.tolist(), strict=True))


def test_no_vectors_and_vectors_of_nothing_have_no_pairs() -> None:
    for exact in (True, False):
        assert len(find_pairs([], exact=exact).rows) == 0
        assert len(find_pairs([{}, {}, {}], exact=exact).rows) == 0
