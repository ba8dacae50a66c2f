"""Articles as lines of JSON, or as one JSON array: what news-please, Fundus, Media Cloud, CC-News, passim and others
write, and ``stemma read`` itself. What an object is, its fields tell, whatever the file is called."""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link, Record
from stemma.read.readers.json_fields import AGAIN, is_dossier, is_own_article, open_object
from stemma.read.readers.json_objects import Piece, split_lines, split_objects
from stemma.read.readers.protocol import Opening, reject
from stemma.read.readers.registry import OWN_ARTICLE

MOST_TOLD = 100
"""Lines without an article that are told one by one."""
MORE_LINES = re.compile(r"([\d,]+) more of its lines hold no article either\.")
"""What ``say_more_lines`` says, to be known again."""


class JsonReader:
    """JSON Lines, or an array of objects, or one object."""

    name = "json"
    media_types = frozenset({"application/x-ndjson", "application/jsonl", "application/json"})

    def read(self, stream: BinaryIO, opening: Opening) -> Iterator[Capture | Link | Rejected]:
        """One capture an object, named ``FILE#number``, from 1; a link where it names a page and does not hold it."""
        unread = 0
        for piece in split_lines(stream, *opening.portion) if opening.portion else split_objects(stream):
            found = _open_piece(piece, opening)
            if isinstance(found, Rejected):
                unread += 1
                if unread > MOST_TOLD:
                    continue
            if found is not None:
                yield found
        if unread > MOST_TOLD:
            yield reject(opening.source, say_more_lines(unread - MOST_TOLD))


READER = JsonReader()


def say_more_lines(count: int) -> str:
    """The sentence for lines without an article that are not told one by one."""
    return f"{count:,} more of its lines hold no article either."


def _open_piece(piece: Piece, opening: Opening) -> Capture | Link | Rejected | None:
    source = f"{opening.source}#{piece.number}"
    if piece.problem:
        return reject(source, piece.problem)
    try:
        return _open_item(json.loads(piece.content.decode("utf-8", "replace")), source, piece, opening)
    except (ValueError, RecursionError, MemoryError):  # lists in lists are too deep to be joined, too
        return reject(source, "It is not JSON that can be read.")


def _open_item(item: Any, source: str, piece: Piece, opening: Opening) -> Capture | Link | Rejected | None:
    if not isinstance(item, dict):
        return reject(source, "It is JSON, but no object with fields.")
    if is_dossier(item):
        return reject(source, "It is a dossier; give the pages that it was made of, or read it with 'stemma check'.")
    if AGAIN in item:
        return None  # ``stemma read``'s note that an article, told above, was found once more
    identity = _name_item(item)
    record = Record(container=opening.source, offset=piece.offset, length=len(piece.content), id=identity)
    if is_own_article(item):
        return Capture(source=source, content=piece.content, media_type=OWN_ARTICLE, record=record)
    opened = open_object(item, source, record)
    if opened is None:
        names = ", ".join(sorted(map(str, item))[:8]) or "none"
        return reject(source, f"It has no field with an article's text, page or address; its fields: {names[:200]}.")
    return opened


def _name_item(item: dict[str, Any]) -> str | None:
    for name in ("id", "_id", "stories_id", "filename", "docid"):
        value = item.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value):
            return str(value)[:200]
    return None
