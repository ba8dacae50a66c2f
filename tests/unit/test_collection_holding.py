"""Two that group at once wait for each other; what a correction bears on; parses of another model."""

import threading

import pytest

from stemma.collection.bearing import needs_claims, select_overrides
from stemma.collection.holding import hold
from stemma.collection.parsing import StoreParses
from stemma.errors import StoreBusy
from stemma.model.overrides import (
    ClaimRef,
    JoinEntities,
    JoinFindings,
    JoinStories,
    Overrides,
    SetDate,
    SetOrigin,
    SplitEntity,
)
from stemma.store import open_store
from tests.heap import make_heap

FERRY = make_heap()[:3]


def test_who_comes_second_waits_until_the_first_lets_go() -> None:
    store, order = open_store("memory:"), []
    with hold(store, "group"):
        second = threading.Thread(target=lambda: take(store, order))
        second.start()
        order.append("first")
    second.join()
    assert order == ["first", "second"]


def take(store, order) -> None:
    with hold(store, "group"):
        order.append("second")


def test_who_waits_too_long_is_told_so() -> None:
    store = open_store("memory:")
    with hold(store, "group"), pytest.raises(StoreBusy), hold(store, "group", patience=0):
        pass


def test_an_error_within_lets_go() -> None:
    store = open_store("memory:")
    with pytest.raises(KeyError), hold(store, "group"):
        raise KeyError
    with hold(store, "group", patience=0):
        pass


@pytest.mark.parametrize(
    ("overrides", "bears"),
    [
        (Overrides(set_date=(SetDate(article="ferry0", published="2031"),)), True),
        (Overrides(set_date=(SetDate(article="bank0", published="2031"),)), False),
        (Overrides(set_origin=(SetOrigin(origin="X", article="Harbour Times"),)), True),
        (Overrides(set_origin=(SetOrigin(origin="X", claim=ClaimRef(words="engine room")),)), True),
        (Overrides(set_origin=(SetOrigin(origin="X", claim=ClaimRef(words="engine room", article="ferry0")),)), False),
        (Overrides(join_findings=(JoinFindings(claims=(ClaimRef(claim="c1"), ClaimRef(claim="c9"))),)), True),
        (Overrides(join_findings=(JoinFindings(claims=(ClaimRef(claim="c9"),)),)), False),
        (Overrides(join_entities=(JoinEntities(names=("Amra Dawn", "Port Vellis")),)), True),
        (Overrides(join_entities=(JoinEntities(names=("Amra Dawn", "Ilse Brandt")),)), False),
        (Overrides(split_entity=(SplitEntity(names=("Amra Dawn",)),)), True),
        (Overrides(split_entity=(SplitEntity(names=("Amra Dawn",), article="bank0"),)), False),
        (Overrides(join_stories=(JoinStories(articles=("ferry0", "bank0")),)), False),
    ],
)
def test_a_correction_bears_on_a_story_by_article_words_names_or_claim(overrides: Overrides, bears: bool) -> None:
    chosen = select_overrides(overrides, FERRY, {"c1"})
    assert (chosen == overrides) is bears
    assert (chosen == Overrides()) is not bears


def test_only_corrections_that_name_claims_by_id_ask_for_the_claims() -> None:
    assert needs_claims(Overrides(set_origin=(SetOrigin(origin="X", claim=ClaimRef(claim="c1")),)))
    assert not needs_claims(Overrides(set_origin=(SetOrigin(origin="X", claim=ClaimRef(words="engine")),)))


def test_parses_of_another_model_are_dropped_once_this_one_is_used() -> None:
    store = open_store("memory:")
    StoreParses(store).get_parses("old", ["words"])
    StoreParses(store).put_parses("old", {"words": b"1"})
    parses = StoreParses(store)
    assert parses.get_parses("new", ["words"]) == {}
    parses.put_parses("new", {"words": b"2"})
    assert list(store.iter_blobs("parse:old")) == []
    assert StoreParses(store).get_parses("new", ["words", "others"]) == {"words": b"2"}
