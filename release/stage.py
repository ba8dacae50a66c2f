"""The fresh clone, what it runs with, and the servers on loopback that documents presuppose."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.postgres_server import PostgresServer
from tests.web_server import WebServer, reply, serve

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Quay</title>{items}</channel></rss>"""
ITEM = "<item><title>{name}</title><link>{link}</link><guid>{link}</guid></item>"


class Stage:
    """A clone and its desk, for as long as the block runs. ``made``: it has a ``.venv`` of its own."""

    def __init__(self, root: Path, folder: Path, *, shared: Path, venv: Path | None) -> None:
        self.folder = folder
        self.clone = folder / "clone"
        self.desk = folder / "desk"
        self.made = venv is None
        self.venv = (venv or self.clone / ".venv").absolute()
        self._root, self._shared = root, shared
        self._held = ExitStack()
        self.web: WebServer | None = None
        self.values: dict[str, str] = {"scratch": str(folder / "scratch")}
        """What stands in for ``{served}`` and such."""

    def __enter__(self) -> "Stage":
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in ("home", "scratch"):
            (self.folder / name).mkdir()
        subprocess.run(("git", "clone", "--quiet", str(self._root), str(self.clone)), check=True)
        if self._shared.is_dir():
            (self.folder / "shared").symlink_to(self._shared)
        if self.made:
            subprocess.run(("make", "setup"), cwd=self.clone, check=True, stdout=sys.stderr)
        self.web = self._held.enter_context(serve())
        lay = "from pathlib import Path; from tests.docs_desk import write_desk; write_desk(Path('desk-laid'))"
        run = {"cwd": self.clone, "env": self.environment, "check": True}
        subprocess.run((str(self.venv / "bin" / "python"), "-c", lay), **run)  # type: ignore[call-overload]
        (self.clone / "desk-laid").rename(self.desk)
        self._serve_feed()
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    @property
    def environment(self) -> dict[str, str]:
        """Of every command: this clone's programs first, no settings of whoever runs it."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("STEMMA_", "PYTHON", "XDG_"))}
        return kept | {
            "PATH": f"{self.venv / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder / "home"),
            "PYTHONPATH": "" if self.made else str(self.clone),
            "STEMMA_SHARED": str(self._shared),
            "PIPX_HOME": str(self.folder / "pipx"),
            "PIPX_BIN_DIR": str(self.folder / "scratch" / "bin"),
            "UV_TOOL_DIR": str(self.folder / "uv"),
            "UV_TOOL_BIN_DIR": str(self.folder / "scratch" / "bin"),
        }

    def find_value(self, name: str) -> str:
        """What stands in for ``{name}``; starts the server that it is of."""
        if name not in self.values:
            getattr(self, f"_start_{name}")()
        return self.values[name]

    def start_postgres(self) -> dict[str, str]:
        """What ``createdb`` and ``psql`` want in their environment."""
        address = self.find_value("postgres").rpartition(":")
        return {"PGHOST": "127.0.0.1", "PGPORT": address[2], "PGUSER": "stemma"}

    def _start_postgres(self) -> None:
        server = PostgresServer(self.folder / "postgres")
        server.start()
        self._held.callback(server.stop)
        self.values["postgres"] = f"postgresql://stemma@127.0.0.1:{server.port}"

    def _start_model(self) -> None:
        python = str(self.venv / "bin" / "python")
        run: dict[str, Any] = {"cwd": self.clone, "env": self.environment, "stdout": subprocess.PIPE, "text": True}
        server = subprocess.Popen((python, "-m", "tests.chat_server"), **run)
        self._held.callback(server.kill)
        assert server.stdout is not None
        self.values["model"] = f"http://127.0.0.1:{server.stdout.readline().strip()}"

    def _serve_feed(self) -> None:
        """The example story's pages as those of a feed, which every file of feeds at the desk names."""
        assert self.web is not None
        pages = sorted((self.desk / "pages").glob("*.html"))
        links = [self.web.put(f"/{page.name}", reply(page.read_bytes())) for page in pages]
        items = "".join(ITEM.format(name=page.stem, link=link) for page, link in zip(pages, links, strict=True))
        for path in ("/feed.xml", "/rss"):
            self.web.put(path, reply(FEED.format(items=items), kind="application/rss+xml"))
