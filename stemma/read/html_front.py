"""The front matter of an HTML page: what its data say, held against what a reader of the page sees."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from stemma.model.article import DateSeen
from stemma.read.addresses import find_url
from stemma.read.countries import find_outlet_country
from stemma.read.credits import read_dateline
from stemma.read.datelines import read_dateline_day
from stemma.read.headlines import choose_title, find_title_line, prefer_near_heading
from stemma.read.html_credits import find_credits, find_page_agency
from stemma.read.languages import count_words
from stemma.read.outlets import choose_outlet
from stemma.read.page_dates import find_chosen, find_page_dates
from stemma.read.page_text import PageText
from stemma.read.sections import find_section
from stemma.read.structured_data import PageData
from stemma.text.words import fold_text

_DECK_CLASS = re.compile(
    r"\b(?:deck?|standfirst|sub-?(?:title|head(?:line|ing)?)|summary|lede?|excerpt|article-?description|strapline)\b"
)
_FEW_WORDS = 5
_NEAR = 25
_SHORT = 120
_BELOW, _AT_END = 12, 4
"""Lines below the headline, and at the article's end, that may name who wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFront:
    """The fields of the article, and the numbers of the lines where they stand."""

    title: str | None
    title_line: int | None
    deck_line: int | None
    byline: str | None
    authors: tuple[str, ...]
    section: str | None
    country: str | None
    language: str | None
    """As the page declares it."""
    dateline: str | None
    agency: str | None
    published: str | None
    modified: str | None
    dates: tuple[DateSeen, ...]
    outlet: str | None
    url: str | None


def find_page_front(
    tree: etree._Element, page: PageText, body: Sequence[bool], data: PageData, received: str | None = None
) -> PageFront:
    """The front matter of ``page``; ``body`` says of each line whether it is main text.

    ``received``: the address that the page came from, where that is known.
    """
    lines = page.lines
    first = next((n for n, chosen in enumerate(body) if chosen), 0)
    last = max((n for n, chosen in enumerate(body) if chosen), default=0)
    title = prefer_near_heading(choose_title(page, data), page, body, first)
    title_line = find_title_line(lines, title, first) if title else None
    top = title_line if title_line is not None and title_line <= first else max(0, first - _NEAR)
    near = [n for n in range(max(0, top - 3), min(len(lines), first + 3)) if len(lines[n].text) <= 160]
    outlet = choose_outlet(
        data, title, [line.text for n, line in enumerate(lines) if not body[n] or len(line.text) <= _SHORT]
    )
    further = [*range(top + 1, min(len(lines), top + _BELOW)), *range(last, min(len(lines), last + _AT_END))]
    written = find_credits(data, page, near, [n for n in further if n not in near], top=title_line, outlet=outlet)
    opening = next(
        (n for n in range(first, min(first + 3, len(lines))) if body[n] and read_dateline(lines[n].text)), None
    )
    dateline = read_dateline(lines[opening].text) if opening is not None else None
    foot = [lines[n].text for n in range(max(0, last - 1), min(len(lines), last + 4))]
    told = "\n".join(line.text for n, line in enumerate(lines) if body[n])
    agency = find_page_agency([*written.credits, *([dateline[1] or ""] if dateline else [])], foot, told, outlet)
    url = find_url(data, received)
    dates = find_page_dates(tree, data, page, url=url, title_line=title_line)
    published = find_chosen(dates, "published")
    day = read_dateline_day(lines[opening].text, published) if opening is not None and published else None
    dates += (DateSeen(kind="published", value=day, where="dateline"),) if day else ()
    return PageFront(
        title=title,
        title_line=title_line,
        deck_line=_find_deck(page, data, top, first, body),
        byline=written.byline,
        authors=written.authors,
        section=find_section(data, title=title, outlet=outlet),
        country=find_outlet_country(data, url, outlet),
        language=data.language or data.first_meta("og:locale"),
        dateline=dateline[0] if dateline else None,
        agency=agency,
        published=published,
        modified=find_chosen(dates, "modified"),
        dates=dates,
        outlet=outlet,
        url=url,
    )


def _find_deck(page: PageText, data: PageData, top: int, first: int, body: Sequence[bool]) -> int | None:
    described = {
        fold_text(text)
        for text in (
            data.first_meta("description") or "",
            data.first_meta("og:description") or "",
            str(data.article.get("description") or ""),
        )
        if count_words(text) >= _FEW_WORDS
    }
    for n in range(top + 1, min(first + 1, len(page.lines))):
        line = page.lines[n]
        if body[n] or count_words(line.text) < _FEW_WORDS or len(line.text) > 500:
            continue
        names = f"{page.elements[n].get('class') or ''}".lower().replace("_", "-")
        if fold_text(line.text) in described or _DECK_CLASS.search(names):
            return n
    return None
