"""What is kept of fetched pages: a cache that asks whether they changed, the state of a run, and plans."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read.web import FetchOptions, fetch_links, plan_fetch
from tests.web_server import StillClock, WebServer, redirect, reply, serve, write_page

pytestmark = pytest.mark.timeout(300)

NOT_MODIFIED = reply("", status="304 Not Modified")


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serve() as web:
        yield web


def fetch(*urls: str, state: Path | None = None, told: list[str] | None = None, **options: object) -> list:
    links = [Link(url=url, source="x") for url in urls]
    chosen = FetchOptions(**{"allow_private": True, "retries": 0, **options})  # type: ignore[arg-type]
    tell = told.append if told is not None else None
    return list(fetch_links(links, chosen, clock=StillClock(), state=state, tell=tell))


class TestTheCache:
    def test_asks_by_etag_and_date_and_gives_the_kept_capture(self, server: WebServer, tmp_path: Path) -> None:
        day = "Sat, 28 Feb 2026 10:00:00 GMT"
        url = server.put("/a", reply(write_page("A"), ETag='"v1"', Last_Modified=day), NOT_MODIFIED)
        first = fetch(url, cache=str(tmp_path))
        second = fetch(url, cache=str(tmp_path))
        assert second == first
        asked = server.asked[-1].headers
        assert (asked["if-none-match"], asked["if-modified-since"]) == ('"v1"', day)

    def test_takes_what_has_changed(self, server: WebServer, tmp_path: Path) -> None:
        url = server.put("/a", reply(write_page("A"), ETag='"1"'), reply(write_page("B"), ETag='"2"'))
        fetch(url, cache=str(tmp_path))
        [capture] = fetch(url, cache=str(tmp_path))
        assert b"<title>B" in capture.content
        fetch(url, cache=str(tmp_path))
        assert server.asked[-1].headers["if-none-match"] == '"2"'

    def test_holds_for_what_a_redirect_leads_to(self, server: WebServer, tmp_path: Path) -> None:
        url = server.put("/a", redirect("/b"))
        server.put("/b", reply(write_page("A"), ETag='"1"'), NOT_MODIFIED)
        first = fetch(url, cache=str(tmp_path))
        assert fetch(url, cache=str(tmp_path)) == first

    def test_keeps_nothing_that_is_not_to_be_stored(self, server: WebServer, tmp_path: Path) -> None:
        url = server.put("/a", reply(write_page("A"), ETag='"1"', Cache_Control="private, no-store"))
        fetch(url, cache=str(tmp_path))
        fetch(url, cache=str(tmp_path))
        assert "if-none-match" not in server.asked[-1].headers

    def test_passes_over_what_is_damaged(self, server: WebServer, tmp_path: Path) -> None:
        url = server.put("/a", reply(write_page("A"), ETag='"1"'))
        fetch(url, cache=str(tmp_path))
        for file in tmp_path.rglob("*.body"):
            file.write_bytes(b"<html>something else")
        assert b"<title>A" in fetch(url, cache=str(tmp_path))[0].content
        assert "if-none-match" not in server.asked[-1].headers
        for file in tmp_path.rglob("*.json"):
            for broken in (b"[1]", b"{", b'{"asked": 7}', b"[" * 10_000, json.dumps({"asked": url}).encode()):
                file.write_bytes(broken)
                assert b"<title>A" in fetch(url, cache=str(tmp_path))[0].content

    def test_lets_no_header_be_smuggled_in(self, server: WebServer, tmp_path: Path) -> None:
        url = server.put("/a", reply(write_page("A"), ETag='"1"'))
        fetch(url, cache=str(tmp_path))
        for file in tmp_path.rglob("*.json"):
            file.write_text(file.read_text().replace('"\\"1\\""', '"1\\r\\nCookie: x"'))
        assert isinstance(fetch(url, cache=str(tmp_path))[0], Capture)
        assert "cookie" not in server.asked[-1].headers

    def test_that_cannot_be_written_is_told_once_and_the_pages_come_all_the_same(
        self, server: WebServer, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("in the way")
        told: list[str] = []
        urls = [server.put(f"/{n}", reply(write_page("A"))) for n in range(3)]
        outcomes = fetch(*urls, cache=str(tmp_path / "file" / "cache"), told=told)
        assert all(isinstance(outcome, Capture) for outcome in outcomes)
        assert len(told) == 1
        assert "the next run fetches them again" in told[0]

    def test_answers_offline(self, server: WebServer, tmp_path: Path) -> None:
        url = server.put("/a", redirect("/b"))
        server.put("/b", reply(write_page("A")))
        first = fetch(url, cache=str(tmp_path))
        asked = len(server.asked)
        kept, other = fetch(url, server.url("/c"), cache=str(tmp_path), offline=True)
        assert [kept] == first
        assert other.reason == "It is not fetched, because of --offline, and no earlier run has kept it."
        assert len(server.asked) == asked

    def test_offline_without_one_asks_nobody(self, server: WebServer) -> None:
        [outcome] = fetch(server.url("/c"), offline=True)
        assert isinstance(outcome, Rejected)
        assert server.asked == []


class TestTheStateOfARun:
    def test_lets_a_run_that_was_broken_off_go_on(self, server: WebServer, tmp_path: Path) -> None:
        urls = [server.put(f"/{n}", reply(write_page(str(n)))) for n in range(3)]
        whole = fetch(*urls)
        outcomes = fetch_links(
            [Link(url=url, source="x") for url in urls[:1]],
            FetchOptions(allow_private=True),
            clock=StillClock(),
            state=tmp_path,
        )
        next(outcomes)
        outcomes.close()  # type: ignore[attr-defined]
        server.asked.clear()
        again = fetch(*urls, state=tmp_path)
        assert server.paths() == ["/1", "/2"]
        assert [outcome.content for outcome in again] == [outcome.content for outcome in whole]
        server.asked.clear()
        assert fetch(*urls, state=tmp_path) == again
        assert server.asked == []

    def test_remembers_what_will_not_come_and_asks_again_for_what_may(self, server: WebServer, tmp_path: Path) -> None:
        gone = server.put("/gone", reply("", status="410 Gone"))
        down = server.put("/down", reply("", status="500 Oops"), reply(write_page("A")))
        first = fetch(gone, down, state=tmp_path)
        second = fetch(gone, down, state=tmp_path)
        assert second[0] == first[0]
        assert isinstance(second[1], Capture)
        assert server.paths() == ["/gone", "/down", "/down"]


class TestAPlan:
    def test_names_hosts_and_asks_nobody(self, server: WebServer) -> None:
        links = [Link(url=f"http://{host}.example/{n}", source="x") for n in range(3) for host in ("b", "a")]
        links += [Link(url="http://b.example/0#again", source="x"), Link(url="http://10.0.0.1/", source="x")]
        plans, rejected = plan_fetch(links, FetchOptions(delay=2.0))
        assert [(plan.host, len(plan.urls), plan.seconds) for plan in plans] == [
            ("b.example", 3, 6.0),
            ("a.example", 3, 6.0),
        ]
        assert [item.item for item in rejected] == ["http://10.0.0.1/"]
        assert server.asked == []

    def test_keeps_to_the_bound_on_pages(self) -> None:
        links = [Link(url=f"http://a.example/{n}", source="x") for n in range(9)]
        plans, _ = plan_fetch(links, FetchOptions(max_links=4))
        assert len(plans[0].urls) == 4
