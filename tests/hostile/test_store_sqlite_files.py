"""Files that are no store, are not whole, are full, locked or may not be written: a clear line, and nothing lost."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from stemma.errors import StoreBroken, StoreBusy, StoreError, StoreFull, UsageError
from stemma.model.stored import Query
from stemma.store import Store, open_store
from stemma.store.sqlite import SqliteStore
from tests.store_dump import fill
from tests.stores import find, make_stored

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with something of each kind, closed."""
    store = open_store(str(tmp_path / "store.db"))
    fill(store)
    store.close()
    assert not (tmp_path / "store.db-wal").exists()
    return tmp_path / "store.db"


def read_all(store: Store) -> None:
    for ask in (store.list_articles, store.list_stories, store.list_findings, store.list_claims, store.list_rejected):
        ask(Query(revisions=True))
    list(store.iter_articles())
    list(store.iter_stories())
    for story in ("s1", "s2"):
        store.get_edition(story)
    store.list_events()
    list(store.iter_blobs("parse"))


# -- addresses


@pytest.mark.parametrize(
    "url", ["", "sqlite:", "sqlite://", "sqlite:///", "sqlite://host/x.db", "mysql://x/y", "memory:x"]
)
def test_an_address_of_no_known_kind_is_told(url: str) -> None:
    with pytest.raises(UsageError, match="give sqlite:///FILE"):
        open_store(url)


def test_an_address_may_be_relative_absolute_or_bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for url, file in (
        ("sqlite:///a.db", "a.db"),
        (f"sqlite:///{tmp_path}/b #?%20.db", "b #?%20.db"),
        ("c.db", "c.db"),
        (f"{tmp_path}/ä d.db", "ä d.db"),
    ):
        store = open_store(url)
        store.put_records("feed", {"one": {}})
        store.close()
        assert (tmp_path / file).is_file(), url


@pytest.mark.parametrize("read_only", [False, True])
def test_a_store_that_is_not_there_is_not_made_where_it_must_not_be(tmp_path: Path, read_only: bool) -> None:
    (tmp_path / "empty.db").touch()
    for name in ("none.db", "empty.db"):
        with pytest.raises(UsageError, match=r"there is no store; .*stemma run"):
            open_store(str(tmp_path / name), create=False, read_only=read_only)
    assert not (tmp_path / "none.db").exists()
    assert (tmp_path / "empty.db").stat().st_size == 0


def test_a_folder_is_no_store_and_a_folder_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        open_store(str(tmp_path))
    with pytest.raises(UsageError, match="make it first"):
        open_store(str(tmp_path / "none" / "store.db"))
    (tmp_path / "file").touch()
    with pytest.raises((UsageError, StoreError)):
        open_store(str(tmp_path / "file" / "store.db"))
    with pytest.raises(UsageError):
        open_store("a\x00b.db")


# -- files that are no store, or not whole


@pytest.mark.parametrize(
    "content",
    [b"x", b"not a store" * 500, b"SQLite format 3\x00", b"\x00" * 8192, b"SQLite format 3\x00" + b"\xff" * 9000],
)
def test_a_file_that_is_no_store_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    for read_only in (False, True):
        with pytest.raises(StoreBroken, match=r"x\.db.*(no store of Stemma's|not whole)"):
            open_store(str(path), read_only=read_only)
    assert path.read_bytes() == content


def test_the_file_of_another_program_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE articles (one)")
    file.close()
    before = path.read_bytes()
    with pytest.raises(StoreBroken, match="no store of Stemma's"):
        open_store(str(path))
    assert path.read_bytes() == before


def test_a_file_that_ends_too_soon_is_told(path: Path) -> None:
    whole = path.read_bytes()
    for part in range(1, 20):
        path.write_bytes(whole[: len(whole) * part // 20])
        with pytest.raises(StoreBroken):
            open_store(str(path))


def test_spoilt_pages_are_told_or_harmless_and_never_a_crash(path: Path) -> None:
    whole = path.read_bytes()
    lines: list[str] = []
    for page in range(len(whole) // 8192):
        path.write_bytes(whole[: page * 8192] + b"\xa5" * 8192 + whole[(page + 1) * 8192 :])
        try:
            store = open_store(str(path))
            try:
                read_all(store)
                store.put_articles([make_stored("new")])
            finally:
                store.close()
        except StoreBroken as error:
            lines.append(str(error))
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
    assert len(lines) > 5
    assert all(re.search("restore it from a copy|give another file|cannot be (read|unpacked)", line) for line in lines)


# -- no room


def fill_up(store: Store, most: int = 3000) -> list[str]:
    """Put until it is full; what was acknowledged."""
    kept: list[str] = []
    with pytest.raises(StoreFull, match=r"no room is left.*acknowledged is kept"):  # noqa: PT012
        for number in range(most):
            one = make_stored(f"a{number}", f"{number:x} " * 2000)
            kept += store.put_articles([one])
    return kept


def test_a_full_file_stops_cleanly_and_loses_nothing(path: Path) -> None:
    store = SqliteStore(path)
    before = store.count()["articles"]
    store._handles.get().run("PRAGMA max_page_count = 80")
    kept = fill_up(store)
    assert kept
    assert sorted(store.get_articles(kept)) == sorted(kept)
    assert store.count()["articles"] == before + len(kept)
    with pytest.raises(StoreFull), store.transaction():  # noqa: PT012
        store.put_records("feed", {"lost": {}})
        fill_up(store)
    assert store.get_record("feed", "lost") is None
    store._handles.get().run("PRAGMA max_page_count = 100000")
    store.put_articles([make_stored("after")])
    store.close()
    again = SqliteStore(path)
    assert sorted(again.get_articles([*kept, "after"])) == sorted([*kept, "after"])
    assert again._handles.get().rows("PRAGMA integrity_check") == [("ok",)]
    again.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"no small disk can be mounted here ({error}): NOT MEASURED")
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here ({done.stderr.strip()}): NOT MEASURED")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


def test_a_full_disk_stops_cleanly_and_loses_nothing(small_disk: Path) -> None:
    store = SqliteStore(small_disk / "store.db")
    kept = fill_up(store)
    assert sorted(store.get_articles(kept)) == sorted(kept)
    store.close()
    again = SqliteStore(small_disk / "store.db")
    assert sorted(again.get_articles(kept)) == sorted(kept)
    assert again.count()["articles"] == len(kept)
    assert again._handles.get().rows("PRAGMA integrity_check") == [("ok",)]
    again.close()


# -- others at the same file


def test_readers_do_not_wait_for_a_writer_and_a_writer_says_when_it_waited_too_long(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store = SqliteStore(path, wait=0.05)
    read_all(store)
    with pytest.raises(StoreBusy, match=r"another process has been writing.*try again"):
        store.put_records("feed", {"two": {}})
    other.execute("ROLLBACK")
    other.close()
    store.put_records("feed", {"two": {}})
    store.close()


def test_a_thread_says_when_it_waited_too_long_for_another(path: Path) -> None:
    store = SqliteStore(path, wait=0.05)
    found: list[BaseException] = []

    def put() -> None:
        try:
            store.put_records("feed", {"two": {}})
        except StoreBusy as error:
            found.append(error)

    with store.transaction():
        store.put_records("feed", {"three": {}})
        thread = threading.Thread(target=put)
        thread.start()
        thread.join(60)
    assert len(found) == 1
    assert list(store.list_records("feed")) == ["one", "three"]
    store.close()


def test_a_reader_sees_one_state_within_a_transaction_while_another_writes(path: Path) -> None:
    reader, writer = SqliteStore(path, read_only=True), SqliteStore(path)
    with reader.transaction():
        before = reader.count()
        writer.put_articles([make_stored("new", "herring")])
        assert reader.count() == before
        assert find(reader.list_articles, "herring") == []
    assert reader.count()["articles"] == before["articles"] + 1
    assert find(reader.list_articles, "herring") == ["new"]
    reader.close()
    writer.close()


def test_what_is_opened_to_read_cannot_be_written(path: Path) -> None:
    store = open_store(str(path), read_only=True)
    read_all(store)
    for put in (
        lambda: store.put_records("feed", {"two": {}}),
        lambda: store.put_articles([make_stored("new")]),
        lambda: store.vacuum(before="2030"),
    ):
        with pytest.raises(StoreError, match="can only be read"):
            put()
    store.close()


def test_a_store_that_is_closed_says_so(path: Path) -> None:
    store = open_store(str(path))
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.count()
    with pytest.raises(StoreError, match="closed"):
        store.put_records("feed", {})


READ = """
import os, sys
from stemma.errors import StoreError
from stemma.store import open_store
open_store("memory:"), open_store(sys.argv[2]).close()
if os.geteuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
store = open_store(sys.argv[1], read_only=True)
print(store.count()["articles"])
store.close()
try:
    open_store(sys.argv[1])
    store.put_records("feed", {"two": {}})
except StoreError as error:
    print("StoreError", error)
"""


def test_a_store_in_a_folder_that_cannot_be_written_can_be_read(path: Path) -> None:
    command = [sys.executable, "-c", READ, str(path), str(path.parents[1] / "other.db")]
    rights = os.geteuid() == 0
    path.chmod(0o444)
    path.parent.chmod(0o555)
    folders = [folder for folder in path.parents if rights and not folder.stat().st_mode & 0o001]
    for folder in folders:
        folder.chmod(folder.stat().st_mode | 0o001)
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    finally:
        path.parent.chmod(0o755)
        for folder in folders:
            folder.chmod(folder.stat().st_mode & ~0o001)
    assert done.stdout.startswith("3\nStoreError"), done.stderr


LOCK = """
import sys, time
from stemma.store import open_store
with open_store(sys.argv[1]).lock("watch"):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_lock_is_let_go_of_by_a_process_that_is_killed(path: Path) -> None:
    store = open_store(str(path))
    command = [sys.executable, "-c", LOCK, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusy, match=r"watch: another process holds it.*let it end"), store.lock("watch"):
            pass
        holder.send_signal(signal.SIGKILL)
    with store.lock("watch"):
        pass
    store.close()
