"""Webhooks as they are met: slow, redirecting, babbling, private, refusing; and signatures that receivers prove."""

import base64
import hashlib
import hmac
import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stemma.collection.notices import check_channels, deliver, evaluate, list_parcels, parse_rules, start_rules
from stemma.collection.notices.outbox import Parcel
from stemma.collection.notices.rules import WebhookChannel
from stemma.collection.notices.webhooks import judge_status, post_parcel, read_keys
from stemma.errors import UsageError
from tests.notices import RULES, Desk

TODAY = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef01234567").decode()
OK = b"HTTP/1.1 204 No Content\r\n\r\n"


class Server:
    """A server on loopback that answers each request with the same bytes, and notes what it was sent."""

    def __init__(self, answer: bytes, *, forever: bool = False) -> None:
        self.answer, self.forever = answer, forever
        self.requests: list[bytes] = []
        self.stop = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self) -> None:
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            with line:
                line.settimeout(20)
                try:
                    self.requests.append(self.receive(line))
                    line.sendall(self.answer)
                    while self.forever and not self.stop.wait(0.01):
                        line.sendall(b"x")
                except OSError:
                    continue

    def receive(self, line: socket.socket) -> bytes:
        got = b""
        while b"\r\n\r\n" not in got:
            piece = line.recv(65536)
            if not piece:
                return got
            got += piece
        head, _, body = got.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: *(\d+)", head)
        while length and len(body) < int(length[1]):
            piece = line.recv(65536)
            body += piece
            if not piece:
                break
        return head + b"\r\n\r\n" + body


@contextmanager
def serve(answer: bytes, *, forever: bool = False) -> Iterator[Server]:
    server = Server(answer, forever=forever)
    try:
        yield server
    finally:
        server.stop.set()
        with suppress(OSError):
            server.listener.shutdown(socket.SHUT_RDWR)  # wakes who waits for a connection
        server.listener.close()
        server.thread.join()


def make_channel(
    url: str, monkeypatch: pytest.MonkeyPatch, *, private: bool = True, timeout: int = 20
) -> WebhookChannel:
    monkeypatch.setenv("STEMMA_TEST_HOOK", SECRET)
    monkeypatch.setenv("STEMMA_TEST_URL", url)
    text = RULES.replace('url = "https://hooks.example/stemma"', 'url_env = "STEMMA_TEST_URL"')
    more = f"allow_private = {str(private).lower()}\ntimeout = {timeout}\n"
    rules = parse_rules(text.replace('secret_env = "STEMMA_TEST_HOOK"\n', 'secret_env = "STEMMA_TEST_HOOK"\n' + more))
    channel = rules.channels[0]
    assert isinstance(channel, WebhookChannel)
    return channel


def make_parcel(title: str = "Weir closed") -> Parcel:
    desk, rules = Desk(), parse_rules(RULES)
    start_rules(desk.store, rules)
    desk.differ(desk.begin_story("Rill Post", "Fen Courier", title=title))
    evaluate(desk.store, rules, now=desk.now)
    return next(one for one in list_parcels(desk.store) if one.channel == "hook")


def split_request(raw: bytes) -> tuple[dict[str, str], bytes]:
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")[1:]
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}, body


def test_a_notice_is_posted_as_signed_json_and_the_same_at_every_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    parcel = make_parcel()
    with serve(OK) as server:
        channel = make_channel(f"http://127.0.0.1:{server.port}/in?x=1", monkeypatch)
        assert post_parcel(channel, parcel, today=TODAY).result == "sent"
        assert post_parcel(channel, parcel, today=TODAY).result == "sent"
    (one, body), (two, again) = map(split_request, server.requests)
    assert (one["webhook-id"], body) == (two["webhook-id"], again)
    assert server.requests[0].startswith(b"POST /in?x=1 HTTP/1.1\r\n")
    signed = f"{parcel.id}.{int(TODAY.timestamp())}.".encode() + body
    expected = base64.b64encode(hmac.new(b"0123456789abcdef01234567", signed, hashlib.sha256).digest()).decode()
    assert one["webhook-signature"] == f"v1,{expected}"
    told = json.loads(body)
    assert (told["type"], told["timestamp"], told["data"]["title"]) == ("notice", "2026-03-04T12:00:00Z", "Weir closed")
    assert told["data"]["findings"][0]["sides"][0]["claims"][0]["quote"] == "Repairs will take six weeks"


def test_the_snippet_of_the_documentation_proves_signatures(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(__file__).parents[2] / "docs" / "notices.md").read_text(encoding="utf-8")
    snippet = re.search(r"```python\n(import base64.*?)```", page, re.S)
    assert snippet is not None
    names: dict[str, object] = {}
    exec(snippet[1], names)  # the documentation's own code, which readers copy
    verify = names["verify"]
    assert callable(verify)
    with serve(OK) as server:
        post_parcel(make_channel(f"http://127.0.0.1:{server.port}/", monkeypatch), make_parcel(), today=TODAY)
    headers, body = split_request(server.requests[0])
    at = TODAY.timestamp()
    assert verify(headers, body, SECRET, now=at) is True
    assert verify(headers, body + b" ", SECRET, now=at) is False
    assert verify(headers | {"webhook-id": "msg_other"}, body, SECRET, now=at) is False
    assert verify(headers, body, SECRET, now=at + 3600) is False
    assert verify(headers, body, "whsec_" + base64.b64encode(b"x" * 24).decode(), now=at) is False
    assert verify(headers | {"webhook-signature": "v2,zzz v1,"}, body, SECRET, now=at) is False


def test_while_a_secret_is_replaced_both_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(OK) as server:
        channel = make_channel(f"http://127.0.0.1:{server.port}/", monkeypatch)
        monkeypatch.setenv("STEMMA_TEST_HOOK", SECRET + " another-secret-of-a-desk")
        post_parcel(channel, make_parcel(), today=TODAY)
    headers, _ = split_request(server.requests[0])
    assert [one[:3] for one in headers["webhook-signature"].split(" ")] == ["v1,", "v1,"]


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (200, "sent"), (202, "sent"), (299, "sent"), (400, "dead"), (401, "dead"), (404, "dead"), (410, "dead"),
        (301, "dead"), (307, "dead"), (408, "again"), (425, "again"), (429, "again"), (500, "again"), (503, "again"),
    ],
)  # fmt: skip
def test_a_status_says_whether_it_is_worth_another_attempt(status: int, result: str) -> None:
    assert judge_status(status, None, TODAY).result == result


def test_retry_after_is_read_in_both_forms() -> None:
    assert judge_status(429, "120", TODAY).wait == 120
    assert judge_status(503, "Wed, 04 Mar 2026 12:05:00 GMT", TODAY).wait == 300
    assert judge_status(503, "soon", TODAY).wait is None


def test_a_redirect_to_a_metadata_address_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = b"HTTP/1.1 307 Temporary Redirect\r\nLocation: http://169.254.169.254/latest/\r\nContent-Length: 0\r\n\r\n"
    with serve(answer) as server:
        channel = make_channel(f"http://127.0.0.1:{server.port}/", monkeypatch)
        outcome = post_parcel(channel, make_parcel(), today=TODAY)
    assert outcome.result == "dead"
    assert "not followed" in outcome.reason
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "169.254.169.254", "0x7f.1", "2130706433", "[::1]", "[::ffff:10.0.0.1]", "10.1.2.3"],
)
def test_private_addresses_are_posted_to_only_where_that_is_meant(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(OK) as server:
        channel = make_channel(f"http://{host}:{server.port}/", monkeypatch, private=False)
        outcome = post_parcel(channel, make_parcel(), today=TODAY)
    assert (outcome.result, server.requests) == ("dead", [])
    assert "private address" in outcome.reason


def test_a_name_that_leads_to_a_private_address_is_refused_where_it_connects(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    outcome = post_parcel(make_channel("http://hooks.example/", monkeypatch, private=False), make_parcel(), today=TODAY)
    assert outcome.result == "dead"
    assert "private address" in outcome.reason


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("answer", "forever", "result"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", True, "sent"),  # a body that never ends
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", True, "again"),  # a head that never ends
        (b"", True, "again"),
        (b"\x00\xff garbage \x00\r\n\r\n", False, "again"),
        (b"", False, "again"),  # closes without a word
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"y" * 100_000 + b"\r\n\r\n", False, "again"),
        (b"HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n", False, "again"),
    ],
)
def test_whatever_a_server_answers_the_delivery_comes_to_an_end(
    answer: bytes, forever: bool, result: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(answer, forever=forever) as server:
        channel = make_channel(f"http://127.0.0.1:{server.port}/", monkeypatch, timeout=1)
        outcome = post_parcel(channel, make_parcel(), today=TODAY)
    assert outcome.result == result
    assert "\n" not in outcome.reason


def test_a_port_where_nobody_listens_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(OK) as server:
        port = server.port
    outcome = post_parcel(make_channel(f"http://127.0.0.1:{port}/", monkeypatch), make_parcel(), today=TODAY)
    assert outcome.result == "again"


@pytest.mark.parametrize(
    "title", ["a\r\nX-Evil: 1", "<script>alert(1)</script>", "x" * 10_000_000, "\ud800\x00\u202e", ""]
)
def test_whatever_a_title_holds_the_notice_is_sent(title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(OK) as server:
        channel = make_channel(f"http://127.0.0.1:{server.port}/", monkeypatch)
        assert post_parcel(channel, make_parcel(title), today=TODAY).result == "sent"
    headers, body = split_request(server.requests[0])
    assert "x-evil" not in headers
    assert len(body) < 100_000
    assert json.loads(body)["data"]["title"]


def test_no_secret_is_in_what_is_said_of_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    channel = make_channel("http://127.0.0.1:1/token-of-the-desk", monkeypatch)
    text = RULES.replace('url = "https://hooks.example/stemma"', 'url_env = "STEMMA_TEST_URL"\nallow_private = true')
    rules = parse_rules(text.replace('tell = ["hook", "post"]', 'tell = ["hook"]'))
    start_rules(desk.store, rules)
    desk.begin_story("Rill Post")
    evaluate(desk.store, rules, now=desk.now)
    report = deliver(desk.store, rules, now=desk.now)
    assert len(report.again) == 1
    shown = repr((report, rules, channel, list_parcels(desk.store))) + "".join(report.lines)
    for secret in ("token-of-the-desk", SECRET, SECRET[6:]):
        assert secret not in shown


def test_a_secret_that_is_not_there_is_told_and_the_notice_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    channel = make_channel("http://127.0.0.1:1/", monkeypatch)
    monkeypatch.delenv("STEMMA_TEST_HOOK")
    outcome = post_parcel(channel, make_parcel(), today=TODAY)
    assert (outcome.result, "STEMMA_TEST_HOOK is not set" in outcome.reason) == ("again", True)
    (line,) = check_channels(parse_rules(RULES))
    assert line == "channel hook: the environment variable STEMMA_TEST_HOOK is not set; set it to the secret"


@pytest.mark.parametrize("secret", ["short", "whsec_%%%", "whsec_c2hvcnQ="])
def test_a_secret_that_is_none_is_refused_and_not_repeated(secret: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_keys(secret)
    assert secret not in str(caught.value).replace("shorter", "")
