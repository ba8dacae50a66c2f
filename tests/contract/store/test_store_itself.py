"""The store itself: transactions, threads, locks, counts, changes."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from stemma.errors import StoreBusy
from stemma.model.article import Rejected
from stemma.store import Store, open_store
from tests.stores import MADE, make_stored, make_story, tell


class Oops(Exception):
    pass


def in_a_thread(call: Callable[[], Any]) -> Any:
    """What ``call`` gives, or raises, in a thread of its own."""
    given: list[Any] = []

    def run() -> None:
        try:
            given.append(call())
        except BaseException as error:
            given.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(60)
    assert given, "the thread waits for what it must not wait for"
    if isinstance(given[0], BaseException):
        raise given[0]
    return given[0]


def test_what_a_transaction_puts_is_kept_together(store: Store) -> None:
    with store.transaction():
        store.put_articles([make_stored("a1")])
        store.put_stories([make_story("a1", ["a1"])])
    stored = store.get_articles(["a1"])["a1"]
    assert (stored.story, store.count()["stories"]) == ("a1", 1)


def test_nothing_of_a_transaction_stays_where_an_exception_leaves_it(store: Store) -> None:
    store.put_records("feed", {"before": {"n": 1}})
    with pytest.raises(Oops), store.transaction():  # noqa: PT012
        store.put_articles([make_stored("a1")])
        store.put_blobs("parse", {"a1": b"parsed"})
        store.put_records("feed", {"before": {"n": 2}, "new": {}})
        tell(store, "s1", [make_stored("a2")])
        store.put_rejected([Rejected(item="x", stage="read", reason="It is empty.")], at=MADE)
        raise Oops
    assert set(store.count().values()) == {0}
    assert store.get_blobs("parse", ["a1"]) == {}
    assert store.list_records("feed") == {"before": {"n": 1}}
    assert store.list_facets("outlet") == ()


def test_a_transaction_within_another_is_part_of_it(store: Store) -> None:
    with pytest.raises(Oops), store.transaction():  # noqa: PT012
        with store.transaction():
            store.put_articles([make_stored("a1")])
        raise Oops
    assert store.get_articles(["a1"]) == {}


def test_nothing_stays_of_an_inner_transaction_that_an_exception_leaves(store: Store) -> None:
    with store.transaction():
        store.put_articles([make_stored("a1")])
        with pytest.raises(Oops), store.transaction():  # noqa: PT012
            store.put_articles([make_stored("a2")])
            store.put_records("feed", {"inner": {}})
            raise Oops
        store.put_articles([make_stored("a3")])
    assert sorted(store.get_articles(["a1", "a2", "a3"])) == ["a1", "a3"]
    assert store.get_record("feed", "inner") is None
    assert store.count()["articles"] == 2


def test_reads_within_a_transaction_see_what_was_put_within(store: Store) -> None:
    with store.transaction():
        store.put_articles([make_stored("a1", "A herring sang.")])
        store.put_records("feed", {"one": {"n": 1}})
        assert store.find_pages(["page:a1"]) == {"page:a1": "a1"}
        assert [one.article.id for one in store.iter_articles()] == ["a1"]
        assert store.get_record("feed", "one") == {"n": 1}
        assert store.count()["articles"] == 1


def test_other_threads_see_nothing_of_a_transaction_before_it_ends_and_do_not_wait_for_it(store: Store) -> None:
    store.put_articles([make_stored("a1")])
    with store.transaction():
        store.put_articles([make_stored("a2")])
        assert in_a_thread(lambda: sorted(store.get_articles(["a1", "a2"]))) == ["a1"]
        assert in_a_thread(store.count)["articles"] == 1
    assert in_a_thread(lambda: sorted(store.get_articles(["a1", "a2"]))) == ["a1", "a2"]


def test_reads_in_one_transaction_are_of_one_state(open_shared: Callable[[], Store]) -> None:
    reader, writer = open_shared(), open_shared()
    writer.put_articles([make_stored("a1")])
    with reader.transaction():
        before = reader.count()
        in_a_thread(lambda: writer.get_record("feed", "none"))
        assert reader.count() == before
        assert len(list(reader.iter_articles())) == before["articles"]


def test_many_threads_put_at_once_and_all_is_there(store: Store) -> None:
    failed: list[BaseException] = []

    def put(thread: int) -> None:
        try:
            for number in range(8):
                with store.transaction():
                    store.put_articles([make_stored(f"t{thread}-{number}")])
                    store.put_records("done", {f"t{thread}-{number}": {"n": number}})
                assert f"t{thread}-{number}" in store.get_articles([f"t{thread}-{number}"])
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=put, args=(n,)) for n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(120)
    assert failed == []
    assert store.count()["articles"] == 32
    numbers = [one.number for one in store.iter_articles()]
    assert len(set(numbers)) == 32
    assert numbers == sorted(numbers)


def test_what_one_handle_put_another_reads(open_shared: Callable[[], Store]) -> None:
    one, other = open_shared(), open_shared()
    one.put_articles([make_stored("a1")])
    assert list(other.get_articles(["a1"])) == ["a1"]
    assert other.count() == one.count()


def test_what_was_put_is_there_when_it_is_opened_again(shared_url: str) -> None:
    first = open_store(shared_url)
    dossier = tell(first, "s1", [make_stored("a1", "Ä café\x00", "Bridge \ud800")])
    first.close()
    second = open_store(shared_url, create=False)
    edition = second.get_edition("s1")
    assert edition is not None
    assert edition.dossier == dossier
    assert second.count()["claims"] == 1
    second.close()


def test_closing_twice_is_closing_once(store: Store) -> None:
    store.close()
    store.close()


def test_a_lock_is_held_by_one_alone(store: Store) -> None:
    with store.lock("watch"):
        with pytest.raises(StoreBusy, match="watch"), store.lock("watch"):
            pass
        with pytest.raises(StoreBusy):
            in_a_thread(lambda: store.lock("watch").__enter__())
        with store.lock("another"):
            pass
    with store.lock("watch"):
        pass


def test_a_lock_is_let_go_of_where_an_exception_leaves_it(store: Store) -> None:
    with pytest.raises(Oops), store.lock("watch"):
        raise Oops
    with store.lock("watch"):
        pass


def test_a_lock_holds_over_handles_and_ends_with_the_handle(open_shared: Callable[[], Store]) -> None:
    one, other = open_shared(), open_shared()
    with one.lock("watch / ä \ud800 \x00"):
        with pytest.raises(StoreBusy), other.lock("watch / ä \ud800 \x00"):
            pass
        one.put_articles([make_stored("a1")])
        other.put_articles([make_stored("a2")])
    with other.lock("watch / ä \ud800 \x00"):
        pass


def test_it_counts_what_is_there(store: Store) -> None:
    assert set(store.count()) == {
        "captures", "articles", "revisions", "stories", "editions", "findings", "claims", "rejected",
    }  # fmt: skip
    tell(store, "s1", [make_stored("a1"), make_stored("a2")])
    store.put_articles([make_stored("a3", page="page:a1", replaces="a1")])
    store.put_rejected([Rejected(item="x", stage="read", reason="It is empty.")], at=MADE)
    assert store.count() == {
        "captures": 0, "articles": 2, "revisions": 1, "stories": 1, "editions": 1, "findings": 2, "claims": 2,
        "rejected": 1,
    }  # fmt: skip


def test_the_last_change_is_another_after_each_put_and_the_same_after_reading(store: Store) -> None:
    seen = [store.last_change()]
    puts: list[Callable[[], Any]] = [
        lambda: store.put_articles([make_stored("a1")]),
        lambda: store.put_records("feed", {"one": {}}),
        lambda: store.put_blobs("parse", {"one": b""}),
        lambda: store.put_stories([make_story("a1", ["a1"])]),
        lambda: store.put_rejected([Rejected(item="x", stage="read", reason="It is empty.")], at=MADE),
        lambda: store.delete_records("feed", ["one"]),
    ]
    for put in puts:
        put()
        assert store.last_change() not in seen
        seen.append(store.last_change())
        list(store.iter_articles())
        store.count()
        assert store.last_change() == seen[-1]


def test_the_last_change_is_seen_by_all_who_share_the_store(open_shared: Callable[[], Store]) -> None:
    one, other = open_shared(), open_shared()
    before = other.last_change()
    one.put_records("feed", {"one": {}})
    assert other.last_change() == one.last_change() != before


def test_the_address_is_told_without_a_password(store: Store) -> None:
    assert store.url
    assert "password" not in store.url
