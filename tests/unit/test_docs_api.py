"""docs/api.md names every address, and its examples run as they stand."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import pytest
from starlette.testclient import TestClient

from stemma.cli.main import run
from tests.serving import BASE, TOKEN, fill, idle_jobs, open_client, open_store

pytestmark = pytest.mark.timeout(300)
DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    curl (.+)$", PAGE, re.M)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with idle_jobs(), open_client(fill(open_store("memory:"))) as client:
        yield client


def test_the_table_of_addresses_is_what_is_served(client: TestClient) -> None:
    told = set(re.findall(r"^\| `((?:GET|POST) /\S+)` \|", PAGE, re.M))
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert told == {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs(client: TestClient, example: str) -> None:
    number = 0
    if "/undo" in example:
        body = {"kind": "join_entities", "names": ["Ane Brodd", "A. Brodd"]}
        made = client.post("/api/v1/corrections", json=body, headers={"Authorization": f"Bearer {TOKEN}"})
        number = made.json()["number"]
    story = client.get("/api/v1/stories").json()["items"][0]["id"]
    filled = Template(example).safe_substitute(AT=BASE, TOKEN=TOKEN, STORY=story, NUMBER=number)
    words = iter(shlex.split(filled, comments=True))
    method, given, headers = "GET", dict[str, Any](), dict[str, str]()
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            method, given = "POST", {"content": next(words)}
        elif word == "-F":
            name, _, file = next(words).partition("=@")
            method, given = "POST", {"files": [(name, (file, b"<html></html>"))]}
        else:
            url = word
    answer = client.request(method, url, headers=headers, **given)
    assert answer.status_code in (200, 202, 201), answer.text
    assert answer.content


def test_there_are_examples_of_reading_and_writing() -> None:
    assert len(EXAMPLES) > 10


def test_every_option_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--help"]) == 0
    options = set(re.findall(r"(--[a-z-]+)", capsys.readouterr().out)) - {"--help"}
    for option in options - {"--quiet"}:
        assert f"`{option}" in PAGE or f"{option}`" in PAGE or f", `{option}" in PAGE, option


def test_every_test_that_the_page_of_security_names_is_there() -> None:
    page = (DOCS / "security.md").read_text(encoding="utf-8")
    tests = Path(__file__).parents[1]
    for name in re.findall(r"`(?:tests/)?((?:\w+/)?test_web_\w+\.py)`", page):
        assert (tests / name).exists() or (tests / "hostile" / name).exists(), name
