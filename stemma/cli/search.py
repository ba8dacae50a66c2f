"""``stemma search``: words in the stories, articles, claims and findings of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

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
from stemma.cli.show import describe_article, describe_claim
from stemma.cli.stories import describe_story
from stemma.cli.storing import StoreAddress
from stemma.cli.streams import say
from stemma.errors import UsageError
from stemma.store.opening import DEFAULT_STORE

if TYPE_CHECKING:
    from stemma.model.stored import Query, StoredFinding
    from stemma.store import Store

Listed: TypeAlias = tuple[list[dict[str, Any]], list[tuple[str, ...]], str | None]
"""What was found, as objects and as rows, and the cursor to go on."""
LISTS = ("stories", "articles", "claims", "findings")
HEADINGS = {
    "stories": ("story", "independent", "title"),
    "articles": ("article", "story", "published", "outlet", "headline"),
    "claims": ("story", "article", "where", "outlet", "relation", "said by", "words"),
    "findings": ("story", "finding", "relation", "origins", "statement"),
}


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help='Words, all of them: "in this order", begin*, -without.')
    ],
    within: Annotated[
        list[str] | None,
        typer.Option(
            "--in",
            metavar="LIST",
            help="stories, articles, claims or findings; may be given again. Default: the first three.",
            show_default=False,
        ),
    ] = None,
    outlet: Outlet = None,
    place: PlaceName = None,
    name: EntityName = None,
    since: Since = None,
    until: Until = None,
    min_origins: MinOrigins = 0,
    limit: Limit = 10,
    after: After = None,
    store: StoreAddress = DEFAULT_STORE,
    settings_file: SettingsFile = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Find words in the stories, articles and claims of a store.

    \b
    Examples:
      stemma search ferry fire
      stemma search '"nine hours"' --in claims
      stemma search Batumi --in findings --min-origins 2
      stemma search -- insur* -denied                -- comes before a word to leave out
      stemma search ferry --in claims --json | jq -r '[.outlet, .quote] | @tsv'

    \b
    Letters and digits count, neither case nor accents. A story is found by its title,
    headlines, names, places and statements; an article by headline, deck, body and
    captions; a claim by its words and whom it is from; a finding by its statement and
    quotes. --min-origins asks of stories (articles independent of each
    other) and findings (independent origins) alone. Each line of --json has
    "in", the list that it is from. --after goes on in one list: name it with --in.

    \b
    Exit codes: 0 done, whether or not anything was found; 1 the store failed; 2 wrong
    usage, or no such store.
    """
    chosen = tuple(dict.fromkeys(within)) if within else LISTS[:3]
    for one in chosen:
        if one not in LISTS:
            raise UsageError(f"--in {one}: give one of {', '.join(LISTS)}")
    if after is not None and len(chosen) > 1:
        raise UsageError("--after goes on in one list: name it with --in")
    query = make_query(
        words=" ".join(words),
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
        for number, one in enumerate(chosen):
            _search_list(held, one, query, as_json=as_json, no_color=no_color, apart=number > 0, named=len(chosen) > 1)
    finally:
        held.close()


def _search_list(
    store: Store, which: str, query: Query, *, as_json: bool, no_color: bool, apart: bool, named: bool
) -> None:
    objects, rows, after = _LISTERS[which](store, query)
    if as_json:
        print_lines({"in": which, **one} for one in objects)
    else:
        if apart:
            print()
        if named:
            print(f"{which}: {len(rows)}{' or more' if after else ''}")
        if rows:
            print_rows(HEADINGS[which], rows, no_color=no_color)
    if after is not None:
        say(f"there is more in {which}: --in {which} --after {after}")


def _list_stories(store: Store, query: Query) -> Listed:
    page = store.list_stories(query)
    objects = [
        describe_story(one, next(iter(store.latest_events(story=one.story.id, limit=1)), None)) for one in page.items
    ]
    return objects, [(one.story.id, str(one.story.origins), one.story.title) for one in page.items], page.next


def _list_articles(store: Store, query: Query) -> Listed:
    page = store.list_articles(query)
    rows: list[tuple[str, ...]] = [
        (
            one.article.id,
            one.story or "-",
            one.article.published or "-",
            one.article.outlet or one.article.source,
            one.article.title or "-",
        )
        for one in page.items
    ]
    return [describe_article(one) for one in page.items], rows, page.next


def _list_claims(store: Store, query: Query) -> Listed:
    page = store.list_claims(query)
    rows: list[tuple[str, ...]] = [
        (
            one.story,
            one.article,
            f"{one.start}-{one.end}",
            one.outlet,
            one.relation,
            " < ".join(one.said_by) or "-",
            one.quote,
        )
        for one in page.items
    ]
    return [describe_claim(one) for one in page.items], rows, page.next


def _list_findings(store: Store, query: Query) -> Listed:
    page = store.list_findings(query)
    rows: list[tuple[str, ...]] = [
        (one.story, one.id, one.relation, str(one.origins), one.statement) for one in page.items
    ]
    return [_describe_finding(one) for one in page.items], rows, page.next


def _describe_finding(one: StoredFinding) -> dict[str, Any]:
    return {
        "id": one.id,
        "story": one.story,
        "statement": one.statement,
        "relation": one.relation,
        "kind": one.kind,
        "origins": one.origins,
        "confidence": one.confidence,
        "date": one.date,
        "withheld": one.withheld,
        "articles": list(one.articles),
    }


_LISTERS = {
    "stories": _list_stories,
    "articles": _list_articles,
    "claims": _list_claims,
    "findings": _list_findings,
}
