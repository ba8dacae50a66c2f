"""Whatever the heap: copies do not depend on its order, are not made up, and are found where a text holds another."""

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.group.copies.fingerprints import fold_body, take_fingerprints
from stemma.group.copies.heap import find_shared_texts
from stemma.group.copies.index import CopyIndex
from stemma.group.copies.sets import MOST, group_copies
from stemma.model.article import Article
from tests.heap_texts import make_prose
from tests.reading import make_article

ODD = st.sampled_from(("", " ", "\n", "“", "1,200", "🙂", "李明在说话", "ß", "ﬁn", "İ", "\u0301", "the and of"))
PARTS = st.integers(0, 7).map(lambda seed: make_prose(seed, 4)) | ODD | st.text(max_size=40)
TEXTS = st.lists(PARTS, max_size=5).map("\n".join)
HEAPS = st.lists(st.tuples(TEXTS, st.integers(1, 28)), max_size=9)


def print_heap(heap: list[tuple[str, int]]) -> list[Article]:
    return [make_article(t, outlet=f"Outlet {n}", published=f"2031-03-{day:02}") for n, (t, day) in enumerate(heap)]


@settings(max_examples=40, deadline=None)
@given(HEAPS, st.randoms(use_true_random=False))
def test_the_order_changes_nothing_and_an_index_tells_the_same(
    heap: list[tuple[str, int]], chance: random.Random
) -> None:
    articles = print_heap(heap)
    told = find_shared_texts(articles)
    shuffled = list(articles)
    chance.shuffle(shuffled)
    assert find_shared_texts(shuffled) == told
    index = CopyIndex()
    for article in shuffled:
        index.add(article)
    assert {s for a in articles for s in index.query(a) if s.other == a.id} == set(told)
    assert group_copies(shuffled, told) == group_copies(articles, told)


@settings(max_examples=40, deadline=None)
@given(HEAPS)
def test_what_is_told_is_within_bounds_and_both_articles_have_words_in_common(heap: list[tuple[str, int]]) -> None:
    articles = print_heap(heap)
    words = {a.id: fold_body(a).split() for a in articles}
    for shared in find_shared_texts(articles):
        one, other = words[shared.one], words[shared.other]
        assert 8 <= shared.words <= min(len(one), len(other))
        assert 0 < shared.share <= 1
        assert (shared.kind == "exact") == (one == other)
        assert len(set(one) & set(other)) > 1


@settings(max_examples=40, deadline=None)
@given(st.integers(100, 10_000), st.integers(3, 12), st.integers(0, 12), st.integers(0, 12))
def test_a_text_that_stands_whole_in_another_is_found_with_all_its_words(
    seed: int, sentences: int, before: int, after: int
) -> None:
    text = make_prose(seed, sentences)
    longer = "\n".join(filter(None, (make_prose(seed + 1, before), text, make_prose(seed + 2, after))))
    one, other = print_heap([(text, 1), (longer, 2)])
    (shared,) = find_shared_texts([one, other])
    assert (shared.one, shared.other) == (one.id, other.id)
    assert shared.words >= len(text.split())
    assert shared.kind == ("exact" if not before and not after else shared.kind)


@settings(max_examples=40, deadline=None)
@given(HEAPS)
def test_members_of_a_set_share_text_with_its_first_and_are_in_no_other(heap: list[tuple[str, int]]) -> None:
    articles = print_heap(heap)
    words = {a.id: fold_body(a).split() for a in articles}
    told = find_shared_texts(articles)
    same = {frozenset((s.one, s.other)): s for s in told}
    sets = group_copies(articles, told)
    for one, other in combinations(sets, 2):
        assert not set(one.articles) & set(other.articles)
    for found in sets:
        first = found.articles[0]
        for member in found.articles[1:]:
            pair = same.get(frozenset((first, member)))
            longest = max(len(words[first]), len(words[member]))
            assert words[first] == words[member] or pair is None or pair.words > MOST * longest


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, max_size=6))
def test_fingerprints_of_a_text_do_not_depend_on_what_stands_beside_it(texts: list[str]) -> None:
    bodies = [fold_body(make_article(text)) for text in texts]
    together = take_fingerprints(bodies)
    for number, body in enumerate(bodies):
        alone = take_fingerprints([body])
        assert alone.digests[0] == together.digests[number]
        assert alone.of(0).tolist() == together.of(number).tolist()
