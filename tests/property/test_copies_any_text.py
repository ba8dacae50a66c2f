"""Whatever the texts: copies have valid places, do not depend on the order, are whole, and are not made up."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.compare.copies import find_copies
from stemma.model.annotation import Annotated
from tests.reading import make_article

LOWER = st.text(alphabet="abcdefg", min_size=1, max_size=4)
SENTENCES = st.lists(LOWER, min_size=1, max_size=25).map(lambda words: " ".join(words) + ".")
MARKED = st.sampled_from(
    ("“", "”", '"', "``", "''", "\n", "Kim Doe", "1,200", "2 May", ".", "the", "and", "said", "he", "🙂", "李明")
)
TEXTS = st.lists(SENTENCES | st.lists(MARKED, max_size=30).map(" ".join), max_size=6).map(" ".join)


def annotate(texts: list[str]) -> list[Annotated]:
    return [Annotated(article=make_article(text, outlet=f"Outlet {n}")) for n, text in enumerate(texts)]


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, max_size=4).flatmap(lambda own: st.tuples(st.just(own), st.permutations([*own, *own]))))
def test_places_are_valid_and_a_verbatim_copy_has_the_same_words_in_both(texts: tuple[list[str], list[str]]) -> None:
    annotated = annotate(texts[1])
    by_id = {a.article.id: a.article.text for a in annotated}
    for copy in find_copies(annotated):
        ends = [by_id[end.article][end.start : end.end] for end in (copy.from_, copy.to)]
        assert all(ends)
        assert copy.from_.article != copy.to.article
        assert copy.words >= 8
        if copy.kind == "verbatim":
            plain = ["".join(c if c.isalnum() else " " for c in end).casefold().split() for end in ends]
            assert plain[0] == plain[1]
            assert len(plain[0]) == copy.words


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(texts: list[str], chance: random.Random) -> None:
    annotated = annotate(texts)
    shuffled = list(annotated)
    chance.shuffle(shuffled)
    assert find_copies(shuffled) == find_copies(annotated)


@settings(max_examples=100, deadline=None)
@given(st.lists(LOWER, min_size=8, max_size=120), st.integers(3, 30))
def test_identical_articles_are_one_verbatim_copy_that_covers_the_body(words: list[str], width: int) -> None:
    text = ".\n".join(" ".join(words[at : at + width]) for at in range(0, len(words), width))
    (copy,) = find_copies(annotate([text, text]))
    assert copy.kind == "verbatim"
    assert (copy.from_.start, copy.from_.end) == (copy.to.start, copy.to.end) == (0, len(text))
    assert copy.words == len(words)


@settings(max_examples=100, deadline=None)
@given(st.lists(LOWER, max_size=80), st.lists(LOWER, max_size=80))
def test_articles_without_a_word_in_common_share_nothing(one: list[str], other: list[str]) -> None:
    assert not find_copies(
        annotate([" ".join(one), " ".join(word.translate(str.maketrans("abcdefg", "stuvwxy")) for word in other)])
    )


def test_hostile_copies_are_found_whole() -> None:
    hostile = {
        "one word": "no " * 20_000,
        "one sentence over and over": "The boat came in late and the men went home. " * 2_000,
        "a sentence of twenty thousand words": " ".join(f"word{n % 97}" for n in range(20_000)),
        "marks alone": "“ " * 20_000,
    }
    for name, text in hostile.items():
        found = find_copies(annotate([text, text, text + "end"]))
        assert found or name in ("one word", "marks alone"), name
