"""Editions of dossiers, and the findings and claims of the newest of each story."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from stemma.model.dossier import Dossier
from stemma.model.stored import Edition, StoredClaim, StoredFinding
from stemma.store.codec import pack, unpack
from stemma.store.deriving import (
    claim_words,
    count_differences,
    finding_words,
    list_claims,
    list_facets,
    list_findings,
    list_quotes,
    told_words,
)
from stemma.store.postgres.columns import (
    day_bytes,
    fold_key,
    from_json,
    list_bytes,
    to_bytes,
    to_json,
    to_text,
)
from stemma.store.postgres.connections import Row, Session
from stemma.store.postgres.facets import OF_EDITION, set_facets
from stemma.store.postgres.stories import NAMES, NOW, refresh_known, resolve_story
from stemma.store.postgres.words import index_words, pack_words
from stemma.store.postgres.work import Work

EDITION = "e.story, e.key, e.made, e.payload, e.number"
FINDING = "w.payload, w.story, w.number"
CLAIM = "w.payload, w.story, w.number"
_NEWEST = "(SELECT edition FROM stories WHERE id = %s)"


class PackedEdition:
    """A dossier made ready to be put, before the lock is taken."""

    __slots__ = ("articles", "claims", "differences", "facets", "findings", "payload", "places", "told")

    def __init__(self, dossier: Dossier) -> None:
        self.payload = pack(dossier)
        self.articles = list_bytes(article.id for article in dossier.articles)
        quotes = list_quotes(dossier)
        self.findings = [_finding_row(one, quotes[one.id]) for one in list_findings("", dossier)]
        self.claims = [_claim_row(one) for one in list_claims("", dossier)]
        self.facets = set(list_facets(dossier))
        self.differences = count_differences(dossier)
        self.places = to_json([place.name for place in dossier.places])
        self.told = pack_words(told_words(dossier))


def _finding_row(one: StoredFinding, quotes: list[str]) -> Row:
    found, words = index_words(finding_words(one.statement, quotes))
    return (to_bytes(one.id), to_bytes(one.relation), one.origins, list_bytes(one.articles), to_json(one), found, words)


def _claim_row(one: StoredClaim) -> Row:
    found, words = index_words(claim_words(one.quote, one.said_by))
    finding, article, relation = to_bytes(one.finding), to_bytes(one.article), to_bytes(one.relation)
    return (finding, article, relation, fold_key(one.outlet), day_bytes(one.published), to_json(one), found, words)


def put_edition(work: Work, story: str, key: str, made: str, packed: PackedEdition) -> int | None:
    """Keep an edition, unless the newest has this key."""
    session = work.session
    now = resolve_story(session, story)
    if now is None:
        return None
    newest = session.row(f"SELECT key FROM editions WHERE number = {_NEWEST}", (now,))
    if newest is not None and to_text(newest[0]) == key:
        return None
    number = work.count_up()
    keep_edition(work, now, (number, now, to_bytes(key), to_bytes(made)), packed)
    return number


def keep_edition(work: Work, now: bytes, row: tuple[int, bytes, bytes, bytes], packed: PackedEdition) -> None:
    """Keep an edition (number, the id it is put under, key, instant) as the newest of a story that is there."""
    work.session.run(
        "INSERT INTO editions (number, story, key, made, payload) VALUES (%s, %s, %s, %s, %s)",
        (*row, packed.payload),
    )
    work.added["editions"] += 1
    _tell(work, now, row[0], packed)


def catch_up(work: Work, stories: Iterable[bytes]) -> None:
    """Tell these by the newest edition that was put under their names, where that is another one than before."""
    session = work.session
    for now in stories:
        row = session.row(
            f"SELECT (SELECT max(number) FROM editions WHERE story IN {NAMES}), edition FROM stories WHERE id = %s",
            (now, now, now),
        )
        if row is None or row[0] == row[1]:
            continue
        found = session.row("SELECT payload FROM editions WHERE number = %s", (row[0],))
        _tell(work, now, row[0], PackedEdition(unpack(Dossier, found[0])) if found else None)


def _tell(work: Work, now: bytes, number: int | None, packed: PackedEdition | None) -> None:
    """Let an edition be the newest of a story; None: it has none any more."""
    session = work.session
    for table, columns, rows in (
        ("findings", "id, relation, origins, articles, payload, found, words", packed.findings if packed else []),
        (
            "claims",
            "finding, article, relation, outlet_key, day, payload, found, words",
            packed.claims if packed else [],
        ),
    ):
        gone = session.run(f"DELETE FROM {table} WHERE story = %s", (now,))
        session.copy(table, f"number, story, {columns}", [(work.count_line(), now, *one) for one in rows])
        work.added[table] += len(rows) - gone
    told = (len(packed.findings), packed.differences, packed.places, packed.articles) if packed else (0, 0, b"[]", [])
    session.run(
        "UPDATE stories SET edition = %s, findings = %s, differences = %s, places = %s, told = %s::bytea[] "
        "WHERE id = %s",
        (number, *told, now),
    )
    session.run(
        "INSERT INTO story_words (story, found, told) VALUES (%s, ''::tsvector, %s) "
        "ON CONFLICT (story) DO UPDATE SET told = excluded.told",
        (now, packed.told if packed else None),
    )
    set_facets(work, {now: packed.facets if packed else set()}, OF_EDITION)
    refresh_known(work, [now])
    work.put = True


def get_edition(session: Session, story: str, number: int | None) -> Edition | None:
    """The newest, or that of this number."""
    now = resolve_story(session, story)
    which = f"e.number = {_NEWEST}" if number is None else f"e.story IN {NAMES} AND e.number = %s"
    asked = (now,) if number is None else (now, now, number)
    row = session.row(f"SELECT {EDITION} FROM editions e WHERE {which}", asked)
    if row is None:
        return None
    put_under, key, made, payload, found = row
    dossier = unpack(Dossier, payload)
    return Edition(story=to_text(put_under), key=to_text(key), made=to_text(made), dossier=dossier, number=found)


def list_editions(session: Session, story: str) -> tuple[tuple[int, str, str], ...]:
    """Number, key and instant of each, oldest first."""
    now = resolve_story(session, story)
    rows = session.rows(f"SELECT number, key, made FROM editions WHERE story IN {NAMES} ORDER BY number", (now, now))
    return tuple((number, to_text(key), to_text(made)) for number, key, made in rows)


def get_edition_key(session: Session, story: str) -> str | None:
    """The key of the newest."""
    known = to_bytes(story)
    row = session.row(
        f"SELECT key FROM editions WHERE number = (SELECT edition FROM stories WHERE id = {NOW})", (known, known)
    )
    return None if row is None else to_text(row[0])


def get_findings(session: Session, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], StoredFinding]:
    """By story and id, those that are there."""
    asked = list(wanted)
    rows = session.rows(
        f"SELECT {FINDING} FROM unnest(%s::bytea[], %s::bytea[]) AS g (story, id) "
        "JOIN findings w ON w.story = g.story AND w.id = g.id ORDER BY w.number DESC",
        (list_bytes(story for story, _ in asked), list_bytes(finding for _, finding in asked)),
    )
    known = {(one.story, one.id): one for one in map(make_finding, rows)}
    return {pair: known[pair] for pair in asked if pair in known}


def make_finding(row: tuple[Any, ...]) -> StoredFinding:
    """A stored finding of its columns."""
    payload, story, number = row
    return replace(from_json(StoredFinding, payload), story=to_text(story), number=number)


def make_claim(row: tuple[Any, ...]) -> StoredClaim:
    """A stored claim of its columns."""
    payload, story, number = row
    return replace(from_json(StoredClaim, payload), story=to_text(story), number=number)
