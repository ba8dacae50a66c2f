"""``stemma diff``: what changed between two dossiers."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stemma.cli.check import read_dossiers
from stemma.cli.streams import check_target, open_console, write_file
from stemma.errors import CheckFailed, UsageError

if TYPE_CHECKING:
    from stemma.model.changes import Changes
    from stemma.model.dossier import Dossier

DIFFERENT = 1


class Format(StrEnum):
    """What changes can be printed as."""

    TERMINAL = "terminal"
    JSON = "json"
    MARKDOWN = "markdown"


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD.json", help="The earlier dossier, or dossiers; - is stdin.")],
    new: Annotated[str, typer.Argument(metavar="NEW.json", help="The later one.")],
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print it.")] = Format.TERMINAL,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there instead of to stdout.")
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 where anything changed, as 'diff' does.")
    ] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours.")] = False,
) -> None:
    """Tell what changed between two dossiers of one story: articles, their words, findings.

    \b
    Examples:
      stemma diff monday.json tuesday.json
      stemma diff monday.jsonl tuesday.jsonl --format markdown
      stemma diff a.json b.json --exit-code > /dev/null && echo "as before"

    \b
    Articles are matched by address, else by outlet and headline, file or words; an edit
    is silent where nothing new on the page speaks of a correction. Findings are matched
    by the claims they share. Files may hold several dossiers, one a line.

    \b
    Exit codes: 0 told, whatever changed (with --exit-code: nothing changed); 1 with
    --exit-code: something changed; 2 wrong usage, or a file that holds no dossier.
    """
    check_target(output, inputs=(old, new))
    if old == new == "-":
        raise UsageError("only one of the two can be -; give a file for the other")
    before, after = load_dossiers(old), load_dossiers(new)

    from stemma.tell.changes import compare_dossiers

    changes = compare_dossiers(before, after)
    if form is Format.TERMINAL and output is None:
        from stemma.tell.changes_sheet import render_changes

        render_changes(changes, open_console(no_color=no_color))
    else:
        page = render_page(changes, form)
        if output is None:
            print(page, end="")
        else:
            write_file(output, page)
    if exit_code and not changes.is_empty:
        raise typer.Exit(DIFFERENT)


def load_dossiers(name: str) -> list[Dossier]:
    """The dossiers in the file ``name`` (or stdin for ``-``).

    Raises:
        UsageError: it cannot be read, or holds something else; the message says which and what to do.
    """
    from stemma.model.dossier import SCHEMA
    from stemma.tell.dossier_json import load_dossier

    try:
        found = read_dossiers(name)
    except CheckFailed as error:
        raise UsageError(str(error)) from None
    dossiers = []
    for number, raw in enumerate(found, start=1):
        where = name if len(found) == 1 else f"{name}, line {number}"
        schema = raw.get("schema") if isinstance(raw, dict) else None
        if isinstance(schema, str) and schema.startswith("stemma/dossier/") and schema != SCHEMA:
            raise UsageError(
                f"{where}: was written by a newer Stemma ({schema}); run 'pip install --upgrade stemma-news'"
            )
        try:
            dossiers.append(load_dossier(json.dumps(raw)))
        except UsageError as error:
            raise UsageError(f"{where}: {error}") from None
        except (ValueError, RecursionError):
            raise UsageError(f"{where}: this is not a dossier") from None
    return dossiers


def render_page(changes: Changes, form: Format) -> str:
    """The changes as text in ``form``, with a line end."""
    if form is Format.JSON:
        from stemma.tell.changes_sheet import dump_changes

        return dump_changes(changes) + "\n"
    if form is Format.MARKDOWN:
        from stemma.tell.changes_sheet import render_changes_markdown

        return render_changes_markdown(changes)
    from io import StringIO

    from rich.console import Console

    from stemma.tell.changes_sheet import render_changes
    from stemma.tell.formats.plain import PLAIN_WIDTH

    sheet = StringIO()
    render_changes(changes, Console(file=sheet, no_color=True, highlight=False, width=PLAIN_WIDTH))
    return sheet.getvalue()
