"""Watches killed at random moments: run in processes of their own, and what is in the store afterwards.

Processes come from a fork server that has everything loaded, so that the moments lie in the work and not in the start.
"""

from __future__ import annotations

import math
import multiprocessing
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess

from stemma.collection import Collection
from stemma.collection.watching import FETCHING, LineJournal, Stop, WatchOptions, run_watch
from stemma.model.capture import Link
from stemma.model.settings import Settings
from stemma.store import Store, open_store
from stemma.store.codec import dump
from tests.watch_desk import find_loopback, write_feed
from tests.web_server import WebServer, reply, serve, write_page

HOSTS = ("velm.example", "orsund.example", "tarn.example")
_EVENTS = (
    (
        "Fire at Orsund market hall injures {n}",
        "A fire at the market hall of Orsund injured {n} people on March 2, the fire chief {who} said. The blaze began "
        "in a kitchen on the upper floor and was put out after three hours, Brodd told reporters. The hall was built "
        "in 1911 and will stay closed for six weeks, the mayor of Orsund said.",
    ),
    (
        "Velm university counts {n} new comets",
        "Astronomers at the university of Velm have counted {n} comets that nobody had seen before, the observatory "
        "said on March 3. Professor {who} found them with a telescope that students built from scrap metal. The "
        "university plans to publish the orbits in June, Tessel said.",
    ),
    (
        "Tarnby dockers strike over wages, {n} ships wait",
        "Dockers in the port of Tarnby stopped work on March 4 to ask for higher wages, and {n} ships wait outside, "
        "the port authority said. Union leader {who} said that talks had failed overnight. Employers offered four "
        "percent; the union asks for nine, Marrow said.",
    ),
    (
        "Hallin court sentences {n} over bank fraud",
        "A court in Hallin sentenced {n} former managers of the Gresk bank to prison on March 5 for fraud, judge {who} "
        "said. They had hidden losses of 80 million crowns from savers for years, the prosecutor told the court. The "
        "lawyers said that they will appeal, Judge Ovesen added.",
    ),
)
_PEOPLE = (("Ane Brodd", "Brodd"), ("Ida Tessel", "Tessel"), ("Pell Marrow", "Marrow"), ("Nils Ovesen", "Ovesen"))


def warm_up() -> None:
    """Load what a watch loads while it works; called where the fork server starts."""
    import stemma.collection.watching.session
    import stemma.compare
    import stemma.read.reading
    import stemma.store.sqlite
    import stemma.tell  # noqa: F401
    from stemma.annotate.parse import load_model

    load_model()


@contextmanager
def serve_news(stories: int = 4) -> Iterator[tuple[WebServer, tuple[str, ...]]]:
    """A server with a feed of each outlet, which report the same events (four at the most) with other figures; the
    feeds."""
    with serve() as server:
        feeds = []
        for number, host in enumerate(HOSTS):
            entries = []
            for story in range(stories):
                page = f"/{story}"
                server.put(page, reply(_write_report(story, number)), host=host)
                entries.append((server.url(page, host), f"Fire {story}"))
            feeds.append(
                server.put("/feed", reply(write_feed(*entries, title=host), kind="application/rss+xml"), host=host)
            )
        yield server, tuple(feeds)


def _write_report(story: int, outlet: int) -> str:
    title, text = _EVENTS[story]
    figures = {"n": 20 + 7 * story + outlet % 2, "who": _PEOPLE[story][outlet == 2]}
    return write_page(title.format(**figures), f"{text.format(**figures)} {HOSTS[outlet]} had its own reporter there.")


def watch_once(url: str, feeds: tuple[str, ...]) -> None:
    """One ``watch --once``, in this process."""
    with open("/dev/null", "w") as nothing:
        run_watch(
            lambda: open_desk(url),
            lambda: [Link(url=feed, source="feeds.opml") for feed in feeds],
            options=WatchOptions(once=True, fetching=replace(FETCHING, allow_private=True, delay=0.0)),
            journal=LineJournal(lambda line: print(line, file=nothing), lambda: "now"),
            stop=Stop(),
            resolve=find_loopback,
        )


def open_desk(url: str) -> Collection:
    """The collection that is watched."""
    return Collection(
        open_store(url),
        settings=Settings(vectors=False),
        now=lambda: datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


@dataclass(frozen=True)
class Found:
    """What is in a store, clocks and numbers left out."""

    pages: tuple[tuple[str, str], ...]
    """Each page with its current article."""
    revisions: int
    stories: tuple[tuple[str, tuple[str, ...]], ...]
    dossiers: tuple[tuple[str, str], ...]
    rejected: int
    left: tuple[str, ...] = ()
    """Pages that are wanted still."""


def look(store: Store) -> Found:
    """What is in ``store``."""
    stories = sorted((one.story.id, tuple(sorted(one.story.articles))) for one in store.iter_stories())
    dossiers = []
    for story, _ in stories:
        edition = store.get_edition(story)
        dossiers.append((story, dump(edition.dossier) if edition else ""))
    return Found(
        pages=tuple(sorted((one.page, one.article.id) for one in store.iter_articles())),
        revisions=store.count()["revisions"],
        stories=tuple(stories),
        dossiers=tuple(dossiers),
        rejected=store.count()["rejected"],
        left=tuple(url for url, page in store.list_records("page").items() if not page["read"]),
    )


_NAMES = ("pages", "revisions", "stories", "dossiers", "rejected", "left")


@dataclass
class Killer:
    """Runs watches and kills them."""

    feeds: tuple[str, ...]
    seed: int = 0
    kills: int = 0
    ends: int = 0
    """Runs that came to their end before they were to be killed."""
    whole: Found | None = None
    """What an undisturbed run left."""
    lost: list[str] = field(default_factory=list)
    """Pages that were acknowledged before a kill and not there after it."""

    def __post_init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.watch_kills_preload"])
        self._random = random.Random(self.seed)

    def start(self, url: str) -> BaseProcess:
        """A watch under way."""
        process = self._context.Process(target=watch_once, args=(url, self.feeds))
        process.start()
        return process

    def run(self, url: str) -> float:
        """One watch to its end; seconds."""
        begun = time.monotonic()
        process = self.start(url)
        process.join(300)
        assert process.exitcode == 0, f"a watch ended with {process.exitcode}"
        return time.monotonic() - begun

    def harass(self, url: str, *, within: float, kills: int) -> None:
        """Start watches over one store, each killed at a moment ``within`` so many seconds, until so many were."""
        known: set[str] = set()
        for _ in range(kills):
            process = self.start(url)
            process.join(self._random.uniform(0.0, within))
            if process.exitcode is None:
                process.kill()
                self.kills += 1
            else:
                self.ends += 1
            process.join(60)
            store = open_store(url)
            try:
                now = {one.page for one in store.iter_articles()}
            finally:
                store.close()
            self.lost += sorted(known - now)
            known = now


def compare_runs(
    open_url: Callable[[int], str],
    *,
    times: int,
    per_store: int = 3,
    stories: int = 4,
    seed: int = 0,
    seconds_left: float = math.inf,
    say: Callable[[str], None] = lambda text: None,
) -> tuple[Killer, list[str]]:
    """Kill watches ``times`` times, ``per_store`` of them over one store; what differs from an undisturbed run's.

    ``open_url`` gives the address of a new, empty store for each number. After ``seconds_left`` no store is begun.
    """
    until = time.monotonic() + seconds_left
    differing: list[str] = []
    with serve_news(stories) as (_, feeds):
        killer = Killer(feeds, seed)
        killer.run(open_url(0))  # what is loaded on first use is loaded
        seconds = killer.run(open_url(1))
        whole = killer.whole = _look_at(open_url(1))
        number = 1
        while killer.kills < times and time.monotonic() < until:
            number += 1
            url = open_url(number)
            killer.harass(url, within=seconds, kills=min(per_store, times - killer.kills))
            killer.run(url)
            found = _look_at(url)
            for name in _NAMES:
                if (has := getattr(found, name)) != (wanted := getattr(whole, name)):
                    differing.append(f"store {number}: {name}")
                    say(f"store {number}: {name}: {has!r}, and not {wanted!r}")
            say(f"{killer.kills} killed, {len(killer.lost)} lost, {differing or 'no store differs'}")
    return killer, differing


def _look_at(url: str) -> Found:
    store = open_store(url)
    try:
        return look(store)
    finally:
        store.close()
