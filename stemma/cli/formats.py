"""``stemma formats``, and what ``tell`` does with ``--format``, ``-o`` and ``--table``: choose, check, write."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from stemma.cli.streams import check_target, open_console, say, write_file
from stemma.errors import OutputRefused, UsageError
from stemma.tell.formats.registry import (
    FORMATS,
    SEVERAL_WORDS,
    Format,
    find_format,
    guess_format,
    load_renderer,
    render_dossiers,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stemma.model.dossier import Dossier

FORMAT_NAMES = ", ".join(form.name for form in FORMATS)
"""For the help of ``--format``."""


def complete_format(incomplete: str) -> list[str]:
    """The formats whose names begin so, for the shell's completion."""
    return [form.name for form in FORMATS if form.name.startswith(incomplete)]


def complete_table(incomplete: str) -> list[str]:
    """The tables whose names begin so, for the shell's completion."""
    from stemma.tell.formats.tables import COLUMNS

    return [name for name in COLUMNS if name.startswith(incomplete)]


def formats(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON Lines, an object a format.")] = False,
) -> None:
    """List the formats that 'stemma tell --format' knows.

    \b
    Examples:
      stemma formats
      stemma formats --json | jq -r .media_type
    """
    if as_json:
        import json

        for form in FORMATS:
            fields = ("name", "says", "media_type", "suffixes", "several", "binary", "extra")
            print(json.dumps({field: getattr(form, field) for field in fields}, ensure_ascii=False))
        return
    from rich.table import Table

    table = Table("format", "holds", "-o NAME", "several stories", box=None, pad_edge=False)
    for form in FORMATS:
        table.add_row(form.name, form.says, " ".join(form.suffixes), SEVERAL_WORDS[form.several])
    open_console(no_color=True).print(table, markup=False)
    print()
    for extra in dict.fromkeys(form.extra for form in FORMATS if form.extra):
        names = " and ".join(form.name for form in FORMATS if form.extra == extra)
        print(f"For {names}: pip install 'stemma-news[{extra}]'.")
    print("The ending of the name after -o chooses the format; --format wins over it. docs/formats.md says more.")


def choose_format(name: str | None, output: Path | None) -> Format:
    """The format called ``name``, else what the name of ``output`` ends in, else ``terminal``.

    Raises:
        UsageError: the name or the ending means none.
    """
    if name is not None:
        return find_format(name)
    return FORMATS[0] if output is None else guess_format(output)


def check_order(form: Format, output: Path | None, table: str | None, *, inputs: Sequence[str] = ()) -> None:
    """Refuse what cannot be written before any work is done.

    Raises:
        UsageError: ``output`` cannot be written or is one of ``inputs``, bytes would go to a terminal, or there is no
            such table.
        MissingPart: the format needs a package that is not installed.
    """
    if table is not None:
        from stemma.tell.formats.tables import check_table

        if form.several != "tables":
            raise UsageError(f"--table is for csv, tsv and parquet; {form.name} has no tables")
        check_table(table)
    if _is_folder(form, output):
        _check_folder(output, table)
    else:
        check_target(output, inputs=inputs)
    if form.binary and output is None and sys.stdout.isatty():
        raise UsageError(f"{form.name} is bytes, not for a terminal: name a file with -o, or redirect stdout")
    if form.packages:
        load_renderer(form)


def write_dossiers(
    dossiers: Sequence[Dossier],
    form: Format,
    output: Path | None,
    *,
    table: str | None = None,
    no_color: bool = False,
    quiet: bool = False,
) -> None:
    """Write ``dossiers`` as ``form`` to ``output`` or stdout.

    Raises:
        UsageError: several stories that want a file each and no file to number, or a file that cannot be written.
    """
    if form.name == "terminal" and output is None and _show_in_terminal(dossiers, no_color=no_color):
        return
    if output is not None and _is_folder(form, output):
        _write_tables(dossiers, form, output)
        return
    if form.several == "tables" and table is None and not quiet:
        from stemma.tell.formats.tables import COLUMNS, DEFAULT_TABLE

        say(f"this is the table {DEFAULT_TABLE}; --table names another ({', '.join(COLUMNS)}), -o FOLDER writes all")
    parts = render_dossiers(form, dossiers, table)
    if len(parts) == 1:
        write_part(parts[0], output)
        return
    if output is None:
        raise UsageError(
            f"the input holds {len(parts)} stories: name a file with -o and each gets its own, "
            f"NAME-1{form.suffixes[0]} and so on; or say --one-story"
        )
    for number, part in enumerate(parts, start=1):
        write_part(part, output.with_stem(f"{output.stem}-{number}"))


def write_part(part: str | bytes, output: Path | None) -> None:
    """Write one content, text as UTF-8, to ``output`` or stdout.

    Raises:
        OutputRefused: the system refuses.
    """
    if output is not None:
        write_file(output, part)
    elif isinstance(part, str):
        sys.stdout.write(part)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()


def _show_in_terminal(dossiers: Sequence[Dossier], *, no_color: bool) -> bool:
    """Print with colours where a terminal shows them; False where stdout is none."""
    console = open_console(no_color=no_color)
    if not console.is_terminal:
        return False
    from stemma.tell.terminal import render_terminal

    for dossier in dossiers:
        render_terminal(dossier, console)
    return True


def _is_folder(form: Format, output: Path | None) -> bool:
    return form.several == "tables" and output is not None and (output.is_dir() or not output.suffix)


def _check_folder(output: Path | None, table: str | None) -> None:
    assert output is not None
    if table is not None:
        raise UsageError(f"-o {output}: a folder gets all tables; name a file for --table {table}")
    check_target(output / "articles" if output.is_dir() else output)


def _write_tables(dossiers: Sequence[Dossier], form: Format, folder: Path) -> None:
    from stemma.tell.formats.tables import COLUMNS

    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputRefused(f"-o {folder}: cannot make this folder: {error.strerror or error}") from None
    for table in COLUMNS:
        for part in render_dossiers(form, dossiers, table):
            write_part(part, folder / f"{table}{form.suffixes[0]}")
