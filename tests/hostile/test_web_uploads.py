"""Files that are handed in with bad will: names that lead elsewhere, links, archives, bombs, entities."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from stemma.web import uploads
from stemma.web.jobs import MOST_FILES
from stemma.web.uploads import Upload, clean_name, lay_out, remove_folder
from tests.serving import BEARER, empty, open_client
from tests.web_server import write_page

pytestmark = pytest.mark.timeout(300)

SECRET = "the-secret-of-this-machine-7f3a"


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A server that lays files out in a folder of this test, beside a file that is nobody's business."""
    (tmp_path / "jobs").mkdir()
    (tmp_path / "secret.html").write_text(write_page(SECRET), "utf-8")
    monkeypatch.setattr(uploads.tempfile, "tempdir", str(tmp_path / "jobs"))
    with open_client(empty()) as client:
        yield client


def hand_in(client: TestClient, *files: tuple[str, bytes], addresses: list[str] | None = None) -> dict[str, Any]:
    answer = client.post(
        "/api/v1/captures",
        headers=BEARER,
        files=[("files", file) for file in files],
        data={"addresses": addresses} if addresses else None,
    )
    assert answer.status_code == 202, answer.text
    client.app.state.jobs.wait(answer.json()["id"], 250)  # type: ignore[attr-defined]
    found: dict[str, Any] = client.get(answer.headers["location"]).json()
    assert found["state"] == "done", found
    return found


def sources(client: TestClient) -> list[str]:
    return [one["source"] for one in client.get("/api/v1/search?kind=articles").json()["items"]]


NAMES = [
    "../../secret.html", "..\\..\\secret.html", "/etc/passwd", "C:\\Windows\\win.ini", "....//secret.html", "..",
    ".", "", " ", ".htaccess", "-rf.html", "a\x00.html", "a\nb.html", "con.html", "NUL", "a/../b.html", "~/x.html",
    "$(id).html", "`id`.html", "%2e%2e%2fsecret.html", "file:///etc/passwd", "http://127.0.0.1/", "\ud800.html",
    "‮lmth.exe", "x" * 5000 + ".html", "é" * 300 + ".html", "stemma.overrides.toml", "x.html.gz", "…/x", "｡｡/x",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_cleaned_name_is_one_harmless_part_of_a_path(name: str) -> None:
    cleaned = clean_name(name, 7)
    assert cleaned
    assert not set(cleaned) & set('/\\\x00\n:*?"<>|$`%~')
    assert not cleaned.startswith(".")
    assert cleaned not in ("..", ".", "stemma.overrides.toml")
    assert len(cleaned.encode()) <= 130
    assert (Path("/jobs") / cleaned).resolve().parent == Path("/jobs")
    assert clean_name(cleaned, 7) == cleaned


def test_a_name_keeps_the_ending_that_tells_the_kind() -> None:
    assert clean_name("../quay closed.HTML", 1) == "quay closed.HTML"
    assert clean_name("x" * 500 + ".warc.gz", 1).endswith(".gz")
    assert clean_name("con.html", 3) == "file-3.html"


def test_files_of_one_name_are_all_laid_out_whatever_the_others_are_called() -> None:
    folder = lay_out([Upload(name=name, content=io.BytesIO(b"x")) for name in ("3-a.txt", "a.txt", "a.txt")])
    try:
        assert len(list(folder.iterdir())) == 3
    finally:
        remove_folder(folder)


@pytest.mark.parametrize("name", ["../secret.html", "..\\secret.html", "/etc/hostname", "a/b/../../../x.html"])
def test_a_name_that_leads_elsewhere_leads_nowhere(client: TestClient, tmp_path: Path, name: str) -> None:
    found = hand_in(client, (name, write_page("Quay closed").encode()))
    assert found["new"] == 1
    assert sources(client) == [clean_name(name, 1)]
    assert SECRET in (tmp_path / "secret.html").read_text("utf-8")
    assert list((tmp_path / "jobs").iterdir()) == []


def test_files_of_one_name_are_all_read_and_the_folder_goes(client: TestClient, tmp_path: Path) -> None:
    pages = [("a.html", write_page(f"Quay {n}", f"Text {n}. " * 60).encode()) for n in range(3)]
    found = hand_in(client, *pages)
    assert found["files"] == 3
    assert found["new"] + found["again"] + found["rejected_count"] == 3
    assert list((tmp_path / "jobs").iterdir()) == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "/etc/passwd", "../secret.html", "-", "", "C:\\secret.html", "~/secret.html",
        "//etc/passwd", "ftp://velm.example/", "gopher://velm.example/", "data:text/html,hi", "jar:http://velm.example!/",
        "view-source:http://velm.example/", "javascript:alert(1)", "http:///etc/passwd", "http://", "httpfile:///x",
    ],
)  # fmt: skip
def test_no_path_and_no_other_scheme_is_taken_for_an_address(client: TestClient, address: str) -> None:
    answer = client.post("/api/v1/captures", headers=BEARER, json={"addresses": [address]})
    assert answer.status_code == 422
    assert SECRET not in answer.text
    by_form = client.post("/api/v1/captures", headers=BEARER, data={"addresses": address}, files={"x": b""})
    assert by_form.status_code == 422


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.txt", b"file:///etc/passwd\n/etc/passwd\n../secret.html\n"),
        (
            "feed.xml",
            b'<rss version="2.0"><channel><title>x</title><item><title>y</title><link>file:///etc/passwd</link></item>'
            b"<item><title>z</title><link>../secret.html</link></item></channel></rss>",
        ),
        ("list.opml", b'<opml version="2.0"><body><outline type="rss" xmlUrl="file:///etc/passwd"/></body></opml>'),
        (
            "sitemap.xml",
            b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>file:///etc/passwd</loc></url></urlset>',
        ),
        ("a.jsonl", b'{"source": "/etc/passwd", "url": "file:///etc/passwd", "path": "/etc/passwd"}\n'),
    ],
)
def test_what_names_files_of_the_server_reads_none_of_them(client: TestClient, name: str, content: bytes) -> None:
    found = hand_in(client, (name, content))
    told = str(found) + client.get("/api/v1/search?kind=articles").text + client.get("/api/v1/rejected").text
    assert "root:" not in told
    assert SECRET not in told


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">'
    b'<!ENTITY b PUBLIC "x" "http://127.0.0.1:9/x">]>'
    b'<rss version="2.0"><channel><title>&a;</title><item><title>&a;&b;</title><description>&a;</description></item>'
    b"</channel></rss>"
)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "lol">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b']><rss version="2.0"><channel><title>&a9;</title><item><title>&a9;</title></item></channel></rss>'
)


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "sitemap.xml", "list.opml", "page.xhtml"])
@pytest.mark.parametrize("content", [ENTITIES, LAUGHS], ids=["entities", "laughs"])
def test_entities_of_xml_are_not_expanded(client: TestClient, name: str, content: bytes) -> None:
    found = hand_in(client, (name, content))
    told = str(found) + client.get("/api/v1/search?kind=articles").text
    assert "root:" not in told
    assert "lollollol" not in told
    assert client.get("/api/v1/health").status_code == 200


def test_a_gzip_bomb_is_a_rejected_item(client: TestClient) -> None:
    bomb = gzip.compress(b"<html><body><p>" + b"a" * (80 << 20), 9)
    assert len(bomb) < 200_000
    found = hand_in(client, ("bomb.html.gz", bomb))
    assert found["new"] == 0
    assert found["rejected_count"] == 1


def test_gzip_in_gzip_in_gzip_ends(client: TestClient) -> None:
    packed = b"<html><body><p>" + b"a" * 1000
    for _ in range(30):
        packed = gzip.compress(packed)
    assert hand_in(client, ("bomb.html.gz.gz", packed))["new"] == 0


def test_a_request_that_says_it_is_compressed_is_not_unpacked(client: TestClient) -> None:
    body = gzip.compress(b'{"kind": "join_entities", "names": ["a", "b"]}')
    headers = {**BEARER, "Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert client.post("/api/v1/corrections", content=body, headers=headers).status_code in (400, 415, 422)


def _zip(*entries: tuple[str, bytes], link: str | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
        if link:
            info = zipfile.ZipInfo("link.html")
            info.external_attr = 0o120777 << 16
            archive.writestr(info, link)
    return out.getvalue()


def _tar(link: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        info = tarfile.TarInfo("link.html")
        info.type, info.linkname = tarfile.SYMTYPE, link
        archive.addfile(info)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", _zip(("../../escaped.html", b"<html>"), ("/tmp/escaped.html", b"<html>"))),
        ("a.zip", _zip(link="/etc/passwd")),
        ("a.zip", _zip(("bomb.html", b"a" * (60 << 20)))),
        ("a.tar.gz", _tar("/etc/passwd")),
        ("a.warc", b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: file:///etc\r\nContent-Length: 9\r\n\r\nx"),
        ("a.html", _zip(link="/etc/passwd")),
    ],
)  # fmt: skip
def test_an_archive_writes_nothing_beside_itself_and_follows_no_link(
    client: TestClient, tmp_path: Path, name: str, content: bytes
) -> None:
    before = sorted(tmp_path.rglob("*"))
    found = hand_in(client, (name, content))
    assert found["new"] == 0
    assert sorted(tmp_path.rglob("*")) == before
    assert not Path("/tmp/escaped.html").exists()
    assert "root:" not in str(found)


def test_a_link_laid_into_the_folder_is_not_written_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another user of the machine, quick enough to lay one, gains nothing: files are made new or not at all."""
    victim = tmp_path / "victim.html"
    victim.write_text("untouched")
    folder = tmp_path / "job"
    folder.mkdir()
    (folder / "a.html").symlink_to(victim)
    monkeypatch.setattr(uploads.tempfile, "mkdtemp", lambda prefix: str(folder))
    lay_out([Upload(name="a.html", content=io.BytesIO(b"overwritten"))])
    assert victim.read_text() == "untouched"


def test_more_files_than_are_taken_are_refused(client: TestClient) -> None:
    files = [("files", (f"{n}.html", b"x")) for n in range(MOST_FILES + 1)]
    answer = client.post("/api/v1/captures", headers=BEARER, files=files)
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"--x", b"--x\r\n", b"--x--\r\n",
        b"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a\"\r\n\r\n",
        b"--x\r\n\r\nbody\r\n--x--", b"--x\r\nContent-Disposition: form-data\r\n\r\nb\r\n--x--\r\n", b"\x00" * 1000,
        b"--x\r\n" + b"A: b\r\n" * 2000 + b"\r\n", b"--x\r\nContent-Disposition: form-data; name=\"\r\n\r\n",
        b"--x\r\nContent-Disposition: form-data; name=\"addresses\"\r\n\r\n\xff\xfe\r\n--x--\r\n",
    ],
)  # fmt: skip
def test_a_form_that_is_none_is_refused(client: TestClient, body: bytes) -> None:
    headers = {**BEARER, "Content-Type": "multipart/form-data; boundary=x"}
    answer = client.post("/api/v1/captures", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../etc/passwd", "/static/..%2f..%2fetc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd", "/static/%00", "/..%2f..%2fetc/passwd", "/api/v1/../../etc/passwd",
        "/api/v1/articles/..%2f..%2fetc%2fpasswd", "/api/v1/stories/..%2F..%2Fsecret/dossier",
        "/api/v1/stories/%2e%2e/dossier?format=../../etc/passwd", "/feeds/stories/..%2f..%2fetc%2fpasswd.json",
        "/api/v1/jobs/..%2f..%2fetc%2fpasswd",
    ],
)  # fmt: skip
def test_no_address_leads_out_of_what_is_served(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 422)
    assert "root:" not in answer.text
