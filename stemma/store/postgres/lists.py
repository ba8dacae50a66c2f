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
        self.asked: list[str] = ["true"]
        self.given: list[Any] = []
        self.selects = False
        """Whether anything is asked, words apart, that some rows do not fit."""
        self.few = False
        """Whether so few rows fit that they are best looked up."""

    def __str__(self) -> str:
        return " AND ".join(self.asked)

    def add(self, condition: str, *given: Any, few: bool = False) -> None:
        """One more condition."""
        self.asked.append(condition)
        self.given += given
        self.selects = True
        self.few = self.few or few

    def equal(self, column: str, value: str | None, *, few: bool = False) -> None:
        """A string column is this."""
        if value:
            self.add(f"{column} = %s::bytea", to_bytes(value), few=few)

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
            self.add(f"{column} = {NOW}", known, known, few=True)
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
        asked.asked.append("a.current")
    asked.equal("a.id", query.article, few=True)
    asked.outlet("a.outlet_key")
    asked.days("a.day", "a.day")
    asked.story("a.story")
    rows = Rows(ARTICLE, "articles", "a", walk=800, words=("article_words", "number"))
    return _list(session, asked, rows, make_article)


def list_findings(session: Session, query: Query) -> Page[StoredFinding]:
    """By number, newest first."""
    asked = Conditions(query)
    asked.equal("w.relation", query.relation)
    if query.min_origins > 0:
        asked.add("w.origins >= %s", query.min_origins)
    if query.article:
        asked.add("w.articles @> ARRAY[%s::bytea]", to_bytes(query.article), few=True)
    if query.outlet or query.since or query.until:
        told = Conditions(query)
        told.outlet("c.outlet_key")
        told.days("c.day", "c.day")
        asked.add(f"EXISTS (SELECT FROM claims c WHERE c.finding = w.id AND c.story = w.story AND {told})", *told.given)
    asked.story("w.story")
    return _list(session, asked, Rows(FINDING, "findings", "w", walk=3000), make_finding)


def list_claims(session: Session, query: Query) -> Page[StoredClaim]:
    """By number, newest first."""
    asked = Conditions(query)
    asked.equal("w.relation", query.relation)
    asked.equal("w.article", query.article, few=True)
    asked.outlet("w.outlet_key")
    asked.days("w.day", "w.day")
    asked.story("w.story")
    return _list(session, asked, Rows(CLAIM, "claims", "w", walk=5000), make_claim)


def list_rejected(session: Session, query: Query) -> Page[StoredRejected]:
    """Newest first."""
    asked = Conditions(query)
    asked.days("w.day", "w.day")
    return _list(session, asked, Rows("w.payload, w.number", "rejected", "w", walk=5000), _make_rejected)


def list_stories(session: Session, query: Query) -> Page[StoredStory]:
    """By change, newest first, then by id."""
    asked = Conditions(query)
    if query.min_origins > 0:
        asked.add("s.origins >= %s", query.min_origins)
    asked.facet("s.id", "outlet", query.outlet)
    asked.days("s.first_day", "s.last_day")
    asked.story("s.id")
    rows = Rows(STORY, "stories", "s", walk=800, words=("story_words", "story"), order="s.changed DESC, s.id")
    cursor = _read_story_cursor(query.after)
    items: list[StoredStory] = []
    while True:
        beyond = "true" if cursor is None else "s.changed <= %s AND (s.changed < %s OR s.id > %s::bytea)"
        found = rows.ask(session, asked, beyond, () if cursor is None else (cursor[0], *cursor))
        items += [make_story(row[:-2]) for row in found if asked.search.holds(row[-2])]
        if len(items) > query.limit or len(found) <= query.limit:
            break
        cursor = (found[-1][1], found[-1][-1])
    told = tuple(items[: query.limit])
    more = len(items) > len(told)
    return Page(items=told, next=f"{told[-1].changed}:{told[-1].story.id}" if more else None)


class Rows:
    """The rows of one list, newest first.

    The server's planner cannot tell a word that many of the newest rows have from one that only few old ones have, and
    a wrong choice reads the whole table. So ``walk`` of the newest rows are looked through first; where they do not
    fill a page, what is asked is rare enough to look all of it up by the indexes, and to sort what was found.

    ``words``: the table of the words and its column for this one's rows, where they lie apart.
    """

    def __init__(
        self, columns: str, table: str, name: str, *, walk: int, words: tuple[str, str] | None = None, order: str = ""
    ) -> None:
        self._columns, self._table, self._name, self._walk, self._words = columns, table, name, walk, words
        self.number = f"{name}.number"
        self._last = f"{name}.id" if order else self.number
        self._order = order or f"{self.number} DESC"

    def ask(self, session: Session, asked: Conditions, beyond: str, after: tuple[Any, ...]) -> list[Row]:
        """A page and one more; each row with its words, where they are asked, and the last of its order."""
        size = asked.query.limit + 1
        anything = asked.selects or asked.search.query is not None
        if not asked.few:
            # Where nothing is asked the planner sees through the subquery, and the newest are all that is read.
            cut = f" ORDER BY {self._order} LIMIT {self._walk}" if anything else ""
            newest = f"(SELECT * FROM {self._table} {self._name} WHERE {beyond}{cut}) {self._name}"
            rows = self._select(session, asked, newest, "true", after, (), self._order, size)
            if len(rows) == size or not anything:
                return rows
        # A sum is in the order of no index, so that none is walked.
        order = self._order.replace(" DESC", " + 0 DESC", 1)
        return self._select(session, asked, f"{self._table} {self._name}", beyond, (), after, order, size)

    def _select(
        self,
        session: Session,
        asked: Conditions,
        source: str,
        beyond: str,
        first: tuple[Any, ...],
        last: tuple[Any, ...],
        order: str,
        size: int,
    ) -> list[Row]:
        """``first`` and ``last`` are given for ``source`` and for ``beyond``; all is looked up where ``order`` is not
        the list's own."""
        words, joined, where, search = "NULL", "", str(asked), asked.search.query
        given = [*first]
        if search is not None:
            words = "w.words"
            if self._words is not None:
                table, key = self._words
                # Words alone are looked up apart from all else: joined, the planner may read all of them instead.
                apart = not asked.selects and order != self._order
                inner = f"(SELECT * FROM {table} WHERE found @@ %s::tsquery OFFSET 0)" if apart else table
                joined = f" JOIN {inner} w ON w.{key} = {self._last}"
                given += [search] if apart else []
            given += [search]
            where = f"w.found @@ %s::tsquery AND {where}"
        return session.rows(
            f"SELECT {self._columns}, {words}, {self._last} FROM {source}{joined} WHERE {where} AND {beyond} "
            f"ORDER BY {order} LIMIT %s",
            (*given, *asked.given, *last, size),
        )


def _list(session: Session, asked: Conditions, rows: Rows, make: Callable[[Row], Item]) -> Page[Item]:
    """A page by number, newest first. What the server cannot tell of long texts is told here, and asked on."""
    query = asked.query
    cursor = _read_number(query.after)
    found: list[tuple[int, Item]] = []
    while True:
        beyond = "true" if cursor is None else f"{rows.number} < %s"
        page = rows.ask(session, asked, beyond, () if cursor is None else (cursor,))
        found += [(row[-1], make(row[:-2])) for row in page if asked.search.holds(row[-2])]
        if len(found) > query.limit or len(page) <= query.limit:
            break
        cursor = page[-1][-1]
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
