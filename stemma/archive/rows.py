"""Articles as rows of a table and back; and the numbers by which they are known within a job."""

import re
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
_DAY = len("2031-03-04")
_MONTH = re.compile(r"\d{4}-\d\d(?!\d)", re.ASCII)
NO_MONTH = "none"
"""The month of what has no day."""
UNDATED = 10**13
"""When what has no date was published: after all that has one."""
_LAST = 2**63 - 1
_LOTS = 1 << 32
_CLOCK = re.compile(r"T(\d\d):(\d\d)(?::(\d\d))?(.*)", re.ASCII | re.DOTALL)
_ZONE = re.compile(r"([+-])(\d\d):?(\d\d)", re.ASCII)

Numbers = NDArray[np.int64]


def number_rows(part: int, count: int) -> Numbers:
    """The numbers of the first ``count`` articles of a part."""
    return (np.int64(part) << HOME) + np.arange(count, dtype=np.int64)


def find_home(numbers: Any) -> NDArray[np.int32]:
    """The part in which each article lies: its number says it."""
    return (np.asarray(numbers, dtype=np.int64) >> HOME).astype(np.int32)


def hash_text(text: str) -> int:
    """64 bits of a text, as a signed number; the same everywhere and always."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def draw_lot(name: str) -> float:
    """0..1, of what is called ``name``: a share that is taken by it is the same always, and within any larger one."""
    return (hash_text(name) % _LOTS) / _LOTS


def tell_when(article: Article, received: str | None = None) -> int:
    """When ``article`` was published, else received: year, month, day, hour and minute as one number.

    By the clock of its own page, as articles are ordered everywhere.
    """
    for given in (article.published, received):
        day = read_day(given)
        if day is not None and given is not None:
            clock = _CLOCK.match(given[_DAY:])
            hours, minutes = (min(int(clock[1]), 23), min(int(clock[2]), 59)) if clock else (0, 0)
            return (day.year * 10000 + day.month * 100 + day.day) * 10000 + hours * 100 + minutes
    return UNDATED


def place_number(article: Article) -> tuple[int, int]:
    """Two numbers that order articles as ``place_article`` does: by publication as written, then by id.

    Times are told apart to the second and the zone; beyond that, the ids decide.
    """
    return _place_time(article.published), _place_id(article.id)


def _place_time(published: str | None) -> int:
    """Day, clock and zone as one number that ascends as the written time does; what has no date comes last."""
    if published is None:
        return _LAST
    figures = "".join(char for char in published[:_DAY] if char in "0123456789")
    day = int(figures.ljust(8, "0")[:8]) if figures else 0
    clock = _CLOCK.match(published[_DAY:])
    if clock is None:
        return day * 10**9
    minute = min(int(clock[1]) * 60 + int(clock[2]), 5_999)
    # A time without its seconds stands before those of its minute that have them, as its text does; with a Z, after.
    second = 1 + min(int(clock[3]), 60) if clock[3] else 62 if clock[4][:1] > ":" else 0
    return day * 10**9 + (minute * 64 + second) * 2_500 + 1 + _place_zone(clock[4])


def _place_zone(zone: str) -> int:
    """0..2002: nothing, ``+``, ``-``, parts of a second, ``Z``: as their signs follow each other."""
    offset = _ZONE.match(zone)
    if offset:
        minutes = min(int(offset[2]) * 60 + int(offset[3]), 999)
        return 1 + minutes + 1_000 * (offset[1] == "-")
    return 0 if not zone else 2_001 if zone[0] == "." else 2_002


def _place_id(name: str) -> int:
    """An article's id as a number that ascends as ids do: all of its sixteen hexadecimal digits, else its bytes."""
    try:
        return int(name[:16].ljust(16, "0"), 16) - 2**63
    except ValueError:
        return int.from_bytes(name.encode("utf-8", "surrogatepass")[:8].ljust(8, b"\0"), "big") - 2**63


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
        made[name] = pyarrow.array(values, find_type(kind))
    return pyarrow.table(made)


def pack_article(article: Article) -> bytes:
    """The whole article."""
    return pack(article)


def unpack_articles(payloads: Iterable[bytes]) -> list[Article]:
    """Whole articles again."""
    return [unpack(Article, payload) for payload in payloads]


def tell_month(day: str | None) -> str:
    """The month of a day or time, ISO 8601; ``none`` where there is none, or it does not say as much."""
    found = _MONTH.match(day or "")
    return found[0] if found else NO_MONTH


def sum_counts(*keys: Any, counts: Any) -> tuple[Numbers, ...]:
    """Rows of like keys as one: the keys in order, each combination once, and at last the sum of its counts."""
    every = [np.asarray(key, dtype=np.int64) for key in keys]
    counted = np.asarray(counts, dtype=np.int64)
    order = np.lexsort(every[::-1])
    if not len(order):
        return (*every, counted)
    every = [key[order] for key in every]
    fresh = np.concatenate(([True], np.any([key[1:] != key[:-1] for key in every], axis=0)))
    begins = np.flatnonzero(fresh)
    return (*(key[begins] for key in every), np.add.reduceat(counted[order], begins))


def find_type(kind: str) -> Any:
    """The type of a column by pyarrow's name for it; ``list KIND`` for lists, ``missing`` for ``Missing``."""
    pyarrow = load_pyarrow()
    if kind.startswith("list "):
        return pyarrow.list_(find_type(kind.removeprefix("list ")))
    if kind == "missing":
        return pyarrow.struct([("article", pyarrow.string()), ("why", pyarrow.string())])
    return getattr(pyarrow, kind)()
