"""A watch from its start to its end: one on a store, through the store's own troubles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from stemma.collection.collection import Collection
from stemma.collection.watching.book import Book
from stemma.collection.watching.desk import Desk
from stemma.collection.watching.journal import Journal, count_of
from stemma.collection.watching.options import Counts, WatchOptions
from stemma.collection.watching.pulse import Pulse, SystemPulse
from stemma.collection.watching.session import Session
from stemma.collection.watching.stage_state import note_start
from stemma.collection.watching.stopping import Stop
from stemma.errors import StoreBusy, StoreError, StoreFull, StoreGone
from stemma.model.capture import Link
from stemma.text.instants import write_instant

if TYPE_CHECKING:
    from stemma.read.web.connecting import Resolve

LOCK = "watch"
"""What a watch holds of its store."""
_FIRST, _LONGEST = 5.0, 60.0
_AGAIN = 3600.0
"""Seconds after which it is told once more that the store is away."""
_SETTLED = 300.0
"""Seconds for which a store is there before its next absence is another one."""


def run_watch(
    open_store: Callable[[], Collection],
    list_feeds: Callable[[], Sequence[Link]],
    *,
    options: WatchOptions,
    journal: Journal,
    stop: Stop,
    pulse: Pulse | None = None,
    resolve: Resolve | None = None,
) -> Counts:
    """Watch what ``list_feeds`` names until ``stop`` is asked (``options.once``: until nothing is due), over the
    collection that ``open_store`` gives, opened anew where its server went away.

    Raises (and tells the journal):
        StoreBusy: another watch holds the store.
        StoreError: the store failed in a way that waiting does not mend; what was acknowledged is kept. So does one
            that cannot be had from the start, or ``once``.
    """
    counts = Counts()
    waiting = _Waiting(pulse or SystemPulse(), journal, stop)
    while True:
        try:
            _run_session(open_store, list_feeds, options, waiting, counts, resolve)
            break
        except (StoreGone, StoreBusy) as error:
            if options.once or not waiting.held:
                _tell_failure(journal, error)
                raise
            waiting.wait(error)
            if stop.asked is not None:
                break
        except StoreFull as error:
            text = f"{error} What was acknowledged is kept; make room and start the watch again."
            journal.tell("full", text, level="error")
            raise
        except StoreError as error:
            _tell_failure(journal, error)
            raise
    journal.tell(
        "stopped",
        f"{count_of(counts.polled, 'answer')} of feeds, {count_of(counts.articles, 'new article')}, "
        f"{count_of(counts.edited, 'edit')}, {count_of(counts.stories, 'dossier')}, "
        f"{count_of(counts.rejected, 'item')} rejected",
        polled=counts.polled,
        failed=counts.failed,
        articles=counts.articles,
        edited=counts.edited,
        stories=counts.stories,
        rejected=counts.rejected,
        notices=counts.notices,
    )
    return counts


def _tell_failure(journal: Journal, error: StoreError) -> None:
    journal.tell("busy" if isinstance(error, StoreBusy) else "store-failed", str(error), level="error")


def _run_session(
    open_store: Callable[[], Collection],
    list_feeds: Callable[[], Sequence[Link]],
    options: WatchOptions,
    waiting: _Waiting,
    counts: Counts,
    resolve: Resolve | None,
) -> None:
    with open_store() as collection:
        store = collection.store
        try:
            lock = store.lock(LOCK)
            lock.__enter__()
        except StoreBusy:
            raise StoreBusy(f"{store.url}: another watch is at work on this store; end that one first") from None
        try:
            note_start(store, write_instant(waiting.pulse.today()))
            waiting.note_store()
            desk = Desk(
                collection=collection,
                book=Book(store),
                options=options,
                pulse=waiting.pulse,
                journal=waiting.journal,
                stop=waiting.stop,
                counts=counts,
            )
            Session(desk, list_feeds, resolve=resolve).run()
        finally:
            lock.__exit__(None, None, None)


class _Waiting:
    """Patience with a store that is away: longer each time, told once and then every hour."""

    def __init__(self, pulse: Pulse, journal: Journal, stop: Stop) -> None:
        self.pulse = pulse
        self.journal = journal
        self.stop = stop
        self.held = False
        """Whether the store was had before."""
        self._away = False
        self._wait = _FIRST
        self._told_at: float | None = None
        self._back_at = 0.0

    def note_store(self) -> None:
        """The store is there, and takes what is put."""
        if self._away:
            self.journal.tell("store-back", "the store is there again")
        self.held, self._away = True, False
        self._back_at = self.pulse.now()

    def wait(self, error: StoreError) -> None:
        """Wait for the store, or until it is asked to stop."""
        now = self.pulse.now()
        if not self._away and now - self._back_at >= _SETTLED:
            self._wait, self._told_at = _FIRST, None
        self._away = True
        if self._told_at is None or now - self._told_at >= _AGAIN:
            self._told_at = now
            self.journal.tell("store-gone", f"{error} It is tried again by itself.", level="warning")
        until = now + self._wait
        self._wait = min(_LONGEST, self._wait * 2)
        while (left := until - self.pulse.now()) > 0 and self.stop.asked is None:
            self.pulse.idle(self.stop.arrivals, left)
