"""Moving: a store tells all that it holds, and takes back what another one told, numbers and all."""

import io
import threading
from collections.abc import Callable

import pytest

from stemma.collection.transfer import export_collection, import_collection
from stemma.errors import StoreBroken
from stemma.model.stored import Edition, Event, StoredAlias, StoredArticle, StoredStory
from stemma.store import Store, open_store
from tests.collections import fill_store
from tests.stores import MADE, make_dossier, make_stored, make_story, tell


def export(store: Store) -> bytes:
    target = io.BytesIO()
    export_collection(store, target)
    return target.getvalue()


def test_what_one_store_exports_every_store_takes_in_and_exports_again_byte_for_byte(store: Store) -> None:
    source = open_store("memory:")
    fill_store(source)
    content = export(source)
    import_collection(store, io.BytesIO(content))
    assert export(store) == content


def test_what_every_store_exports_the_memory_store_exports_too(store: Store) -> None:
    fill_store(store)
    content = export(store)
    there = open_store("memory:")
    import_collection(there, io.BytesIO(content))
    assert export(there) == content


def test_what_is_restored_is_as_it_was_given(store: Store) -> None:
    article = make_stored("a", page="p")
    given = StoredArticle(article=article.article, page="p", current=False, number=17)
    store.restore([given])
    assert store.get_articles(["a"]) == {"a": given}
    assert store.find_pages(["p"]) == {}
    assert [one.number for one in store.iter_articles(revisions=True)] == [17]
    assert list(store.iter_articles()) == []


def test_what_is_given_a_number_after_restoring_gets_a_higher_one(store: Store) -> None:
    store.restore([StoredStory(story=make_story("s"), changed=40)])
    store.restore([Event(story="s", kind="story", at=MADE, number=40)], number=90)
    assert store.last_number() == 90
    assert store.put_events([Event(story="s", kind="articles", at=MADE)]) > 90
    assert store.last_number() > 90


def test_the_last_number_stays_when_what_had_it_is_dropped(store: Store) -> None:
    store.put_stories([make_story("s")])
    last = store.put_events([Event(story="s", kind="story", at="2020-01-01T00:00:00Z")])
    store.vacuum(before="2021-01-01T00:00:00Z")
    assert store.list_events() == ()
    assert store.last_number() == last


def test_a_restored_edition_is_listed_and_searched(store: Store) -> None:
    source = open_store("memory:")
    tell(source, "s", [make_stored("a", "The bridge was closed.")])
    store.restore(list(source.iter_articles(revisions=True)))
    store.restore(list(source.iter_stories()))
    store.restore([StoredAlias(alias="before", story="s")])
    store.restore(list(source.iter_editions()))
    assert store.get_story("before") == source.get_story("s")
    assert store.get_edition("s") == source.get_edition("s")
    assert list(store.iter_aliases()) == [StoredAlias(alias="before", story="s")]


def test_an_edition_of_no_story_is_refused(store: Store) -> None:
    edition = Edition(story="none", key="k", made=MADE, dossier=make_dossier([]), number=3)
    with pytest.raises(StoreBroken):
        store.restore([edition])


def test_kinds_are_told_while_there_is_one_of_them(store: Store) -> None:
    store.put_blobs("b", {"x": b""})
    store.put_blobs("a", {"x": b""})
    store.put_records("r", {"x": {}})
    assert store.list_kinds() == (("a", "b"), ("r",))
    store.delete_blobs("a", ["x"])
    store.delete_records("r", ["x"])
    assert store.list_kinds() == (("b",), ())


def test_vacuum_can_tell_what_it_would_drop(store: Store) -> None:
    store.put_stories([make_story("s")])
    store.put_events([Event(story="s", kind="story", at="2020-01-01T00:00:00Z")])
    told = store.vacuum(before="2021-01-01T00:00:00Z", dry_run=True)
    assert len(store.list_events()) == 1
    assert dict(store.vacuum(before="2021-01-01T00:00:00Z")) == dict(told)
    assert told["events"] == 1


@pytest.mark.timeout(300)
def test_a_snapshot_is_of_one_moment_whatever_others_put(open_shared: Callable[[], Store]) -> None:
    one, other = open_shared(), open_shared()
    one.put_records("r", {"a": {}})
    with one.snapshot():
        assert list(one.list_records("r")) == ["a"]
        other.put_records("r", {"b": {}})
        assert list(one.list_records("r")) == ["a"]
    assert list(one.list_records("r")) == ["a", "b"]


@pytest.mark.timeout(300)
def test_a_snapshot_within_another_is_of_the_same_moment_and_does_not_end_it(open_shared: Callable[[], Store]) -> None:
    one, other = open_shared(), open_shared()
    with one.snapshot():
        assert list(one.list_records("r")) == []
        with one.snapshot():
            other.put_records("r", {"b": {}})
            assert list(one.list_records("r")) == []
        assert list(one.list_records("r")) == []


@pytest.mark.timeout(300)
def test_snapshots_in_memory_do_not_end_each_other() -> None:
    store = open_store("memory:")
    with store.snapshot():
        with store.snapshot():
            pass
        writer = threading.Thread(target=store.put_records, args=("r", {"b": {}}))
        writer.start()
        writer.join()
        assert list(store.list_records("r")) == []


@pytest.mark.timeout(300)
def test_a_snapshot_in_memory_is_of_one_moment_too() -> None:
    store = open_store("memory:")
    store.put_records("r", {"a": {}})
    with store.snapshot():
        writer = threading.Thread(target=store.put_records, args=("r", {"b": {}}))
        writer.start()
        writer.join()
        assert list(store.list_records("r")) == ["a"]
    assert list(store.list_records("r")) == ["a", "b"]
