"""Captures in hand, read into the collection: what ``Collection.read`` does, with what was fetched already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stemma.collection.reports import ReadReport
from stemma.collection.watching.desk import Desk
from stemma.collection.watching.stage_state import mark_owed
from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link

_NO_PAGE = "It is a feed or a list, named where a page was meant; give its address to the watch itself."


def read_capture_in(desk: Desk, capture: Capture) -> ReadReport:
    """Read one capture into the store. What came of it is counted."""
    given = {capture.source: capture}

    def hand_over(links: Iterable[Link]) -> Iterator[Capture | Rejected]:
        named: set[str] = set()
        for link in links:
            found = given.pop(link.url, None)
            if found is not None:
                yield found
            elif link.source not in named:
                named.add(link.source)
                yield Rejected(item=link.source, stage="read", reason=_NO_PAGE)

    mark_owed(desk)
    report = desk.collection.read([capture.source], fetch=hand_over, jobs=1, page_limit=desk.options.page_limit)
    desk.stirred = desk.stirred or bool(report.new)
    counts = desk.counts
    counts.articles += len(report.new) - len(report.revised)
    counts.edited += len(report.revised)
    counts.rejected += len(report.rejected)
    for one in report.rejected:
        desk.journal.tell("rejected", f"{one.item}: {one.reason}", level="debug")
    return report
