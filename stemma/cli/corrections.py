"""``stemma corrections``: the corrections by hand in a store's log; undo one, redo it, add those of a file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stemma.cli.looking import AsJson, NoColor, open_for_looking, print_lines, print_rows
from stemma.cli.settings_file import SettingsFile
from stemma.cli.storing import StoreAddress
from stemma.cli.streams import say
from stemma.errors import UsageError
from stemma.store.opening import DEFAULT_STORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stemma.model.stored import Correction
    from stemma.store import Store

_APPLY = "'stemma run' (or 'stemma group', then 'stemma compare') applies it"


def corrections(
    undo: Annotated[
        list[int] | None,
        typer.Option(
            "--undo", metavar="N", help="Take back the one of this number; may be repeated.", show_default=False
        ),
    ] = None,
    redo: Annotated[
        list[int] | None,
        typer.Option(
            "--redo", metavar="N", help="Make again what was taken back; may be repeated.", show_default=False
        ),
    ] = None,
    add: Annotated[
        Path | None,
        typer.Option(
            "--add", metavar="FILE.toml", help="Those of a file that the log does not hold.", show_default=False
        ),
    ] = None,
    store: StoreAddress = DEFAULT_STORE,
    as_json: AsJson = False,
    no_color: NoColor = False,
    settings_file: SettingsFile = None,
) -> None:
    """List the corrections by hand in a store's log, oldest first; take one back, or add some.

    \b
    Examples:
      stemma corrections                                each with its number, and whether it is in force
      stemma corrections --undo 41                      take one back; it stays in the log
      stemma corrections --redo 41
      stemma corrections --add stemma.overrides.toml    those of a file, each into the log once
      stemma corrections --store sqlite:///desk.db --json

    \b
    What is changed here is applied when stories are found and told next: 'stemma run'
    without a path does both. Undone, stories are what they were, each with its own
    history. How a file is written: docs/overrides.md.

    \b
    Exit codes: 0 done; 1 the store failed; 2 wrong usage, no such store, no correction
    of this number, or a file that cannot be read; then nothing was changed.
    """
    changes = [(number, True) for number in undo or ()] + [(number, False) for number in redo or ()]
    both = sorted(set(undo or ()) & set(redo or ()))
    if both:
        raise UsageError(f"--undo {both[0]} --redo {both[0]}: give one of both")
    held = open_for_looking(store, read_only=not changes and add is None)
    try:
        if add is not None or changes:
            _change(held, changes, add)
        log = held.list_corrections()
        if as_json:
            print_lines(map(describe_correction, log))
            return
        rows = _list_rows(held, log)
    finally:
        held.close()
    if not rows:
        say("there are no corrections; 'stemma corrections --add FILE.toml' adds some")
        return
    print_rows(("number", "kind", "made", "state", "what"), rows, no_color=no_color)


def describe_correction(one: Correction) -> dict[str, Any]:
    """A correction for programs: number, kind, when made, whether undone, and what its file would hold."""
    from stemma.collection.correcting import FIELDS

    fields = {key: value for key, value in asdict(one.override).items() if value is not None}
    kind = FIELDS[type(one.override)]
    return {"number": one.number, "kind": kind, "made": one.made, "undone": one.undone, "correction": fields}


def _change(store: Store, changes: Sequence[tuple[int, bool]], add: Path | None) -> None:
    """Undo, redo and add; all of it or nothing."""
    from stemma.collection import Collection
    from stemma.read import load_overrides

    by_hand = load_overrides(add) if add is not None else None
    known = {one.number: one.undone for one in store.list_corrections()}
    for number, _ in changes:
        if number not in known:
            raise UsageError(f"there is no correction {number}; 'stemma corrections' lists those there are")
    desk = Collection(store)
    with store.transaction():
        for number, undone in changes:
            desk.undo(number, undone=undone)
        new = desk.import_overrides(by_hand) if by_hand is not None else 0
    for number, undone in changes:
        already = " already" if known[number] == undone else ""
        say(f"correction {number} is {'undone' if undone else 'in force'}{already}")
    if add is not None:
        say(f"{new} correction{'' if new == 1 else 's'} of {add} new in the log")
    if new or any(known[number] != undone for number, undone in changes):
        say(_APPLY)


def _list_rows(store: Store, log: Iterable[Correction]) -> list[tuple[str, str, str, str, str]]:
    from stemma.collection.correcting import FIELDS, list_names
    from stemma.store.deriving import name_outlet
    from stemma.web.pages.correction_words import say_override

    log = list(log)
    held = store.get_articles({name for one in log for name in list_names(one.override)})
    names = {key: f"{name_outlet(one.article)} ({key})" for key, one in held.items()}
    return [
        (
            str(one.number),
            FIELDS[type(one.override)],
            one.made,
            "undone" if one.undone else "in force",
            say_override(one.override, names) + (f" [{one.override.note}]" if one.override.note else ""),
        )
        for one in log
    ]
