"""Articles as lines of JSON, or as one JSON array: what news-please, Fundus, Media Cloud, CC-News, passim and others
write, and ``stemma read`` itself. What an object is, its fields tell, whatever the file is called."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link, Record
from stemma.read.readers.json_fields import AGAIN, is_dossier, is_own_article, open_object
from stemma.read.readers.json_objects import Piece, split_objects
from stemma.read.readers.protocol import Opening, reject
from stemma.read.readers.registry import OWN_ARTICLE

_MOST_TOLD = 100


class JsonReader:
    """JSON Lines, or an array of objects, or one object."""

    name = "json"
    media_types = frozenset({"application/x-ndjson", "application/jsonl", "application/json"})

    def read(self, stream: BinaryIO, opening: Opening) -> Iterator[Capture | Link | Rejected]:
        """One capture an object, named ``FILE#number``, from 1; a link where it names a page and does not hold it."""
        unread = 0
        for piece in split_objects(stream):
            found = _open_piece(piece, opening)
            if isinstance(found, Rejected):
                unread += 1
                if unread > _MOST_TOLD:
                    continue
            if found is not None:
                yield found
        if unread > _MOST_TOLD:
            reason = f"{unread - _MOST_TOLD:,} more of its lines hold no article either."
            yield reject(opening.source, reason)


READER = JsonReader()


def _open_piece(piece: Piece, opening: Opening) -> Capture | Link | Rejected | None:
    source = f"{opening.source}#{piece.number}"
    if piece.problem:
        return reject(source, piece.problem)
    try:
        item = json.loads(piece.content.decode("utf-8", "replace"))
    except (ValueError, RecursionError, MemoryError):
        return reject(source, "It is not JSON that can be read.")
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
