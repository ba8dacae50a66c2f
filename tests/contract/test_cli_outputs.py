"""What a verb writes never takes the place of what it reads, nor is read by the next run."""

from pathlib import Path

import pytest

from stemma.cli.main import run

PAGE = """Bridge at Orlen collapses, four hurt

ORLEN, 4 March 2031 - A road bridge over the Vell collapsed on Monday, the mayor said. Four people were hurt.

The bridge was built in 1964. Police closed both banks of the river, and divers searched the water until dark.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "orlen-post.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ["tell", "PAGE", "-o", "PAGE"],
        ["read", "PAGE", "-o", "PAGE"],
        ["read", "PAGE", "--rejected", "PAGE"],
        ["group", "PAGE", "-o", "PAGE"],
        ["diff", "PAGE", "PAGE", "-o", "PAGE"],
    ],
)
def test_an_input_is_not_written_over(page: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run([str(page) if one == "PAGE" else one for one in arguments]) == 2
    assert f"{page}: is what is to be read" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == PAGE


def test_articles_and_rejected_items_do_not_go_into_one_file(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = page.with_name("both.jsonl")
    assert run(["read", str(page), "-o", str(both), "--rejected", str(both)]) == 2
    assert f"--rejected {both}: is where -o writes" in capsys.readouterr().err
    assert not both.exists()


def test_an_option_that_names_no_place_to_write_is_named_itself(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(page), "--rejected", "no/such/folder"]) == 2
    assert "--rejected no/such/folder: there is no folder" in capsys.readouterr().err


def test_a_dossier_in_the_folder_of_its_pages_is_no_article_of_the_next_run(page: Path) -> None:
    dossier = page.with_name("dossier.txt")
    order = ["tell", str(page.parent), "--one-story", "--no-vectors", "-q", "-o", str(dossier)]
    assert run(order) == 0
    first = dossier.read_bytes()
    assert run(order) == 0
    assert dossier.read_bytes() == first
