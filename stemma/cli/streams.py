"""The two streams: data goes to stdout or a file, everything said about the work to stderr."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from stemma.errors import OutputRefused
from stemma.text.secrets import hide_secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console


class LogForm(StrEnum):
    """How the log of a verb that goes on running is written: lines for people, or an object a line."""

    lines = "lines"
    json = "json"


def set_encodings() -> None:
    """Let no character end in a traceback: data is UTF-8 unless a terminal wants something else."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def say(text: str) -> None:
    """One line on stderr. Control characters of file names and pages are shown, not obeyed; keys hidden."""
    safe = hide_secrets(text)
    line = "".join(c if c.isprintable() or c == "\t" else c.encode("unicode_escape").decode("ascii") for c in safe)
    print(f"stemma: {line}", file=sys.stderr)


def open_console(*, no_color: bool = False) -> Console:
    """A Rich console on stdout; plain text of fixed width where stdout is no terminal."""
    from rich.console import Console

    from stemma.tell.formats.plain import PLAIN_WIDTH

    width = None if sys.stdout.isatty() else PLAIN_WIDTH
    return Console(file=sys.stdout, no_color=True if no_color else None, highlight=False, width=width)


@contextmanager
def show_progress(*, quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A callback ``(stage, done, total)`` that draws on stderr; None where nobody would see it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:9}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, int] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

        yield report


def check_target(target: Path | None, option: str = "-o", *, inputs: Sequence[str] = ()) -> None:
    """Refuse the file that ``option`` names where it cannot or must not be written, before any work is done.

    Raises:
        OutputRefused: it is a folder or one of ``inputs``, its folder is missing, or either is not writable.
    """
    import os

    if target is None:
        return
    if target.is_dir():
        raise OutputRefused(f"{option} {target}: is a folder; name a file in it")
    if not target.absolute().parent.is_dir():
        raise OutputRefused(f"{option} {target}: there is no folder {target.parent}; make it first")
    if not os.access(target if target.exists() else target.absolute().parent, os.W_OK):
        raise OutputRefused(f"{option} {target}: no permission to write there")
    if target.is_file() and any(_is_same(target, given) for given in inputs):
        raise OutputRefused(f"{option} {target}: is what is to be read, and would be written over; name another file")


def _is_same(target: Path, given: str) -> bool:
    """Whether ``given``, a path or an address, is the file ``target``."""
    try:
        return target.samefile(given)
    except (OSError, ValueError):
        return False


def write_file(target: Path, content: str | bytes) -> None:
    """Write bytes as they are, text as UTF-8 with the line ends it has, whatever the platform.

    Raises:
        OutputRefused: the system refuses.
    """
    try:
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_bytes(content.encode("utf-8", errors="backslashreplace"))
    except OSError as error:
        raise OutputRefused(f"-o {target}: cannot write: {error.strerror or error}") from None
