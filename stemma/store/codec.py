"""The model's types as bytes and back, for every store: JSON in zstd, exact for whatever the types hold."""

import dataclasses
import json
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from stemma.errors import StoreBroken

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from zstandard import ZstdCompressor, ZstdDecompressor

Kept = TypeVar("Kept")
_LEVEL = 3
_ADAPTERS: dict[Any, "TypeAdapter[Any]"] = {}
_FIELDS: dict[type, tuple[str, ...]] = {}
_OWN = threading.local()


def pack(value: Any) -> bytes:
    """A dataclass of the model, or plain data, as bytes; the same value, the same bytes (of one version of zstd)."""
    return pack_bytes(dump(value).encode("ascii"))


def unpack(kind: type[Kept], content: bytes) -> Kept:
    """The value of type ``kind`` that ``pack`` wrote. Raises StoreBroken where these are not such bytes."""
    return load(kind, unpack_bytes(content).decode("ascii", "replace"))


def dump(value: Any) -> str:
    """As ``pack``, as one line of ASCII JSON; lone surrogates are escapes and come back as they were."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False, default=_plain)


def load(kind: type[Kept], text: str) -> Kept:
    """The value of type ``kind`` that ``dump`` wrote. Raises StoreBroken where it wrote something else."""
    try:
        found: Kept = make_adapter(kind).validate_python(json.loads(text))
    except ValueError as error:
        raise StoreBroken(f"the store holds a {kind.__name__} that cannot be read: {str(error)[:200]}") from error
    return found


def pack_bytes(content: bytes) -> bytes:
    """``content`` compressed."""
    return _get_press()[0].compress(content)


def unpack_bytes(content: bytes) -> bytes:
    """What ``pack_bytes`` compressed. Raises StoreBroken where these are not such bytes."""
    import zstandard

    try:
        return _get_press()[1].decompress(content)
    except zstandard.ZstdError as error:
        raise StoreBroken(f"the store holds bytes that cannot be unpacked: {error}") from error


def _get_press() -> "tuple[ZstdCompressor, ZstdDecompressor]":
    """Made once a thread: making one costs as much as packing an article, and no two threads may use one."""
    import zstandard

    found: tuple[ZstdCompressor, ZstdDecompressor] | None = getattr(_OWN, "press", None)
    if found is None:
        found = _OWN.press = (
            zstandard.ZstdCompressor(level=_LEVEL, write_content_size=True),
            zstandard.ZstdDecompressor(),
        )
    return found


def _plain(value: Any) -> Any:
    """What JSON does not know by itself: a dataclass is its fields, any other is a list."""
    if not dataclasses.is_dataclass(value):
        return list(value)
    names = _FIELDS.get(type(value))
    if names is None:
        names = _FIELDS[type(value)] = tuple(field.name for field in dataclasses.fields(value))
    return {name: getattr(value, name) for name in names}


def make_adapter(kind: Any) -> "TypeAdapter[Any]":
    """What reads a type of the model; made once a type, because making it is dear."""
    from pydantic import TypeAdapter

    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
