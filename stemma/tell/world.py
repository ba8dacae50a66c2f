"""The countries of the world as outlines, from the table that the package ships (Natural Earth, public domain)."""

import gzip
import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Detail = Literal["110", "50"]
Line = tuple[tuple[float, float], ...]
"""Points as (longitude, latitude) in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A closed line; longitudes run on past 180 rather than jump."""

    points: Line
    west: float
    east: float
    south: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country's outlines."""

    name: str
    """In English, long names shortened as Natural Earth does."""
    code: str
    """Three digits of ISO 3166-1; empty where it has none."""
    polygons: tuple[tuple[Ring, ...], ...]
    """Each its outer ring, then its holes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All countries at one level of detail."""

    countries: tuple[Country, ...]
    borders: tuple[Ring, ...]
    """Coasts and borders, each once, without the cut along longitude 180; no closed lines."""


@cache
def load_world(detail: Detail) -> World:
    """The world at 1:110 million or, for small extents, at 1:50 million."""
    table = json.loads(gzip.decompress((files("stemma.tell") / "data" / "world.json.gz").read_bytes()))[detail]
    grid = table["grid"]
    arcs = [_read_arc(flat, grid) for flat in table["arcs"]]
    countries = tuple(
        Country(
            name=name,
            code=code,
            polygons=tuple(tuple(_close(numbers, arcs) for numbers in polygon) for polygon in polygons),
        )
        for name, code, polygons in table["countries"]
    )
    borders = tuple(make_ring(piece) for arc in arcs for piece in _drop_cut(arc))
    return World(countries=countries, borders=borders)


def find_country(lat: float, lon: float) -> Country | None:
    """The country whose land holds a point, at the finer detail; None at sea."""
    for country in load_world("50").countries:
        for polygon in country.polygons:
            if (
                polygon
                and is_inside(lat, lon, polygon[0])
                and not any(is_inside(lat, lon, hole) for hole in polygon[1:])
            ):
                return country
    return None


def is_inside(lat: float, lon: float, ring: Ring) -> bool:
    """Whether a point lies in a closed line (even-odd rule)."""
    if not ring.south <= lat <= ring.north:
        return False
    for shift in (0.0, 360.0, -360.0):
        x = lon + shift
        if not ring.west <= x <= ring.east:
            continue
        inside = False
        for (x1, y1), (x2, y2) in zip(ring.points, ring.points[1:] + ring.points[:1], strict=True):
            if (y1 > lat) != (y2 > lat) and x < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
        if inside:
            return True
    return False


def make_ring(points: Sequence[tuple[float, float]]) -> Ring:
    """A line with its bounds, its longitudes unwrapped."""
    unwrapped = [points[0]]
    for lon, lat in points[1:]:
        last = unwrapped[-1][0]
        while lon - last > 180:
            lon -= 360
        while lon - last < -180:
            lon += 360
        unwrapped.append((lon, lat))
    lons, lats = [p[0] for p in unwrapped], [p[1] for p in unwrapped]
    return Ring(points=tuple(unwrapped), west=min(lons), east=max(lons), south=min(lats), north=max(lats))


def _read_arc(flat: Sequence[int], grid: int) -> Line:
    x, y = flat[0], flat[1]
    points = [(x / grid, y / grid)]
    for at in range(2, len(flat), 2):
        x, y = x + flat[at], y + flat[at + 1]
        points.append((x / grid, y / grid))
    return tuple(points)


def _close(numbers: Sequence[int], arcs: Sequence[Line]) -> Ring:
    points: list[tuple[float, float]] = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += line[1:] if points else line
    return make_ring(points)


def _drop_cut(arc: Line) -> list[Line]:
    """The parts of an arc that do not run along longitude 180 or the pole, where only the table is cut."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for before, after in itertools.pairwise(arc):
        along = (abs(before[0]) > 179.95 and abs(after[0]) > 179.95) or (before[1] < -89.9 and after[1] < -89.9)
        if along:
            pieces.append([])
        else:
            if not pieces[-1]:
                pieces[-1].append(before)
            pieces[-1].append(after)
    return [tuple(piece) for piece in pieces if len(piece) > 1]
