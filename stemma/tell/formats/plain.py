"""The dossier as the terminal shows it, as plain text of a fixed width: for files and pipes."""

from stemma.model.dossier import Dossier

PLAIN_WIDTH = 100
"""Columns: wide enough to read, the same everywhere."""


def render_plain(dossier: Dossier, width: int = PLAIN_WIDTH) -> str:
    """``dossier`` in ``width`` columns, without colour, escapes or blanks at the end of a line."""
    from io import StringIO

    from rich.console import Console

    from stemma.tell.terminal import render_terminal

    sheet = StringIO()
    # Not even FORCE_COLOR or COLUMNS may show in a file.
    console = Console(
        file=sheet, no_color=True, color_system=None, force_terminal=False, highlight=False, width=width, _environ={}
    )
    render_terminal(dossier, console)
    return "".join(f"{line.rstrip()}\n" for line in sheet.getvalue().split("\n")[:-1])
