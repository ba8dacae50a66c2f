"""The parts of safety one by one: buckets, tokens in files, sessions, names of hosts, what is logged."""

import io
import json
import logging
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.errors import UsageError
from stemma.web.logs import SafeFormatter, set_up_log
from stemma.web.safety.hosts import Hosts, is_loopback, is_wildcard
from stemma.web.safety.limits import Buckets, name_client
from stemma.web.safety.sessions import Sessions, match_csrf
from stemma.web.safety.tokens import load_token, match_token
from tests.serving import TOKEN, empty, open_client, run_server, speak

pytestmark = pytest.mark.timeout(300)


# -- buckets


@given(st.lists(st.floats(0, 5), max_size=60))
def test_over_any_time_no_more_pass_than_the_burst_and_what_ran_in(pauses: list[float]) -> None:
    now, passed = [0.0], 0
    buckets = Buckets(2.0, 5.0, lambda: now[0])
    for pause in pauses:
        now[0] += pause
        passed += buckets.take("one") == 0
    assert passed <= 5 + 2.0 * now[0] + 1e-6


def test_who_waits_as_long_as_told_passes() -> None:
    now = [0.0]
    buckets = Buckets(0.5, 1.0, lambda: now[0])
    assert buckets.take("one") == 0
    wait = buckets.take("one")
    assert wait == pytest.approx(2.0)
    now[0] += wait
    assert buckets.take("one") == 0


def test_one_client_does_not_empty_the_bucket_of_another() -> None:
    buckets = Buckets(1.0, 1.0, lambda: 0.0)
    assert buckets.take("one") == 0
    assert buckets.take("one") > 0
    assert buckets.take("two") == 0


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("::ffff:127.0.0.1", "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_a_client_is_its_address_and_of_ipv6_its_network(host: str, name: str) -> None:
    assert name_client({"type": "http", "client": (host, 1)}) == name
    assert name_client({"type": "http", "client": None}) == ""


# -- the token's file


def test_a_token_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.token"
    token = load_token(path)
    assert len(token) >= 40
    assert load_token(path) == token
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_two_tokens_are_the_same(tmp_path: Path) -> None:
    assert load_token(tmp_path / "a") != load_token(tmp_path / "b")


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desk.token"
    load_token(path)
    path.chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        load_token(path)


@pytest.mark.parametrize("content", [b"", b"short", b"two words that are long enough", b"\xff" * 40, b"a" * 600])
def test_a_file_that_holds_no_token_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "desk.token"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(UsageError, match="holds no token"):
        load_token(path)
    assert path.read_bytes() == content


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    path = tmp_path / "desk.token"
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="link"):
        load_token(path)
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no" / "desk.token"):
        with pytest.raises(UsageError):
            load_token(path)


@given(st.text(), st.text())
def test_a_token_matches_itself_alone(one: str, other: str) -> None:
    assert match_token(one, one)
    assert match_token(one, other) == (one.encode("utf-8", "replace") == other.encode("utf-8", "replace"))


# -- sessions


def test_a_session_lasts_its_time_and_no_longer() -> None:
    now = [0.0]
    sessions = Sessions(10.0, lambda: now[0])
    session = sessions.open()
    now[0] = 9.9
    assert sessions.find(session.id) is session
    now[0] = 10.0
    assert sessions.find(session.id) is None


def test_sessions_are_bounded_and_the_oldest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stemma.web.safety.sessions._MOST", 2)
    sessions = Sessions(10.0, lambda: 0.0)
    opened = [sessions.open() for _ in range(3)]
    assert [sessions.find(one.id) for one in opened] == [None, *opened[1:]]


def test_a_session_s_two_secrets_differ() -> None:
    session = Sessions(10.0).open()
    assert session.id != session.csrf
    assert match_csrf(session, session.csrf)
    assert not match_csrf(session, session.id)


# -- hosts


def test_what_is_loopback_and_what_is_all_addresses() -> None:
    assert all(map(is_loopback, ["127.0.0.1", "127.9.9.9", "::1", "localhost", "[::1]"]))
    assert not any(map(is_loopback, ["0.0.0.0", "::", "", "192.0.2.1", "desk.velm.example"]))
    assert all(map(is_wildcard, ["0.0.0.0", "::", "", "[::]"]))
    assert not any(map(is_wildcard, ["127.0.0.1", "localhost", "desk.velm.example"]))


@given(st.text(max_size=60))
def test_no_header_breaks_the_check_of_hosts(header: str) -> None:
    allowed = Hosts("127.0.0.1").allow(header)
    assert not allowed or header.lower().startswith(("127.0.0.1", "localhost", "[::1]", "::1"))


# -- the log


def read_log(manner: str, ask: list[tuple[str, str, dict[str, str]]]) -> str:
    stream = io.StringIO()
    set_up_log(manner, token=TOKEN, stream=stream)  # type: ignore[arg-type]
    try:
        with open_client(empty()) as client:
            for method, path, headers in ask:
                client.request(method, path, headers=headers)
    finally:
        for name in ("stemma", "uvicorn.error"):
            logging.getLogger(name).handlers[:] = []
            logging.getLogger(name).propagate = True
            logging.getLogger(name).setLevel(logging.NOTSET)
    return stream.getvalue()


SECRETS = [
    ("GET", f"/api/v1/stories?token={TOKEN}&q=whispered", {"Authorization": f"Bearer {TOKEN}"}),
    ("GET", f"/{TOKEN}", {"Cookie": "stemma_session=cookie-value-123"}),
    ("POST", "/api/v1/corrections", {"Authorization": "Bearer wrong-token-456", "X-CSRF-Token": "second-secret-789"}),
    ("GET", "/a%0Aforged%20line%1b[2J", {}),
]


@pytest.mark.parametrize("manner", ["lines", "json"])
def test_no_token_cookie_or_query_is_ever_in_the_log(manner: str) -> None:
    told = read_log(manner, SECRETS)
    assert told.count("\n") == len(SECRETS)
    for secret in (TOKEN, "whispered", "cookie-value-123", "wrong-token-456", "second-secret-789"):
        assert secret not in told
    assert "\x1b" not in told
    assert "/api/v1/stories 422" in told


def test_a_log_of_json_is_an_object_a_line() -> None:
    for line in read_log("json", SECRETS).splitlines():
        told = json.loads(line)
        assert {"time", "level", "client", "method", "path", "status", "ms"} <= told.keys()


def test_a_trace_is_in_the_log_without_its_secrets() -> None:
    try:
        raise RuntimeError(f"asked with Bearer abc123def and {TOKEN}, cookie stemma_session=abcdef; end")
    except RuntimeError:
        import sys

        record = logging.LogRecord("stemma.web", logging.ERROR, "", 0, "fault", None, sys.exc_info())
    for manner in ("lines", "json"):
        text = SafeFormatter(manner, TOKEN).format(record)  # type: ignore[arg-type]
        assert "RuntimeError" in text
        for secret in ("abc123def", TOKEN, "abcdef"):
            assert secret not in text


def test_a_fault_is_told_by_an_id_that_finds_it_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("inside knowledge")

    with open_client(empty()) as client:
        store = client.app.state.collection.store  # type: ignore[attr-defined]
        monkeypatch.setattr(store, "list_claims", fail)
        answer = client.get("/api/v1/claims")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "inside knowledge" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.json()["fault"] in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "nosniff" in answer.headers["x-content-type-options"]


def test_over_a_socket_no_server_names_itself() -> None:
    with run_server() as port:
        answer = speak(port, b"GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").lower()
    assert b"200 ok" in answer
    assert b"\r\nserver:" not in answer
    assert b"uvicorn" not in answer
