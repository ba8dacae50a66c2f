"""Pairs and links are what the plain way of finding them gives, whatever the articles hold."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.group.contrast import contrast_pairs, measure_crowds
from stemma.group.lexicon import Lexicon, weigh_profiles
from stemma.group.linkage import STEPS, link_pairs
from stemma.group.pairs import GRAIN, Pairs, find_pairs
from stemma.group.profile import Profile
from stemma.group.vectors import pack_vectors, take_rows

TERMS = [f"term{n}" for n in range(12)]


def make_unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.hypot(*vector.values()) or 1.0
    return {term: weight / length for term, weight in vector.items()}


vectors = st.dictionaries(st.sampled_from(TERMS), st.floats(0.125, 1, width=32), max_size=8).map(make_unit)
heaps = st.lists(vectors, max_size=14)


def likenesses(size: int) -> st.SearchStrategy[np.ndarray]:
    # Few values, so that equal ones are many: ties are where two ways of linking would part.
    cells = st.lists(st.sampled_from([0.0, 0.1, 0.13, 0.2, 0.25, 0.3, 0.5, 1.0]), min_size=size**2, max_size=size**2)
    return cells.map(lambda values: np.triu(np.array(values).reshape(size, size), 1)).map(lambda half: half + half.T)


matrices = st.integers(1, 10).flatmap(likenesses)


def as_pairs(matrix: np.ndarray) -> Pairs:
    rows, columns = np.nonzero(np.triu(matrix, 1))
    return Pairs(
        rows=rows.astype(np.int32), columns=columns.astype(np.int32), likeness=matrix[rows, columns].astype(np.float32)
    )


def link_plainly(matrix: np.ndarray, threshold: float) -> list[int]:
    """One pair of groups at a time, the best of all; as slow as it is plain."""
    grains = np.round(matrix * GRAIN).astype(np.int64)
    groups = {row: [row] for row in range(len(matrix))}

    def mean(one: int, other: int) -> float:
        return int(grains[np.ix_(groups[one], groups[other])].sum()) / (len(groups[one]) * len(groups[other]) * GRAIN)

    while True:
        near = [(a, b, mean(a, b)) for a in groups for b in groups if a < b and mean(a, b) >= threshold]
        if not near:
            break
        keep, drop, _ = min(near, key=lambda edge: (-math.floor(edge[2] * STEPS), edge[0] ^ edge[1], edge[0]))
        groups[keep] += groups.pop(drop)
    label = [0] * len(matrix)
    for first, rows in groups.items():
        for row in rows:
            label[row] = first
    return label


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())


@given(matrices, st.sampled_from([0.05, 0.13, 0.2, 0.3]))
def test_linking_in_rounds_is_linking_one_pair_at_a_time(matrix: np.ndarray, threshold: float) -> None:
    assert link_pairs(len(matrix), as_pairs(matrix), threshold) == link_plainly(matrix, threshold)


@given(matrices)
def test_two_that_are_alone_are_asked_more_than_others(matrix: np.ndarray) -> None:
    label = link_pairs(len(matrix), as_pairs(matrix), 0.1, 0.25)
    for one in set(label):
        rows = [row for row, group in enumerate(label) if group == one]
        assert len(rows) != 2 or matrix[rows[0], rows[1]] >= 0.25 - 1e-6
    assert link_pairs(len(matrix), as_pairs(matrix), 0.1, 0.1) == link_pairs(len(matrix), as_pairs(matrix), 0.1)


@given(matrices)
def test_every_group_is_named_by_its_first_article(matrix: np.ndarray) -> None:
    label = link_pairs(len(matrix), as_pairs(matrix), 0.2)
    assert all(label.index(group) == group for group in label)


@given(heaps, st.sampled_from([0.03, 0.2]))
def test_a_small_heap_gives_every_pair_that_is_like_enough(heap: list[dict[str, float]], least: float) -> None:
    found = find_pairs(heap, least)
    like = {
        (a, b): likeness
        for b in range(len(heap))
        for a in range(b)
        if (likeness := dot(heap[a], heap[b])) >= least + 1e-5
    }
    given_ = {(int(a), int(b)): float(c) for a, b, c in zip(found.rows, found.columns, found.likeness, strict=True)}
    assert like.keys() <= given_.keys()
    assert all(dot(heap[a], heap[b]) >= least - 1e-5 for a, b in given_)
    assert all(given_[pair] == pytest.approx(likeness, abs=1e-5) for pair, likeness in like.items())
    assert list(given_) == sorted(given_)


@given(heaps)
def test_what_is_found_by_telling_terms_is_found_among_all(heap: list[dict[str, float]]) -> None:
    every = find_pairs(heap, 0.1, exact=True)
    some = find_pairs(heap, 0.1, exact=False)
    likeness = {(a, b): c for a, b, c in zip(every.rows, every.columns, every.likeness, strict=True)}
    for a, b, c in zip(some.rows, some.columns, some.likeness, strict=True):
        assert c == pytest.approx(likeness.get((a, b), 0.1), abs=1e-5)


@given(heaps, st.randoms(use_true_random=False))
def test_the_order_in_which_terms_were_met_does_not_show(heap: list[dict[str, float]], chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = []
    for vector in heap:
        terms = list(vector)
        chance.shuffle(terms)
        shuffled.append({term: vector[term] for term in terms})
    for exact in (True, False):
        one, other = find_pairs(heap, exact=exact), find_pairs(shuffled, exact=exact)
        assert one.rows.tobytes() == other.rows.tobytes()
        assert one.likeness.tobytes() == other.likeness.tobytes()


@given(heaps, st.randoms(use_true_random=False))
def test_packed_rows_taken_in_another_order_are_those_packed_in_it(heap: list[dict[str, float]], chance) -> None:  # type: ignore[no-untyped-def]
    order = list(range(len(heap)))
    chance.shuffle(order)
    taken = take_rows(pack_vectors(heap), np.array(order, dtype=np.int64))
    packed = pack_vectors([heap[row] for row in order])
    assert taken.starts.tobytes() == packed.starts.tobytes()
    assert taken.terms.tobytes() == packed.terms.tobytes()
    assert taken.weights.tobytes() == packed.weights.tobytes()


@given(heaps)
@settings(max_examples=50)
def test_profiles_weighed_together_are_each_weighed_alone(heap: list[dict[str, float]]) -> None:
    profiles = [
        Profile(article=f"a{n}", place=(True, "", f"a{n}", ""), published=None, words=words)
        for n, words in enumerate(heap)
    ]
    lexicon = Lexicon()
    for profile in profiles:
        lexicon.add(profile)
    packed = weigh_profiles(profiles)
    for row, profile in enumerate(profiles):
        mine = slice(packed.starts[row], packed.starts[row + 1])
        told = dict(zip((packed.names[t] for t in packed.terms[mine]), packed.weights[mine].tolist(), strict=True))
        assert told == pytest.approx(dict(lexicon.weigh(profile)), abs=1e-6)


@given(matrices)
def test_a_crowd_is_the_mean_of_the_twenty_nearest(matrix: np.ndarray) -> None:
    crowds = measure_crowds(len(matrix), as_pairs(matrix))
    assert crowds.tolist() == pytest.approx([sum(sorted(row)[-20:]) / 20 for row in matrix.tolist()], abs=1e-5)
    assert (contrast_pairs(len(matrix), as_pairs(matrix)).likeness > 0).all()
