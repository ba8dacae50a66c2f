"""The day from which an article counts: its publication, or what the other articles of the story tell of it."""

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from stemma.annotate.calendar import MONTH, MONTHS, WEEKDAY, WEEKDAYS, find_weekday, make_date
from stemma.model.article import Article

_LEAD = 1500
"""How many characters of the body are asked for the day of the news."""
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")
_DAY_MONTH = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+({MONTH})|({MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?)"
    r"(?:,?\s+(\d{4}))?(?![\d:])",
    re.I,
)
_WEEKDAY = re.compile(rf"(?<!last )(?<!next )\b({WEEKDAY})\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """An article's reference date, how precise it is, and how it was settled."""

    date: datetime.date | None = None
    precision: Literal["day", "month", "year"] | None = None
    reason: str = ""

    @property
    def day(self) -> datetime.date | None:
        """The date where the very day is known."""
        return self.date if self.precision == "day" else None


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What an article's lead says of its day: weekdays named, in order, and dates as (year or None, month, day)."""

    weekdays: tuple[int, ...]
    dates: tuple[tuple[int | None, int, int], ...]


def parse_published(published: str | None) -> Anchor:
    """The anchor of a date of publication as an article bears it (ISO 8601, reduced precision allowed)."""
    match = _ISO.match(published or "")
    if not match:
        return Anchor(reason="no date of publication")
    year, month, day = (int(part) if part else None for part in match.groups())
    known = make_date(year or 0, month or 1, day or 1)
    if known is None:
        return Anchor(reason="the date of publication does not exist")
    precision: Literal["day", "month", "year"] = "day" if day else "month" if month else "year"
    return Anchor(date=known, precision=precision, reason="date of publication")


def _read_lead(article: Article) -> _Evidence:
    spans = article.body or ((0, len(article.text)),)
    parts, size = [], 0
    for start, end in spans:
        parts.append(article.text[start : min(end, start + _LEAD - size)])
        size += len(parts[-1])
        if size >= _LEAD:
            break
    lead = "\n".join(parts)
    weekdays = tuple(WEEKDAYS[found.group(1).lower()] for found in _WEEKDAY.finditer(lead))
    dates = []
    for found in _DAY_MONTH.finditer(lead):
        month = MONTHS.get((found.group(2) or found.group(3)).lower().rstrip("."))
        if month:
            year = int(found.group(5)) if found.group(5) else None
            dates.append((year, month, int(found.group(1) or found.group(4))))
    return _Evidence(weekdays, tuple(dates))


def _choose(days: Sequence[datetime.date]) -> datetime.date:
    """The most frequent day, the latest of equals: from a later day, a weekday named still finds its date."""
    counts = Counter(days)
    return max(counts, key=lambda day: (counts[day], day))


def _settle_by_story(own: _Evidence, peers: Sequence[tuple[datetime.date, _Evidence]]) -> Anchor:
    """The day of an undated article from the dated ones of its story."""
    usual = _choose([day for day, _ in peers])
    latest = max(day for day, _ in peers)
    dated = [make_date(year or usual.year, month, day) for year, month, day in own.dates]
    near = sorted(day for day in dated if day is not None and -7 <= (day - usual).days <= (latest - usual).days + 3)
    if near and near[-1] >= usual:
        return Anchor(date=near[-1], precision="day", reason="a date in its own text, the year from the other articles")
    if own.weekdays:
        first = own.weekdays[0]
        same = [day for day, evidence in peers if evidence.weekdays[:1] == (first,)]
        if same:
            return Anchor(date=_choose(same), precision="day", reason="names the same weekday as dated articles")
        counts = Counter(own.weekdays)
        if usual.weekday() in counts:
            return Anchor(date=usual, precision="day", reason="names the weekday on which others were published")
        news = find_weekday(first, latest, -1)
        if news is not None and news > usual:
            return Anchor(date=news, precision="day", reason="the weekday it names, by the other articles")
    return Anchor(date=usual, precision="day", reason="the day on which most of the story's articles were published")


def _settle_alone(own: _Evidence) -> Anchor | None:
    """The day of an article from a full date in its lead that falls on a weekday the lead names."""
    full = [make_date(year, month, day) for year, month, day in own.dates if year is not None]
    fitting = sorted(day for day in full if day is not None and day.weekday() in own.weekdays)
    if not fitting:
        return None
    return Anchor(date=fitting[-1], precision="day", reason="a full date in its own text, on a weekday it names")


def find_anchors(articles: Sequence[Article]) -> dict[str, Anchor]:
    """The reference date of each article of one story, by article id; the order of the articles does not show.

    A page's own date of publication comes first. Where there is none, the other articles of the story and the dates in
    the article's own lead settle it; where nothing does, ``date`` is None.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    anchors = {article.id: parse_published(article.published) for article in ordered}
    evidence = {article.id: _read_lead(article) for article in ordered}
    if not any(anchor.day for anchor in anchors.values()):
        for article in ordered:
            alone = _settle_alone(evidence[article.id]) if anchors[article.id].date is None else None
            anchors[article.id] = alone or anchors[article.id]
    peers = [(anchor.day, evidence[key]) for key, anchor in anchors.items() if anchor.day is not None]
    for article in ordered:
        if peers and anchors[article.id].date is None:
            anchors[article.id] = _settle_by_story(evidence[article.id], peers)
    return {article.id: anchors[article.id] for article in articles}
