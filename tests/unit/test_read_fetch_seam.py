"""Addresses that inputs name: handed to whoever fetches, and what comes back is read as a file would be."""

import io
import json
from collections.abc import Iterable, Iterator

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read import read_paths
from tests.archives import make_http, make_page, make_record

LINES = "\n".join(json.dumps({"url": f"https://gazette.example/{n}", "title": f"Told {n}"}) for n in range(3)).encode()


class Fetcher:
    """Gives a page for each address but one, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, links: Iterable[Link]) -> Iterator[Capture | Rejected]:
        asked = list(links)
        self.asked.append([link.url for link in asked])
        for link in asked:
            if link.url.endswith("/1"):
                yield Rejected(item=link.url, stage="read", reason="There is no such page.")
            elif link.url.endswith("/list"):
                yield Capture(source=link.url, content=LINES, media_type="application/x-ndjson", url=link.url)
            elif link.url.endswith(".warc"):
                record = make_record(make_http(make_page("Out of a fetched archive", more=link.url)))
                yield Capture(source=link.url, content=record, media_type="application/octet-stream", url=link.url)
            else:
                page = make_page(f"The page {link.url}", more=link.url)
                yield Capture(source=link.url, content=page, media_type="text/html", url=link.url, hints=link.hints)


def test_without_a_fetcher_each_input_says_once_what_to_do() -> None:
    articles, rejected = read_paths(["-", "https://gazette.example/x"], stdin=io.BytesIO(LINES))
    assert articles == ()
    assert [r.item for r in rejected] == ["https://gazette.example/x", "stdin"]
    assert all("save" in r.reason for r in rejected)


def test_what_is_fetched_is_read() -> None:
    fetch = Fetcher()
    articles, rejected = read_paths(["-"], stdin=io.BytesIO(LINES), fetch=fetch)
    assert [a.url for a in articles] == ["https://gazette.example/0", "https://gazette.example/2"]
    assert [r.item for r in rejected] == ["https://gazette.example/1"]
    assert fetch.asked == [[f"https://gazette.example/{n}" for n in range(3)]]


def test_addresses_given_are_fetched_and_what_they_name_too() -> None:
    fetch = Fetcher()
    articles, _ = read_paths(["https://gazette.example/list", "https://gazette.example/a.warc"], fetch=fetch)
    assert [a.source for a in articles] == [
        "https://gazette.example/a.warc#0",
        "https://gazette.example/0",
        "https://gazette.example/2",
    ]
    assert len(fetch.asked) == 2


def test_lists_that_name_one_another_come_to_an_end() -> None:
    def fetch(links: Iterable[Link]) -> Iterator[Capture | Rejected]:
        for link in links:
            line = json.dumps({"url": f"{link.url}/on"}).encode()
            yield Capture(source=link.url, content=line, media_type="application/x-ndjson", url=link.url)

    articles, rejected = read_paths(["https://gazette.example/list"], fetch=fetch)
    assert articles == ()
    assert "deep" in rejected[0].reason
