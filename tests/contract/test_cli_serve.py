"""``stemma serve`` as a program: what it prints, where its token lies, how it ends."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from stemma.cli.main import run
from stemma.cli.serve import place_token
from tests.saved_pages import make_page, print_saved

pytestmark = [pytest.mark.timeout(600), pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")]
COMMAND = [sys.executable, "-c", "from stemma.cli.main import main; main()", "serve", "--port", "0"]


@contextmanager
def serve(*arguments: str, folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program and the address that it prints."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [*COMMAND, *arguments], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            if process.poll() is None:
                process.kill()


def ask(url: str, token: str | None = None, body: bytes | None = None, kind: str = "application/json") -> Any:
    headers = {"Content-Type": kind} if body is not None else {}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    with urllib.request.urlopen(urllib.request.Request(url, data=body, headers=headers)) as answer:
        return json.loads(answer.read())


def end(process: "subprocess.Popen[str]", number: int = signal.SIGTERM) -> tuple[int, str]:
    process.send_signal(number)
    _, said = process.communicate()
    return process.returncode, said


def make_form(name: str, content: bytes) -> tuple[bytes, str]:
    head = f'--edge\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
    return head + content + b"\r\n--edge--\r\n", "multipart/form-data; boundary=edge"


def test_it_prints_its_address_makes_a_token_reads_what_is_handed_in_and_ends_well(tmp_path: Path) -> None:
    with serve("--store", "sqlite:///desk.db", folder=tmp_path) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        token_file = tmp_path / "desk.db.token"
        assert stat.S_IMODE(token_file.stat().st_mode) == 0o600
        token = token_file.read_text().strip()
        with pytest.raises(urllib.error.HTTPError, match="401"):
            ask(f"{address}api/v1/corrections", body=b"{}")
        body, kind = make_form("a.html", print_saved(make_page(1, 1)))
        job = ask(f"{address}api/v1/captures", token, body, kind)
        while ask(f"{address}api/v1/jobs/{job['id']}")["state"] in ("waiting", "running"):
            time.sleep(0.1)
        assert ask(f"{address}api/v1/jobs/{job['id']}")["new"] == 1
        code, said = end(process)
    assert code == 0
    assert "desk.db.token" in said
    assert token not in said
    assert "stopped" in said
    assert "Traceback" not in said


def test_what_was_handed_in_is_there_after_an_end_in_the_midst_of_it(tmp_path: Path) -> None:
    with serve("--store", "desk.db", folder=tmp_path) as (process, address):
        token = (tmp_path / "desk.db.token").read_text().strip()
        body, kind = make_form("a.html", print_saved(make_page(1, 1)))
        ask(f"{address}api/v1/captures", token, body, kind)
        while not ask(f"{address}api/v1/health")["counts"]["articles"]:
            time.sleep(0.02)
        assert end(process)[0] == 0
    with serve("--store", "desk.db", "--read-only", folder=tmp_path) as (process, address):
        assert len(ask(f"{address}api/v1/stories")["items"]) == 1
        assert ask(f"{address}api/v1/health")["writable"] is False
        code, said = end(process, signal.SIGINT)
    assert code == 0
    assert "read-only" in said


SLOW = (
    "import sys, time; import stemma.collection.collection as c; "
    "c.Collection.read = lambda *a, **k: time.sleep(600); "
    "from stemma.cli.main import main; main()"
)


def test_asked_twice_it_does_not_wait_for_the_job_in_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "COMMAND", [sys.executable, "-c", SLOW, *COMMAND[3:]])
    with serve("--store", "memory:", "--token-file", "t", folder=tmp_path) as (process, address):
        body, kind = make_form("a.html", b"<html></html>")
        job = ask(f"{address}api/v1/captures", (tmp_path / "t").read_text().strip(), body, kind)
        while ask(f"{address}api/v1/jobs/{job['id']}")["state"] != "running":
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2)
        assert end(process)[0] == 130


def test_a_log_of_json_is_an_object_for_each_request(tmp_path: Path) -> None:
    with serve("--store", "memory:", "--token-file", "own.token", "--log", "json", folder=tmp_path) as (
        process,
        address,
    ):
        ask(f"{address}api/v1/health?")
        said = end(process)[1]
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert [(one["method"], one["path"], one["status"]) for one in lines] == [("GET", "/api/v1/health", 200)]


def test_what_cannot_be_served_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, told in (
        (["--store", "nowhere://x"], "store"),
        (["--store", f"sqlite:///{tmp_path}/none.db", "--read-only"], "none.db"),
        (["--store", "memory:", "--token-file", str(tmp_path)], "token"),
        (["--store", "memory:", "--token-file", str(tmp_path / "t"), "--host", "no such host"], "--host"),
        (["--port", "99999"], "--port"),
        (["--log", "loud"], "--log"),
    ):
        assert run(["serve", *arguments]) in (1, 2), arguments
        said = capsys.readouterr().err
        assert told in said
        assert "Traceback" not in said


def test_to_listen_beyond_this_machine_is_warned_of(tmp_path: Path) -> None:
    with serve("--store", "memory:", "--token-file", "t", "--host", "0.0.0.0", folder=tmp_path) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        _, said = end(process)
    assert "not encrypted" in said


def test_without_the_extra_it_is_named(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['uvicorn'] = None; from stemma.cli.main import run; "
        "sys.exit(run(['serve', '--store', 'memory:']))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "stemma-news[serve]" in done.stderr


@pytest.mark.parametrize(
    ("store", "place"),
    [
        ("sqlite:///desk.db", "desk.db.token"),
        ("sqlite:////data/desk.db", "/data/desk.db.token"),
        ("desk.db", "desk.db.token"),
        ("/data/desk.db", "/data/desk.db.token"),
    ],
)
def test_a_token_lies_beside_the_file_of_its_store(store: str, place: str) -> None:
    assert place_token(store) == Path(place)


def test_the_token_of_a_store_without_a_file_lies_in_the_user_s_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for store in ("memory:", "postgresql://desk:secret@db.velm.example/desk"):
        assert place_token(store) == tmp_path / "stemma" / "serve.token"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert place_token("memory:") == Path.home() / ".local" / "state" / "stemma" / "serve.token"
