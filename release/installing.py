"""Clean environments of each Python with the wheel in them, and whether it works there."""

import hashlib
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13")
"""What the classifiers of the project promise."""
_EXTRAS = "archive,dask,exchange,mcp,multilingual,postgres,serve,tables"
_LIGHT = """
import sys
before = set(sys.modules)
import stemma
loaded = {name.partition(".")[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names) - {"stemma"}
print(*sorted(loaded))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """An environment with Stemma in it."""

    kind: str
    """``base`` or ``all extras``."""
    folder: Path
    site: Path
    """Where its packages are."""
    packages: int

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a program of the environment, away from the source."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        program, *arguments = command
        path = self.folder / "bin" / program
        return subprocess.run([path, *arguments], cwd=self.folder, env=environment, capture_output=True, text=True)


def find_python(number: str) -> str | None:
    """A Python of this version: from the PATH, from pyenv, or one that uv knows."""
    places = sorted(Path.home().glob(f".pyenv/versions/{number}.*/bin/python"))
    asked = [f"python{number}", *map(str, places)]
    if uv := shutil.which("uv"):
        found = subprocess.run([uv, "python", "find", number], capture_output=True, text=True)
        asked.append(found.stdout.strip())
    for one in filter(None, asked):
        probe = [one, "-c", "import sys, venv; print('%d.%d' % sys.version_info[:2])"]
        try:
            if subprocess.run(probe, capture_output=True, text=True).stdout.strip() == number:
                return one
        except OSError:
            continue
    return None


def install_wheel(wheel: Path, python: str, folder: Path, *, extras: bool) -> Installed:
    """A new environment in ``folder`` with what a user gets: the newest packages that fit."""
    wanted = f"stemma-news{f'[{_EXTRAS}]' if extras else ''} @ {wheel.resolve().as_uri()}"
    if uv := shutil.which("uv"):
        _do(uv, "venv", "--quiet", "--clear", "--python", python, str(folder))
        _do(uv, "pip", "install", "--quiet", "--python", str(folder / "bin" / "python"), wanted)
    else:
        _do(python, "-m", "venv", "--clear", str(folder))
        _do(str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", wanted)
    (site,) = folder.glob("lib/python*/site-packages")
    names = [path for path in site.glob("*.dist-info") if not path.name.startswith(("pip-", "setuptools-"))]
    return Installed(kind="all extras" if extras else "base", folder=folder, site=site, packages=len(names))


def look_at(installed: Installed) -> tuple[list[str], str]:
    """What is wrong in an environment, and the SHA-256 of the example story as it is told there."""
    wrong = []
    light = installed.run("python", "-c", _LIGHT)
    if light.returncode or light.stdout.strip():
        wrong.append(f"import stemma loads {light.stdout.strip() or light.stderr.strip()[-300:]}")
    doctor = installed.run("stemma", "doctor", "--json")
    if doctor.returncode:
        wrong.append(f"stemma doctor: {doctor.stdout[:500] or doctor.stderr[-500:]}")
    else:
        told = json.loads(doctor.stdout)
        lacking = [extra["name"] for extra in told["extras"] if not extra["installed"]]
        if installed.kind != "base" and lacking:
            wrong.append(f"stemma doctor misses the extras {', '.join(lacking)}")
        states = {part["name"]: part["state"] for part in (*told["base"], *told["models"][:2])}
        wrong += [f"{name} is {state}" for name, state in states.items() if state != "whole"]
    page = installed.folder / "demo.json"
    demo = installed.run("stemma", "demo", "-q", "-o", str(page))
    if demo.returncode or not page.exists():
        # A page that is not read within its seconds is rejected: on a machine that does much else, that is no defect.
        left_out = json.loads(page.read_bytes())["rejected"] if page.exists() else []
        return [*wrong, f"stemma demo: exit {demo.returncode}: {demo.stderr[-300:]} {left_out or ''}".rstrip()], ""
    check = installed.run("stemma", "check", str(page))
    if check.returncode:
        wrong.append(f"stemma check: {check.stdout[-300:]}{check.stderr[-300:]}")
    if installed.kind != "base":
        for name in ("demo.parquet", "demo.ics", "demo.stix.json"):
            made = installed.run("stemma", "demo", "-q", "-o", str(installed.folder / name))
            if made.returncode:
                wrong.append(f"stemma demo -o {name}: {made.stderr[-300:]}")
    return wrong, hashlib.sha256(page.read_bytes()).hexdigest()


def _do(*command: str) -> None:
    subprocess.run(command, check=True)
