"""The lines of an exported collection: one object of the store each, as JSON.

The file is zstd-compressed JSON Lines, ASCII. The first line is the header, the last the footer::

    {"stemma-collection": 1, "stemma_version": "0.4.0", "number": 812, "counts": {"articles": 310, ...}}
    {"capture": {"source": ..., "content": {"text": ...}, ...}}
    {"article": {...}}      all revisions, by number          {"story": {...}}     by id
    {"alias": {...}}        by alias                          {"edition": {...}}   all, by number
    {"event": {...}}        by number                         {"correction": ...}  by number, the undone too
    {"rejected": {...}}     newest first                      {"blob": {...}}      by kind and key
    {"record": {...}}       by kind and key
    {"end": {"lines": {"article": 310, ...}, "hash": "..."}}

Each line has one key, its kind; kinds come in this order. ``hash`` is BLAKE2b (16 bytes, hex) of all lines before
the footer with their line ends. Numbers are the store's own and are kept, so what names one (an event's edition, the
cursor of a watch) names the same afterwards.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from stemma.collection.correcting import FIELDS
from stemma.model.capture import Capture
from stemma.model.stored import (
    Correction,
    Edition,
    Event,
    StoredAlias,
    StoredArticle,
    StoredRejected,
    StoredStory,
)
from stemma.store.codec import dump, make_adapter

FORMAT = "stemma-collection"
FORMAT_VERSION = 1
KINDS = (
    "capture",
    "article",
    "story",
    "alias",
    "edition",
    "event",
    "correction",
    "rejected",
    "blob",
    "record",
)
"""In the order of the file: what comes later may name what came before."""
WEIGHED = ("captures", "articles", "revisions", "stories", "editions", "rejected")
"""Of what ``Store.count`` tells: the lines by which progress is measured."""
RESTORED: dict[str, type] = {
    "article": StoredArticle,
    "story": StoredStory,
    "alias": StoredAlias,
    "edition": Edition,
    "event": Event,
    "rejected": StoredRejected,
}
"""Kinds that are a type of the model, as ``Store.restore`` takes them."""
_CORRECTIONS = {name: kind for kind, name in FIELDS.items()}


def write_line(kind: str, value: str) -> bytes:
    """A line of ``kind`` whose value is the JSON text ``value``."""
    return f'{{"{kind}":{value}}}\n'.encode("ascii")


def dump_plain(value: Any) -> str:
    """Plain data as JSON with its keys sorted: a server may give them back in an order of its own."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False, sort_keys=True)


def dump_bytes(content: bytes) -> dict[str, str]:
    """Bytes for JSON: as text where they are UTF-8 (it compresses better, and can be read), else in base 64."""
    try:
        return {"text": content.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": b64encode(content).decode("ascii")}


def load_bytes(given: dict[str, str]) -> bytes:
    """What ``dump_bytes`` was given. Raises ValueError, KeyError or TypeError for what it did not write."""
    text = given.get("text")
    return text.encode("utf-8") if text is not None else b64decode(given["base64"], validate=True)


def dump_capture(capture: Capture) -> str:
    """A capture, byte for byte."""
    told = {one.name: getattr(capture, one.name) for one in fields(Capture) if one.name != "content"}
    return dump({**told, "content": dump_bytes(capture.content)})


def dump_event(event: Event) -> str:
    """An event; its detail is plain data."""
    return dump_plain(json.loads(dump(event)))


def dump_correction(correction: Correction) -> str:
    """A correction with the name of its kind: two kinds may have the same fields."""
    name = FIELDS[type(correction.override)]
    return dump(
        {
            "kind": name,
            "override": correction.override,
            "made": correction.made,
            "undone": correction.undone,
            "number": correction.number,
        }
    )


def load_value(kind: str, value: Any) -> Any:
    """What a line holds: a type of the model, or ``(kind, key, bytes)`` of a blob, ``(kind, key, data)`` of a record.

    Raises ValueError, KeyError, TypeError or AttributeError where it is nothing that these functions write.
    """
    return _LOADERS[kind](value) if kind in _LOADERS else make_adapter(RESTORED[kind]).validate_python(value)


def _load_capture(value: Any) -> Capture:
    capture: Capture = make_adapter(Capture).validate_python({**value, "content": load_bytes(value["content"])})
    return capture


def _load_correction(value: Any) -> Correction:
    override = make_adapter(_CORRECTIONS[value["kind"]]).validate_python(value["override"])
    return Correction(
        override=override, made=str(value["made"]), undone=bool(value["undone"]), number=int(value["number"])
    )


def _load_blob(value: Any) -> tuple[str, str, bytes]:
    return str(value["kind"]), str(value["key"]), load_bytes(value["content"])


def _load_record(value: Any) -> tuple[str, str, dict[str, Any]]:
    return str(value["kind"]), str(value["key"]), dict(value["value"])


_LOADERS: dict[str, Callable[[Any], Any]] = {
    "capture": _load_capture,
    "correction": _load_correction,
    "blob": _load_blob,
    "record": _load_record,
}
