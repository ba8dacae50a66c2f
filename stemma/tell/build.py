"""Telling a story: from findings to a dossier."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from stemma.model.annotation import Entity
from stemma.model.article import Article, Rejected
from stemma.model.dossier import SCHEMA, Comparison, Dossier, Finding, Moment, Place, Story
from stemma.model.overrides import Override
from stemma.tell.summary import summarise
from stemma.text.article_order import place_article
from stemma.text.days import read_day
from stemma.version import __version__

_STORY_PLACES = 3
_STORY_DAYS = 31


def build_dossier(
    articles: Sequence[Article],
    comparison: Comparison,
    entities: Sequence[Entity],
    places: Sequence[Place],
    *,
    rejected: Sequence[Rejected],
    settings: Mapping[str, Any],
    overrides: Sequence[Override] = (),
    parts: Sequence[Sequence[Article]] = (),
    title: str | None = None,
    story: str | None = None,
) -> Dossier:
    """The dossier of one story. Articles stand in order of publication, the undated last.

    ``parts`` are groups of its articles that seem to tell of different events: a note says so. ``title`` is the
    headline of its most central article, as grouping found it; it is taken where an article here has it.
    ``story`` is its id; without it, that of the earliest article.
    """
    ordered = tuple(sorted(articles, key=lambda a: (a.published or "9999", a.source, a.id)))
    return Dossier(
        schema=SCHEMA,
        story=_tell_story(ordered, comparison.findings, entities, title, story),
        articles=ordered,
        findings=comparison.findings,
        origins=comparison.origins,
        copies=comparison.copies,
        entities=tuple(entities),
        places=tuple(places),
        timeline=_tell_timeline(comparison.findings),
        quotations=comparison.quotations,
        summary=summarise(comparison.findings, ordered, entities),
        rejected=tuple(sorted(rejected, key=lambda r: (r.item, r.stage, r.reason))),
        notes=(*_note_limits(ordered), *_note_parts(parts), *comparison.notes),
        overrides=tuple(overrides),
        stemma_version=__version__,
        settings=dict(settings),
    )


def _tell_story(
    articles: Sequence[Article],
    findings: Sequence[Finding],
    entities: Sequence[Entity],
    title: str | None,
    story: str | None,
) -> Story:
    dates = _recent_days(articles, findings) or [a.published[:10] for a in articles if a.published]
    places = sorted((e for e in entities if e.kind == "place"), key=lambda e: (-e.mentions, e.name))
    return Story(
        id=story or min(articles, key=place_article).id,
        title=title if title and title in _list_titles(articles) else _choose_title(articles),
        start=min(dates, default=None),
        end=max(dates, default=None),
        places=tuple(e.name for e in places[:_STORY_PLACES]),
    )


def _recent_days(articles: Sequence[Article], findings: Sequence[Finding]) -> list[str]:
    """The days on which two articles or more say that something happened, in the month up to the last report."""
    days = [f.date[:10] for f in findings if f.date and len(f.date) >= 10 and len({c.article for c in f.claims}) > 1]
    reported = [day for a in articles if (day := read_day(a.published))]
    last = max(reported or [day for d in days if (day := read_day(d))], default=None)
    if last is None:
        return days
    first = last - timedelta(days=min(_STORY_DAYS, last.toordinal() - 1))
    return [d for d in days if first.isoformat() <= d <= last.isoformat()]


def _note_limits(articles: Sequence[Article]) -> tuple[str, ...]:
    """What this dossier could not do, and why."""
    notes = []
    if len(articles) == 1:
        notes.append("Only one article could be used, so there is nothing to compare it with.")
    if not any(a.published for a in articles):
        notes.append("No article shows when it was published, so weekdays and other relative dates are left open.")
    cut = [a.outlet or a.source for a in articles if a.truncated]
    if cut:
        notes.append(f"These pages end before their article does: {', '.join(cut)}.")
    return tuple(notes)


def _note_parts(parts: Sequence[Sequence[Article]]) -> tuple[str, ...]:
    if not parts:
        return ()
    told = "; ".join(", ".join(a.outlet or a.source for a in part) for part in parts)
    return (f"These articles seem to tell of {len(parts)} events, and were taken as one story as asked: {told}.",)


def _list_titles(articles: Sequence[Article]) -> set[str]:
    return {" ".join((a.title or "").split()) for a in articles}


def _choose_title(articles: Sequence[Article]) -> str:
    """The headline whose words the other articles use most: a real one, never a made one."""
    texts = [set(_words(a.text)) for a in articles]
    titled = [a for a in articles if a.title]
    if not titled:
        first = next((a for a in articles if a.body), None)
        return " ".join(first.text[slice(*first.body[0])].split())[:120] if first else "(no headline)"

    def central(article: Article) -> float:
        words = set(_words(article.title or ""))
        return sum(len(words & text) for text in texts) / max(1, len(words))

    return min(titled, key=lambda a: (-round(central(a), 6), a.title or "", a.id)).title or ""


def _words(text: str) -> list[str]:
    return [w.strip("’'“”\".,:;!?()") for w in text.casefold().split() if len(w) > 3]


def _tell_timeline(findings: Sequence[Finding]) -> tuple[Moment, ...]:
    """What happened when: findings by their date, the more widely reported first."""
    by_date: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.date and finding.date_precision:
            by_date[finding.date, finding.date_precision].append(finding)
    return tuple(
        Moment(date=date, precision=precision, findings=tuple(f.id for f in by_date[date, precision]))
        for date, precision in sorted(by_date)
    )
