"""``stemma watch``: feeds in, stories kept up to date in a store, for as long as it runs."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stemma.cli.fetching import (
    DEFAULT_DELAY,
    DEFAULT_PAGES,
    AllowPrivate,
    Delay,
    FetchChoice,
    IgnoreRobots,
    MaxPages,
    UseProxy,
    UserAgent,
)
from stemma.cli.settings_file import SettingsFile
from stemma.cli.storing import AtLeast, StoreAddress, Vectors
from stemma.cli.streams import LogForm, say
from stemma.cli.tell import DONE_WITH_REJECTS
from stemma.errors import StoreError, UsageError
from stemma.store.opening import DEFAULT_STORE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stemma.collection.watching import Counts, FeedStatus, Journal, WatchOptions
    from stemma.collection.watching.journal import Level
    from stemma.collection.watching.options import Notify
    from stemma.model.capture import Link

LEAST = 300.0
FAILED, INTERRUPTED = 1, 130


def watch(
    feeds: Annotated[
        list[str] | None,
        typer.Argument(metavar="FEEDS", help="OPML files, .urls files, addresses of feeds, sitemaps and pages."),
    ] = None,
    store: StoreAddress = DEFAULT_STORE,
    settings_file: SettingsFile = None,
    once: Annotated[
        bool, typer.Option("--once", help="Ask what is due, tell what came of it, and end: for cron.")
    ] = False,
    every: Annotated[
        float, typer.Option("--every", metavar="SECONDS", min=10, help="The least between two questions to one feed.")
    ] = LEAST,
    rules: Annotated[
        Path | None,
        typer.Option(
            "--rules",
            metavar="FILE",
            help="Give notices by this rule file ('stemma rules' checks one).",
            show_default=False,
        ),
    ] = None,
    log: Annotated[LogForm, typer.Option("--log", help="How the log on stderr is written.")] = LogForm.lines,
    status: Annotated[bool, typer.Option("--status", help="Print how the feeds of the store do; ask nobody.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --status: one JSON object a feed.")] = False,
    at_least: AtLeast = 2,
    vectors: Vectors = True,
    user_agent: UserAgent = None,
    delay: Delay = DEFAULT_DELAY,
    max_pages: MaxPages = DEFAULT_PAGES,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    use_proxy: UseProxy = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Nothing in the log but warnings and errors.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Every answer in the log.")] = False,
) -> None:
    """Poll feeds politely; read, group, annotate and compare as news comes.

    \b
    Examples:
      stemma watch feeds.opml --store sqlite:///desk.db          until it is stopped
      stemma watch feeds.opml https://site.example/news.xml --log json
      stemma watch feeds.opml --once -q                          from cron, every ten minutes
      stemma watch --status --store sqlite:///desk.db            how the feeds do

    \b
    A feed is asked the oftener the more it brings, and only whether it has changed.
    A page is read once, and looked at again after 1, 6 and 24 hours for words that
    were changed in silence. What fails is tried again, later each time. One watch
    works on a store at a time. SIGTERM and Ctrl-C end it after the item in hand
    (twice: at once), SIGHUP makes it read the list again. See docs/watch.md.

    \b
    Exit codes: 0 done, or ended by SIGTERM; 1 the store failed, or with --once no
    feed answered; 2 wrong usage; 3 done with --once, but some items could not be
    used; 130 ended by Ctrl-C.
    """
    if status:
        _print_status(store, as_json=as_json)
        return
    if not feeds:
        raise UsageError("watch: name what to watch: an OPML file, a list of addresses, or addresses")
    from stemma.collection import Collection
    from stemma.collection.watching import Stop, heed_signals, run_watch
    from stemma.model.settings import Settings
    from stemma.store import open_store

    choice = FetchChoice(
        user_agent=user_agent,
        delay=delay,
        allow_private=allow_private,
        ignore_robots=ignore_robots,
        max_pages=max_pages,
        use_proxy=use_proxy,
    )
    choice.check()
    if ignore_robots:
        say("--ignore-robots: pages are fetched that their sites ask programs not to fetch")
    options = _make_options(choice, once=once, every=every, notify=_load_rules(rules) if rules else None)
    journal = _open_journal(log, quiet=quiet, verbose=verbose)
    if settings_file is not None:
        journal.tell("settings", f"settings of {settings_file}", level="debug")
    list_feeds = _list_feeds(feeds, journal)
    stop = Stop()

    def open_desk() -> Collection:
        return Collection(open_store(store), settings=Settings(vectors=vectors), at_least=at_least)

    try:
        with heed_signals(stop):
            counts = run_watch(open_desk, list_feeds, options=options, journal=journal, stop=stop)
    except StoreError:  # the log has it, in the form that was asked for
        raise typer.Exit(FAILED) from None
    _end(counts, journal, once=once, asked=stop.asked)


def _make_options(choice: FetchChoice, *, once: bool, every: float, notify: Notify | None) -> WatchOptions:
    from stemma.collection.watching import FETCHING, WatchOptions

    chosen = choice.make_options()
    fetching = replace(
        chosen, concurrency=FETCHING.concurrency, retries=FETCHING.retries, longest_wait=FETCHING.longest_wait
    )
    return WatchOptions(once=once, every=every, max_pages=choice.max_pages, fetching=fetching, notify=notify)


def _open_journal(form: LogForm, *, quiet: bool, verbose: bool) -> Journal:
    from stemma.collection.collection import tell_now
    from stemma.collection.watching import JsonJournal, LineJournal

    kind = JsonJournal if form is LogForm.json else LineJournal
    least: Level = "warning" if quiet else "debug" if verbose else "info"

    def write(line: str) -> None:
        # control characters of addresses and titles are shown, not obeyed
        shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in line)
        print(shown, file=sys.stderr, flush=True)

    return kind(write, tell_now, least=least)


def _list_feeds(feeds: Sequence[str], journal: Journal) -> Callable[[], Sequence[Link]]:
    """What reads the list of feeds, at the start and when it is asked to.

    Raises:
        UsageError: it names none, at the start.
    """
    from stemma.read.links import list_links

    held: list[Sequence[Link]] = []

    def read() -> Sequence[Link]:
        links, unread = list_links(feeds)
        for item in unread:
            journal.tell("list", f"{item.item}: {item.reason}", level="warning")
        if links or not held:
            held[:] = [links]
        else:
            journal.tell("list", "it names no feed any more; the feeds of before are kept", level="warning")
        return held[0]

    first = read()
    if not first:
        raise UsageError("watch: no feed is named; give an OPML file, a list of addresses (.urls), or addresses")
    started: list[bool] = []

    def list_feeds() -> Sequence[Link]:
        if not started:
            started.append(True)
            return first
        return read()

    return list_feeds


def _load_rules(rules: Path) -> Notify:
    from stemma.collection.watching.notifying import RuleNotices

    return RuleNotices.load(rules)


def _end(counts: Counts, journal: Journal, *, once: bool, asked: int | None) -> None:
    import signal

    if asked == signal.SIGINT:
        raise typer.Exit(INTERRUPTED)
    if asked is not None or not once:
        return
    if counts.failed and not counts.polled:
        journal.tell("no-answer", "no feed answered", level="error")
        raise typer.Exit(FAILED)
    if counts.rejected:
        raise typer.Exit(DONE_WITH_REJECTS)


def _print_status(store: str, *, as_json: bool) -> None:
    from stemma.collection.watching import list_status
    from stemma.store import open_store

    opened = open_store(store, create=False, read_only=True)
    try:
        found = list_status(opened)
    finally:
        opened.close()
    if as_json:
        for one in found:
            print(json.dumps(asdict(one), ensure_ascii=False))
    elif not found:
        say("the store knows no feeds")
    else:
        _print_table(found)


def _print_table(found: Sequence[FeedStatus]) -> None:
    from stemma.cli.looking import print_rows

    rows = []
    for one in found:
        state = f"{one.state} ({one.failures})" if one.failures and one.state == "failing" else one.state
        times = [(when or "-").removesuffix("Z").replace("T", " ")[:16] for when in (one.polled, one.due, one.news)]
        rows.append((one.url, state, *times, f"{one.interval // 60} min", str(one.wanted), one.reason or "-"))
    print_rows(("feed", "state", "asked", "next", "news", "every", "wanted", "what is wrong"), rows, no_color=False)
