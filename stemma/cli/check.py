"""``stemma check``: prove what a dossier cites."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from stemma.cli.streams import say
from stemma.errors import CheckFailed, UsageError


def check(
    dossiers: Annotated[
        list[str], typer.Argument(metavar="DOSSIER.json", help="Dossiers as JSON, one or one a line; - is stdin.")
    ],
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing where all holds.")] = False,
) -> None:
    """Prove that every cited span stands in its article and every summary sentence in its findings.

    \b
    Examples:
      stemma check dossier.json
      stemma tell pages/ --format json | stemma check -

    \b
    Prints a line for each thing that does not hold. Exit codes: 0 all holds;
    1 something does not, or is no dossier; 2 wrong usage.
    """
    given = [(name, read_dossiers(name)) for name in dossiers]

    from stemma.tell.check import check_dossier

    failed = 0
    for name, found in given:
        failures = [line for dossier in found for line in check_dossier(dossier)]
        for line in failures:
            print(f"{name}: {line}")
        if not failures and not quiet:
            print(f"{name}: every span and every summary sentence holds")
        failed += len(failures)
    if failed:
        say(f"{failed} thing{'s do' if failed > 1 else ' does'} not hold")
        raise typer.Exit(1)


def read_dossiers(name: str) -> list[Any]:
    """What stands in the file ``name`` (or stdin for ``-``): one JSON object, or one a line.

    Raises:
        UsageError: the file cannot be opened.
        CheckFailed: it is not JSON, or empty.
    """
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(
            f"{name}: {error.strerror or error}; give a file that 'stemma tell --format json' wrote"
        ) from None
    try:
        text = raw.decode("utf-8-sig")
        found = _parse_objects(text)
    except (ValueError, RecursionError):
        raise CheckFailed(f"{name}: is not JSON; give a file that 'stemma tell --format json' wrote") from None
    if not found:
        raise CheckFailed(f"{name}: holds no dossier")
    return found


def _parse_objects(text: str) -> list[Any]:
    """Pretty-printed JSON is one object over many lines; else each line is one."""
    try:
        return [json.loads(text)] if text.strip() else []
    except ValueError:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
