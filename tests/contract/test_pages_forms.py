"""The forms of the served pages: signing in, correcting, adding pages, and who may."""

import re

import pytest

from tests.desks import ALONE, BRIDGE, make_desk, quiet_desk
from tests.serving import OWN_FORM, TOKEN, empty, open_client, sign_in


@pytest.fixture(scope="module")
def client():
    return open_client(quiet_desk())


def find_secret(html: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', html)
    assert found
    return found[1]


def test_without_the_token_no_form_that_writes_is_shown(client) -> None:
    for path in ("/add", "/corrections", f"/stories/{BRIDGE}/correct"):
        html = client.get(path).text
        assert 'method="post"' not in html
        assert "/login?to=" in html
    read_only = open_client(quiet_desk(), token=None)
    for path in ("/add", "/corrections", "/login"):
        assert "read-only" in read_only.get(path).text


def test_a_wrong_token_is_told_beside_the_field(client) -> None:
    answer = client.post("/login", data={"token": "wrong"}, headers=OWN_FORM)
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/\r\nX: y"]
)
def test_signing_in_leads_nowhere_else(to) -> None:
    client = open_client(quiet_desk())
    answer = client.post("/login", data={"token": TOKEN, "to": to}, headers=OWN_FORM)
    assert answer.headers["location"] == "/"


def test_a_correction_is_logged_undone_and_done_again_by_forms() -> None:
    collection = make_desk(logged=False)
    client = open_client(collection)
    sign_in(client)
    page = client.get(f"/stories/{BRIDGE}/correct?finding=f-closed").text
    form = {
        "csrf": find_secret(page),
        "what": "split_finding",
        "finding": "f-closed",
        "claim": "c3",
        "note": "Not this.",
    }
    made = client.post(f"/stories/{BRIDGE}/correct", data=form, headers=OWN_FORM)
    assert made.status_code == 303
    (correction,) = collection.store.list_corrections()
    assert correction.override.note == "Not this."
    log = client.get(made.headers["location"]).text
    assert "Kept." in log
    assert "The Alder bridge has been closed since Friday" in log
    for undone in ("yes", "no"):
        form = {"csrf": find_secret(log), "undone": undone}
        client.post(f"/corrections/{correction.number}", data=form, headers=OWN_FORM)
        assert collection.store.list_corrections()[0].undone is (undone == "yes")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"what": "split_story"}, "Tick the articles"),
        ({"what": "split_story", "article": ["a-echo", "a-post", "a-stub"]}, "leave at least one"),
        ({"what": "join_stories", "other": "none"}, "another story"),
        ({"what": "join_stories", "other": BRIDGE}, "another story"),
        ({"what": "pin_article", "other": "/articles/a-echo"}, "another story"),
        ({"what": "set_origin", "article": "a-echo"}, "Say from whom"),
        ({"what": "set_date", "article": "a-echo", "published": "tomorrow"}, "YYYY-MM-DD"),
        ({"what": "set_date", "article": "a-echo", "published": "2024-02-31"}, "YYYY-MM-DD"),
        ({"what": "split_finding", "finding": "none"}, "Choose a finding"),
        ({"what": "join_findings", "finding": "f-closed", "other": "f-closed"}, "Choose another finding"),
        ({"what": "claim_origin", "finding": "f-closed", "claim": "c1"}, "Say from whom"),
        ({"what": "anything"}, "Choose an article"),
        ({}, "Choose an article"),
    ],
)
def test_a_form_that_is_filled_in_wrongly_says_what_to_do(form, words) -> None:
    collection = make_desk(logged=False)
    client = open_client(collection)
    sign_in(client)
    secret = find_secret(client.get(f"/stories/{BRIDGE}/correct").text)
    answer = client.post(f"/stories/{BRIDGE}/correct", data={"csrf": secret, **form}, headers=OWN_FORM)
    assert answer.status_code == 422
    assert words in answer.text
    opened = re.findall(r'<details class="fold" open>.*?name="what" value="(\w+)"', answer.text, re.S)
    shown = form.get("what") not in {None, "anything"} and form.get("finding") != "none"
    assert opened == ([form["what"]] if shown else [])
    assert collection.store.list_corrections() == ()


@pytest.mark.parametrize(
    "form",
    [
        {"what": "split_story", "article": "a-stub"},
        {"what": "join_stories", "other": f"http://127.0.0.1:8765/stories/{ALONE}"},
        {"what": "pin_article", "other": f"/articles/{ALONE}"},
        {"what": "set_origin", "article": "a-post", "origin": "the ministry"},
        {"what": "set_date", "article": "a-stub", "published": "2024-10-13"},
        {"what": "split_finding", "finding": "f-closed", "claim": "c3"},
        {"what": "join_findings", "finding": "f-closed", "other": "f-crack"},
        {"what": "claim_origin", "finding": "f-closed", "claim": "c2", "origin": "the mayor"},
    ],
    ids=lambda form: form["what"],
)
def test_every_form_makes_its_correction_and_the_log_tells_it(form) -> None:
    collection = make_desk(logged=False)
    client = open_client(collection)
    sign_in(client)
    secret = find_secret(client.get(f"/stories/{BRIDGE}/correct").text)
    answer = client.post(f"/stories/{BRIDGE}/correct", data={"csrf": secret, **form}, headers=OWN_FORM)
    assert answer.status_code == 303
    assert len(collection.store.list_corrections()) == 1
    assert client.get(answer.headers["location"]).status_code == 200


def test_a_form_without_the_secret_of_the_session_changes_nothing() -> None:
    collection = make_desk(logged=False)
    client = open_client(collection)
    sign_in(client)
    form = {"what": "split_story", "article": "a-stub"}
    assert client.post(f"/stories/{BRIDGE}/correct", data=form, headers=OWN_FORM).status_code == 403
    assert collection.store.list_corrections() == ()


def test_pages_are_added_by_a_form_and_the_job_tells_what_could_not_be_used() -> None:
    collection = empty()
    client = open_client(collection)
    sign_in(client)
    secret = find_secret(client.get("/add").text)
    wrong = client.post("/add", data={"csrf": secret, "addresses": "ftp://x"}, headers=OWN_FORM)
    assert (wrong.status_code, "no web address" in wrong.text) == (422, True)
    nothing = client.post("/add", data={"csrf": secret}, headers=OWN_FORM)
    assert nothing.status_code == 422
    text = "Weir closed\n\nThe weir at Harl was closed on Friday after a heron nested in the gate, the council said.\n"
    files = [("files", ("weir.txt", text.encode())), ("files", ("empty.html", b"<html></html>"))]
    taken = client.post("/add", data={"csrf": secret}, files=files, headers=OWN_FORM)
    assert taken.status_code == 303
    job = taken.headers["location"].rpartition("/")[2]
    running = client.get(taken.headers["location"])
    assert running.status_code == 200
    assert client.app.state.jobs.wait(job, 120).state == "done"
    done = client.get(taken.headers["location"])
    assert "refresh" not in done.headers
    assert "1 new article" in done.text
    assert "empty.html" in done.text
