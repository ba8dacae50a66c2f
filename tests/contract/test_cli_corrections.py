"""``stemma corrections`` as a shell sees it."""

import json
from pathlib import Path

import pytest

from stemma.cli.main import run
from stemma.model.overrides import JoinStories, PinArticle, SetDate
from stemma.model.stored import StoredArticle
from stemma.store import Store, open_store
from tests.collections import make_article

Captured = pytest.CaptureFixture[str]
MADE = "2031-06-01T00:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two articles, two corrections in force and one that is undone."""
    opened = open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    opened.put_articles(
        [StoredArticle(article=make_article(key, outlet=f"Echo \x1b[31m{key}"), page=key) for key in "ab"]
    )
    opened.put_correction(JoinStories(articles=("a", "b"), note="one flood"), made=MADE)
    opened.put_correction(SetDate(article="fen-courier", published="2031-03-04"), made=MADE)
    opened.undo_correction(opened.put_correction(PinArticle(article="a", story_of="b"), made=MADE))
    return opened


def stemma(capsys: Captured, store: Store, *arguments: str | Path) -> tuple[int, str, str]:
    code = run(["corrections", "--store", store.url, *map(str, arguments)])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def states(store: Store) -> list[bool]:
    return [one.undone for one in store.list_corrections()]


def test_each_is_listed_with_number_kind_what_when_and_whether_it_is_in_force(store: Store, capsys: Captured) -> None:
    code, out, err = stemma(capsys, store)
    assert (code, err) == (0, "")
    head, *rows = (line.split("\t") for line in out.splitlines())
    assert head == ["number", "kind", "made", "state", "what"]
    numbers = [str(one.number) for one in store.list_corrections()]
    assert [row[:4] for row in rows] == [
        [numbers[0], "join_stories", MADE, "in force"],
        [numbers[1], "set_date", MADE, "in force"],
        [numbers[2], "pin_article", MADE, "undone"],
    ]
    assert rows[1][4] == "fen-courier was published 2031-03-04"
    assert rows[0][4].endswith("[one flood]")
    assert "\x1b" not in out


def test_for_programs_each_is_a_line_of_json(store: Store, capsys: Captured) -> None:
    code, out, _ = stemma(capsys, store, "--json")
    assert code == 0
    first = json.loads(out.splitlines()[0])
    assert first["correction"] == {"articles": ["a", "b"], "note": "one flood"}
    assert (first["kind"], first["made"], first["undone"]) == ("join_stories", MADE, False)


def test_one_is_taken_back_and_made_again(store: Store, capsys: Captured) -> None:
    numbers = [one.number for one in store.list_corrections()]
    code, _, err = stemma(capsys, store, "--undo", str(numbers[0]), "--redo", str(numbers[2]))
    assert code == 0
    assert f"correction {numbers[0]} is undone\n" in err
    assert "stemma run" in err
    assert states(store) == [True, False, False]


def test_what_is_undone_already_is_said_to_be(store: Store, capsys: Captured) -> None:
    number = store.list_corrections()[2].number
    code, _, err = stemma(capsys, store, "--undo", str(number))
    assert (code, err) == (0, f"stemma: correction {number} is undone already\n")


def test_a_number_that_is_none_changes_nothing_and_says_what_to_do(store: Store, capsys: Captured) -> None:
    number = store.list_corrections()[0].number
    code, _, err = stemma(capsys, store, "--undo", str(number), "--undo", "999")
    assert code == 2
    assert "no correction 999; 'stemma corrections' lists" in err
    assert states(store) == [False, False, True]
    assert stemma(capsys, store, "--undo", str(number), "--redo", str(number))[0] == 2


def test_those_of_a_file_are_added_once(store: Store, capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        '[[split_story]]\narticles = ["a"]\n\n[[join_stories]]\narticles = ["a", "b"]\nnote = "one flood"\n'
    )
    code, out, err = stemma(capsys, store, "--add", file)
    assert code == 0
    assert f"1 correction of {file} new in the log" in err
    assert len(out.splitlines()) == 5
    assert "0 corrections" in stemma(capsys, store, "--add", file)[2]
    assert len(store.list_corrections()) == 4


def test_a_file_that_cannot_be_read_changes_nothing(store: Store, capsys: Captured, tmp_path: Path) -> None:
    number = store.list_corrections()[0].number
    code, _, err = stemma(capsys, store, "--undo", str(number), "--add", tmp_path / "none.toml")
    assert code == 2
    assert "cannot be read" in err
    assert states(store) == [False, False, True]


def test_an_empty_log_says_how_to_add_some(tmp_path: Path, capsys: Captured) -> None:
    empty = open_store(f"sqlite:///{tmp_path / 'empty.db'}")
    code, out, err = stemma(capsys, empty)
    assert (code, out) == (0, "")
    assert "--add FILE.toml" in err
