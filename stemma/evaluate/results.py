"""Figures that were measured once and are kept: ``eval/results/DATE-VERSION.json``, figures and versions alone.

A file holds what one day's runs gave, whatever tasks they were; of a task the newest file that has it counts, and what
older files have of it is its history. The date is the one in the file's name: nothing here asks a clock.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from stemma.errors import UsageError
from stemma.evaluate.report import figures_json
from stemma.evaluate.rivals import list_packages
from stemma.evaluate.runs import Figures
from stemma.version import __version__

SCHEMA = "stemma/results/1"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-(\S+)\.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One file of kept figures."""

    date: str
    version: str
    note: str
    """What is to be known of it, as where its figures were told before."""
    packages: Mapping[str, str]
    """Package of a rival to the version that was installed."""
    tasks: Mapping[str, Figures]


def load_results(folder: Path) -> tuple[Result, ...]:
    """Every kept file in ``folder``, the newest first.

    Raises:
        UsageError: there is none, or one is not what its name says.
    """
    found = [_load(path) for path in sorted(folder.glob("*.json"), reverse=True)]
    if not found:
        raise UsageError(
            f"{folder}: holds no results; measure some with 'stemma eval --record {folder}/DATE-VERSION.json'"
        )
    return tuple(found)


def _load(path: Path) -> Result:
    named = _NAME.fullmatch(path.name)
    if not named:
        raise UsageError(f"{path}: should be named DATE-VERSION.json, as 2026-01-31-{__version__}.json")
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as JSON: {error}") from None
    if not isinstance(kept, dict) or kept.get("schema") != SCHEMA or not isinstance(kept.get("tasks"), dict):
        raise UsageError(f"{path}: is no file of results ({SCHEMA})")
    return Result(
        date=named[1],
        version=str(kept.get("version", named[2])),
        note=str(kept.get("note", "")),
        packages=kept.get("packages", {}),
        tasks=kept["tasks"],
    )


def record_figures(path: Path, figures: Mapping[str, Figures]) -> None:
    """Keep ``figures`` in ``path``: tasks that were measured replace those of the file, others stay.

    Raises:
        UsageError: the name is not DATE-VERSION.json, or the file there is none of results.
    """
    before = _load(path) if path.exists() else None
    if not _NAME.fullmatch(path.name):
        raise UsageError(f"--record {path}: should be named DATE-VERSION.json, as 2026-01-31-{__version__}.json")
    tasks = {**(before.tasks if before else {}), **figures_json(figures)}
    kept: dict[str, Any] = {
        "schema": SCHEMA,
        "version": __version__,
        "note": before.note if before else "",
        "packages": {**(before.packages if before else {}), **find_versions(list_packages())},
        "tasks": {name: tasks[name] for name in sorted(tasks)},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def find_versions(packages: Iterable[str]) -> dict[str, str]:
    """Each package that is installed, with its version."""
    found = {}
    for package in sorted(packages):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def find_newest(results: Sequence[Result], task: str) -> Result | None:
    """The newest result that has figures of ``task``; ``results`` are the newest first."""
    return next((one for one in results if task in one.tasks), None)


def find_figure(figures: Mapping[str, Any], names: Sequence[str]) -> float | None:
    """The figure that ``names`` lead to, where there is one."""
    value: Any = figures
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return float(value) if isinstance(value, int | float) else None
