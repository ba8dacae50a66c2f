"""The feeds and pages of a watch: in memory while it runs, in the store so that the next run goes on with them."""

from __future__ import annotations

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
        self.pages = {
            url: page
            for url, record in self.store.list_records(PAGE).items()
            if (page := load_state(PageState, record)) is not None and page.feed in self.feeds
        }

    def put_feed(self, state: FeedState) -> None:
        """Keep what is known of a feed."""
        self.store.put_records(FEED, {state.url: dump_state(state)})
        self.feeds[state.url] = state

    def put_page(self, state: PageState) -> None:
        """Keep what is known of a page."""
        self.store.put_records(PAGE, {state.url: dump_state(state)})
        self.pages[state.url] = state

    def drop_page(self, url: str) -> None:
        """Nothing more is wanted of a page."""
        self.store.delete_records(PAGE, [url])
        self.pages.pop(url, None)

    def put_news(self, state: FeedState, pages: Sequence[PageState], entries: Iterable[bytes]) -> None:
        """Keep an answer of a feed together with the pages that it made wanted, all or nothing."""
        with self.store.transaction():
            self.store.put_records(PAGE, {page.url: dump_state(page) for page in pages})
            self.store.put_blobs(LISTED, {state.url: b"".join(sorted(set(entries)))})
            self.store.put_records(FEED, {state.url: dump_state(state)})
        self.feeds[state.url] = state
        self.pages |= {page.url: page for page in pages}

    def add_children(self, parent: FeedState, links: Iterable[Link]) -> list[FeedState]:
        """The feeds that a list names and that are not known yet; they are kept."""
        if parent.depth >= DEEPEST:
            return []
        held = sum(state.parent == parent.url for state in self.feeds.values())
        found: dict[str, FeedState] = {}
        for link in links:
            if link.url not in self.feeds and held + len(found) < MOST_CHILDREN:
                name = link.hints.outlet if link.hints else None
                found[link.url] = FeedState(url=link.url, name=name, parent=parent.url, depth=parent.depth + 1)
        self.store.put_records(FEED, {url: dump_state(state) for url, state in found.items()})
        self.feeds |= found
        return list(found.values())

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

    def _list_entries(self, feed: str) -> frozenset[bytes]:
        packed = self.store.get_blobs(LISTED, [feed]).get(feed, b"")
        return frozenset(packed[at : at + _DIGEST] for at in range(0, len(packed), _DIGEST))


def make_digest(text: str) -> bytes:
    """What an entry is known by in the list of a feed's entries."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
