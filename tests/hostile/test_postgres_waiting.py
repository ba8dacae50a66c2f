"""Words that wait to be indexed in PostgreSQL: indexed beside what comes next, and nothing rests on it."""

import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from stemma.errors import StoreGone
from stemma.model.stored import Query
from stemma.store.postgres.postgres import PostgresStore
from tests.postgres_server import PostgresServer
from tests.stores import make_stored

pytestmark = pytest.mark.timeout(300)
MANY = 60


@pytest.fixture
def url(postgres_server: PostgresServer) -> Iterator[str]:
    """A database of its own, so that whoever else is connected is of this test."""
    url = postgres_server.make_database()
    yield url
    postgres_server.drop_database(url)


@pytest.fixture
def store(url: str) -> Iterator[PostgresStore]:
    opened = PostgresStore(url)
    yield opened
    opened.close()


def put_many(store: PostgresStore, turn: str) -> None:
    """So many articles at once that their words wait."""
    made = [make_stored(f"{turn}{n}", f"The bridge of {turn} was closed by {n} guards.", "Bridge") for n in range(MANY)]
    assert len(store.put_articles(made)) == MANY


def raise_gone() -> None:
    raise StoreGone("no more connections")


def count_found(store: PostgresStore, words: str) -> int:
    return len(store.list_articles(Query(words=words, limit=500)).items)


def ask(url: str, query: str) -> list[tuple[Any, ...]]:
    """Ask the server beside the store; what it gives."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET search_path = stemma")
        asked = connection.execute(query.encode())
        return asked.fetchall() if asked.description else []


def find_indexer(url: str) -> int | None:
    """The process of the server that indexes for the store, once it has done what it was asked; None: there is none."""
    query = (
        "SELECT pid, state FROM pg_stat_activity WHERE application_name = 'stemma' AND datname = current_database() "
        "AND query LIKE '%clean_pending%'"
    )
    while found := ask(url, query):
        if found[0][1] == "idle":
            return int(found[0][0])
        time.sleep(0.02)
    return None


def test_words_of_many_articles_are_indexed_by_nobody_who_waits_for_it(store: PostgresStore, url: str) -> None:
    put_many(store, "alder")
    assert find_indexer(url) is not None
    assert ask(url, "SELECT gin_clean_pending_list('article_words_found')") == [(0,)]
    assert count_found(store, "alder guards") == MANY


def test_words_of_few_are_left_to_whoever_puts_more(store: PostgresStore, url: str) -> None:
    store.put_articles([make_stored("a", "The bridge was closed.", "Bridge")])
    assert find_indexer(url) is None
    assert count_found(store, "bridge") == 1


def test_nobody_is_asked_for_what_was_taken_back(store: PostgresStore, url: str) -> None:
    def put_and_fail() -> None:
        with store.transaction():
            put_many(store, "alder")
            raise_gone()

    with pytest.raises(StoreGone):
        put_and_fail()
    assert find_indexer(url) is None
    assert count_found(store, "alder") == 0


def test_who_indexes_may_go_away_and_another_comes(store: PostgresStore, url: str) -> None:
    put_many(store, "alder")
    gone = find_indexer(url)
    ask(url, f"SELECT pg_terminate_backend({gone}, 10000)")
    for turn in ("birch", "cedar"):
        put_many(store, turn)
        assert count_found(store, turn) == MANY
    # Nobody waits for the server to take the question up, so that its process may be seen a moment later.
    seen = (find_indexer(url) for _ in range(500) if time.sleep(0.02) is None)
    assert any(found not in (None, gone) for found in seen)
    assert count_found(store, "bridge") == 3 * MANY


def test_who_may_not_have_words_indexed_puts_and_finds_them_all_the_same(url: str) -> None:
    PostgresStore(url).close()
    ask(url, "CREATE ROLE guest LOGIN")
    try:
        ask(url, "GRANT USAGE ON SCHEMA stemma TO guest")
        ask(url, "GRANT ALL ON ALL TABLES IN SCHEMA stemma TO guest")
        guest = PostgresStore(url.replace("//stemma@", "//guest@"))
        for turn in ("alder", "birch"):
            put_many(guest, turn)
        assert count_found(guest, "bridge") == 2 * MANY
        guest.close()
    finally:
        ask(url, "DROP OWNED BY guest")
        ask(url, "DROP ROLE guest")


def test_a_server_that_takes_no_further_connection_takes_the_articles(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store._waiting, "_connect", raise_gone)
    put_many(store, "alder")
    assert count_found(store, "bridge") == MANY
