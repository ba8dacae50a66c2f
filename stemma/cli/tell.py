"""``stemma tell``: saved pages in, cited dossiers out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stemma.cli.streams import check_target, open_console, say, show_progress, write_file
from stemma.cli.writing import Insecure, JudgeCache, ModelName, WantsJudge, WriterAddress, WriterSeconds, open_aid
from stemma.errors import UsageError
from stemma.model.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stemma.model.article import Rejected
    from stemma.model.dossier import Dossier
    from stemma.pipeline import Run

DONE_WITH_REJECTS = 3


class Format(StrEnum):
    """What a dossier can be printed as."""

    TERMINAL = "terminal"
    HTML = "html"
    JSON = "json"
    MARKDOWN = "markdown"


SUFFIXES = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".json": Format.JSON,
    ".jsonl": Format.JSON,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
}


def tell(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files (.txt, .html, .htm, gz of each), folders, or - .")
    ],
    form: Annotated[
        Format | None,
        typer.Option(
            "--format", "-f", help="Default: what the name after -o ends in, else terminal.", show_default=False
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there instead of to stdout.")
    ] = None,
    one_story: Annotated[
        bool, typer.Option("--one-story", help="All pages tell of one event; do not look for several.")
    ] = False,
    overrides: Annotated[
        Path | None,
        typer.Option(
            "--overrides",
            metavar="FILE.toml",
            help="Corrections by hand. Default: stemma.overrides.toml beside the input.",
            show_default=False,
        ),
    ] = None,
    no_vectors: Annotated[
        bool, typer.Option("--no-vectors", help="Align claims by their letters alone; needs no onnxruntime.")
    ] = False,
    writer: WriterAddress = None,
    model: ModelName = None,
    judge: WantsJudge = False,
    judge_cache: JudgeCache = None,
    writer_insecure: Insecure = False,
    writer_timeout: WriterSeconds = 120.0,
    timings: Annotated[bool, typer.Option("--timings", help="Say on stderr how long each stage took.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Nothing on stderr but errors.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours.")] = False,
) -> None:
    """Read saved pages and tell what they say: one dossier for each story.

    \b
    Examples:
      stemma tell pages/ --one-story            five outlets, one event, in the terminal
      stemma tell a.html b.html.gz c.txt -o dossier.html
      stemma tell pages/ --format json > dossiers.jsonl
      stemma tell - --format markdown < page.html

    \b
    Several stories in the input: json prints one dossier a line; terminal and
    markdown show one after the other; html needs -o NAME.html and writes
    NAME-1.html, NAME-2.html, ...

    \b
    Exit codes: 0 done; 1 nothing could be used; 2 wrong usage; 3 done, but some
    items could not be used (they are named on stderr and in the dossier).
    """
    refuse_addresses(paths)
    check_target(output)
    chosen = form or (SUFFIXES.get(output.suffix.lower(), Format.TERMINAL) if output else Format.TERMINAL)
    aid = open_aid(writer, model, judge, judge_cache, insecure=writer_insecure, seconds=writer_timeout)
    settings = Settings(one_story=one_story, vectors=not no_vectors)
    run, seconds = make_run(paths, settings, quiet=quiet, overrides=overrides, aid=aid)
    if not quiet:
        say_stories(run.dossiers)
        say_unused(run.dossiers)
    if chosen is Format.TERMINAL and output is None:
        show_in_terminal(run.dossiers, no_color=no_color)
    else:
        write_pages(render_pages(run.dossiers, chosen), chosen, output)
    if timings:
        show_timings(seconds)
    if run.rejected:
        if not quiet:
            say_rejected(run.rejected)
        raise typer.Exit(DONE_WITH_REJECTS)


def refuse_addresses(paths: Sequence[str]) -> None:
    """Say plainly that pages are not fetched yet.

    Raises:
        UsageError: one of ``paths`` is a URL.
    """
    for path in paths:
        if path.lower().startswith(("http://", "https://", "ftp://")):
            raise UsageError(f"{path}: fetching pages comes in a later version; save the page and give its file")


def make_run(
    paths: Sequence[str | Path],
    settings: Settings,
    *,
    quiet: bool,
    overrides: Path | None = None,
    aid: Mapping[str, Any] | None = None,
) -> tuple[Run, dict[str, float]]:
    """All five stages over ``paths``, with progress on stderr where that is a terminal.

    ``aid``: a writer and a judge, by these names, where the user wants any.

    Returns the run and its seconds by stage, ``start`` (loading the packages) among them.
    """
    began = perf_counter()
    from stemma.pipeline import make_dossiers

    loaded = perf_counter() - began
    stdin = sys.stdin.buffer if "-" in paths else None
    with show_progress(quiet=quiet) as progress:
        run = make_dossiers(
            paths, settings=settings, overrides=overrides, stdin=stdin, progress=progress, **(aid or {})
        )
    return run, {"start": loaded, **run.timings}


def show_in_terminal(dossiers: Sequence[Dossier], *, no_color: bool) -> None:
    """One dossier after the other, on stdout."""
    from stemma.tell.terminal import render_terminal

    console = open_console(no_color=no_color)
    for dossier in dossiers:
        render_terminal(dossier, console)


def render_pages(dossiers: Sequence[Dossier], form: Format) -> list[str]:
    """The text of each dossier in ``form``; JSON on one line each."""
    if form is Format.HTML:
        from stemma.tell.html import render_html

        return [render_html(dossier) for dossier in dossiers]
    if form is Format.MARKDOWN:
        from stemma.tell.markdown import render_markdown

        return [render_markdown(dossier) for dossier in dossiers]
    if form is Format.JSON:
        from stemma.tell.dossier_json import dump_dossier

        return [dump_dossier(dossier) for dossier in dossiers]
    from io import StringIO

    from rich.console import Console

    from stemma.cli.streams import PLAIN_WIDTH
    from stemma.tell.terminal import render_terminal

    sheet = StringIO()
    for dossier in dossiers:
        render_terminal(dossier, Console(file=sheet, no_color=True, highlight=False, width=PLAIN_WIDTH))
    return [sheet.getvalue()]


def write_pages(pages: Sequence[str], form: Format, output: Path | None) -> None:
    """Write rendered dossiers to ``output`` or stdout; several HTML pages become numbered files.

    Raises:
        UsageError: several HTML pages and no file to number, or a file that cannot be written.
    """
    pages = [page if page.endswith("\n") else page + "\n" for page in pages]
    if form is Format.HTML and len(pages) > 1:
        if output is None:
            raise UsageError(
                f"the input holds {len(pages)} stories: name a file with -o and each gets its own, "
                "NAME-1.html and so on; or say --one-story"
            )
        for number, page in enumerate(pages, start=1):
            write_file(output.with_stem(f"{output.stem}-{number}"), page)
        return
    text = ("\n---\n\n" if form is Format.MARKDOWN else "").join(pages)
    if output is None:
        sys.stdout.write(text)
    else:
        write_file(output, text)


def show_timings(timings: Mapping[str, float]) -> None:
    """Seconds and share of each stage, on stderr."""
    from rich.console import Console
    from rich.table import Table

    whole = sum(timings.values())
    table = Table("stage", box=None, pad_edge=False)
    table.add_column("seconds", justify="right")
    table.add_column("share", justify="right")
    for stage, seconds in timings.items():
        table.add_row(stage, f"{seconds:.2f}", f"{seconds / whole:.0%}" if whole else "")
    table.add_row("all", f"{whole:.2f}", "100%" if whole else "")
    Console(stderr=True, highlight=False).print(table)


def say_stories(dossiers: Sequence[Dossier]) -> None:
    """Say that the input was taken for several stories."""
    if len(dossiers) > 1:
        say(f"{len(dossiers)} stories found, a dossier each; --one-story takes all as one")


def say_unused(dossiers: Sequence[Dossier]) -> None:
    """Name the corrections by hand that fit nothing, a line each."""
    unused = {(one.kind, one.what): one for dossier in dossiers for one in dossier.overrides if one.status == "unused"}
    for one in unused.values():
        say(f"correction not used ({one.kind}): {one.what}: {one.reason}")


def say_rejected(rejected: Sequence[Rejected]) -> None:
    """Name what could not be used, a line each."""
    say(f"{len(rejected)} item{'s' if len(rejected) > 1 else ''} could not be used:")
    for item in rejected:
        say(f"  {item.item} ({item.stage}): {item.reason}")
