"""Pages read in several processes: the same articles in the same order, and a bad page costs itself alone."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture
from stemma.read import iter_articles, page_workers, read_paths
from stemma.read.page_limit import can_limit, read_within
from stemma.read.page_workers import PageWorkers
from tests.archives import make_http, make_page, make_record, make_response

pytestmark = pytest.mark.timeout(300)


def make_capture(number: int, content: bytes | None = None) -> Capture:
    page = content if content is not None else make_page(f"Story number {number}", more=f"It is day {number}.")
    return Capture(source=f"{number}.html", content=page, media_type="text/html")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    records = [make_response(f"Story number {n}", number=n) for n in range(90)]
    records.insert(
        70, make_record(make_http(b"<html><body><p>Menu</p></body></html>"), url="https://gazette.example/menu")
    )
    records.append(records[3])
    (tmp_path / "many.warc").write_bytes(b"".join(records))
    (tmp_path / "z.html").write_bytes(make_page("The last story", more="It is the end."))
    return tmp_path


def test_several_processes_give_what_one_gives(many: Path) -> None:
    told: list[tuple[int, int]] = []
    serial = read_paths([many], jobs=1)
    assert read_paths([many], jobs=2, progress=lambda done, of: told.append((done, of))) == serial
    assert len(serial[0]) == 91
    assert len(serial[1]) == 1
    assert told == [(1, 2), (2, 2)]


def test_the_fast_way_is_the_same_in_several_processes_and_finds_the_same_body(many: Path) -> None:
    found = [one for one in iter_articles([many], jobs=1, fast=True) if isinstance(one, Article)]
    assert [one for one in iter_articles([many], jobs=2, fast=True) if isinstance(one, Article)] == found
    best = read_paths([many], jobs=1)[0]
    assert [article.title for article in found] == [article.title for article in best]
    assert [[article.text[a:b] for a, b in article.body] for article in found] == [
        [article.text[a:b] for a, b in article.body] for article in best
    ]


def test_items_without_a_page_keep_their_place() -> None:
    items = [(n, make_capture(n) if n % 3 else None) for n in range(20)]
    with PageWorkers(2, 20) as workers:
        found = list(workers.read_all(iter(items)))
    assert [n for n, _ in found] == list(range(20))
    for n, outcome in found:
        assert (outcome is None) == (n % 3 == 0)
        if outcome is not None:
            assert isinstance(outcome, Article)
            assert outcome.source == f"{n}.html"


SLOW = """
import time
import stemma.read.page_reading as reading
read = reading.read_capture
def wait(capture, fast=False):
    if capture.source == "1.html":
        {what}
    return read(capture, fast=fast)
reading.read_capture = wait
"""


@pytest.fixture
def bad_page(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Workers in which the page 1.html does what the test says."""
    script = SLOW.format(what=request.param)
    monkeypatch.setattr(
        page_workers, "_SERVE", page_workers._SERVE.replace("from stemma", f"exec({script!r}); from stemma")
    )


@pytest.mark.parametrize("bad_page", ["time.sleep(600)", "while True: pass"], indirect=True, ids=["sleeps", "spins"])
@pytest.mark.usefixtures("bad_page")
def test_a_page_that_takes_too_long_is_rejected_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_workers, "_PATIENCE", 1.5)
    with PageWorkers(2, 3) as workers:
        found = [outcome for _, outcome in workers.read_all((n, make_capture(n)) for n in range(5))]
    assert [type(outcome) for outcome in found] == [Article, Rejected, Article, Article, Article]
    assert found[1] == Rejected(
        item="1.html", stage="read", reason="It takes longer than 3 seconds to read, the limit for a page."
    )


@pytest.mark.parametrize(
    "bad_page", ["import os; os._exit(7)", "import os; os.abort()"], indirect=True, ids=["exits", "aborts"]
)
@pytest.mark.usefixtures("bad_page")
def test_a_worker_that_dies_costs_its_page_alone() -> None:
    with PageWorkers(1, 20) as workers:
        found = [outcome for _, outcome in workers.read_all((n, make_capture(n)) for n in range(4))]
    assert [type(outcome) for outcome in found] == [Article, Rejected, Article, Article]
    assert isinstance(found[1], Rejected)
    assert "process" in found[1].reason


def test_no_worker_is_left_behind() -> None:
    with PageWorkers(2, 20) as workers:
        list(workers.read_all((n, make_capture(n)) for n in range(6)))
        processes = [worker._process for worker in workers._all]
        assert processes
    assert all(process.poll() is not None for process in processes)


def test_where_no_process_can_be_started_all_is_read_in_this_one(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serial = read_paths([many], jobs=1)
    monkeypatch.setattr(sys, "executable", "/nothing/here")
    assert read_paths([many], jobs=2) == serial


def test_a_script_without_a_main_guard_is_not_run_again(many: Path) -> None:
    script = many / "script.py"
    script.write_text(
        "print('begun')\nfrom stemma.read import iter_articles, read_paths\n"
        f"print(len(read_paths([{str(many / 'many.warc')!r}], jobs=2)[0]))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, env=environment, timeout=240)
    assert done.stdout.split() == ["begun", "90"]
    assert done.stderr == ""


@pytest.mark.parametrize("bad_page", ["time.sleep(4)"], indirect=True, ids=["waits"])
@pytest.mark.usefixtures("bad_page")
def test_a_page_whose_process_gets_no_processor_for_longer_than_its_limit_is_read() -> None:
    with PageWorkers(1, 3) as workers:
        found = [outcome for _, outcome in workers.read_all((n, make_capture(n)) for n in range(3))]
    assert [type(outcome) for outcome in found] == [Article, Article, Article]


SPIN = """
import signal
from stemma.model.capture import Capture
from stemma.read.page_limit import read_within

class Bad:
    def __del__(self):
        while True:
            pass

def spin(capture):
    Bad()
    while True:
        try:
            sum(range(1000))
        except Exception:
            continue

print(read_within(spin, Capture(source="1.html", content=b"x", media_type="text/html"), 0.2).reason)
print(signal.getsignal(signal.SIGPROF) is signal.SIG_DFL)
"""
needs_timer = pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="there is no such timer on this system")


@needs_timer
def test_a_page_has_its_limit_in_this_process_too() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", SPIN], capture_output=True, text=True, env=environment, timeout=60)
    assert done.stdout.splitlines() == ["It takes longer than 0.2 seconds to read, the limit for a page.", "True"]


@needs_timer
def test_time_in_which_a_page_is_not_worked_on_is_not_counted() -> None:
    """Neither waiting for a processor, nor what other threads do meanwhile."""

    def work_elsewhere() -> None:
        until = time.thread_time() + 0.6
        while time.thread_time() < until:
            sum(range(1000))

    def wait(capture: Capture) -> Rejected:
        thread = threading.Thread(target=work_elsewhere)
        thread.start()
        thread.join()
        return Rejected(item=capture.source, stage="read", reason="Seen.")

    assert can_limit()
    assert read_within(wait, make_capture(1), 0.3) == Rejected(item="1.html", stage="read", reason="Seen.")


def test_in_another_thread_pages_are_read_without_a_limit() -> None:
    found: list[object] = []
    read = lambda capture: Rejected(item=capture.source, stage="read", reason="Seen.")  # noqa: E731
    thread = threading.Thread(target=lambda: found.append(read_within(read, make_capture(1), 5)))
    thread.start()
    thread.join()
    assert found == [Rejected(item="1.html", stage="read", reason="Seen.")]
