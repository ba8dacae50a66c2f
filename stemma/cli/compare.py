"""``stemma compare``: tell the stories of a store that are not told as they are."""

from __future__ import annotations

from typing import Annotated

import typer

from stemma.cli.settings_file import SettingsFile
from stemma.cli.storing import (
    AsJson,
    AtLeast,
    OverridesFile,
    Quiet,
    StoreAddress,
    Vectors,
    open_desk,
    print_report,
    say_items,
    tell_compare,
)
from stemma.cli.streams import say
from stemma.cli.tell import DONE_WITH_REJECTS
from stemma.store.opening import DEFAULT_STORE


def compare(
    stories: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="STORY", help="Stories by id or alias, or how one begins. Without any: all that may have changed."
        ),
    ] = None,
    store: StoreAddress = DEFAULT_STORE,
    settings_file: SettingsFile = None,
    overrides: OverridesFile = None,
    at_least: AtLeast = 2,
    vectors: Vectors = True,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Annotate, compare and tell the stories of a store: a new edition of each that changed.

    \b
    Examples:
      stemma compare                                all that changed since they were told
      stemma compare 3f1c0d9a7b2e4c55               this one alone
      stemma compare --overrides stemma.overrides.toml

    \b
    A story is told anew where its articles, the corrections that bear on it, the
    settings or the version are others than its newest edition was made from. A story
    that cannot be told costs no other one, and is not tried again as it is.

    \b
    Exit codes: 0 done; 1 the store failed; 2 wrong usage; 3 done, but some articles or
    stories could not be used (they are named on stderr).
    """
    from stemma.collection.naming import find_story

    opened = open_desk(store, vectors=vectors, at_least=at_least, overrides=overrides, quiet=quiet, create=False)
    with opened as (desk, progress):
        chosen = [find_story(desk.store, given) for given in stories or ()]
        report = desk.compare(chosen or None, progress=progress)
    if as_json:
        print_report(report)
    if not quiet:
        say_items(report.rejected)
        say(tell_compare(report))
    if report.rejected or report.failed:
        raise typer.Exit(DONE_WITH_REJECTS)
