"""Addresses on the command line, and inputs that name some: fetched, planned, kept, refused."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.archives import make_page
from tests.program import call_program
from tests.web_server import WebServer, reply, serve

pytestmark = pytest.mark.timeout(300)

PAGES = [make_page(f"Story number {n}", more=f"It was the decision number {n}.") for n in range(3)]


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serve() as web:
        for n, page in enumerate(PAGES):
            web.put(f"/{n}", reply(page))
        yield web


def stemma(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    done = call_program(*arguments, stdin=stdin)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def read(*arguments: str | Path, stdin: bytes = b"") -> tuple[list[dict[str, Any]], subprocess.CompletedProcess[str]]:
    done = stemma("read", *arguments, "--delay", "0", stdin=stdin)
    return [json.loads(line) for line in done.stdout.splitlines()], done


def test_an_address_is_read_as_a_file_is(server: WebServer) -> None:
    articles, done = read(server.url("/0"), "--allow-private")
    assert done.returncode == 0, done.stderr
    assert [article["title"] for article in articles] == ["Story number 0"]
    assert articles[0]["captures"][0]["url"] == server.url("/0")


def test_a_list_is_fetched_in_its_order(server: WebServer, tmp_path: Path) -> None:
    (tmp_path / "pages.txt").write_text("# mine\n" + "\n".join(server.url(f"/{n}") for n in (2, 0, 9)))
    articles, done = read(tmp_path / "pages.txt", "--allow-private")
    assert done.returncode == 3
    assert [article["title"] for article in articles] == ["Story number 2", "Story number 0"]
    assert f"{server.url('/9')}: There is no such page (status 404)." in done.stderr


def test_a_list_of_feeds_leads_to_feeds_and_these_to_pages(server: WebServer, tmp_path: Path) -> None:
    items = "".join(f"<item><title>{n}</title><link>{server.url(f'/{n}')}</link></item>" for n in (0, 1))
    feed = f'<rss version="2.0"><channel><title>Velm Courier</title>{items}</channel></rss>'
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{server.url("/rss")}"/></body></opml>')
    server.put("/rss", reply(feed, kind="application/rss+xml"))
    articles, done = read(tmp_path / "feeds.opml", "--allow-private")
    assert done.returncode == 0, done.stderr
    assert [article["title"] for article in articles] == ["Story number 0", "Story number 1"]
    assert [request.path for request in server.asked].count("/robots.txt") == 1


def test_an_index_of_sitemaps_leads_to_pages(server: WebServer) -> None:
    server.put("/index.xml", reply(f"<sitemapindex><sitemap><loc>{server.url('/map')}</loc></sitemap></sitemapindex>"))
    server.put("/map", reply("<urlset><url><loc>/1</loc></url></urlset>", kind="text/xml"))
    articles, done = read(server.url("/index.xml"), "--allow-private")
    assert [article["title"] for article in articles] == ["Story number 1"], done.stderr


def test_a_feed_in_a_file_that_holds_its_articles_asks_nobody(tmp_path: Path) -> None:
    text = "".join(
        f"<p>{'The harbour board closed the northern quay after cracks were found. ' * 6}</p>" for _ in range(3)
    )
    item = {"id": "1", "url": "http://127.0.0.1:9/", "title": "Quay closed", "content_html": text}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Velm Courier", "items": [item]}
    (tmp_path / "feed.json").write_text(json.dumps(feed))
    [article], done = read(tmp_path / "feed.json")
    assert done.returncode == 0, done.stderr
    assert (article["title"], article["outlet"]) == ("Quay closed", "Velm Courier")


def test_private_addresses_are_refused_unless_allowed(server: WebServer) -> None:
    articles, done = read(server.url("/0"))
    assert (articles, done.returncode) == ([], 1)
    assert "not on the public internet" in done.stderr
    assert server.asked == []


def test_a_plan_is_told_and_nobody_asked(server: WebServer, tmp_path: Path) -> None:
    (tmp_path / "pages.urls").write_text("http://a.example/1\nhttp://b.example/1\nhttp://a.example/2\nhttp://10.1.1.1/")
    done = stemma("read", tmp_path, server.url("/0"), "--dry-run", "--allow-private", "--delay", "2")
    assert done.returncode == 0
    assert "a.example: 2 pages, 4 seconds at least, robots.txt not asked yet\n  http://a.example/1\n" in done.stdout
    assert "5 pages of 4 hosts; nothing was fetched" in done.stderr
    assert server.asked == []


def test_what_was_kept_is_read_offline(server: WebServer, tmp_path: Path) -> None:
    for option in ("--cache", "--fetch-state"):
        first, _ = read(server.url("/0"), "--allow-private", option, tmp_path / option)
        asked = len(server.asked)
        again, done = read(server.url("/0"), option, tmp_path / option, "--offline")
        assert (again, done.returncode) == (first, 0)
        assert len(server.asked) == asked
    assert "because of --offline" in read(server.url("/1"), "--offline")[1].stderr


def test_a_run_that_is_resumed_asks_for_no_page_that_it_has(server: WebServer, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    read(server.url("/0"), "--allow-private", "-o", target)
    read(server.url("/0"), server.url("/1"), "--allow-private", "-o", target, "--resume")
    assert server.paths() == ["/0", "/1"]
    assert len(target.read_text().splitlines()) == 2


def test_robots_are_heeded_unless_the_user_says_otherwise(server: WebServer) -> None:
    server.put("/robots.txt", reply("User-agent: *\nDisallow: /", kind="text/plain"))
    assert (
        "robots.txt asks VelmBot not to"
        in read(server.url("/0"), "--allow-private", "--user-agent", "VelmBot/1")[1].stderr
    )
    articles, done = read(server.url("/0"), "--allow-private", "--ignore-robots")
    assert len(articles) == 1
    assert "ask programs not to fetch" in done.stderr


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--user-agent", "Bot\r\nCookie: x", "printable ASCII"),
        ("--user-agent", "", "printable ASCII"),
        ("--cache", "no/such/folder", "make it first"),
        ("--fetch-state", __file__, "is no folder"),
    ],
)
def test_wrong_use_is_told_before_anything_is_done(option: str, value: str, told: str) -> None:
    for verb in ("read", "tell"):
        done = stemma(verb, "http://127.0.0.1:9/", option, value)
        assert done.returncode == 2
        assert told in done.stderr


def test_a_saved_wall_is_rejected_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><title>velm.example</title><p>Please verify you are human.</p></html>")
    assert "It is a check for robots" in read(tmp_path / "a.html")[1].stderr


def test_a_dossier_is_told_from_addresses(server: WebServer) -> None:
    done = stemma(
        "tell", server.url("/0"), server.url("/1"), "--allow-private", "--delay", "0", "--one-story", "--no-vectors",
        "--format", "json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [article["url"] for article in json.loads(done.stdout)["articles"]] != []
