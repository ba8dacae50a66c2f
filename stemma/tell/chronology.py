"""The timeline: what happened when, as precisely as is known, and when each article reported it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stemma.model.dossier import Dossier, Finding
from stemma.tell.arrangement import group_moments, list_articles
from stemma.tell.timeline_chart import NARROW, WIDE, Chart, draw_chart, gather_dates
from stemma.tell.wording import say_date

_FIRST_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A date of the timeline in words."""

    iso: str
    words: str
    note: str
    """How precisely it is known, where it is no plain day."""
    shared: tuple[Finding, ...]
    alone: tuple[Finding, ...]
    """What one article alone says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """When an article was published, and what it had before all others that have it."""

    article: str
    published: str
    first: tuple[Finding, ...]
    """Eight at most, the most widely reported first."""
    firsts: int
    """How many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """What the page shows of when it happened and when it was reported."""

    wide: Chart | None
    narrow: Chart | None
    """None where nothing can be put on a scale."""
    rows: tuple[Row, ...]
    reports: tuple[Report, ...]


def view_timeline(dossier: Dossier) -> TimelineView | None:
    """The timeline of ``dossier`` for the page; None where no finding is dated."""
    known = {finding.id: finding for finding in dossier.findings}
    rows = tuple(_make_row(iso, words, [known[key] for key in keys if key in known], dossier)
                 for iso, words, keys in group_moments(dossier))  # fmt: skip
    rows = tuple(row for row in rows if row.shared or row.alone)
    if not rows:
        return None
    dated = gather_dates(dossier, known)
    return TimelineView(
        wide=draw_chart(dated, dossier.articles, WIDE),
        narrow=draw_chart(dated, dossier.articles, NARROW),
        rows=rows,
        reports=list_reports(dossier),
    )


def _make_row(iso: str, words: str, findings: Sequence[Finding], dossier: Dossier) -> Row:
    grains = {m.precision for m in dossier.timeline if say_date(m.date) == words}
    notes = {"time": "with a time of day", "week": "the week from that day", "decade": "the ten years from then",
             "quarter": "the three months from then"}  # fmt: skip
    found = [notes[grain] for grain in sorted(grains) if grain in notes]
    return Row(
        iso=iso,
        words=words,
        note=found[0] if len(grains) == 1 and found else "",
        shared=tuple(f for f in findings if f.relation != "single"),
        alone=tuple(f for f in findings if f.relation == "single"),
    )


def list_reports(dossier: Dossier) -> tuple[Report, ...]:
    """The articles in the dossier's order, each with what it reported before all others that report it.

    First is who was published before every other article that has the finding; where one of them is undated, or two
    cannot be told apart (a day without an hour), nobody is.
    """
    published = {article.id: article.published for article in dossier.articles}
    first: dict[str, list[Finding]] = defaultdict(list)
    for finding in dossier.findings:
        holders = [key for key in list_articles(finding) if key in published]
        if len(holders) < 2 or finding.withheld:
            continue
        for one in holders:
            if all(one == other or _is_before(published[one], published[other]) for other in holders):
                first[one].append(finding)
    reports = []
    for article in dossier.articles:
        found = sorted(first[article.id], key=lambda f: -len(list_articles(f)))
        reports.append(
            Report(
                article=article.id,
                published=say_date(article.published),
                first=tuple(found[:_FIRST_SHOWN]),
                firsts=len(found),
            )
        )
    return tuple(reports)


def _is_before(one: str | None, other: str | None) -> bool:
    """Whether ``one`` is surely earlier: by the instant where both have hour and zone, else by the day."""
    if not one or not other:
        return False
    try:
        first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
        if first.tzinfo and second.tzinfo:
            return first < second
    except ValueError:
        pass
    size = min(len(one), len(other), 10)
    return one[:size] < other[:size]
