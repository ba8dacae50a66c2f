"""Editions in an SQLite file, with the findings and claims of the newest of each story."""

import json
from collections import defaultdict

from stemma.model.dossier import Dossier
from stemma.model.stored import Edition
from stemma.store.codec import dump, pack, unpack
from stemma.store.deriving import (
    claim_words,
    day_of,
    finding_words,
    fold_value,
    list_claims,
    list_findings,
    list_quotes,
)
from stemma.store.sqlite.handles import Handle
from stemma.store.sqlite.members import KNOWN, NAMES_KNOWN, Members
from stemma.store.sqlite.words import drop_words, put_words

_NEWEST = "SELECT key FROM editions WHERE number = (SELECT edition FROM stories WHERE number = {})"


class EditionTables(Members):
    """The editions of a store."""

    def put_edition(self, story: str, *, key: str, made: str, dossier: Dossier) -> int | None:
        if self.get_edition_key(story) == key:
            return None
        body = pack(dossier)
        with self._handles.transaction() as handle:
            found = self._find(handle, story)
            if found is None:
                return None
            number, now = found
            newest = handle.row(_NEWEST.format("?"), (number,))
            if newest is not None and newest[0] == key:
                return None
            edition = handle.take_numbers(1)
            self._keep_edition(handle, number, (edition, now, key, made, body), dossier)
            return edition

    def _keep_edition(
        self, handle: Handle, story: int, row: tuple[int, str, str, str, bytes], dossier: Dossier
    ) -> None:
        """Keep an edition (number, the id it is put under, key, instant, body) as the newest of a story."""
        edition, put_under, key, made, body = row
        handle.run("INSERT INTO editions VALUES (?, ?, ?, ?)", (edition, put_under, key, made))
        handle.run("INSERT INTO dossiers VALUES (?, ?)", (edition, body))
        handle.add("editions", 1)
        drop_told(handle, story)
        put_told(handle, story, dossier)
        self._refresh(handle, story)
        self._retell(handle, story, edition, dossier)

    def get_edition(self, story: str, number: int | None = None) -> Edition | None:
        if number is not None and not 0 <= number < 2**63:
            return None
        which = f"(SELECT edition FROM stories WHERE number = {KNOWN})" if number is None else "?"
        among = "" if number is None else " AND e.story IN (SELECT name FROM names)"
        row = self._handles.get().row(
            f"{'' if number is None else NAMES_KNOWN} SELECT e.story, e.number, e.key, e.made, d.body FROM editions e "
            f"JOIN dossiers d ON d.number = e.number WHERE e.number = {which}{among}",
            (story, story, *(() if number is None else (number,))),
        )
        if row is None:
            return None
        put_under, found, key, made, body = row
        return Edition(story=put_under, number=found, key=key, made=made, dossier=unpack(Dossier, body))

    def get_edition_key(self, story: str) -> str | None:
        row = self._handles.get().row(_NEWEST.format(KNOWN), (story, story))
        return None if row is None else row[0]

    def list_editions(self, story: str) -> tuple[tuple[int, str, str], ...]:
        sql = (
            f"{NAMES_KNOWN} SELECT e.number, e.key, e.made FROM names CROSS JOIN editions e ON e.story = name "
            "ORDER BY e.number"
        )
        return tuple((number, key, made) for number, key, made in self._handles.get().rows(sql, (story, story)))


def drop_told(handle: Handle, story: int) -> None:
    """Take out the findings and claims of a story."""
    quotes: dict[int, list[str]] = defaultdict(list)
    claims = []
    sql = "SELECT number, finding, quote, said_by FROM claims WHERE story = ? ORDER BY number"
    for number, finding, quote, said_by in handle.rows(sql, (story,)):
        quotes[finding].append(quote)
        claims.append((number, claim_words(quote, json.loads(said_by) if said_by else ())))
    findings = [
        (number, finding_words(statement, quotes[number]))
        for number, statement in handle.rows("SELECT number, statement FROM findings WHERE story = ?", (story,))
    ]
    drop_words(handle, "claim_words", claims)
    drop_words(handle, "finding_words", findings)
    handle.run("DELETE FROM claims WHERE story = ?", (story,))
    handle.run("DELETE FROM findings WHERE story = ?", (story,))
    handle.add("claims", -len(claims))
    handle.add("findings", -len(findings))


def put_told(handle: Handle, story: int, dossier: Dossier) -> None:
    """List the findings and claims of a story that has none."""
    quotes = list_quotes(dossier)
    findings = list(list_findings("", dossier))
    claims = list(list_claims("", dossier))
    first = handle.take_numbers(len(findings) + len(claims), of="lines")
    numbers = {one.id: number for number, one in reversed([*enumerate(findings, first)])}
    handle.run_many(
        "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                n,
                story,
                f.id,
                f.statement,
                f.relation,
                f.kind,
                f.origins,
                f.confidence,
                f.date,
                f.withheld,
                dump(f.articles),
            )
            for n, f in enumerate(findings, first)
        ),
    )
    put_words(
        handle,
        "finding_words",
        ((n, finding_words(f.statement, quotes[f.id])) for n, f in enumerate(findings, first)),
    )
    rows = []
    for n, c in enumerate(claims, first + len(findings)):
        folded = fold_value(c.outlet)
        said_by = dump(c.said_by) if c.said_by else None
        at = (n, story, numbers[c.finding], c.id, c.article, c.outlet, None if folded == c.outlet else folded)
        rows.append(
            (
                *at,
                c.start,
                c.end,
                c.quote,
                said_by,
                c.quoted,
                c.origin,
                c.relation,
                c.date,
                c.published,
                day_of(c.published),
            )
        )
    handle.run_many(f"INSERT INTO claims VALUES ({', '.join('?' * 17)})", rows)
    put_words(
        handle, "claim_words", ((row[0], claim_words(c.quote, c.said_by)) for row, c in zip(rows, claims, strict=True))
    )
    handle.add("findings", len(findings))
    handle.add("claims", len(claims))
