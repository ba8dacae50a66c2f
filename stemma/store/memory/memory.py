"""The memory store: the protocol told as plainly as it can be; the other stores are held to what this one does."""

import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from stemma.errors import StoreBusy
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
from stemma.store.deriving import article_words, identify_capture
from stemma.store.memory.lists import Lists
from stemma.store.memory.restoring import Restoring
from stemma.store.memory.state import State
from stemma.store.memory.storing import Storing
from stemma.store.protocol import Plain, Restored


class MemoryStore:
    """A store that is gone with its process."""

    def __init__(self) -> None:
        self.url = "memory:"
        self._state = State()
        self._working: State | None = None
        self._owner = 0
        self._changes = 0
        self._writer = threading.RLock()
        self._guard = threading.RLock()
        self._held: set[str] = set()
        self._seen = threading.local()

    def close(self) -> None:
        return None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._writer:
            before = self._working
            self._working = (before or self._state).copy()
            self._owner = threading.get_ident()
            try:
                yield
            except BaseException:
                self._working = before
                raise
            if before is None:
                with self._guard:
                    self._state, self._working = self._working, None
                    self._changes += 1

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        with self._guard:
            if name in self._held:
                raise StoreBusy(f"{name}: another holds it already")
            self._held.add(name)
        try:
            yield
        finally:
            self._held.discard(name)

    @contextmanager
    def _writing(self) -> Iterator[State]:
        """The state, for one call that puts something."""
        with self._writer:
            if self._working is not None:
                yield self._working
            else:
                with self._guard:
                    yield self._state
                    self._changes += 1

    @contextmanager
    def _reading(self) -> Iterator[State]:
        """The state as this thread sees it: within its own transaction with what was put, else without."""
        seen: State | None = getattr(self._seen, "state", None)
        if seen is not None:
            yield seen
        elif self._working is not None and self._owner == threading.get_ident():
            yield self._working
        else:
            with self._guard:
                yield self._state

    def count(self) -> Mapping[str, int]:
        with self._reading() as state:
            return Lists(state).count()

    def last_change(self) -> int:
        return self._changes

    def put_blobs(self, kind: str, blobs: Mapping[str, bytes]) -> None:
        with self._writing() as state:
            state.blobs.update({(kind, key): content for key, content in blobs.items()})

    def get_blobs(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        with self._reading() as state:
            return {key: state.blobs[kind, key] for key in keys if (kind, key) in state.blobs}

    def iter_blobs(self, kind: str) -> Iterator[tuple[str, bytes]]:
        with self._reading() as state:
            found = sorted((key, content) for (one, key), content in state.blobs.items() if one == kind)
        yield from found

    def delete_blobs(self, kind: str, keys: Iterable[str]) -> None:
        with self._writing() as state:
            for key in keys:
                state.blobs.pop((kind, key), None)

    def put_records(self, kind: str, records: Mapping[str, Plain]) -> None:
        with self._writing() as state:
            state.records.update({(kind, key): json.dumps(record) for key, record in records.items()})

    def get_record(self, kind: str, key: str) -> Plain | None:
        with self._reading() as state:
            found = state.records.get((kind, key))
        return None if found is None else json.loads(found)

    def list_records(self, kind: str, *, after: str = "", limit: int | None = None) -> dict[str, Plain]:
        with self._reading() as state:
            keys = sorted(key for one, key in state.records if one == kind and key > after)[:limit]
            return {key: json.loads(state.records[kind, key]) for key in keys}

    def delete_records(self, kind: str, keys: Iterable[str]) -> None:
        with self._writing() as state:
            for key in keys:
                state.records.pop((kind, key), None)

    def put_captures(self, captures: Sequence[Capture]) -> tuple[str, ...]:
        ids = tuple(map(identify_capture, captures))
        with self._writing() as state:
            state.captures.update(zip(ids, captures, strict=True))
        return ids

    def get_capture(self, capture: str) -> Capture | None:
        with self._reading() as state:
            return state.captures.get(capture)

    def put_articles(self, articles: Sequence[StoredArticle]) -> tuple[str, ...]:
        with self._writing() as state:
            return tuple(one.article.id for one in articles if Storing(state).put_article(one))

    def update_article(self, article: Article) -> None:
        with self._writing() as state:
            if article.id in state.articles:
                state.articles[article.id] = replace(state.articles[article.id], article=article)
                state.article_words[article.id] = article_words(article)
                Storing(state).refresh_holding(article.id)

    def get_articles(self, ids: Iterable[str]) -> dict[str, StoredArticle]:
        with self._reading() as state:
            return {key: state.articles[key] for key in ids if key in state.articles}

    def find_pages(self, pages: Iterable[str]) -> dict[str, str]:
        with self._reading() as state:
            return {page: state.pages[page][-1] for page in pages if state.pages.get(page)}

    def list_revisions(self, article: str) -> tuple[StoredArticle, ...]:
        with self._reading() as state:
            known = state.articles.get(article)
            return () if known is None else Lists(state).revisions(known.page)

    def iter_articles(
        self, *, after: int = 0, grouped: bool | None = None, revisions: bool = False
    ) -> Iterator[StoredArticle]:
        with self._reading() as state:
            found = [
                one
                for one in state.articles.values()
                if (one.current or revisions)
                and one.number > after
                and (grouped is None or (one.story is not None) == grouped)
            ]
        yield from sorted(found, key=lambda one: one.number)

    def list_articles(self, query: Query) -> Page[StoredArticle]:
        with self._reading() as state:
            return Lists(state).articles(query)

    def put_stories(self, stories: Sequence[Story], *, gone: Iterable[str] = ()) -> None:
        with self._writing() as state:
            Storing(state).put_stories(stories, tuple(gone))

    def resolve_story(self, story: str) -> str | None:
        with self._reading() as state:
            return state.story_of(story)

    def get_story(self, story: str) -> StoredStory | None:
        with self._reading() as state:
            now = state.story_of(story)
            return None if now is None else state.stories[now]

    def iter_stories(self) -> Iterator[StoredStory]:
        with self._reading() as state:
            found = [state.stories[key] for key in sorted(state.stories)]
        yield from found

    def list_stories(self, query: Query) -> Page[StoredStory]:
        with self._reading() as state:
            return Lists(state).stories(query)

    def put_edition(self, story: str, *, key: str, made: str, dossier: Dossier) -> int | None:
        with self._writing() as state:
            return Storing(state).put_edition(story, key, made, dossier)

    def get_edition(self, story: str, number: int | None = None) -> Edition | None:
        editions = self._editions(story)
        if number is None:
            return editions[-1] if editions else None
        return next((one for one in editions if one.number == number), None)

    def get_edition_key(self, story: str) -> str | None:
        editions = self._editions(story)
        return editions[-1].key if editions else None

    def list_editions(self, story: str) -> tuple[tuple[int, str, str], ...]:
        return tuple((one.number, one.key, one.made) for one in self._editions(story))

    def _editions(self, story: str) -> tuple[Edition, ...]:
        with self._reading() as state:
            now = state.story_of(story)
            return () if now is None else state.editions_of(now)

    def list_findings(self, query: Query) -> Page[StoredFinding]:
        with self._reading() as state:
            return Lists(state).findings(query)

    def get_findings(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], StoredFinding]:
        with self._reading() as state:
            return Lists(state).named_findings(wanted)

    def list_claims(self, query: Query) -> Page[StoredClaim]:
        with self._reading() as state:
            return Lists(state).claims(query)

    def list_facets(self, kind: str, *, limit: int = 100) -> tuple[tuple[str, int], ...]:
        with self._reading() as state:
            return Lists(state).facets(kind)[:limit]

    def put_events(self, events: Sequence[Event]) -> int:
        with self._writing() as state:
            return Storing(state).put_events(events)

    def list_events(self, *, story: str | None = None, after: int = 0, limit: int = 100) -> tuple[Event, ...]:
        with self._reading() as state:
            return tuple(e for e in Lists(state).events(story) if e.number > after)[:limit]

    def latest_events(
        self, *, story: str | None = None, before: int | None = None, limit: int = 100
    ) -> tuple[Event, ...]:
        with self._reading() as state:
            found = [e for e in Lists(state).events(story) if before is None or e.number < before]
        return tuple(found[::-1][:limit])

    def put_correction(self, override: AnyOverride, *, made: str) -> int:
        with self._writing() as state:
            number = state.count_up()
            state.corrections[number] = Correction(override=override, made=made, number=number)
            return number

    def undo_correction(self, number: int, *, undone: bool = True) -> bool:
        with self._writing() as state:
            if number not in state.corrections:
                return False
            state.corrections[number] = replace(state.corrections[number], undone=undone)
            return True

    def list_corrections(self) -> tuple[Correction, ...]:
        with self._reading() as state:
            return tuple(state.corrections[number] for number in sorted(state.corrections))

    def put_rejected(self, rejected: Sequence[Rejected], *, at: str) -> None:
        with self._writing() as state:
            for one in rejected:
                key = (one.item, one.stage, one.reason)
                if key not in state.rejected:
                    state.rejected[key] = StoredRejected(
                        item=one.item, stage=one.stage, reason=one.reason, at=at, number=state.count_up()
                    )

    def list_rejected(self, query: Query) -> Page[StoredRejected]:
        with self._reading() as state:
            return Lists(state).rejected(query)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        before: State | None = getattr(self._seen, "state", None)
        with self._reading() as state:
            self._seen.state = before or state.copy()
        try:
            yield
        finally:
            self._seen.state = before

    def last_number(self) -> int:
        with self._reading() as state:
            return state.numbers

    def list_kinds(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        with self._reading() as state:
            return tuple(sorted({kind for kind, _ in state.blobs})), tuple(sorted({kind for kind, _ in state.records}))

    def iter_captures(self) -> Iterator[tuple[str, Capture]]:
        with self._reading() as state:
            found = sorted(state.captures.items(), key=lambda one: one[0])
        yield from found

    def iter_aliases(self) -> Iterator[StoredAlias]:
        with self._reading() as state:
            found = sorted(state.aliases.items())
        yield from (StoredAlias(alias=alias, story=story) for alias, story in found)

    def iter_editions(self, *, after: int = 0) -> Iterator[Edition]:
        with self._reading() as state:
            found = [one for some in state.editions.values() for one in some if one.number > after]
        yield from sorted(found, key=lambda one: one.number)

    def restore(self, restored: Sequence[Restored], *, number: int = 0) -> None:
        with self._writing() as state:
            state.numbers = max(state.numbers, number)
            for one in restored:
                Restoring(state).restore(one)

    def vacuum(self, *, before: str, dry_run: bool = False) -> Mapping[str, int]:
        if dry_run:
            with self._reading() as state:
                return Storing(state.copy()).vacuum(before)
        with self._writing() as state:
            return Storing(state).vacuum(before)
