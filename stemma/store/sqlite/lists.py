"""The lists of an SQLite file."""

import json
from collections.abc import Iterable

from stemma.model.stored import Page, Query, StoredArticle, StoredClaim, StoredFinding, StoredRejected, StoredStory
from stemma.store.deriving import fold_value
from stemma.store.searching import parse_search
from stemma.store.sqlite.articles import COLUMNS, read_article
from stemma.store.sqlite.choosing import (
    Table,
    Term,
    after_number,
    choose_rows,
    narrow_down,
    of_days,
    of_story,
    read_number,
)
from stemma.store.sqlite.handles import CHUNK, Handle, Row
from stemma.store.sqlite.members import Members
from stemma.store.sqlite.stories import load_story
from stemma.store.sqlite.words import ask_words

_ARTICLES = Table(
    "articles",
    "article_words",
    COLUMNS.replace("a.", "t."),
    "JOIN article_bodies b ON b.number = t.number LEFT JOIN stories s ON s.number = t.story",
)
_FINDINGS = Table(
    "findings",
    "finding_words",
    "t.id, s.id, t.statement, t.relation, t.kind, t.origins, t.confidence, t.date, t.withheld, t.articles, t.number",
    "JOIN stories s ON s.number = t.story",
)
_CLAIMS = Table(
    "claims",
    "claim_words",
    "t.id, f.id, s.id, t.article, t.outlet, t.first, t.last, t.quote, t.said_by, t.quoted, t.origin, t.relation, "
    "t.date, t.published, t.number",
    "JOIN stories s ON s.number = t.story JOIN findings f ON f.number = t.finding",
)
_NARROW = 1000
"""Stories are fewer: what more of them fit is met soon."""
_REJECTED = Table("rejected", "rejected_words", "t.item, t.stage, t.reason, t.at, t.number")


class ListTables(Members):
    """What is listed and searched."""

    def list_articles(self, query: Query) -> Page[StoredArticle]:
        with self._handles.reading() as handle:
            terms = after_number(query)
            if not query.revisions:
                terms.append(Term("t.current"))
            terms += of_story(query, "articles", self._asked(handle, query), " AND current")
            if query.article:
                terms.append(Term("t.id = ?", (query.article,), "SELECT number FROM articles WHERE id = ?"))
            if query.outlet:
                lookup = "SELECT number FROM articles WHERE outlet = ?"
                terms.append(Term("t.outlet = ?", (fold_value(query.outlet),), lookup, ordered=True))
            terms += of_days(query, "articles")
            rows = choose_rows(handle, _ARTICLES, terms, query.words, query.limit + 1)
        items = tuple(map(read_article, rows[: query.limit]))
        return Page(items=items, next=str(items[-1].number) if len(rows) > len(items) else None)

    def list_findings(self, query: Query) -> Page[StoredFinding]:
        with self._handles.reading() as handle:
            terms = after_number(query)
            terms += of_story(query, "findings", self._asked(handle, query))
            if query.article:
                lookup = "SELECT DISTINCT finding FROM claims WHERE article = ?"
                probe = "EXISTS (SELECT 1 FROM claims c WHERE c.finding = t.number AND c.article = ?)"
                terms.append(Term(probe, (query.article,), lookup))
            terms += _of_relation(query, "findings")
            if query.min_origins > 1:
                lookup = "SELECT number FROM findings WHERE origins > 1 AND origins >= ?"
                terms.append(Term("t.origins >= ?", (query.min_origins,), lookup))
            elif query.min_origins == 1:
                terms.append(Term("t.origins >= 1"))
            terms += _of_claims(query)
            rows = choose_rows(handle, _FINDINGS, terms, query.words, query.limit + 1)
        items = tuple(map(_read_finding, rows[: query.limit]))
        return Page(items=items, next=str(items[-1].number) if len(rows) > len(items) else None)

    def get_findings(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], StoredFinding]:
        asked = list(dict.fromkeys(wanted))
        known: dict[tuple[str, str], StoredFinding] = {}
        for at in range(0, len(asked), CHUNK):
            some = asked[at : at + CHUNK]
            among = ",".join("?" * len(some))
            # A story has few findings, so that they need no index by their id.
            rows = self._handles.get().rows(
                f"SELECT {_FINDINGS.columns} FROM stories s JOIN findings t ON t.story = s.number "
                f"WHERE s.id IN ({among}) AND t.id IN ({among})",
                (*(story for story, _ in some), *(finding for _, finding in some)),
            )
            for one in sorted(map(_read_finding, rows), key=lambda one: one.number):
                known.setdefault((one.story, one.id), one)
        return {pair: known[pair] for pair in asked if pair in known}

    def list_claims(self, query: Query) -> Page[StoredClaim]:
        with self._handles.reading() as handle:
            terms = after_number(query)
            terms += of_story(query, "claims", self._asked(handle, query))
            if query.article:
                lookup = "SELECT number FROM claims WHERE article = ?"
                terms.append(Term("t.article = ?", (query.article,), lookup, ordered=True))
            terms += _of_relation(query, "claims")
            if query.outlet:
                lookup = "SELECT number FROM claims WHERE coalesce(folded, outlet) = ?"
                asked = (fold_value(query.outlet),)
                terms.append(Term("coalesce(t.folded, t.outlet) = ?", asked, lookup, ordered=True))
            terms += of_days(query, "claims")
            rows = choose_rows(handle, _CLAIMS, terms, query.words, query.limit + 1)
        items = tuple(map(_read_claim, rows[: query.limit]))
        return Page(items=items, next=str(items[-1].number) if len(rows) > len(items) else None)

    def list_rejected(self, query: Query) -> Page[StoredRejected]:
        terms = after_number(query)
        if query.since or query.until:
            # An instant of a day comes before the day and U+10FFFF.
            values = (query.since or "", f"{query.until or ''}\U0010ffff")
            terms.append(Term("t.at BETWEEN ? AND ? AND length(t.at) >= 10", values))
        with self._handles.reading() as handle:
            rows = choose_rows(handle, _REJECTED, terms, query.words, query.limit + 1)
        items = tuple(
            StoredRejected(item=item, stage=stage, reason=reason, at=at, number=number)
            for item, stage, reason, at, number in rows[: query.limit]
        )
        return Page(items=items, next=str(items[-1].number) if len(rows) > len(items) else None)

    def list_stories(self, query: Query) -> Page[StoredStory]:
        with self._handles.reading() as handle:
            terms = _story_terms(query, self._asked(handle, query))
            chosen, left = narrow_down(handle, terms, _NARROW)
            if chosen is not None:
                left.append(Term("t.number IN (SELECT value FROM json_each(?))", (json.dumps(chosen),)))
            left += _after_story(query)
            where = " AND ".join(one.condition for one in left) or "1"
            rows = handle.rows(
                f"SELECT t.number, t.id, t.changed, t.body FROM stories t WHERE {where} "
                "ORDER BY t.changed DESC, t.id LIMIT ?",
                (*(value for one in left for value in one.values), query.limit + 1),
            )
        items = tuple(map(load_story, rows[: query.limit]))
        more = len(rows) > len(items)
        return Page(items=items, next=f"{items[-1].changed}:{items[-1].story.id}" if more else None)

    def list_facets(self, kind: str, *, limit: int = 100) -> tuple[tuple[str, int], ...]:
        sql = "SELECT value, stories FROM facet_counts WHERE kind = ? ORDER BY stories DESC, value LIMIT ?"
        return tuple((value, many) for value, many in self._handles.get().rows(sql, (kind, limit)))

    def _asked(self, handle: Handle, query: Query) -> tuple[int, str] | None:
        return self._find(handle, query.story) if query.story else None


def _of_relation(query: Query, table: str) -> list[Term]:
    if not query.relation:
        return []
    lookup = f"SELECT number FROM {table} WHERE relation = ?"
    return [Term("t.relation = ?", (query.relation,), lookup, ordered=True)]


def _of_claims(query: Query) -> list[Term]:
    """Of a finding: one of its claims is of the outlet, and of these days."""
    asked = []
    values: list[str] = []
    if query.outlet:
        asked.append("coalesce(c.folded, c.outlet) = ?")
        values.append(fold_value(query.outlet))
    if query.since or query.until:
        asked.append("c.day BETWEEN ? AND ?")
        values += [query.since or "", query.until or "\U0010ffff"]
    if not asked:
        return []
    where = " AND ".join(asked)
    probe = f"EXISTS (SELECT 1 FROM claims c WHERE c.finding = t.number AND {where.replace('c.day', '+c.day')})"
    lookup = f"SELECT DISTINCT c.finding AS number FROM claims c WHERE {where}"
    return [Term(probe, tuple(values), lookup, near="day" in where)]


def _story_terms(query: Query, found: tuple[int, str] | None) -> list[Term]:
    terms = []
    if query.story:
        terms.append(Term("t.number = ?", (found[0] if found else -1,), "SELECT number FROM stories WHERE number = ?"))
    for kind, value in (("outlet", query.outlet), ("place", query.place), ("name", query.name)):
        if value:
            lookup = "SELECT DISTINCT story FROM facets WHERE kind = ? AND folded = ?"
            probe = "EXISTS (SELECT 1 FROM facets WHERE kind = ? AND folded = ? AND story = t.number)"
            terms.append(Term(probe, (kind, fold_value(value)), lookup))
    asked, must = ask_words(parse_search(query.words))
    if asked:
        within = "SELECT rowid FROM story_words WHERE story_words MATCH ?"
        # All at once: stories are not listed in the order of their numbers, and asking for one by one is dear.
        terms.append(Term(f"t.number {'' if must else 'NOT '}IN ({within})", (asked,), within if must else None))
    if query.since or query.until:
        values = (query.since or "", query.until or "\U0010ffff")
        lookup = "SELECT number FROM stories WHERE last >= ? AND first <= ?"
        terms.append(Term("t.last >= ? AND t.first <= ?", values, lookup))
    if query.min_origins:
        terms.append(Term("t.origins >= ?", (query.min_origins,)))
    return terms


def _after_story(query: Query) -> list[Term]:
    number, _, story = (query.after or "").partition(":")
    changed = read_number(number)
    if changed is None:
        return []
    return [Term("t.changed <= ? AND NOT (t.changed = ? AND t.id <= ?)", (changed, changed, story))]


def _read_finding(row: Row) -> StoredFinding:
    key, story, statement, relation, kind, origins, confidence, date, withheld, articles, number = row
    return StoredFinding(
        id=key,
        story=story,
        statement=statement,
        relation=relation,
        kind=kind,
        origins=origins,
        confidence=confidence,
        date=date,
        withheld=bool(withheld),
        articles=tuple(json.loads(articles)),
        number=number,
    )


def _read_claim(row: Row) -> StoredClaim:
    key, finding, story, article, outlet, start, end, quote, said_by, quoted, origin, relation, date, published, n = row
    return StoredClaim(
        id=key,
        finding=finding,
        story=story,
        article=article,
        outlet=outlet,
        start=start,
        end=end,
        quote=quote,
        said_by=tuple(json.loads(said_by)) if said_by else (),
        quoted=quoted,
        origin=origin,
        relation=relation,
        date=date,
        published=published,
        number=n,
    )
