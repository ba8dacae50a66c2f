"""``stemma run``: all stages over a store, each going on where it stopped."""

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
    FetchChoice,
    FetchState,
    IgnoreRobots,
    MaxPages,
    Offline,
    UseProxy,
    UserAgent,
    open_fetching,
)
from stemma.cli.settings_file import SettingsFile
from stemma.cli.storing import (
    AsJson,
    AtLeast,
    Jobs,
    OverridesFile,
    Quiet,
    StoreAddress,
    Vectors,
    open_desk,
    print_report,
    say_items,
    tell_compare,
    tell_group,
    tell_read,
)
from stemma.cli.streams import say
from stemma.cli.tell import DONE_WITH_REJECTS
from stemma.errors import NothingUsable
from stemma.store.opening import DEFAULT_STORE

if TYPE_CHECKING:
    from stemma.collection.reports import RunReport


def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Files, folders, addresses, or -. Without any: what the store holds."),
    ] = None,
    store: StoreAddress = DEFAULT_STORE,
    settings_file: SettingsFile = None,
    overrides: OverridesFile = None,
    at_least: AtLeast = 2,
    vectors: Vectors = True,
    jobs: Jobs = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="Read twice as fast: easy HTML pages are decided without the best path.")
    ] = False,
    user_agent: UserAgent = None,
    delay: Delay = DEFAULT_DELAY,
    max_pages: MaxPages = DEFAULT_PAGES,
    cache: CacheFolder = None,
    fetch_state: FetchState = None,
    offline: Offline = False,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    use_proxy: UseProxy = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Read, group, annotate and compare, and keep all of it in a store.

    \b
    Examples:
      stemma run pages/                             into stemma.db, which is made where it is not there
      stemma run pages/                             once more: only what is new is read and told
      stemma run feeds.opml --store sqlite:///desk.db
      stemma run --store sqlite:///desk.db          go on where a run was stopped; nothing is read
      stemma run pages/ --overrides stemma.overrides.toml

    \b
    A page that is there is not read again; the same address with other words is a new
    revision, and both are kept. Stories that changed are told anew, in as many
    editions as there were changes. Stopped at any moment, by whatever means, the same
    command goes on: what was kept stays, what was under way is done again.

    \b
    What each stage has done and passed over is said on stderr. Look at it with
    'stemma stories', 'stemma show', 'stemma search', or 'stemma serve'.

    \b
    Exit codes: 0 done; 1 nothing could be used, or the store failed; 2 wrong usage, or
    no such store and nothing to read; 3 done, but some items could not be used (they are named on stderr).
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
    given: list[str | Path] = list(paths or ())
    opened = open_desk(
        store,
        vectors=vectors,
        at_least=at_least,
        overrides=overrides,
        quiet=quiet,
        create=bool(given),
    )
    with opened as (desk, progress), open_fetching(choice) as fetch:
        report = desk.run(
            given,
            fetch=fetch,
            progress=progress,
            stdin=sys.stdin.buffer if "-" in given else None,
            jobs=jobs,
            fast=fast,
        )
        held = desk.store.count()["articles"]
    _close(report, held=held, as_json=as_json, quiet=quiet)


def _close(report: RunReport, *, held: int, as_json: bool, quiet: bool) -> None:
    if as_json:
        print_report(report)
    if not held:
        raise NothingUsable("Nothing could be used.", report.read.rejected)
    rejected = (*report.read.rejected, *report.compare.rejected)
    if not quiet:
        say_items(rejected)
        for line in (tell_read(report.read), tell_group(report.group), tell_compare(report.compare)):
            say(line)
    if rejected or report.compare.failed:
        raise typer.Exit(DONE_WITH_REJECTS)
