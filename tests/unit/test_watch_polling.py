"""A watch over feeds: whom it asks, when, and what it makes of the answers."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from stemma.collection.watching import FETCHING, Stop, WatchOptions
from stemma.collection.watching.book import MOST_CHILDREN, Book
from stemma.collection.watching.feed_state import PAGE, FeedState
from stemma.model.capture import Link
from stemma.store.memory import MemoryStore
from tests.watch_desk import put_feed, watch, watch_really, write_feed, write_story
from tests.web_server import WebServer, keep_silent, redirect, reply, reset, serve

pytestmark = pytest.mark.timeout(300)
HOUR = 3600.0


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serve() as web:
        yield web


class TestNews:
    def test_the_pages_that_a_feed_names_are_read_into_the_store(self, server: WebServer) -> None:
        done = watch(put_feed(server, "/feed", "/a", "/b"), once=True)
        assert done.titles() == ["Ferry line a to run every hour", "Ferry line b to run every hour"]
        assert done.counts.articles == 2
        assert done.store.count()["stories"] > 0

    def test_asked_again_once_it_brings_nothing_twice(self, server: WebServer) -> None:
        store = MemoryStore()
        url = put_feed(server, "/feed", "/a", "/b")
        watch(url, once=True, store=store)
        before = store.count(), len(store.list_events())
        server.asked.clear()
        again = watch(url, once=True, store=store, start=10.0)
        assert server.paths() == []
        assert again.counts.polled == 0
        later = watch(url, once=True, store=store, start=2 * HOUR)
        assert "/feed" in server.paths()
        assert (store.count(), len(store.list_events())) == before
        assert later.counts.articles == 0

    def test_a_page_named_by_two_feeds_is_fetched_once(self, server: WebServer) -> None:
        one = put_feed(server, "/one", "/a")
        two = server.put("/two", reply(write_feed((server.url("/a?utm_source=rss"), "A")), kind="application/rss+xml"))
        watch(one, two, once=True)
        assert sum(path.startswith("/a") for path in server.paths()) == 1

    def test_a_page_that_the_store_has_is_not_fetched(self, server: WebServer) -> None:
        store = MemoryStore()
        watch(put_feed(server, "/one", "/a"), once=True, store=store)
        store.delete_records(PAGE, list(store.list_records(PAGE)))
        server.asked.clear()
        watch(put_feed(server, "/two", "/a"), once=True, store=store)
        assert server.paths() == ["/two"]

    def test_entries_that_carry_their_article_are_read_without_a_fetch(self, server: WebServer) -> None:
        text = write_story("carried", "More was to follow, the board said. " * 30).partition("<p>")[2]
        link = f"<link>{server.url('/c')}</link>"
        item = f"<item><title>Carried</title>{link}<description><![CDATA[<p>{text}]]></description></item>"
        feed = write_feed().replace("</channel>", f"{item}</channel>")
        url = server.put("/feed", reply(feed, kind="application/rss+xml"))
        done = watch(url, once=True)
        assert server.paths() == ["/feed"]
        assert done.titles() == ["Carried"]

    def test_a_list_and_a_sitemap_index_are_watched_with_what_they_name(self, server: WebServer) -> None:
        feed = put_feed(server, "/feed", "/a")
        server.put("/b", reply(write_story("/b")))
        space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
        site = f"<urlset {space}><url><loc>{server.url('/b')}</loc></url></urlset>"
        server.put("/map", reply(site, kind="application/xml"))
        index = f"<sitemapindex {space}><sitemap><loc>{server.url('/map')}</loc></sitemap></sitemapindex>"
        server.put("/index", reply(index, kind="application/xml"))
        opml = f'<opml version="2.0"><body><outline xmlUrl="{feed}"/></body></opml>'
        server.put("/list", reply(opml, kind="text/x-opml"))
        done = watch(server.url("/list"), server.url("/index"), once=True)
        assert done.titles() == ["Ferry line a to run every hour", "Ferry line b to run every hour"]

    def test_a_feed_that_an_index_names_no_more_is_let_go(self, server: WebServer) -> None:
        def index(*feeds: str) -> bytes:
            outlines = "".join(f'<outline xmlUrl="{feed}"/>' for feed in feeds)
            return reply(f'<opml version="2.0"><body>{outlines}</body></opml>', kind="text/x-opml")

        old, new = put_feed(server, "/old", "/a"), put_feed(server, "/new", "/b")
        url = server.put("/list", index(old), index(new))
        done = watch(url, until=12 * HOUR)
        asked = server.paths()
        assert "/old" not in asked[asked.index("/new") :]
        assert done.store.get_record("feed", old) is None
        assert len(done.titles()) == 2

    def test_a_list_without_end_is_followed_at_its_beginning_and_its_end(self) -> None:
        book = Book(MemoryStore())
        links = [Link(url=f"http://velm.example/{n}", source="index") for n in range(5_000)]
        found, gone = book.set_children(FeedState(url="http://velm.example/index"), links)
        assert len(found) == MOST_CHILDREN
        assert {found[0].url, found[-1].url} == {links[0].url, links[-1].url}
        assert gone == []

    def test_a_feed_with_new_addresses_without_end_fills_no_store(self, server: WebServer) -> None:
        answers = []
        for answer in range(40):
            entries = [(server.url(f"/x{answer}-{n}"), "X") for n in range(50)]
            for page, _ in entries:
                server.put(page.removeprefix(server.url("")), reply("", status="500 Oh no"))
            answers.append(reply(write_feed(*entries), kind="application/rss+xml"))
        done = watch(server.put("/feed", *answers), until=6 * HOUR, max_pages=60)
        assert done.counts.polled > 5
        assert len(done.pages()) <= 60
        assert done.journal.all("left-out")

    def test_a_page_that_is_named_itself_is_watched(self, server: WebServer) -> None:
        url = server.put("/a", reply(write_story("/a")), reply(write_story("/a", "It added that winter was over.")))
        done = watch(url, until=4 * HOUR)
        assert done.counts.articles == 1
        assert done.counts.edited == 1

    def test_more_pages_than_wanted_are_told_as_one_item(self, server: WebServer) -> None:
        url = put_feed(server, "/feed", "/a", "/b", "/c")
        done = watch(url, once=True, max_pages=1)
        assert len(done.titles()) == 1
        assert done.counts.rejected == 1


class TestPoliteness:
    def test_a_feed_is_asked_only_whether_it_has_changed(self, server: WebServer) -> None:
        feed = write_feed()
        changed = "Sun, 01 Mar 2026 10:00:00 GMT"
        whole = reply(feed, kind="application/rss+xml", ETag='"one"', Last_Modified=changed)
        url = server.put("/feed", whole, reply("", status="304 Not Modified"))
        watch(url, until=3 * HOUR)
        asked = [request.headers for request in server.asked if request.path == "/feed"]
        assert "if-none-match" not in asked[0]
        assert len(asked) > 2
        assert all(one["if-none-match"] == '"one"' for one in asked[1:])
        assert all(one["if-modified-since"] == changed for one in asked[1:])

    def test_the_validators_are_kept_over_a_restart(self, server: WebServer) -> None:
        store = MemoryStore()
        url = put_feed(server, "/feed", ETag='"one"')
        watch(url, once=True, store=store)
        watch(url, once=True, store=store, start=2 * HOUR)
        assert server.asked[-1].headers["if-none-match"] == '"one"'

    def test_robots_txt_is_heeded(self, server: WebServer) -> None:
        server.put("/robots.txt", reply("User-agent: *\nDisallow: /a\n", kind="text/plain"))
        done = watch(put_feed(server, "/feed", "/a", "/b"), once=True)
        assert "/a" not in server.paths()
        assert done.titles() == ["Ferry line b to run every hour"]

    def test_private_machines_are_refused_unless_allowed(self, server: WebServer) -> None:
        url = put_feed(server, "/feed", "/a")
        assert watch(url, once=True).counts.polled == 1
        server.asked.clear()
        journal = watch_really(url, store=MemoryStore(), stop=Stop(), options=WatchOptions(once=True))
        assert server.asked == []
        assert "not on the public internet" in journal.all("failed")[0].text

    def test_a_feed_without_news_is_asked_ever_more_seldom(self, server: WebServer) -> None:
        watch_day = watch(put_feed(server, "/feed"), until=24 * HOUR)
        polls = server.paths().count("/feed")
        assert 5 < polls < 24
        assert watch_day.feed(server.url("/feed"))["interval"] > 3 * HOUR

    def test_a_feed_with_much_news_is_asked_more_often_but_never_below_the_bound(self, server: WebServer) -> None:
        answers = []
        for number in range(60):
            server.put(f"/p{number}", reply(write_story(f"/p{number}")))
            answers.append(reply(write_feed((server.url(f"/p{number}"), f"P {number}")), kind="application/rss+xml"))
        url = server.put("/feed", *answers)
        done = watch(url, until=6 * HOUR, every=600.0)
        assert done.feed(url)["interval"] == 600.0
        assert server.paths().count("/feed") <= 6 * HOUR / 540

    @pytest.mark.parametrize(
        ("head", "headers"),
        [
            ("<ttl>240</ttl>", {}),
            ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>6</sy:updateFrequency>", {}),
            ("", {"Cache_Control": "public, max-age=14400"}),
        ],
    )
    def test_what_the_publisher_wants_is_a_lower_bound(
        self, server: WebServer, head: str, headers: dict[str, str]
    ) -> None:
        watch(put_feed(server, "/feed", head=head, **headers), until=23.9 * HOUR)
        assert server.paths().count("/feed") == 6

    def test_a_move_for_good_is_remembered_and_one_for_now_is_not(self, server: WebServer) -> None:
        put_feed(server, "/new")
        url = server.put("/old", redirect("/new", "301 Moved Permanently"))
        for_now = server.put("/now", redirect("/new", "302 Found"))
        done = watch(url, for_now, until=3 * HOUR)
        assert server.paths().count("/old") == 1
        assert server.paths().count("/now") > 1
        assert done.feed(url)["moved"] == server.url("/new")
        assert [one.feed for one in done.journal.all("moved")] == [url]

    def test_a_feed_that_is_gone_is_told_once_and_dropped(self, server: WebServer) -> None:
        store = MemoryStore()
        url = server.put("/feed", reply("", status="410 Gone"))
        done = watch(url, store=store)
        watch(url, store=store, start=30 * HOUR)
        assert server.paths() == ["/feed"]
        assert len(done.journal.all("gone")) == 1
        assert done.feed(url)["gone"]


class TestFailures:
    def test_a_feed_that_fails_is_asked_later_each_time(self, server: WebServer) -> None:
        url = server.put("/feed", reply("", status="500 Oh no"))
        done = watch(url, until=24 * HOUR)
        assert 5 < server.paths().count("/feed") < 12
        assert done.feed(url)["failures"] == server.paths().count("/feed")
        assert len(done.journal.all("failed")) <= 4

    def test_a_feed_that_dies_and_comes_back_goes_on(self, server: WebServer) -> None:
        server.put("/a", reply(write_story("/a")))
        good = reply(write_feed((server.url("/a"), "A")), kind="application/rss+xml")
        url = server.put("/feed", reset, reply("", status="503 Busy"), reset, good)
        done = watch(url)
        assert done.titles() == ["Ferry line a to run every hour"]
        assert done.feed(url)["failures"] == 0
        assert len(done.journal.all("answers")) == 1

    def test_a_page_in_place_of_a_feed_is_a_failure_and_no_article(self, server: WebServer) -> None:
        feed = reply(write_feed((server.url("/a"), "A")), kind="application/rss+xml")
        server.put("/a", reply(write_story("/a")))
        url = server.put("/feed", feed, reply(write_story("/we-are-mending-our-site")), feed)
        done = watch(url)
        assert done.titles() == ["Ferry line a to run every hour"]
        assert [one.text for one in done.journal.all("failed")] == [
            "It was a feed, and its server gives a page in its place."
        ]
        assert done.feed(url)["failures"] == 0

    def test_a_wait_that_a_server_asks_for_is_kept(self, server: WebServer) -> None:
        busy = reply("", status="429 Slow down", Retry_After="36000")
        url = server.put("/feed", busy, reply(write_feed(), kind="application/rss+xml"))
        when: list[int] = []
        look = lambda: when.append(len(server.paths()))  # noqa: E731
        done = watch(url, until=10.5 * HOUR, plan=lambda pulse, stop: pulse.at(9.9 * HOUR, look))
        assert when == [1]
        assert done.counts.polled == 1

    def test_a_page_that_fails_is_tried_some_times_and_then_rejected(self, server: WebServer) -> None:
        url = server.put("/feed", reply(write_feed((server.url("/bad"), "Bad")), kind="application/rss+xml"))
        server.put("/bad", reply("", status="500 Oh no"))
        done = watch(url, until=48 * HOUR)
        assert server.paths().count("/bad") == 4
        assert done.counts.rejected == 1
        assert done.pages() == {}

    def test_a_page_that_is_not_there_is_rejected_at_once(self, server: WebServer) -> None:
        url = server.put("/feed", reply(write_feed((server.url("/no"), "No")), kind="application/rss+xml"))
        done = watch(url, until=24 * HOUR)
        assert server.paths().count("/no") == 1
        assert done.counts.rejected == 1

    def test_a_silent_feed_holds_up_no_other(self, server: WebServer) -> None:
        slow = server.put("/slow", keep_silent(server), host="slow.velm.example")
        good = put_feed(server, "/feed", "/a", host="good.velm.example")
        stop, store = Stop(), MemoryStore()

        def stop_when_read() -> None:
            while not store.count()["articles"] and not server.stopping.wait(0.05):
                """Not yet."""
            stop.ask()

        threading.Thread(target=stop_when_read, daemon=True).start()
        patient = replace(FETCHING, allow_private=True, delay=0.0, read_timeout=200.0, total_timeout=200.0)
        watch_really(slow, good, store=store, stop=stop, options=WatchOptions(fetching=patient))
        assert [one.article.title for one in store.iter_articles()] == ["Ferry line a to run every hour"]
