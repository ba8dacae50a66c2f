"""What every store can do: the one protocol behind memory, SQLite and PostgreSQL.

A store keeps; it decides nothing. Stages decide what to put, ``stemma.collection`` is who calls both. One conformance
suite (``tests/contract/store``) holds all three to the docstrings here.

A store may be used from several threads. What is put is on disk when the call, or the outermost ``transaction`` around
it, returns; a process killed in between leaves nothing of it. Several processes may use one store: readers never wait
for a writer, writers wait for each other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

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

Plain = dict[str, Any]
"""Plain data for JSON: dicts, lists, strings, finite numbers, booleans, None."""
Restored = StoredArticle | StoredStory | StoredAlias | Edition | Event | Correction | StoredRejected
"""What carries a number, or what a store says of it; all else is put by ``put_captures, put_blobs, put_records``."""


class Store(Protocol):
    """One collection's memory. Raises ``StoreError`` and its kinds where the store itself fails, nothing else."""

    url: str
    """As it was opened, a password left out."""

    # -- the store itself

    def close(self) -> None:
        """Let go of files and connections; twice is once."""

    def transaction(self) -> AbstractContextManager[None]:
        """All that this thread puts within is kept together, or, where an exception leaves it, nothing of it. One
        within another is part of it; an exception that leaves the inner one alone takes back what was put there alone.
        Reads within see what was put within, and else one state of the store."""

    def lock(self, name: str) -> AbstractContextManager[None]:
        """Be the only one that holds ``name``, over threads and processes; let go of by a process that dies.

        Raises StoreBusy at once where another holds it.
        """

    def count(self) -> Mapping[str, int]:
        """How many ``captures, articles, revisions, stories, editions, findings, claims, rejected`` there are.
        ``articles`` are the current ones, ``revisions`` those that are replaced."""

    def last_change(self) -> int:
        """A number that is another one after every transaction which put something: what a cache is checked by."""

    # -- bytes and plain data by name, for what has no list of its own

    def put_blobs(self, kind: str, blobs: Mapping[str, bytes]) -> None:
        """Keep bytes (profiles, parses, vectors), compressed; a key that is there is replaced."""

    def get_blobs(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Those that are there."""

    def iter_blobs(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """All of a kind, by key."""

    def delete_blobs(self, kind: str, keys: Iterable[str]) -> None:
        """Drop these; those that are not there are passed over."""

    def put_records(self, kind: str, records: Mapping[str, Plain]) -> None:
        """Keep plain data (state of feeds, of stages, the outbox); a key that is there is replaced."""

    def get_record(self, kind: str, key: str) -> Plain | None:
        """That one; None where there is none."""

    def list_records(self, kind: str, *, after: str = "", limit: int | None = None) -> dict[str, Plain]:
        """Those of a kind whose key is greater than ``after``, by key (code points)."""

    def delete_records(self, kind: str, keys: Iterable[str]) -> None:
        """Drop these; those that are not there are passed over."""

    # -- captures

    def put_captures(self, captures: Sequence[Capture]) -> tuple[str, ...]:
        """Keep bytes as received, compressed, the same bytes once; the id of each, a hash of all that it holds."""

    def get_capture(self, capture: str) -> Capture | None:
        """As it was put, byte for byte; None where there is none by this id."""

    # -- articles

    def put_articles(self, articles: Sequence[StoredArticle]) -> tuple[str, ...]:
        """Keep articles; the ids of those that were not there. One that is there stays as it is (but for what
        ``update_article`` changes). One that ``replaces`` another takes its place: the other is no longer current, and
        in no story."""

    def update_article(self, article: Article) -> None:
        """Replace the ``Article`` by the one given, of the same id (further captures of it were found). Stories that
        list it tell it as it is now; an id that is not there is passed over."""

    def get_articles(self, ids: Iterable[str]) -> dict[str, StoredArticle]:
        """Those that are there, current or not."""

    def find_pages(self, pages: Iterable[str]) -> dict[str, str]:
        """Page → the id of its current article, for those that are there."""

    def list_revisions(self, article: str) -> tuple[StoredArticle, ...]:
        """All revisions of the page of this article, oldest first; empty where there is none by this id."""

    def iter_articles(
        self, *, after: int = 0, grouped: bool | None = None, revisions: bool = False
    ) -> Iterator[StoredArticle]:
        """Current articles whose number is greater than ``after``, by number. ``grouped``: only those that are in a
        story, or in none; ``revisions``: those that are replaced too. Holds one at a time, or a batch."""

    def list_articles(self, query: Query) -> Page[StoredArticle]:
        """By number, newest first."""

    # -- stories

    def put_stories(self, stories: Sequence[Story], *, gone: Iterable[str] = ()) -> None:
        """Keep stories, each replacing the one of its id; those ``gone`` are no more. The articles of each are in it
        from now on and in no other. What an alias (or the id of a story that is gone) led to goes to the story that
        bears it as an alias, until another one bears it. An alias that is a story's id leads to that story.

        Editions and events stay under the id that they were put under, and are those of the story to which it leads:
        so a story that became part of another and is put once more has its own again, no more and no less, and is
        told by the newest of them. Where no story bears the id of one that is gone, what was told of it is dropped."""

    def resolve_story(self, story: str) -> str | None:
        """The id now of a story known by this id or alias; None where none is."""

    def get_story(self, story: str) -> StoredStory | None:
        """By id or alias."""

    def iter_stories(self) -> Iterator[StoredStory]:
        """All, by id. Holds one at a time, or a batch."""

    def list_stories(self, query: Query) -> Page[StoredStory]:
        """By ``changed``, newest first; those without an event last, by id."""

    # -- editions, findings, claims

    def put_edition(self, story: str, *, key: str, made: str, dossier: Dossier) -> int | None:
        """Keep a dossier as the story's newest; its findings and claims replace those of the one before. Its number;
        None where the newest has this key already."""

    def get_edition(self, story: str, number: int | None = None) -> Edition | None:
        """The newest of a story (id or alias), or that of this number; those put under any id that leads to it."""

    def get_edition_key(self, story: str) -> str | None:
        """The key of the newest edition, without reading the dossier."""

    def list_editions(self, story: str) -> tuple[tuple[int, str, str], ...]:
        """Number, key and instant of each, oldest first."""

    def list_findings(self, query: Query) -> Page[StoredFinding]:
        """By number, newest first; those of one edition in the dossier's order, backwards."""

    def list_claims(self, query: Query) -> Page[StoredClaim]:
        """By number, newest first."""

    def get_findings(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], StoredFinding]:
        """Findings of newest editions by the id of their story (no alias) and their own, for those that are there; of
        several by one id the first."""

    def list_facets(self, kind: str, *, limit: int = 100) -> tuple[tuple[str, int], ...]:
        """``outlet``, ``agency``, ``place`` or ``name`` as written, with how many stories have it, most first, then by
        name. Agencies are those credited for articles."""

    # -- events, corrections, rejected

    def put_events(self, events: Sequence[Event]) -> int:
        """Add to the log; the number of the last. The story of each is ``changed`` by it."""

    def list_events(self, *, story: str | None = None, after: int = 0, limit: int = 100) -> tuple[Event, ...]:
        """Those numbered higher than ``after``, by number; of one story (id or alias; those put under any id that leads
        to it) or of all."""

    def latest_events(
        self, *, story: str | None = None, before: int | None = None, limit: int = 100
    ) -> tuple[Event, ...]:
        """The newest, newest first."""

    def put_correction(self, override: AnyOverride, *, made: str) -> int:
        """Add to the log; its number."""

    def undo_correction(self, number: int, *, undone: bool = True) -> bool:
        """Mark it as undone (or done again); whether there is one by this number."""

    def list_corrections(self) -> tuple[Correction, ...]:
        """The whole log, by number."""

    def put_rejected(self, rejected: Sequence[Rejected], *, at: str) -> None:
        """Keep what could not be used: one item, stage and reason once, with the first instant."""

    def list_rejected(self, query: Query) -> Page[StoredRejected]:
        """Newest first; ``words`` and days (of the instant) alone are asked."""

    # -- moving a whole collection (``stemma.collection.transfer``): all of it, with the numbers that it has

    def snapshot(self) -> AbstractContextManager[None]:
        """Whatever others put meanwhile, what this thread reads within is of one moment. Nothing is put within.
        Writers need not wait for it. (SQLite: one deferred ``BEGIN``; PostgreSQL: ``REPEATABLE READ READ ONLY``.)"""

    def last_number(self) -> int:
        """The highest number given so far to an article, edition, event, correction or rejected; 0 before there is
        one. Dropping what has it does not lower it. (Findings and claims count apart: each edition numbers its own.)"""

    def list_kinds(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The kinds of blobs, and the kinds of records, of which there is one at least; sorted (code points)."""

    def iter_captures(self) -> Iterator[tuple[str, Capture]]:
        """All captures with their ids, by id. Holds one at a time, or a batch."""

    def iter_aliases(self) -> Iterator[StoredAlias]:
        """All that ``resolve_story`` knows besides the ids of stories, and the aliases that a story's own id stands
        before as long as there is that story; by alias (code points)."""

    def iter_editions(self, *, after: int = 0) -> Iterator[Edition]:
        """Those whose number is greater than ``after``, by number. Holds one at a time, or a batch."""

    def restore(self, restored: Sequence[Restored], *, number: int = 0) -> None:
        """Put back what another store told, into one that does not hold it: every field as given (``number``,
        ``changed``, ``current``, ``story``, ``undone``, ``at``), nothing worked out but what lists and searches need.

        Given in this order, in one call or many: articles, stories, aliases, editions by number, events, corrections,
        rejected. The last edition of a story is its newest: its findings and claims are listed, with new numbers. What
        is given a number afterwards gets a higher one than all these have, and than ``number``.

        Raises StoreBroken for an edition whose ``story`` leads to none that is there.
        """

    # -- keeping small

    def vacuum(self, *, before: str, dry_run: bool = False) -> Mapping[str, int]:
        """Drop what is older than an instant and no current article or newest edition rests on: replaced revisions,
        captures of none, editions but the newest, events, rejected; and give the room back. How many of each.
        ``dry_run``: only tell how many it would be."""
