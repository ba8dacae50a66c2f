"""All inputs, one after the other: opened, read in this process or in several, told apart from what was read before."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture
from stemma.read.captures import Listing, list_inputs
from stemma.read.doubles import SAME_BYTES, Again, Doubles, make_seen
from stemma.read.intake import Fetch, Intake
from stemma.read.page_limit import PAGE_LIMIT, can_limit, read_within
from stemma.read.page_reading import identify_capture, read_capture
from stemma.read.received import Received

Outcome = Article | Again | Rejected
Known = Callable[[str], str | None]
"""The identity of a capture to the id of the article that it is known as; None where it is not known."""

_MOST_JOBS = 8
_SERIAL = 64
"""Pages that are read before more processes are started: to start one costs what some forty pages cost."""


@dataclass(frozen=True, slots=True)
class _Item:
    """One step of the run, in the order of the input: a page, what came instead of one, or the end of an input."""

    capture: Capture | None = None
    rejected: Rejected | None = None
    identity: str = ""
    """That of the capture, once it is looked at; empty without one."""
    met: bool = False
    """Its bytes were met before: it is not read again."""
    done: int | None = None
    """How many inputs are done with it."""
    listing: int = 0
    """Of which input it is, from 0; asked of inputs that are read together."""


def read_inputs(
    paths: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    progress: Callable[[int, int], None] | None = None,
    jobs: int | None = None,
    page_limit: float | None = PAGE_LIMIT,
    fetch: Fetch | None = None,
    apart: Sequence[Path] = (),
    fast: bool = False,
) -> tuple[tuple[Article, ...], tuple[Rejected, ...]]:
    """``stemma.read.read_paths``."""
    articles: dict[str, Article] = {}
    rejected: list[Rejected] = []
    for found in iter_inputs(
        paths,
        stdin=stdin,
        progress=progress,
        jobs=jobs,
        page_limit=page_limit,
        fetch=fetch,
        apart=apart,
        fast=fast,
    ):
        if isinstance(found, Rejected):
            rejected.append(found)
        elif isinstance(found, Again):
            before = articles[found.article]
            articles[found.article] = replace(before, captures=(*before.captures, found.capture))
        else:
            articles[found.id] = found
    return tuple(articles.values()), tuple(sorted(rejected, key=lambda item: (item.item, item.reason)))


def iter_inputs(
    paths: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    progress: Callable[[int, int], None] | None = None,
    jobs: int | None = None,
    page_limit: float | None = PAGE_LIMIT,
    fetch: Fetch | None = None,
    before: Iterable[Article] = (),
    apart: Sequence[Path] = (),
    fast: bool = False,
) -> Iterator[Outcome]:
    """``stemma.read.iter_articles``."""
    telling = _Telling()
    for article in before:
        telling.learn(article)
    inputs = _Inputs(stdin=stdin, fetch=fetch, apart=apart)
    for one in _iter_told(telling, paths, inputs, progress, jobs, page_limit, fast=fast):
        yield one.outcome


def iter_received(
    paths: Sequence[str | Path],
    *,
    known: Known | None = None,
    stdin: BinaryIO | None = None,
    progress: Callable[[int, int], None] | None = None,
    jobs: int | None = None,
    page_limit: float | None = PAGE_LIMIT,
    fetch: Fetch | None = None,
    apart: Sequence[Path] = (),
    fast: bool = False,
) -> Iterator[Received]:
    """``stemma.read.iter_received``."""
    telling = _Telling(known=known, fold=False)
    inputs = _Inputs(stdin=stdin, fetch=fetch, apart=apart)
    yield from _iter_told(telling, paths, inputs, progress, jobs, page_limit, fast=fast)


def iter_listings(listings: Iterable[Listing], *, page_limit: float | None, fast: bool) -> Iterator[Received]:
    """As ``iter_received``, of files or portions of them that were listed before, in their order, by one process.

    The next is listed once all captures of the one before are at hand. No page that they name is fetched.
    """
    telling = _Telling(fold=False)
    items = telling.mark_known(
        replace(item, listing=number)
        for number, listing in enumerate(listings)
        for item in _list_items([listing], Intake())
    )
    for item, outcome in _read_items(items, 1, page_limit, fast=fast):
        told = telling.tell(item, outcome)
        if told is not None:
            yield Received(outcome=told, capture=item.capture, identity=item.identity, listing=item.listing)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inputs:
    """What opens the inputs, and what is none of them."""

    stdin: BinaryIO | None
    fetch: Fetch | None
    apart: Sequence[Path]


def _iter_told(
    telling: "_Telling",
    paths: Sequence[str | Path],
    inputs: _Inputs,
    progress: Callable[[int, int], None] | None,
    jobs: int | None,
    page_limit: float | None,
    *,
    fast: bool,
) -> Iterator[Received]:
    listings, rejected = list_inputs(paths, inputs.apart)
    for refused in rejected:
        yield Received(outcome=refused)
    items = telling.mark_known(_list_items(listings, Intake(stdin=inputs.stdin, fetch=inputs.fetch)))
    for item, outcome in _read_items(items, jobs or count_jobs(), page_limit, fast=fast):
        told = telling.tell(item, outcome)
        if told is not None:
            yield Received(outcome=told, capture=item.capture, identity=item.identity)
        if progress and item.done is not None:
            progress(item.done, len(listings))


def count_jobs() -> int:
    """How many processes are worth starting: one a core that this process may use, eight at the most."""
    try:
        cores = len(os.sched_getaffinity(0))
    except (AttributeError, OSError):
        cores = os.cpu_count() or 1
    return max(1, min(cores, _MOST_JOBS))


def _list_items(listings: Sequence[Listing], intake: Intake) -> Iterator[_Item]:
    for number, listing in enumerate(listings, start=1):
        yield from _open_items(intake.open_listing(listing))
        yield _Item(done=number)
    yield from _open_items(intake.fetch_links())


def _open_items(found: Iterable[Capture | Rejected]) -> Iterator[_Item]:
    for one in found:
        yield _Item(rejected=one) if isinstance(one, Rejected) else _Item(capture=one)


def _read_items(
    items: Iterator[_Item], jobs: int, limit: float | None, *, fast: bool
) -> Iterator[tuple[_Item, Article | Rejected | None]]:
    """Each item with what came of its page, in order: the first pages here, where there are many more in processes.

    In processes from the first, too, in a thread besides the main one, where no limit can be kept: a page that takes
    for ever, or that a library's code breaks down over, must not be the end of a server.
    """
    read = 0
    serial = 0 if limit and threading.current_thread() is not threading.main_thread() else _SERIAL
    for item in items:
        if item.capture is None or item.met:
            yield item, None
        elif (jobs > 1 or not serial) and read >= serial:
            yield from _read_in_processes(chain((item,), items), jobs, limit, fast=fast)
        else:
            read += 1
            yield item, read_within(partial(read_capture, fast=fast), item.capture, limit)


def _read_in_processes(
    items: Iterator[_Item], jobs: int, limit: float | None, *, fast: bool
) -> Iterator[tuple[_Item, Article | Rejected | None]]:
    from stemma.read.page_workers import PageWorkers, WorkersMissing

    try:
        with PageWorkers(jobs, limit, fast=fast) as workers:
            yield from workers.read_all((item, None if item.met else item.capture) for item in items)
    except WorkersMissing:  # no processes are to be had here: one page after the other, as before
        yield from _read_items(items, 1, limit if can_limit() else None, fast=fast)


class _Telling:
    """What was met so far, so that a page found again is told as such.

    ``known`` knows of captures that were met in earlier runs. Without ``fold`` a page is found again by its bytes
    alone, and who is told of pages of one address decides what they are.
    """

    def __init__(self, *, known: Known | None = None, fold: bool = True) -> None:
        self._known = known
        self._fold = fold
        self._met: set[str] = set()
        self._failed: dict[str, str] = {}
        self._moved: dict[str, str] = {}
        self._doubles = Doubles()
        self._passed: set[str] = set()

    def learn(self, article: Article) -> None:
        """Know ``article``, which an earlier run told, and pass over the captures that it names."""
        self._met.add(article.id)
        for seen in article.captures:
            self._passed.add(seen.source)
            self._doubles.learn(article, seen.url)

    def mark_known(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """The items, those marked whose bytes were met before."""
        for item in items:
            if item.capture is None:
                yield item
                continue
            if item.capture.source in self._passed:
                continue
            identity = identify_capture(item.capture)
            if identity not in self._met and self._known and (article := self._known(identity)):
                self._moved[identity] = article
                self._met.add(identity)
            yield replace(item, identity=identity, met=identity in self._met)
            self._met.add(identity)

    def tell(self, item: _Item, outcome: Article | Rejected | None) -> Outcome | None:
        """What the caller gets for ``item``; None for the end of an input."""
        if item.capture is None:
            return item.rejected
        if item.met:
            if item.identity in self._failed:
                return Rejected(item=item.capture.source, stage="read", reason=self._failed[item.identity])
            article = self._moved.get(item.identity, item.identity)
            return Again(article=article, capture=make_seen(item.capture, SAME_BYTES))
        assert outcome is not None
        if isinstance(outcome, Rejected):
            self._failed[item.identity] = outcome.reason
            return outcome
        again = self._doubles.tell_again(outcome, item.capture) if self._fold else None
        if again is not None or outcome.id != item.identity:
            self._moved[item.identity] = again.article if again else outcome.id
        return again or outcome
