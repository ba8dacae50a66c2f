"""Parameters in bad will, over every store: SQL, control characters, tampered cursors, numbers too large."""

import base64
import json
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.serving import BEARER, STORES, fill, idle_jobs, open_client, open_kind

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module", params=STORES)
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    collection = fill(open_kind(request.param, request, tmp_path_factory.mktemp("store")))
    with idle_jobs(), open_client(collection) as client:
        yield client
    collection.store.close()


SQL = [
    "'", "''", '"', "';--", "' OR '1'='1", "') OR 1=1 --", "1; DROP TABLE articles; --", "x' UNION SELECT 1,2,3 --",
    "%", "_", "%' --", "\\", "\\'", "a\x00b", "NEAR(", 'NEAR("a" "b", 1)', "a AND", "OR", "NOT", "title:x",
    "{title}:x", "^a", "a*b*", '"a', "a OR b", "-", "--", '-"', "*", "(", ")", "a^2", "+", "-- x", "/* x */",
    "|| pg_sleep(9) ||",
    "$1", ":1", "?", "%s", "%(x)s", "'; ATTACH DATABASE '/tmp/x' AS y; --", "\ufeff", "\u2028", "a" * 300, "é" * 300,
    "\U0001f600", "NULL", "0x41", "to_tsquery", "a & | ! b", "a:*", "<->", "\x1a", "\r\n", "\t",
]  # fmt: skip
PARAMETERS = {
    "stories": ["q", "outlet", "place", "name"],
    "claims": ["q", "outlet", "place", "name", "story", "article"],
    "findings": ["q", "outlet", "place", "name", "story", "article"],
    "search?kind=articles": ["q", "outlet", "place", "name", "story"],
    "search?kind=claims": ["q", "story"],
    "rejected": ["q"],
}


@pytest.mark.parametrize("text", SQL)
def test_no_text_is_more_than_text(client: TestClient, text: str) -> None:
    before = client.get("/api/v1/health").json()["counts"]
    for path, names in PARAMETERS.items():
        for name in names:
            base, _, kind = path.partition("?kind=")
            answer = client.get(f"/api/v1/{base}", params={name: text, "limit": 3, **({"kind": kind} if kind else {})})
            assert answer.status_code == 200, (path, name, answer.text)
            if name in ("outlet", "place", "name", "story", "article") and text.strip():
                assert answer.json()["items"] == [], (path, name)
    assert client.get("/api/v1/health").json()["counts"] == before


@pytest.mark.parametrize("text", SQL)
def test_no_text_in_the_path_is_more_than_a_name_of_nothing(client: TestClient, text: str) -> None:
    from urllib.parse import quote

    name = quote(text[:100], safe="")
    for path in (
        f"/api/v1/stories/{name}", f"/api/v1/stories/{name}/dossier", f"/api/v1/stories/{name}/timeline",
        f"/api/v1/stories/{name}/events", f"/api/v1/stories/{name}/editions", f"/api/v1/articles/{name}",
        f"/api/v1/articles/{name}/revisions", f"/api/v1/jobs/{name}", f"/feeds/stories/{name}.json",
    ):  # fmt: skip
        assert client.get(path).status_code in (404, 422), path


@pytest.mark.parametrize("text", SQL)
def test_no_text_of_a_correction_is_more_than_text(client: TestClient, text: str) -> None:
    jobs = client.app.state.jobs  # type: ignore[attr-defined]
    body = {"kind": "split_entity", "names": [text], "article": text, "note": text}
    answer = client.post("/api/v1/corrections", json=body, headers=BEARER)
    assert answer.status_code in (201, 422), answer.text
    if answer.status_code == 201:
        number = answer.json()["number"]
        listed = client.get("/api/v1/corrections").json()["items"]
        assert [one["number"] for one in listed if one["number"] == number] == [number]
        assert client.post(f"/api/v1/corrections/{number}/undo", headers=BEARER).json()["undone"] is True
        jobs.wait(answer.json()["job"], 250)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"), ("limit", "-1"), ("limit", "501"), ("limit", "1e9"), ("limit", "9" * 400), ("limit", "1; DROP"),
        ("limit", ""), ("limit", "NaN"), ("since", "2026-02-30"), ("since", "' OR 1"), ("since", "0000-00-00"),
        ("since", "2026-01-01\x00"), ("until", "99999-01-01"), ("since", "٢٠٢٦-٠١-٠١"), ("min_origins", "-1"),
        ("min_origins", "9" * 40), ("relation", "differ' OR 1"), ("q", "a" * 301), ("nothing", "1"),
        ("Limit", "1"), ("limit[]", "1"), ("limit", "1\x00"),
    ],
)  # fmt: skip
def test_a_value_out_of_its_bounds_is_refused_and_named(client: TestClient, name: str, value: str) -> None:
    answer = client.get("/api/v1/claims", params={name: value})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert any(name in one["where"] for one in answer.json()["errors"]), answer.json()


def test_a_parameter_given_twice_is_no_way_around_its_bounds(client: TestClient) -> None:
    assert client.get("/api/v1/claims?limit=1&limit=100000").status_code == 422


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "1' OR 1", "null", "1.5", "%00"])
def test_a_number_that_is_none_undoes_nothing(client: TestClient, number: str) -> None:
    answer = client.post(f"/api/v1/corrections/{number}/undo", headers=BEARER)
    assert answer.status_code in (404, 422)
    assert client.get(f"/api/v1/stories/x/dossier?edition={number}").status_code in (404, 422)


# -- cursors


def first(client: TestClient, path: str) -> str:
    cursor: str = client.get(f"/api/v1/{path}").json()["next"]
    assert cursor
    return cursor


def test_a_cursor_leads_through_a_whole_list_once(client: TestClient) -> None:
    whole = [one["id"] for one in client.get("/api/v1/claims?limit=500").json()["items"]]
    seen: list[str] = []
    path = "/api/v1/claims?limit=7"
    while path:
        answer = client.get(path)
        seen += [one["id"] for one in answer.json()["items"]]
        link = answer.headers.get("link", "")
        path = link[1 : link.index(">")] if link else ""
    assert seen == whole


def _forge(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "", "x", "====", "AAAA", "null", "W10", "eyJhIjoxfQ", "é", "%00", "a" * 999, "a" * 1001, "../../etc/passwd",
        _forge("1", "0" * 12), _forge("1"), _forge(1, "x"), _forge("1' OR 1", "x"), _forge(["1"], "x"), _forge({}, {}),
        base64.urlsafe_b64encode(b"[" * 700).decode(),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["stories", "claims", "findings", "rejected", "search"])
def test_a_cursor_that_this_server_did_not_make_is_refused(client: TestClient, path: str, cursor: str) -> None:
    assert client.get(f"/api/v1/{path}", params={"cursor": cursor}).status_code == 422


def test_a_cursor_with_one_letter_changed_is_refused(client: TestClient) -> None:
    cursor = first(client, "claims?limit=2")
    for at in range(len(cursor)):
        changed = cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :]
        answer = client.get("/api/v1/claims", params={"limit": 2, "cursor": changed})
        assert (
            answer.status_code == 422 or answer.json() == client.get(f"/api/v1/claims?limit=2&cursor={cursor}").json()
        )


def test_a_cursor_is_good_for_its_own_list_and_filters_alone(client: TestClient) -> None:
    cursor = first(client, "claims?limit=2")
    assert client.get(f"/api/v1/findings?cursor={cursor}").status_code == 422
    assert client.get(f"/api/v1/claims?relation=differ&cursor={cursor}").status_code == 422
    assert client.get(f"/api/v1/claims?limit=3&cursor={cursor}").status_code == 200
