"""The PostgreSQL store: each call of the protocol, given to the module that does it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture
from stemma.model.dossier import Dossier
from stemma.model.stored import (
    AnyOverride,
    Correction,
    Edition,
    Event,
    Page,
    Query,
    StoredAlias,
    StoredArticle,
    StoredClaim,
    StoredFinding,
    StoredRejected,
    StoredStory,
)
from stemma.model.story import Story
from stemma.store.codec import pack_bytes, unpack_bytes
from stemma.store.postgres import articles, editions, facets, lists, logs, moving, named, stories, vacuuming
from stemma.store.postgres.columns import from_json, to_bytes, to_json, to_text
from stemma.store.postgres.transactions import Transactions
from stemma.store.postgres.work import COUNTED
from stemma.store.protocol import Plain, Restored

BATCH = 200
BATCH_EDITIONS = 20


class _TakenBack(Exception):
    """Nothing went wrong: what was done is not to be kept."""


class PostgresStore(Transactions):
    """A store on a PostgreSQL server."""

    def count(self) -> Mapping[str, int]:
        with self._reading() as session:
            row = session.row(f"SELECT {', '.join(COUNTED)} FROM counters") or (0,) * len(COUNTED)
        work = self._work
        return {name: n + (work.added[name] if work else 0) for name, n in zip(COUNTED, row, strict=True)}

    def last_change(self) -> int:
        with self._reading() as session:
            row = session.row("SELECT changes FROM counters")
        return row[0] if row else 0

    # -- bytes, plain data, captures

    def put_blobs(self, kind: str, blobs: Mapping[str, bytes]) -> None:
        packed = {key: pack_bytes(content) for key, content in blobs.items()}
        with self._writing() as work:
            named.put_named(work, "blobs", kind, packed)

    def get_blobs(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        with self._reading() as session:
            found = named.get_named(session, "blobs", kind, keys)
        return {key: unpack_bytes(content) for key, content in found.items()}

    def iter_blobs(self, kind: str) -> Iterator[tuple[str, bytes]]:
        after: str | None = None
        while True:
            with self._reading() as session:
                batch = named.list_named(session, "blobs", kind, after=after, limit=BATCH)
            yield from ((key, unpack_bytes(content)) for key, content in batch)
            if len(batch) < BATCH:
                return
            after = batch[-1][0]

    def delete_blobs(self, kind: str, keys: Iterable[str]) -> None:
        with self._writing() as work:
            named.delete_named(work, "blobs", kind, keys)

    def put_records(self, kind: str, records: Mapping[str, Plain]) -> None:
        packed = {key: to_json(record) for key, record in records.items()}
        with self._writing() as work:
            named.put_named(work, "records", kind, packed)

    def get_record(self, kind: str, key: str) -> Plain | None:
        with self._reading() as session:
            found = named.get_named(session, "records", kind, [key])
        return from_json(dict, found[key]) if found else None

    def list_records(self, kind: str, *, after: str = "", limit: int | None = None) -> dict[str, Plain]:
        with self._reading() as session:
            found = named.list_named(session, "records", kind, after=after, limit=limit)
        return {key: from_json(dict, content) for key, content in found}

    def delete_records(self, kind: str, keys: Iterable[str]) -> None:
        with self._writing() as work:
            named.delete_named(work, "records", kind, keys)

    def put_captures(self, captures: Sequence[Capture]) -> tuple[str, ...]:
        packed = named.pack_captures(captures)
        with self._writing() as work:
            named.put_captures(work, packed)
        return tuple(key for key, *_ in packed)

    def get_capture(self, capture: str) -> Capture | None:
        with self._reading() as session:
            return named.get_capture(session, capture)

    # -- articles

    def put_articles(self, articles_given: Sequence[StoredArticle]) -> tuple[str, ...]:
        with self._writing() as work:
            return articles.put_articles(work, articles_given)

    def update_article(self, article: Article) -> None:
        with self._writing() as work:
            if articles.update_article(work, article):
                stories.refresh_holding(work, article.id)

    def get_articles(self, ids: Iterable[str]) -> dict[str, StoredArticle]:
        with self._reading() as session:
            return articles.get_articles(session, ids)

    def find_pages(self, pages: Iterable[str]) -> dict[str, str]:
        with self._reading() as session:
            return articles.find_pages(session, pages)

    def list_revisions(self, article: str) -> tuple[StoredArticle, ...]:
        with self._reading() as session:
            return articles.list_revisions(session, article)

    def iter_articles(
        self, *, after: int = 0, grouped: bool | None = None, revisions: bool = False
    ) -> Iterator[StoredArticle]:
        while True:
            with self._reading() as session:
                batch = list(articles.list_after(session, after, grouped, BATCH, revisions=revisions))
            yield from batch
            if len(batch) < BATCH:
                return
            after = batch[-1].number

    def list_articles(self, query: Query) -> Page[StoredArticle]:
        with self._reading() as session:
            return lists.list_articles(session, query)

    # -- stories

    def put_stories(self, given: Sequence[Story], *, gone: Iterable[str] = ()) -> None:
        with self._writing() as work:
            editions.catch_up(work, stories.put_stories(work, given, gone))

    def resolve_story(self, story: str) -> str | None:
        with self._reading() as session:
            now = stories.resolve_story(session, story)
        return None if now is None else to_text(now)

    def get_story(self, story: str) -> StoredStory | None:
        with self._reading() as session:
            return stories.get_story(session, story)

    def iter_stories(self) -> Iterator[StoredStory]:
        after: bytes | None = None
        while True:
            with self._reading() as session:
                batch = stories.list_after(session, after, BATCH)
            yield from batch
            if len(batch) < BATCH:
                return
            after = to_bytes(batch[-1].story.id)

    def list_stories(self, query: Query) -> Page[StoredStory]:
        with self._reading() as session:
            return lists.list_stories(session, query)

    # -- editions, findings, claims

    def put_edition(self, story: str, *, key: str, made: str, dossier: Dossier) -> int | None:
        packed = editions.PackedEdition(dossier)
        with self._writing() as work:
            return editions.put_edition(work, story, key, made, packed)

    def get_edition(self, story: str, number: int | None = None) -> Edition | None:
        with self._reading() as session:
            return editions.get_edition(session, story, number)

    def get_edition_key(self, story: str) -> str | None:
        with self._reading() as session:
            return editions.get_edition_key(session, story)

    def list_editions(self, story: str) -> tuple[tuple[int, str, str], ...]:
        with self._reading() as session:
            return editions.list_editions(session, story)

    def list_findings(self, query: Query) -> Page[StoredFinding]:
        with self._reading() as session:
            return lists.list_findings(session, query)

    def get_findings(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], StoredFinding]:
        with self._reading() as session:
            return editions.get_findings(session, wanted)

    def list_claims(self, query: Query) -> Page[StoredClaim]:
        with self._reading() as session:
            return lists.list_claims(session, query)

    def list_facets(self, kind: str, *, limit: int = 100) -> tuple[tuple[str, int], ...]:
        with self._reading() as session:
            return facets.list_facets(session, kind, limit)

    # -- events, corrections, rejected

    def put_events(self, events: Sequence[Event]) -> int:
        with self._writing() as work:
            return logs.put_events(work, events)

    def list_events(self, *, story: str | None = None, after: int = 0, limit: int = 100) -> tuple[Event, ...]:
        with self._reading() as session:
            return logs.list_events(session, story, after=after, before=None, limit=limit)

    def latest_events(
        self, *, story: str | None = None, before: int | None = None, limit: int = 100
    ) -> tuple[Event, ...]:
        with self._reading() as session:
            return logs.list_events(session, story, after=None, before=before, limit=limit)

    def put_correction(self, override: AnyOverride, *, made: str) -> int:
        with self._writing() as work:
            return logs.put_correction(work, override, made)

    def undo_correction(self, number: int, *, undone: bool = True) -> bool:
        with self._writing() as work:
            return logs.undo_correction(work, number, undone)

    def list_corrections(self) -> tuple[Correction, ...]:
        with self._reading() as session:
            return logs.list_corrections(session)

    def put_rejected(self, rejected: Sequence[Rejected], *, at: str) -> None:
        with self._writing() as work:
            logs.put_rejected(work, rejected, at)

    def list_rejected(self, query: Query) -> Page[StoredRejected]:
        with self._reading() as session:
            return lists.list_rejected(session, query)

    # -- moving a whole collection

    def last_number(self) -> int:
        with self._reading() as session:
            row = session.row("SELECT numbers FROM counters")
        return row[0] if row else 0

    def list_kinds(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        with self._reading() as session:
            return moving.list_kinds(session, "blobs"), moving.list_kinds(session, "records")

    def iter_captures(self) -> Iterator[tuple[str, Capture]]:
        after = b""
        while True:
            with self._reading() as session:
                batch = moving.list_captures(session, after, BATCH)
            yield from ((to_text(key), one) for key, one in batch)
            if len(batch) < BATCH:
                return
            after = batch[-1][0]

    def iter_aliases(self) -> Iterator[StoredAlias]:
        with self._reading() as session:
            found = moving.list_aliases(session)
        yield from found

    def iter_editions(self, *, after: int = 0) -> Iterator[Edition]:
        while True:
            with self._reading() as session:
                batch = moving.list_editions(session, after, BATCH_EDITIONS)
            yield from batch
            if len(batch) < BATCH_EDITIONS:
                return
            after = batch[-1].number

    def restore(self, restored: Sequence[Restored], *, number: int = 0) -> None:
        with self._writing() as work:
            moving.restore(work, restored, number)

    # -- keeping small

    def vacuum(self, *, before: str, dry_run: bool = False) -> Mapping[str, int]:
        if dry_run:
            return self._try(before)
        with self._writing() as work:
            counts = vacuuming.drop_old(work, before)
        if self._work is None:
            with self._connections.borrow() as session:
                vacuuming.give_back(session)
        return counts

    def _try(self, before: str) -> Mapping[str, int]:
        """What would be dropped: all is dropped, counted, and taken back."""
        counts: Mapping[str, int] = {}
        with suppress(_TakenBack), self.transaction(), self._writing() as work:
            counts = vacuuming.drop_old(work, before)
            raise _TakenBack
        return counts
