"""The dates that a page gives for itself: what its data say, what it prints, what its address holds."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lxml import etree

from stemma.read.credits import read_byline
from stemma.read.date_words import Meaning, tell_meaning, tell_meaning_after
from stemma.read.dates import Order, PrintedDate, find_dates, make_day, read_stamp
from stemma.read.lines import ends_sentence
from stemma.read.page_text import PageText
from stemma.read.structured_data import PageData

PUBLISHED_METAS = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "og:pubdate",
    "datepublished", "publication_date", "publish-date", "publishdate", "publish_date", "published_time", "published",
    "pubdate", "pub_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date.created", "datecreated", "article_date_original", "article.published", "article.created",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "originalpublicationdate", "citation_publication_date",
    "citation_date", "bt:pubdate", "rnews:datepublished", "timestamp", "article:publicationdate", "displaydate",
    "ptime", "cdate", "analyticsattributes.articledate", "dc:date", "dc:created",
)  # fmt: skip
PLAIN_METAS = ("dc.date", "dcterms.date", "date", "og:date", "creation_date", "created", "sort_date", "eprints.date")
"""Of these some are the day of the request, so that what the page prints may overrule them."""
MODIFIED_METAS = (
    "article:modified_time", "article:modified", "og:updated_time", "og:modified_time", "datemodified", "lastmod",
    "last-modified", "dcterms.modified", "dc.date.modified", "modified_time", "date_modified", "article.updated",
    "updated_time", "cxenseparse:recs:modifiedtime", "bt:moddate", "revision_date", "modificationdate",
)  # fmt: skip
NEAR = "printed near the headline"
"""The place of a date that is the article's own."""
AWAY = ("comments", "links to other articles", "newsletter", "advertisement", "notice on cookies", "plea for money")
_DATE_NAMES = re.compile(
    r"\b(?:date|dates|datum|fecha|data|time|timestamp|timedata|published|pubdate|posted|postdate|byline|dateline)\b"
    r"|(?:post|entry|article|publish|pub|news|story|created?)[-_]?(?:date|time|meta|info|datum|on)\b|\bdate[-_]|[-_](?:date|datum|time)\b"
)
_HEAD_NAMES = re.compile(
    r"\b(?:entry|post|article|story|news|beitrag)[-_]?(?:footer|header|meta|info|details?)\b|\bmeta\b"
)
_LONG = 220
_SHORT = 110
_AFTER = ((3, 3.0), (8, 2.0), (15, 1.0))
_ABOVE = 4
_MANY = 4
_LONG_META = 160
_LABEL = 30
_OPENING = 20
_MOSTLY = 0.5
_TEASER = 60
_FEW_WORDS = 4
_NO_YEAR = re.compile(
    r"\b(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!,? (?:19|20)\d\d)",
    re.IGNORECASE,
)
_SLASHED_YEAR = re.compile(r"/(?:19|20)\d\d(?!\d)")
_SLASHED = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)$")
_MOST_TEXT = 200_000
_PATH_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>0[1-9]|1[0-2])(?=[/-])")
_PATH_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[/_-]?)(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_PATH_NAMED = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>[a-z]{3,9})/(?P<day>\d{1,2})(?:/|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A date that the page gives. ``weight`` orders what is printed; what machines are told is ordered by its place."""

    kind: Literal["published", "modified"]
    value: str
    where: str
    weight: float = 0.0
    line: int | None = None


def find_data_dates(data: PageData, order: Order | None) -> Iterator[Evidence]:
    """The dates of JSON-LD, microdata and meta tags, the surest first."""
    found = list(_list_data(data))
    for kind, value, where in found:
        stamp = read_stamp(value, order)
        if stamp:
            yield Evidence(kind=kind, value=stamp, where=where)


def _list_data(data: PageData) -> Iterator[tuple[Literal["published", "modified"], object, str]]:
    for name in ("datePublished", "dateCreated"):
        yield "published", data.article.get(name), f"JSON-LD {name}"
    for kind, name in (("published", "datepublished"), ("modified", "datemodified"), ("published", "datecreated")):
        for prop in data.properties:
            if prop.name == name and not prop.apart:
                yield kind, prop.value, f"itemprop {name}"  # type: ignore[misc]
    yield "modified", data.article.get("dateModified"), "JSON-LD dateModified"
    for name in PUBLISHED_METAS:
        for value in data.metas.get(name, ()):
            yield "published", value, f"meta {name}"
    yield "published", data.page.get("datePublished"), "JSON-LD datePublished of the page"
    for node in data.objects:
        yield "published", node.get("uploadDate"), "JSON-LD uploadDate"
    for name in MODIFIED_METAS:
        for value in data.metas.get(name, ()):
            yield "modified", value, f"meta {name}"
    yield "modified", data.page.get("dateModified"), "JSON-LD dateModified of the page"


def find_plain_metas(data: PageData, order: Order | None) -> Iterator[Evidence]:
    """Meta tags that bear a date without saying of what."""
    for name in PLAIN_METAS:
        for value in data.metas.get(name, ()):
            if stamp := read_stamp(value, order):
                yield Evidence(kind="published", value=stamp, where=f"meta {name}")


def find_order(data: PageData, page: PageText, url: str | None) -> Order:
    """How the page writes a date of figures: by one that can be read in one way only, or is the day that its data give
    in one way, else by its language and land."""
    stamp = next((stamp for _, value, _ in _list_data(data) if (stamp := read_stamp(value))), None)
    for year in _SLASHED_YEAR.finditer(page.text, 0, _MOST_TEXT):
        match = _SLASHED.search(page.text, max(0, year.start() - 6), year.start())
        if match is None:
            continue
        one, two = int(match[1]), int(match[2])
        if one > 12 >= two:
            return "day first"
        if two > 12 >= one:
            return "month first"
        if stamp and one != two and {one, two} == {int(stamp[5:7]), int(stamp[8:10])} and year[0][1:] == stamp[:4]:
            return "day first" if two == int(stamp[5:7]) else "month first"
    language = (data.language or data.first_meta("og:locale") or "").lower().replace("_", "-")
    host = (url or "").partition("://")[2].partition("/")[0]
    american = language in ("en-us", "en", "english", "") and not re.search(r"\.[a-z]{2}$", host)
    return "month first" if american or host.endswith((".us", ".gov")) else "day first"


def find_printed(
    page: PageText, title_line: int | None, order: Order, *, stamp: str | None = None, month: str | None = None
) -> list[Evidence]:
    """The dates that the page shows as its own, the likeliest first. Comments and lists of other articles are left out.

    ``stamp``: a machine's date, whose year a line near the headline borrows that prints day and month alone.
    ``month``: year and month of the page's address.
    """
    dated: list[tuple[int, PrintedDate, str]] = []
    for n, line in enumerate(page.lines):
        if line.zone in AWAY:
            continue
        text = line.text
        if stamp and len(text) <= _LONG_META and _is_near(n, title_line):
            text = add_year(text, stamp)
        dated += [(n, found, text) for found in find_dates(text if len(text) <= _LONG else text[:_SHORT], order)]
    marks = Counter(_mark_of(page.elements[n]) for n in dict.fromkeys(n for n, _, _ in dated))
    days = {found.day for _, found, _ in dated}
    evidence = []
    for n, found, text in dated:
        meaning = _tell_line_meaning(page, n, found, text)
        if meaning == "other":
            continue
        weight = _weigh_line(page, n, found, title_line) + (4.0 if meaning == "published" else 0.0)
        if marks[_mark_of(page.elements[n])] >= _MANY and not (title_line is not None and 0 < n - title_line <= _ABOVE):
            weight -= 5.0
        weight += 2.0 if len(days) == 1 else 0.0
        if month:
            away = -1.0 if _is_near(n, title_line) else -2.0
            weight += 2.0 if found.iso.startswith(month) else away
        evidence.append(
            Evidence(
                kind="modified" if meaning == "modified" else "published",
                value=found.iso,
                where=NEAR if _is_near(n, title_line) else "printed on the page",
                weight=weight,
                line=n,
            )
        )
    return sorted(evidence, key=lambda seen: -seen.weight)


def _tell_line_meaning(page: PageText, n: int, found: PrintedDate, text: str) -> Meaning | None:
    meaning = tell_meaning(text[: found.start])
    if meaning is None and n and found.start < 3 and len(page.lines[n - 1].text) <= _LABEL:
        meaning = tell_meaning(page.lines[n - 1].text + " ")
    return meaning or tell_meaning_after(text[found.end :])


def add_year(text: str, stamp: str) -> str:
    """``text`` with the year of ``stamp`` behind an English month and day that stand without one."""
    return _NO_YEAR.sub(lambda match: f"{match[0]}, {stamp[:4]}", text)


def _weigh_line(page: PageText, n: int, found: PrintedDate, title_line: int | None) -> float:
    line, element = page.lines[n], page.elements[n]
    weight = 0.0
    names = " ".join(
        f"{part.get('class') or ''} {part.get('id') or ''} {part.get('itemprop') or ''}"
        for part in _parts_around(element)
    ).lower()[:1500]
    away = n - title_line if title_line is not None else None
    if _DATE_NAMES.search(names):
        weight += 2.0
    if any(True for _ in element.iter("time")) or any(above.tag == "time" for above in element.iterancestors()):
        weight += 1.5
    if found.end - found.start >= 0.5 * len(line.text):
        weight += 1.0
    if read_byline(line.text):
        weight += 1.5
    if found.start > _OPENING and (len(line.text) > _SHORT or _is_prose(line.text, found)):
        weight -= 2.0
    if line.linked > _MOSTLY and len(line.text) > _TEASER:
        weight -= 2.0
    beside = away is not None and 0 <= away <= _AFTER[0][0]
    if line.zone in ("navigation", "foot of the page", "sharing") and not beside and not _HEAD_NAMES.search(names):
        weight -= 3.0
    if away == 0:
        weight -= 1.5  # a headline's own date is that of what it tells
    if away is not None:
        weight += next((bonus for most, bonus in _AFTER if 0 <= away <= most), 0.0)
        weight += 2.0 if -_ABOVE <= away < 0 else 0.0
    return weight


def _is_prose(text: str, found: PrintedDate) -> bool:
    """Whether the date stands inside a sentence."""
    return ends_sentence(text) and len(text[: found.start].split()) >= _FEW_WORDS


def _parts_around(element: etree._Element) -> Iterator[etree._Element]:
    """The element, two above it, and those in it."""
    yield element
    for n, above in enumerate(element.iterancestors()):
        if n >= 2 or above.tag in ("body", "html", "article", "main"):
            break
        yield above
    for n, part in enumerate(element.iterdescendants("span", "time", "a", "em", "i", "b", "strong", "small")):
        if n >= 12:
            break
        yield part


def _mark_of(element: etree._Element) -> str:
    parent = element.getparent()
    above = f"{parent.tag}.{parent.get('class') or ''}" if parent is not None else ""
    return f"{above}>{element.tag}.{element.get('class') or ''}"


def _is_near(n: int, title_line: int | None) -> bool:
    return title_line is not None and -_ABOVE <= n - title_line <= _AFTER[1][0]


def find_url_day(url: str | None) -> date | None:
    """The day in the path of an address (``/2021/03/04/``, ``-20210304-``, ``/2021/mar/04/``), else None."""
    path = _path_of(url)
    match = _PATH_DAY.search("/" + path)
    if match:
        return make_day(int(match["year"]), int(match["month"]), int(match["day"]))
    match = _PATH_NAMED.search("/" + path.lower())
    if match:
        printed = find_dates(f"{match['day']} {match['month']} {match['year']}")
        return printed[0].day if printed else None
    return None


def find_url_month(url: str | None) -> str | None:
    """Year and month in the path of an address (``2021-03`` for ``/2021/03/``); None where there is none."""
    match = _PATH_MONTH.search("/" + _path_of(url))
    return f"{match['year']}-{match['month']}" if match else None


def _path_of(url: str | None) -> str:
    """The path, in an archive's address that of the page archived."""
    return (url or "").rpartition("://")[2].partition("/")[2][:400]


def find_time_stamps(data: PageData, order: Order | None) -> Iterator[Evidence]:
    """The time elements of the page with a full date, in order, those of a change as such."""
    for value, text, names in data.times:
        stamp = read_stamp(value, order) or read_stamp(text, order)
        if stamp:
            changed = tell_meaning(text + " ") == "modified" or "updat" in names or "modif" in names
            yield Evidence(
                kind="modified" if changed else "published",
                value=stamp,
                where="time element",
                weight=2.0 if "publi" in names or "entry-date" in names else 0.0,
            )
