"""The feeds and pages of a watch: in memory while it runs, in the store so that the next run goes on with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b

from stemma.collection.watching.feed_state import (
    FEED,
    LISTED,
    PAGE,
    FeedState,
    PageState,
    dump_hints,
    dump_state,
    load_state,
)
from stemma.model.capture import Link
from stemma.read.page_address import normalise_address
from stemma.store import Store

_DIGEST = 8
MOST_CHILDREN = 200
"""Further feeds or sitemaps that one list may name."""
DEEPEST = 3
"""How deep lists may name lists."""


class Book:
    """What is known of the feeds that were listed, and of their pages that are wanted or looked at again."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.feeds: dict[str, FeedState] = {}
        self.pages: dict[str, PageState] = {}
        self._wanted: Counter[str] = Counter()

    def count_wanted(self, feed: str) -> int:
        """How many pages of a feed are wanted and not read yet."""
        return self._wanted[feed]

    def open(self, links: Sequence[Link]) -> None:
        """Take up the feeds that ``links`` name, with what the store knows of them and of theirs."""
        known = {
            url: state
            for url, record in self.store.list_records(FEED).items()
            if (state := load_state(FeedState, record)) is not None
        }
        self.feeds = {}
        for link in links:
            name = link.hints.outlet if link.hints else None
            found = known.get(link.url, FeedState(url=link.url))
            self.feeds.setdefault(link.url, replace(found, name=name or found.name, parent=None, depth=0))
        for _ in range(DEEPEST):
            self.feeds |= {
                url: state for url, state in known.items() if state.parent in self.feeds and url not in self.feeds
            }
        pages = {
            url: page
            for url, record in self.store.list_records(PAGE).items()
            if (page := load_state(PageState, record)) is not None
        }
        self.pages = {url: page for url, page in pages.items() if page.feed in self.feeds}
        orphans = [url for url, page in pages.items() if page.feed not in self.feeds and page.feed not in known]
        if orphans:
            self.store.delete_records(PAGE, orphans)
        self._wanted = Counter(page.feed for page in self.pages.values() if not page.read)

    def put_feed(self, state: FeedState) -> None:
        """Keep what is known of a feed."""
        self.store.put_records(FEED, {state.url: dump_state(state)})
        self.feeds[state.url] = state

    def put_page(self, state: PageState) -> None:
        """Keep what is known of a page."""
        self.store.put_records(PAGE, {state.url: dump_state(state)})
        self._forget(state.url)
        self._note(state)

    def drop_page(self, url: str) -> None:
        """Nothing more is wanted of a page."""
        self.store.delete_records(PAGE, [url])
        self._forget(url)

    def put_news(self, state: FeedState, pages: Sequence[PageState], entries: Iterable[bytes]) -> None:
        """Keep an answer of a feed together with the pages that it made wanted, all or nothing."""
        with self.store.transaction():
            self.store.put_records(PAGE, {page.url: dump_state(page) for page in pages})
            self.store.put_blobs(LISTED, {state.url: b"".join(sorted(set(entries)))})
            self.store.put_records(FEED, {state.url: dump_state(state)})
        self.feeds[state.url] = state
        for page in pages:
            self._note(page)

    def set_children(self, parent: FeedState, links: Iterable[Link]) -> tuple[list[FeedState], list[str]]:
        """Take up the feeds that a list names now: those that are new, kept in the store, and the addresses of those
        that are let go. Of a long list the beginning and the end are taken: what is new stands at either."""
        named = {link.url: link for link in links} if parent.depth < DEEPEST else {}
        half = MOST_CHILDREN // 2
        chosen = list(named) if len(named) <= MOST_CHILDREN else [*list(named)[:half], *list(named)[-half:]]
        found: dict[str, FeedState] = {}
        for url in chosen:
            if url not in self.feeds:
                hints = named[url].hints
                name = hints.outlet if hints else None
                found[url] = FeedState(url=url, name=name, parent=parent.url, depth=parent.depth + 1)
        gone = {url for url, state in self.feeds.items() if state.parent == parent.url} - set(chosen)
        for _ in range(DEEPEST):
            gone |= {url for url, state in self.feeds.items() if state.parent in gone}
        with self.store.transaction():
            self.store.put_records(FEED, {url: dump_state(state) for url, state in found.items()})
            self.store.delete_records(FEED, gone)
            self.store.delete_blobs(LISTED, gone)
        for url in gone:
            del self.feeds[url]
        self.feeds |= found
        return list(found.values()), sorted(gone)

    def find_new(self, feed: str, links: Sequence[Link]) -> tuple[list[PageState], list[bytes]]:
        """The pages among ``links`` that were not listed before, are not on their way and not in the store; and the
        digests of all. A page is one under any of its spellings; one that comes twice is taken once."""
        before = self._list_entries(feed)
        spelled = {normalise_address(link.url): link for link in reversed(links)}
        digests = {page: make_digest(page) for page in spelled}
        fresh = [page for page in reversed(spelled) if digests[page] not in before and page not in self.pages]
        held = self.store.find_pages([*fresh, *(spelled[page].url for page in fresh)]) if fresh else {}
        wanted = [
            PageState(url=page, asked=spelled[page].url, feed=feed, hints=dump_hints(spelled[page].hints))
            for page in fresh
            if page not in held and spelled[page].url not in held
        ]
        return wanted, list(digests.values())

    def _note(self, state: PageState) -> None:
        self.pages[state.url] = state
        self._wanted[state.feed] += not state.read

    def _forget(self, url: str) -> None:
        before = self.pages.pop(url, None)
        if before is not None:
            self._wanted[before.feed] -= not before.read

    def _list_entries(self, feed: str) -> frozenset[bytes]:
        packed = self.store.get_blobs(LISTED, [feed]).get(feed, b"")
        return frozenset(packed[at : at + _DIGEST] for at in range(0, len(packed), _DIGEST))


def make_digest(text: str) -> bytes:
    """What an entry is known by in the list of a feed's entries."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
