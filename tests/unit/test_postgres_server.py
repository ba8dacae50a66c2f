"""The PostgreSQL that tests run: it starts, it ends, and it recovers."""

import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.postgres_server import NoServer, PostgresServer, run_server

pytestmark = pytest.mark.timeout(300)
ROOT = Path(__file__).parents[2]


def test_each_database_is_new_and_empty(postgres_server: PostgresServer) -> None:
    one, other = postgres_server.make_database(), postgres_server.make_database()
    assert one != other
    with psycopg.connect(one) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    for url in (one, other):
        postgres_server.drop_database(url)


def test_what_was_committed_outlives_a_kill_of_the_postmaster() -> None:
    try:
        with run_server() as server:
            with psycopg.connect(server.url()) as connection:
                connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
                connection.commit()
                connection.execute("CREATE TABLE lost AS SELECT 8 AS number")
                server.kill()
                with pytest.raises(psycopg.OperationalError):
                    connection.execute("SELECT 1")
            server.start()
            with psycopg.connect(server.url()) as connection:
                found = connection.execute("SELECT tablename FROM pg_tables WHERE tablename IN ('kept', 'lost')")
                assert found.fetchall() == [("kept",)]
    except NoServer as error:
        pytest.skip(f"NO POSTGRESQL HERE: {error}")


def test_it_ends_with_a_process_that_is_killed(postgres_server: PostgresServer) -> None:
    told = "import time; from tests.postgres_server import run_server\nwith run_server() as server:\n"
    told += "    print(server.pid, flush=True); time.sleep(300)"
    with subprocess.Popen([sys.executable, "-c", told], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        assert Path(f"/proc/{pid}").exists()
        process.kill()
    while Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")")[-1][:3]:
        time.sleep(0.05)
