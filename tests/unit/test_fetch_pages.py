"""Pages fetched from a server on loopback: what a guest does, and what becomes of each answer."""

from collections.abc import Iterator

import pytest

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Hints, Link
from stemma.read.web import FetchOptions, fetch_links, open_fetch
from tests.web_server import StillClock, WebServer, redirect, reply, serve, write_page

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serve() as web:
        yield web


async def find_loopback(host: str, port: int) -> tuple[str, ...]:
    return ("127.0.0.1",)


def fetch(*urls: str, clock: StillClock | None = None, state: object = None, **options: object) -> list:
    links = [Link(url=url, source="list.urls") for url in urls]
    chosen = FetchOptions(**{"allow_private": True, **options})  # type: ignore[arg-type]
    return list(fetch_links(links, chosen, clock=clock or StillClock(), resolve=find_loopback, state=state))  # type: ignore[arg-type]


def reason_of(*urls: str, **options: object) -> str:
    [outcome] = fetch(*urls, **options)  # type: ignore[arg-type]
    assert isinstance(outcome, Rejected), outcome
    assert outcome.stage == "read"
    assert outcome.item == urls[0]
    return outcome.reason


class TestAPage:
    def test_comes_as_received_with_its_address_and_charset(self, server: WebServer) -> None:
        page = "<html><title>Straße</title><p>grüß</p></html>".encode("latin-1")
        url = server.put("/a", reply(page, kind="Text/HTML; Charset=ISO-8859-1"))
        [capture] = fetch(url)
        assert capture == Capture(
            source=url,
            content=page,
            media_type="text/html",
            charset="iso-8859-1",
            url=url,
            received="2026-03-01T12:00:01Z",
        )

    def test_keeps_what_the_link_says_of_it(self, server: WebServer) -> None:
        hints = Hints(title="Quay closed", outlet="Velm Courier")
        link = Link(url=server.put("/a", reply(write_page("A"))), source="feed.xml", hints=hints)
        [capture] = fetch_links([link], FetchOptions(allow_private=True), clock=StillClock())
        assert isinstance(capture, Capture)
        assert capture.hints == hints

    def test_is_named_by_the_address_asked_for_and_tells_where_it_came_from(self, server: WebServer) -> None:
        end = server.put("/end", reply(write_page("A")))
        url = server.put("/start", redirect("/middle"))
        server.put("/middle", redirect(end, "308 Permanent Redirect"))
        [capture] = fetch(url)
        assert (capture.source, capture.url) == (url, end)

    def test_is_asked_for_by_name_and_without_cookies(self, server: WebServer) -> None:
        first = server.put("/a", reply(write_page("A"), Set_Cookie="id=7; Path=/"))
        second = server.put("/b", reply(write_page("B")))
        fetch(first, second)
        assert all(request.headers["user-agent"].startswith("Stemma/") for request in server.asked)
        assert all("cookie" not in request.headers for request in server.asked)
        assert "referer" not in server.asked[-1].headers

    def test_is_asked_for_by_the_name_that_the_user_gives(self, server: WebServer) -> None:
        url = server.put("/a", reply(write_page("A")))
        server.put("/robots.txt", reply("User-agent: VelmBot\nDisallow: /", kind="text/plain"))
        assert "asks VelmBot not to" in reason_of(url, user_agent="VelmBot/2 (desk@velm.example)")
        assert server.asked[0].headers["user-agent"] == "VelmBot/2 (desk@velm.example)"

    def test_of_a_host_in_another_script_is_asked_for_by_its_ascii_name(self, server: WebServer) -> None:
        server.put("/%C3%BC?q=%C3%BC", reply(write_page("A")))
        [capture] = fetch(f"http://häfen.example:{server.port}/ü?q=ü#part")
        assert isinstance(capture, Capture)
        assert server.asked[-1].host == f"xn--hfen-loa.example:{server.port}"

    @pytest.mark.parametrize("wanted", [False, True])
    def test_comes_by_way_of_a_proxy_only_where_the_user_says_so(
        self, server: WebServer, monkeypatch: pytest.MonkeyPatch, wanted: bool
    ) -> None:
        for name in ("NO_PROXY", "no_proxy", "REQUEST_METHOD"):
            monkeypatch.delenv(name, raising=False)
        with serve() as proxy:
            for name in ("HTTP_PROXY", "http_proxy"):
                monkeypatch.setenv(name, proxy.url())
            url = server.put("/a", reply(write_page("A")), host="velm.example")
            proxy.put(url, reply(write_page("A")), host="velm.example")
            [capture] = fetch(url, respect_robots=False, use_proxy=wanted, allow_private=not wanted)
            assert isinstance(capture, Capture)
            assert [request.path for request in proxy.asked] == ([url] if wanted else [])

    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/rss+xml", "application/xml", "text/xml; charset=utf-8"]
    )
    def test_that_is_a_feed_is_called_one_whatever_its_server_calls_it(self, server: WebServer, kind: str) -> None:
        url = server.put("/feed", reply('<?xml version="1.0"?>\n<!-- x -->\n<rss version="2.0"></rss>', kind=kind))
        [capture] = fetch(url)
        assert capture.media_type == "application/rss+xml"


class TestManyPages:
    def test_come_in_the_order_of_the_links_whatever_order_they_arrive_in(self, server: WebServer) -> None:
        urls = [server.put(f"/{n}", reply(write_page(str(n))), host=f"h{n % 3}.example") for n in range(12)]
        assert [outcome.source for outcome in fetch(*urls)] == urls

    def test_of_one_address_are_fetched_once(self, server: WebServer) -> None:
        url = server.put("/a", reply(write_page("A")))
        [only] = fetch(url, url + "#foot")
        assert isinstance(only, Capture)
        assert server.paths() == ["/a"]

    def test_beyond_the_bound_are_told_once_by_number(self, server: WebServer) -> None:
        urls = [server.put(f"/{n}", reply(write_page(str(n)))) for n in range(5)]
        outcomes = fetch(*urls, max_links=2)
        assert [type(outcome) for outcome in outcomes] == [Capture, Capture, Rejected]
        assert outcomes[-1].item == "list.urls"
        assert "names 3 more addresses than the 2" in outcomes[-1].reason
        assert server.paths() == ["/0", "/1"]

    def test_are_drawn_as_they_are_wanted(self, server: WebServer) -> None:
        drawn = []

        def name_links() -> Iterator[Link]:
            for n in range(2000):
                drawn.append(n)
                yield Link(url=server.url(f"/{n}"), source="list.urls")

        outcomes = fetch_links(name_links(), FetchOptions(allow_private=True, max_links=9999), clock=StillClock())
        next(outcomes)
        outcomes.close()  # type: ignore[attr-defined]
        assert len(drawn) < 1000

    def test_tell_their_progress(self, server: WebServer) -> None:
        told: list[tuple[int, int]] = []
        links = [Link(url=server.url(f"/{n}"), source="x") for n in range(3)]
        options = FetchOptions(allow_private=True)
        list(fetch_links(links, options, clock=StillClock(), progress=lambda *step: told.append(step)))
        assert told == [(1, 3), (2, 3), (3, 3)]

    def test_of_several_calls_share_what_was_learned(self, server: WebServer) -> None:
        clock = StillClock()
        first = server.put("/a", reply(write_page("A")))
        second = server.put("/b", reply(write_page("B")))
        with open_fetch(FetchOptions(allow_private=True), clock=clock) as fetch_more:
            outcomes = [*fetch_more([Link(url=first, source="x")]), *fetch_more([Link(url=second, source="y")])]
            outcomes += fetch_more([Link(url=first, source="y")])
        assert [type(outcome) for outcome in outcomes] == [Capture, Capture]
        assert [request.path for request in server.asked] == ["/robots.txt", "/a", "/b"]
        assert clock.slept == [1.0, 1.0]


class TestThePace:
    def test_is_one_request_a_second_to_a_host(self, server: WebServer) -> None:
        clock = StillClock()
        fetch(*(server.put(f"/{n}", reply(write_page("A"))) for n in range(3)), clock=clock)
        # robots.txt first, without a pause before it
        assert clock.slept == [1.0, 1.0, 1.0]

    def test_is_what_robots_txt_asks_for_up_to_a_bound(self, server: WebServer) -> None:
        for asked, kept in ((7, 7.0), (9000, 30.0)):
            clock = StillClock()
            server.put("/robots.txt", reply(f"User-agent: *\nCrawl-delay: {asked}", kind="text/plain"))
            fetch(*(server.put(f"/{n}", reply(write_page("A"))) for n in range(3)), clock=clock)
            assert clock.slept == [1.0, kept, kept]

    def test_waits_as_long_as_the_server_asks_and_the_whole_host_with_it(self, server: WebServer) -> None:
        clock = StillClock()
        busy = reply("wait", status="429 Too Many Requests", Retry_After="40")
        first = server.put("/a", busy, reply(write_page("A")))
        second = server.put("/b", reply(write_page("B")))
        outcomes = fetch(first, second, clock=clock)
        assert [type(outcome) for outcome in outcomes] == [Capture, Capture]
        assert clock.slept == [1.0, 40.0, 1.0]

    def test_waits_until_the_date_that_the_server_gives(self, server: WebServer) -> None:
        clock = StillClock()
        busy = reply("wait", status="503 Unavailable", Retry_After="Sun, 01 Mar 2026 12:00:31 GMT")
        [outcome] = fetch(server.put("/a", busy, reply(write_page("A"))), clock=clock)
        assert isinstance(outcome, Capture)
        assert clock.slept == [1.0, 30.0]

    def test_does_not_wait_for_an_hour_but_says_when_to_come_back(self, server: WebServer) -> None:
        clock = StillClock()
        url = server.put("/a", reply("wait", status="429 Too Many Requests", Retry_After="3600"))
        other = server.put("/b", reply(write_page("B")))
        first, second = fetch(url, other, clock=clock)
        told = "Its server asks not to be asked again before 2026-03-01 13:00:01 UTC; run again after that."
        assert (first.reason, second.reason) == (told, told)
        assert server.paths() == ["/a"]


class TestTryingAgain:
    def test_helps_where_the_server_recovers(self, server: WebServer) -> None:
        clock = StillClock()
        bad = reply("oops", status="503 Service Unavailable")
        [outcome] = fetch(server.put("/a", bad, bad, reply(write_page("A"))), clock=clock)
        assert isinstance(outcome, Capture)
        # doubled, of which a half by chance (the clock draws 0.5); the pause between requests runs meanwhile
        assert clock.slept == [1.0, 0.75, 0.25, 1.5]

    def test_ends_after_the_attempts_that_are_set(self, server: WebServer) -> None:
        url = server.put("/a", reply("oops", status="500 Oops"))
        assert reason_of(url, retries=2) == "Its server answered with status 500."
        assert server.paths() == ["/a"] * 3

    @pytest.mark.parametrize(
        ("status", "reason"),
        [
            ("404 Not Found", "There is no such page (status 404)."),
            ("410 Gone", "The page is gone (status 410)."),
            ("403 Forbidden", "Its server denies access (status 403)."),
            ("401 Unauthorized", "Its server wants a password (status 401)."),
            ("451 No", "The page is withheld for legal reasons (status 451)."),
            ("418 Teapot", "Its server answered with status 418."),
            ("204 No Content", "Its server answered with status 204."),
        ],
    )
    def test_is_not_done_where_it_cannot_help(self, server: WebServer, status: str, reason: str) -> None:
        assert reason_of(server.put("/a", reply("", status=status))) == reason
        assert server.paths() == ["/a"]


class TestRobots:
    def test_are_heeded(self, server: WebServer) -> None:
        server.put("/robots.txt", reply("User-agent: *\nDisallow: /private/*.html$", kind="text/plain"))
        url = server.put("/private/a.html", reply(write_page("A")))
        assert reason_of(url) == "The site's robots.txt asks Stemma not to fetch it."
        assert server.paths() == []

    def test_are_asked_once_an_origin(self, server: WebServer) -> None:
        fetch(*(server.put(f"/{n}", reply(write_page("A"))) for n in range(3)))
        assert [request.path for request in server.asked].count("/robots.txt") == 1

    @pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
    def test_that_are_not_there_allow_everything(self, server: WebServer, status: str) -> None:
        server.put("/robots.txt", reply("", status=status))
        assert isinstance(fetch(server.put("/a", reply(write_page("A"))))[0], Capture)

    @pytest.mark.parametrize("status", ["500 Oops", "503 Unavailable", "429 Too Many Requests"])
    def test_that_cannot_be_had_forbid_everything_for_now(self, server: WebServer, status: str) -> None:
        server.put("/robots.txt", reply("", status=status))
        reason = reason_of(server.put("/a", reply(write_page("A"))))
        assert reason == (
            "The site's robots.txt cannot be had, so nothing of the site is fetched for now: "
            f"its server answered with status {status[:3]}."
        )
        assert server.paths() == []

    def test_are_found_behind_redirects(self, server: WebServer) -> None:
        server.put("/robots.txt", redirect("/rules"))
        server.put("/rules", reply("User-agent: *\nDisallow: /", kind="text/plain"))
        assert "asks Stemma not to" in reason_of(server.put("/a", reply(write_page("A"))))

    def test_hold_for_where_a_redirect_leads(self, server: WebServer) -> None:
        server.put("/robots.txt", reply("User-agent: *\nDisallow: /", kind="text/plain"), host="other.example")
        server.put("/secret", reply(write_page("A")))
        url = server.put("/a", redirect(server.url("/secret", "other.example")))
        assert "asks Stemma not to" in reason_of(url)
        assert server.paths() == ["/a"]

    def test_are_read_up_to_a_bound(self, server: WebServer) -> None:
        rules = b"# " + b"x" * 600_000 + b"\nUser-agent: *\nDisallow: /\n"
        server.put("/robots.txt", reply(rules, kind="text/plain"))
        assert isinstance(fetch(server.put("/a", reply(write_page("A"))))[0], Capture)

    def test_are_passed_over_where_the_user_says_so(self, server: WebServer) -> None:
        server.put("/robots.txt", reply("User-agent: *\nDisallow: /", kind="text/plain"))
        url = server.put("/a", reply(write_page("A")))
        assert isinstance(fetch(url, respect_robots=False)[0], Capture)
        assert [request.path for request in server.asked] == ["/a"]


class TestRedirects:
    def test_in_a_circle_are_told(self, server: WebServer) -> None:
        url = server.put("/a", redirect("/b"))
        server.put("/b", redirect("/a"))
        assert reason_of(url) == "It redirects in a circle."

    def test_without_end_are_bounded(self, server: WebServer) -> None:
        for n in range(20):
            server.put(f"/{n}", redirect(f"/{n + 1}"))
        assert reason_of(server.url("/0"), max_redirects=3) == "It redirects more than 3 times."
        assert server.paths() == ["/0", "/1", "/2", "/3"]

    @pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://velm.example/", "javascript:alert(1)", "gopher://x/"])
    def test_to_what_is_not_the_web_are_refused(self, server: WebServer, to: str) -> None:
        reason = reason_of(server.put("/a", redirect(to)))
        assert reason == "It redirects to an address that is not fetched. Only http and https addresses are fetched."

    def test_to_nowhere_are_told(self, server: WebServer) -> None:
        assert reason_of(server.put("/a", reply("", status="302 Found"))) == "It redirects in a circle."

    def test_with_a_password_are_refused(self, server: WebServer) -> None:
        assert "user name or a password" in reason_of(server.put("/a", redirect("http://me:you@velm.example/")))

    def test_with_letters_of_other_scripts_are_followed(self, server: WebServer) -> None:
        server.put("/%C3%BC", reply(write_page("A")))
        url = server.put("/a", redirect("/ü".encode().decode("latin-1")))
        assert isinstance(fetch(url)[0], Capture)
