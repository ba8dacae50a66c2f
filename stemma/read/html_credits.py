"""Who wrote an HTML page's article, and whom it credits: by its data, its markup, and the lines near its headline."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from stemma.read.credits import clean_names, is_person, join_names, read_byline, read_foot
from stemma.read.date_evidence import AWAY
from stemma.read.dates import find_dates
from stemma.read.microdata import Property
from stemma.read.page_text import PageText
from stemma.read.people import choose_authors, read_people, read_signature
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
_MORE_AUTHOR_METAS = (
    "og:article:author", "article.author", "authors", "bt:author", "dcsext.author", "creator",
    "twitter:data1", "article:author_name", "lp.article:author",
)  # fmt: skip
_CREDITS = ("creditText", "sourceOrganization", "provider", "isBasedOn")
_NEAR_NAMES = 600
"""Characters, white space of the markup counted, of a line that may hold a byline."""
_AUTHOR_NAMES = re.compile(r"author(?!i[tz])|by-?line")
_HEADINGS = ("h1", "h2", "h3", "nav")
_SHORT = 60
_LONGEST = 120
_LONGEST_NAME = 60
_NO_NAME = re.compile(r"://|^\d|minute|^(?:est\.|written by$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCredits:
    """``byline`` names people and desks; ``authors`` the people alone; ``credits`` is all that the page credits."""

    byline: str | None
    authors: tuple[str, ...]
    credits: tuple[str, ...]


def find_credits(
    data: PageData,
    page: PageText,
    near: Sequence[int],
    further: Sequence[int] = (),
    *,
    top: int | None = None,
    outlet: str | None = None,
) -> PageCredits:
    """Who wrote the article. ``near``: the numbers of the lines around the headline; ``further``: of those that may
    name the people too, below the headline and at the article's end; ``top``: the number of the headline's."""
    named = [name for name in data.names_of(data.article.get("author")) if len(name) <= _LONGEST]
    metas = [value for name in _AUTHOR_METAS for value in data.metas.get(name, ()) if _can_name(value)]
    seen = [page.lines[n].text for n in near if read_byline(page.lines[n].text) or is_author_block(page.elements[n])]
    structured = list(dict.fromkeys(name for credit in named if (name := clean_names(credit))))
    byline = join_names(structured) if structured else None
    byline = byline or next((name for meta in metas if (name := clean_names(meta))), None)
    byline = byline or next((name for n in near for name in _inline_authors(page.elements[n])), None)
    visible = [
        name
        for line in seen
        if (name := read_byline(line) or (clean_names(line) if len(line) <= _LONGEST_NAME else None))
    ]
    shown = [line for line in seen if len(line) <= _LONGEST]
    wide = [n for n in further if page.lines[n].zone not in AWAY and len(page.lines[n].text) <= _LONGEST]
    shown += [page.lines[n].text for n in wide if read_byline(page.lines[n].text)]
    marked = [line for n in (*near, *wide) for line in _inline_authors(page.elements[n])]
    marked += [page.lines[n].text for n in wide if is_author_block(page.elements[n])]
    authors = _choose_people(data, [*shown, *marked], outlet)
    authors = authors or _find_signed(data, page, sorted({*near, *wide}), top, outlet)
    return PageCredits(
        byline=byline or next(iter(visible), None) or join_names(list(authors)) or None,
        authors=authors,
        credits=(*named, *metas, *shown, *(name for key in _CREDITS for name in data.names_of(data.article.get(key)))),
    )


def _choose_people(data: PageData, shown: Sequence[str], outlet: str | None) -> tuple[str, ...]:
    """The people by the first kind of evidence that names any: JSON-LD, microdata, meta tags, markup, byline."""
    marked = [prop.value for prop in data.properties if _is_author_name(prop) and not prop.apart]
    links = [prop.value for prop in data.properties if prop.name == "author" and not prop.apart]
    metas = [value for name in _AUTHOR_METAS for value in data.metas.get(name, ()) if _can_name(value)]
    more = [value for name in _MORE_AUTHOR_METAS for value in data.metas.get(name, ()) if _can_name(value)]
    cited = [_turn_name(value) for value in data.metas.get("citation_author", ())]
    certain = [name for typed, name in _named_people(data) if typed]
    for given in (certain, [name for _, name in _named_people(data)], marked, links, metas, cited, more):
        people = choose_authors(given, shown, certain=given is certain, outlet=outlet) if given else ()
        if people:
            return people
    return choose_authors([], shown, outlet=outlet)


def _find_signed(
    data: PageData, page: PageText, near: Sequence[int], top: int | None, outlet: str | None
) -> tuple[str, ...]:
    """The people that nothing but their place tells: in a line that says by whom, in a block named for the author, in
    a line of their own beside the date, in a link or a box for the author."""
    lines = page.lines
    for n in near:
        if found := read_signature(lines[n].text, outlet):
            return tuple(found)
    for n in near:
        named = _AUTHOR_NAMES.search((page.elements[n].get("class") or "").lower())
        if named and (found := read_people(lines[n].text, outlet=outlet)):
            return tuple(found)
    for n in range(top + 1, min(top + 4, len(lines))) if top is not None else ():
        beside = [lines[m].text for m in (n - 1, n + 1) if m < len(lines)]
        alone = is_person(lines[n].text) and lines[n].tag not in _HEADINGS
        dated = alone and any(len(text) <= _SHORT and find_dates(text) for text in beside)
        if dated and (found := read_people(lines[n].text, outlet=outlet)):
            return tuple(found)
    linked = choose_authors(data.author_links, (), outlet=outlet)
    boxed = next((line.text for line in lines if line.zone == "author" and is_person(line.text)), None)
    return linked or tuple(read_people(boxed, outlet=outlet) if boxed else ())


def _named_people(data: PageData) -> Iterator[tuple[bool, str]]:
    """Each author of the data that is no organisation, and whether it is said to be a person."""
    author = data.article.get("author") or data.page.get("author")
    for one in author if isinstance(author, list) else [author]:
        node = data.nodes.get(str(one.get("@id")), one) if isinstance(one, dict) else {}
        if not data.is_outlet(node):
            typed = "person" in str(node.get("@type") or "").lower()
            yield from ((typed, name) for name in data.names_of(one) if len(name) <= _LONGEST)


def _turn_name(name: str) -> str:
    """A name as libraries write it ("Lee, Ann") in its usual order."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and "," not in given else name


def _is_author_name(prop: Property) -> bool:
    return prop.name == "name" and any(
        "author" in (above.get("itemprop") or "").lower() for above in prop.element.iterancestors()
    )


def _can_name(value: str) -> bool:
    return bool(value) and not _NO_NAME.search(value) and len(value) <= _LONGEST


def _inline_authors(block: etree._Element) -> list[str]:
    """The names in the parts of a short line that its markup calls the author's ("Ann Lee" beside "The Gazette")."""
    if len("".join(str(piece) for piece in block.itertext())) > _NEAR_NAMES:
        return []
    parts = [
        " ".join("".join(map(str, part.itertext())).split())
        for part in block.iter("span", "a", "b", "strong", "em", "i", "address")
        if part is not block and is_author_block(part)
    ]
    return [name for part in parts if len(part) <= _LONGEST_NAME and (name := read_byline(part) or clean_names(part))]


def is_author_block(element: etree._Element) -> bool:
    """Whether the markup of ``element`` calls it a byline or an author's name."""
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}".lower()
    return bool(re.search(r"\bby-?line|\bauthors?(?:[-_]?name)?\b", names))


def find_page_agency(credits: Sequence[str], foot: Sequence[str], told: str, outlet: str | None) -> str | None:
    """The first agency credited, unless it is the outlet itself."""
    own = fold_text(outlet or "")
    for agency in (*(find_credited(credit, told) for credit in credits), *(read_foot(line, told) for line in foot)):
        if agency and fold_text(agency) not in own and (not own or own not in fold_text(agency)):
            return agency
    return None
