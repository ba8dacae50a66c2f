"""``stemma stories``: the river of a store's stories, those that changed last first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from stemma.cli.looking import (
    After,
    AsJson,
    EntityName,
    Limit,
    MinOrigins,
    NoColor,
    Outlet,
    PlaceName,
    Since,
    Until,
    make_query,
    open_for_looking,
    print_lines,
    print_rows,
)
from stemma.cli.settings_file import SettingsFile
from stemma.cli.storing import StoreAddress
from stemma.cli.streams import say
from stemma.store.opening import DEFAULT_STORE

if TYPE_CHECKING:
    from stemma.model.stored import Event, StoredStory

EVENTS = {
    "story": "new",
    "articles": "articles came",
    "edited": "edited",
    "joined": "joined",
    "edition": "told anew",
    "difference": "new difference",
}
"""What happened to a story, for people."""


def say_kind(event: Event) -> str:
    """What happened to a story, in a few words."""
    if event.kind == "articles" and not event.detail.get("articles"):
        return "articles left"
    if event.kind == "difference":
        from stemma.collection.differences import is_changed_alone

        if is_changed_alone(event):
            return "changed difference"
    return EVENTS[event.kind]


def stories(
    words: Annotated[
        str, typer.Option("--words", metavar="WORDS", help='Words to find: "in this order", begin*, -without.')
    ] = "",
    outlet: Outlet = None,
    place: PlaceName = None,
    name: EntityName = None,
    since: Since = None,
    until: Until = None,
    min_origins: MinOrigins = 0,
    limit: Limit = 50,
    after: After = None,
    store: StoreAddress = DEFAULT_STORE,
    settings_file: SettingsFile = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """List the stories of a store: outlets, articles independent of each other, differences, the newest change.

    \b
    Examples:
      stemma stories                                 those that changed last
      stemma stories --words ferry --min-origins 3   told by three at least
      stemma stories --place Batumi --since 2026-03-01
      stemma stories --store postgresql://desk/news --json | jq -r .title

    \b
    'independent' counts the articles that are independent of each other: copies of one
    text, and what credits one agency, once ('origins' with --json, and what --min-origins
    asks). Whom its claims come from, independent origins, the dossier counts.
    'differences' counts findings that cannot all be true; '-' stands where a story was
    not compared yet. Piped, the table is lines of cells parted by tabs. Where there is
    more than --limit, stderr names the cursor for --after.

    \b
    Exit codes: 0 done; 1 the store failed; 2 wrong usage, or no such store.
    """
    query = make_query(
        words=words,
        outlet=outlet,
        place=place,
        name=name,
        since=since,
        until=until,
        min_origins=min_origins,
        limit=limit,
        after=after,
    )
    held = open_for_looking(store)
    try:
        page = held.list_stories(query)
        found = [(one, next(iter(held.latest_events(story=one.story.id, limit=1)), None)) for one in page.items]
    finally:
        held.close()
    if as_json:
        print_lines(describe_story(one, event) for one, event in found)
    else:
        print_rows(HEADINGS, [_row(one, event) for one, event in found], no_color=no_color)
    if page.next is not None:
        say(f"there is more: --after {page.next}")


HEADINGS = ("story", "changed", "what", "independent", "outlets", "differences", "title")


def _row(one: StoredStory, event: Event | None) -> tuple[str, ...]:
    differences = str(one.differences) if one.edition is not None else "-"
    when = event.at if event else "-"
    what = say_kind(event) if event else "-"
    return (one.story.id, when, what, str(one.story.origins), str(len(one.outlets)), differences, one.story.title)


def describe_story(one: StoredStory, event: Event | None) -> dict[str, Any]:
    """A story as a line of JSON."""
    story = one.story
    return {
        "id": story.id,
        "title": story.title,
        "start": story.start,
        "end": story.end,
        "articles": list(story.articles),
        "outlets": list(one.outlets),
        "origins": story.origins,
        "findings": one.findings,
        "differences": one.differences,
        "places": list(one.places),
        "edition": one.edition,
        "changed": one.changed,
        "newest": None if event is None else describe_event(event),
        "aliases": list(story.aliases),
        "follows": list(story.follows),
    }


def describe_event(event: Event) -> dict[str, Any]:
    """An event as plain data."""
    return {"number": event.number, "kind": event.kind, "at": event.at, "detail": event.detail}
