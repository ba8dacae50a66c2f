"""``stemma run``, ``annotate`` and ``compare``, and ``read`` and ``group`` with ``--store``: lines, codes, going on."""

import json
from pathlib import Path

import pytest

from stemma.cli.main import run
from tests.saved_pages import edit_page, make_page, write_pages

PAGES = [make_page(event, outlet) for event in range(2) for outlet in range(2)]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def pages(tmp_path: Path) -> str:
    return str(write_pages(tmp_path / "pages", *PAGES))


def test_a_run_says_what_it_did_and_a_second_what_it_passed_over(
    url: str, pages: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["run", pages, "--store", url, "--no-vectors"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "read: 4 new articles" in told.err
    assert "compare: 2 stories told" in told.err
    assert run(["run", pages, "--store", url, "--no-vectors"]) == 0
    again = capsys.readouterr().err
    assert "read: 0 new articles, 4 there already" in again
    assert "group: nothing came since" in again
    assert "compare: 0 stories told" in again


def test_the_stages_by_themselves_do_what_a_run_does(url: str, pages: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", pages, "--store", url]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["what"] for line in lines] == ["new"] * 4
    assert run(["group", "--store", url, "--no-vectors"]) == 0
    stories = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [len(story) for story in stories] == [3, 3]
    assert run(["annotate", "--store", url, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["stories"] == 2
    assert run(["compare", "--store", url, "--no-vectors", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (len(report["told"]), report["parsed"]) == (2, 0)
    assert run(["compare", stories[0][0], "--store", url, "--no-vectors", "-q", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kept"] == 1


def test_a_run_without_paths_goes_on_with_what_the_store_holds(
    url: str, pages: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["read", pages, "--store", url, "-q"])
    assert run(["run", "--store", url, "--no-vectors", "--json", "-q"]) == 0
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert len(report["compare"]["told"]) == 2


def test_the_store_is_named_by_the_environment_too(
    url: str, pages: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STEMMA_STORE", url)
    assert run(["run", pages, "--no-vectors", "-q"]) == 0
    assert (tmp_path / "desk.db").exists()


def test_corrections_of_a_file_go_into_the_log_once(
    url: str, pages: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "by-hand.toml"
    file.write_text('[[set_date]]\narticle = "e000-0"\npublished = "2031-04-30"\n', encoding="utf-8")
    assert run(["run", pages, "--store", url, "--no-vectors", "--overrides", str(file)]) == 0
    assert "1 correction of" in capsys.readouterr().err
    assert run(["compare", "--store", url, "--no-vectors", "--overrides", str(file)]) == 0
    told = capsys.readouterr().err
    assert "0 corrections of" in told
    assert "0 stories told" in told


def test_an_item_that_cannot_be_used_is_named_and_the_rest_is_kept(
    url: str, pages: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(pages, "empty.html").write_bytes(b"")
    assert run(["run", pages, "--store", url, "--no-vectors"]) == 3
    told = capsys.readouterr().err
    assert "empty.html: It is empty." in told
    assert "1 item could not be used" in told


def test_a_revision_is_counted_apart(url: str, pages: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["run", pages, "--store", url, "--no-vectors", "-q"])
    later = write_pages(tmp_path / "later", edit_page(PAGES[0], swap=("40 people", "52 people")))
    assert run(["run", str(later), "--store", url, "--no-vectors"]) == 0
    told = capsys.readouterr().err
    assert "read: 0 new articles, 1 new revision" in told
    assert "compare: 1 story told (1 paragraph parsed)" in told


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (["compare"], 2, "store"),
        (["annotate"], 2, "store"),
        (["group"], 2, "store"),
        (["compare", "nothing"], 2, "store"),
    ],
)
def test_a_store_that_is_not_there_is_not_made_by_looking_for_its_stories(
    line: list[str], code: int, said: str, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*line, "--store", url]) == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "desk.db").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["read", "PAGES", "--store", "URL", "-o", "x.jsonl"], "-o"),
        (["group", "PAGES", "--store", "URL"], "PATH"),
        (["group"], "PATH"),
        (["run", "PAGES", "--store", "ftp://nowhere"], "store"),
        (["run", "PAGES", "--store", "URL", "--overrides", "missing.toml"], "missing.toml"),
    ],
)
def test_what_cannot_be_carried_out_is_refused_with_what_to_do(
    line: list[str], said: str, url: str, pages: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [{"PAGES": pages, "URL": url}.get(word, word) for word in line]
    assert run(given) == 2
    assert said in capsys.readouterr().err


def test_nothing_usable_is_a_failure(url: str, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    assert run(["run", str(tmp_path / "empty.html"), "--store", url, "-q"]) == 1
    assert run(["read", str(tmp_path / "empty.html"), "--store", url, "-q"]) == 1


def test_a_story_that_is_not_there_is_refused(url: str, pages: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["read", pages, "--store", url, "-q"])
    assert run(["compare", "0123456789abcdef", "--store", url]) == 2
    assert "0123456789abcdef" in capsys.readouterr().err
