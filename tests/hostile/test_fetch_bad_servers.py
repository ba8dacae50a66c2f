"""Servers that answer badly or with bad will: each is told plainly, none does harm, none ends the run."""

import gzip
import socket
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest
import zstandard

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read.web import FetchOptions, fetch_links
from tests.web_server import (
    StillClock,
    WebServer,
    drip,
    keep_silent,
    pour,
    redirect,
    reply,
    reset,
    serve,
    write_page,
)  # fmt: skip

pytestmark = pytest.mark.timeout(300)

PAGE = write_page("Quay closed").encode()
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serve() as web:
        yield web


def fetch(*urls: str, **options: object) -> list[Capture | Rejected]:
    chosen = FetchOptions(**{"allow_private": True, "retries": 1, **options})  # type: ignore[arg-type]
    return list(fetch_links([Link(url=url, source="x") for url in urls], chosen, clock=StillClock()))


def reason_of(url: str, **options: object) -> str:
    [outcome] = fetch(url, **options)
    assert isinstance(outcome, Rejected), outcome
    return outcome.reason


class TestTime:
    """No robots.txt is asked for: only the answer that must run into the bound is bound so tightly."""

    def test_of_an_answer_that_drips_is_bounded(self, server: WebServer) -> None:
        reason = reason_of(server.put("/a", drip(server)), total_timeout=0.5, respect_robots=False)
        assert reason == "Its answer took longer than is allowed."

    def test_of_silence_is_bounded(self, server: WebServer) -> None:
        reason = reason_of(server.put("/a", keep_silent(server)), read_timeout=0.3, respect_robots=False)
        assert reason == "Its server fell silent before the answer's end (2 attempts)."

    def test_of_silence_after_the_request_is_bounded(self, server: WebServer) -> None:
        never = server.put("/a", lambda _: server.stopping.wait(60) and None)
        reason = reason_of(never, read_timeout=0.3, respect_robots=False)
        assert "fell silent" in reason


class TestSize:
    def test_of_a_body_without_end_is_bounded(self, server: WebServer) -> None:
        reason = reason_of(server.put("/a", pour(server)), max_bytes=1 << 20)
        assert reason == "Its answer is larger than 1 MB, which no article is."

    def test_that_is_announced_is_believed_before_anything_is_received(self, server: WebServer) -> None:
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999999\r\n\r\n"
        assert "larger than" in reason_of(server.put("/a", answer))

    def test_of_headers_is_bounded(self, server: WebServer) -> None:
        for name in ("X-Long", "X" * 20_000):
            assert "no HTTP, or its headers" in reason_of(server.put("/a", reply(PAGE, **{name: "y" * 50_000})))

    @pytest.mark.parametrize("coding", PACKERS)
    def test_of_what_it_unpacks_to_is_bounded(self, server: WebServer, coding: str) -> None:
        bomb = PACKERS[coding](b"\0" * 30_000_000)
        assert len(bomb) < 100_000
        reason = reason_of(server.put("/a", reply(bomb, Content_Encoding=coding)), max_unpacked=1 << 20)
        assert reason == "It unpacks to more than 1 MB, which no article does."

    def test_of_a_bomb_within_a_bomb_is_bounded(self, server: WebServer) -> None:
        bomb = gzip.compress(gzip.compress(b"\0" * 30_000_000))
        url = server.put("/a", reply(bomb, Content_Encoding="gzip, gzip"))
        assert "unpacks to more" in reason_of(url, max_unpacked=1 << 20)

    def test_of_a_bomb_that_is_not_announced_is_bounded(self, server: WebServer) -> None:
        url = server.put("/a", reply(gzip.compress(b"\0" * 30_000_000), kind="application/octet-stream"))
        assert "unpacks to more" in reason_of(url, max_unpacked=1 << 20)


class TestCodings:
    @pytest.mark.parametrize("coding", [*PACKERS, "x-gzip", "identity", "GZIP", "bare deflate", "gzip, br"])
    def test_are_undone(self, server: WebServer, coding: str) -> None:
        if coding == "bare deflate":
            packer = zlib.compressobj(wbits=-15)
            packed, coding = packer.compress(PAGE) + packer.flush(), "deflate"
        elif coding == "gzip, br":
            packed = brotli.compress(gzip.compress(PAGE))
        else:
            packed = PACKERS.get(coding.lower().removeprefix("x-"), bytes)(PAGE)
        [outcome] = fetch(server.put("/a", reply(packed, Content_Encoding=coding)))
        assert isinstance(outcome, Capture), outcome
        assert outcome.content == PAGE

    def test_that_are_announced_over_plain_markup_are_passed_over(self, server: WebServer) -> None:
        for coding in PACKERS:
            [outcome] = fetch(server.put("/a", reply(PAGE, Content_Encoding=coding)))
            assert isinstance(outcome, Capture), (coding, outcome)
            assert outcome.content == PAGE

    @pytest.mark.parametrize("coding", PACKERS)
    def test_that_break_off_are_told(self, server: WebServer, coding: str) -> None:
        packed = PACKERS[coding](bytes(range(256)) * 50 + PAGE * 3)
        reason = reason_of(server.put("/a", reply(packed[: len(packed) // 2], Content_Encoding=coding)))
        assert reason == "Its compressed data ends too early: the answer was cut off (2 attempts)."

    @pytest.mark.parametrize("coding", PACKERS)
    def test_that_are_damaged_are_told(self, server: WebServer, coding: str) -> None:
        reason = reason_of(server.put("/a", reply(b"\x99\x88" * 400, Content_Encoding=coding)))
        assert "compressed data" in reason

    def test_that_are_unknown_are_told(self, server: WebServer) -> None:
        assert "not known here" in reason_of(server.put("/a", reply(PAGE, Content_Encoding="zebra")))

    def test_that_are_many_are_refused(self, server: WebServer) -> None:
        url = server.put("/a", reply(PAGE, Content_Encoding=", ".join(["gzip"] * 100)))
        assert "several times over" in reason_of(url)

    def test_of_a_gzip_file_are_undone_too(self, server: WebServer) -> None:
        sitemap = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
        [outcome] = fetch(server.put("/s.xml.gz", reply(gzip.compress(sitemap), kind="application/x-gzip")))
        assert isinstance(outcome, Capture)
        assert (outcome.content, outcome.media_type) == (sitemap, "application/x-sitemap+xml")


class TestConnections:
    def test_that_are_reset_are_tried_again(self, server: WebServer) -> None:
        [outcome] = fetch(server.put("/a", reset, reply(PAGE)))
        assert isinstance(outcome, Capture)

    def test_that_are_always_reset_are_told(self, server: WebServer) -> None:
        assert reason_of(server.put("/a", reset)) == "Its server broke off the connection (2 attempts)."

    def test_that_end_before_what_was_announced_are_told(self, server: WebServer) -> None:
        url = server.put("/a", reply(PAGE, Content_Length="99999"))
        assert reason_of(url) == "Its answer was cut off before its end (2 attempts)."

    def test_that_go_on_after_what_was_announced_are_not_believed(self, server: WebServer) -> None:
        assert "no HTTP" in reason_of(server.put("/a", reply(PAGE, Content_Length="20")))

    @pytest.mark.parametrize(
        "answer",
        [
            b"SSH-2.0-OpenSSH_9.9\r\n\r\n",
            b"HTTP/1.1 OK\r\n\r\n",
            b"HTTP/9.9 200 OK\r\n\r\n",
            b"HTTP/1.1 99999 What\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\n1234567",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
            b"HTTP/1.1 200 OK\r\nbad\0name: x\r\n\r\n",
            b"\0" * 1000,
            b"",
        ],
    )
    def test_that_speak_no_http_are_told(self, server: WebServer, answer: bytes) -> None:
        reason = reason_of(server.put("/a", answer))
        assert reason.endswith(".")
        assert "fault of ours" not in reason

    def test_to_a_port_where_nobody_listens_are_told(self) -> None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]
            reason = reason_of(f"http://127.0.0.1:{port}/")
        assert "takes no connection at that port (2 attempts)" in reason

    def test_with_a_certificate_that_nobody_vouches_for_are_refused(self) -> None:
        with serve(encrypted=True) as web:
            reason = reason_of(web.put("/a", reply(PAGE)).replace("http:", "https:"), respect_robots=False)
            assert reason.startswith("Its certificate is not accepted: self-signed certificate")
            assert web.asked == []

    def test_that_speak_no_tls_are_told(self, server: WebServer) -> None:
        reason = reason_of(
            f"https://127.0.0.1:{server.port}/", respect_robots=False, read_timeout=0.5, connect_timeout=0.5
        )
        assert reason.endswith(".")
        assert "fault of ours" not in reason


class TestKinds:
    @pytest.mark.parametrize(
        "kind", ["image/png", "video/mp4", "application/zip", "text/css", "application/javascript"]
    )
    def test_that_are_not_read_are_refused_by_their_name(self, server: WebServer, kind: str) -> None:
        assert "not a page" in reason_of(url := server.put("/a", reply(b"x", kind=kind))) or kind in reason_of(url)

    @pytest.mark.parametrize("magic", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 "])
    def test_that_are_served_as_pages_are_told_by_their_bytes(self, server: WebServer, magic: bytes) -> None:
        reason = reason_of(server.put("/a", reply(magic + b"\0" * 100)))
        assert reason == "Its server calls it text/html, but it is an image, not a page."

    def test_without_a_name_are_told_by_their_bytes(self, server: WebServer) -> None:
        [outcome] = fetch(server.put("/a", reply(PAGE, kind="")))
        assert isinstance(outcome, Capture)
        assert outcome.media_type == "text/html"

    def test_of_nothing_are_told(self, server: WebServer) -> None:
        assert reason_of(server.put("/a", reply(b" \n "))) == "Its page is empty."


class TestTheRun:
    def test_goes_on_after_every_one_of_them(self, server: WebServer) -> None:
        urls = [
            server.put("/reset", reset),
            server.put("/no-http", b"\0\1\2\r\n\r\n"),
            server.put("/bomb", reply(gzip.compress(b"\0" * 30_000_000), Content_Encoding="gzip")),
            server.put("/circle", redirect("/circle")),
            "http://[::1",
            "http://" + "x" * 300 + ".example/",
            "http://\ud800.example/",
            server.put("/last", reply(PAGE)),
        ]
        outcomes = fetch(*urls, max_unpacked=1 << 20)
        assert [type(outcome) for outcome in outcomes] == [Rejected] * 7 + [Capture]
        assert not any("fault of ours" in outcome.reason for outcome in outcomes if isinstance(outcome, Rejected))

    def test_can_be_left_in_the_middle(self, server: WebServer) -> None:
        links = [Link(url=server.put(f"/{n}", drip(server)), source="x") for n in range(3)]
        first = Link(url=server.put("/first", reply(PAGE)), source="x")
        outcomes = fetch_links([first, *links], FetchOptions(allow_private=True), clock=StillClock())
        assert isinstance(next(outcomes), Capture)
        outcomes.close()  # type: ignore[attr-defined]
