"""Who may write, and what others try: no token, a guessed one, a form of another site, another name for the server."""

from collections.abc import Iterator

import pytest
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response
from starlette.testclient import TestClient

from stemma.web.safety.access import find_access
from stemma.web.safety.limits import Guesses
from stemma.web.safety.sessions import COOKIE
from tests.serving import BASE, BEARER, TOKEN, empty, open_client

pytestmark = pytest.mark.timeout(300)

WRITES = [
    ("POST", "/api/v1/captures", {"addresses": ["https://velm.example/a"]}),
    ("POST", "/api/v1/corrections", {"kind": "join_entities", "names": ["Ane Brodd", "A. Brodd"]}),
    ("POST", "/api/v1/corrections/1/undo", None),
    ("POST", "/api/v1/corrections/1/redo", None),
]
OTHER_METHODS = ["PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND", "QUERY", "post"]
OWN = {"Sec-Fetch-Site": "same-origin", "Origin": BASE}


@pytest.fixture
def client() -> Iterator[TestClient]:
    with open_client(empty()) as client:
        _add_sign_in(client)
        yield client


def _add_sign_in(client: TestClient) -> None:
    """A form that takes the token, as the pages have one, at the same address."""
    router = APIRouter()

    def sign_in(request: Request) -> Response:
        answer = JSONResponse({})
        session = request.app.state.gate.sign_in(request, answer, request.headers.get("x-token", ""))
        answer.headers["x-csrf"] = session.csrf
        return answer

    router.add_api_route("/login", sign_in, methods=["POST"], include_in_schema=False)
    # before the routes of the pages, whatever these have there
    client.app.router.routes.insert(0, router.routes[0])  # type: ignore[attr-defined]


def sign_in(client: TestClient) -> str:
    answer = client.post("/login", headers={"x-token": TOKEN, **OWN})
    assert answer.status_code == 200, answer.text
    return answer.headers["x-csrf"]


def write(client: TestClient, headers: dict[str, str]) -> int:
    return client.post("/api/v1/corrections", json=WRITES[1][2], headers=headers).status_code


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_without_the_token_nothing_is_written(client: TestClient, method: str, path: str, body: object) -> None:
    answer = client.request(method, path, json=body)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/api/v1/corrections").json()["items"] == []


@pytest.mark.parametrize("method", OTHER_METHODS)
@pytest.mark.parametrize("path", ["/api/v1/stories", "/api/v1/corrections", "/", "/nowhere"])
def test_no_method_that_may_change_something_passes_without_the_token(
    client: TestClient, method: str, path: str
) -> None:
    assert client.request(method, path).status_code == 401


def test_a_method_told_in_a_header_or_a_parameter_is_no_method(client: TestClient) -> None:
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        assert client.get("/api/v1/corrections", headers={name: "POST"}).status_code == 200
    assert client.get("/api/v1/stories?_method=DELETE").status_code == 422
    assert client.app.state.collection.store.list_corrections() == ()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "shown",
    ["", "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", f"Token {TOKEN}", "\xe9"],
)
def test_another_token_is_refused_on_every_address(client: TestClient, shown: str) -> None:
    header = {"Authorization": shown.encode("latin-1")}
    assert client.post("/api/v1/corrections", json=WRITES[1][2], headers=header).status_code == 401


def test_the_token_in_the_address_is_no_token(client: TestClient) -> None:
    answer = client.post(f"/api/v1/corrections?token={TOKEN}&access_token={TOKEN}", json=WRITES[1][2])
    assert answer.status_code == 401


def test_the_token_writes(client: TestClient) -> None:
    assert write(client, BEARER) == 201


def test_a_server_without_a_token_cannot_be_written_to() -> None:
    with open_client(empty(), token=None) as client:
        for method, path, body in WRITES:
            answer = client.request(method, path, json=body, headers=BEARER)
            assert answer.status_code == 403
        assert client.get("/api/v1/health").json()["writable"] is False


# -- guessing


def test_guessing_is_slowed_down_and_told(client: TestClient) -> None:
    statuses = [write(client, {"Authorization": f"Bearer wrong-{number}"}) for number in range(12)]
    assert statuses[: Guesses.FREE + 1] == [401] * (Guesses.FREE + 1)
    assert set(statuses[Guesses.FREE + 1 :]) == {429}


def test_while_a_client_is_slowed_down_the_right_token_is_not_looked_at_either(client: TestClient) -> None:
    for number in range(Guesses.FREE + 1):
        write(client, {"Authorization": f"Bearer wrong-{number}"})
    answer = client.post("/api/v1/corrections", json=WRITES[1][2], headers=BEARER)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1


def test_guessing_by_the_form_counts_as_well(client: TestClient) -> None:
    statuses = [
        client.post("/login", headers={"x-token": f"wrong-{n}", **OWN}).status_code for n in range(Guesses.FREE + 2)
    ]
    assert statuses[-1] == 429


def test_one_clients_guesses_do_not_shut_out_another(client: TestClient) -> None:
    for number in range(Guesses.FREE + 2):
        write(client, {"Authorization": f"Bearer wrong-{number}"})
    other = TestClient(client.app, base_url=BASE, client=("192.0.2.7", 4000))
    assert write(other, BEARER) == 201


def test_each_wrong_guess_doubles_the_wait_up_to_a_bound() -> None:
    now = [0.0]
    guesses = Guesses(lambda: now[0])
    waits = []
    for _ in range(16):
        guesses.note("one", right=False)
        waits.append(guesses.wait("one"))
        now[0] += waits[-1]
    assert waits[: Guesses.FREE] == [0.0] * Guesses.FREE
    assert waits[Guesses.FREE : Guesses.FREE + 3] == [2.0, 4.0, 8.0]
    assert waits[-1] == Guesses.LONGEST
    guesses.note("one", right=True)
    guesses.note("one", right=False)
    assert guesses.wait("one") == 0.0


def test_a_header_that_says_who_asks_is_not_believed(client: TestClient) -> None:
    statuses = [
        write(client, {"Authorization": "Bearer wrong", "X-Forwarded-For": f"198.51.100.{n}", "Forwarded": f"for=h{n}"})
        for n in range(Guesses.FREE + 2)
    ]
    assert statuses[-1] == 429


# -- browsers: cookies, and forms of other sites


def test_the_cookie_is_opaque_and_kept_from_scripts_and_other_sites(client: TestClient) -> None:
    answer = client.post("/login", headers={"x-token": TOKEN, **OWN})
    cookie = answer.headers["set-cookie"]
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()
    assert TOKEN not in cookie


def test_a_form_of_our_own_page_writes(client: TestClient) -> None:
    csrf = sign_in(client)
    assert write(client, {"X-CSRF-Token": csrf, **OWN}) == 201


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:9999"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Origin": BASE, "Sec-Fetch-Site": "cross-site"},
    {"Origin": BASE, "Sec-Fetch-Site": "none"},
    {"Origin": "http://127.0.0.1:8765.evil.example"},
    {"Origin": "http://[::1"},
    {"Origin": f"{BASE}@evil.example"},
    {"Origin": "file://127.0.0.1:8765"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_what_another_site_sends_is_refused_even_with_the_cookie_and_the_secret(
    client: TestClient, headers: dict[str, str]
) -> None:
    csrf = sign_in(client)
    assert write(client, {"X-CSRF-Token": csrf, **headers}) == 403
    assert client.get("/api/v1/corrections").json()["items"] == []


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_site_cannot_sign_a_browser_in(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/login", headers={"x-token": TOKEN, **headers}).status_code == 403


@pytest.mark.parametrize("secret", [None, "", "x", "0" * 43])
def test_without_the_second_secret_the_cookie_writes_nothing(client: TestClient, secret: str | None) -> None:
    sign_in(client)
    assert write(client, {**OWN, **({"X-CSRF-Token": secret} if secret is not None else {})}) == 403


def test_one_sessions_secret_is_none_for_another(client: TestClient) -> None:
    foreign = sign_in(client)
    client.cookies.clear()
    sign_in(client)
    assert write(client, {"X-CSRF-Token": foreign, **OWN}) == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_a_body_that_a_form_can_send_is_no_json(client: TestClient, kind: str | None) -> None:
    headers = {**BEARER, **({"Content-Type": kind} if kind else {})}
    body = b'{"kind": "join_entities", "names": ["A", "B"]}'
    assert client.post("/api/v1/corrections", content=body, headers=headers).status_code == 415


def test_a_cookie_that_was_made_up_opens_nothing(client: TestClient) -> None:
    client.cookies.set(COOKIE, "x" * 43)
    assert write(client, {"X-CSRF-Token": "x" * 43, **OWN}) == 401


def test_a_session_ends_by_itself() -> None:
    with open_client(empty(), session_seconds=0.0) as client:
        _add_sign_in(client)
        csrf = sign_in(client)
        assert write(client, {"X-CSRF-Token": csrf, **OWN}) == 401


def test_signing_out_ends_the_session_for_whoever_has_the_cookie(client: TestClient) -> None:
    csrf = sign_in(client)
    client.app.state.gate.sessions.end(client.cookies[COOKIE])  # type: ignore[attr-defined]
    assert write(client, {"X-CSRF-Token": csrf, **OWN}) == 401


def test_pages_are_told_what_a_browser_may_do(client: TestClient) -> None:
    seen = []

    def look(request: Request) -> Response:
        access = find_access(request)
        seen.append((access.may_write, bool(access.csrf)))
        return Response()

    router = APIRouter()
    router.add_api_route("/look", look, include_in_schema=False)
    client.app.router.routes.insert(0, router.routes[0])  # type: ignore[attr-defined]
    client.get("/look")
    sign_in(client)
    client.get("/look")
    assert seen == [(False, False), (True, True)]


def test_no_other_site_is_allowed_to_read_answers(client: TestClient) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for answer in (client.get("/api/v1/health", headers=headers), client.options("/api/v1/captures", headers=headers)):
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


# -- names of the server (DNS rebinding)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.evil.example", "", "127.0.0.1:x",
        "127.0.0.1:99999", "user@127.0.0.1", "127.0.0.1/", "127.0.0.1 evil", "[::1", "0.0.0.0", "10.0.0.1",
        "2130706433", "127.0.0.1,evil.example", "evil.example#127.0.0.1",
    ],
)  # fmt: skip
def test_a_foreign_name_is_refused_whatever_is_asked(client: TestClient, host: str) -> None:
    for path in ("/api/v1/health", "/", "/api/v1/openapi.json", "/feeds/stories.atom", "/nowhere"):
        assert client.get(path, headers={"Host": host}).status_code == 421
    assert client.post("/api/v1/corrections", json={}, headers={"Host": host, **BEARER}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:1", "LOCALHOST.", "[::1]:8765"])
def test_the_names_of_loopback_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/health", headers={"Host": host}).status_code == 200


def test_a_name_that_the_user_gave_is_answered_and_no_part_of_it() -> None:
    with open_client(empty(), hosts=("desk.velm.example",)) as client:
        for host, status in (("desk.velm.example", 200), ("Desk.Velm.Example:80", 200), ("velm.example", 421)):
            assert client.get("/api/v1/health", headers={"Host": host}).status_code == status


def test_on_all_addresses_any_number_is_answered_and_no_further_name() -> None:
    with open_client(empty(), host="0.0.0.0") as client:
        for host, status in (("192.0.2.9:8765", 200), ("[2001:db8::1]", 200), ("evil.example", 421)):
            assert client.get("/api/v1/health", headers={"Host": host}).status_code == status


def test_a_name_in_another_header_leads_nowhere(client: TestClient) -> None:
    headers = {"X-Forwarded-Host": "evil.example", "X-Host": "evil.example", "Forwarded": "host=evil.example"}
    for path in ("/feeds/stories.atom", "/feeds/stories.json", "/api/v1/stories"):
        assert "evil.example" not in client.get(path, headers=headers).text


# -- pace


def test_too_many_requests_are_refused_and_told_when_to_come_again() -> None:
    with open_client(empty(), reads=0.05) as client:
        answers = [client.get("/api/v1/health") for _ in range(40)]
        assert {answer.status_code for answer in answers} == {200, 429}
        assert answers[-1].headers["content-type"] == "application/problem+json"
        assert int(answers[-1].headers["retry-after"]) >= 1


def test_writing_has_a_stricter_pace_than_reading() -> None:
    with open_client(empty(), writes=0.1) as client:
        statuses = [write(client, {}) for _ in range(8)]
        assert statuses[0] == 401
        assert statuses[-1] == 429
        assert client.get("/api/v1/health").status_code == 200
