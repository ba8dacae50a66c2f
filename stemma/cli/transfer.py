"""``stemma export`` and ``stemma import``: a whole collection as one file, and back."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from stemma.cli.looking import open_for_looking, print_lines
from stemma.cli.settings_file import SettingsFile
from stemma.cli.storing import StoreAddress
from stemma.cli.streams import check_target, say, show_progress
from stemma.errors import StoreError, UsageError
from stemma.store.opening import DEFAULT_STORE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Nothing on stderr but errors.")]


def export(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="Write there; - is stdout.", show_default=False)
    ],
    store: StoreAddress = DEFAULT_STORE,
    settings_file: SettingsFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Say on stdout what was written, as a line of JSON.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write a whole store to one file: captures, articles and revisions, stories, editions, corrections, state.

    \b
    Examples:
      stemma export -o desk.stemma
      stemma export --store postgresql://desk/news -o news.stemma
      stemma export -o - | ssh elsewhere 'stemma import - --store sqlite:///desk.db'

    \b
    Nothing is left out, and the file is of one moment, whatever 'stemma watch' writes
    meanwhile. The same collection gives the same bytes, in whatever store it is. The
    file is not there until it is whole. docs/transfer.md tells what it holds.

    \b
    Exit codes: 0 done; 1 the store failed, or there is no room; 2 wrong usage, or no
    such store.
    """
    to_stdout = str(output) == "-"
    if to_stdout and sys.stdout.isatty():
        raise UsageError("-o -: an exported collection is bytes, not for a terminal: name a file, or redirect stdout")
    if to_stdout and as_json:
        raise UsageError("--json says on stdout what was written: name a file with -o")
    if not to_stdout:
        check_target(output)
    held = open_for_looking(store)
    from stemma.collection.transfer import export_collection

    try:
        with show_progress(quiet=quiet) as progress, _open_whole(None if to_stdout else output) as target:
            lines = export_collection(held, target, progress=_name("export", progress))
    finally:
        held.close()
    if as_json:
        print_lines([{"file": str(output), "bytes": output.stat().st_size, "lines": dict(lines)}])
    elif not quiet:
        say(f"{held.url}: {say_counts(lines)} written{'' if to_stdout else f' to {output}'}")


def import_(
    source: Annotated[str, typer.Argument(metavar="FILE", help="A file of 'stemma export'; - is stdin.")],
    store: StoreAddress = DEFAULT_STORE,
    settings_file: SettingsFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Say on stdout what was put, as a line of JSON.")] = False,
    quiet: Quiet = False,
) -> None:
    """Put what 'stemma export' wrote into a new store; into an empty one, never into one that holds something.

    \b
    Examples:
      stemma import desk.stemma --store sqlite:///desk.db
      stemma import news.stemma --store postgresql://desk/news

    \b
    The file is read once to see that it is whole and unchanged, then put in one
    transaction: all of it is there afterwards, or nothing. Numbers of editions and
    events stay, so a watch goes on where it was.

    \b
    Exit codes: 0 done; 1 the file is cut, changed, newer than this version, or the
    store failed; 2 wrong usage, or the store is not empty.
    """
    from stemma.collection.transfer import check_file, import_collection
    from stemma.store import open_store

    with _open_source(source) as file:
        try:
            header = check_file(file)  # before a store is made
            held = open_store(store)
            try:
                with show_progress(quiet=quiet) as progress:
                    lines = import_collection(held, file, checked=header, progress=_name("import", progress))
            finally:
                held.close()
        except StoreError as error:
            raise type(error)(f"{source}: {error}") from error
    if as_json:
        print_lines([{"store": held.url, "lines": dict(lines)}])
    elif not quiet:
        say(f"{source}: {say_counts(lines)} put into {held.url}")


def say_counts(lines: Mapping[str, int]) -> str:
    """How many of each kind, in words."""
    plural = {"story": "stories", "alias": "aliases", "rejected": "rejected"}
    told = [f"{count} {kind if count == 1 else plural.get(kind, f'{kind}s')}" for kind, count in lines.items()]
    return ", ".join(told) or "an empty collection"


@contextmanager
def _open_whole(output: Path | None) -> Iterator[BinaryIO]:
    """A file that takes its name once it is whole; stdout for None."""
    if output is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = output.with_name(f".{output.name}.part-{os.getpid()}")
    try:
        with part.open("wb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        part.replace(output)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _open_source(source: str) -> Iterator[BinaryIO]:
    """The file, or stdin kept aside: it is read twice."""
    if source == "-":
        with TemporaryFile() as kept:
            shutil.copyfileobj(sys.stdin.buffer, kept)
            kept.seek(0)
            yield kept
        return
    if not Path(source).is_file():
        raise UsageError(f"{source}: there is no such file; give one that 'stemma export' wrote")
    with Path(source).open("rb") as file:
        yield file


def _name(stage: str, progress: Callable[[str, int, int], None] | None) -> Callable[[int, int], None]:
    return (lambda done, of: progress(stage, done, of)) if progress else (lambda done, of: None)
