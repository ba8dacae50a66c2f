"""A watch in a test: a clock on which days pass at once, a journal that is looked at, feeds on a loopback server."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from queue import Empty

from stemma.collection import Collection
from stemma.collection.watching import FETCHING, Counts, Stop, WatchOptions, run_watch
from stemma.collection.watching.feed_state import FEED, PAGE
from stemma.collection.watching.pulse import Arrivals
from stemma.model.capture import Link
from stemma.read.web.polling import Polled
from stemma.store import Store, open_store
from stemma.store.memory import MemoryStore
from tests.web_server import WebServer, reply, write_page

START = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


class LeapingPulse:
    """Time passes by waiting alone, and then at once. ``at`` runs steps at their seconds; the last stops the watch."""

    def __init__(self, stop: Stop, *, until: float = 86_400.0) -> None:
        self.elapsed = 0.0
        self.set_back = 0.0
        """By how much the date is off, by a clock that was set."""
        self.waits: list[float] = []
        self._stop = stop
        self._until = until
        self._steps: list[tuple[float, Callable[[], object]]] = []

    def at(self, seconds: float, step: Callable[[], object]) -> None:
        self._steps.append((seconds, step))
        self._steps.sort(key=lambda one: one[0])

    def now(self) -> float:
        return self.elapsed

    def today(self) -> datetime:
        return START + timedelta(seconds=self.elapsed + self.set_back)

    async def sleep(self, seconds: float) -> None:
        """Pauses between requests: no time for what is tested here."""

    def draw(self) -> float:
        return 0.5

    def idle(self, arrivals: Arrivals, seconds: float) -> Polled | None:
        with suppress(Empty):
            return arrivals.get_nowait()
        self.waits.append(seconds)
        self.elapsed += max(seconds, 0.001)
        while self._steps and self._steps[0][0] <= self.elapsed:
            self._steps.pop(0)[1]()
        if self.elapsed >= self._until and self._stop.asked is None:
            self._stop.ask()
        return None


@dataclass
class Told:
    """One event of a journal."""

    what: str
    text: str
    level: str
    feed: str | None
    counts: dict[str, int]


@dataclass
class ListJournal:
    """A journal that keeps what it is told."""

    events: list[Told] = field(default_factory=list)

    def tell(self, what: str, text: str, *, level: str = "info", feed: str | None = None, kinds=None, **counts) -> None:  # type: ignore[no-untyped-def]
        self.events.append(Told(what, text, level, feed, {**(kinds or {}), **counts}))

    def all(self, what: str) -> list[Told]:
        return [one for one in self.events if one.what == what]


async def find_loopback(host: str, port: int) -> tuple[str, ...]:
    return ("127.0.0.1",)


@dataclass
class Outcome:
    """A watch that ended."""

    store: Store
    journal: ListJournal
    pulse: LeapingPulse
    counts: Counts

    def feed(self, url: str) -> dict:  # type: ignore[type-arg]
        record = self.store.get_record(FEED, url)
        assert record is not None
        return record

    def pages(self) -> dict[str, dict]:  # type: ignore[type-arg]
        return self.store.list_records(PAGE)

    def titles(self) -> list[str]:
        return sorted(one.article.title or "" for one in self.store.iter_articles())


def watch(
    *feeds: str,
    store: Store | None = None,
    url: str | None = None,
    until: float = 86_400.0,
    once: bool = False,
    plan: Callable[[LeapingPulse, Stop], object] | None = None,
    start: float = 0.0,
    at_least: int = 99,
    resolve: object = None,
    list_feeds: Callable[[], Iterable[str]] | None = None,
    **options: object,
) -> Outcome:
    """Watch ``feeds`` until so many seconds have passed; over ``store``, or what is opened at ``url`` as often as the
    watch wants."""
    stop, journal = Stop(), ListJournal()
    pulse = LeapingPulse(stop, until=start + until)
    pulse.elapsed = start
    if plan is not None:
        plan(pulse, stop)
    held = store or MemoryStore()
    chosen = WatchOptions(
        once=once,
        fetching=replace(FETCHING, allow_private=True, delay=0.0, retries=0, connect_timeout=5.0),
        page_limit=None,
        **options,  # type: ignore[arg-type]
    )
    counts = run_watch(
        lambda: Collection(
            open_store(url) if url else held,
            at_least=at_least,
            now=lambda: pulse.today().strftime("%Y-%m-%dT%H:%M:%SZ"),
        ),
        lambda: [Link(url=url, source="feeds.opml") for url in (list_feeds() if list_feeds else feeds)],
        options=chosen,
        journal=journal,
        stop=stop,
        pulse=pulse,
        resolve=resolve or find_loopback,  # type: ignore[arg-type]
    )
    return Outcome(held, journal, pulse, counts)


def watch_really(*feeds: str, store: Store, stop: Stop, options: WatchOptions) -> ListJournal:
    """Watch by the machine's own clock, until ``stop`` is asked."""
    journal = ListJournal()
    run_watch(
        lambda: Collection(store, at_least=99),
        lambda: [Link(url=url, source="feeds.opml") for url in feeds],
        options=options,
        journal=journal,
        stop=stop,
        resolve=find_loopback if options.fetching.allow_private else None,
    )
    return journal


def write_feed(*entries: tuple[str, str], head: str = "", title: str = "Velm Courier") -> str:
    """An RSS feed of addresses with their titles."""
    items = "".join(f"<item><title>{name}</title><link>{url}</link></item>" for url, name in entries)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{head}{items}</channel></rss>'


def put_feed(server: WebServer, path: str, *pages: str, host: str = "", head: str = "", **headers: str) -> str:
    """Serve a feed that names ``pages`` (paths, each served too); its address."""
    entries = []
    for page in pages:
        if host + page not in server.answers:
            server.put(page, reply(write_story(page)), host=host)
        entries.append((server.url(page, host), f"Report {page}"))
    return server.put(path, reply(write_feed(*entries, head=head), kind="application/rss+xml", **headers), host=host)


def write_story(name: str, extra: str = "") -> str:
    """A page of its own for each name."""
    text = (
        f"The ferry board of Orsund said on Tuesday that line {name.strip('/')} will run every hour from May on. "
        f"Its chair, Ane Brodd, told reporters in Orsund that {len(name) + 40} captains had been hired since autumn. "
        f"The board of {name.strip('/')} expects the first boats of the new kind by the end of May, and more later. "
        f"{extra}"
    )
    return write_page(f"Ferry line {name.strip('/')} to run every hour", text)
