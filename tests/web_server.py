"""A web server on loopback, for tests: it serves what a test puts there, well, badly, or with bad will.

What it answers are raw bytes, so that it can break every rule; it notes what it was asked.
"""

import socket
import socketserver
import ssl
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

Way = Callable[[socket.socket], None]
"""What writes an answer of its own to the connection."""


@dataclass(frozen=True)
class Request:
    """What was asked."""

    host: str
    path: str
    headers: dict[str, str]


@dataclass
class WebServer:
    """Answers by path, or by host and path; several in a list are given one after the other, the last for ever."""

    port: int = 0
    asked: list[Request] = field(default_factory=list)
    answers: dict[str, list[bytes | Way]] = field(default_factory=dict)
    stopping: threading.Event = field(default_factory=threading.Event)

    def put(self, path: str, *answers: bytes | Way, host: str = "") -> str:
        """Serve ``answers`` at ``path``; returns the address."""
        self.answers[host + path] = list(answers)
        return self.url(path, host)

    def url(self, path: str = "/", host: str = "") -> str:
        return f"http://{host or '127.0.0.1'}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [request.path for request in self.asked if request.path != "/robots.txt"]

    def take(self, request: Request) -> bytes | Way:
        self.asked.append(request)
        name = request.host.partition(":")[0]
        waiting = self.answers.get(name + request.path) or self.answers.get(request.path)
        if waiting is None:
            return reply("no such page", status="404 Not Found")
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


CERTIFICATE = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghR9OH561tuz30EC6
hbZXn0yd29OwnSvC8oR5dHNU3mWhRANCAASQn0ZKsbKNpZoT3GyRXkUd9vZ2ipzy
6PMSSOP6tM5yxaq231xl/10yOM6h6WNLwiS0FlSyOyzHxSAZ1InZPSkX
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBhjCCASugAwIBAgIUFAZj6zIg9lbHkTJPTvarSPEqtj8wCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMdmVsbS5leGFtcGxlMCAXDTI2MTEyOTE4MDIyNFoYDzIxMjYx
MTA1MTgwMjI0WjAXMRUwEwYDVQQDDAx2ZWxtLmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAASQn0ZKsbKNpZoT3GyRXkUd9vZ2ipzy6PMSSOP6tM5yxaq2
31xl/10yOM6h6WNLwiS0FlSyOyzHxSAZ1InZPSkXo1MwUTAdBgNVHQ4EFgQU5W2v
bVmzfbbHqQuGaQpJnpUJoZ0wHwYDVR0jBBgwFoAU5W2vbVmzfbbHqQuGaQpJnpUJ
oZ0wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAjQnRc3wdyWTH
QJ/seddDtNxQqGuACJ7T3n3qv96Uki0CIQDkL+DuqaFdAtjAGQ+C9TBX7uh9m6t4
25h1aK1x975jHA==
-----END CERTIFICATE-----
"""
"""Signed by itself, for velm.example, made for these tests alone."""


class _Handler(socketserver.BaseRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = self.request.recv(65536)
            if not piece:
                return
            head += piece
        first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        answer = self.server.web.take(Request(headers.get("host", ""), first.split(" ")[1], headers))
        try:
            if isinstance(answer, bytes):
                self.request.sendall(answer)
            else:
                answer(self.request)
        except OSError:
            """The client hung up, as it should."""


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    web: WebServer

    context: ssl.SSLContext | None = None

    def get_request(self) -> tuple[socket.socket, object]:
        connection, place = super().get_request()
        if self.context is not None:
            connection = self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, place

    def handle_error(self, *_: object) -> None:
        """A client that hung up is no news here."""


@contextmanager
def serve(*, encrypted: bool = False) -> Iterator[WebServer]:
    """A server, for as long as the block runs."""
    # every loopback address, so that one host name can lead to several
    with _Server(("0.0.0.0", 0), _Handler) as server:
        server.web = WebServer(port=server.server_address[1])
        if encrypted:
            server.context = _make_context()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server.web
        finally:
            server.web.stopping.set()
            server.shutdown()
            thread.join()


def _make_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        file.write(CERTIFICATE)
        file.flush()
        context.load_cert_chain(file.name)
    return context


def reply(
    body: bytes | str, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", **headers: str
) -> bytes:
    """An honest answer; ``Retry_After="3"`` becomes a header, and overrides one of the usual ones."""
    body = body.encode() if isinstance(body, str) else body
    given = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return reply("", status=status, Location=to)


def write_page(title: str, text: str = "") -> str:
    """A page with an article long enough to be one."""
    body = text or (
        "The harbour board of Velm closed the northern quay on Tuesday after cracks were found in its oldest wall. "
        "Its chair, Ane Brodd, said that nobody had been hurt and that ships would be led to the southern quay. "
        "Engineers are to look at the wall again on Friday, and the board expects to decide by the end of the month."
    )
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{body}</p></body></html>"


def drip(server: WebServer) -> Way:
    """Headers at once, then a byte now and then, without end."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
        while not server.stopping.wait(0.02):
            connection.sendall(b"<")

    return answer


def keep_silent(server: WebServer) -> Way:
    """Headers and a beginning, then nothing more, the connection left open."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n<html>")
        server.stopping.wait(60)

    return answer


def pour(server: WebServer, piece: bytes = b"<p>more</p>" * 1000) -> Way:
    """A body without end, as fast as it is taken."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
        while not server.stopping.is_set():
            connection.sendall(piece)

    return answer


def reset(connection: socket.socket) -> None:
    """The connection torn down without a word."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()


class StillClock:
    """A clock on which time passes only by sleeping; notes what was slept."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._now = 0.0

    def now(self) -> float:
        return self._now

    def today(self) -> datetime:
        return datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC) + timedelta(seconds=self._now)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self._now += seconds

    def draw(self) -> float:
        return 0.5
