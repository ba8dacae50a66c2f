"""``stemma vacuum``: keep a store small."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from stemma.cli.looking import is_day, open_for_looking, print_lines
from stemma.cli.settings_file import SettingsFile
from stemma.cli.storing import StoreAddress
from stemma.errors import UsageError
from stemma.store.opening import DEFAULT_STORE
from stemma.text.instants import write_instant

HOURS = {"h": 1, "d": 24, "w": 24 * 7}
_AGE = re.compile(r"([0-9]{1,6})([hdw])")


def vacuum(
    older_than: Annotated[
        str,
        typer.Option("--older-than", metavar="AGE", help="90d, 12h, 8w, or a day: YYYY-MM-DD.", show_default=False),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be dropped.")] = False,
    store: StoreAddress = DEFAULT_STORE,
    settings_file: SettingsFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="The counts as a line of JSON.")] = False,
) -> None:
    """Drop what is old and no longer needed from a store, and give the room back.

    \b
    Examples:
      stemma vacuum --older-than 90d --dry-run
      stemma vacuum --older-than 90d --store sqlite:///desk.db

    \b
    Dropped are, where older: revisions of articles that newer ones replaced, captures
    that no article was read from, editions of dossiers but the newest of each story,
    events, rejected items. What a current article or a newest dossier rests on stays,
    however old.

    \b
    Exit codes: 0 done; 1 the store failed; 2 wrong usage, or no such store.
    """
    before = read_age(older_than, datetime.now(UTC))
    held = open_for_looking(store, read_only=False)
    try:
        counts = held.vacuum(before=before, dry_run=dry_run)
    finally:
        held.close()
    if as_json:
        print_lines([{"before": before, "dry_run": dry_run, "dropped": dict(counts)}])
        return
    told = [f"{count} {name if count != 1 else name.removesuffix('s')}" for name, count in counts.items() if count]
    what = ", ".join(told) or "nothing"
    print(f"{what} from before {before} {'would be dropped' if dry_run else 'dropped'}")


def read_age(age: str, now: datetime) -> str:
    """The instant that lies ``age`` before ``now``, ISO 8601 in UTC.

    Raises:
        UsageError: it is no age.
    """
    found = _AGE.fullmatch(age)
    if found:
        try:
            then = now - timedelta(hours=int(found[1]) * HOURS[found[2]])
        except OverflowError:
            then = datetime.min.replace(tzinfo=UTC)
        return write_instant(then)
    if is_day(age):
        return f"{age}T00:00:00Z"
    raise UsageError(f"--older-than {age}: give hours, days or weeks (12h, 90d, 8w), or a day as YYYY-MM-DD")
