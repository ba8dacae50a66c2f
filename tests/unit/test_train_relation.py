"""The parts of the learned judgement of relation that was tried: leftover words, features, regression."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.evaluate.invented import InventedArticle, InventedStory, Mark, Piece
from tests.claims import make_claim
from train.relation.features import NAMES, describe_pairs, list_pairs
from train.relation.leftovers import find_leftovers, is_readable
from train.relation.logistic import fit_logistic
from train.relation.measure import fit_whether, fit_which, judge_samples, judge_unseen, make_sample
from train.relation.stories import Told, find_versions, tell_apart


def _told(*quotes: str, story: str = "s", contrast: bool = False) -> Told:
    claims = tuple(make_claim(q, article=f"a{n}") for n, q in enumerate(quotes))
    return Told(story=story, claims=claims, confidence=0.8, contrast=contrast, gold_group=False)


def _words(one: str, other: str) -> list[tuple[str, str]]:
    return [(left.one.text, left.other.text) for left in find_leftovers(make_claim(one), make_claim(other))]


def test_words_in_one_place_that_differ_are_left_over() -> None:
    assert _words(
        "The council hired Leeds builders for the bridge", "The council hired Polish masons for the bridge"
    ) == [("Leeds builders", "Polish masons")]


def test_where_one_side_says_more_the_common_word_joins_it() -> None:
    assert _words("They hired a firm from Leeds", "They hired a small design firm from Leeds") == [
        ("firm", "small design firm")
    ]


def test_claims_in_the_same_words_leave_nothing() -> None:
    assert _words("The bridge was closed", "the bridge was closed") == []


def test_claims_without_a_common_word_leave_nothing_to_set_side_by_side() -> None:
    assert _words("Rain fell all night", "Ferries stayed ashore") == []


def test_words_that_tell_nothing_alone_are_no_leftover() -> None:
    assert _words("The bridge has closed", "The bridge is closed") == []


def test_one_word_spelt_twice_is_not_readable_as_a_difference() -> None:
    (left,) = find_leftovers(
        make_claim("The harbour board organised two races"), make_claim("The harbour board reorganised two races")
    )
    assert not is_readable(left)


def test_other_words_in_like_surroundings_are_readable() -> None:
    (left,) = find_leftovers(
        make_claim("The harbour board sold two barges"), make_claim("The harbour board scrapped two barges")
    )
    assert is_readable(left)


_QUOTES = st.lists(
    st.sampled_from(["a", "bridge", "closed", "ferry,", "—", "1,200", "harbour's", "not", "Zoë"]), min_size=1
)


@given(_QUOTES, _QUOTES)
def test_leftover_words_stand_where_they_say(one: list[str], other: list[str]) -> None:
    first, second = make_claim(" ".join(one)), make_claim(" ".join(other), article="b")
    for left in find_leftovers(first, second):
        for claim, side in ((first, left.one), (second, left.other)):
            assert claim.quote[side.start : side.end] == side.text
            assert side.text


def test_claims_of_one_article_are_no_pair() -> None:
    claims = (
        make_claim("Rain fell", article="a"),
        make_claim("It rained", article="a"),
        make_claim("Wet", article="b"),
    )
    told = Told(story="s", claims=claims, confidence=0.8, contrast=False, gold_group=False)
    assert [(a.quote, b.quote) for a, b in list_pairs(told)] == [("Rain fell", "Wet"), ("It rained", "Wet")]
    assert describe_pairs(told).shape == (2, len(NAMES))


def test_a_denial_on_one_side_is_a_feature_and_on_both_is_none() -> None:
    place = NAMES.index("denied_by_one")
    assert describe_pairs(_told("The bridge was not closed", "The bridge was closed"))[0, place] == 1
    assert describe_pairs(_told("The bridge was not closed", "Nobody closed the bridge"))[0, place] == 0


def test_the_regression_finds_the_feature_that_tells() -> None:
    table = np.array([[1.0, float(n % 3)] for n in range(30)] + [[0.0, float(n % 3)] for n in range(30)])
    labels = np.array([1.0] * 30 + [0.0] * 30)
    model = fit_logistic(table, labels, np.ones(60), ridge=1.0)
    assert model.weights[0] > 1
    assert abs(model.weights[1]) < 0.01
    assert model.judge(table)[0] > 0.8 > 0.2 > model.judge(table)[-1]


def test_rows_that_count_for_nothing_teach_nothing() -> None:
    table = np.array([[0.0], [1.0], [0.0], [1.0]])
    labels = np.array([0.0, 1.0, 1.0, 0.0])
    model = fit_logistic(table, labels, np.array([1.0, 1.0, 0.0, 0.0]), ridge=0.1)
    assert model.weights[0] > 0


def _story(*marks: tuple[str, str, str | None]) -> InventedStory:
    articles = tuple(
        InventedArticle(
            name=f"{n}",
            header={},
            pieces=(
                Piece(
                    part="body",
                    text=words,
                    marks=(Mark(fact=fact, version=version, said_by=(), start=0, end=len(words)),),
                ),
            ),
        )
        for n, (words, fact, version) in enumerate(marks)
    )
    return InventedStory(name="s", sheet={}, articles=articles)


@pytest.mark.parametrize(
    ("versions", "contrasts", "apart"),
    [
        (("a", "b"), ["f1"], True),
        (("a", "a"), ["f1"], False),
        (("a", "b"), [], False),
        ((None, "b"), ["f1"], False),
    ],
)
def test_claims_are_apart_where_their_marks_tell_two_versions_of_a_fact_that_is_a_contrast(
    versions: tuple[str | None, str | None], contrasts: list[str], apart: bool
) -> None:
    told = _told("Six boats sank", "Four boats sank")
    story = _story(("Six boats sank", "f1", versions[0]), ("Four boats sank", "f1", versions[1]))
    texts = {c.article: c.quote for c in told.claims}
    found = find_versions([told], texts, {"0": "a0", "1": "a1"}, story)
    assert tell_apart(told.claims[0], told.claims[1], found, contrasts) is apart


def test_a_story_is_never_judged_by_weights_that_it_gave() -> None:
    # Each story's own findings would teach the reverse of what the others teach.
    samples = [
        make_sample(_told("Rain was not expected", "Rain was expected", story=f"s{n}", contrast=n != 0), [n != 0])
        for n in range(8)
    ] + [
        make_sample(_told("Rain was expected", "Rain was expected", story=f"s{n}", contrast=n == 0), [n == 0])
        for n in range(8)
    ]
    own = [
        j
        for s, j in zip(
            [s for f in range(4) for s in samples if int(s.told.story[1]) % 4 == f], judge_unseen(samples), strict=True
        )
        if s.told.story == "s0"
    ]
    assert [j.contrast for j in own] == [False, True]
    assert own[0].chance > own[1].chance


def test_words_are_shown_only_where_they_can_be_read() -> None:
    plain = make_sample(_told("Rain fell", "Rain fell", contrast=False), [False])
    telling = make_sample(
        _told("The harbour board sold barges", "The harbour board scrapped barges", contrast=True), [True]
    )
    samples = [plain, telling]
    judged = judge_samples(samples, fit_whether(samples), fit_which(samples))
    assert [j.shown for j in judged] == [None, True]
