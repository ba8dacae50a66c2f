"""``stemma rules``: check a rule file of watches, try it on what a store holds, look into the outbox."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stemma.cli.streams import say, show_progress
from stemma.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stemma.collection.notices import Parcel, Trial
    from stemma.store import Store

SHOWN = 10
"""Notices of one rule that are shown; --json shows all."""


def rules(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="A rule file, as stemma.watch.toml.")],
    store: Annotated[
        str | None,
        typer.Option(
            "--store", metavar="URL", help="Try the rules on what this store holds; nothing is put.", show_default=False
        ),
    ] = None,
    stories: Annotated[
        int, typer.Option("--stories", metavar="N", min=1, max=1_000_000, help="Try the N stories that changed last.")
    ] = 1_000,
    outbox: Annotated[
        bool, typer.Option("--outbox", help="Show what waits to be sent and what was given up, instead of trying.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Let what was given up be sent once more.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One notice (or parcel) a line of JSON.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Nothing on stderr but errors.")] = False,
) -> None:
    """Check a rule file, and show what each rule would have told.

    \b
    Examples:
      stemma rules stemma.watch.toml                               check it
      stemma rules stemma.watch.toml --store sqlite:///desk.db     and try it
      stemma rules stemma.watch.toml --store ... --outbox          what is still to be sent
      stemma rules stemma.watch.toml --store ... --again           send what was given up once more

    \b
    Trying tells what a rule would have told of each story, had it been there from the
    beginning. Nothing is sent, and nothing is put into the store.

    \b
    Exit codes: 0 done; 1 the store failed; 2 the file is wrong, or wrong usage;
    3 the file is right, but a channel lacks its secret (stderr names it).
    """
    from stemma.collection.notices import check_channels, load_rules, revive_parcels, try_rules
    from stemma.tell.wording import count_words

    if (outbox or again) and store is None:
        raise UsageError("--outbox and --again want --store; name the store that 'stemma watch' writes to")
    found = load_rules(file)
    problems = check_channels(found)
    for line in problems if not quiet else ():
        say(line)
    if store is None:
        held = f"{count_words(len(found.rules), 'rule')} and {count_words(len(found.channels), 'channel')}"
        print(f"{file}: {held}, well written")
    else:
        from stemma.store import open_store

        opened = open_store(store, create=False, read_only=not again)
        try:
            if again:
                print(f"{count_words(revive_parcels(opened), 'parcel')} to be sent once more")
            elif outbox:
                _print_outbox(opened, as_json=as_json)
            else:
                with show_progress(quiet=quiet) as progress:
                    report = (lambda done, of: progress("rules", done, of)) if progress else _keep_still
                    trials = try_rules(opened, found, now=_tell_now, stories=stories, progress=report)
                for line in _write_json(trials) if as_json else _write_trials(trials):
                    print(line)
        finally:
            opened.close()
    if problems:
        raise typer.Exit(3)


def _keep_still(done: int, of: int) -> None:
    return None


def _tell_now() -> str:
    from stemma.collection.collection import tell_now

    return tell_now()


def _write_trials(trials: tuple[Trial, ...]) -> Iterator[str]:
    from stemma.tell.wording import clean_line, count_words

    for trial in trials:
        yield (
            f"{clean_line(trial.rule.name)}: {count_words(len(trial.notices), 'notice')} "
            f"({trial.met} of {count_words(trial.tried, 'story', 'stories')} fit)"
        )
        for notice in trial.notices[:SHOWN]:
            yield f"  {notice.story}  {notice.title}"
            yield f"    {notice.happened}"
        if len(trial.notices) > SHOWN:
            yield f"  and {len(trial.notices) - SHOWN} more (--json shows all)"


def _write_json(trials: tuple[Trial, ...]) -> Iterator[str]:
    from stemma.collection.notices.notice import to_plain

    for trial in trials:
        for notice in trial.notices:
            yield json.dumps(to_plain(notice))


def _print_outbox(store: Store, *, as_json: bool) -> None:
    from stemma.collection.notices import list_parcels

    parcels = list_parcels(store)
    for parcel in parcels:
        print(json.dumps(_describe(parcel)) if as_json else _write_parcel(parcel))
    if not parcels and not as_json:
        print("nothing waits, and nothing was given up")


def _describe(parcel: Parcel) -> dict[str, Any]:
    return {
        "id": parcel.id,
        "channel": parcel.channel,
        "state": parcel.state,
        "attempts": parcel.attempts,
        "due": parcel.due or None,
        "error": parcel.error or None,
        "notices": [notice.id for notice in parcel.notices],
    }


def _write_parcel(parcel: Parcel) -> str:
    from stemma.tell.wording import count_words

    titles = "; ".join(notice.title for notice in parcel.notices[:3])
    more = f" and {len(parcel.notices) - 3} more" if len(parcel.notices) > 3 else ""
    state = "given up" if parcel.state == "dead" else f"waits for {parcel.due}" if parcel.due else "waits"
    why = f" ({parcel.error})" if parcel.error else ""
    tried = count_words(parcel.attempts, "attempt")
    return f"{parcel.channel}: {state} after {tried}{why}: {titles}{more}"
