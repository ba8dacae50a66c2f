"""One entry of a feed, whatever the feed is written in, as a capture where it holds its article, else as a link."""

import html
import re
from dataclasses import dataclass

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Hints, Link, Record
from stemma.read.languages import count_words
from stemma.read.readers.protocol import Opening

LEAST_WORDS = 120
"""Words from which an entry's own text is taken for the article; feeds cut their summaries far below."""
MOST_ENTRIES = 100_000
"""Entries of one feed that are read; that there are more is told."""

_LEAST_SUMMARY = 250
"""The same for what a feed calls a summary: some sites write the whole article there."""
_TAG = re.compile(r"<[A-Za-z!/?][^<>]*>")
_GAP = re.compile(r"</?(?:p|div|br|li|h[1-6]|tr|td|blockquote|figcaption)\b[^<>]*>", re.IGNORECASE)
_UNSEEN = tuple(
    (re.compile(rf"<{name}\b[^<>]*>", re.IGNORECASE), re.compile(rf"</{name}\s*>", re.IGNORECASE))
    for name in ("script", "style")
)
_CUT = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|\[\+\d+ chars\]"
    r"|(?:read|continue|see) (?:more|reading|on|the (?:full|whole|rest)\b.{0,40})\W*)$",
    re.IGNORECASE,
)
_MAILBOX = re.compile(r"\S+@\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says of one article. Texts are HTML where ``markup``; the rest is plain."""

    number: int
    """From 1."""
    id: str | None = None
    url: str | None = None
    title: str | None = None
    content: str | None = None
    """What the feed calls the content."""
    summary: str | None = None
    markup: bool = True
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    outlet: str | None = None
    section: str | None = None
    offset: int | None = None
    """Where it begins in the feed, in bytes."""


def make_item(entry: Entry, opening: Opening) -> Capture | Link | Rejected:
    """What ``entry`` comes to."""
    name = f"{opening.source}#{entry.number}"
    text, plain = _choose_text(entry)
    hints = Hints(
        title=entry.title,
        deck=_choose_deck(entry, text),
        authors=entry.authors,
        published=entry.published,
        modified=entry.modified,
        language=entry.language,
        outlet=entry.outlet,
        section=entry.section,
        url=entry.url,
    )
    if text is None:
        if entry.url is None:
            reason = "It is an entry of a feed with neither a web address nor a text as long as an article's."
            return Rejected(item=name, stage="read", reason=reason)
        return Link(url=entry.url, source=opening.source, hints=hints)
    record = None
    if entry.offset is not None:
        record = Record(container=opening.source, offset=entry.offset, id=entry.id)
    return Capture(
        source=name,
        content=_write_page(entry, text, plain=plain),
        media_type="text/html",
        charset="utf-8",
        url=entry.url,
        record=record,
        hints=hints,
    )


def strip_markup(text: str) -> str:
    """The words of a piece of HTML, one blank between them."""
    for begins, ends in _UNSEEN:
        text = _cut_out(text, begins, ends)
    text = _GAP.sub(" ", text)
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def _cut_out(text: str, begins: re.Pattern[str], ends: re.Pattern[str]) -> str:
    """``text`` without what begins and ends so. By two searches, not one: an end that is missing is looked for once."""
    kept: list[str] = []
    at = 0
    while (begin := begins.search(text, at)) and (end := ends.search(text, begin.end())):
        kept += (text[at : begin.start()], " ")
        at = end.end()
    return "".join((*kept, text[at:]))


def clean_authors(names: list[str]) -> tuple[str, ...]:
    """Names of people, each once, without mailboxes."""
    cleaned = [" ".join(_MAILBOX.sub("", name).strip(" ()<>,;").split()) for name in names]
    return tuple(dict.fromkeys(name for name in cleaned if name))


def _choose_text(entry: Entry) -> tuple[str | None, bool]:
    """The article's text and whether it is plain; None where the entry does not hold it whole."""
    for text, least in ((entry.content, LEAST_WORDS), (entry.summary, _LEAST_SUMMARY)):
        if text is None:
            continue
        plain = not entry.markup or not _TAG.search(text)
        words = strip_markup(text) if not plain else text
        if count_words(words) >= least and not _CUT.search(words[-80:].rstrip()):
            return text, plain
    return None, True


def _choose_deck(entry: Entry, text: str | None) -> str | None:
    """A short summary that is not the beginning of the text."""
    if not entry.summary or text == entry.summary:
        return None
    deck = strip_markup(entry.summary) if entry.markup else " ".join(entry.summary.split())
    if not deck or len(deck) > 400 or deck == entry.title or _CUT.search(deck):
        return None
    return None if text is not None and strip_markup(text).startswith(deck[:60]) else deck


def _write_page(entry: Entry, text: str, *, plain: bool) -> bytes:
    """The entry as a page: its title and its text, and nothing that it does not say."""
    title = html.escape(entry.title or "", quote=False)
    if plain:
        parts = [part for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
        text = "\n".join(f"<p>{html.escape(' '.join(part.split()), quote=False)}</p>" for part in parts)
    language = f' lang="{entry.language}"' if entry.language else ""
    heading = f"<h1>{title}</h1>\n" if title else ""
    page = (
        f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n'
        f"<body>\n<article>\n{heading}{text}\n</article>\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace")
