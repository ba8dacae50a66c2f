"""Values of the model as columns and back.

Strings are kept as ``bytea`` in UTF-8: PostgreSQL's ``text`` holds no NUL and no lone surrogate, which a page may hold,
and bytes are ordered by code points whatever the language of the database.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, TypeVar

from stemma.model.article import Article
from stemma.model.stored import StoredArticle
from stemma.store.codec import dump, load, unpack
from stemma.store.deriving import day_of, fold_value, name_outlet

Kept = TypeVar("Kept")


def to_bytes(text: str) -> bytes:
    """A string as a column holds it."""
    return text.encode("utf-8", "surrogatepass")


def to_text(content: bytes) -> str:
    """The string that ``to_bytes`` wrote."""
    return bytes(content).decode("utf-8", "surrogatepass")


def to_bytes_or_none(text: str | None) -> bytes | None:
    """As ``to_bytes``."""
    return None if text is None else to_bytes(text)


def to_text_or_none(content: bytes | None) -> str | None:
    """As ``to_text``."""
    return None if content is None else to_text(content)


def list_bytes(texts: Iterable[str]) -> list[bytes]:
    """As ``to_bytes``, of each."""
    return [to_bytes(text) for text in texts]


def digest(*texts: str) -> bytes:
    """Sixteen bytes that stand for strings of any length in an index, whose entries may not be long."""
    hashed = blake2b(digest_size=16)
    for text in texts:
        content = to_bytes(text)
        hashed.update(len(content).to_bytes(8, "big") + content)
    return hashed.digest()


def fold_key(value: str) -> bytes:
    """What names are compared by: the same for names that are the same when folded."""
    return digest(fold_value(value))


def day_bytes(date: str | None) -> bytes | None:
    """The day of a date."""
    return to_bytes_or_none(day_of(date))


def to_json(value: Any) -> bytes:
    """A small value as it is kept: ASCII JSON, left to the server to compress where it is long."""
    return dump(value).encode("ascii")


def from_json(kind: type[Kept], content: bytes) -> Kept:
    """The value that ``to_json`` wrote. Raises StoreBroken."""
    return load(kind, bytes(content).decode("ascii", "replace"))


def outlet_key(article: Article) -> bytes:
    """What an article's outlet is compared by."""
    return fold_key(name_outlet(article))


ARTICLE = "a.payload, a.page, a.capture, a.received, a.replaces, a.current, a.story, a.number"
"""The columns of which ``make_article`` makes an article."""


def make_article(row: tuple[Any, ...]) -> StoredArticle:
    """A stored article of its columns."""
    payload, page, capture, received, replaces, current, story, number = row
    return StoredArticle(
        article=unpack(Article, payload),
        page=to_text(page),
        capture=to_text_or_none(capture),
        received=to_text_or_none(received),
        replaces=to_text_or_none(replaces),
        current=current,
        story=to_text_or_none(story),
        number=number,
    )
