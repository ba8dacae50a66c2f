"""Heaps that do not suit the finding of copies: bounded work, nothing made up, no traceback."""

import pytest

from stemma.group.copies.fingerprints import MOST_SAMPLE, fold_body, take_fingerprints
from stemma.group.copies.heap import find_shared_texts
from stemma.group.copies.index import CopyIndex
from stemma.group.copies.sets import group_copies
from stemma.model.article import Article
from stemma.model.span import Span
from tests.heap_texts import make_prose
from tests.reading import make_article

WIRE = make_prose(3, 20)


def take_whole(text: str, number: int) -> Article:
    name = f"a{number:05}"
    return Article(id=name, source=name, text=text, body=(Span(0, len(text)),))


@pytest.mark.timeout(300)
def test_ten_thousand_copies_of_one_page_are_told_each_with_the_first_alone() -> None:
    heap = [take_whole(WIRE, n) for n in range(10_000)]
    found = find_shared_texts(heap)
    assert len(found) == len(heap) - 1
    assert {s.one for s in found} == {heap[0].id}
    (one,) = group_copies(heap, found)
    assert len(one.articles) == len(heap)


@pytest.mark.timeout(300)
def test_two_thousand_near_copies_of_one_page_are_told_with_the_first_few_and_are_one_set() -> None:
    heap = [take_whole(f"{WIRE}\nPrinted as number {n} of many at {n} minutes past the hour.", n) for n in range(2_000)]
    found = find_shared_texts(heap)
    assert len(found) <= 4 * len(heap)
    assert {s.kind for s in found} == {"near"}
    (one,) = group_copies(heap, found)
    assert len(one.articles) == len(heap)


@pytest.mark.timeout(300)
def test_an_index_takes_a_thousand_copies_of_one_page_as_one_text() -> None:
    index = CopyIndex()
    for number in range(1_000):
        index.add(take_whole(WIRE, number))
    assert len(index) == 1
    assert [s.one for s in index.query(take_whole(WIRE, 1_000))] == ["a00000"]


@pytest.mark.timeout(300)
def test_a_book_gives_no_more_fingerprints_than_it_may_and_what_it_holds_of_a_news_text_is_found() -> None:
    book = f"{make_prose(9, 8_000)}\n{WIRE}\n{make_prose(10, 8_000)}"
    prints = take_fingerprints([fold_body(take_whole(book, 0))])
    assert prints.words[0] > 200_000
    assert len(prints.of(0)) < 2 * MOST_SAMPLE
    (found,) = find_shared_texts([take_whole(book, 0), take_whole(f"{WIRE}\n{make_prose(11, 5)}", 1)])
    assert (found.kind, found.words) == ("partial", len(WIRE.split()))


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "no " * 1_000_000,
        "x" * 1_000_000,
        "“ " * 10_000,
        "\ud800 broken \udfff words " * 50,
        "一" * 5_000,
        "The boat came in late and the men went home. " * 5_000,
    ],
    ids=["empty", "breaks", "one word a million times", "one long word", "marks", "surrogates", "no spaces", "refrain"],
)
def test_odd_bodies_are_borne_and_share_nothing_with_news(text: str) -> None:
    heap = [take_whole(text, 0), take_whole(text + " and one more", 1), take_whole(text, 2), take_whole(WIRE, 3)]
    found = find_shared_texts(heap)
    assert all("a00003" not in (s.one, s.other) for s in found)
    index = CopyIndex()
    for article in heap:
        index.add(article)
    assert {s for a in heap for s in index.query(a) if s.other == a.id} == set(found)


def test_articles_without_a_body_share_nothing() -> None:
    bare = [Article(id=f"b{n}", source=f"b{n}", text=WIRE) for n in range(3)]
    assert find_shared_texts([*bare, make_article(WIRE)]) == ()


def test_an_empty_heap_and_an_empty_index_tell_nothing() -> None:
    assert find_shared_texts([]) == ()
    assert CopyIndex().query(take_whole(WIRE, 0)) == ()
    assert group_copies([], []) == ()
