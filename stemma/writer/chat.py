"""One call of the chat-completions protocol: instructions and data go out, one JSON value comes back.

By the standard library alone. Whatever the server does, the call ends in time, reads no more than it may, follows no
redirect, and repeats no word of the server in an error.
"""

import http.client
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from stemma.errors import AnswerRefused, UsageError, WriterFailed
from stemma.version import __version__
from stemma.writer.address import Address

_MOST_BYTES = 1_000_000
_MOST_CONTENT = 100_000
_MOST_TOKENS = 4_000
_TRIES = 3
_FAILURES = 2
"""So many calls that failed, one after the other, and none is made any more in this run."""
_LONGEST_WAIT = 30.0
"""Seconds: a server that asks for more is not waited for."""
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_REASONS = {
    400: "it does not understand the request (400); does it speak the chat-completions protocol?",
    401: "it wants another key (401); set STEMMA_WRITER_KEY",
    403: "it refuses this key (403); set STEMMA_WRITER_KEY",
    404: "it knows no such path or model (404); look at --writer and --model",
    429: "it has had too many requests (429)",
}
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.S)
_FENCED = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.S)


class Chat:
    """A server, the model to ask there, and the key."""

    def __init__(
        self,
        address: Address,
        *,
        model: str,
        key: str = "",
        seconds: float = 120.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``seconds``: how long one answer may take in all.

        Raises:
            UsageError: a model or key that cannot be sent.
        """
        if not model.strip() or len(model) > 200 or not model.isprintable():
            raise UsageError("--model: give the name of the model to ask, as its server spells it")
        if not key.isascii() or not key.isprintable() or " " in key.strip():
            raise UsageError("STEMMA_WRITER_KEY: this is not a key: it holds spaces or characters that no key has")
        self.model = model.strip()
        self._address = address
        self._key = key.strip()
        self._seconds = seconds
        self._sleep = sleep
        self._failed: list[str] = []

    def ask(self, instructions: str, data: Mapping[str, Any]) -> Any:
        """The JSON value that the model answers with; ``data`` goes as JSON in a message of its own.

        Raises:
            WriterFailed: no answer could be had, or none of the last calls had one.
            AnswerRefused: the answer is not JSON.
        """
        if len(self._failed) >= _FAILURES:
            raise WriterFailed(self._failed[-1])
        try:
            body = self._call(instructions, data)
        except WriterFailed as error:
            self._failed.append(str(error))
            raise
        self._failed.clear()
        return read_answer(body)

    def _call(self, instructions: str, data: Mapping[str, Any]) -> bytes:
        """The body of the server's reply, after as many tries as it takes and may."""
        request: dict[str, Any] = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": instructions},
                {"role": "user", "content": json.dumps(data, ensure_ascii=False)},
            ],
        }
        asked = request | {"temperature": 0, "max_tokens": _MOST_TOKENS, "stream": False}
        for number in range(1, _TRIES + 1):
            status, wait, body = self._send(asked)
            if status == 200:
                return body
            if status == 400 and asked is not request:
                # Some servers refuse these settings with some models.
                asked = request
                continue
            pause = float(number) if wait is None else wait
            if status not in _AGAIN or number == _TRIES or pause > _LONGEST_WAIT:
                break
            self._sleep(pause)
        if 300 <= status < 400:
            raise WriterFailed(f"it sends elsewhere ({status}), which is not followed; give that address itself")
        raise WriterFailed(_REASONS.get(status, f"it answers with an error ({status})"))

    def _send(self, request: Mapping[str, Any]) -> tuple[int, float | None, bytes]:
        """Status, seconds that the server asks to be left alone for, body of one request."""
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Connection": "close",
            "User-Agent": f"stemma/{__version__}",
        }
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        connection = None
        expired = threading.Event()
        timer = None
        try:
            connection = self._connect()
            connection.connect()
            timer = threading.Timer(self._seconds, _cut, (connection.sock, expired))
            timer.daemon = True
            timer.start()
            body = json.dumps(request).encode("ascii")
            connection.request("POST", self._address.path, body=body, headers=headers)
            response = connection.getresponse()
            content = response.read(_MOST_BYTES + 1) if response.status == 200 else b""
            wait = read_retry_after(response.headers.get("Retry-After"))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise WriterFailed(self._explain(error, expired)) from None
        finally:
            if timer is not None:
                timer.cancel()
            if connection is not None:
                connection.close()
        if expired.is_set():
            raise WriterFailed(self._explain(TimeoutError(), expired))
        if len(content) > _MOST_BYTES:
            raise WriterFailed("its answer is far longer than any answer can be")
        if content and response.length:
            raise WriterFailed("it broke off amid its answer")
        return response.status, wait, content

    def _connect(self) -> http.client.HTTPConnection:
        address = self._address
        if address.secure:
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(address.host, address.port, timeout=self._seconds, context=context)
        return http.client.HTTPConnection(address.host, address.port, timeout=self._seconds)

    def _explain(self, error: Exception, expired: threading.Event) -> str:
        if expired.is_set() or isinstance(error, TimeoutError):
            return f"it gave no whole answer within {self._seconds:g} seconds"
        if isinstance(error, ssl.SSLCertVerificationError):
            return "its certificate does not hold"
        if isinstance(error, ssl.SSLError):
            return "no encrypted connection with it can be made; is it plain http?"
        if isinstance(error, ConnectionRefusedError):
            return "nothing listens there"
        if isinstance(error, socket.gaierror):
            return "its name is not known"
        if isinstance(error, OSError):
            return "the connection with it failed"
        return "it broke off, or does not speak HTTP"


def _cut(sock: socket.socket, expired: threading.Event) -> None:
    """End a call that takes too long, even where bytes keep dripping in."""
    expired.set()
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except (OSError, ValueError):
        return


def read_retry_after(value: str | None, now: float | None = None) -> float | None:
    """Seconds to wait by a ``Retry-After`` header (RFC 9110: seconds or a date); None where it says nothing."""
    if value is None:
        return None
    if re.fullmatch(r"\s*\d{1,9}\s*", value):
        return float(value)
    try:
        when = parsedate_to_datetime(value).timestamp()
    except (ValueError, OverflowError):
        return None
    return max(0.0, when - (time.time() if now is None else now))


def read_answer(body: bytes) -> Any:
    """The JSON value in the first choice's message; a code fence or a thought before it is passed over.

    Raises:
        AnswerRefused: there is none.
    """
    try:
        reply = json.loads(body.decode("utf-8"))
        content = reply["choices"][0]["message"]["content"]
        if not isinstance(content, str) or len(content) > _MOST_CONTENT:
            raise AnswerRefused("its answer is no text, or too long")
        content = _THOUGHT.sub("", content)
        fenced = _FENCED.match(content)
        return json.loads(fenced[1] if fenced else content)
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise AnswerRefused("its answer is not the JSON that was asked for") from None
