"""``stemma doctor``: what is installed, what is missing, and whether it is whole."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stemma.cli.installation import Extra, Installation, Part

PROGRAMS = {
    "chromium": "opens pages in the tests and makes the pictures of the documents; Stemma itself does not use it",
    "dot": "Graphviz: draws what 'stemma tell -o stemma.dot' writes",
    "postgres": "a PostgreSQL server on this machine, for --store postgresql://...; one elsewhere will do as well",
}
"""Programs that are good to have in places, and what for."""
NAMES = {"chromium": ("chromium", "chromium-browser", "google-chrome"), "postgres": ("postgres", "pg_ctl")}
"""What a program is called where it has several names."""
VARIABLES = ("STEMMA_STORE", "STEMMA_ENCODER", "STEMMA_AGENCIES", "STEMMA_WRITER_KEY", "STEMMA_DEBUG")
"""Environment variables that change what is done; whether each is set is told, never what it holds."""


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print one object.")] = False,
) -> None:
    """Tell what is installed, what is missing, what each extra adds, and whether the models are whole.

    Packages of the base are loaded, models are held to their published sums; extras are looked up only.
    Nothing is fetched, written or sent.

    \b
    Examples:
      stemma doctor
      stemma doctor --json | jq .problems

    \b
    Exit codes: 0 the base works, whatever extras are missing; 1 something of the base does not.
    """
    from stemma.cli.installation import examine_installation

    found = examine_installation()
    programs = {name: _find_program(name) for name in PROGRAMS}
    if as_json:
        import json

        print(json.dumps(describe_installation(found, programs), ensure_ascii=False, indent=2))
    else:
        print("\n".join(list_lines(found, programs)))
    if found.problems:
        raise typer.Exit(1)


def describe_installation(found: Installation, programs: dict[str, str | None]) -> dict[str, Any]:
    """The object that ``--json`` prints. Fields may be added; these stay."""
    return {
        "works": not found.problems,
        "problems": list(found.problems),
        "stemma": found.stemma,
        "python": _describe_part(found.python),
        "platform": found.platform,
        "base": [_describe_part(part) for part in found.base],
        "models": [_describe_part(part) for part in found.models],
        "extras": [
            {
                "name": extra.name,
                "adds": extra.adds,
                "installed": extra.installed,
                "parts": [_describe_part(part) for part in extra.parts],
            }
            for extra in found.extras
        ],
        "programs": [{"name": name, "path": path, "for": PROGRAMS[name]} for name, path in programs.items()],
        "variables": [name for name in VARIABLES if os.environ.get(name)],
    }


def list_lines(found: Installation, programs: dict[str, str | None]) -> Iterator[str]:
    """The same for people."""
    yield f"Stemma {found.stemma}, Python {found.python.version}, {found.platform}"
    yield from ("", "Base")
    yield from _list_parts(found.base)
    yield from ("", "Models")
    yield from _list_parts(found.models)
    yield from ("", "Extras: pip install 'stemma-news[NAME]'")
    for extra in found.extras:
        yield f"  {extra.name:13} {extra.adds}: {_tell_extra(extra)}"
    yield from ("", "Programs")
    for name, path in programs.items():
        yield f"  {name:13} {path or 'not found'} ({PROGRAMS[name]})"
    if variables := [name for name in VARIABLES if os.environ.get(name)]:
        yield from ("", f"Set in the environment: {', '.join(variables)}")
    yield ""
    if not found.problems:
        yield "The base works."
        return
    yield "The base does not work:"
    yield from (f"  {problem}" for problem in found.problems)
    yield "Install it anew into an environment of its own; docs/install.md says how."


def _list_parts(parts: Sequence[Part]) -> Iterator[str]:
    width = max(len(part.name) for part in parts)
    for part in parts:
        state = "" if part.state == "whole" else f"  {part.state}"
        yield f"  {part.name:{width}}  {part.version or '-':12} {part.wanted}{state}".rstrip()


def _tell_extra(extra: Extra) -> str:
    if not extra.parts:
        return "not known to what is installed, which is older; install it anew"
    return f"missing {', '.join(extra.missing)}" if extra.missing else "installed"


def _describe_part(part: Part) -> dict[str, Any]:
    fields = ("name", "version", "wanted", "state", "problem")
    return {field: getattr(part, field) for field in fields}


def _find_program(name: str) -> str | None:
    import shutil

    return next(filter(None, map(shutil.which, NAMES.get(name, (name,)))), None)
