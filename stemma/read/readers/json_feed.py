"""JSON Feed (1.0 and 1.1), and what is nearly that."""

import json
from typing import Any

from stemma.read.decoding import decode_text
from stemma.read.languages import read_language
from stemma.read.readers.feed_dates import read_feed_date
from stemma.read.readers.feed_entries import MOST_ENTRIES, Entry, clean_authors, strip_markup
from stemma.read.readers.named_address import resolve_address
from stemma.read.readers.protocol import Opening


def read_json_feed(raw: bytes, opening: Opening) -> list[Entry] | str:
    """The entries of a JSON Feed, up to ``MOST_ENTRIES`` and one, or a plain sentence that says why there are none.

    An item that is no object is an entry that says nothing.
    """
    text = decode_text(raw, opening.charset)
    try:
        feed = json.loads(text.removeprefix("﻿")) if text is not None else None
    except (ValueError, RecursionError):
        return "Its JSON is broken."
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return "It is JSON, but no JSON Feed."
    items: list[Any] = feed["items"][: MOST_ENTRIES + 1]
    return [
        _read_item(item, feed, number, opening) if isinstance(item, dict) else Entry(number=number)
        for number, item in enumerate(items, start=1)
    ]


def _read_item(item: dict[str, Any], feed: dict[str, Any], number: int, opening: Opening) -> Entry:
    content_html = _read_string(item.get("content_html"))
    given = item.get("tags")
    tags = given if isinstance(given, list) else []
    return Entry(
        number=number,
        id=_read_string(item.get("id")),
        url=_find_address(item, opening.url),
        title=strip_markup(_read_string(item.get("title")) or "") or None,
        content=content_html or _read_string(item.get("content_text")),
        summary=_read_string(item.get("summary")),
        markup=content_html is not None,
        authors=_list_authors(item) or _list_authors(feed),
        published=read_feed_date(item.get("date_published")),
        modified=read_feed_date(item.get("date_modified")),
        language=read_language(item.get("language")) or read_language(feed.get("language")),
        outlet=strip_markup(_read_string(feed.get("title")) or "") or None,
        section=strip_markup(str(tags[0])) or None if len(tags) == 1 else None,
    )


def _list_authors(owner: dict[str, Any]) -> tuple[str, ...]:
    """``authors`` of version 1.1, ``author`` of version 1.0."""
    given = owner.get("authors") if isinstance(owner.get("authors"), list) else [owner.get("author")]
    names = [person.get("name") for person in given or [] if isinstance(person, dict)]
    return clean_authors([strip_markup(name) for name in names if isinstance(name, str)])


def _find_address(item: dict[str, Any], base: str | None) -> str | None:
    places = ((item.get("url"), base), (item.get("external_url"), base), (item.get("id"), None))
    found = (resolve_address(_read_string(given), near) for given, near in places)
    return next((address for address in found if address), None)


def _read_string(value: object) -> str | None:
    """A string that is not blank; an id may be a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**18 else None
    return value if isinstance(value, str) and value.strip() else None
