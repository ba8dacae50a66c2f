"""stories, show, search, export, import and vacuum as a shell sees them, over an SQLite store."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from stemma.cli.main import run
from stemma.cli.vacuum import read_age
from stemma.collection.transfer import export_collection, import_collection
from stemma.errors import UsageError
from stemma.model.stored import Event, StoredArticle
from stemma.store import Store, open_store
from tests.collections import demo_collection, demo_dossier, fill_store, make_article
from tests.stores import make_story

pytestmark = pytest.mark.timeout(300)
Captured = pytest.CaptureFixture[str]
FERRY = "0310ef31212b2414"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store that holds the example story; only to be looked at."""
    folder = tmp_path_factory.mktemp("stores")
    with (folder / "demo.stemma").open("w+b") as file:
        export_collection(demo_collection().store, file)
        file.seek(0)
        store = open_store(f"sqlite:///{folder / 'demo.db'}")
        import_collection(store, file)
        store.close()
    return store.url


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    """A store of the test's own that holds one of everything."""
    store = open_store(f"sqlite:///{tmp_path / 'filled.db'}")
    fill_store(store)
    return store


def stemma(capsys: Captured, *arguments: str | Path) -> tuple[int, str, str]:
    code = run(list(map(str, arguments)))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_the_river_is_rows_of_tabs_when_piped(demo: str, capsys: Captured) -> None:
    code, out, err = stemma(capsys, "stories", "--store", demo)
    assert (code, err) == (0, "")
    head, row = (line.split("\t") for line in out.splitlines())
    assert head == ["story", "changed", "what", "independent", "outlets", "differences", "title"]
    assert row[0] == FERRY
    assert row[2:6] == ["new difference", "6", "6", "2"]


def test_the_river_for_programs_is_a_story_a_line(demo: str, capsys: Captured) -> None:
    _, out, _ = stemma(capsys, "stories", "--store", demo, "--json")
    (story,) = lines(out)
    assert (story["id"], story["differences"], len(story["articles"])) == (FERRY, 2, 6)
    assert story["newest"]["kind"] == "difference"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--words", "ferry fire"], 1),
        (["--words", "zeppelin"], 0),
        (["--outlet", "northgate post"], 1),
        (["--place", "batumi"], 1),
        (["--name", "Amra Star"], 1),
        (["--since", "2024-10-13"], 1),
        (["--until", "2024-10-01"], 0),
        (["--min-origins", "7"], 0),
    ],
)
def test_the_river_is_filtered(demo: str, capsys: Captured, options: list[str], found: int) -> None:
    code, out, _ = stemma(capsys, "stories", "--store", demo, "--json", *options)
    assert (code, len(lines(out))) == (0, found)


def test_a_long_river_goes_on_where_it_stopped(tmp_path: Path, capsys: Captured) -> None:
    store = open_store(f"sqlite:///{tmp_path / 's.db'}")
    for number in range(5):
        store.put_stories([make_story(f"s{number}")])
        store.put_events([Event(story=f"s{number}", kind="story", at="2026-01-01T00:00:00Z")])
    store.close()
    seen: list[str] = []
    more: list[str] = []
    while True:
        _, out, err = stemma(capsys, "stories", "--store", store.url, "--json", "--limit", "2", *more)
        seen += [one["id"] for one in lines(out)]
        cursor = re.search(r"--after (\S+)", err)
        if cursor is None:
            break
        more = ["--after", cursor[1]]
    assert seen == ["s4", "s3", "s2", "s1", "s0"]


def test_a_story_is_shown_by_the_beginning_of_its_id_in_any_format(demo: str, tmp_path: Path, capsys: Captured) -> None:
    code, out, _ = stemma(capsys, "show", "0310", "--store", demo)
    assert code == 0
    assert out.startswith("All safe as ferry burns for nine hours in the Black Sea\n")
    _, as_json, _ = stemma(capsys, "show", "0310", "--store", demo, "--json")
    told = json.loads(as_json)
    assert told["schema"] == "stemma/dossier/1"
    assert len(told["findings"]) == len(demo_dossier().findings)
    assert stemma(capsys, "show", FERRY, "--store", demo, "-o", tmp_path / "d.html")[0] == 0
    assert "<html" in (tmp_path / "d.html").read_text()


def test_a_shown_dossier_proves_its_citations(demo: str, tmp_path: Path, capsys: Captured) -> None:
    stemma(capsys, "show", "0310", "--store", demo, "-o", tmp_path / "d.json")
    assert stemma(capsys, "check", tmp_path / "d.json")[0] == 0


def test_an_alias_leads_to_the_story_and_an_earlier_edition_can_be_shown(filled: Store, capsys: Captured) -> None:
    _, out, _ = stemma(capsys, "show", "old-al", "--store", filled.url, "--history", "--json")
    editions = [one["detail"]["edition"] for one in lines(out) if "edition" in one["detail"]]
    assert len(editions) == 2
    _, first, _ = stemma(capsys, "show", "old-al", "--store", filled.url, "--edition", str(editions[0]), "--json")
    _, last, _ = stemma(capsys, "show", "old-al", "--store", filled.url, "--json")
    assert json.loads(first)["findings"] == []
    assert len(json.loads(last)["findings"]) == len(demo_dossier().findings)


def test_the_history_tells_what_happened_oldest_first(filled: Store, capsys: Captured) -> None:
    _, out, _ = stemma(capsys, "show", "old-alias", "--store", filled.url, "--history")
    head, *rows = (line.split("\t") for line in out.splitlines())
    assert head == ["at", "what", "which"]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert {"new", "joined", "told anew"} <= {row[1] for row in rows}


def test_an_article_is_shown_with_its_revisions_and_where_each_claim_stands(demo: str, capsys: Captured) -> None:
    code, out, _ = stemma(capsys, "show", "0310", "--article", "ded4", "--store", demo, "--json")
    assert code == 0
    revisions = [one["revision"] for one in lines(out) if "revision" in one]
    claims = [one["claim"] for one in lines(out) if "claim" in one]
    assert [one["current"] for one in revisions] == [True]
    (article,) = (one for one in demo_dossier().articles if one.id == revisions[0]["id"])
    assert len(claims) > 10
    assert all(article.text[one["start"] : one["end"]] == one["quote"] for one in claims)
    _, table, _ = stemma(capsys, "show", "0310", "--article", "ded4", "--store", demo)
    assert "outlet    The Harbour Courier\n" in table
    assert f"{claims[0]['start']}-{claims[0]['end']}\t" in table


def test_a_replaced_revision_is_found_by_its_own_id(tmp_path: Path, capsys: Captured) -> None:
    store = open_store(f"sqlite:///{tmp_path / 's.db'}")
    store.put_articles([StoredArticle(article=make_article("first"), page="p")])
    store.put_articles([StoredArticle(article=make_article("second", "It fell twice."), page="p", replaces="first")])
    store.put_stories([make_story("s", ["second"])])
    store.close()
    _, out, _ = stemma(capsys, "show", "s", "--article", "first", "--store", store.url, "--json")
    assert [one["revision"]["id"] for one in lines(out)] == ["first", "second"]


def test_words_are_found_in_stories_articles_and_claims(demo: str, capsys: Captured) -> None:
    _, out, _ = stemma(capsys, "search", '"nine hours"', "--store", demo, "--json")
    found = [one["in"] for one in lines(out)]
    assert set(found) == {"stories", "articles", "claims"}
    _, out, _ = stemma(
        capsys, "search", "nine", "hours", "--store", demo, "--json", "--in", "claims", "--in", "findings"
    )
    assert {one["in"] for one in lines(out)} == {"claims", "findings"}
    _, out, _ = stemma(capsys, "search", "--store", demo, "--in", "claims", "--json", "--", "ferry", "-nine")
    assert not any("nine" in one["quote"] for one in lines(out))


def test_a_search_that_finds_nothing_says_so_and_is_done(demo: str, capsys: Captured) -> None:
    code, out, err = stemma(capsys, "search", "zeppelin", "--store", demo)
    assert (code, err) == (0, "")
    assert out.split("\n\n") == ["stories: 0", "articles: 0", "claims: 0\n"]


def test_what_would_move_the_cursor_is_shown_not_obeyed(tmp_path: Path, capsys: Captured) -> None:
    store = open_store(f"sqlite:///{tmp_path / 's.db'}")
    store.put_stories([make_story("s", title="A\x1b[2J\x07\ttitle\nof two lines \u202e")])
    store.close()
    _, out, _ = stemma(capsys, "stories", "--store", store.url)
    assert out.splitlines()[1].split("\t")[-1] == "A\\x1b[2J\\x07 title of two lines \\u202e"


def test_a_collection_goes_from_store_to_file_to_store_and_back_the_same(
    filled: Store, tmp_path: Path, capsys: Captured
) -> None:
    one, other = tmp_path / "one.stemma", tmp_path / "other.stemma"
    code, out, err = stemma(capsys, "export", "--store", filled.url, "-o", one)
    assert (code, out) == (0, "")
    assert "8 articles" in err
    there = f"sqlite:///{tmp_path / 'there.db'}"
    code, out, _ = stemma(capsys, "import", one, "--store", there, "--json")
    assert code == 0
    assert lines(out)[0]["lines"]["edition"] == 3
    assert stemma(capsys, "export", "--store", there, "-o", other, "-q") == (0, "", "")
    assert one.read_bytes() == other.read_bytes()


def test_an_export_goes_through_a_pipe(demo: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "stemma.cli.main"]
    root = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    given = subprocess.run([*command, "export", "--store", demo, "-o", "-"], capture_output=True, env=root, timeout=120)
    assert given.returncode == 0
    store = f"sqlite:///{tmp_path / 'piped.db'}"
    done = subprocess.run([*command, "import", "-", "--store", store], input=given.stdout, env=root, timeout=120)
    assert done.returncode == 0
    assert open_store(store).count() == demo_collection().store.count()


def test_a_store_that_holds_something_takes_nothing_in(
    filled: Store, demo: str, tmp_path: Path, capsys: Captured
) -> None:
    stemma(capsys, "export", "--store", demo, "-o", tmp_path / "demo.stemma")
    before = filled.last_change()
    code, out, err = stemma(capsys, "import", tmp_path / "demo.stemma", "--store", filled.url)
    assert (code, out) == (2, "")
    assert "not empty" in err
    assert filled.last_change() == before


@pytest.mark.parametrize("content", [b"", b"no collection", b"\x28\xb5\x2f\xfd\x00"])
def test_a_file_that_is_no_collection_makes_no_store(tmp_path: Path, capsys: Captured, content: bytes) -> None:
    (tmp_path / "x.stemma").write_bytes(content)
    code, out, err = stemma(capsys, "import", tmp_path / "x.stemma", "--store", f"sqlite:///{tmp_path / 'new.db'}")
    assert (code, out) == (1, "")
    assert "x.stemma: " in err
    assert not (tmp_path / "new.db").exists()


def test_a_cut_file_makes_no_store(demo: str, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "x.stemma"
    stemma(capsys, "export", "--store", demo, "-o", file, "-q")
    file.write_bytes(file.read_bytes()[:-40])
    code, _, err = stemma(capsys, "import", file, "--store", f"sqlite:///{tmp_path / 'new.db'}")
    assert code == 1
    assert "nothing was taken in" in err
    assert not (tmp_path / "new.db").exists()


def test_an_export_that_fails_leaves_the_file_before_it(
    filled: Store, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x.stemma"
    target.write_bytes(b"the one before")

    def fail(*given: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("stemma.collection.transfer.export_collection", fail)
    code, _, err = stemma(capsys, "export", "--store", filled.url, "-o", target)
    assert code == 1
    assert "No space left" in err
    assert target.read_bytes() == b"the one before"
    assert [one.name for one in tmp_path.glob("*.part*")] + [one.name for one in tmp_path.glob(".x*")] == []


def test_vacuum_says_what_it_drops_and_drops_it(filled: Store, capsys: Captured) -> None:
    asked = ("vacuum", "--older-than", "2027-01-01", "--store", filled.url, "--json")
    _, out, _ = stemma(capsys, *asked, "--dry-run")
    (told,) = lines(out)
    assert told["dropped"]["editions"] == 2
    assert filled.count()["editions"] == 3
    _, out, _ = stemma(capsys, *asked)
    assert lines(out)[0]["dropped"] == told["dropped"]
    assert filled.count()["editions"] == 1
    _, out, _ = stemma(capsys, *asked[:-1])
    assert out.startswith("nothing from before 2027-01-01T00:00:00Z")


def test_ages_are_hours_days_weeks_or_a_day() -> None:
    from datetime import UTC, datetime

    now = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert read_age("12h", now) == "2026-03-03T17:06:07Z"
    assert read_age("90d", now) == "2025-12-04T05:06:07Z"
    assert read_age("1w", now) == "2026-02-25T05:06:07Z"
    assert read_age("999999d", now) == "0001-01-01T00:00:00Z"
    assert read_age("2026-01-01", now) == "2026-01-01T00:00:00Z"
    for wrong in ("", "90", "d", "-1d", "1m", "1.5d", "2026-02-31", "９0d"):
        with pytest.raises(UsageError, match="90d"):
            read_age(wrong, now)


@pytest.mark.parametrize(
    "arguments",
    [
        ["stories"],
        ["show", "x"],
        ["search", "x"],
        ["corrections"],
        ["corrections", "--undo", "1"],
        ["vacuum", "--older-than", "1d"],
        ["vacuum", "--older-than", "1d", "--dry-run"],
        ["export", "-o", "x.stemma"],
        ["mcp"],
        ["run"],
        ["annotate"],
        ["compare"],
        ["serve", "--read-only"],
        ["watch", "--status"],
    ],
)
def test_a_store_that_is_not_there_is_told_and_not_made(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STEMMA_STORE", "sqlite:///not-there.db")
    code, out, err = stemma(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "not-there.db: there is no store; 'stemma run pages/ --store not-there.db' makes one" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "zz"], "'stemma stories' lists them"),
        (["show", "0310", "--edition", "99999"], "no such edition; it has"),
        (["show", "0310", "--article", "zz"], "no such article; it has"),
        (["show", "0310", "--history", "--edition", "1"], "stands alone"),
        (["show", "0310", "--article", "a", "--format", "json"], "stands alone"),
        (["show", "0310", "--format", "pdf"], "pdf"),
        (["stories", "--since", "2024-02-31"], "YYYY-MM-DD"),
        (["stories", "--limit", "0"], "--limit"),
        (["search", "x", "--in", "pages"], "give one of stories, articles, claims, findings"),
        (["search", "x", "--after", "3"], "name it with --in"),
        (["import", "/no/such/file"], "no such file"),
    ],
)
def test_wrong_usage_says_what_to_do(demo: str, capsys: Captured, arguments: list[str], says: str) -> None:
    code, out, err = stemma(capsys, *arguments, "--store", demo)
    assert (code, out) == (2, "")
    assert says in err


def test_an_ambiguous_beginning_says_which_stories_it_may_be(tmp_path: Path, capsys: Captured) -> None:
    store = open_store(f"sqlite:///{tmp_path / 's.db'}")
    store.put_stories([make_story("ab1", title="One"), make_story("ab2", title="Two"), make_story("b")])
    store.close()
    code, _, err = stemma(capsys, "show", "ab", "--store", store.url)
    assert code == 2
    assert "ab1 (One), ab2 (Two)" in err


def test_a_story_without_a_dossier_says_how_to_make_one(tmp_path: Path, capsys: Captured) -> None:
    store = open_store(f"sqlite:///{tmp_path / 's.db'}")
    store.put_articles([StoredArticle(article=make_article("a"), page="p")])
    store.put_stories([make_story("s", ["a"])])
    store.close()
    code, _, err = stemma(capsys, "show", "s", "--store", store.url)
    assert code == 2
    assert "no dossier yet (1 article); 'stemma compare' makes" in err


@pytest.mark.parametrize("verb", ["stories", "show", "search", "corrections", "export", "import", "vacuum", "mcp"])
def test_each_verb_teaches_by_example_and_names_its_exit_codes(verb: str, capsys: Captured) -> None:
    code, out, _ = stemma(capsys, verb, "--help")
    assert code == 0
    assert "Exit codes:" in out
    assert f"stemma {verb}" in out or '"mcp"' in out


def test_articles_that_left_are_told_as_such(tmp_path: Path, capsys: Captured, filled: Store) -> None:
    (stored, *_) = filled.iter_stories()
    detail: dict[str, Any] = {"articles": [], "left": ["b"]}
    filled.put_events([Event(story=stored.story.id, kind="articles", at="2026-04-01T00:00:00Z", detail=detail)])
    _, out, _ = stemma(capsys, "show", stored.story.id, "--history", "--store", filled.url)
    assert out.splitlines()[-1] == "2026-04-01T00:00:00Z\tarticles left\tleft b"
