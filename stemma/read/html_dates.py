"""When a page was published: its data against what it shows, the local day before the machine's."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from stemma.read.dates import day_of, find_dates, hours_between, read_stamp
from stemma.read.structured_data import PageData

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished", "publication_date",
    "publish-date", "publishdate", "published_time", "pubdate", "pub_date", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "article_date_original", "article.published",
    "cxenseparse:recs:publishtime", "originalpublicationdate", "date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
)
_CHANGED = re.compile(r"\b(?:updated|modified|last edited|revised)\b", re.I)
_NO_YEAR = re.compile(
    r"\b(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!,? (?:19|20)\d\d)",
    re.I,
)


def find_published(data: PageData, visible: Sequence[str]) -> tuple[str | None, str | None]:
    """When the article was published and modified, ISO 8601. ``visible``: the lines around the headline.

    The machine's stamp is often UTC, and often that of an update: where the page prints a day next to
    it, the printed one is the day it was published there.
    """
    stamps = list(_published_stamps(data))
    modified = next(_modified_stamps(data), None)
    printed, changed = _printed_dates(visible, data, stamps[0] if stamps else modified)
    modified = modified or changed
    if not stamps:
        shown = next(_time_stamps(data), None)
        # a time element says the zone of the day and hour that the page prints
        zoned = shown and printed and len(shown) > len(printed) and shown.startswith(printed)
        return shown if zoned else printed or shown, modified
    stamp = stamps[0]
    if printed:
        return _settle(stamp, printed, stamps), modified
    return stamp, modified


def _published_stamps(data: PageData) -> Iterator[str]:
    values = [data.article.get("datePublished"), data.article.get("dateCreated"), data.page.get("datePublished")]
    values += [value for name in _PUBLISHED for value in data.metas.get(name, ())]
    yield from (stamp for value in values if (stamp := read_stamp(value)))
    yield from (stamp for value, _, names in data.times if "publi" in names and (stamp := read_stamp(value)))


def _modified_stamps(data: PageData) -> Iterator[str]:
    values = [data.article.get("dateModified"), data.page.get("dateModified")]
    values += [value for name in _MODIFIED for value in data.metas.get(name, ())]
    return (stamp for value in values if (stamp := read_stamp(value)))


def _time_stamps(data: PageData) -> Iterator[str]:
    return (
        stamp
        for value, text, _ in data.times
        if not _CHANGED.search(text) and (stamp := read_stamp(value) or read_stamp(text))
    )


def _printed_dates(visible: Sequence[str], data: PageData, stamp: str | None) -> tuple[str | None, str | None]:
    """The first day that the page prints as its own, and the first that it prints as that of a change."""
    published = changed = None
    texts = [*visible, *(text for _, text, _ in data.times if stamp)]
    for text in texts:
        for found in find_dates(_with_year(text, stamp)):
            before = text[: found.start]
            if _CHANGED.search(before[-30:]):
                changed = changed or found.iso
            elif published is None and (stamp is None or abs((day_of(stamp) - found.day).days) <= 1):
                published = found.iso
    return published, changed


def _with_year(text: str, stamp: str | None) -> str:
    """``text`` with the year of ``stamp`` behind a month and day that stand without one."""
    if stamp is None or len(text) > 160:
        return text
    return _NO_YEAR.sub(lambda match: f"{match[0]}, {stamp[:4]}", text)


def _settle(stamp: str, printed: str, stamps: Sequence[str]) -> str:
    """The machine's moment in the zone of the printed day, if they meet; else the likelier of both."""
    if day_of(stamp) == day_of(printed):
        return stamp if len(printed) <= 10 or hours_between(stamp, printed) is None else printed
    if not _can_be_local(stamp, printed):
        return stamp
    if len(printed) <= 10 or hours_between(stamp, printed) is not None:
        return printed
    for moment in stamps:
        if len(moment) <= 19:
            continue
        offset = datetime.fromisoformat(printed[:19]) - datetime.fromisoformat(moment).replace(tzinfo=None)
        minutes = round(offset / timedelta(minutes=15)) * 15
        if -12 * 60 <= minutes <= 14 * 60 and moment.endswith("+00:00"):
            sign = "-" if minutes < 0 else "+"
            return f"{printed[:19]}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    return printed


def _can_be_local(stamp: str, printed: str) -> bool:
    """Whether the printed day can be the day of ``stamp`` in some zone: none is 12 hours behind or 15 ahead of UTC."""
    if len(stamp) <= 10:
        return False
    if len(stamp) > 19 and not stamp.endswith("+00:00"):
        return False
    hour = int(stamp[11:13])
    return hour < 12 if day_of(printed) < day_of(stamp) else hour >= 10
