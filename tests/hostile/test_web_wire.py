"""What is sent over the wire in bad will: bodies without end, slow ones, heads that never come whole, two in one."""

import json
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.serving import BEARER, TOKEN, empty, open_client, run_server, speak

pytestmark = pytest.mark.timeout(300)

HOST = b"Host: 127.0.0.1\r\n"
BEARING = f"Authorization: Bearer {TOKEN}\r\n".encode()
BODY = b'{"kind": "join_entities", "names": ["Ane Brodd", "A. Brodd"]}'


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with run_server(max_body=4096, body_seconds=0.3, head_seconds=0.3) as port:
        yield port


def statuses(answer: bytes) -> list[int]:
    """The status of each answer on a connection."""
    return [int(part.split(b" ", 1)[0]) for part in answer.split(b"HTTP/1.1 ")[1:]]


def post(*more: bytes, path: bytes = b"/api/v1/corrections") -> bytes:
    head = b"POST " + path + b" HTTP/1.1\r\n" + HOST + BEARING + b"Content-Type: application/json\r\n"
    return head + b"".join(line + b"\r\n" for line in more) + b"\r\n"


# -- size


def test_a_body_that_says_it_is_too_large_is_refused_before_it_comes(port: int) -> None:
    answer = speak(port, post(b"Content-Length: 999999999999"))
    assert statuses(answer) == [413]
    assert b"application/problem+json" in answer


def test_a_body_that_does_not_say_how_large_it_is_is_cut_off_as_it_comes(port: int) -> None:
    piece = b"400\r\n" + b" " * 1024 + b"\r\n"
    answer = speak(port, post(b"Transfer-Encoding: chunked"), *[piece] * 8)
    assert statuses(answer) == [413]


def test_a_body_within_the_bound_is_taken(port: int) -> None:
    answer = speak(port, post(b"Content-Length: %d" % len(BODY), b"Connection: close") + BODY)
    assert statuses(answer) == [201]


@pytest.mark.parametrize("said", [b"-1", b"1e3", b"0x10", b"10, 20", b"\xb2", b"", b"+5"])
def test_a_length_that_is_none_is_refused(port: int, said: bytes) -> None:
    answer = speak(port, post(b"Content-Length: " + said) + BODY)
    assert statuses(answer)[0] in (400, 413)


def test_a_file_that_is_too_large_is_refused_while_it_comes() -> None:
    with open_client(empty(), max_body=10_000) as client:
        answer = client.post("/api/v1/captures", headers=BEARER, files={"files": ("a.html", b"x" * 20_000)})
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_stream_without_end_is_refused_by_what_came_of_it() -> None:
    drawn = [0]

    def pour() -> Iterator[bytes]:
        while drawn[0] < 10_000:
            drawn[0] += 1
            yield b"x" * 1000

    with open_client(empty(), max_body=10_000) as client:
        headers = {**BEARER, "Content-Type": "application/json"}
        assert client.post("/api/v1/captures", headers=headers, content=pour()).status_code == 413


# -- time


def test_a_body_that_never_comes_whole_ends(port: int) -> None:
    answer = speak(port, post(b"Content-Length: 100") + b'{"kind"')
    assert statuses(answer) == [408]


def test_a_head_that_never_comes_whole_ends_without_an_answer(port: int) -> None:
    assert speak(port, b"GET /api/v1/health HTTP/1.1\r\n" + HOST) == b""


def test_a_connection_that_says_nothing_ends(port: int) -> None:
    assert speak(port) == b""


def test_after_an_answer_a_further_head_that_never_comes_whole_ends_too(port: int) -> None:
    whole = b"GET /api/v1/health HTTP/1.1\r\n" + HOST + b"\r\n"
    assert statuses(speak(port, whole, b"GET /api/v1/health HT")) == [200]


def test_others_are_answered_while_one_is_slow(port: int) -> None:
    import socket

    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(post(b"Content-Length: 100"))
        answer = speak(port, b"GET /api/v1/health HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
        assert statuses(answer) == [200]


# -- heads


def test_a_head_without_end_is_refused(port: int) -> None:
    line = b"X-Long: " + b"a" * 8000 + b"\r\n"
    answer = speak(port, b"GET /api/v1/health HTTP/1.1\r\n" + HOST, *[line] * 10)
    assert statuses(answer) in ([400], [])


SMUGGLED = b"GET /api/v1/corrections HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.mark.parametrize(
    "head",
    [
        post(b"Content-Length: 5", b"Transfer-Encoding: chunked"),
        post(b"Transfer-Encoding: chunked", b"Content-Length: 5"),
        post(b"Content-Length: 5", b"Content-Length: 6"),
        post(b"Transfer-Encoding: identity"),
        post(b"Transfer-Encoding: chunked, identity"),
        post(b"Transfer-Encoding: xchunked"),
        post(b"Transfer-Encoding : chunked"),
        post(b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity"),
        post(b" Content-Length: 5"),
        b"GET /api/v1/health HTTP/1.1\r\n" + HOST + HOST + b"\r\n",
        b"GET /api/v1/health HTTP/1.1\r\n\r\n",
        b"GET  /api/v1/health HTTP/1.1\r\n" + HOST + b"\r\n",
        b"GET /api/v1/health\x00 HTTP/1.1\r\n" + HOST + b"\r\n",
        b"GET /api/v1/health HTTP/1.1\r\n" + HOST + b"X-\x00: a\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_may_be_read_in_two_ways_is_refused_and_nothing_after_it_is_read(port: int, head: bytes) -> None:
    found = statuses(speak(port, head + b"0\r\n\r\n" + SMUGGLED))
    assert found[0] in (400, 415, 421, 501)
    assert 200 not in found


def test_what_follows_a_refused_body_is_not_read_as_a_request(port: int) -> None:
    answer = speak(port, post(b"Content-Length: 5000") + SMUGGLED * 20)
    assert statuses(answer) == [413]


@pytest.mark.parametrize("target", [b"http://evil.example/api/v1/health", b"//evil.example/", b"*", b"evil.example:80"])
def test_a_target_that_names_another_host_is_not_fetched(port: int, target: bytes) -> None:
    found = statuses(speak(port, b"GET " + target + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"))
    assert found in ([404], [400], [421])


def test_no_upgrade_is_taken(port: int) -> None:
    head = b"GET /api/v1/health HTTP/1.1\r\n" + HOST + b"Connection: upgrade\r\nUpgrade: websocket\r\n\r\n"
    assert 101 not in statuses(speak(port, head))


# -- what is put into headers of the answer


@pytest.fixture
def client() -> Iterator[TestClient]:
    with open_client() as client:
        yield client


@pytest.mark.parametrize(
    "value", ["a\r\nSet-Cookie: x=1", "a\nX-Evil: 1", "a%0d%0aX-Evil: 1", "\u2028X-Evil: 1", "é\x00"]
)
def test_nothing_that_is_asked_becomes_a_header_of_the_answer(client: TestClient, value: str) -> None:
    asked = [
        client.get("/api/v1/claims", params={"q": "", "limit": 1, "outlet": value}),
        client.get("/api/v1/findings", params={"q": value, "limit": 1}),
        client.get("/api/v1/claims", params={"limit": 1, "cursor": value}),
        client.get(f"/api/v1/stories/{value.encode().hex()}"),
        client.get("/api/v1/stories/" + value.replace("\r", "%0D").replace("\n", "%0A").replace("\x00", "%00")),
        client.get("/nowhere" + value.replace("\r", "%0D").replace("\n", "%0A").replace("\x00", "%00")),
    ]
    for answer in asked:
        assert answer.status_code in (200, 404, 422)
        assert "x-evil" not in answer.headers
        assert "set-cookie" not in answer.headers


def test_the_way_to_the_next_page_carries_what_was_asked_encoded(client: TestClient) -> None:
    params = {"limit": 1, "since": "2000-01-01", "place": "Black Sea"}
    answer = client.get("/api/v1/claims", params=params)
    link = answer.headers["link"]
    assert link.startswith("</api/v1/claims?")
    assert link.endswith('>; rel="next"')
    following = client.get(link[1 : link.index(">")])
    assert following.status_code == 200
    assert following.json()["items"] != answer.json()["items"]


# -- JSON


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[" * 100_000, b'{"a":' * 50_000, b"9" * 20_000, b"null", b"[]", b'"text"', b"NaN", b"\xff\xfe\x00",
        b'{"kind": "join_entities", "names": ["\\ud800", "b"], "note": NaN}', b'{"kind": {"$ne": 1}}',
        b'{"kind": "join_entities", "names": ["a", "b"], "__proto__": {}, "admin": true}', b"\xef\xbb\xbf{}",
        json.dumps({"kind": "join_entities", "names": ["a"] * 100_000}).encode(),
        json.dumps({"kind": "join_entities", "names": ["a" * 100_000, "b"]}).encode(),
        json.dumps({"kind": "set_date", "article": "a", "published": "2026-02-31"}).encode(),
        json.dumps({"addresses": ["http://a.example"] * 1000}).encode(),
        json.dumps({"addresses": [["http://a.example"]]}).encode(), json.dumps({"addresses": "http://a.example"}).encode(),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/api/v1/corrections", "/api/v1/captures"])
def test_a_body_that_fits_nothing_is_refused_as_a_problem(path: str, body: bytes) -> None:
    with open_client(empty()) as client:
        answer = client.post(path, content=body, headers={**BEARER, "Content-Type": "application/json"})
        assert answer.status_code in (400, 422), answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert len(answer.content) < 20_000
