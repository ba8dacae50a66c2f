"""One capture to one article: decoded, read by its kind, and completed by what its container says of it."""

import hashlib
import json
from dataclasses import asdict, replace

from stemma.model.article import Article, DateSeen, Rejected
from stemma.model.capture import Capture, Hints
from stemma.read.credits import is_person, join_names
from stemma.read.decoding import decode_text
from stemma.read.doubles import make_seen
from stemma.read.readers.registry import MAIN_TEXT, OWN_ARTICLE

_NO_MEMORY = "It is built in a way that cannot be read with the memory there is."
_LONGEST_WALL = 6000
"""Characters of a body from which a page is no wall, whatever it says."""
_CONTAINER = "what the page came in"
_NONE_ON_PAGE = "the page itself gives none"
_BINARY = "It is not text: it holds binary data."


def hash_content(content: bytes) -> str:
    """An article's id: the first 16 hexadecimal digits of the SHA-256 of its bytes, decompressed."""
    return hashlib.sha256(content).hexdigest()[:16]


def identify_capture(capture: Capture) -> str:
    """The id of the article in ``capture``: ``hash_content``; an article that Stemma wrote keeps its own all the same.

    Where a text without markup comes with its address and its outlet beside it, these belong to what is hashed: one
    agency's words are in two outlets' lines of JSON the same, and are two articles.
    """
    if capture.media_type == "text/html" or not (capture.url or capture.hints):
        return hash_content(capture.content)
    beside = json.dumps([capture.url, asdict(capture.hints) if capture.hints else None], sort_keys=True)
    return hash_content(capture.content + b"\0" + beside.encode("utf-8", "backslashreplace"))


def read_capture(capture: Capture, *, fast: bool = False) -> Article | Rejected:
    """The article that ``capture`` holds, or why there is none. Raises nothing for what is in it.

    ``fast``: HTML pages of which the fast path is sure are decided by it alone (``stemma.read.quick``).
    """
    try:
        outcome = _read_by_kind(capture, fast=fast)
    except (RecursionError, MemoryError):
        outcome = _NO_MEMORY
    if isinstance(outcome, str):
        return Rejected(item=capture.source, stage="read", reason=outcome)
    article, told = outcome
    for hints in (told, capture.hints):
        if hints:
            article = apply_hints(article, hints)
    if article.url is None and (capture.url or "").startswith(("http://", "https://")):
        article = replace(article, url=capture.url)
    if not article.captures:
        article = replace(article, captures=(make_seen(capture),))
    return article


def apply_hints(article: Article, hints: Hints) -> Article:
    """``article`` with what it leaves out filled from ``hints``; what the page says itself stands."""
    people = tuple(name for name in hints.authors if is_person(name))
    names = join_names(list(people or hints.authors))
    return replace(
        article,
        title=article.title or hints.title,
        deck=article.deck or hints.deck,
        byline=article.byline or names or None,
        authors=article.authors or (people if article.byline in (None, names) else ()),
        published=article.published or hints.published,
        modified=article.modified or hints.modified,
        dates=(*article.dates, *_date_hints(article, hints)),
        language=article.language or hints.language,
        outlet=article.outlet or hints.outlet,
        section=article.section or hints.section,
        url=article.url or hints.url,
    )


def _date_hints(article: Article, hints: Hints) -> list[DateSeen]:
    """The dates that are taken from ``hints``, for the page gives none of the kind."""
    taken = []
    if hints.published and not article.published:
        taken.append(DateSeen(kind="published", value=hints.published, where=_CONTAINER, why=_NONE_ON_PAGE))
    if hints.modified and not article.modified:
        taken.append(DateSeen(kind="modified", value=hints.modified, where=_CONTAINER, why=_NONE_ON_PAGE))
    return taken


def _read_by_kind(capture: Capture, *, fast: bool) -> tuple[Article, Hints | None] | str:
    kind, source = capture.media_type, capture.source
    identity = identify_capture(capture)
    if kind == OWN_ARTICLE:
        from stemma.read.own_article import load_article

        return _pair(load_article(capture.content))
    if kind == "application/pdf":
        return _read_pdf(capture, identity)
    text = decode_text(capture.content, capture.charset, markup=kind == "text/html")
    if text is None:
        return _BINARY
    if kind == "text/html":
        from stemma.read.html_article import read_page
        from stemma.read.quick.quick_article import read_page_either

        read = read_page_either if fast else read_page
        outcome = read(text, source=source, identity=identity, received=capture.url)
        return _find_wall(text, outcome) or _pair(outcome)
    if kind == "text/markdown":
        from stemma.read.markdown_article import read_markdown

        return read_markdown(text, source=source, identity=identity)
    if kind == MAIN_TEXT:
        from stemma.read.main_text_article import read_main_text

        title = capture.hints.title if capture.hints else None
        return _pair(read_main_text(text, title=title, source=source, identity=identity))
    from stemma.read.text_article import read_text

    return _pair(read_text(text, source=source, identity=identity))


def _find_wall(markup: str, outcome: Article | str) -> str | None:
    """Why a saved page is no page but a wall before one; asked only where there is little on it."""
    from stemma.read.walls import find_wall

    little = isinstance(outcome, str) or sum(end - start for start, end in outcome.body) < _LONGEST_WALL
    return find_wall(markup) if little else None


def _read_pdf(capture: Capture, identity: str) -> tuple[Article, Hints | None] | str:
    from stemma.read.pdf_text import read_pdf
    from stemma.read.text_article import read_text

    found = read_pdf(capture.content)
    if isinstance(found, str):
        return found
    text, hints = found
    article = read_text(text, source=capture.source, identity=identity)
    return article if isinstance(article, str) else (article, hints)


def _pair(article: Article | str) -> tuple[Article, Hints | None] | str:
    return article if isinstance(article, str) else (article, None)
