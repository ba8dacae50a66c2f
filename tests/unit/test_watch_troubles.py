"""What goes wrong around a watch: networks, clocks, stores, being asked to stop."""

import signal
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import pairwise

import pytest

from stemma.collection import Collection
from stemma.collection.watching import Stop
from stemma.errors import StoreBusy, StoreFull, StoreGone
from stemma.model.stored import StoredArticle
from stemma.store.memory import MemoryStore
from tests.watch_desk import LeapingPulse, put_feed, watch, write_feed
from tests.web_server import WebServer, reply, serve

pytestmark = pytest.mark.timeout(300)
HOUR, DAY = 3600.0, 86400.0


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serve() as web:
        yield web


class Network:
    """Names that lead to loopback while the network is up."""

    def __init__(self) -> None:
        self.up = True
        self.asked = 0

    async def resolve(self, host: str, port: int) -> tuple[str, ...]:
        self.asked += 1
        if not self.up:
            raise socket.gaierror(socket.EAI_AGAIN, "no name server")
        return ("127.0.0.1",)


class TestTheNetwork:
    def test_its_loss_is_told_once_and_it_goes_on_by_itself(self, server: WebServer) -> None:
        network = Network()
        feeds = [put_feed(server, f"/feed{n}", host=f"h{n}.velm.example") for n in range(6)]

        def plan(pulse: LeapingPulse, stop: Stop) -> None:
            pulse.at(2 * HOUR, lambda: setattr(network, "up", False))
            pulse.at(2 * HOUR + 1, lambda: setattr(network, "asked", 0))
            pulse.at(20 * HOUR, lambda: during.append(network.asked))
            pulse.at(20 * HOUR, lambda: setattr(network, "up", True))

        during: list[int] = []
        done = watch(*feeds, until=DAY, plan=plan, resolve=network.resolve)
        assert len(done.journal.all("network-lost")) == 1
        assert len(done.journal.all("network-back")) == 1
        assert len(done.journal.all("failed")) <= 3
        assert during[0] < 18 * 60, "one question now and then, not six a minute"
        for feed in feeds:
            assert done.feed(feed)["failures"] == 0
            assert done.feed(feed)["polled"] > "2026-03-02T08:00"

    def test_one_host_that_is_away_is_not_the_network(self, server: WebServer) -> None:
        async def resolve(host: str, port: int) -> tuple[str, ...]:
            if host.startswith("h0"):
                raise socket.gaierror(socket.EAI_NONAME, "no such name")
            return ("127.0.0.1",)

        feeds = [put_feed(server, f"/feed{n}", host=f"h{n}.velm.example") for n in range(4)]
        done = watch(*feeds, until=DAY, resolve=resolve)
        assert done.journal.all("network-lost") == []
        assert done.feed(feeds[0])["failures"] > 3
        assert done.feed(feeds[1])["failures"] == 0

    def test_without_it_once_ends_and_loses_nothing(self, server: WebServer) -> None:
        network, store = Network(), MemoryStore()
        network.up = False
        url = put_feed(server, "/feed", "/a", host="velm.example")
        away = watch(url, once=True, store=store, resolve=network.resolve)
        assert away.counts.polled == 0
        assert away.counts.failed == 1
        network.up = True
        back = watch(url, once=True, store=store, resolve=network.resolve, start=60.0)
        assert back.titles() == ["Ferry line a to run every hour"]

    def test_pages_wait_for_it_without_being_counted_out(self, server: WebServer) -> None:
        network = Network()

        async def resolve(host: str, port: int) -> tuple[str, ...]:
            if host.startswith("pages"):
                return await network.resolve(host, port)
            return ("127.0.0.1",)

        page = put_feed(server, "/unused", "/a", host="pages.velm.example") and server.url("/a", "pages.velm.example")
        url = server.put("/feed", reply(write_feed((page, "A")), kind="application/rss+xml"))
        network.up = False
        done = watch(
            url,
            until=DAY,
            plan=lambda pulse, stop: pulse.at(2 * HOUR, lambda: setattr(network, "up", True)),
            resolve=resolve,
        )
        assert done.titles() == ["Ferry line a to run every hour"]
        assert done.counts.rejected == 0


class TestTheClock:
    def test_a_day_forwards_does_not_ask_everybody_in_one_moment(self, server: WebServer) -> None:
        feeds = [put_feed(server, f"/feed{n}") for n in range(60)]
        polls: list[int] = []

        def plan(pulse: LeapingPulse, stop: Stop) -> None:
            pulse.at(300.0, lambda: setattr(pulse, "set_back", DAY))
            pulse.at(301.0, lambda: polls.append(len(server.paths())))
            for second in range(310, 700, 60):
                pulse.at(float(second), lambda: polls.append(len(server.paths())))

        done = watch(*feeds, until=720.0, plan=plan)
        assert len(done.journal.all("clock")) == 1
        steps = [after - before for before, after in pairwise(polls)]
        assert max(steps) <= 30
        assert len(server.paths()) == 120, "each once at the start and once within five minutes after the jump"

    def test_a_day_back_stops_no_polling(self, server: WebServer) -> None:
        url = put_feed(server, "/feed")
        still = watch(url, until=6 * HOUR)
        expected = len(server.paths())
        server.asked.clear()
        jumped = watch(
            url, until=6 * HOUR, plan=lambda pulse, stop: pulse.at(HOUR, lambda: setattr(pulse, "set_back", -DAY))
        )
        assert len(server.paths()) == expected
        assert len(jumped.journal.all("clock")) == 1
        assert still.journal.all("clock") == []

    def test_a_date_set_back_while_it_was_down_makes_nobody_wait_for_it_to_pass_again(self, server: WebServer) -> None:
        store = MemoryStore()
        url = put_feed(server, "/feed")
        watch(url, once=True, store=store, start=10 * DAY)
        watch(url, until=HOUR, store=store)
        assert len(server.paths()) >= 2


class Failing(MemoryStore):
    """A store that fails once a plan says so."""

    def __init__(self) -> None:
        super().__init__()
        self.fails: dict[str, Exception] = {}

    def _fail(self, name: str) -> None:
        if name in self.fails:
            raise self.fails[name]

    def put_articles(self, articles: Sequence[StoredArticle]) -> tuple[str, ...]:
        self._fail("articles")
        return super().put_articles(articles)

    def put_records(self, kind: str, records: Mapping[str, dict]) -> None:  # type: ignore[type-arg]
        self._fail("records")
        super().put_records(kind, records)


class TestTheStore:
    def test_a_full_disk_ends_it_cleanly_and_the_next_run_loses_nothing(self, server: WebServer) -> None:
        store = Failing()
        store.fails["articles"] = StoreFull("desk.db: no room is left.")
        url = put_feed(server, "/feed", "/a", "/b")
        with pytest.raises(StoreFull):
            watch(url, once=True, store=store)
        assert store.count()["articles"] == 0
        del store.fails["articles"]
        done = watch(url, once=True, store=store, start=10.0)
        assert done.titles() == ["Ferry line a to run every hour", "Ferry line b to run every hour"]
        assert done.counts.articles == 2

    def test_a_store_that_went_away_is_waited_for(self, server: WebServer) -> None:
        store = Failing()
        url = put_feed(server, "/feed")

        def plan(pulse: LeapingPulse, stop: Stop) -> None:
            pulse.at(60.0, lambda: store.fails.update(records=StoreGone("The server went away.")))
            pulse.at(5 * HOUR, lambda: store.fails.clear())

        done = watch(url, store=store, until=10 * HOUR, plan=plan)
        assert 1 <= len(done.journal.all("store-gone")) <= 6
        assert server.paths().count("/feed") < 20, "nobody is asked in vain"
        assert len(done.journal.all("store-back")) == 1
        assert done.feed(url)["polled"] > "2026-03-01T19"

    def test_one_that_is_away_from_the_start_is_told(self) -> None:
        store = Failing()

        def fail(name: str) -> AbstractContextManager[None]:
            raise StoreGone("The server cannot be reached.")

        store.lock = fail  # type: ignore[method-assign]
        with pytest.raises(StoreGone):
            watch("http://velm.example/feed", store=store)

    def test_two_watches_do_not_work_on_one_store(self, server: WebServer) -> None:
        store = MemoryStore()
        with store.lock("watch"), pytest.raises(StoreBusy, match="another watch is at work"):
            watch(put_feed(server, "/feed"), store=store)
        assert server.asked == []

    def test_what_a_killed_run_read_is_told_by_the_next(
        self, server: WebServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = MemoryStore()
        url = put_feed(server, "/feed", "/a", "/b")

        def die(*_: object, **__: object) -> None:
            raise SystemExit

        group = Collection.group
        monkeypatch.setattr(Collection, "group", die)
        with pytest.raises(SystemExit):
            watch(url, once=True, store=store)
        monkeypatch.setattr(Collection, "group", group)
        assert store.count()["articles"] > 0
        assert store.count()["stories"] == 0
        watch(url, once=True, store=store, start=10.0)
        assert store.count()["stories"] > 0
        assert store.count()["articles"] == 2


class TestStopping:
    def test_it_ends_after_the_item_in_hand_and_the_next_run_goes_on(self, server: WebServer) -> None:
        store = MemoryStore()
        url = put_feed(server, "/feed", *[f"/p{n}" for n in range(12)])
        stopped = watch(url, store=store, until=0.0)
        assert stopped.journal.events[-1].what == "stopped"
        done = watch(url, store=store, once=True, start=10.0)
        assert len(done.titles()) == 12

    def test_asked_in_the_middle_of_a_stage_it_ends_there_and_the_next_run_tells(
        self, server: WebServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store, held = MemoryStore(), []
        url = put_feed(server, "/feed", "/a", "/b")
        group = Collection.group

        def group_and_stop(self: Collection, **rest: object) -> object:
            held[0].ask()
            return group(self, **rest)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(Collection, "group", group_and_stop)
            stopped = watch(url, store=store, plan=lambda pulse, stop: held.append(stop))
        assert [one.what for one in stopped.journal.events[-2:]] == ["stopping", "stopped"]
        assert stopped.counts.articles > 0
        assert store.count()["stories"] == 0
        done = watch(url, store=store, once=True, start=10.0)
        assert len(done.journal.all("resumed")) == 1
        assert store.count()["stories"] > 0

    def test_asked_twice_it_ends_at_once(self) -> None:
        stop = Stop()
        stop.ask(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            stop.ask(signal.SIGINT)

    def test_a_list_read_again_takes_up_new_feeds_and_lets_go_of_others(self, server: WebServer) -> None:
        one, two = put_feed(server, "/one", "/a"), put_feed(server, "/two", "/b")
        listed = [one]

        def change(stop: Stop) -> None:
            listed[:] = [two]
            server.asked.clear()
            stop.ask_reload()

        done = watch(
            until=12 * HOUR,
            list_feeds=lambda: listed,
            plan=lambda pulse, stop: pulse.at(10.0, lambda: change(stop)),
        )
        assert "/one" not in server.paths()
        assert "/two" in server.paths()
        assert len(done.journal.all("reloaded")) == 1
        assert done.counts.articles == 2


def test_a_watch_without_news_puts_nothing_but_the_state_of_its_feeds(server: WebServer) -> None:
    store = MemoryStore()
    url = put_feed(server, "/feed", "/a", ETag='"1"')
    watch(url, once=True, store=store)
    server.put("/feed", reply("", status="304 Not Modified"))
    calls: list[str] = []
    group = Collection.group
    Collection.group = lambda self, **rest: calls.append("group") or group(self, **rest)  # type: ignore[method-assign,func-returns-value]
    try:
        done = watch(url, store=store, start=2 * DAY, until=DAY)
    finally:
        Collection.group = group  # type: ignore[method-assign]
    assert done.counts.polled > 3
    assert calls == []
