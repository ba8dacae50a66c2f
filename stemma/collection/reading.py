"""The first stage over a store: what inputs hold becomes articles and revisions, each acknowledged once it is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import Any

from stemma.collection.reports import Kept, ReadReport, What
from stemma.collection.revisions import OLDER, REPLACED, SAME_WORDS, judge_page, name_pages
from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture, Seen
from stemma.model.stored import StoredArticle
from stemma.read import Again, Received, iter_received
from stemma.store import Store
from stemma.text.instants import restate_instant

READ = "read"
"""The kind of blobs that say of a capture, by its identity, as which article it is known, and where it was found."""
BATCH = 200
"""Captures that are put in one transaction at most."""
_SECONDS = 1.0
"""What was read waits no longer than this to be put."""
_BYTES = 32 << 20

Acknowledge = Callable[[Sequence[Kept]], None]


def read_into(
    store: Store,
    paths: Sequence[str | Path],
    *,
    now: Callable[[], str],
    progress: Callable[[int, int], None],
    acknowledge: Acknowledge | None = None,
    **reading: Any,
) -> ReadReport:
    """Read ``paths`` into the store, some hundred pages a transaction; ``acknowledge`` is told what each has kept.

    A capture that the store knows by its bytes is not read again. What fails is kept with its reason, and is read
    anew the next time.
    """
    report = _Report()
    batch = _Batch(store, now)
    since = monotonic()
    for one in iter_received(paths, known=batch.find_known, progress=progress, **reading):
        batch.take(one)
        if batch.is_full or monotonic() - since > _SECONDS:
            report.add(batch.put(), acknowledge)
            since = monotonic()
    report.add(batch.put(), acknowledge)
    return report.close()


@dataclass(slots=True)
class _Report:
    new: list[str] = field(default_factory=list)
    revised: list[str] = field(default_factory=list)
    again: int = 0
    older: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    def add(self, kept: "tuple[list[Kept], list[Rejected]]", acknowledge: Acknowledge | None) -> None:
        told, rejected = kept
        for one in told:
            if one.what in ("new", "revised"):
                self.new.append(one.article)
            if one.what == "revised":
                self.revised.append(one.article)
            self.again += one.what == "again"
            self.older += one.what == "older"
        self.rejected += rejected
        if acknowledge and told:
            acknowledge(told)

    def close(self) -> ReadReport:
        return ReadReport(
            new=tuple(self.new),
            revised=tuple(self.revised),
            again=self.again,
            older=self.older,
            rejected=tuple(self.rejected),
        )


@dataclass(frozen=True, slots=True)
class _Item:
    outcome: Article | Again
    capture: Capture
    identity: str


class _Batch:
    """What was read and is not put yet."""

    def __init__(self, store: Store, now: Callable[[], str]) -> None:
        self._store = store
        self._now = now
        self._items: list[_Item] = []
        self._rejected: list[Rejected] = []
        self._bytes = 0

    @property
    def is_full(self) -> bool:
        """Whether it is to be put now."""
        return len(self._items) + len(self._rejected) >= BATCH or self._bytes >= _BYTES

    def find_known(self, identity: str) -> str | None:
        """The article that the store knows a capture as."""
        found = self._store.get_blobs(READ, [identity]).get(identity)
        return _Mark.load(found).article if found else None

    def take(self, one: Received) -> None:
        """Hold what came of one capture until it is put."""
        if isinstance(one.outcome, Rejected):
            self._rejected.append(one.outcome)
        elif one.capture is not None:
            self._items.append(_Item(one.outcome, one.capture, one.identity))
            self._bytes += len(one.capture.content)

    def put(self) -> tuple[list[Kept], list[Rejected]]:
        """Keep all of it in one transaction; what of each was kept, and what was rejected."""
        items, rejected = self._items, self._rejected
        self._items, self._rejected, self._bytes = [], [], 0
        if not items and not rejected:
            return [], []
        at = self._now()
        with self._store.transaction():
            if rejected:
                self._store.put_rejected(rejected, at=at)
            told = _Sorting(self._store, at, items).put() if items else []
        return told, rejected


@dataclass(slots=True)
class _Mark:
    """What is remembered of the captures of one identity."""

    article: str
    sources: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, content: bytes) -> "_Mark":
        """What ``dump`` wrote."""
        article, *sources = content.decode("utf-8", "surrogatepass").split("\n")
        return cls(article, sources)

    def dump(self) -> bytes:
        """As bytes: a line each."""
        return "\n".join((self.article, *self.sources)).encode("utf-8", "surrogatepass")


class _Sorting:
    """One batch, told apart into what is new, newer, older, and there already."""

    def __init__(self, store: Store, at: str, items: Sequence[_Item]) -> None:
        self._store = store
        self._at = at
        self._items = items
        self._names = [name_pages(i.outcome, i.capture) if isinstance(i.outcome, Article) else () for i in items]
        marks = store.get_blobs(READ, {item.identity for item in items})
        self._marks = {key: _Mark.load(content) for key, content in marks.items()}
        pages = store.find_pages({name for names in self._names for name in names})
        known = {i.outcome.article if isinstance(i.outcome, Again) else i.outcome.id for i in items}
        self._held = store.get_articles({*pages.values(), *known, *(mark.article for mark in self._marks.values())})
        self._pages = {page: key for page, key in pages.items() if key in self._held}
        """The current article of each page, those of this batch included."""
        self._new: dict[str, None] = {}
        self._replaced: dict[str, dict[str, str | None]] = {}
        self._changed: dict[str, None] = {}
        self._marked: dict[str, None] = {}

    def put(self) -> list[Kept]:
        """Put what is to be put; what each capture was kept as."""
        captures = [item.capture for item in self._items]
        ids = self._store.put_captures(captures)
        told = [
            self._sort(item, names, capture) for item, names, capture in zip(self._items, self._names, ids, strict=True)
        ]
        self._store.put_articles([self._held[key] for key in self._new])
        self._store.put_records(REPLACED, self._replaced)
        for key in self._changed:
            self._store.update_article(self._held[key].article)
        self._store.put_blobs(READ, {key: self._marks[key].dump() for key in self._marked})
        return told

    def _sort(self, item: _Item, names: Sequence[str], capture: str) -> Kept:
        key, what = self._place(item, names, capture)
        mark = self._marks.setdefault(item.identity, _Mark(key))
        if item.capture.source not in mark.sources:
            if what in ("again", "older"):
                self._add_capture(item, key, what)
            mark.sources.append(item.capture.source)
            self._marked[item.identity] = None
        return Kept(article=key, what=what, source=item.capture.source)

    def _place(self, item: _Item, names: Sequence[str], capture: str) -> tuple[str, What]:
        """The id of the article that a capture is, or becomes, and what it is to it."""
        article, mark = item.outcome, self._marks.get(item.identity)
        if mark is not None and mark.article in self._held:
            return mark.article, "again"
        if isinstance(article, Again):
            return article.article, "again"
        if article.id in self._held:
            return article.id, "again"
        received = restate_instant(item.capture.received) or self._at
        page, before = names[-1], None
        for name in names:
            if name not in self._pages:
                page = name
                break
            stored = self._held[self._pages[name]]
            standing = judge_page(stored, article, page=name, received=received)
            if standing in ("again", "older"):
                return stored.article.id, "again" if standing == "again" else "older"
            if standing == "newer":
                page, before = name, stored.article.id
                break
        self._held[article.id] = StoredArticle(
            article=article, page=page, capture=capture, received=received, replaces=before
        )
        self._pages[page] = article.id
        self._new[article.id] = None
        if before:
            self._replaced[before] = {"by": article.id, "story": self._held[before].story}
        return article.id, "revised" if before else "new"

    def _add_capture(self, item: _Item, key: str, what: What) -> None:
        """One more place where the article was found, unless it is known."""
        if key not in self._held or any(s.source == item.capture.source for s in self._held[key].article.captures):
            return
        why = OLDER if what == "older" else item.outcome.capture.why if isinstance(item.outcome, Again) else SAME_WORDS
        seen = Seen(
            source=item.capture.source,
            url=item.capture.url,
            record=item.capture.record,
            media_type=item.capture.media_type,
            why=why,
        )
        stored = self._held[key]
        self._held[key] = replace(stored, article=replace(stored.article, captures=(*stored.article.captures, seen)))
        if key not in self._new:
            self._changed[key] = None
