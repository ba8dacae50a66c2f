"""Outlines of countries as SVG paths: projected, cut to the frame, thinned to what can be seen."""

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from stemma.tell.projection import Projection, measure_angle
from stemma.tell.world import Ring

Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The part of a projection's plane that is drawn, and how large."""

    projection: Projection
    left: float
    top: float
    """The upper left corner, in the plane's units."""
    scale: float
    """Units of the drawing per unit of the plane."""
    width: float
    height: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """The place of a point in the drawing; on a cylinder by the shorter way from the centre."""
        if self.projection.manner != "azimuthal":
            lon = self.projection.lon + (lon - self.projection.lon + 180) % 360 - 180
        return self._move(lon, lat)

    def _move(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = self.projection.project(lon, lat)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a place in the drawing lies inside of it."""
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    def trace(self, ring: Ring) -> list[Points]:
        """A line as it stands in the drawing, once for each way round the cylinder on which it may be seen."""
        if self.projection.manner == "azimuthal":
            near = min(measure_angle(self.projection.lon, self.projection.lat, x, y) for x, y in ring.points[::4])
            return [[self._move(x, y) for x, y in ring.points]] if near < 100 else []
        half = math.degrees(self.width / self.scale / 2) / (
            math.cos(math.radians(self.projection.lat)) if self.projection.manner == "equirectangular" else 1.0
        )
        # On a cylinder a place's height is its latitude's alone: what lies wholly above or below is not looked at.
        if self._move(ring.west, ring.north)[1] > self.height + 5 or self._move(ring.west, ring.south)[1] < -5:
            return []
        west, east = self.projection.lon - half - 1, self.projection.lon + half + 1
        return [
            [self._move(x + turn, y) for x, y in ring.points]
            for turn in (-720.0, -360.0, 0.0, 360.0, 720.0)
            if ring.west + turn <= east and ring.east + turn >= west
        ]


def draw_areas(polygons: Iterable[Sequence[Ring]], frame: Frame, tolerance: float = 0.7) -> tuple[str, Points]:
    """The path of areas, holes by the even-odd rule; and the largest of their outlines as it is seen."""
    parts: list[str] = []
    largest: Points = []
    size = 0.0
    for polygon in polygons:
        for number, ring in enumerate(polygon):
            for traced in frame.trace(ring):
                seen = thin_line(_cut_area(traced, frame), tolerance)
                area = abs(measure_area(seen))
                if area < 1.5:
                    continue
                parts.append(_write(seen) + "z")
                if number == 0 and area > size:
                    largest, size = seen, area
    return "".join(parts), largest


def draw_borders(lines: Iterable[Ring], frame: Frame, tolerance: float = 0.7) -> str:
    """The path of coasts and borders, as far as they are in the drawing."""
    parts: list[str] = []
    for line in lines:
        for traced in frame.trace(line):
            piece: Points = []
            for before, after in itertools.pairwise(traced):
                if _touches(before, after, frame):
                    piece = piece or [before]
                    piece.append(after)
                elif piece:
                    parts.append(_write(thin_line(piece, tolerance)))
                    piece = []
            if piece:
                parts.append(_write(thin_line(piece, tolerance)))
    return "".join(parts)


def measure_area(points: Sequence[tuple[float, float]]) -> float:
    """The signed area of a closed line."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, [*points[1:], *points[:1]], strict=True)) / 2


def find_centroid(points: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """The middle of an area; None of what has none."""
    area = measure_area(points)
    if abs(area) < 1e-9:
        return None
    pairs = list(zip(points, [*points[1:], *points[:1]], strict=True))
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * area)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * area)
    return x, y


def thin_line(points: Points, tolerance: float) -> Points:
    """The points without those that lie within ``tolerance`` of the line (Douglas and Peucker 1973)."""
    if len(points) < 4:
        return points
    keep = {0, len(points) - 1}
    ranges = [(0, len(points) - 1)]
    while ranges:
        first, last = ranges.pop()
        worst, at = tolerance, -1
        (x1, y1), (x2, y2) = points[first], points[last]
        dx, dy = x2 - x1, y2 - y1
        length = math.hypot(dx, dy)
        for index in range(first + 1, last):
            x, y = points[index]
            away = abs(dx * (y1 - y) - dy * (x1 - x)) / length if length > 1e-9 else math.hypot(x - x1, y - y1)
            if away > worst:
                worst, at = away, index
        if at >= 0:
            keep.add(at)
            ranges += [(first, at), (at, last)]
    return [points[index] for index in sorted(keep)]


def _touches(before: tuple[float, float], after: tuple[float, float], frame: Frame) -> bool:
    (x1, y1), (x2, y2) = before, after
    jump = abs(x1 - x2) > frame.width * 0.8 or abs(y1 - y2) > frame.height * 0.8
    return not jump and not (
        max(x1, x2) < -2 or min(x1, x2) > frame.width + 2 or max(y1, y2) < -2 or min(y1, y2) > frame.height + 2
    )


def _cut_area(points: Points, frame: Frame) -> Points:
    """The part of an area inside the frame and a little more (Sutherland and Hodgman 1974)."""
    low, right, bottom = -4.0, frame.width + 4.0, frame.height + 4.0
    sides: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, low, lambda value, side: value >= side),
        (0, right, lambda value, side: value <= side),
        (1, low, lambda value, side: value >= side),
        (1, bottom, lambda value, side: value <= side),
    )
    for axis, side, inside in sides:
        if not points:
            break
        if all(inside(point[axis], side) for point in points):
            continue
        cut: Points = []
        before = points[-1]
        for point in points:
            if inside(point[axis], side) != inside(before[axis], side):
                share = (side - before[axis]) / (point[axis] - before[axis])
                cut.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if inside(point[axis], side):
                cut.append(point)
            before = point
        points = cut
    return points


def _write(points: Points) -> str:
    """A path in tenths, in relative steps, without points that fall together."""
    steps = [(round(x * 10), round(y * 10)) for x, y in points]
    if not steps:
        return ""
    last = steps[0]
    body = []
    for step in steps[1:]:
        if step != last:
            body.append(f"{(step[0] - last[0]) / 10:g},{(step[1] - last[1]) / 10:g}")
            last = step
    return f"M{steps[0][0] / 10:g},{steps[0][1] / 10:g}" + ("l" + " ".join(body) if body else "")
