"""``stemma tell``: saved pages in, cited dossiers out."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stemma.cli.fetching import (
    DEFAULT_DELAY,
    DEFAULT_PAGES,
    AllowPrivate,
    CacheFolder,
    Delay,
    DryRun,
    FetchChoice,
    FetchState,
    IgnoreRobots,
    MaxPages,
    Offline,
    UseProxy,
    UserAgent,
    open_fetching,
    print_plan,
)
from stemma.cli.formats import (
    FORMAT_NAMES,
    check_order,
    choose_format,
    complete_format,
    complete_table,
    write_dossiers,
)
from stemma.cli.settings_file import SettingsFile
from stemma.cli.streams import say, show_progress
from stemma.cli.writing import Insecure, JudgeCache, ModelName, WantsJudge, WriterAddress, WriterSeconds, open_aid
from stemma.model.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stemma.model.article import Rejected
    from stemma.model.dossier import Dossier
    from stemma.model.overrides import Override
    from stemma.pipeline import Run

DONE_WITH_REJECTS = 3


def tell(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders, addresses, or - (stemma read -h names the kinds)."),
    ],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            help=f"One of {FORMAT_NAMES}. Default: what the name after -o ends in, else terminal.",
            show_default=False,
            autocompletion=complete_format,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write there, not to stdout; a folder for all tables."),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            "--table",
            metavar="NAME",
            help="For csv, tsv, parquet: articles, claims, findings, origins or copies. Default: claims.",
            show_default=False,
            autocompletion=complete_table,
        ),
    ] = None,
    one_story: Annotated[
        bool,
        typer.Option(
            "--one-story/--find-stories",
            help="All pages tell of one event; or look for several.  [default: --find-stories]",
            show_default=False,
        ),
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
    vectors: Annotated[
        bool,
        typer.Option(
            "--vectors/--no-vectors",
            help="With sentence vectors, or by letters alone: then no onnxruntime is needed.",
            show_default=False,
        ),
    ] = True,
    writer: WriterAddress = None,
    model: ModelName = None,
    judge: WantsJudge = False,
    judge_cache: JudgeCache = None,
    writer_insecure: Insecure = False,
    writer_timeout: WriterSeconds = 120.0,
    settings_file: SettingsFile = None,
    user_agent: UserAgent = None,
    delay: Delay = DEFAULT_DELAY,
    max_pages: MaxPages = DEFAULT_PAGES,
    cache: CacheFolder = None,
    fetch_state: FetchState = None,
    offline: Offline = False,
    dry_run: DryRun = False,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    use_proxy: UseProxy = False,
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
      stemma tell pages/ --format csv -o tables     a folder with five tables
      stemma tell pages/ -o places.geojson          the ending chooses the format
      stemma tell https://velm.example/a https://port.example/b --one-story
      stemma tell feeds.opml --cache kept --max-pages 30 -o dossiers.html

    \b
    'stemma formats' says what each format holds, which ending means it, and what
    several stories in the input become: one a line (json), one after the other
    (terminal, markdown), NAME-1.html, NAME-2.html, ... (html, dot, svg), or all in
    one file (the others).

    \b
    Exit codes: 0 done; 1 nothing could be used; 2 wrong usage; 3 done, but some
    items could not be used (they are named on stderr and in the dossier).
    """
    choice = FetchChoice(
        user_agent=user_agent,
        delay=delay,
        allow_private=allow_private,
        ignore_robots=ignore_robots,
        cache=cache,
        state=fetch_state,
        max_pages=max_pages,
        offline=offline,
        use_proxy=use_proxy,
    )
    if dry_run:
        print_plan(paths, choice)
        return
    chosen = choose_format(form, output)
    check_order(chosen, output, table, inputs=paths)
    aid = open_aid(writer, model, judge, judge_cache, insecure=writer_insecure, seconds=writer_timeout)
    settings = Settings(one_story=one_story, vectors=vectors)
    apart = [output] if output else []
    run, seconds = make_run(paths, settings, quiet=quiet, overrides=overrides, aid=aid, choice=choice, apart=apart)
    if not quiet:
        say_stories(run.dossiers)
        say_unused(one for dossier in run.dossiers for one in dossier.overrides)
    write_dossiers(run.dossiers, chosen, output, table=table, no_color=no_color, quiet=quiet)
    if timings:
        show_timings(seconds)
    if run.rejected:
        if not quiet:
            say_rejected(run.rejected)
        raise typer.Exit(DONE_WITH_REJECTS)


def make_run(
    paths: Sequence[str | Path],
    settings: Settings,
    *,
    quiet: bool,
    overrides: Path | None = None,
    aid: Mapping[str, Any] | None = None,
    choice: FetchChoice | None = None,
    apart: Sequence[Path] = (),
) -> tuple[Run, dict[str, float]]:
    """All five stages over ``paths``, with progress on stderr where that is a terminal.

    ``aid``: a writer and a judge, by these names, where the user wants any. ``choice``: how addresses are fetched.
    ``apart``: files that are not read, though a folder of ``paths`` holds them: what an earlier run has written.

    Returns the run and its seconds by stage, ``start`` (loading the packages) among them.
    """
    began = perf_counter()
    from stemma.pipeline import make_dossiers

    loaded = perf_counter() - began
    stdin = sys.stdin.buffer if "-" in paths else None
    with show_progress(quiet=quiet) as progress:
        tell_fetched = (lambda done, of: progress("fetch", done, of)) if progress else None
        with open_fetching(choice or FetchChoice(), tell_fetched) as fetch:
            run = make_dossiers(
                paths,
                settings=settings,
                overrides=overrides,
                stdin=stdin,
                progress=progress,
                fetch=fetch,
                apart=apart,
                **(aid or {}),
            )
    return run, {"start": loaded, **run.timings}


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


def say_unused(overrides: Iterable[Override]) -> None:
    """Name the corrections by hand that fit nothing, each once, a line each."""
    unused = {(one.kind, one.what): one for one in overrides if one.status == "unused"}
    for one in unused.values():
        say(f"correction not used ({one.kind}): {one.what}: {one.reason}")


def say_rejected(rejected: Sequence[Rejected]) -> None:
    """Name what could not be used, a line each."""
    say(f"{len(rejected)} item{'s' if len(rejected) > 1 else ''} could not be used:")
    for item in rejected:
        say(f"  {item.item} ({item.stage}): {item.reason}")
