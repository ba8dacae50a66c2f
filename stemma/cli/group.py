"""``stemma group``: a heap of articles in, stories out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from stemma.cli.settings_file import SettingsFile
from stemma.cli.storing import OptionalStore, group_store
from stemma.cli.streams import check_target, open_console, show_progress, write_file
from stemma.cli.tell import DONE_WITH_REJECTS, say_rejected, say_unused, show_timings
from stemma.errors import UsageError

if TYPE_CHECKING:
    from stemma.pipeline import Grouped

JSON_ENDINGS = (".jsonl", ".ndjson", ".json")


def group(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Files, folders, addresses, or - (stemma read -h names the kinds)."),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say of each article why it is in its story, and why not in the nearest other."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One story a line of JSON.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write there; JSON where the name ends in .jsonl."),
    ] = None,
    overrides: Annotated[
        Path | None,
        typer.Option(
            "--overrides",
            metavar="FILE.toml",
            help="Corrections by hand. Default: stemma.overrides.toml beside the input.",
            show_default=False,
        ),
    ] = None,
    no_overrides: Annotated[
        bool, typer.Option("--no-overrides", help="Pass over corrections by hand, also those beside the input.")
    ] = False,
    vectors: Annotated[
        bool,
        typer.Option(
            "--vectors/--no-vectors",
            help="Join languages by vectors too, or by names, places, figures and days alone, without the extra.",
            show_default=False,
        ),
    ] = True,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", metavar="N", min=1, help="Processes that read. Default: one a core.", show_default=False
        ),
    ] = None,
    fast: Annotated[
        bool,
        typer.Option("--fast", help="Read twice as fast: HTML pages that are easy are decided without the best path."),
    ] = False,
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
    store: OptionalStore = None,
    timings: Annotated[bool, typer.Option("--timings", help="Say on stderr how long each stage took.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Nothing on stderr but errors.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours.")] = False,
) -> None:
    """Find which articles of a heap report the same event: stories, by articles independent of each other.

    \b
    Examples:
      stemma group heap/                            the stories of a folder of pages
      stemma group heap/ --explain                  and why each article is where it is
      stemma read heap/ -o articles.jsonl           read once ...
      stemma group articles.jsonl                   ... group as often as you like
      stemma group heap/ -o stories.jsonl           for programs: one story a line
      stemma group heap/ --json | jq -r '[.rank, .origins, .title] | @tsv'

    \b
    A story is one event, not a topic: what its articles' headlines and first words
    share decides. Its title is a headline of one of its most central articles. Stories
    are ranked by how many articles are independent of each other ('origins' with --json):
    copies of one text, articles that credit one agency, and all that one outlet wrote
    itself count once, however many pages there are.

    \b
    What you know better goes into stemma.overrides.toml beside the input:
      [[pin_article]]                  this article is in the story of that one
      article = "harbour-times-2"
      story_of = "fen-courier"
      [[split_story]]                  these are a story of their own
      articles = ["harbour-times", "https://fen.example/weir"]
      [[join_stories]]                 the stories that hold these are one
      articles = ["fen-courier", "The Daily Sluice"]
    Articles go by their file's name without its ending, address, outlet or id; a name that
    fits none or several is not used, and stderr says so.

    \b
    With --store and no PATH, what the store holds and no story has yet is grouped with what
    it may belong to; a line on stdout for each story that changed: id, origins, title.

    \b
    Exit codes: 0 done; 1 nothing could be used, or it cannot be written; 2 wrong usage;
    3 done, but some items could not be used (they are named on stderr).
    """
    if store is not None:
        if paths or output or explain:
            raise UsageError("--store: the articles are the store's; leave PATH, -o and --explain out")
        group_store(store, overrides=overrides, vectors=vectors, as_json=as_json, quiet=quiet)
        return
    if not paths:
        raise UsageError("Missing argument 'PATH'; try 'stemma group --help'")
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
    check_target(output, inputs=paths)
    from stemma.model.overrides import Overrides
    from stemma.pipeline import make_grouping

    with show_progress(quiet=quiet) as progress:
        tell_fetched = (lambda done, of: progress("fetch", done, of)) if progress else None
        with open_fetching(choice, tell_fetched) as fetch:
            grouped = make_grouping(
                paths,
                overrides=Overrides() if no_overrides else overrides,
                explain=explain,
                vectors=vectors,
                stdin=sys.stdin.buffer if "-" in paths else None,
                progress=progress,
                jobs=jobs,
                fast=fast,
                fetch=fetch,
                apart=[output] if output else (),
            )
    if as_json or (output is not None and output.suffix.lower() in JSON_ENDINGS):
        print_json(grouped, output)
    else:
        print_sheet(grouped, output, explain=explain, no_color=no_color)
    if not quiet:
        say_unused(grouped.overrides)
    if timings:
        show_timings(grouped.timings)
    if grouped.rejected:
        if not quiet:
            say_rejected(grouped.rejected)
        raise typer.Exit(DONE_WITH_REJECTS)


def print_json(grouped: Grouped, output: Path | None) -> None:
    """One story a line, to ``output`` or stdout.

    Raises:
        UsageError: the file cannot be written.
    """
    from stemma.tell.story_lines import dump_stories

    lines = dump_stories(grouped.grouping, grouped.articles)
    if output is not None:
        write_file(output, "".join(lines))
        return
    for line in lines:
        sys.stdout.write(line)


def print_sheet(grouped: Grouped, output: Path | None, *, explain: bool, no_color: bool) -> None:
    """The stories for people, to ``output`` as plain text or to stdout.

    Raises:
        UsageError: the file cannot be written.
    """
    from stemma.tell.story_sheet import render_stories

    if output is None and sys.stdout.isatty():
        console = open_console(no_color=no_color)
        render_stories(grouped.grouping, grouped.articles, console, overrides=grouped.overrides, explain=explain)
        return
    from io import StringIO

    from rich.console import Console

    from stemma.tell.formats.plain import PLAIN_WIDTH

    sheet = StringIO()
    console = Console(file=sheet, no_color=True, highlight=False, width=PLAIN_WIDTH)
    render_stories(grouped.grouping, grouped.articles, console, overrides=grouped.overrides, explain=explain)
    page = "".join(line.rstrip() + "\n" for line in sheet.getvalue().splitlines())
    if output is None:
        sys.stdout.write(page)
    else:
        write_file(output, page)
