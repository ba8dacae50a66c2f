"""The loop of a watch over an open store: ask what is due, take what comes, tell it, wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from queue import Empty
from typing import TYPE_CHECKING

from stemma.collection.watching.desk import Desk, find_host
from stemma.collection.watching.feed_answers import ask_feed, take_feed
from stemma.collection.watching.feed_state import FEED, PAGE
from stemma.collection.watching.flights import Flights
from stemma.collection.watching.journal import count_of
from stemma.collection.watching.page_answers import ask_page, postpone_page, take_page
from stemma.collection.watching.pulse import Drift
from stemma.collection.watching.schedule import Key, read_key
from stemma.collection.watching.stage_state import clear_owed, find_last_event, is_owed
from stemma.collection.watching.stopping import Stopped
from stemma.collection.watching.telling import give_notices, tell_news
from stemma.errors import StoreBusy
from stemma.model.capture import Link
from stemma.read.web.polling import Polled, Poller, Question, open_polling

if TYPE_CHECKING:
    from stemma.read.web.connecting import Resolve

_LONGEST_IDLE = 60.0
"""Seconds after which one who waits looks at the clocks again."""
_ARRIVAL = 1.0
_AT_ONCE = 16
"""Arrivals that are taken before the stages and the schedule get their turn."""


class Session:
    """One run over one opened store, until it is asked to stop or, ``once``, nothing is left to do."""

    def __init__(self, desk: Desk, list_feeds: Callable[[], Sequence[Link]], *, resolve: Resolve | None = None) -> None:
        self._desk = desk
        self._list_feeds = list_feeds
        self._resolve = resolve
        self._flights = Flights()
        self._told_at = self._noticed_at = desk.pulse.now()

    def run(self) -> None:
        """Work until the end. Raises StoreError, as the store does."""
        desk = self._desk
        self._open()
        with ExitStack() as stack:
            stack.callback(self._flights.take_waiting)
            poller = stack.enter_context(open_polling(desk.options.fetching, clock=desk.pulse, resolve=self._resolve))
            try:
                self._tell_owed()
                self._loop(poller)
            except Stopped:
                desk.journal.tell("stopping", "asked to stop; what is under way is left for the next run")

    def _open(self) -> None:
        desk = self._desk
        desk.book.open(self._list_feeds())
        desk.plan_all()
        desk.event = find_last_event(desk.collection.store)
        if desk.options.notify is not None:
            with suppress(StoreBusy):
                desk.options.notify.start(desk.collection.store)
        feeds = len(desk.book.feeds)
        desk.journal.tell("started", f"watching {count_of(feeds, 'feed')}", feeds=feeds, pages=len(desk.book.pages))

    def _loop(self, poller: Poller) -> None:
        desk = self._desk
        drift = Drift(desk.pulse)
        while True:
            desk.stop.check()
            self._note_jump(drift.take_jump())
            if desk.stop.reload:
                self._reload()
            self._take_due()
            for key in self._choose():
                self._ask(poller, key)
            if self._flights:
                self._take_arrivals()
                self._tell(at_least=desk.options.gather)
            elif self._tell(at_least=0.0):
                continue
            elif desk.options.once:
                return
            else:
                self._idle()

    def _take_due(self) -> None:
        for key in self._desk.schedule.take(self._desk.pulse.now()):
            question = self._make_question(key)
            if question is not None:
                self._flights.add(key, find_host(question.link.url))

    def _choose(self) -> list[Key]:
        """What to ask now. While the network is lost: one, now and then, to see whether it is back."""
        network = self._desk.network
        if not network.lost:
            return self._flights.start()
        waiting = [(key, host) for key, host in self._flights.take_waiting() if self._make_question(key)]
        now = self._desk.pulse.now()
        probing = bool(waiting) and not self._flights and network.probe_at <= now and not self._desk.options.once
        for key, _ in waiting[probing:]:
            self._desk.schedule.put(key, max(network.probe_at, now + 1.0))
        if not probing:
            return []
        return [self._flights.launch(*waiting[0])]

    def _ask(self, poller: Poller, key: Key) -> None:
        question = self._make_question(key)
        if question is None:
            self._flights.land(key)
        else:
            poller.ask(question, self._desk.stop.arrivals.put)

    def _make_question(self, key: Key) -> Question | None:
        """What is to be asked; None where the list that named it has let go of it."""
        kind, name = key
        book = self._desk.book
        if kind == FEED:
            return ask_feed(book.feeds[name]) if name in book.feeds else None
        return ask_page(book.pages[name]) if name in book.pages else None

    def _take_arrivals(self) -> None:
        """Take what came in, waiting a moment for the first."""
        for number in range(_AT_ONCE):
            try:
                polled = self._desk.stop.arrivals.get(timeout=0 if number else _ARRIVAL)
            except Empty:
                return
            if polled is not None:
                self._take(polled)
            self._desk.stop.check()

    def _take(self, polled: Polled) -> None:
        desk = self._desk
        key = read_key(polled.key)
        if key not in self._flights:
            return  # asked by an earlier session, before its store went away
        host = self._flights.land(key)
        kind, name = key
        if kind == FEED and name in desk.book.feeds:
            take_feed(desk, desk.book.feeds[name], polled)
        elif kind == PAGE and name in desk.book.pages:
            take_page(desk, desk.book.pages[name], polled)
        if polled.network and not desk.network.lost:
            for (kind, name), _ in self._flights.take_waiting(host):
                if kind == FEED:
                    desk.schedule.put((kind, name), desk.pulse.now() + 1.0)
                elif name in desk.book.pages:
                    postpone_page(desk, desk.book.pages[name])

    def _tell(self, *, at_least: float) -> bool:
        """Tell what was read, where the last time is long enough ago; whether there was anything."""
        desk = self._desk
        if not desk.stirred:
            if not self._flights:
                clear_owed(desk)
            return False
        if desk.pulse.now() - self._told_at < at_least:
            return False
        tell_news(desk)
        self._notice()
        self._told_at = desk.pulse.now()
        return True

    def _tell_owed(self) -> None:
        desk = self._desk
        if is_owed(desk.collection.store):
            desk.owed = True
            desk.journal.tell("resumed", "telling what an earlier run read and did not tell")
            tell_news(desk)
        self._notice()

    def _notice(self) -> None:
        give_notices(self._desk)
        self._noticed_at = self._desk.pulse.now()

    def _idle(self) -> None:
        """Wait until something is due, arrives, or is asked."""
        desk = self._desk
        now = desk.pulse.now()
        if desk.options.notify is not None and now - self._noticed_at >= _LONGEST_IDLE:
            self._notice()  # what did not arrive is sent again in time
        due = desk.schedule.next_due()
        wait = _LONGEST_IDLE if due is None else min(_LONGEST_IDLE, max(0.0, due - now))
        polled = desk.pulse.idle(desk.stop.arrivals, wait)
        if polled is not None:
            self._take(polled)

    def _note_jump(self, jump: float) -> None:
        """The date moved by itself. Forwards (the machine slept, or its clock was set): what is due by its date is
        asked within some minutes, not all in one moment. Backwards: nothing; waiting goes by the other clock."""
        if not jump:
            return
        desk = self._desk
        what = f"the clock went {'forwards' if jump > 0 else 'back'} by {abs(jump):,.0f} seconds"
        desk.journal.tell("clock", what, level="warning", seconds=int(jump))
        if jump < 0:
            return
        today = desk.now()
        book = desk.book
        keys = [(FEED, url) for url, feed in book.feeds.items() if feed.due and feed.due <= today]
        keys += [(PAGE, url) for url, page in book.pages.items() if page.due and page.due <= today]
        desk.schedule.hasten(
            [key for key in sorted(keys) if key in desk.schedule], desk.pulse.now(), desk.options.every
        )

    def _reload(self) -> None:
        desk = self._desk
        desk.stop.reload = False
        before = set(desk.book.feeds)
        desk.book.open(self._list_feeds())
        self._flights.take_waiting()
        desk.plan_all()
        for key in self._flights.list_flying():
            desk.schedule.drop(key)
        now = set(desk.book.feeds)
        desk.journal.tell(
            "reloaded",
            f"the list was read again: {count_of(len(now), 'feed')}, {len(now - before):,} new",
            feeds=len(now),
            new=len(now - before),
            dropped=len(before - now),
        )
