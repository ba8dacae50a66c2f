"""A file of every schema that was released is brought up to the newest; a newer one is left alone."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from stemma.errors import StoreError, StoreNewer
from stemma.model.stored import Query
from stemma.store import open_store
from stemma.store.sqlite import migrating
from stemma.store.sqlite.handles import Handle
from stemma.store.sqlite.schema import VERSION
from tests.store_dump import fill, replay_dump
from tests.stores import unnumbered

HERE = Path(__file__).parent
RELEASED = sorted(int(path.stem.partition("_")[2]) for path in HERE.glob("schema_*.sql"))
LISTS = ("list_articles", "list_stories", "list_findings", "list_claims", "list_rejected")


def make_old(version: int, folder: Path) -> Path:
    path = folder / "old.db"
    replay_dump((HERE / f"schema_{version}.sql").read_text(encoding="ascii"), path)
    return path


def test_there_is_a_file_of_every_schema() -> None:
    assert list(range(1, len(migrating.MIGRATIONS) + 1)) == RELEASED


def test_a_change_of_the_schema_is_a_new_version(tmp_path: Path) -> None:
    open_store(str(tmp_path / "new.db")).close()
    replay_dump((HERE / f"schema_{VERSION}.sql").read_text(encoding="ascii"), tmp_path / "kept.db")
    made = [list_schema(tmp_path / name) for name in ("new.db", "kept.db")]
    assert made[0] == made[1]
    assert len(migrating.MIGRATIONS) == VERSION


def list_schema(path: Path) -> set[tuple[str, str]]:
    with sqlite3.connect(path) as file:
        rows = file.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    file.close()
    return {(name, " ".join(sql.split())) for name, sql in rows}


@pytest.mark.parametrize("version", RELEASED)
def test_a_file_of_a_released_schema_tells_what_was_put(version: int, tmp_path: Path) -> None:
    old, new = open_store(str(make_old(version, tmp_path))), open_store("memory:")
    fill(new)
    assert old.count() == new.count()
    for name in LISTS:
        for words in ("", "bridge", "froze -bridge", "wex"):
            asked: list[Any] = [getattr(store, name)(Query(words=words, revisions=True)).items for store in (old, new)]
            assert list(map(unnumbered, asked[0])) == list(map(unnumbered, asked[1])), (name, words)
    for story in ("s1", "s2", "old"):
        assert unnumbered(old.get_edition(story)) == unnumbered(new.get_edition(story))
    assert old.list_facets("place") == new.list_facets("place")
    assert [unnumbered(one) for one in old.list_events()] == [unnumbered(one) for one in new.list_events()]
    assert [unnumbered(one) for one in old.list_corrections()] == [unnumbered(one) for one in new.list_corrections()]
    assert old.get_blobs("parse", ["a1"]) == new.get_blobs("parse", ["a1"])
    assert old.get_record("feed", "one") == {"n": 1}
    (capture,) = {one.capture for one in old.list_revisions("a1") if one.capture}
    assert old.get_capture(capture) == new.get_capture(capture) is not None
    old.close()


@pytest.mark.parametrize("version", RELEASED)
def test_a_file_of_a_released_schema_can_be_written(version: int, tmp_path: Path) -> None:
    store = open_store(str(make_old(version, tmp_path)))
    assert set(store.vacuum(before="2030")) == {"revisions", "captures", "editions", "events", "rejected"}
    store.put_records("feed", {"two": {}})
    assert list(store.list_records("feed")) == ["one", "two"]
    store.close()


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = make_old(1, tmp_path)
    with sqlite3.connect(path) as file:
        file.execute(f"PRAGMA user_version = {len(migrating.MIGRATIONS) + 1}")
    file.close()
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(StoreNewer, match=r"newer version of Stemma.*update Stemma"):
            open_store(str(path), read_only=read_only)
    assert path.read_bytes() == before


def add_table(handle: Handle) -> None:
    handle.run("CREATE TABLE added (one)")


def fail_halfway(handle: Handle) -> None:
    handle.run("CREATE TABLE half (one)")
    handle.run("INSERT INTO half VALUES (1, 2)")


def test_an_older_file_is_brought_up_one_version_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_old(1, tmp_path)
    monkeypatch.setattr(migrating, "MIGRATIONS", (*migrating.MIGRATIONS[:1], add_table, add_table_after))
    with pytest.raises(StoreError, match="older version"):
        open_store(str(path), read_only=True)
    store = open_store(str(path))
    assert store.count()["articles"] == 3
    store.close()
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (3,)
        assert file.execute("SELECT * FROM added").fetchall() == [("after",)]
    file.close()


def add_table_after(handle: Handle) -> None:
    handle.run("INSERT INTO added VALUES ('after')")


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_old(1, tmp_path)
    monkeypatch.setattr(migrating, "MIGRATIONS", (*migrating.MIGRATIONS[:1], add_table, fail_halfway))
    with pytest.raises(StoreError):
        open_store(str(path))
    monkeypatch.undo()
    store = open_store(str(path))
    assert store.count()["articles"] == 3
    store.close()
    with sqlite3.connect(path) as file:
        names = {name for (name,) in file.execute("SELECT name FROM sqlite_schema")}
    file.close()
    assert not names & {"added", "half"}
