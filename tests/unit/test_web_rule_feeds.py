"""Feeds of rules, as the server gives them."""

import json
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from stemma.collection import Collection
from stemma.collection.notices import evaluate, start_rules
from stemma.web.app import make_app
from tests.notices import RULES, Desk, make_rules
from tests.serving import BASE


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def client(desk: Desk) -> TestClient:
    return TestClient(make_app(Collection(desk.store)), base_url=BASE)


def test_a_rules_notices_are_served_in_both_forms(desk: Desk, client: TestClient) -> None:
    rules = make_rules(text=RULES.replace('"Everything"', '"Weirs & <sluices>"'))
    start_rules(desk.store, rules)
    desk.begin_story("Rill Post", title="<script>alert(1)</script>")
    (notice,) = evaluate(desk.store, rules, now=desk.now)
    atom = client.get("/feeds/rules/Weirs%20%26%20%3Csluices%3E.atom")
    assert atom.headers["content-type"].startswith("application/atom+xml")
    assert ElementTree.fromstring(atom.content).findtext("{*}entry/{*}id") == notice.id
    told = json.loads(client.get("/feeds/rules/Weirs%20%26%20%3Csluices%3E.json").content)
    assert [item["id"] for item in told["items"]] == [notice.id]
    assert told["feed_url"] == f"{BASE}/feeds/rules/Weirs%20%26%20%3Csluices%3E.json"
    assert "<script" not in told["items"][0]["content_html"]
    again = client.get("/feeds/rules/Weirs%20%26%20%3Csluices%3E.atom", headers={"If-None-Match": atom.headers["etag"]})
    assert again.status_code == 304


def test_a_rule_that_told_nothing_yet_has_an_empty_feed_and_one_that_is_not_there_none(
    desk: Desk, client: TestClient
) -> None:
    start_rules(desk.store, make_rules())
    assert json.loads(client.get("/feeds/rules/Everything.json").content)["items"] == []
    assert client.get("/feeds/rules/Other.atom").status_code == 404
    assert client.get("/feeds/rules/Everything.rss").status_code in (404, 422)
