"""What comes of an answer, or of none, to a question to a feed."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from stemma.collection.watching.book import make_digest
from stemma.collection.watching.desk import Desk
from stemma.collection.watching.feed_state import FEED, FeedState, PageState
from stemma.collection.watching.intervals import choose_back_off, choose_interval, choose_wait, read_floor
from stemma.collection.watching.journal import count_of
from stemma.collection.watching.reading_in import read_capture_in
from stemma.collection.watching.schedule import write_key
from stemma.model.capture import Capture, Link
from stemma.read.contents import Contents, list_contents
from stemma.read.web.polling import Polled, Question

_GONE = "The feed is gone (status 410); it is not asked again."
_NO_FEED = "It was a feed, and its server gives a page in its place."
_FAILURES_OF_A_MOVE = 3
"""So many failures where it moved to, and it is asked where it was listed once more."""


def ask_feed(state: FeedState) -> Question:
    """What is asked of a feed."""
    return Question(
        link=Link(url=state.moved or state.url, source=state.url),
        key=write_key(FEED, state.url),
        etag=state.etag,
        changed=state.changed,
        validated=state.validated,
    )


def take_feed(desk: Desk, state: FeedState, polled: Polled) -> None:
    """Keep what came of asking a feed, and make its new pages wanted."""
    if polled.refused is not None:
        _note_failure(desk, state, polled)
        return
    desk.note_answer()
    desk.counts.polled += 1
    desk.counts.failing.discard(state.url)
    if state.failures:
        desk.journal.tell("answers", "answers again", feed=state.url, failures=state.failures)
    if polled.moved and polled.moved != state.moved:
        desk.journal.tell("moved", f"has moved for good to {polled.moved}; it is asked there", feed=state.url)
    before = state
    state = replace(
        state,
        moved=polled.moved or state.moved,
        etag=polled.etag,
        changed=polled.changed,
        validated=polled.url,
        polled=desk.now(),
        failures=0,
        reason=None,
        answers=state.answers + 1,
    )
    capture = polled.capture
    digest = hashlib.sha256(capture.content).hexdigest()[:32] if capture else state.digest
    if capture is None or digest == state.digest:
        desk.journal.tell("unchanged", "nothing new", level="debug", feed=state.url)
        _plan_next(desk, state, new=0)
        return
    state = replace(state, digest=digest, floor=read_floor(capture.content, polled.fresh))
    _take_contents(desk, state, capture, before)


def _name_kind(contents: Contents, capture: Capture) -> str:
    if contents.names_lists:
        return "list"
    itself = [one for _, one in contents.captures if one.content == capture.content]
    return "page" if itself and not contents.links else "feed"


def _take_contents(desk: Desk, state: FeedState, capture: Capture, before: FeedState) -> None:
    contents = list_contents(capture)
    kind = _name_kind(contents, capture)
    if kind == "page" and state.kind in ("feed", "list"):
        # what stands in for a feed while its site is mended is no article
        no_feed = Polled(key=state.url, link=Link(url=state.url, source=state.url), url=state.url, refused=_NO_FEED)
        _note_failure(desk, before, no_feed)
        return
    state = replace(state, kind=kind)
    for one in contents.rejected:
        desk.reject(one.item, one.reason)
    if contents.names_lists:
        children, gone = desk.book.set_children(state, contents.links)
        for url in gone:
            desk.schedule.drop((FEED, url))
        for child in children:
            desk.plan(child)
        state = replace(state, entries=len(contents.links))
        desk.journal.tell("list", f"names {count_of(len(contents.links), 'feed')}", feed=state.url, new=len(children))
        _plan_next(desk, state, new=len(children))
        return
    read = _read_carried(desk, contents)
    wanted, digests = desk.book.find_new(state.url, contents.links)
    room = max(0, desk.options.max_pages - desk.book.count_wanted(state.url))
    if len(wanted) > room:
        reason = f"It names more new pages than the {desk.options.max_pages:,} that may wait to be fetched."
        desk.reject(state.url, f"{reason} --max-pages sets how many.")
        desk.journal.tell("left-out", reason, level="warning", feed=state.url, pages=len(wanted) - room)
        wanted = wanted[:room]
    new = len(wanted) + read
    total = len(contents.links) + len(contents.captures)
    if new:
        desk.journal.tell("news", f"{count_of(new, 'new page')} of {total:,}", feed=state.url, new=new, entries=total)
    state = replace(state, entries=total, news=desk.now() if new else state.news)
    _plan_next(desk, state, new=new, pages=wanted, digests=digests)


def _read_carried(desk: Desk, contents: Contents) -> int:
    """Read the pages that a feed carries whole and the store does not have; how many were new or have new words."""
    held = desk.collection.store.get_articles([identity for identity, _ in contents.captures])
    read = 0
    for identity, capture in contents.captures:
        if identity not in held:
            desk.stop.check()
            read += len(read_capture_in(desk, capture).new)
    return read


def _plan_next(
    desk: Desk,
    state: FeedState,
    *,
    new: int,
    pages: list[PageState] | None = None,
    digests: list[bytes] | None = None,
) -> None:
    interval = choose_interval(state.interval, new=new, first=state.answers <= 1, least=desk.options.every)
    wait = choose_wait(interval, state.floor, desk.pulse.draw())
    state = replace(state, interval=interval, wait=wait, due=desk.due_in(wait))
    if pages is None:
        desk.book.put_feed(state)
    else:
        desk.book.put_news(state, pages, digests or [make_digest(state.url)])
        for page in pages:
            desk.plan(page)
    desk.plan(state)


def _note_failure(desk: Desk, state: FeedState, polled: Polled) -> None:
    key = (FEED, state.url)
    reason = polled.refused or ""
    desk.counts.failed += 1
    desk.counts.failing.add(state.url)
    if polled.gone:
        desk.book.put_feed(replace(state, gone=True, reason=_GONE, polled=desk.now(), failures=state.failures + 1))
        desk.journal.tell("gone", _GONE, level="warning", feed=state.url)
        desk.reject(state.url, _GONE)
        return
    failures = state.failures + 1
    wait = choose_back_off(failures, least=desk.options.every, wanted=polled.wait, drawn=desk.pulse.draw())
    if desk.note_silence(key, polled, state):
        return
    moved = state.moved if failures < _FAILURES_OF_A_MOVE else None
    failed = replace(
        state, failures=failures, reason=reason, polled=desk.now(), wait=wait, due=desk.due_in(wait), moved=moved
    )
    desk.book.put_feed(failed)
    desk.plan(failed)
    if failures & (failures - 1) == 0:  # the first, the second, the fourth, ...: told, not repeated without end
        times = f" (for the {failures}th time)" if failures > 2 else ""
        desk.journal.tell(
            "failed", f"{reason}{times}", level="warning", feed=state.url, failures=failures, wait=int(wait)
        )
