"""What the parts of a watch share."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from stemma.collection.collection import Collection
from stemma.collection.watching.book import Book
from stemma.collection.watching.feed_state import FEED, PAGE, FeedState, PageState
from stemma.collection.watching.journal import Journal
from stemma.collection.watching.network import Network
from stemma.collection.watching.options import Counts, WatchOptions
from stemma.collection.watching.pulse import Pulse, find_due, write_due
from stemma.collection.watching.schedule import Key, Schedule
from stemma.collection.watching.stopping import Stop
from stemma.model.article import Rejected
from stemma.read.web.polling import Polled
from stemma.text.instants import write_instant
from stemma.text.secrets import hide_secrets


@dataclass(slots=True, kw_only=True)
class Desk:
    """One run of a watch over one store that is open."""

    collection: Collection
    book: Book
    options: WatchOptions
    pulse: Pulse
    journal: Journal
    stop: Stop
    counts: Counts
    network: Network[FeedState | PageState] = field(default_factory=lambda: Network(1))
    schedule: Schedule = field(default_factory=Schedule)
    stirred: bool = False
    """Something was read that is not told yet."""
    event: int = 0
    """The number of the last event that the journal was told of."""
    owed: bool = False
    """The store says so too (``stage_state``)."""

    def now(self) -> str:
        """The instant, as it is written."""
        return write_instant(self.pulse.today())

    def due_in(self, wait: float) -> str:
        """The instant in so many seconds."""
        return write_due(self.pulse, wait)

    def plan_all(self) -> None:
        """Set up the schedule from the book."""
        self.schedule = Schedule()
        for feed in self.book.feeds.values():
            self.plan(feed)
        for page in self.book.pages.values():
            self.plan(page)
        self.network.expect(len({find_host(state.moved or state.url) for state in self.book.feeds.values()}))

    def plan(self, state: FeedState | PageState) -> None:
        """Schedule what is known by ``state`` for when it says."""
        if isinstance(state, PageState):
            self.schedule.put((PAGE, state.url), find_due(self.pulse, state.due, state.wait))
        elif not state.gone:
            self.schedule.put((FEED, state.url), find_due(self.pulse, state.due, state.wait))

    def reject(self, item: str, reason: str) -> None:
        """Keep what could not be used. Whoever may look at the store reads it: addresses without their secrets."""
        self.counts.rejected += 1
        told = Rejected(item=hide_secrets(item), stage="read", reason=hide_secrets(reason))
        self.collection.store.put_rejected([told], at=self.now())

    def note_silence(self, key: Key, polled: Polled, before: FeedState | PageState) -> bool:
        """Whether it is the network's fault that ``key`` could not be had: then its failure counts for nothing."""
        if not polled.network:
            return False
        told = self.network.note_silence(find_host(polled.url), key, before, self.pulse.now())
        if told == "lost":
            self.journal.tell(
                "network-lost",
                f"nobody can be reached ({polled.refused}); it goes on by itself when the network is back",
                level="warning",
            )
            for url, state in self.network.take_suspects().items():
                self._take_back(url, state)
        elif told == "still":
            self._take_back(key, before)
        return told is not None

    def note_answer(self) -> None:
        """Somebody answered."""
        if self.network.note_answer():
            self.journal.tell("network-back", "the network is back")

    def _take_back(self, key: Key, state: FeedState | PageState) -> None:
        """Let a failure count for nothing: what was known before is known again, and due as soon as it can be."""
        if isinstance(state, FeedState):
            self.book.put_feed(state)
        else:
            self.book.put_page(state)
        self.schedule.put(key, self.pulse.now())


def find_host(url: str) -> str:
    """The host that an address names; empty where it names none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
