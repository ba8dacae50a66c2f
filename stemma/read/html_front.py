"""The front matter of an HTML page: what its data say, held against what a reader of the page sees."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from stemma.model.article import DateSeen
from stemma.read.addresses import find_url
from stemma.read.credits import clean_names, join_names, read_byline, read_dateline, read_foot
from stemma.read.headlines import choose_title, find_title_line, prefer_near_heading
from stemma.read.outlets import choose_outlet
from stemma.read.page_dates import find_chosen, find_page_dates
from stemma.read.page_text import PageText
from stemma.read.structured_data import PageData
from stemma.text.agencies import find_credited
from stemma.text.words import fold_text

_AUTHOR_METAS = (
    "author",
    "sailthru.author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "byl",
    "cxenseparse:author",
)
_DECK_CLASS = re.compile(
    r"\b(?:deck?|standfirst|sub-?(?:title|head(?:line|ing)?)|summary|lede?|excerpt|article-?description|strapline)\b"
)
_FEW_WORDS = 5
_NEAR_NAMES = 600
"""Characters, white space of the markup counted, of a line that may hold a byline."""
_NEAR = 25
_SHORT = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFront:
    """The fields of the article, and the numbers of the lines where they stand."""

    title: str | None
    title_line: int | None
    deck_line: int | None
    byline: str | None
    dateline: str | None
    agency: str | None
    published: str | None
    modified: str | None
    dates: tuple[DateSeen, ...]
    outlet: str | None
    url: str | None


def find_page_front(tree: etree._Element, page: PageText, body: Sequence[bool], data: PageData) -> PageFront:
    """The front matter of ``page``; ``body`` says of each line whether it is main text."""
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
    byline, credits = _find_byline(data, page, near)
    dateline = next(
        (
            found
            for n in range(first, min(first + 3, len(lines)))
            if body[n] and (found := read_dateline(lines[n].text))
        ),
        None,
    )
    foot = [lines[n].text for n in range(max(0, last - 1), min(len(lines), last + 4))]
    told = "\n".join(line.text for n, line in enumerate(lines) if body[n])
    agency = _find_agency(credits + ([dateline[1] or ""] if dateline else []), foot, told, outlet)
    url = find_url(data)
    dates = find_page_dates(tree, data, page, url=url, title_line=title_line)
    return PageFront(
        title=title,
        title_line=title_line,
        deck_line=_find_deck(page, data, top, first, body),
        byline=byline,
        dateline=dateline[0] if dateline else None,
        agency=agency,
        published=find_chosen(dates, "published"),
        modified=find_chosen(dates, "modified"),
        dates=dates,
        outlet=outlet,
        url=url,
    )


def _find_byline(data: PageData, page: PageText, near: Sequence[int]) -> tuple[str | None, list[str]]:
    """Who wrote it, and every credit that the page gives for the whole article."""
    credits = [name for name in data.names_of(data.article.get("author")) if len(name) <= 120]
    metas = [
        value
        for name in _AUTHOR_METAS
        for value in data.metas.get(name, ())
        if value and "://" not in value and len(value) <= 120
    ]
    seen = [page.lines[n].text for n in near if read_byline(page.lines[n].text) or _is_author_block(page.elements[n])]
    structured = list(dict.fromkeys(name for credit in credits if (name := clean_names(credit))))
    byline = join_names(structured) if structured else None
    byline = byline or next((name for meta in metas if (name := clean_names(meta))), None)
    byline = byline or next((name for n in near for name in _inline_authors(page.elements[n])), None)
    visible = [name for line in seen if (name := read_byline(line) or (clean_names(line) if len(line) <= 60 else None))]
    return byline or next(iter(visible), None), credits + metas + [line for line in seen if len(line) <= 120]


def _inline_authors(block: etree._Element) -> list[str]:
    """The names in the parts of a short line that its markup calls the author's ("Ann Lee" beside "The Gazette")."""
    if len("".join(str(piece) for piece in block.itertext())) > _NEAR_NAMES:
        return []
    parts = [
        " ".join("".join(map(str, part.itertext())).split())
        for part in block.iter("span", "a", "b", "strong", "em", "i", "address")
        if part is not block and _is_author_block(part)
    ]
    return [name for part in parts if len(part) <= 60 and (name := read_byline(part) or clean_names(part))]


def _is_author_block(element: etree._Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}".lower()
    return bool(re.search(r"\bby-?line|\bauthors?(?:[-_]?name)?\b", names))


def _find_agency(credits: Sequence[str], foot: Sequence[str], told: str, outlet: str | None) -> str | None:
    """The first agency credited, unless it is the outlet itself."""
    own = fold_text(outlet or "")
    for agency in (*(find_credited(credit, told) for credit in credits), *(read_foot(line, told) for line in foot)):
        if agency and fold_text(agency) not in own and (not own or own not in fold_text(agency)):
            return agency
    return None


def _find_deck(page: PageText, data: PageData, top: int, first: int, body: Sequence[bool]) -> int | None:
    described = {
        fold_text(text)
        for text in (
            data.first_meta("description") or "",
            data.first_meta("og:description") or "",
            str(data.article.get("description") or ""),
        )
        if len(text.split()) >= _FEW_WORDS
    }
    for n in range(top + 1, min(first + 1, len(page.lines))):
        line = page.lines[n]
        if body[n] or len(line.text.split()) < _FEW_WORDS or len(line.text) > 500:
            continue
        names = f"{page.elements[n].get('class') or ''}".lower().replace("_", "-")
        if fold_text(line.text) in described or _DECK_CLASS.search(names):
            return n
    return None
