"""A PostgreSQL store when the server fails, the connection is cut, the disk is full, or the client is killed."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from stemma.errors import MissingPart, StoreBroken, StoreBusy, StoreError, StoreFull, StoreGone, StoreNewer, UsageError
from stemma.store import open_store
from stemma.store.postgres import connections, schema
from stemma.store.postgres.postgres import PostgresStore
from tests.postgres_server import NoServer, PostgresServer, run_server
from tests.stores import make_stored

pytestmark = pytest.mark.timeout(300)
ROOT = Path(__file__).parents[2]


def open_one(url: str, **how: bool) -> PostgresStore:
    opened = open_store(url, **how)
    assert isinstance(opened, PostgresStore)
    return opened


@pytest.fixture
def store(postgres_url: str) -> Iterator[PostgresStore]:
    opened = open_one(postgres_url)
    yield opened
    opened.close()


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A server of this test's own, which it may kill."""
    try:
        with run_server() as server:
            yield server
    except NoServer as error:
        pytest.skip(f"NO POSTGRESQL HERE, ITS FAILURES ARE NOT TESTED: {error}")


def cut_connections(url: str) -> None:
    """Cut all other connections to the database, as an administrator may."""
    with psycopg.connect(url.partition("?")[0], autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'stemma'")
        while admin.execute("SELECT 1 FROM pg_stat_activity WHERE application_name = 'stemma'").fetchone():
            pass


@pytest.mark.parametrize("end", [PostgresServer.kill, PostgresServer.stop], ids=["killed", "stopped"])
def test_a_server_that_ends_in_mid_transaction_loses_nothing_acknowledged(
    own_server: PostgresServer, end: Callable[[PostgresServer], None]
) -> None:
    store = open_one(own_server.url())
    store.put_articles([make_stored("kept")])
    with pytest.raises(StoreGone, match="run the same again"), store.transaction():  # noqa: PT012
        store.put_articles([make_stored("lost")])
        end(own_server)
        store.put_articles([make_stored("lost too")])
    with pytest.raises(StoreGone, match="Start it"):
        store.count()
    own_server.start()
    assert list(store.get_articles(["kept", "lost", "lost too"])) == ["kept"]
    assert store.count()["articles"] == 1
    assert store.put_articles([make_stored("lost")]) == ("lost",)
    store.close()


def test_a_server_that_ends_before_the_commit_is_told_when_it_is_due(own_server: PostgresServer) -> None:
    store = open_one(own_server.url())
    with pytest.raises(StoreGone), store.transaction():  # noqa: PT012
        store.put_articles([make_stored("lost")])
        own_server.kill()
    own_server.start()
    assert store.count()["articles"] == 0
    store.close()


def test_connections_that_were_cut_while_idle_are_made_anew(store: PostgresStore, postgres_url: str) -> None:
    store.put_articles([make_stored("a")])
    cut_connections(postgres_url)
    assert list(store.get_articles(["a"])) == ["a"]
    cut_connections(postgres_url)
    assert store.put_articles([make_stored("b")]) == ("b",)


def test_a_connection_cut_in_mid_transaction_takes_back_what_was_put(store: PostgresStore, postgres_url: str) -> None:
    with pytest.raises(StoreGone), store.transaction():  # noqa: PT012
        store.put_articles([make_stored("lost")])
        cut_connections(postgres_url)
        store.put_articles([make_stored("lost too")])
    assert store.count()["articles"] == 0


def test_an_error_that_is_swallowed_within_a_transaction_is_no_success(store: PostgresStore, postgres_url: str) -> None:
    with pytest.raises(StoreError), store.transaction():  # noqa: PT012
        store.put_articles([make_stored("lost")])
        cut_connections(postgres_url)
        with pytest.raises(StoreGone):
            store.put_articles([make_stored("lost too")])
    assert store.count()["articles"] == 0


def test_a_read_that_takes_too_long_is_given_up_and_said_so(monkeypatch: pytest.MonkeyPatch, postgres_url: str) -> None:
    monkeypatch.setattr(connections, "_SETTINGS", (("statement_timeout", "200ms"),))
    store = open_one(postgres_url)
    with pytest.raises(StoreError, match="gave up"), store._connections.borrow() as session:
        session.rows("SELECT pg_sleep(60)")
    store.put_articles([make_stored("a")])
    assert store.count()["articles"] == 1
    store.close()


def test_a_lock_whose_holder_was_cut_off_is_free(store: PostgresStore, postgres_url: str) -> None:
    with store.lock("watch"):
        with pytest.raises(StoreBusy), store.lock("watch"):
            pass
        cut_connections(postgres_url)
        with store.lock("watch"):
            pass


def test_a_server_that_is_not_there_is_told_with_what_to_do() -> None:
    with pytest.raises(StoreGone, match="Start it"):
        open_store("postgresql://someone:hunter2@127.0.0.1:1/desk")


def test_where_psycopg_is_not_installed_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingPart, match=r"stemma-news\[postgres\]"):
        open_store("postgresql://127.0.0.1:1/desk")


def test_a_database_that_is_not_there_is_a_matter_of_usage(postgres_server: PostgresServer) -> None:
    with pytest.raises(UsageError, match="createdb"):
        open_store(postgres_server.url("nowhere"))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:hunter2@127.0.0.1:1/desk",
        "postgresql://u@127.0.0.1:1/desk?password=hunter2",
        "postgresql://u:hunter2@127.0.0.1:port/desk",
        "postgresql://u:hunter2@127.0.0.1:1/desk?nothing=hunter2",
        "postgresql://u:hunter2@127.0.0.1:1/desk?schema=Bad-hunter2",
        "postgresql://u:hunter2@[127/desk",
    ],
)
def test_no_password_is_in_any_error(url: str) -> None:
    with pytest.raises((StoreError, UsageError)) as raised:
        open_store(url)
    error: BaseException | None = raised.value
    while error is not None:
        assert "hunter2" not in str(error) + repr(error)
        error = error.__cause__ or error.__context__


def test_no_password_is_in_the_address_that_is_told(postgres_server: PostgresServer) -> None:
    given = f"postgresql://stemma:hunter2@127.0.0.1:{postgres_server.port}/postgres?schema=quiet"
    store = open_store(given)
    assert store.url == f"postgresql://stemma@127.0.0.1:{postgres_server.port}/postgres?schema=quiet"
    store.close()


def test_a_store_of_a_newer_version_is_refused_and_not_touched(store: PostgresStore, postgres_url: str) -> None:
    with store._connections.borrow() as session:
        session.run("UPDATE schema_version SET version = 99")
    with pytest.raises(StoreNewer, match="99"):
        open_store(postgres_url)
    with store._connections.borrow() as session:
        assert session.row("SELECT version FROM schema_version") == (99,)


def test_a_store_of_an_older_version_is_brought_up_once_by_many_at_a_time(
    monkeypatch: pytest.MonkeyPatch, store: PostgresStore, postgres_url: str
) -> None:
    store.put_articles([make_stored("a")])
    later = "CREATE TABLE brought_up (n integer); INSERT INTO brought_up VALUES (1)"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, later))
    with pytest.raises(UsageError, match="open it once for writing"):
        open_store(postgres_url, read_only=True)
    failed: list[BaseException] = []

    def open_it() -> None:
        try:
            open_store(postgres_url).close()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert failed == []
    with store._connections.borrow() as session:
        assert session.rows("SELECT n FROM brought_up") == [(1,)]
        assert session.row("SELECT version FROM schema_version") == (len(schema.MIGRATIONS),)
    assert store.count()["articles"] == 1


def test_a_migration_that_fails_leaves_all_as_it_was(
    monkeypatch: pytest.MonkeyPatch, store: PostgresStore, postgres_url: str
) -> None:
    store.put_articles([make_stored("a")])
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE half (n integer); SELECT 1 / 0"))
    with pytest.raises(StoreError):
        open_store(postgres_url)
    monkeypatch.undo()
    again = open_store(postgres_url)
    assert again.count()["articles"] == 1
    again.close()


def test_a_store_that_is_not_there_is_not_made_unless_told_to(postgres_url: str) -> None:
    for how in ({"create": False}, {"read_only": True}):
        with pytest.raises(UsageError, match="no store"):
            open_store(postgres_url, **how)
    with psycopg.connect(postgres_url.partition("?")[0]) as looked:
        name = postgres_url.rpartition("=")[2]
        assert looked.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (name,)).fetchone() is None


def test_nothing_is_put_into_a_store_that_is_open_for_reading(store: PostgresStore, postgres_url: str) -> None:
    store.put_articles([make_stored("a")])
    reader = open_one(postgres_url, read_only=True)
    with pytest.raises(StoreError, match="reading only"):
        reader.put_articles([make_stored("b")])
    with pytest.raises(StoreError, match="reading only"), reader._connections.borrow() as session:
        session.run("DELETE FROM articles")
    with reader.transaction():
        store.put_articles([make_stored("c")])
        before = reader.count()
        store.put_articles([make_stored("d")])
        assert reader.count() == before
    assert reader.count()["articles"] == 3
    reader.close()


def test_tables_that_are_missing_are_told_as_a_broken_store(store: PostgresStore) -> None:
    with store._connections.borrow() as session:
        session.run("DROP TABLE article_words")
    with pytest.raises(StoreBroken, match="backup"):
        store.put_articles([make_stored("a")])


def test_who_goes_on_from_the_last_number_misses_nothing_that_is_committed_late(store: PostgresStore) -> None:
    """Two writers: the one that began first ends last. Numbers of the second are higher, and come no sooner."""
    seen: list[str] = []
    begun, listed = threading.Event(), threading.Event()

    def put_slowly() -> None:
        with store.transaction():
            store.put_articles([make_stored("slow")])
            begun.set()
            listed.wait(60)

    def put_quickly() -> None:
        store.put_articles([make_stored("quick")])

    threads = [threading.Thread(target=put_slowly), threading.Thread(target=put_quickly)]
    threads[0].start()
    assert begun.wait(60)
    threads[1].start()
    last = 0
    for _ in range(3):
        for one in store.iter_articles(after=last):
            seen.append(one.article.id)
            last = one.number
    listed.set()
    for thread in threads:
        thread.join(60)
    seen += [one.article.id for one in store.iter_articles(after=last)]
    assert seen == ["slow", "quick"]


def test_a_client_killed_at_any_moment_leaves_only_whole_batches(store: PostgresStore, postgres_url: str) -> None:
    told = (
        "import sys\nfrom stemma.store import open_store\nfrom tests.stores import make_stored\n"
        "store, first = open_store(sys.argv[1]), int(sys.argv[2])\n"
        "for batch in range(first, first + 1000):\n"
        "    store.put_articles([make_stored(f'{batch}-{n}') for n in range(20)])\n"
        "    print(batch, flush=True)\n"
    )
    acknowledged: set[str] = set()
    for life in range(4):
        command = [sys.executable, "-c", told, postgres_url, str(life * 1000)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(1 + life):
                acknowledged.add(process.stdout.readline().strip())
            os.kill(process.pid, signal.SIGKILL)
            acknowledged |= {line.strip() for line in process.stdout if line.endswith("\n")}
    store.put_records("after", {"the": {"last": True}})  # waits for whoever still ends
    batches: dict[str, int] = {}
    for one in store.iter_articles():
        batches[one.article.id.partition("-")[0]] = batches.get(one.article.id.partition("-")[0], 0) + 1
    assert acknowledged <= batches.keys()
    assert set(batches.values()) == {20}
    assert store.count()["articles"] == sum(batches.values())


def test_a_full_disk_is_told_and_nothing_is_lost(own_server: PostgresServer) -> None:
    """The articles lie in a tablespace on a small disk of its own; the log of the server does not."""
    if os.geteuid() != 0:
        pytest.skip("NO ROOT, SO NO SMALL DISK: a full disk under PostgreSQL is not tested")
    small = own_server.folder / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(small)], check=False)
    if mounted.returncode:
        pytest.skip("NO TMPFS CAN BE MOUNTED: a full disk under PostgreSQL is not tested")
    try:
        os.chown(small, own_server.owner, -1)
        with psycopg.connect(own_server.url(), autocommit=True) as admin:
            admin.execute(f"CREATE TABLESPACE small LOCATION '{small}'".encode())
            admin.execute("ALTER ROLE stemma SET default_tablespace = small")
        store = open_one(own_server.url())
        kept = 0
        with pytest.raises(StoreFull, match="Make room"):  # noqa: PT012
            for batch in range(1000):
                text = " ".join(f"{batch}x{n}" for n in range(4000))
                store.put_articles([make_stored(f"{batch}", text)])
                kept += 1
        assert kept > 0
        assert store.count()["articles"] == kept == len(list(store.iter_articles()))
        store.close()
    finally:
        own_server.stop()
        subprocess.run(["umount", "-l", str(small)], check=False)
