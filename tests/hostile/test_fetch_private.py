"""Addresses that lead into private networks: refused wherever they come from, and checked where it counts."""

from collections.abc import Iterator

import pytest

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read.web import FetchOptions, connecting, fetch_links, plan_fetch
from stemma.read.web.addresses import is_public, read_address
from tests.web_server import StillClock, WebServer, redirect, reply, serve, write_page

pytestmark = pytest.mark.timeout(300)

PUBLIC = "127.0.0.2"
"""Stands in for a public address: the one that these tests let pass as such. No test leaves this machine."""


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serve() as web:
        yield web


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "is_public", lambda address: address == PUBLIC)


class Names:
    """A resolver that gives one answer after the other, the last for ever."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def fetch(url: str, names: Names, **options: object) -> Capture | Rejected:
    chosen = FetchOptions(**{"retries": 0, **options})  # type: ignore[arg-type]
    [outcome] = fetch_links([Link(url=url, source="x")], chosen, clock=StillClock(), resolve=names)
    return outcome


def assert_refused(outcome: Capture | Rejected, address: str) -> None:
    assert isinstance(outcome, Rejected), outcome
    assert f"eads to {address}, which is not on the public internet" in outcome.reason


def test_a_public_page_is_fetched(server: WebServer) -> None:
    outcome = fetch(server.put("/a", reply(write_page("A")), host="velm.example"), Names((PUBLIC,)))
    assert isinstance(outcome, Capture)


def test_a_name_that_leads_home_is_refused_and_nobody_is_asked(server: WebServer) -> None:
    assert_refused(fetch(server.url("/", "velm.example"), Names(("127.0.0.1",))), "127.0.0.1")
    assert server.asked == []


def test_a_name_that_leads_home_among_other_places_is_refused(server: WebServer) -> None:
    assert_refused(fetch(server.url("/", "velm.example"), Names((PUBLIC, "127.0.0.1"))), "127.0.0.1")
    assert server.asked == []


def test_a_name_that_changes_where_it_leads_is_refused_then(server: WebServer) -> None:
    """DNS rebinding: public when robots.txt is asked for, private when the page is."""
    url = server.put("/a", reply(write_page("A")), host="velm.example")
    assert_refused(fetch(url, Names((PUBLIC,), ("127.0.0.1",))), "127.0.0.1")
    assert [request.path for request in server.asked] == ["/robots.txt"]


def test_the_address_that_was_checked_is_the_one_connected_to(
    server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no second look-up between the check and the connection that could say something else."""
    checked: list[str] = []
    monkeypatch.setattr(connecting, "is_public", lambda address: checked.append(address) or address == PUBLIC)
    names = Names((PUBLIC,))
    fetch(server.put("/a", reply(write_page("A")), host="velm.example"), names, respect_robots=False)
    assert names.asked == ["velm.example"]
    assert checked == [PUBLIC, PUBLIC]  # as it was looked up, and as its socket was made


@pytest.mark.parametrize(
    "to", ["http://169.254.169.254/latest/meta-data/", "http://[::ffff:169.254.169.254]/", "http://0xa9fea9fe/"]
)
def test_a_redirect_to_a_cloud_s_own_data_is_refused(server: WebServer, to: str) -> None:
    outcome = fetch(server.put("/a", redirect(to), host="velm.example"), Names((PUBLIC,)))
    assert isinstance(outcome, Rejected)
    assert "not on the public internet" in outcome.reason
    assert server.paths() == ["/a"]


def test_a_redirect_to_a_name_that_leads_home_is_refused(server: WebServer) -> None:
    home = server.put("/admin", reply(write_page("Admin")), host="home.example")
    url = server.put("/a", redirect(home), host="velm.example")
    assert_refused(fetch(url, Names((PUBLIC,), (PUBLIC,), ("127.0.0.1",))), "127.0.0.1")
    assert server.paths() == ["/a"]


def test_a_robots_txt_that_redirects_home_is_not_followed(server: WebServer) -> None:
    server.put("/robots.txt", redirect("http://127.0.0.1/"), host="velm.example")
    url = server.put("/a", reply(write_page("A")), host="velm.example")
    assert_refused(fetch(url, Names((PUBLIC,))), "127.0.0.1")


SPELLINGS = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1", "127.0.0.1.", "0",
    "0.0.0.0", "10.0.0.1", "172.16.5.5", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0xa9fea9fe",
    "100.64.0.1", "100.127.255.255", "198.18.0.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]",
    "[64:ff9b::169.254.169.254]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2001:0:7f00:1::1]",
    "[fe80::1]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]", "[fec0::1]", "[2001:db8::1]", "[100::1]",
    "[2600::5efe:127.0.0.1]", "[2600::200:5efe:a00:1]",
    "localhost", "LOCALHOST", "localhost.", "a.localhost", "①②⑦.⓪.⓪.①", "１２７.０.０.１", "127。0。0。1",
]  # fmt: skip


@pytest.mark.parametrize("host", SPELLINGS)
def test_every_spelling_of_a_private_machine_is_refused(host: str) -> None:
    url = f"http://{host}/"
    plans, rejected = plan_fetch([Link(url=url, source="x")], FetchOptions())
    assert not plans
    assert rejected[0].item == url
    outcome = fetch(url, Names((PUBLIC,)))
    assert isinstance(outcome, Rejected)
    assert "not on the public internet" in outcome.reason


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_public_machines_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", ["fe80::1%eth0", "2600::1%1", "not an address", "", "1.2.3", "999.1.1.1"])
def test_what_is_no_plain_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "", "velm.example", "//velm.example/", "file:///etc/passwd", "ftp://velm.example/", "data:text/html,x",
        "javascript:alert(1)", "http://", "http:///a", "http://me:you@velm.example/", "http://me@velm.example/",
        "http://velm.example:99999/", "http://velm.example:0/", "http://velm.example:x/", "http://[::1/", "http://[x]/",
        "http://[fe80::1%25eth0]/", "http://velm example/", "http://velm.example\\@evil.example/", "http://a..b/",
        "http://1.2.3.4.5/", "http://256.1.1.1/", "http://velm.example/\r\nHost: x", "http://-a.example/",
        "http://velm%2eexample/", "http://" + "a" * 64 + ".example/", "http://velm.example/" + "a" * 9000, "http://☃☃☃\u200d/",
        "http://09.1.1.1/",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_told(url: str) -> None:
    told = read_address(url)
    assert isinstance(told, str), told
    assert told.endswith(".")


def test_a_port_may_be_any(server: WebServer) -> None:
    assert not isinstance(read_address("http://velm.example:8080/"), str)


def test_the_user_may_take_private_pages(server: WebServer) -> None:
    url = server.put("/a", reply(write_page("A")))
    assert isinstance(fetch(url, Names(("127.0.0.1",)), allow_private=True), Capture)
