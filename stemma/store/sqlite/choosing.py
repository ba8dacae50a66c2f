"""How a list is found fast: what asks for little is looked up, the rest is walked, newest first.

Each thing asked is a ``Term``. One that fits few rows (``NARROW``) is looked up in its index; all that are narrow are
intersected, and what is left is held against the other terms row by row. Where nothing is narrow, rows are walked in
the order of the list until a page is full: whatever fits many is met soon.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from stemma.model.stored import Query
from stemma.store.deriving import fold_value
from stemma.store.searching import parse_search
from stemma.store.sqlite.handles import Handle, Row
from stemma.store.sqlite.words import ask_words

NARROW = 3000
"""Rows that are looked up rather than walked."""
_SPREAD = 200_000
"""Rows of some days that are looked through for the first and the last number."""
_LAST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked: a condition on table ``t``, its values, and how to look up the numbers that fit, where an index
    can."""

    condition: str
    values: tuple[Any, ...] = ()
    lookup: str | None = None
    ordered: bool = False
    """Whether that index tells the numbers in their order too: asked alone, it is walked at once."""
    cheap: int = 1
    """How many times as many rows count as few: where holding one more row against the term costs much."""
    near: bool = False
    """Whether what fits is likely to have numbers near each other, as the articles of a month have."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is listed, with its index of words."""

    name: str
    words: str
    columns: str
    joined: str = ""


def choose_rows(handle: Handle, table: Table, terms: Sequence[Term], words: str, limit: int) -> list[Row]:
    """Rows of ``table`` that fit all, newest number first, ``limit`` at most."""
    asked, must = ask_words(parse_search(words))
    given = [*terms, *_word_terms(table, asked, must)]
    indexed = [term for term in given if term.lookup is not None]
    alone = len(indexed) == 1 and indexed[0].ordered
    chosen, left = (None, given) if alone else narrow_down(handle, given, NARROW)
    select = f"SELECT {table.columns} FROM {{}} {table.joined} WHERE {{}} ORDER BY {{}} DESC LIMIT ?"
    if chosen is not None:
        rows: list[Row] = []
        # Few enough to be looked at in parts, the newest first, until the page is full.
        for at in range(0, len(chosen), 500):
            some = chosen[at : at + 500]
            where, values = _join([*left, _among(some)])
            rows += handle.rows(select.format(f"{table.name} t", where, "t.number"), (*values, limit - len(rows)))
            if len(rows) >= limit:
                break
        return rows
    bounds = [] if alone else _bound(handle, left)
    if asked and must:
        where, values = _join([Term(f"{table.words} MATCH ?", (asked,)), *_rowids([*terms, *bounds])])
        source = f"{table.words} w CROSS JOIN {table.name} t ON t.number = w.rowid"
        return handle.rows(select.format(source, where, "w.rowid"), (*values, limit))
    where, values = _join([*left, *bounds])
    return handle.rows(select.format(f"{table.name} t", where, "t.number"), (*values, limit))


def narrow_down(handle: Handle, terms: Sequence[Term], narrow: int) -> tuple[list[int] | None, list[Term]]:
    """The numbers that fit all narrow terms, highest first (None: no term is narrow), and the terms that are left."""
    chosen: set[int] | None = None
    left = []
    for term in terms:
        if term.lookup is None:
            left.append(term)
            continue
        most = narrow * term.cheap
        found = handle.rows(f"{term.lookup} LIMIT {most + 1}", term.values)
        if len(found) > most:
            left.append(term)
        else:
            numbers = {number for (number,) in found}
            chosen = numbers if chosen is None else chosen & numbers
            if not chosen:
                return [], []
    return (None if chosen is None else sorted(chosen, reverse=True)), left


def _bound(handle: Handle, terms: Sequence[Term]) -> list[Term]:
    """Between which numbers all is that fits; none where too much fits for it to help."""
    bounds = []
    for term in terms:
        if term.near and term.lookup is not None:
            lookup = term.lookup.replace("SELECT DISTINCT", "SELECT")
            sql = f"SELECT min(number), max(number), count(*) FROM ({lookup} LIMIT {_SPREAD})"
            ((first, last, many),) = handle.rows(sql, term.values)
            if many < _SPREAD:
                bounds.append(Term("t.number >= ?", (first,)))
                bounds.append(Term("t.number <= ?", (last,)))
    return bounds


def _among(numbers: list[int]) -> Term:
    return Term(f"t.number IN ({','.join(map(str, numbers))})")


def _word_terms(table: Table, asked: str, must: bool) -> list[Term]:
    if not asked:
        return []
    within = f"SELECT rowid FROM {table.words} WHERE {table.words} MATCH ?"
    if must:
        probe = f"EXISTS (SELECT 1 FROM {table.words} WHERE {table.words} MATCH ? AND rowid = t.number)"
        return [Term(probe, (asked,), f"{within} ORDER BY rowid DESC", ordered=True)]
    return [Term(f"t.number NOT IN ({within})", (asked,))]


def _rowids(terms: Sequence[Term]) -> list[Term]:
    """Where words lead, numbers are held against the index of words itself."""
    return [
        replace(one, condition=f"w.rowid{one.condition[8:]}") if one.condition.startswith("t.number ") else one
        for one in terms
    ]


def _join(terms: Sequence[Term]) -> tuple[str, tuple[Any, ...]]:
    return " AND ".join(one.condition for one in terms) or "1", tuple(value for one in terms for value in one.values)


def after_number(query: Query) -> list[Term]:
    """What a cursor asks of a list by number; none where it is no cursor."""
    number = read_number(query.after)
    return [] if number is None else [Term("t.number < ?", (number,))]


def read_number(cursor: str | None) -> int | None:
    """The number that a cursor tells."""
    if cursor is None or not (cursor.isascii() and cursor.isdigit()):
        return None
    return min(int(cursor[:40]), _LAST)


def of_story(query: Query, table: str, found: tuple[int, str] | None, extra: str = "") -> list[Term]:
    """Of one story, and of stories with a place and a name."""
    terms = []
    if query.story:
        lookup = f"SELECT number FROM {table} WHERE story = ?{extra}"
        terms.append(Term(f"t.story = ?{extra}", (found[0] if found else -1,), lookup, ordered=True))
    for kind, value in (("place", query.place), ("name", query.name)):
        if value:
            within = "(SELECT story FROM facets WHERE kind = ? AND folded = ?)"
            lookup = f"SELECT number FROM {table} WHERE story IN {within}{extra}"
            terms.append(Term(f"+t.story IN {within}", (kind, fold_value(value)), lookup, cheap=5))
    return terms


def of_days(query: Query, table: str) -> list[Term]:
    """Of these days of publication."""
    if not query.since and not query.until:
        return []
    values = (query.since or "", query.until or "\U0010ffff")
    lookup = f"SELECT number FROM {table} WHERE day BETWEEN ? AND ?"
    return [Term("+t.day BETWEEN ? AND ?", values, lookup, near=True)]
