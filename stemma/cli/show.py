"""``stemma show``: one story of a store: its dossier, its history, or one article with its revisions and claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stemma.cli.formats import (
    FORMAT_NAMES,
    check_order,
    choose_format,
    complete_format,
    complete_table,
    write_dossiers,
)
from stemma.cli.looking import (
    AsJson,
    NoColor,
    open_for_looking,
    print_lines,
    print_rows,
    show_plainly,
)
from stemma.cli.settings_file import SettingsFile
from stemma.cli.stories import EVENTS, describe_event, say_kind
from stemma.cli.storing import StoreAddress
from stemma.errors import UsageError
from stemma.store.opening import DEFAULT_STORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stemma.model.stored import Event, StoredArticle, StoredClaim
    from stemma.store import Store


def show(
    story: Annotated[str, typer.Argument(metavar="ID", help="A story: its id or an alias, or how one begins.")],
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
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there, not to stdout.")
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            "--table",
            metavar="NAME",
            help="For csv, tsv, parquet: which table.",
            show_default=False,
            autocompletion=complete_table,
        ),
    ] = None,
    edition: Annotated[
        int | None,
        typer.Option("--edition", metavar="N", help="An earlier dossier; --history numbers them.", show_default=False),
    ] = None,
    history: Annotated[bool, typer.Option("--history", help="What happened to the story, oldest first.")] = False,
    article: Annotated[
        str | None,
        typer.Option(
            "--article",
            metavar="ID",
            help="One article of it: its revisions, and where each claim stands.",
            show_default=False,
        ),
    ] = None,
    store: StoreAddress = DEFAULT_STORE,
    settings_file: SettingsFile = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Show one story of a store: the dossier, what happened to it, or one of its articles.

    \b
    Examples:
      stemma show 0310ef                             the dossier, in the terminal
      stemma show 0310ef -o ferry.html               any format of 'stemma formats'
      stemma show 0310ef --history                   with the numbers of its editions
      stemma show 0310ef --edition 8 --format json   as it was told then
      stemma show 0310ef --article ded41e            revisions, and where each claim stands

    \b
    --json is --format json for a dossier, and lines of events, or of revisions and
    claims, for the others.

    \b
    Exit codes: 0 done; 1 the store failed; 2 wrong usage, no such store, story, edition
    or article, no dossier yet, or an id that several begin with.
    """
    if history and (article or edition is not None or form or output):
        raise UsageError("--history stands alone: it takes no --article, --edition, --format or -o")
    if article and (edition is not None or form or output):
        raise UsageError("--article stands alone: it takes no --edition, --format or -o")
    chosen = choose_format("json" if as_json and form is None else form, output)
    if not (history or article):
        check_order(chosen, output, table)
    from stemma.collection.naming import find_story

    held = open_for_looking(store)
    try:
        key = find_story(held, story)
        if history:
            show_history(held, key, as_json=as_json, no_color=no_color)
        elif article:
            show_article(held, key, article, as_json=as_json, no_color=no_color)
        else:
            found = held.get_edition(key, edition)
            if found is None:
                raise UsageError(_say_untold(held, key, edition))
            write_dossiers([found.dossier], chosen, output, table=table, no_color=no_color)
    finally:
        held.close()


def _say_untold(store: Store, story: str, edition: int | None) -> str:
    numbers = [str(number) for number, _, _ in store.list_editions(story)]
    if edition is not None and numbers:
        return f"--edition {edition}: the story has no such edition; it has {', '.join(numbers)}"
    stored = store.get_story(story)
    articles = len(stored.story.articles) if stored else 0
    return (
        f"{story}: there is no dossier yet ({articles} article{'s' if articles != 1 else ''}); 'stemma compare' makes "
        "those of stories with two articles or more"
    )


def show_history(store: Store, story: str, *, as_json: bool, no_color: bool) -> None:
    """All that happened to a story, and the dossiers that were made of it."""
    events = list(iter_events(store, story))
    if as_json:
        print_lines(describe_event(event) for event in events)
        return
    rows = [(event.at, say_kind(event), _say_detail(event)) for event in events]
    told = {event.detail.get("edition") for event in events}
    rows += [
        (made, EVENTS["edition"], f"edition {number}")
        for number, _, made in store.list_editions(story)
        if number not in told
    ]
    print_rows(("at", "what", "which"), sorted(rows, key=lambda row: row[0]), no_color=no_color)


def iter_events(store: Store, story: str) -> Iterator[Event]:
    """The events of a story, oldest first."""
    after = 0
    while found := store.list_events(story=story, after=after, limit=500):
        yield from found
        after = found[-1].number


def _say_detail(event: Event) -> str:
    parts = []
    for name, value in sorted(event.detail.items()):
        if name == "silent":
            parts += ["silently"] if value else []
        elif value != []:
            parts.append(f"{name} {' '.join(map(str, value)) if isinstance(value, list) else value}")
    return ", ".join(parts)


def show_article(store: Store, story: str, given: str, *, as_json: bool, no_color: bool) -> None:
    """One article of a story: what it is, its revisions, and where each claim of the newest edition stands.

    Raises:
        UsageError: no article of the story, no revision of one, has an id that begins so, or several have.
    """
    revisions = _find_article(store, story, given)
    newest = revisions[-1]
    claims = _list_claims(store, story, newest.article.id)
    if as_json:
        print_lines({"revision": describe_article(one)} for one in revisions)
        print_lines({"claim": describe_claim(one)} for one in claims)
        return
    head = newest.article
    for label, value in (
        ("title", head.title),
        ("outlet", head.outlet or head.source),
        ("byline", head.byline),
        ("published", head.published),
        ("modified", head.modified),
        ("address", head.url),
    ):
        if value:
            print(f"{label:<10}{show_plainly(value)}")
    print()
    rows = [(str(n), one.article.id, one.received or "-", _say_place(one)) for n, one in enumerate(revisions, 1)]
    print_rows(("revision", "article", "received", ""), rows, no_color=no_color)
    print()
    claimed = [(f"{one.start}-{one.end}", one.relation, " < ".join(one.said_by) or "-", one.quote) for one in claims]
    print_rows(("where", "relation", "said by", "words"), claimed, no_color=no_color)


def _say_place(one: StoredArticle) -> str:
    return "current" if one.current else "replaced"


def _find_article(store: Store, story: str, given: str) -> tuple[StoredArticle, ...]:
    stored = store.get_story(story)
    pages = {key: store.list_revisions(key) for key in (stored.story.articles if stored else ())}
    found = [some for some in pages.values() if any(one.article.id.startswith(given) for one in some)]
    unique = {some[-1].article.id: some for some in found}
    if len(unique) == 1:
        return next(iter(unique.values()))
    told = ", ".join(
        f"{key} ({some[-1].article.outlet or some[-1].article.source})" for key, some in pages.items() if some
    )
    if unique:
        raise UsageError(f"--article {given}: several articles begin so; they are {told}")
    raise UsageError(f"--article {given}: the story has no such article; it has {told}")


def _list_claims(store: Store, story: str, article: str) -> list[StoredClaim]:
    from stemma.model.stored import Query

    found: list[StoredClaim] = []
    after: str | None = None
    while True:
        page = store.list_claims(Query(story=story, article=article, limit=500, after=after))
        found += page.items
        after = page.next
        if after is None:
            return sorted(found, key=lambda one: (one.start, one.end, one.id))


def describe_article(one: StoredArticle) -> dict[str, Any]:
    """A revision as plain data, its text left out."""
    article = one.article
    return {
        "id": article.id,
        "page": one.page,
        "outlet": article.outlet,
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "modified": article.modified,
        "language": article.language,
        "url": article.url,
        "received": one.received,
        "capture": one.capture,
        "replaces": one.replaces,
        "current": one.current,
        "story": one.story,
    }


def describe_claim(one: StoredClaim) -> dict[str, Any]:
    """A claim as plain data."""
    return {
        "id": one.id,
        "finding": one.finding,
        "story": one.story,
        "article": one.article,
        "outlet": one.outlet,
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "said_by": list(one.said_by),
        "quoted": one.quoted,
        "origin": one.origin,
        "relation": one.relation,
        "date": one.date,
        "published": one.published,
    }
