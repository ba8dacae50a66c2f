"""Feeds: RSS of all versions, Atom and RDF by feedparser, JSON Feed by our own reading."""

import re
from collections.abc import Iterator
from email.utils import parseaddr
from typing import Any, BinaryIO

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read.languages import read_language
from stemma.read.readers.feed_dates import read_feed_date
from stemma.read.readers.feed_entries import MOST_ENTRIES, Entry, clean_authors, make_item, strip_markup
from stemma.read.readers.json_feed import read_json_feed
from stemma.read.readers.markup_kinds import ATOM, JSON_FEED, RDF, RSS
from stemma.read.readers.named_address import resolve_address
from stemma.read.readers.protocol import Opening

MAX_BYTES = 10 * 1024 * 1024
"""A feed is parsed whole: what it says of itself may stand at its end. The worst of markup takes feedparser some six
seconds a megabyte, whatever it is made of."""

_BEGINNING = re.compile(rb"<(?:[A-Za-z][\w.-]{0,30}:)?(?:item|entry)[\s>/]", re.IGNORECASE)


class FeedReader:
    """Feeds of every kind. An entry that holds its article is a capture, any other a link with what the feed says."""

    name = "feeds"
    media_types = frozenset({RSS, ATOM, RDF, JSON_FEED})

    def read(self, stream: BinaryIO, opening: Opening) -> Iterator[Capture | Link | Rejected]:
        """The entries, in the feed's order; an entry that comes twice is told as rejected the second time."""
        raw = stream.read(MAX_BYTES + 1)
        reason = _refuse_whole(raw)
        if reason is None:
            found = read_json_feed(raw, opening) if _is_json(raw) else _read_xml_feed(raw, opening)
            if isinstance(found, str):
                reason = found
            else:
                yield from _give_entries(found, opening)
                return
        yield Rejected(item=opening.source, stage="read", reason=reason)


def _refuse_whole(raw: bytes) -> str | None:
    if len(raw) > MAX_BYTES:
        return f"It is a feed of more than {MAX_BYTES >> 20} MB, which is not read."
    if not raw.strip():
        return "It is empty."
    return None


def _is_json(raw: bytes) -> bool:
    return raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def _give_entries(entries: list[Entry], opening: Opening) -> Iterator[Capture | Link | Rejected]:
    if not entries:
        yield Rejected(item=opening.source, stage="read", reason="It is a feed without entries.")
    first_of: dict[str, int] = {}
    for entry in entries[:MOST_ENTRIES]:
        keys = [key for key in (entry.id and f"id {entry.id}", entry.url) if key]
        earlier = next((first_of[key] for key in keys if key in first_of), None)
        for key in keys:
            first_of.setdefault(key, entry.number)
        if earlier is None:
            yield make_item(entry, opening)
        else:
            reason = f"It is the same entry as number {earlier} of the feed, which is read instead."
            yield Rejected(item=f"{opening.source}#{entry.number}", stage="read", reason=reason)
    if len(entries) > MOST_ENTRIES:
        reason = f"It is a feed of more than {MOST_ENTRIES:,} entries; those after them are not read."
        yield Rejected(item=opening.source, stage="read", reason=reason)


def _read_xml_feed(raw: bytes, opening: Opening) -> list[Entry] | str:
    """The entries, or why there are none. What feedparser makes of broken XML is taken, as far as it goes."""
    from io import BytesIO

    import feedparser

    headers = {"content-type": f"application/xml; charset={opening.charset}"} if opening.charset else {}
    if opening.url:
        headers["content-location"] = opening.url
    try:
        parsed: Any = feedparser.parse(BytesIO(raw), response_headers=headers)
    except Exception:  # whatever a parser of broken markup raises, this feed is what cannot be read
        return "It is a feed that is broken in a way that cannot be read."
    if not parsed.entries and not parsed.version:
        return "It is no feed: it is neither RSS nor Atom nor JSON Feed."
    offsets = [match.start() for match in _BEGINNING.finditer(raw)]
    if len(offsets) != len(parsed.entries):
        offsets = []  # commented out, or in another encoding: better no place than a wrong one
    return [
        _read_entry(entry, parsed.feed, number, opening, offsets[number - 1] if offsets else None)
        for number, entry in enumerate(parsed.entries[: MOST_ENTRIES + 1], start=1)
    ]


def _read_entry(entry: Any, feed: Any, number: int, opening: Opening, offset: int | None) -> Entry:
    content, markup = _choose_content(entry)
    source = entry.get("source")
    outlet = _read_line(source.get("title")) if hasattr(source, "get") else None
    terms = [_read_line(tag.get("term")) for tag in entry.get("tags") or [] if hasattr(tag, "get")]
    return Entry(
        number=number,
        id=_read_line(entry.get("id")),
        url=_find_address(entry, opening.url),
        title=_read_line(entry.get("title")),
        content=content,
        summary=_read_text(entry.get("summary")),
        markup=markup,
        authors=_list_authors(entry),
        published=read_feed_date(entry.get("published"), entry.get("published_parsed")),
        # by dict's own way: feedparser's gives the date of publication where there is none
        modified=read_feed_date(dict.get(entry, "updated"), dict.get(entry, "updated_parsed")),
        language=_find_language(entry, feed),
        outlet=outlet or _read_line(feed.get("title")),
        section=terms[0] if len(terms) == 1 else None,
        offset=offset,
    )


def _choose_content(entry: Any) -> tuple[str | None, bool]:
    """The longest of an entry's contents that is text, and whether it is HTML."""
    texts = [
        (text, "plain" not in str(part.get("type")))
        for part in entry.get("content") or []
        if hasattr(part, "get") and (text := _read_text(part.get("value")))
    ]
    return max(texts, key=lambda text: len(text[0])) if texts else (None, True)


def _find_address(entry: Any, base: str | None) -> str | None:
    """The entry's page. Some services put their own address there and the page's beside it."""
    places = ((entry.get("feedburner_origlink"), base), (entry.get("link"), base), (entry.get("id"), None))
    found = (resolve_address(given, near) for given, near in places if isinstance(given, str))
    return next((address for address in found if address), None)


def _list_authors(entry: Any) -> tuple[str, ...]:
    people = [person.get("name") for person in entry.get("authors") or [] if hasattr(person, "get")]
    names = [name for name in people if isinstance(name, str)]
    written = entry.get("author")
    if len(names) == 1 and isinstance(written, str) and "@" in written:
        # feedparser knows no mailbox whose domain ends in more than four letters
        names = [parseaddr(written)[0]]
    return clean_authors([strip_markup(name) for name in names])


def _find_language(entry: Any, feed: Any) -> str | None:
    details = [part for part in entry.get("content") or [] if hasattr(part, "get")]
    details += [entry.get("title_detail") or {}, entry.get("summary_detail") or {}]
    tags = [part.get("language") for part in details] + [entry.get("language"), feed.get("language")]
    return next((code for tag in tags if (code := read_language(tag))), None)


def _read_line(value: object) -> str | None:
    return (strip_markup(value) or None) if isinstance(value, str) else None


def _read_text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


READER = FeedReader()
