"""One file into an empty store: all of it, or nothing."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, BinaryIO

from stemma.collection.transfer.lines import FORMAT, FORMAT_VERSION, KINDS, WEIGHED, load_value
from stemma.errors import StoreBroken, StoreNewer, UsageError
from stemma.store import Store

LONGEST_LINE = 512 * 1024 * 1024
"""Bytes: no page is that long; what pretends to be is not unpacked into memory."""
_READ = 1 << 20
_BATCH_BYTES = 4 * 1024 * 1024
_BATCH_LINES = 500
_CUT = "the file ends before the collection does: it was cut, or its export was interrupted; nothing was taken in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What an exported file says of itself."""

    stemma_version: str
    number: int
    """The highest number that its store had given."""
    counts: Mapping[str, int]
    """As ``Store.count``."""


def is_empty(store: Store) -> bool:
    """Whether a store holds nothing at all, and never gave a number."""
    return not store.last_number() and not any(store.count().values()) and store.list_kinds() == ((), ())


def read_header(source: BinaryIO) -> Header:
    """The header of an exported file, the rest unread. Raises StoreBroken, StoreNewer."""
    return _parse_header(next(_iter_lines(source), None))


def check_file(source: BinaryIO) -> Header:
    """The header of an exported file that is whole and unchanged; ``source`` stands at its beginning again.

    Raises:
        StoreNewer: the file has a format that this version does not know.
        StoreBroken: it is no exported file, or was cut or changed.
    """
    lines = _iter_lines(source)
    last = next(lines, None)
    header = _parse_header(last)
    digest = blake2b(digest_size=16)
    for line in lines:
        digest.update(last or b"")
        last = line
    kind, value = _parse_line(last or b"", 0)
    if kind != "end":
        raise StoreBroken(_CUT)
    if not isinstance(value, dict) or value.get("hash") != digest.hexdigest():
        raise StoreBroken(
            "what was read is not what was written (its hash differs): the file was changed or damaged; "
            "nothing was taken in"
        )
    source.seek(0)
    return header


def import_collection(
    store: Store,
    source: BinaryIO,
    *,
    checked: Header | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Mapping[str, int]:
    """Put what an exported file holds into an empty ``store``, in one transaction; how many lines of each kind.

    The file is read twice: once to see that it is whole and unchanged, before anything is put; ``checked`` is what
    ``check_file`` said where that is done already.

    Raises:
        UsageError: the store is not empty.
        StoreNewer, StoreBroken: as ``check_file``, or the store does not hold afterwards what the file said. The store
            is as it was.
    """
    header = checked or check_file(source)
    of = sum(header.counts.get(name, 0) for name in WEIGHED)
    with store.transaction():
        if not is_empty(store):
            raise UsageError(f"{store.url}: the store is not empty; import into a new one")
        taken = _take_in(store, _iter_lines(source), lambda done: progress(min(done, of), of))
        store.restore((), number=header.number)
        found = dict(store.count())
        if found != dict(header.counts):
            wrong = sorted(n for n in {*found, *header.counts} if found.get(n) != header.counts.get(n))
            told = ", ".join(f"{found.get(n)} {n} in place of {header.counts.get(n)}" for n in wrong)
            raise StoreBroken(f"the store would hold {told}; nothing was taken in")
    progress(of, of)
    return taken


def _take_in(store: Store, lines: Iterator[bytes], progress: Callable[[int], None]) -> dict[str, int]:
    next(lines)
    taken: Counter[str] = Counter()
    batch = _Batch(store)
    kind = KINDS[0]
    for number, line in enumerate(lines, start=2):
        found, value = _parse_line(line, number)
        if found == "end":
            break
        if KINDS.index(found) < KINDS.index(kind):
            raise StoreBroken(f"line {number}: {found} after {kind}, out of order; nothing was taken in")
        if found != kind:
            batch.flush()
            kind = found
        batch.add(kind, _load(kind, value, number), len(line))
        taken[kind] += 1
        if not number % _BATCH_LINES:
            progress(number)
    batch.flush()
    return dict(taken)


class _Batch:
    """Objects of one kind, on their way into a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kind = ""
        self._values: list[Any] = []
        self._size = 0

    def add(self, kind: str, value: Any, size: int) -> None:
        """One more, of ``size`` bytes as written."""
        self._kind = kind
        self._values.append(value)
        self._size += size
        if self._size >= _BATCH_BYTES or len(self._values) >= _BATCH_LINES:
            self.flush()

    def flush(self) -> None:
        """Put what there is."""
        values, self._values, self._size = self._values, [], 0
        if not values:
            return
        if self._kind == "capture":
            self._store.put_captures(values)
        elif self._kind in ("blob", "record"):
            by_kind: defaultdict[str, dict[str, Any]] = defaultdict(dict)
            for kind, key, value in values:
                by_kind[kind][key] = value
            for kind, some in by_kind.items():
                if self._kind == "blob":
                    self._store.put_blobs(kind, some)
                else:
                    self._store.put_records(kind, some)
        else:
            self._store.restore(values)


def _load(kind: str, value: Any, number: int) -> Any:
    try:
        return load_value(kind, value)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        why = " ".join(str(error).split())[:200]
        raise StoreBroken(f"line {number}: not such {kind} as Stemma writes ({why}); nothing was taken in") from error


def _parse_header(line: bytes | None) -> Header:
    try:
        told = json.loads(line or b"")
        version = told[FORMAT]
        if isinstance(version, int) and version > FORMAT_VERSION:
            raise StoreNewer(
                f"the file has format {version}, written by Stemma {told.get('stemma_version')}; this version knows "
                f"{FORMAT_VERSION} at most: install a newer Stemma"
            )
        if version != FORMAT_VERSION:
            raise ValueError(version)
        counts = {str(name): int(count) for name, count in told["counts"].items()}
        return Header(stemma_version=str(told["stemma_version"]), number=int(told["number"]), counts=counts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise StoreBroken("this is no file that 'stemma export' wrote") from None


def _parse_line(line: bytes, number: int) -> tuple[str, Any]:
    try:
        ((kind, value),) = json.loads(line).items()
    except (ValueError, AttributeError, TypeError, RecursionError):
        whole = line.endswith(b"\n") and number
        raise StoreBroken(f"line {number} is not JSON; nothing was taken in" if whole else _CUT) from None
    if kind not in KINDS and kind != "end":
        raise StoreBroken(f"line {number}: {kind[:40]!r} is nothing that Stemma writes; nothing was taken in")
    return kind, value


def _iter_lines(source: BinaryIO) -> Iterator[bytes]:
    """Lines with their ends. A file that is cut gives what is whole of it."""
    import zstandard

    kept = bytearray()
    try:
        with zstandard.ZstdDecompressor().stream_reader(source, closefd=False) as unpacked:
            while chunk := unpacked.read(_READ):
                start = len(kept)
                kept += chunk
                if b"\n" not in chunk:
                    if start > LONGEST_LINE:
                        raise StoreBroken(f"a line is longer than {LONGEST_LINE} bytes; nothing was taken in")
                    continue
                *whole, rest = bytes(kept).split(b"\n")
                kept = bytearray(rest)
                for line in whole:
                    yield line + b"\n"
    except zstandard.ZstdError as error:
        raise StoreBroken(f"the bytes cannot be unpacked ({error}); nothing was taken in") from None
    if kept:
        yield bytes(kept)
