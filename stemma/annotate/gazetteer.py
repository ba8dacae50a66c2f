"""The gazetteer that ships with the package: places by name, looked up on disk (GeoNames, CC BY 4.0).

One file, memory-mapped: a header; the list of country and region codes; fixed-length records
in order of GeoNames number (number, latitude and longitude in 1/10000 degree, population, region, class); offsets of
the name buckets; the buckets, each compressed lines of ``folded name TAB record,record*,...`` (a
star marks an alternate name). Opening reads the header alone; a look-up unpacks one bucket.
"""

import math
import mmap
import struct
import zlib
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Literal, NamedTuple

from stemma.annotate.transliteration import split_name

MAGIC = b"STEMGAZ1"
HEADER = "<8sIII"
RECORD = "<IiiIHB"
BUCKETS = 8192
_SIZE = struct.calcsize(RECORD)
_CLASSES: tuple[Literal["town", "country", "region", "continent", "capital"], ...] = (
    "town",
    "country",
    "region",
    "continent",
    "capital",
)


class Located(NamedTuple):
    """One place that bears a name."""

    geonames: int
    """The GeoNames number; 0 where the source gives none."""
    lat: float
    lon: float
    population: int
    country: str
    """ISO 3166 code; empty for a continent."""
    region: str
    """GeoNames' code of the first-level region; the postal code of a US state."""
    level: Literal["town", "country", "region", "continent", "capital"]
    alternate: bool
    """The name asked for is not its main name."""


def measure_distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres between two points in degrees."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, h)))


def bucket_of(key: str) -> int:
    """The bucket of a folded name."""
    return zlib.crc32(key.encode()) % BUCKETS


class Gazetteer:
    """Read-only look-up over the mapped file."""

    def __init__(self, content: mmap.mmap | bytes) -> None:
        self._content = content
        magic, self._records, length, _ = struct.unpack_from(HEADER, content, 0)
        if magic != MAGIC:
            raise ValueError("not a gazetteer file")
        start = struct.calcsize(HEADER)
        lines = bytes(content[start : start + length]).decode().split("\n")
        self._codes = [tuple(line.split("\t")) for line in lines]
        self._table = start + length
        self._index = self._table + self._records * _SIZE
        self._names = self._index + 4 * (BUCKETS + 1)
        self._found: dict[str, tuple[Located, ...]] = {}

    def find(self, name: str) -> tuple[Located, ...]:
        """Every place of this name, case, accents and hyphens aside, the most populous first."""
        key = " ".join(split_name(name))
        if not key or len(key) > 100:
            return ()
        known = self._found.get(key)
        if known is None:
            if len(self._found) > 20_000:
                self._found.clear()
            known = self._found[key] = self._look_up(key)
        return known

    def read_number(self, geonames: int) -> Located | None:
        """The place of a GeoNames number, or None."""
        low, high = 0, self._records
        while low < high:
            middle = (low + high) // 2
            if struct.unpack_from("<I", self._content, self._table + middle * _SIZE)[0] < geonames:
                low = middle + 1
            else:
                high = middle
        found = self._read(low, False) if low < self._records else None
        return found if found and found.geonames == geonames else None

    def _look_up(self, key: str) -> tuple[Located, ...]:
        first, last = struct.unpack_from("<II", self._content, self._index + 4 * bucket_of(key))
        lines = "\n" + zlib.decompress(self._content[self._names + first : self._names + last]).decode()
        at = lines.find(f"\n{key}\t")
        if at < 0:
            return ()
        end = lines.find("\n", at + 1)
        refs = lines[at + len(key) + 2 : end if end >= 0 else None].split(",")
        found = [self._read(int(ref.rstrip("*"), 16), ref.endswith("*")) for ref in refs]
        return tuple(sorted(found, key=lambda p: (-p.population, p.geonames, p.lat)))

    def _read(self, number: int, alternate: bool) -> Located:
        at = self._table + number * _SIZE
        geonames, lat, lon, people, code, level = struct.unpack_from(RECORD, self._content, at)
        country, region = self._codes[code]
        return Located(geonames, lat / 1e4, lon / 1e4, people, country, region, _CLASSES[level], alternate)


@lru_cache(maxsize=1)
def open_gazetteer() -> Gazetteer:
    """The shipped gazetteer, mapped once a process."""
    with as_file(files("stemma.annotate") / "data" / "gazetteer.bin") as path, path.open("rb") as file:
        return Gazetteer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
