"""``stemma rules``: exit codes and what it says."""

import json
from pathlib import Path

import pytest

import stemma.store
from stemma.cli.main import run
from stemma.collection.notices import Outcome, deliver, evaluate, parse_rules, start_rules
from tests.notices import RULES, Desk, Receivers


@pytest.fixture
def rules_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STEMMA_TEST_HOOK", "a-secret-of-sixteen-bytes")
    path = tmp_path / "stemma.watch.toml"
    path.write_text(RULES, encoding="utf-8")
    return path


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose store is the one that the command opens."""
    made = Desk()
    monkeypatch.setattr(stemma.store, "open_store", lambda url, **options: made.store)
    return made


def test_a_good_file_is_checked(rules_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", str(rules_file)]) == 0
    assert capsys.readouterr().out == f"{rules_file}: 1 rule and 2 channels, well written\n"


def test_a_wrong_file_is_wrong_usage(rules_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules_file.write_text(RULES.replace("tell", "tel"), encoding="utf-8")
    assert run(["rules", str(rules_file)]) == 2
    assert "rule 1 (Everything): tel: is not known" in capsys.readouterr().err


def test_a_secret_that_is_not_there_is_named(
    rules_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STEMMA_TEST_HOOK")
    assert run(["rules", str(rules_file)]) == 3
    assert "STEMMA_TEST_HOOK is not set" in capsys.readouterr().err


def test_rules_are_tried_on_a_store(rules_file: Path, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    key = desk.begin_story("Rill Post", "Fen Courier", title="Weir\x1b[31m closed")
    assert run(["rules", str(rules_file), "--store", "sqlite:///desk.db"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Everything: 1 notice (1 of 1 story fit)\n")
    assert "A new story: 2 articles" in out
    assert "\x1b" not in out
    assert run(["rules", str(rules_file), "--store", "sqlite:///desk.db", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["story"] == key


def test_the_outbox_is_shown_and_what_was_given_up_is_taken_up(
    rules_file: Path, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = parse_rules(RULES)
    start_rules(desk.store, rules)
    desk.begin_story("Rill Post")
    evaluate(desk.store, rules, now=desk.now)
    receivers = Receivers()
    receivers.failing = [Outcome(result="dead", reason="gone")]
    deliver(desk.store, rules, now=desk.now, send=receivers)
    store = ["rules", str(rules_file), "--store", "sqlite:///desk.db"]
    assert run([*store, "--outbox"]) == 0
    assert capsys.readouterr().out == "hook: given up after 1 attempt (gone): Weir closed\n"
    assert run([*store, "--again"]) == 0
    assert capsys.readouterr().out == "1 parcel to be sent once more\n"
    assert run([*store, "--outbox", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "waiting"


def test_the_outbox_wants_a_store(rules_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", str(rules_file), "--outbox"]) == 2
    assert "want --store" in capsys.readouterr().err
