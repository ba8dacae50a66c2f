"""Addresses that are handed in to make the server ask its own network: refused wherever they come from."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.testclient import TestClient

from stemma.read.web import FetchOptions, connecting, open_fetch
from stemma.web.app import open_fetching
from stemma.web.options import ServeOptions
from tests.hostile.test_fetch_private import PUBLIC, SPELLINGS, Names
from tests.serving import BEARER, empty, open_client
from tests.web_server import StillClock, WebServer, redirect, reply, serve, write_page

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serve() as web:
        yield web


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """One address of loopback passes as a public one; no test leaves this machine."""
    monkeypatch.setattr(connecting, "is_public", lambda address: address == PUBLIC)


def open_with(names: Names) -> Any:
    """As the server fetches, but for names that the test gives and a clock that does not wait."""

    @contextmanager
    def open_one() -> Iterator[Any]:
        with open_fetch(FetchOptions(retries=0, max_links=5), clock=StillClock(), resolve=names) as fetch:
            yield fetch

    return open_one


def hand_in(client: TestClient, *addresses: str, files: Any = None) -> dict[str, Any]:
    answer = client.post(
        "/api/v1/captures",
        headers=BEARER,
        **({"files": files} if files else {"json": {"addresses": list(addresses)}}),
    )
    assert answer.status_code == 202, answer.text
    client.app.state.jobs.wait(answer.json()["id"], 250)  # type: ignore[attr-defined]
    found: dict[str, Any] = client.get(answer.headers["location"]).json()
    assert found["state"] == "done", found
    return found


def assert_refused(found: dict[str, Any]) -> None:
    assert found["new"] == 0, found
    assert found["rejected"], found
    assert all("not on the public internet" in one["reason"] for one in found["rejected"]), found


def test_a_public_page_is_read(server: WebServer) -> None:
    """So that what follows tests something."""
    url = server.put("/a", reply(write_page("Quay closed")), host="velm.example")
    with open_client(empty(), open_fetch=open_with(Names((PUBLIC,)))) as client:
        assert hand_in(client, url)["new"] == 1


def test_every_spelling_of_a_private_machine_is_refused() -> None:
    with open_client(empty(), open_fetch=open_with(Names((PUBLIC,)))) as client:
        found = hand_in(client, *[f"http://{host}/" for host in SPELLINGS])
        assert_refused(found)
        assert found["rejected_count"] >= 20


@pytest.mark.parametrize("port", ["22", "25", "6379", "5432", "8765"])
def test_no_port_of_this_machine_is_asked(port: str) -> None:
    with open_client(empty(), open_fetch=open_with(Names((PUBLIC,)))) as client:
        assert_refused(hand_in(client, f"http://127.0.0.1:{port}/", f"http://localhost:{port}/"))


def test_a_name_that_leads_home_is_refused_and_nobody_is_asked(server: WebServer) -> None:
    with open_client(empty(), open_fetch=open_with(Names(("127.0.0.1",)))) as client:
        assert_refused(hand_in(client, server.url("/", "velm.example")))
    assert server.asked == []


def test_a_name_that_leads_elsewhere_the_second_time_is_refused_then(server: WebServer) -> None:
    """DNS rebinding: public when robots.txt is asked for, this machine when the page is."""
    url = server.put("/a", reply(write_page("A")), host="velm.example")
    with open_client(empty(), open_fetch=open_with(Names((PUBLIC,), ("127.0.0.1",)))) as client:
        assert_refused(hand_in(client, url))
    assert server.paths() == []


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:169.254.169.254]/",
        "http://0xa9fea9fe/", "http://[::1]:8765/api/v1/health", "//127.0.0.1/",
    ],
)  # fmt: skip
def test_a_redirect_into_a_private_network_is_not_followed(server: WebServer, to: str) -> None:
    url = server.put("/a", redirect(to), host="velm.example")
    with open_client(empty(), open_fetch=open_with(Names((PUBLIC,)))) as client:
        assert_refused(hand_in(client, url))
    assert server.paths() == ["/a"]


@pytest.mark.parametrize("to", ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "data:text/html,x"])
def test_a_redirect_to_another_scheme_is_not_followed(server: WebServer, to: str) -> None:
    url = server.put("/a", redirect(to), host="velm.example")
    with open_client(empty(), open_fetch=open_with(Names((PUBLIC,)))) as client:
        found = hand_in(client, url)
    assert found["new"] == 0
    assert "root:" not in str(found)


FEED = (
    '<rss version="2.0"><channel><title>x</title><item><title>y</title><link>http://127.0.0.1:9/</link></item>'
    "<item><title>z</title><link>http://169.254.169.254/</link></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("feed.xml", FEED),
        ("list.opml", '<opml version="2.0"><body><outline type="rss" xmlUrl="http://127.0.0.1:9/f"/></body></opml>'),
        (
            "sitemap.xml",
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://localhost:9/</loc></url></urlset>',
        ),
    ],
)
def test_what_an_uploaded_file_names_is_held_to_the_same(name: str, content: str) -> None:
    with open_client(empty(), open_fetch=open_with(Names((PUBLIC,)))) as client:
        found = hand_in(client, files=[("files", (name, content.encode()))])
        assert found["new"] == 0
        assert any("not on the public internet" in one["reason"] for one in found["rejected"]), found


def test_a_fetched_feed_cannot_name_what_it_may_not(server: WebServer) -> None:
    url = server.put("/feed", reply(FEED, kind="application/rss+xml"), host="velm.example")
    with open_client(empty(), open_fetch=open_with(Names((PUBLIC,)))) as client:
        assert_refused(hand_in(client, url))


def test_a_list_without_end_is_cut(server: WebServer) -> None:
    items = "".join(f"<item><title>{n}</title><link>http://velm.example/{n}</link></item>" for n in range(500))
    feed = f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    with open_client(empty(), open_fetch=open_with(Names(("127.0.0.1",)))) as client:
        found = hand_in(client, files=[("files", ("feed.xml", feed.encode()))])
        assert any("more addresses than the 5" in one["reason"] for one in found["rejected"]), found


def test_the_server_s_own_fetch_has_these_rules_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[FetchOptions] = []

    @contextmanager
    def note(options: FetchOptions) -> Iterator[None]:
        seen.append(options)
        yield None

    monkeypatch.setattr("stemma.read.web.open_fetch", note)
    for allowed in (False, True):
        with open_fetching(ServeOptions(allow_private=allowed)):
            pass
    assert [one.allow_private for one in seen] == [False, True]
    assert all(one.respect_robots and not one.use_proxy and one.cache is None for one in seen)
    assert all(one.max_links == ServeOptions().max_links for one in seen)
