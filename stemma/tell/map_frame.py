"""What part of the world a map shows, and the small globe that says where that is."""

import math
from collections.abc import Sequence

from stemma.tell.map_paths import Frame, draw_areas
from stemma.tell.projection import Projection, choose_projection, find_bounds, measure_angle
from stemma.tell.world import Country, Ring, load_world

_LEAST = 4.0
"""Degrees that are shown at least: the outlines are no finer."""
_FAR = 3.0
_LARGEST_COUNTRY = 30.0
_SEEN = 89.0


def fit_frame(
    points: Sequence[tuple[float, float, int, bool]], countries: Sequence[Country], width: int, highest: int
) -> tuple[Frame, float]:
    """The frame that holds ``points`` (longitude, latitude, mentions, needed) and how many degrees it spans.

    A lone mention far from all the rest stays outside: the map is of the story. Without points, the countries' own
    land is framed, as far as it is not half the world.
    """
    kept = drop_far(points)
    places = [(lon, lat) for lon, lat, _, _ in kept]
    for country in countries:
        places += _frame_country(country)
    west, east, south, north = find_bounds(places)
    middle = (south + north) / 2
    stretch = 1 / max(0.2, math.cos(math.radians(min(abs(middle), 75))))
    if north - south < _LEAST:
        south, north = max(-90.0, middle - _LEAST / 2), min(90.0, middle + _LEAST / 2)
    if east - west < _LEAST * stretch:
        centre = (west + east) / 2
        west, east = centre - _LEAST * stretch / 2, centre + _LEAST * stretch / 2
    projection = choose_projection(west, east, south, north)
    frame = _fit(projection, _list_edge(west, east, south, north, places, projection), width, highest)
    if projection.manner == "equirectangular":
        frame = _show_world(projection, width, south)
    return frame, max(east - west, north - south)


def drop_far(points: Sequence[tuple[float, float, int, bool]]) -> list[tuple[float, float, int, bool]]:
    """The points without those that few words name and that lie far from all that many name."""
    total = sum(max(1, mentions) for _, _, mentions, _ in points)

    def measure_all(point: tuple[float, float, int, bool]) -> float:
        """How far it is from where the story is, each place as heavy as it is often named."""
        return sum(max(1, p[2]) * measure_angle(point[0], point[1], p[0], p[1]) for p in points)

    ranked = sorted(points, key=lambda p: (not p[3], -p[2], round(measure_all(p), 6), p[0], p[1]))
    core: list[tuple[float, float, int, bool]] = []
    said = 0
    for point in ranked:
        if not core or point[3] or said < 0.7 * total:
            core.append(point)
            said += max(1, point[2])
    spread = max((measure_angle(a[0], a[1], b[0], b[1]) for a in core for b in core), default=0.0)
    reach = max(spread * 0.75, _FAR)
    return [p for p in points if p in core or min(measure_angle(p[0], p[1], c[0], c[1]) for c in core) <= reach]


def _frame_country(country: Country) -> list[tuple[float, float]]:
    """The corners of a country's largest piece of land; only its middle where that is very large."""
    rings = [polygon[0] for polygon in country.polygons if polygon]
    if not rings:
        return []
    main = max(rings, key=lambda r: (r.east - r.west) * (r.north - r.south))
    if max(main.east - main.west, main.north - main.south) > _LARGEST_COUNTRY * 2:
        return [((main.west + main.east) / 2, (main.south + main.north) / 2)]
    return [(main.west, main.south), (main.east, main.north)]


def _list_edge(
    west: float, east: float, south: float, north: float, places: Sequence[tuple[float, float]], projection: Projection
) -> list[tuple[float, float]]:
    """Points on the edge of what has to be seen, on the projection's plane."""
    if projection.manner == "azimuthal" and abs(projection.lat) == 90:
        return [projection.project(lon, lat) for lon, lat in places] + [(0.0, 0.0)]
    steps = [n / 8 for n in range(9)]
    edge = [(west + s * (east - west), lat) for s in steps for lat in (south, north)]
    edge += [(lon, south + s * (north - south)) for s in steps for lon in (west, east)]
    return [projection.project(lon, lat) for lon, lat in edge]


def _fit(projection: Projection, edge: Sequence[tuple[float, float]], width: int, highest: int) -> Frame:
    xs, ys = [x for x, _ in edge], [y for _, y in edge]
    across, down = max(max(xs) - min(xs), 1e-6), max(max(ys) - min(ys), 1e-6)
    scale = min(width * 0.74 / across, highest * 0.74 / down)
    height = min(float(highest), max(highest * 0.6, down * scale / 0.74))
    left = (min(xs) + max(xs)) / 2 - width / scale / 2
    top = (min(ys) + max(ys)) / 2 - height / scale / 2
    return Frame(projection=projection, left=left, top=top, scale=scale, width=width, height=round(height))


def _show_world(projection: Projection, width: int, south: float) -> Frame:
    """All of the world; the southern ice only where a place lies there."""
    scale = width / math.tau
    top, bottom = -math.radians(84), math.radians(89 if south < -56 else 60)
    return Frame(projection=projection, left=-math.pi, top=top, scale=scale, width=width,
                 height=round((bottom - top) * scale))  # fmt: skip


def fit_globe(frame: Frame, radius: float) -> tuple[str, str]:
    """The land on a small globe around the frame's middle, and the frame on it: two paths, in a box of two radii."""
    lon, lat = _unproject(frame)
    globe = _Globe(lon, lat, radius)
    land, _ = draw_areas(
        ([ring] for c in load_world("110").countries for polygon in c.polygons for ring in polygon[:1]
         if globe.sees(ring)),
        globe,
        0.8,
    )  # fmt: skip
    corner = min(frame.width, frame.height) / frame.scale / 2
    size = max(3.0, min(radius * 0.8, corner * radius))
    wide = max(3.0, min(radius * 0.9, frame.width / frame.scale / 2 * math.cos(math.radians(lat)) * radius))
    wide = (
        wide
        if frame.projection.manner == "mercator"
        else max(size, min(radius * 0.9, frame.width / frame.height * size))
    )
    r = radius
    return land, f"M{r - wide:.1f},{r - size:.1f}h{2 * wide:.1f}v{2 * size:.1f}h{-2 * wide:.1f}z"


def _unproject(frame: Frame) -> tuple[float, float]:
    """The frame's middle in degrees; the projection's centre where it is azimuthal."""
    x, y = frame.left + frame.width / frame.scale / 2, frame.top + frame.height / frame.scale / 2
    if frame.projection.manner == "mercator":
        return frame.projection.lon + math.degrees(x), math.degrees(2 * math.atan(math.exp(-y)) - math.pi / 2)
    return frame.projection.lon, frame.projection.lat


class _Globe(Frame):
    """The earth as from far away; what lies behind is drawn on the rim."""

    def __init__(self, lon: float, lat: float, radius: float) -> None:
        super().__init__(
            projection=Projection(manner="azimuthal", lon=lon, lat=lat),
            left=-1.0, top=-1.0, scale=radius, width=2 * radius, height=2 * radius,
        )  # fmt: skip

    def sees(self, ring: Ring) -> bool:
        """Whether any of a line lies on the near side."""
        centre = self.projection
        return any(measure_angle(centre.lon, centre.lat, x, y) < _SEEN for x, y in ring.points[::2])

    def trace(self, ring: Ring) -> list[list[tuple[float, float]]]:
        """A line as it is seen, orthographically."""
        return [[self._see(x, y) for x, y in ring.points]]

    def _see(self, lon: float, lat: float) -> tuple[float, float]:
        away, phi, phi0 = math.radians(lon - self.projection.lon), math.radians(lat), math.radians(self.projection.lat)
        x = math.cos(phi) * math.sin(away)
        y = math.cos(phi0) * math.sin(phi) - math.sin(phi0) * math.cos(phi) * math.cos(away)
        front = math.sin(phi0) * math.sin(phi) + math.cos(phi0) * math.cos(phi) * math.cos(away)
        if front < 0:
            size = math.hypot(x, y) or 1.0
            x, y = x / size, y / size
        return (1 + x) * self.scale, (1 - y) * self.scale
