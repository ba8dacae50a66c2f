"""The lines of ``requirements.lock`` that a running Stemma needs: its own dependencies and those of the extras named.

The lock file pins what is tested, development tools among it. Each of its packages says in a comment what wants it
(``# via``); what is reached from the dependencies of the program by that is what is printed, hashes and all, for
``pip install --require-hashes -r``. Uses the standard library alone, since it runs before anything is installed.

    python pick_requirements.py pyproject.toml requirements.lock dask tables > runtime.lock
    python pick_requirements.py pyproject.toml requirements.lock --group build > build.lock
"""

import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_VIA = re.compile(r"^\s+#\s+(?:via\s+)?(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """A package of the lock file, at one version."""

    name: str
    lines: tuple[str, ...]
    """As the lock file has them: the version, a marker where there is one, the hashes."""
    via: tuple[str, ...]
    """The packages that want it."""


def normalise_name(name: str) -> str:
    """A package's name as it is compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_lock(text: str) -> tuple[Pinned, ...]:
    """The packages of a lock file in its order; one that has several versions by markers is there for each."""
    blocks: list[list[str]] = []
    for line in text.splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            blocks.append([])
        if blocks:
            blocks[-1].append(line)
    return tuple(_read_block(block) for block in blocks)


def list_roots(project: Mapping[str, object], extras: Sequence[str]) -> set[str]:
    """The packages that the program and its ``extras`` name. Raises KeyError for an extra that there is not."""
    table = project["project"]
    assert isinstance(table, dict)
    wanted = [*table["dependencies"], *(one for extra in extras for one in table["optional-dependencies"][extra])]
    return {_take_name(one) for one in wanted}


def list_group(project: Mapping[str, object], group: str) -> set[str]:
    """The packages that a dependency group names. Raises KeyError for one that there is not."""
    groups = project["dependency-groups"]
    assert isinstance(groups, dict)
    return {_take_name(one) for one in groups[group]}


def pick_pinned(pinned: Sequence[Pinned], roots: set[str]) -> tuple[Pinned, ...]:
    """Those that ``roots`` are or want, directly or not. Raises ValueError where the lock file lacks a root."""
    missing = roots - {one.name for one in pinned}
    if missing:
        raise ValueError(f"requirements.lock lacks {', '.join(sorted(missing))}: make it anew with 'make lock'")
    chosen = set(roots)
    before = -1
    while len(chosen) != before:
        before = len(chosen)
        chosen |= {one.name for one in pinned if chosen.intersection(one.via)}
    return tuple(one for one in pinned if one.name in chosen)


def _read_block(block: Sequence[str]) -> Pinned:
    own = [line for line in block if not line.lstrip().startswith("#")]
    via = [match["name"] for line in block if (match := _VIA.match(line)) and match["name"] != "via"]
    return Pinned(
        name=_take_name(own[0]),
        lines=tuple(line for line in own if line.strip()),
        via=tuple(normalise_name(name) for name in via),
    )


def _take_name(requirement: str) -> str:
    match = _NAME.match(requirement)
    assert match is not None
    return normalise_name(match[0])


def main(arguments: Sequence[str]) -> None:
    """Print what is needed."""
    given, lock, *extras = arguments
    project = tomllib.loads(Path(given).read_text(encoding="utf-8"))
    roots = list_group(project, extras[1]) if extras[:1] == ["--group"] else list_roots(project, extras)
    for one in pick_pinned(read_lock(Path(lock).read_text(encoding="utf-8")), roots):
        sys.stdout.write("\n".join(one.lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
