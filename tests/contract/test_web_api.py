"""The HTTP API as its documentation tells it: what is there, in which shape, and how little is sent twice."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from defusedxml import ElementTree
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from stemma.errors import MissingPart, StoreBroken, StoreBusy, StoreFull, StoreGone, UsageError
from stemma.model.story import Story
from stemma.store import open_store
from stemma.tell.dossier_json import dump_dossier, load_dossier
from stemma.web.jobs import JobsFull
from tests.serving import BEARER, empty, fill, filled, idle_jobs, open_client

pytestmark = pytest.mark.timeout(300)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with open_client() as client:
        yield client


@pytest.fixture(scope="module")
def story(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/stories").json()["items"][0]
    return found


def test_a_story_has_its_articles(client: TestClient, story: dict[str, Any]) -> None:
    told = client.get(f"/api/v1/stories/{story['id']}").json()
    assert [one["id"] for one in told["members"]] == story["articles"]
    assert told["edition"] is not None
    assert {one["story"] for one in told["members"]} == {story["id"]}


def test_an_alias_is_answered_with_the_id_now() -> None:
    collection = fill(open_store("memory:"))
    [before] = collection.store.iter_stories()
    old = before.story
    with open_client(collection) as client:
        renamed = Story(id="renamed1", title=old.title, articles=old.articles, origins=old.origins, aliases=(old.id,))
        collection.store.put_stories([renamed], gone=[old.id])
        for below in ("", "/events", "/editions", "/dossier", "/timeline"):
            assert client.get(f"/api/v1/stories/{old.id}{below}").status_code == 200, below
        answer = client.get(f"/api/v1/stories/{old.id}")
        assert answer.json()["id"] == "renamed1"
        assert answer.headers["content-location"] == "/api/v1/stories/renamed1"


def test_the_dossier_is_the_contract_byte_for_byte(client: TestClient, story: dict[str, Any]) -> None:
    edition = filled().store.get_edition(story["id"])
    assert edition is not None
    answer = client.get(f"/api/v1/stories/{story['id']}/dossier")
    assert answer.headers["content-type"] == "application/json"
    assert answer.content.decode() == dump_dossier(edition.dossier) + "\n"
    assert load_dossier(answer.text) == edition.dossier


def test_an_edition_is_had_by_its_number(client: TestClient, story: dict[str, Any]) -> None:
    [edition] = client.get(f"/api/v1/stories/{story['id']}/editions").json()["items"]
    path = f"/api/v1/stories/{story['id']}/dossier"
    assert client.get(path, params={"edition": edition["number"]}).content == client.get(path).content
    assert client.get(path, params={"edition": edition["number"] + 999}).status_code == 404


def test_a_table_is_chosen_by_its_name(client: TestClient, story: dict[str, Any]) -> None:
    path = f"/api/v1/stories/{story['id']}/dossier?format=csv"
    heads = {
        name: client.get(f"{path}&table={name}").text.splitlines()[0] for name in ("articles", "claims", "origins")
    }
    assert len(set(heads.values())) == 3
    assert client.get(f"{path}&table=secrets").status_code == 422


def test_a_story_that_was_not_compared_has_no_dossier_and_says_so() -> None:
    collection = empty()
    collection.store.put_stories([Story(id="s1", title="Quay closed", articles=(), origins=0)])
    with open_client(collection) as client:
        for below in ("dossier", "timeline"):
            answer = client.get(f"/api/v1/stories/s1/{below}")
            assert answer.status_code == 404
            assert "not compared yet" in answer.json()["detail"]


def test_the_timeline_names_the_findings_of_each_date(client: TestClient, story: dict[str, Any]) -> None:
    told = client.get(f"/api/v1/stories/{story['id']}/timeline").json()
    assert told["moments"]
    assert all(moment["findings"] for moment in told["moments"])


def test_an_article_is_the_dossier_s(client: TestClient, story: dict[str, Any]) -> None:
    dossier = client.get(f"/api/v1/stories/{story['id']}/dossier").json()
    one = dossier["articles"][0]
    told = client.get(f"/api/v1/articles/{one['id']}").json()
    assert told["article"]["text"] == one["text"]
    assert told["article"].keys() == one.keys()
    [revision] = client.get(f"/api/v1/articles/{one['id']}/revisions").json()["items"]
    assert (revision["id"], revision["current"]) == (one["id"], True)


def test_claims_and_findings_quote_the_words_of_their_articles(client: TestClient) -> None:
    for claim in client.get("/api/v1/claims?limit=20").json()["items"]:
        text = client.get(f"/api/v1/articles/{claim['article']}").json()["article"]["text"]
        assert text[claim["start"] : claim["end"]] == claim["quote"]


def test_what_differs_is_found_by_its_relation(client: TestClient, story: dict[str, Any]) -> None:
    found = client.get("/api/v1/findings?relation=differ").json()["items"]
    assert len([one for one in found if not one["withheld"]]) == story["differences"] > 0
    assert {one["relation"] for one in found} == {"differ"}


@pytest.mark.parametrize(("kind", "word"), [("stories", "ferry"), ("articles", "ferry"), ("claims", "ferry")])
def test_a_search_finds_words_of_each_kind(client: TestClient, kind: str, word: str) -> None:
    assert client.get("/api/v1/search", params={"kind": kind, "q": word}).json()["items"]
    assert client.get("/api/v1/search", params={"kind": kind, "q": "zzzz" + word}).json()["items"] == []


def test_a_list_pages_by_link_and_by_body_alike(client: TestClient) -> None:
    answer = client.get("/api/v1/findings?limit=5")
    assert f"cursor={answer.json()['next']}" in answer.headers["link"]
    last = client.get("/api/v1/findings?limit=500")
    assert last.json()["next"] is None
    assert "link" not in last.headers


# -- how little is sent twice

TAGGED = [
    "/api/v1/stories", "/api/v1/stories/{story}", "/api/v1/stories/{story}/dossier", "/api/v1/corrections",
    "/api/v1/stories/{story}/dossier?format=html", "/api/v1/stories/{story}/timeline", "/api/v1/stories/{story}/events",
    "/api/v1/stories/{story}/editions", "/api/v1/articles/{article}", "/api/v1/articles/{article}/revisions",
    "/api/v1/claims", "/api/v1/findings", "/api/v1/search", "/api/v1/outlets", "/api/v1/rejected",
    "/feeds/stories.atom", "/feeds/stories.json", "/feeds/stories/{story}.atom", "/feeds/stories/{story}.json",
]  # fmt: skip


@pytest.mark.parametrize("path", TAGGED)
@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_what_the_client_has_is_not_sent_again(
    client: TestClient, story: dict[str, Any], path: str, coding: str
) -> None:
    path = path.format(story=story["id"], article=story["articles"][0])
    headers = {"Accept-Encoding": coding}
    whole = client.get(path, headers=headers)
    tag = whole.headers["etag"]
    assert not tag.startswith("W/")
    for held in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(path, headers={**headers, "If-None-Match": held})
        assert (again.status_code, again.content) == (304, b""), held
    for held in ('"other"', "", "x"):
        assert client.get(path, headers={**headers, "If-None-Match": held}).status_code == 200


def test_two_codings_of_one_answer_have_two_tags(client: TestClient, story: dict[str, Any]) -> None:
    path = f"/api/v1/stories/{story['id']}/dossier"
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.headers["etag"] != packed.headers["etag"]
    assert plain.content == packed.content
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert len(gzip.compress(plain.content)) < len(plain.content)


def test_a_change_of_the_store_is_another_tag() -> None:
    collection = empty()
    with open_client(collection) as client:
        before = client.get("/api/v1/stories").headers["etag"]
        collection.store.put_stories([Story(id="s1", title="Quay closed", articles=(), origins=0)])
        after = client.get("/api/v1/stories", headers={"If-None-Match": before})
        assert after.status_code == 200
        assert after.headers["etag"] != before


@pytest.mark.parametrize(
    "path", [*TAGGED, "/api/v1/health", "/api/v1/metrics", "/api/v1/openapi.json", "/api/v1/jobs/x"]
)
def test_head_is_get_without_its_body(client: TestClient, story: dict[str, Any], path: str) -> None:
    path = path.format(story=story["id"], article=story["articles"][0])
    get, head = client.get(path), client.head(path)
    assert head.status_code == get.status_code
    assert head.content == b""
    for name in ("etag", "content-type", "link"):
        assert head.headers.get(name) == get.headers.get(name)


# -- how failures are told


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/feeds/nowhere", 404, "STM-602"),
        ("GET", "/api/v1/nowhere", 404, "STM-602"),
        ("GET", "/api/v1/stories/none", 404, "STM-602"),
        ("GET", "/api/v1/stories/", 404, "STM-602"),
        ("DELETE", "/api/v1/stories", 405, "STM-601"),
        ("GET", "/api/v1/captures", 405, "STM-601"),
        ("POST", "/api/v1/captures", 415, "STM-601"),
        ("POST", "/api/v1/corrections", 415, "STM-601"),
        ("POST", "/api/v1/corrections/999/undo", 404, "STM-602"),
        ("GET", "/api/v1/claims?limit=x", 422, "STM-601"),
    ],
)
def test_every_failure_has_the_one_shape(client: TestClient, method: str, path: str, status: int, code: str) -> None:
    answer = client.request(method, path, headers=BEARER)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["type"], told["status"]) == ("about:blank", status)
    assert told["title"]
    assert told["detail"].endswith(".")
    assert (told["code"], told["docs"]) == (code, f"docs/errors.md#{code.lower()}")


def test_who_may_not_is_told_by_one_code_and_who_asks_too_often_by_another(client: TestClient) -> None:
    assert client.post("/api/v1/corrections/1/undo").json()["code"] == "STM-603"
    wrong = {"Authorization": "Bearer a-token-of-another-server"}
    with open_client(empty()) as guesser:
        told = [guesser.get("/api/v1/health", headers=wrong).json() for _ in range(7)]
    assert [(one["status"], one["code"]) for one in (told[0], told[-1])] == [(401, "STM-603"), (429, "STM-604")]


def test_a_method_that_is_not_taken_is_told_with_those_that_are(client: TestClient) -> None:
    assert client.put("/api/v1/corrections", headers=BEARER).headers["allow"] == "GET, POST, HEAD"
    assert client.get("/api/v1/captures").headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("error", "status", "waits", "code"),
    [
        (StoreGone("postgresql://desk@db.velm.example/desk: gone"), 503, True, "STM-505"),
        (StoreBusy("another holds it"), 503, True, "STM-502"),
        (StoreFull("no room is left"), 507, False, "STM-503"),
        (JobsFull("16 jobs wait already"), 503, True, "STM-604"),
        (MissingPart("install it"), 501, False, "STM-102"),
        (UsageError("another than that"), 422, False, "STM-100"),
        (StoreBroken("a page of it is torn"), 500, False, "STM-504"),
        (MemoryError(), 500, False, "STM-901"),
        (ZeroDivisionError("nobody foresaw it"), 500, False, "STM-909"),
    ],
)
def test_a_store_that_fails_is_told_and_when_to_come_again(
    monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, waits: bool, code: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    with open_client(empty()) as client:
        store = client.app.state.collection.store  # type: ignore[attr-defined]
        for name in ("list_stories", "put_correction", "count"):
            monkeypatch.setattr(store, name, fail)
        body = {"kind": "join_entities", "names": ["a", "b"]}
        for answer in (
            client.get("/api/v1/stories"),
            client.get("/api/v1/health"),
            client.post("/api/v1/corrections", json=body, headers=BEARER),
            client.get("/feeds/stories.atom"),
        ):
            assert answer.status_code == status
            assert answer.headers["content-type"] == "application/problem+json"
            assert ("retry-after" in answer.headers) == waits
            assert (answer.json()["code"], answer.json()["docs"]) == (code, f"docs/errors.md#{code.lower()}")
            assert "velm" not in answer.text


def test_too_many_jobs_are_told_and_a_correction_is_kept_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise JobsFull("16 jobs wait already; try again when some are done.")

    with open_client(empty()) as client:
        monkeypatch.setattr(client.app.state.jobs, "submit", fail)  # type: ignore[attr-defined]
        handed = client.post("/api/v1/captures", json={"addresses": ["https://velm.example/"]}, headers=BEARER)
        assert handed.status_code == 503
        assert "retry-after" in handed.headers
        body = {"kind": "join_entities", "names": ["a", "b"]}
        corrected = client.post("/api/v1/corrections", json=body, headers=BEARER)
        assert (corrected.status_code, corrected.json()["job"]) == (201, None)


# -- corrections

CORRECTIONS: list[dict[str, Any]] = [
    {"kind": "join_findings", "claims": [{"words": "six weeks", "article": "a"}, {"claim": "0123"}]},
    {"kind": "split_finding", "claims": [{"claim": "0123"}], "note": "another event"},
    {"kind": "join_entities", "names": ["Ane Brodd", "A. Brodd"]},
    {"kind": "split_entity", "names": ["Brodd"], "article": "a"},
    {"kind": "set_origin", "origin": "The harbour board", "article": "a"},
    {"kind": "set_origin", "origin": "The harbour board", "claim": {"claim": "0123"}},
    {"kind": "set_date", "article": "a", "published": "2026-03"},
    {"kind": "pin_article", "article": "a", "story_of": "b"},
    {"kind": "split_story", "articles": ["a"]},
    {"kind": "join_stories", "articles": ["a", "b"]},
]


@pytest.mark.parametrize("body", CORRECTIONS, ids=lambda body: body["kind"])
def test_each_kind_of_correction_is_kept_told_taken_back_and_given_again(body: dict[str, Any]) -> None:
    with idle_jobs(), open_client(empty()) as client:
        made = client.post("/api/v1/corrections", json=body, headers=BEARER)
        assert made.status_code == 201
        number = made.json()["number"]
        [row] = client.get("/api/v1/corrections").json()["items"]
        assert (row["number"], row["kind"], row["undone"]) == (number, body["kind"], False)
        assert {name: row["what"][name] for name in body if name not in ("kind", "claims", "claim")} == {
            name: value for name, value in body.items() if name not in ("kind", "claims", "claim")
        }
        for turn, undone in (("undo", True), ("undo", True), ("redo", False)):
            assert client.post(f"/api/v1/corrections/{number}/{turn}", headers=BEARER).json()["undone"] is undone
            assert client.get("/api/v1/corrections").json()["items"][0]["undone"] is undone


# -- feeds, metrics, the description


def test_a_feed_of_a_story_tells_its_events_newest_first(client: TestClient, story: dict[str, Any]) -> None:
    events = client.get(f"/api/v1/stories/{story['id']}/events").json()["items"]
    tree = ElementTree.fromstring(client.get(f"/feeds/stories/{story['id']}.atom").content)
    entries = tree.findall(f"{ATOM}entry")
    assert len(entries) == len(events)
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == [event["at"] for event in events]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    told = json.loads(client.get(f"/feeds/stories/{story['id']}.json").content)
    assert [item["id"] for item in told["items"]] == ids


def test_a_feed_of_nothing_is_a_feed() -> None:
    with open_client(empty()) as client:
        tree = ElementTree.fromstring(client.get("/feeds/stories.atom").content)
        assert tree.findtext(f"{ATOM}updated")
        assert client.get("/feeds/stories.json").json()["items"] == []
        assert client.get("/feeds/stories/none.atom").status_code == 404
        assert client.get("/feeds/stories.rss").status_code in (404, 422)


def test_metrics_are_counted_by_route_and_never_by_address() -> None:
    with open_client(empty()) as client:
        for number in range(30):
            client.get(f"/api/v1/stories/made-up-{number}")
            client.get(f"/nowhere/{number}")
        text = client.get("/api/v1/metrics").text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    routes = {
        sample.labels["route"]: sample.value
        for sample in families["stemma_requests"].samples
        if "status" in sample.labels
    }
    assert routes == {"/api/v1/stories/{story}": 30.0, "none": 30.0}
    assert "made-up" not in text
    assert {sample.labels["kind"] for sample in families["stemma_store_items"].samples} >= {"articles", "stories"}


def test_two_apps_count_apart() -> None:
    with open_client(empty()) as one, open_client(empty()) as other:
        one.get("/api/v1/health")
        assert 'route="/api/v1/health"' in one.get("/api/v1/metrics").text
        assert 'route="/api/v1/health"' not in other.get("/api/v1/metrics").text


def test_the_description_leaves_no_reference_open_and_names_every_status(client: TestClient) -> None:
    told = client.get("/api/v1/openapi.json").json()
    text = json.dumps(told)
    names = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names <= told["components"]["schemas"].keys()
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            statuses = set(operation["responses"])
            assert {"400", "401", "413", "421", "422", "429", "500", "503"} <= statuses, path
            if method == "post":
                assert {"403", "408", "415", "507"} <= statuses, path
                assert operation["security"]
            if "{" in path.replace("{form}", ""):
                assert "404" in statuses, path
            assert operation["description"]
