"""A watch over a PostgreSQL server that goes away and comes back."""

from collections.abc import Iterator

import pytest

from stemma.collection.watching import Stop
from stemma.errors import StoreBusy
from stemma.store import open_store
from tests.postgres_server import NoServer, PostgresServer, run_server
from tests.watch_desk import LeapingPulse, put_feed, watch
from tests.web_server import WebServer, serve

pytest.importorskip("psycopg", reason="PostgreSQL: psycopg is not installed, so watches over it are NOT tested")
pytestmark = pytest.mark.timeout(600)
HOUR = 3600.0


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    try:
        with run_server() as server:
            yield server
    except NoServer as error:
        pytest.skip(f"PostgreSQL: {error} Watches over it are NOT tested.")


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serve() as web:
        yield web


def test_it_waits_while_the_server_is_away_and_goes_on(server: WebServer, postgres: PostgresServer) -> None:
    url = postgres.make_schema()
    feed = put_feed(server, "/feed", "/a")

    def come_back() -> None:
        put_feed(server, "/feed", "/a", "/b")
        postgres.start()

    def plan(pulse: LeapingPulse, stop: Stop) -> None:
        pulse.at(HOUR, postgres.stop)
        pulse.at(3 * HOUR, come_back)

    done = watch(feed, url=url, until=8 * HOUR, plan=plan)
    assert len(done.journal.all("store-gone")) in (1, 2)
    assert len(done.journal.all("store-back")) == 1
    assert done.journal.events[-1].what == "stopped"
    store = open_store(url)
    assert sorted(one.article.title or "" for one in store.iter_articles()) == [
        "Ferry line a to run every hour",
        "Ferry line b to run every hour",
    ]
    store.close()


def test_two_watches_do_not_work_on_one_store(server: WebServer, postgres: PostgresServer) -> None:
    url = postgres.make_schema()
    store = open_store(url)
    with store.lock("watch"), pytest.raises(StoreBusy):
        watch(put_feed(server, "/feed"), url=url)
    store.close()
    assert server.asked == []


def test_once_twice_brings_nothing_twice(server: WebServer, postgres: PostgresServer) -> None:
    url = postgres.make_schema()
    feed = put_feed(server, "/feed", "/a", "/b")
    assert watch(feed, url=url, once=True).counts.articles == 2
    assert watch(feed, url=url, once=True, start=2 * HOUR).counts.articles == 0
