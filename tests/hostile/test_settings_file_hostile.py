"""A settings file that is wrong in any way ends with code 2 and one line that names file, key and what is allowed."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.cli.main import run
from stemma.cli.settings_file import KEYS, _sort_by_verb, read_settings_file
from stemma.errors import UsageError

WRONG = [
    ("vectors = true", "vectors", "write it under [settings]"),
    ("log = 'json'", "log", "write it under [watch] or [serve]"),
    ("[wach]", "wach", "there are [settings], [watch], [serve]"),
    ("settings = 3", "settings", "under [settings]"),
    ("[[settings]]\nvectors = true", "settings", "under [settings]"),
    ("[settings]\nvektors = true", "vektors", "there are store, at_least, vectors"),
    ("[settings]\nallow_private = true", "allow_private", "there is no such key"),
    ("[watch]\nignore_robots = true", "ignore_robots", "there is no such key"),
    ("[settings]\nvectors = 1", "vectors", "is 1; give true or false"),
    ("[settings]\nvectors = 'no'", "vectors", "is 'no'; give true or false"),
    ("[settings]\nat_least = 0", "at_least", "is 0; give a whole number, 1 or more"),
    ("[settings]\nat_least = true", "at_least", "is true; give a whole number"),
    ("[settings]\nat_least = 2.0", "at_least", "is 2.0; give a whole number"),
    ("[settings]\nstore = ''", "store", "give the address of a store"),
    ('[settings]\nstore = "a\\u0000b"', "store", "give the address of a store"),
    ("[settings]\ndelay = nan", "delay", "is nan; give a number of seconds, 0 to 3600"),
    ("[settings]\ndelay = inf", "delay", "is inf; give a number of seconds"),
    ("[settings]\ndelay = 1979-05-27", "delay", "give a number of seconds"),
    ("[watch]\nevery = 'often'", "[watch] every", "is 'often'; give a number of seconds, 10 or more"),
    ("[watch]\nfeeds = 'feeds.opml'", "feeds", "give a list"),
    ("[watch]\nfeeds = []", "feeds", "give a list"),
    ("[watch]\nfeeds = ['a', 3]", "feeds", "give a list"),
    ("[watch]\nlog = 'xml'", "[watch] log", 'give "lines" or "json"'),
    ("[serve]\nport = 65536", "[serve] port", "0 to 65535"),
    ("[serve]\nport = '80'", "[serve] port", "0 to 65535"),
    ("[serve.host]\nname = 1", "[serve] host", "give an address to listen on"),
    ("[settings]\nvectors = true\nvectors = true", "", "is not TOML"),
    ("[settings", "", "is not TOML"),
    ("a = " + "[" * 100_000, "", "is not TOML"),
    ("a = 1979-02-31", "", "is not TOML"),
    ("a = " + "9" * 10_000, "", "is not TOML"),
]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refuse(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that a verb ends with."""
    assert run(["stories"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("stemma: stemma.toml: ")
    assert told.err.count("\n") == 1
    assert len(told.err) < 500
    return told.err


@pytest.mark.parametrize(("text", "key", "allowed"), WRONG, ids=[text[:40] for text, _, _ in WRONG])
def test_what_is_wrong_is_named(text: str, key: str, allowed: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("stemma.toml").write_text(text, encoding="utf-8")
    line = refuse(capsys)
    assert key in line
    assert allowed in line


def test_a_file_that_is_not_utf_8_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("stemma.toml").write_bytes(b"[settings]\nstore = '\xff'\n")
    assert "is not UTF-8" in refuse(capsys)


def test_a_file_beyond_all_measure_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("stemma.toml").write_bytes(b"#" * (2 << 20))
    assert "is larger than 1 MB" in refuse(capsys)


def test_a_folder_of_that_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("stemma.toml").mkdir()
    assert "cannot be read" in refuse(capsys)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("stemma.toml").touch(mode=0o000)
    assert "cannot be read" in refuse(capsys)


def test_a_named_file_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stories", "--settings", "none.toml"]) == 2
    assert "none.toml: cannot be read" in capsys.readouterr().err


def test_control_characters_and_long_values_are_shown_not_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("stemma.toml").write_text(f'"\\u001b[31m{"x" * 10_000}" = 1\n', encoding="utf-8")
    assert "\x1b" not in refuse(capsys)


def test_a_byte_order_mark_and_an_empty_file_are_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    Path("stemma.toml").write_bytes(b"\xef\xbb\xbf")
    assert run(["stories"]) == 2
    assert "there is no store" in capsys.readouterr().err


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())


@given(st.dictionaries(st.sampled_from([*KEYS, "other"]), st.dictionaries(st.text(), SCALARS) | SCALARS))
def test_whatever_tables_it_holds_it_is_read_or_refused_with_its_name(tables: dict[str, object]) -> None:
    said = "stemma.toml: "
    try:
        _sort_by_verb(Path("stemma.toml"), tables)
    except UsageError as error:
        said = str(error)
    assert said.startswith("stemma.toml: ")


@given(st.binary(max_size=300))
def test_whatever_bytes_it_holds_it_is_read_or_refused_with_its_name(raw: bytes) -> None:
    path = Path("any.toml")
    path.write_bytes(raw)
    said = "any.toml: "
    try:
        read_settings_file(path)
    except UsageError as error:
        said = str(error)
    assert said.startswith("any.toml: ")
