"""Markup in every field of a page: none of it is markup in anything that is served."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from defusedxml import ElementTree
from lxml import html
from starlette.testclient import TestClient

from stemma.web.jobs import Upload
from tests.serving import STORES, Collection, Settings, open_client, open_kind

pytestmark = pytest.mark.timeout(300)

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>"
WORDS = "".join(f"&{name};" for name in ("lt", "gt", "quot")) + "]]>--><!--"
FORMATS = (
    "json html markdown csv tsv geojson ics claimreview jsonld stix annotations dot svg".split()
)  # fmt: skip


def write_page(outlet: str, lead: str) -> bytes:
    """A page with markup in whatever a page can say of itself, escaped as a page must to say it."""
    told = EVIL.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": f"Quay closed {EVIL}",
        "author": {"@type": "Person", "name": f"Ane {EVIL}"}, "datePublished": "2026-03-03T08:00:00Z",
        "publisher": {"@type": "Organization", "name": f"{outlet} {EVIL}"}, "description": f"Cracks {EVIL}",
        "articleSection": EVIL, "url": "javascript:alert(4)", "mainEntityOfPage": f"https://{len(outlet)}.velm.example/{EVIL}",
    }  # fmt: skip
    body = [
        f"{lead} The harbour board of Velm closed the northern quay on Tuesday after cracks were found in its wall.",
        f"Its chair, Ane Brodd {told}, said that 12 ships would be led to the southern quay {WORDS}.",
        f"“We closed it at once {told} and nobody was hurt,” Ane Brodd told the Velm Press Agency on Tuesday.",
        f"Engineers are to look at the wall again on Friday, and {told} the board expects to decide in a month.",
    ]
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Quay closed {told}</title>'
        f'<meta property="og:site_name" content="{outlet} {told}"><meta name="author" content="Ane {told}">'
        f'<meta property="og:description" content="Cracks {told}"><link rel="canonical" href="javascript:alert(5)">'
        f'<script type="application/ld+json">{json.dumps(data).replace("<", chr(92) + "u003c")}</script></head>'
        f"<body><article><h1>Quay closed {told}</h1><p class=byline>By Ane {told}</p>"
        f"<figure><img src=a.png alt=a><figcaption>The quay of Velm {told} on Tuesday.</figcaption></figure>"
        f"{''.join(f'<p>{one}</p>' for one in body)}<p>{EVIL}</p></article></body></html>"
    ).encode()


@pytest.fixture(scope="module", params=STORES)
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A collection that such pages were handed in to, under names of the same kind."""
    store = open_kind(request.param, request, tmp_path_factory.mktemp("store"))
    collection = Collection(store, settings=Settings(vectors=False))
    with open_client(collection) as client:
        files = [
            Upload(name=f"{number}{EVIL}.html", content=io.BytesIO(write_page(outlet, lead)))
            for number, (outlet, lead) in enumerate([("Velm Post", "Early today."), ("Port Courier", "Just now.")])
        ]
        jobs = client.app.state.jobs  # type: ignore[attr-defined]
        job = jobs.wait(jobs.submit(files=files).id, 300)
        assert job.state == "done", job
        assert job.new == 2, job
        yield client
    store.close()


def story(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/stories").json()["items"][0]
    assert found["edition"] is not None
    return found


def test_the_markup_is_there_as_words_so_that_these_tests_test_something(client: TestClient) -> None:
    assert "alert(1)" in client.get("/api/v1/search?kind=articles").text
    assert "alert(1)" in client.get(f"/api/v1/stories/{story(client)['id']}/dossier").text


def test_json_is_told_to_be_json_and_nothing_a_browser_may_guess_at(client: TestClient) -> None:
    one = story(client)
    for path in (
        "stories", f"stories/{one['id']}", f"stories/{one['id']}/timeline", f"stories/{one['id']}/events",
        f"articles/{one['articles'][0]}", f"articles/{one['articles'][0]}/revisions", "claims", "findings", "outlets",
        "search?kind=articles", "search?kind=claims", "rejected", "corrections", f"stories/{one['id']}/dossier",
        "stories/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "claims?cursor=%3Cscript%3E", "jobs/%3Cscript%3E",
    ):  # fmt: skip
        answer = client.get(f"/api/v1/{path}")
        assert answer.headers["content-type"] in ("application/json", "application/problem+json"), path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        json.loads(answer.content)


def test_what_was_asked_is_not_told_back_by_a_refusal(client: TestClient) -> None:
    for path in (f"/api/v1/stories/{EVIL}", "/api/v1/claims?limit=<script>alert(1)</script>", "/<script>alert(1)"):
        assert "alert(1)" not in client.get(path).text


def test_the_dossier_as_a_page_runs_its_own_script_and_none_of_the_pages(client: TestClient) -> None:
    answer = client.get(f"/api/v1/stories/{story(client)['id']}/dossier?format=html")
    tree = html.document_fromstring(answer.content)
    scripts = tree.xpath("//script")
    assert len(scripts) == 1
    assert "alert(" not in scripts[0].text
    assert not tree.xpath("//img[@onerror] | //svg[@onload] | //*[@*[starts-with(name(), 'on')]]")
    assert not tree.xpath("//a[starts-with(@href, 'javascript:')]")
    policy = answer.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "allow-same-origin" not in policy
    assert "'unsafe-inline'" not in policy
    assert "sha256-" in policy
    assert policy.count("default-src") == 1


def test_the_picture_holds_no_script_and_may_run_none(client: TestClient) -> None:
    answer = client.get(f"/api/v1/stories/{story(client)['id']}/dossier?format=svg")
    tree = ElementTree.fromstring(answer.content)
    names = {element.tag.rpartition("}")[2].lower() for element in tree.iter()}
    assert not names & {"script", "foreignobject", "iframe", "image", "animate", "set"}
    assert not [name for element in tree.iter() for name in element.attrib if name.lower().startswith("on")]
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_its_kind_and_only_pages_are_pages(client: TestClient, name: str) -> None:
    answer = client.get(f"/api/v1/stories/{story(client)['id']}/dossier?format={name}")
    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert ("html" in answer.headers["content-type"]) == (name == "html")
    assert re.fullmatch(r'(inline|attachment); filename="[0-9A-Za-z._-]+"', answer.headers["content-disposition"])


@pytest.mark.parametrize("form", ["atom", "json"])
def test_feeds_tell_words_and_lead_to_this_server_alone(client: TestClient, form: str) -> None:
    for path in ("/feeds/stories", f"/feeds/stories/{story(client)['id']}"):
        answer = client.get(f"{path}.{form}")
        assert answer.status_code == 200
        if form == "json":
            told = json.loads(answer.content)
            assert not [entry for entry in told["items"] if "content_html" in entry]
            links = [told["home_page_url"], told["feed_url"], *(entry["url"] for entry in told["items"])]
        else:
            tree = ElementTree.fromstring(answer.content)
            assert not [e for e in tree.iter() if e.tag.rpartition("}")[2] in ("script", "img", "svg")]
            assert not [e for e in tree.iter() if e.attrib.get("type") in ("html", "xhtml")]
            links = [e.attrib["href"] for e in tree.iter() if "href" in e.attrib]
        assert links
        assert all(link.startswith("http://127.0.0.1:8765/") for link in links)


def test_every_answer_carries_the_policies(client: TestClient) -> None:
    for path in (
        "/api/v1/health",
        "/nowhere",
        "/feeds/stories.atom",
        "/api/v1/stories?limit=0",
        "/api/v1/openapi.json",
    ):
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "server" not in headers


def test_a_job_tells_names_of_files_as_words(client: TestClient) -> None:
    jobs = client.app.state.jobs  # type: ignore[attr-defined]
    job = jobs.wait(jobs.submit(files=[Upload(name=f"{EVIL}.html", content=io.BytesIO(b" "))]).id, 300)
    answer = client.get(f"/api/v1/jobs/{job.id}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["rejected_count"] == 1
    assert "<" not in answer.json()["rejected"][0]["item"]
