"""Lists: what is asked becomes conditions, and pages go on from the last number."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from stemma.model.stored import Page, Query, StoredArticle, StoredClaim, StoredFinding, StoredRejected, StoredStory
from stemma.store.postgres.columns import (
    ARTICLE,
    fold_key,
    from_json,
    make_article,
    to_bytes,
)
from stemma.store.postgres.connections import Row, Session
from stemma.store.postgres.editions import CLAIM, FINDING, make_claim, make_finding
from stemma.store.postgres.stories import NOW, STORY, make_story
from stemma.store.postgres.words import Search

Item = TypeVar("Item")


class Conditions:
    """What must hold, with what is given for it. An empty field of a query asks nothing."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.search = Search(query.words)
        self.asked: list[str] = []
        self.given: list[Any] = []

    def add(self, condition: str, *given: Any) -> None:
        """One more condition."""
        self.asked.append(condition)
        self.given += given

    def equal(self, column: str, value: str | None) -> None:
        """A string column is this."""
        if value:
            self.add(f"{column} = %s::bytea", to_bytes(value))

    def words(self, column: str) -> None:
        """The words that are looked for."""
        if self.search.query is not None:
            self.add(f"{column} @@ %s::tsquery", self.search.query)

    def outlet(self, column: str) -> None:
        """An outlet's key."""
        if self.query.outlet:
            self.add(f"{column} = %s::bytea", fold_key(self.query.outlet))

    def days(self, first: str, last: str) -> None:
        """Days overlap what is asked; what has none fits none."""
        if self.query.since:
            self.add(f"{last} >= %s::bytea", to_bytes(self.query.since))
        if self.query.until:
            self.add(f"{first} <= %s::bytea", to_bytes(self.query.until))

    def story(self, column: str) -> None:
        """The story by an id or alias, its places and names."""
        if self.query.story:
            known = to_bytes(self.query.story)
            self.add(f"{column} = {NOW}", known, known)
        for kind, value in (("place", self.query.place), ("name", self.query.name)):
            self.facet(column, kind, value)

    def facet(self, column: str, kind: str, value: str | None) -> None:
        """The story has a facet."""
        if value:
            self.add(
                f"EXISTS (SELECT FROM facets x WHERE x.story = {column} AND x.key = %s::bytea AND x.kind = %s)",
                fold_key(value),
                kind,
            )


def list_articles(session: Session, query: Query) -> Page[StoredArticle]:
    """By number, newest first."""
    asked = Conditions(query)
    if not query.revisions:
        asked.add("a.current")
    asked.words("w.found")
    asked.equal("a.id", query.article)
    asked.outlet("a.outlet_key")
    asked.days("a.day", "a.day")
    asked.story("a.story")
    tables = "articles a JOIN article_words w ON w.number = a.number" if asked.search.query else "articles a"
    return _list(session, asked, f"SELECT {ARTICLE}", tables, "a.number", make_article)


def list_findings(session: Session, query: Query) -> Page[StoredFinding]:
    """By number, newest first."""
    asked = Conditions(query)
    asked.words("w.found")
    asked.equal("w.relation", query.relation)
    if query.min_origins > 0:
        asked.add("w.origins >= %s", query.min_origins)
    if query.article:
        asked.add("w.articles @> ARRAY[%s::bytea]", to_bytes(query.article))
    if query.outlet or query.since or query.until:
        told = Conditions(query)
        told.outlet("c.outlet_key")
        told.days("c.day", "c.day")
        within = " AND ".join(("c.finding = w.id", "c.story = w.story", *told.asked))
        asked.add(f"EXISTS (SELECT FROM claims c WHERE {within})", *told.given)
    asked.story("w.story")
    return _list(session, asked, f"SELECT {FINDING}", "findings w", "w.number", make_finding)


def list_claims(session: Session, query: Query) -> Page[StoredClaim]:
    """By number, newest first."""
    asked = Conditions(query)
    asked.words("w.found")
    asked.equal("w.relation", query.relation)
    asked.equal("w.article", query.article)
    asked.outlet("w.outlet_key")
    asked.days("w.day", "w.day")
    asked.story("w.story")
    return _list(session, asked, f"SELECT {CLAIM}", "claims w", "w.number", make_claim)


def list_rejected(session: Session, query: Query) -> Page[StoredRejected]:
    """Newest first."""
    asked = Conditions(query)
    asked.words("w.found")
    asked.days("w.day", "w.day")
    return _list(session, asked, "SELECT w.payload, w.number", "rejected w", "w.number", _make_rejected)


def list_stories(session: Session, query: Query) -> Page[StoredStory]:
    """By change, newest first, then by id."""
    asked = Conditions(query)
    asked.words("w.found")
    if query.min_origins > 0:
        asked.add("s.origins >= %s", query.min_origins)
    asked.facet("s.id", "outlet", query.outlet)
    asked.days("s.first_day", "s.last_day")
    asked.story("s.id")
    tables = "stories s JOIN story_words w ON w.story = s.id" if asked.search.query else "stories s"
    words = "w.words" if asked.search.query else "NULL"
    cursor = _read_story_cursor(query.after)
    items: list[StoredStory] = []
    while True:
        beyond = [] if cursor is None else ["s.changed <= %s AND (s.changed < %s OR s.id > %s::bytea)"]
        where = " AND ".join(["true", *asked.asked, *beyond])
        after = () if cursor is None else (cursor[0], cursor[0], cursor[1])
        rows = session.rows(
            f"SELECT {STORY}, {words}, s.id FROM {tables} WHERE {where} ORDER BY s.changed DESC, s.id LIMIT %s",
            (*asked.given, *after, query.limit + 1),
        )
        items += [make_story(row[:-2]) for row in rows if asked.search.holds(row[-2])]
        if len(items) > query.limit or len(rows) <= query.limit:
            break
        cursor = (rows[-1][1], rows[-1][-1])
    told = tuple(items[: query.limit])
    more = len(items) > len(told)
    return Page(items=told, next=f"{told[-1].changed}:{told[-1].story.id}" if more else None)


def _list(
    session: Session, asked: Conditions, select: str, tables: str, number: str, make: Callable[[Row], Item]
) -> Page[Item]:
    """A page by number, newest first. What the server cannot tell of long texts is told here, and asked on."""
    query, searched = asked.query, asked.search.query is not None
    cursor = _read_number(query.after)
    found: list[tuple[int, Item]] = []
    while True:
        where = " AND ".join(["true", *asked.asked, *([f"{number} < %s"] if cursor is not None else [])])
        rows = session.rows(
            f"{select}, {'w.words' if searched else 'NULL'}, {number} FROM {tables} WHERE {where} "
            f"ORDER BY {number} DESC LIMIT %s",
            (*asked.given, *(() if cursor is None else (cursor,)), query.limit + 1),
        )
        found += [(row[-1], make(row[:-2])) for row in rows if asked.search.holds(row[-2])]
        if len(found) > query.limit or len(rows) <= query.limit:
            break
        cursor = rows[-1][-1]
    told = found[: query.limit]
    return Page(items=tuple(item for _, item in told), next=str(told[-1][0]) if len(found) > len(told) else None)


def _make_rejected(row: Row) -> StoredRejected:

    return replace(from_json(StoredRejected, row[0]), number=row[1])


def _read_number(cursor: str | None) -> int | None:
    """The number of a cursor; what is none starts at the beginning."""
    good = cursor is not None and cursor.isascii() and cursor.isdigit() and len(cursor) < 19
    return int(cursor) if good and cursor is not None else None


def _read_story_cursor(cursor: str | None) -> tuple[int, bytes] | None:
    number, _, story = (cursor or "").partition(":")
    read = _read_number(number)
    return None if read is None else (read, to_bytes(story))
