"""``stemma annotate``: parse ahead what comparing the stories of a store will ask for."""

from __future__ import annotations

from typing import Annotated

import typer

from stemma.cli.settings_file import SettingsFile
from stemma.cli.storing import (
    AsJson,
    AtLeast,
    Quiet,
    StoreAddress,
    open_desk,
    print_report,
    tell_annotate,
)
from stemma.cli.streams import say
from stemma.store.opening import DEFAULT_STORE


def annotate(
    stories: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="STORY", help="Stories by id or alias, or how one begins. Without any: all that may have changed."
        ),
    ] = None,
    store: StoreAddress = DEFAULT_STORE,
    settings_file: SettingsFile = None,
    at_least: AtLeast = 2,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Parse ahead what comparing the stories of a store will ask for; 'stemma compare' goes on from there.

    \b
    Examples:
      stemma annotate                               all that are to be told
      stemma annotate 3f1c0d9a7b2e4c55              this one alone

    \b
    What is found in an article rests on the other articles of its story (who "the
    mayor" is, which day "Sunday" was), so claims are kept with the story's dossier and
    not by themselves. What this verb keeps is each paragraph's parse, which no other
    article changes. 'stemma compare' and 'stemma run' do it too, as they come to it.

    \b
    Exit codes: 0 done; 1 the store failed; 2 wrong usage.
    """
    from stemma.collection.naming import find_story

    with open_desk(store, at_least=at_least, quiet=quiet, create=False) as (desk, progress):
        chosen = [find_story(desk.store, given) for given in stories or ()]
        report = desk.annotate(chosen or None, progress=progress)
    if as_json:
        print_report(report)
    if not quiet:
        say(tell_annotate(report))
