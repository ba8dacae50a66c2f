"""``stemma watch`` as a program: its log, its exit codes, its signals."""

import json
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stemma.cli import main
from stemma.collection.watching import Stop, WatchOptions
from stemma.store.memory import MemoryStore
from tests.program import COMMAND, call_program
from tests.watch_desk import put_feed, watch, watch_really
from tests.web_server import WebServer, keep_silent, reply, serve

pytestmark = pytest.mark.timeout(300)

LOCAL = ["--store", "memory:", "--allow-private", "--delay", "0"]


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serve() as web:
        yield web


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    done = call_program("watch", *arguments)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


class Child:
    """A watch in a process of its own, its log read as it comes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._queue.put(line)
        self._queue.put(None)

    def wait_for(self, words: str) -> None:
        while (line := self._queue.get(timeout=200)) is not None:
            self.lines.append(line)
            if words in line:
                return
        raise AssertionError(f"it ended without saying {words!r}: {self.lines}")

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        code = self.process.wait(timeout=200)
        while (line := self._queue.get(timeout=10)) is not None:
            self.lines.append(line)
        assert "Traceback" not in "".join(self.lines)
        return code


@contextmanager
def start(*arguments: str) -> Iterator[Child]:
    process = subprocess.Popen([*COMMAND, "watch", *arguments], stderr=subprocess.PIPE, text=True)
    try:
        yield Child(process)
    finally:
        process.kill()
        process.wait()


class TestExitCodes:
    def test_0_where_news_came_in(self, server: WebServer) -> None:
        done = run(put_feed(server, "/feed", "/a"), "--once", *LOCAL)
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
        assert "1 new page of 1" in done.stderr

    def test_1_where_no_feed_answered(self, server: WebServer) -> None:
        done = run(server.put("/feed", reply("", status="500 Oh no")), "--once", *LOCAL)
        assert done.returncode == 1
        assert "no feed answered" in done.stderr

    def test_2_for_no_feeds_an_empty_list_and_rules_that_are_not_there(self, tmp_path: Path) -> None:
        (tmp_path / "none.opml").write_text("<opml version='2.0'><body/></opml>")
        for wrong in ([], [tmp_path / "none.opml"], [tmp_path / "no.opml"], ["http://velm.example/", "--every", "1"]):
            done = run(*wrong, "--once", *LOCAL)
            assert done.returncode == 2, (wrong, done.stderr)
            assert done.stderr.startswith(("stemma: ", "20"))

    def test_3_where_an_item_could_not_be_used(self, server: WebServer) -> None:
        feed = put_feed(server, "/feed", "/a")
        server.put("/a", reply("", status="404 Not Found"))
        assert run(feed, "--once", *LOCAL).returncode == 3


class TestSignals:
    def test_sigterm_ends_it_with_0_and_it_says_what_was_done(self, server: WebServer) -> None:
        with start(put_feed(server, "/feed", "/a"), *LOCAL) as child:
            child.wait_for("new story")
            assert child.end(signal.SIGTERM) == 0
        assert "1 new article" in child.lines[-1]

    def test_ctrl_c_ends_it_with_130(self, server: WebServer) -> None:
        with start(put_feed(server, "/feed"), *LOCAL, "-v") as child:
            child.wait_for("watching 1 feed")
            assert child.end(signal.SIGINT) == 130

    def test_it_does_not_wait_for_a_feed_that_is_silent(self, server: WebServer) -> None:
        with start(server.put("/feed", keep_silent(server)), *LOCAL) as child:
            child.wait_for("watching 1 feed")
            assert child.end(signal.SIGTERM) == 0

    @pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no SIGHUP here")
    def test_sighup_reads_the_list_again(self, server: WebServer, tmp_path: Path) -> None:
        listed = tmp_path / "feeds.urls"
        listed.write_text(put_feed(server, "/one") + "\n")
        with start(str(listed), *LOCAL) as child:
            child.wait_for("watching 1 feed")
            listed.write_text(listed.read_text() + put_feed(server, "/two", "/b") + "\n")
            os.kill(child.process.pid, signal.SIGHUP)
            child.wait_for("the list was read again: 2 feeds, 1 new")
            child.wait_for("1 new page")
            assert child.end(signal.SIGTERM) == 0


class TestOneStore:
    def test_a_second_watch_is_refused_with_a_line_and_a_killed_one_lets_go(
        self, server: WebServer, tmp_path: Path
    ) -> None:
        feed, store = put_feed(server, "/feed"), f"sqlite:///{tmp_path}/desk.db"
        local = ["--store", store, *LOCAL[2:]]
        with start(feed, *local) as child:
            child.wait_for("watching 1 feed")
            second = run(feed, "--once", "--log", "json", *local)
            assert second.returncode == 1
            [line] = second.stderr.splitlines()
            assert json.loads(line)["what"] == "busy"
            assert "another watch is at work" in line
            status = run("--status", "--store", store)
            assert status.returncode == 0, "who only looks waits for nobody"
            child.process.kill()
            child.process.wait()
        assert run(feed, "--once", *local).returncode in (0, 3)

    def test_a_store_that_is_not_there_has_no_status(self, tmp_path: Path) -> None:
        done = run("--status", "--store", f"sqlite:///{tmp_path}/none.db")
        assert done.returncode == 2
        assert not (tmp_path / "none.db").exists()


class TestTheLog:
    def test_json_is_one_object_an_event(self, server: WebServer) -> None:
        done = run(put_feed(server, "/feed", "/a", "/b"), "--once", "--log", "json", *LOCAL)
        events = [json.loads(line) for line in done.stderr.splitlines()]
        assert {"time", "level", "what", "text"} <= set(events[0])
        [news] = [one for one in events if one["what"] == "news"]
        assert (news["feed"], news["new"]) == (server.url("/feed"), 2)
        assert events[-1]["what"] == "stopped"
        assert events[-1]["articles"] == 2

    def test_quiet_says_nothing_where_all_is_well(self, server: WebServer) -> None:
        assert run(put_feed(server, "/feed", "/a"), "--once", "-q", *LOCAL).stderr == ""

    def test_no_secret_of_an_address_gets_into_it(self, server: WebServer) -> None:
        feed = put_feed(server, "/feed?access_token=hunter2secret", "/a?api_key=hunter2secret")
        server.put("/a?api_key=hunter2secret", reply("", status="404 Not Found"))
        broken = "http://editor:hunter2secret@velm.example/feed"
        for form in ("lines", "json"):
            done = run(feed, broken, "--once", "-v", "--log", form, *LOCAL)
            assert "hunter2secret" not in done.stderr
            assert "access_token=***" in done.stderr


class TestStatus:
    def test_it_tells_how_each_feed_does(
        self, server: WebServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        store = MemoryStore()
        good, gone = put_feed(server, "/good", "/a"), server.put("/gone", reply("", status="410 Gone"))
        bad = server.put("/bad", reply("", status="500 Oh no"))
        watch(good, gone, bad, store=store, once=True)
        monkeypatch.setattr("stemma.store.open_store", lambda *_, **__: store)
        assert main.run(["watch", "--status", "--json"]) == 0
        told = {one["url"]: one for one in map(json.loads, capsys.readouterr().out.splitlines())}
        assert {url: one["state"] for url, one in told.items()} == {good: "ok", gone: "gone", bad: "failing"}
        assert told[good]["looked_at"] == 1
        assert told[bad]["failures"] == 1
        assert main.run(["watch", "--status"]) == 0
        table = capsys.readouterr().out
        assert "failing (1)" in table
        assert "status 500" in table


def test_it_stops_at_the_end_of_an_item_also_without_signals(server: WebServer) -> None:
    stop = Stop()
    stop.ask()
    journal = watch_really(put_feed(server, "/feed"), store=MemoryStore(), stop=stop, options=WatchOptions())
    assert [one.what for one in journal.events] == ["started", "stopping", "stopped"]
    assert server.asked == []
