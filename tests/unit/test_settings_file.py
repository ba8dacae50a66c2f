"""``stemma.toml``: what a verb takes from it, what wins over what, and what ``docs/settings.md`` says of it."""

import json
import re
import textwrap
from pathlib import Path
from typing import Any

import pytest
import typer

from stemma.cli import main as program
from stemma.cli.main import run
from stemma.cli.settings_file import KEYS, read_settings_file

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `\[(\w+)\]` \| `(\w+)` \| (.+?) \| ((?:`\w+` ?)+) \| `(\S+)` \|$", re.MULTILINE)
COMMANDS: dict[str, Any] = typer.main.get_command(program.app).commands  # type: ignore[attr-defined]
PAGES = {
    "courier.txt": "Weir at Orlen breaks, four hurt\n\nORLEN, 4 March 2031 - A weir on the Vell broke on Monday, the "
    "mayor said. Four people were hurt.\n\nDivers searched the river until dark, and the mill was closed.\n",
    "gazette.txt": "Orlen weir gives way\n\nORLEN, 4 March 2031 - The weir on the Vell broke on Monday. Five people "
    "were hurt, the mayor said.\n\nThe mill beside the river was closed, and divers searched until dark.\n",
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two pages of one event."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STEMMA_STORE", raising=False)
    (tmp_path / "pages").mkdir()
    for name, text in PAGES.items():
        (tmp_path / "pages" / name).write_text(text, encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str, name: str = "stemma.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def tell(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["tell", "pages", "-q", "-f", "json", *arguments]) == 0
    return capsys.readouterr().out


def test_the_table_of_the_docs_is_what_can_be_set() -> None:
    told = [
        (table, key, allowed, tuple(re.findall(r"\w+", verbs))) for table, key, allowed, verbs, _ in ROW.findall(DOC)
    ]
    held = [(table, name, key.wanted, key.verbs) for table, keys in KEYS.items() for name, key in keys.items()]
    assert told == held


def test_every_key_is_an_option_of_each_verb_that_asks_it() -> None:
    for table, name, _, verbs, option in ROW.findall(DOC):
        for verb in re.findall(r"\w+", verbs):
            parameters = {one.name: one for one in COMMANDS[verb].params}
            assert name in parameters, (table, name, verb)
            assert option in (*parameters[name].opts, name.upper()), (table, name, verb)


def test_the_verbs_that_ask_a_key_are_those_that_take_a_settings_file() -> None:
    taking = {verb for verb, command in COMMANDS.items() if any("--settings" in one.opts for one in command.params)}
    assert taking == {verb for keys in KEYS.values() for key in keys.values() for verb in key.verbs}


def test_the_example_of_the_docs_is_well_written(tmp_path: Path) -> None:
    example = DOC[DOC.index("    [settings]") : DOC.index("Then `stemma watch`")]
    found = read_settings_file(write(tmp_path, textwrap.dedent(example)))
    assert found["stories"] == {"store": "postgresql://desk@db.example/news"}
    assert found["serve"]["host_name"] == ["desk.example"]
    assert found["watch"]["every"] == 600
    assert found["watch"]["feeds"] == [str(tmp_path / "feeds.opml")]


def test_a_dossier_by_the_file_is_the_one_by_options(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    by_options = tell(capsys, "--one-story", "--no-vectors")
    write(desk, "[settings]\none_story = true\nvectors = false\n")
    by_file = tell(capsys)
    assert by_file == by_options
    assert json.loads(by_file)["settings"]["one_story"] is True
    assert json.loads(by_file)["settings"]["vectors"] is False


def test_the_command_line_turns_back_what_the_file_has_turned(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(desk, "[settings]\none_story = true\nvectors = false\n")
    assert json.loads(tell(capsys, "--find-stories"))["settings"]["one_story"] is False


def test_a_named_file_is_read_in_place_of_the_one_in_the_folder(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(desk, "this is no TOML")
    write(desk, "[settings]\nvectors = false\n", "other.toml")
    told = json.loads(tell(capsys, "--one-story", "--settings", "other.toml"))["settings"]
    assert (told["one_story"], told["vectors"]) == (True, False)


def test_the_store_is_the_options_then_the_environments_then_the_files_then_the_default(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def find_store(*arguments: str) -> str:
        assert run(["stories", *arguments]) == 2
        return capsys.readouterr().err.split(":")[1].strip()

    assert find_store() == "stemma.db"
    write(desk, '[settings]\nstore = "sqlite:///file.db"\n')
    assert find_store() == "file.db"
    monkeypatch.setenv("STEMMA_STORE", "sqlite:///environment.db")
    assert find_store() == "environment.db"
    assert find_store("--store", "option.db") == "option.db"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("desk.db", "{folder}/desk.db"),
        ("sqlite:///desk.db", "sqlite:///{folder}/desk.db"),
        ("sqlite:////srv/desk.db", "sqlite:////srv/desk.db"),
        ("/srv/desk.db", "/srv/desk.db"),
        ("postgresql://db.example/news", "postgresql://db.example/news"),
        ("memory:", "memory:"),
    ],
)
def test_a_store_of_the_file_lies_from_the_files_folder(tmp_path: Path, given: str, found: str) -> None:
    path = write(tmp_path, f"[settings]\nstore = {json.dumps(given)}\n")
    assert read_settings_file(path)["run"]["store"] == found.format(folder=tmp_path)


def test_watch_needs_no_argument_where_the_file_names_feeds(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list is read, from the folder of the file: it is the missing one that is named."""
    (desk / "etc").mkdir()
    write(desk / "etc", '[watch]\nfeeds = ["none.opml"]\n')
    assert run(["watch", "--once", "-v", "--settings", "etc/stemma.toml"]) == 2
    said = capsys.readouterr().err
    assert "settings of etc/stemma.toml" in said
    assert "etc/none.opml" in said


def test_serve_takes_its_own_table_and_refuses_what_cannot_be_listened_on(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("fastapi")
    write(desk, '[settings]\nstore = "desk.db"\n[serve]\nhost = "no host at all"\n')
    assert run(["serve"]) == 2
    assert "no host at all" in capsys.readouterr().err


def test_a_verb_that_asks_nothing_does_not_look_for_the_file(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(desk, "this is no TOML")
    assert run(["formats"]) == 0
    assert run(["stories", "--help"]) == 0


def test_a_run_by_the_file_is_told_already_to_a_run_by_options(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(desk, '[settings]\nstore = "desk.db"\nvectors = false\n')
    assert run(["run", "pages"]) == 0
    assert "1 story told" in capsys.readouterr().err
    (desk / "stemma.toml").unlink()
    assert run(["run", "pages", "--store", "desk.db", "--no-vectors"]) == 0
    assert "0 stories told" in capsys.readouterr().err


@pytest.mark.parametrize("table", list(KEYS))
def test_bounds_of_a_key_are_those_of_its_option(table: str) -> None:
    for name, key in KEYS[table].items():
        for verb in key.verbs:
            option = next(one for one in COMMANDS[verb].params if one.name == name)
            for bound, beyond in ((getattr(option, "min", None), -1), (getattr(option, "max", None), 1)):
                if bound is not None:
                    assert key.fits(int(bound)), (table, name)
                    assert not key.fits(int(bound) + beyond), (table, name)
