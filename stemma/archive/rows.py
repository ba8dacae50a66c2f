"""Articles as rows of a table and back; and the numbers by which they are known within a job."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.engine import PART
from stemma.engine.parquet import load_pyarrow
from stemma.model.article import Article
from stemma.store.codec import pack, unpack
from stemma.text.days import read_day

HOME = 32
"""An article's number is its part and its row there: ``part << HOME | row``."""
UNDATED = 10**13
"""When what has no date was published: after all that has one."""

Numbers = NDArray[np.int64]


def number_rows(part: int, count: int) -> Numbers:
    """The numbers of the first ``count`` articles of a part."""
    return (np.int64(part) << HOME) + np.arange(count, dtype=np.int64)


def find_home(numbers: Any, parts: int = 0) -> NDArray[np.int32]:
    """The part in which each article lies. ``parts`` is not asked: an article's number says it."""
    return (np.asarray(numbers, dtype=np.int64) >> HOME).astype(np.int32)


def hash_text(text: str) -> int:
    """64 bits of a text, as a signed number; the same everywhere and always."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def tell_when(article: Article, received: str | None = None) -> int:
    """When ``article`` was published, else received: year, month, day, hour and minute as one number.

    By the clock of its own page, as articles are ordered everywhere.
    """
    for given in (article.published, received):
        day = read_day(given)
        if day is not None and given is not None:
            hours, minutes = given[11:13], given[14:16]
            clock = int(hours) * 100 + int(minutes) if hours.isdigit() and minutes.isdigit() else 0
            return (day.year * 10000 + day.month * 100 + day.day) * 10000 + clock
    return UNDATED


def tell_day(when: int) -> str | None:
    """The day of a ``tell_when``, ISO 8601."""
    if when >= UNDATED:
        return None
    day = when // 10000
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}"


def tabulate(columns: Mapping[str, tuple[str, Any]], part: Any = None) -> Any:
    """A table of columns, each with its type by pyarrow's name for it; parted where ``part`` is given."""
    pyarrow = load_pyarrow()
    made = {} if part is None else {PART: pyarrow.array(np.asarray(part, dtype=np.int32), pyarrow.int32())}
    for name, (kind, values) in columns.items():
        made[name] = pyarrow.array(values, _find_type(kind))
    return pyarrow.table(made)


def pack_article(article: Article) -> bytes:
    """The whole article."""
    return pack(article)


def unpack_articles(payloads: Iterable[bytes]) -> list[Article]:
    """Whole articles again."""
    return [unpack(Article, payload) for payload in payloads]


def _find_type(kind: str) -> Any:
    pyarrow = load_pyarrow()
    if kind.startswith("list "):
        return pyarrow.list_(_find_type(kind.removeprefix("list ")))
    return getattr(pyarrow, kind)()
