"""Killed at random moments, a run over a store loses nothing that was acknowledged and comes to the same end."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stemma.store import open_store
from tests.saved_pages import make_page, write_pages

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("verb", "times"), [("read", 8), ("run", 4)])
def test_killed_a_few_times_it_ends_as_if_undisturbed(tmp_path: Path, verb: str, times: int) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    asked = ["--verb", verb, "--times", str(times), "--stories", "3", "--outlets", "2"]
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "kill_run.py"), url, *asked],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    outcome = json.loads(done.stdout)
    assert {name: outcome[name] for name in ("lost", "twice", "other", "broken")} == {
        "lost": [],
        "twice": [],
        "other": [],
        "broken": [],
    }, done.stderr
    assert outcome["kills"] >= times


@pytest.mark.timeout(300)
def test_what_reading_has_printed_is_in_the_store_after_a_kill(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", *(make_page(event, outlet) for event in range(150) for outlet in range(3)))
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    command = [sys.executable, "-m", "stemma.cli.main", "read", str(pages), "--store", url, "-j", "1"]
    child = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert child.stdout is not None
    printed = [json.loads(child.stdout.readline())]
    child.send_signal(signal.SIGKILL)
    printed += [json.loads(line) for line in child.stdout if line.endswith("\n")]
    child.wait()
    store = open_store(url)
    try:
        told = {line["article"] for line in printed}
        assert store.get_articles(told).keys() == told
        assert store.count()["articles"] <= 450
    finally:
        store.close()
    done = subprocess.run([*command, "-q"], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    store = open_store(url)
    try:
        assert store.count()["articles"] == 450
    finally:
        store.close()
