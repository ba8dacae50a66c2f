"""What comes of an answer, or of none, to a question for a page that a feed named."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from stemma.collection.watching.desk import Desk
from stemma.collection.watching.feed_state import PAGE, PageState, load_hints
from stemma.collection.watching.intervals import LONGEST_RETRY_AFTER, LOOKS, TRIES
from stemma.collection.watching.reading_in import read_capture_in
from stemma.collection.watching.schedule import write_key
from stemma.model.capture import Link
from stemma.read.web.polling import Polled, Question


def ask_page(state: PageState) -> Question:
    """What is asked for a page."""
    return Question(
        link=Link(url=state.asked, source=state.feed, hints=load_hints(state.hints)),
        key=write_key(PAGE, state.url),
        etag=state.etag,
        changed=state.changed,
        validated=state.validated,
    )


def take_page(desk: Desk, state: PageState, polled: Polled) -> None:
    """Read a page into the store, and see to it that it is looked at again, or tried again, a few times."""
    if polled.refused is not None:
        _note_failure(desk, state, polled)
        return
    desk.note_answer()
    capture = polled.capture
    digest = hashlib.sha256(capture.content).hexdigest()[:32] if capture else state.digest
    looks = state.looks + state.read
    if capture is not None and digest != state.digest:
        report = read_capture_in(desk, capture)
        if report.revised:
            desk.journal.tell("edited", f"{state.asked} has new words", feed=state.feed, look=looks)
        if report.rejected and not (report.new or report.again or state.read):
            desk.book.drop_page(state.url)
            return
    state = replace(
        state,
        read=True,
        tries=0,
        reason=None,
        looks=looks,
        etag=polled.etag,
        changed=polled.changed,
        validated=polled.url,
        digest=digest,
    )
    _plan_look(desk, state)


def postpone_page(desk: Desk, state: PageState) -> None:
    """Leave a page for later, without counting it as a failure: its host answers nobody."""
    _put_off(desk, state, TRIES[0])


def _plan_look(desk: Desk, state: PageState) -> None:
    if state.looks >= len(LOOKS):
        desk.book.drop_page(state.url)
        return
    passed = LOOKS[state.looks - 1] if state.looks else 0.0
    _put_off(desk, state, LOOKS[state.looks] - passed)


def _put_off(desk: Desk, state: PageState, wait: float) -> None:
    state = replace(state, wait=wait, due=desk.due_in(wait))
    desk.book.put_page(state)
    desk.plan(state)


def _note_failure(desk: Desk, state: PageState, polled: Polled) -> None:
    if desk.note_silence((PAGE, state.url), polled, state):
        return
    reason = polled.refused or ""
    if polled.lasting or state.tries >= len(TRIES):
        desk.book.drop_page(state.url)
        if not state.read:
            desk.reject(state.asked, reason)
            desk.journal.tell("rejected", f"{state.asked}: {reason}", level="warning", feed=state.feed)
        return
    wait = max(TRIES[state.tries], min(polled.wait or 0.0, LONGEST_RETRY_AFTER))
    wait *= 1 + 0.2 * desk.pulse.draw()
    _put_off(desk, replace(state, tries=state.tries + 1, reason=reason), wait)
    desk.journal.tell("failed", f"{state.asked}: {reason}", level="debug", feed=state.feed)
