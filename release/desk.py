"""A desk to run the commands of one page at: its files, its servers, and how each command ended."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from release.commands import find_program
from release.scenes import ENDLESS
from release.stage import Stage

LIMIT = 1200.0
"""Seconds after which a command counts as hung."""
SETTLE = 20.0
"""Seconds for which a watch looks about before it is stopped."""
RULES = """\
[channel.feed]
kind = "feed"
file = "notices.atom"

[[rule]]
name = "All"
when = ["any change"]
tell = ["feed"]
"""
_AT_ROOT = frozenset("python pip pipx uv make pytest ruff mypy lint-imports".split())
_AT_ROOT_TOO = re.compile(r"^stemma (?:eval|schema)\b")
_READY = re.compile(rb"(http://[\d.]+:\d+|postgresql://\S+|Registered to|Scheduler at)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended."""

    how: str
    well: bool
    seconds: float
    said: str = ""
    """The end of what it printed."""


@dataclass(slots=True, kw_only=True)
class Running:
    """A command that goes on, and where it writes."""

    line: str
    process: subprocess.Popen[bytes]
    log: Path


class Desk:
    """The desk of one page, a copy of the stage's; what was started at it is stopped at the end of the block."""

    def __init__(self, stage: Stage, name: str) -> None:
        self._stage = stage
        self._folder = stage.folder / "desks" / name
        self._set: list[str] = []
        self._running: list[Running] = []
        self._values: dict[str, str] = {}
        self._databases = 0

    def __enter__(self) -> "Desk":
        shutil.copytree(self._stage.desk, self._folder)
        for path in self._folder.glob("*.opml"):
            self.lay(path.name, path.read_text(encoding="utf-8"))
        (self._folder / "warc.paths").write_text("crawl.warc.gz\n", encoding="utf-8")
        (self._folder / "stemma.watch.toml").write_text(RULES, encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        for one in reversed(self._running):
            self._stop(one)

    def lay(self, name: str, text: str) -> None:
        """Lay a file that the page shows; the feeds that it names are those of this machine."""
        if name.endswith(".opml"):
            assert self._stage.web is not None
            text = re.sub(r"https?://[\w.-]+\.example(?=/)", self._stage.web.url("").rstrip("/"), text)
        (self._folder / name).write_text(text, encoding="utf-8")

    def run(self, line: str) -> Ended:
        """Run a command line, or start it where it goes on."""
        started = time.monotonic()
        if not find_program(line):
            self._set.append(line)
            return Ended(how="set", well=True, seconds=0.0)
        line = re.sub(r"\{(\w+)\}", lambda found: self._find_value(found[1]), line)
        program = find_program(line)
        if shutil.which(program, path=self._environment()["PATH"]) is None:
            return Ended(how=f"there is no {program} here", well=False, seconds=0.0)
        if re.search(ENDLESS, line):
            return self._start(line, started)
        with subprocess.Popen(self._shell(line), **self._given(line)) as process:
            try:
                said, _ = process.communicate(timeout=LIMIT)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                said, _ = process.communicate()
                return Ended(how="hung", well=False, seconds=LIMIT, said=_cut(said))
            except BaseException:
                # It has a session of its own, which no Ctrl-C of ours reaches.
                os.killpg(process.pid, signal.SIGKILL)
                raise
        code = process.returncode
        allowed = {0, 3} if program == "stemma" else {0}
        allowed |= {1} if "--exit-code" in line else set()
        well = code in allowed and b"Traceback (most recent" not in said
        return Ended(how=f"exit {code}", well=well, seconds=time.monotonic() - started, said=_cut(said))

    def _start(self, line: str, started: float) -> Ended:
        """Start what goes on. A server is left to the page's later commands; what only looks about is stopped again."""
        stays = not re.match(r"stemma (?:watch|mcp)", line)
        serves = line.startswith("stemma serve")
        for old in [one for one in self._running if serves and one.line.startswith("stemma serve")]:
            self._running.remove(old)
            self._stop(old)
        log = self._stage.folder / "log"
        with log.open("wb") as out:
            given = self._given(line) | {"stdin": subprocess.PIPE, "stdout": out}
            process = subprocess.Popen(self._shell(f"exec {line}"), **given)
        one = Running(line=line, process=process, log=log)
        if line.startswith("stemma mcp") and process.stdin is not None:
            process.stdin.close()
        ready = self._wait(one, until=60.0 if stays else SETTLE)
        if not stays:
            code = self._stop(one)
            how = "ended with its input" if line.startswith("stemma mcp") else f"stopped, exit {code}"
            seconds = time.monotonic() - started
            return Ended(how=how, well=code == 0, seconds=seconds, said=_cut(log.read_bytes()))
        said = log.read_bytes()
        if ready is None or process.poll() is not None:
            self._stop(one)
            return Ended(how="did not start", well=False, seconds=time.monotonic() - started, said=_cut(said))
        self._running.append(one)
        self._values |= {"database": ready} if ready.startswith("postgresql") else {}
        self._values |= {"served": ready, "pid": str(process.pid)} if serves else {}
        return Ended(how="started", well=True, seconds=time.monotonic() - started)

    def _wait(self, one: Running, *, until: float) -> str | None:
        """Wait until it says that it is ready, or ends. Gives what it says."""
        endless = re.match(r"stemma (?:watch|mcp)", one.line)
        for _ in range(int(until * 5)):
            found = None if endless else _READY.search(one.log.read_bytes())
            if found or one.process.poll() is not None:
                return found[1].decode() if found else None
            time.sleep(0.2)
        return None

    def _stop(self, one: Running) -> int:
        """Stop it as a system does, and give its exit code."""
        if one.process.stdin is not None and not one.process.stdin.closed:
            one.process.stdin.close()
        if one.process.poll() is None:
            one.process.terminate()
        try:
            return one.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(one.process.pid, signal.SIGKILL)
            return one.process.wait()

    def _find_value(self, name: str) -> str:
        """What stands in for ``{name}`` at this desk."""
        if name in ("served", "pid") and name not in self._values:
            self.run("stemma serve --store sqlite:///desk.db --port 0")
        if name == "database" and name not in self._values:
            self._values[name] = f"sqlite:///{self._folder}/made.db"
        if name == "empty":
            self._databases += 1
            address, _, _ = self._find_value("database").rpartition("/")
            if address.startswith("postgresql"):
                asked = ("createdb", "--maintenance-db", f"{address}/postgres", f"empty{self._databases}")
                subprocess.run(asked, env=self._stage.environment, check=True)
            return f"{address}/empty{self._databases}"
        return self._values.get(name) or self._stage.find_value(name)

    def _shell(self, line: str) -> tuple[str, ...]:
        return ("bash", "-o", "pipefail", "-c", "\n".join((*self._set, line, "exit $?")))

    def _given(self, line: str) -> dict[str, Any]:
        at_root = find_program(line.removeprefix("exec ")) in _AT_ROOT or _AT_ROOT_TOO.match(line)
        return {
            "cwd": self._stage.clone if at_root else self._folder,
            "env": self._environment(line),
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.STDOUT,
            "start_new_session": True,
        }

    def _environment(self, line: str = "") -> dict[str, str]:
        found = self._stage.environment
        if re.match(r"(?:createdb|psql) ", line):
            found |= self._stage.start_postgres()
        if line.startswith("createdb"):
            database = shlex.split(line)[-1]
            subprocess.run(("dropdb", "--if-exists", database), env=found, stderr=subprocess.DEVNULL, check=False)
        for name, verb, key in (("STORY", "stories", "id"), ("NUMBER", "corrections", "number")):
            if f"${name}" in line:
                asked = ("stemma", verb, "--store", "sqlite:///desk.db", "--json")
                told = subprocess.run(asked, cwd=self._folder, env=found, capture_output=True, check=True).stdout
                found[name] = str(json.loads(told.splitlines()[0])[key])
        if re.match(r"(?:pip|pipx|uv) ", line):
            found["PATH"] = f"{self._make_environment()}{os.pathsep}{found['PATH']}"
        return found

    def _make_environment(self) -> Path:
        """The programs of an environment to install into, made once."""
        folder = self._stage.folder / "scratch" / "venv"
        if not folder.exists():
            subprocess.run((sys.executable, "-m", "venv", str(folder)), check=True)
            subprocess.run((str(folder / "bin" / "pip"), "install", "--quiet", "pipx", "uv"), check=True)
        return folder / "bin"


def _cut(said: bytes) -> str:
    """The last lines of what was printed."""
    return "\n".join(said.decode("utf-8", "replace").splitlines()[-25:])
