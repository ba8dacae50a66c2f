"""Map projections in plain numbers, chosen by what a map has to show.

Formulas: Snyder 1987, Map Projections: A Working Manual (USGS Professional Paper 1395).
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Manner = Literal["equirectangular", "mercator", "azimuthal"]
_POLAR = 62.0
_WORLD = 150.0
_CONTINENT = 32.0
_STEEPEST = 84.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """From longitude and latitude to a plane in which the unit is the earth's radius; y grows to the south."""

    manner: Manner
    lon: float
    lat: float
    """The centre, in degrees."""

    def project(self, lon: float, lat: float) -> tuple[float, float]:
        """The place of a point on the plane. Longitudes may run past 180: cylinders keep them apart."""
        if self.manner == "azimuthal":
            return self._project_azimuthal(lon, lat)
        x = math.radians(lon - self.lon)
        if self.manner == "mercator":
            bound = max(-_STEEPEST, min(_STEEPEST, lat))
            return x, -math.log(math.tan(math.pi / 4 + math.radians(bound) / 2))
        return x * math.cos(math.radians(self.lat)), -math.radians(lat)

    def _project_azimuthal(self, lon: float, lat: float) -> tuple[float, float]:
        """Lambert's, which keeps areas."""
        away, phi, phi0 = math.radians(lon - self.lon), math.radians(lat), math.radians(self.lat)
        cosine = math.sin(phi0) * math.sin(phi) + math.cos(phi0) * math.cos(phi) * math.cos(away)
        k = math.sqrt(2 / max(1 + cosine, 1e-6))
        x = k * math.cos(phi) * math.sin(away)
        y = k * (math.cos(phi0) * math.sin(phi) - math.sin(phi0) * math.cos(phi) * math.cos(away))
        return x, -y


def measure_angle(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """The angle between two points as seen from the earth's middle, in degrees."""
    a, b, away = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(away / 2) ** 2
    return math.degrees(2 * math.asin(min(1.0, math.sqrt(half))))


def find_bounds(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """West, east, south, north of (longitude, latitude) points, by the shorter way round: east may exceed 180."""
    lats = [lat for _, lat in points]
    lons = sorted({(lon + 180) % 360 - 180 for lon, _ in points})
    gaps = [(after - before, index) for index, (before, after) in enumerate(itertools.pairwise(lons))]
    around = lons[0] + 360 - lons[-1]
    widest, index = max(gaps, default=(0.0, 0))
    if widest > around:
        return lons[index + 1], lons[index] + 360, min(lats), max(lats)
    return lons[0], lons[-1], min(lats), max(lats)


def choose_projection(west: float, east: float, south: float, north: float) -> Projection:
    """Azimuthal near a pole and for a continent, equirectangular for the world, Mercator for what is smaller."""
    lon, lat = (west + east) / 2, (south + north) / 2
    polar = south > _POLAR or north < -_POLAR
    if polar and (east - west > 60 or max(abs(south), abs(north)) > 80):
        return Projection(manner="azimuthal", lon=lon, lat=math.copysign(90, lat))
    if east - west > _WORLD or north - south > 100:
        return Projection(manner="equirectangular", lon=lon, lat=0.0)
    if polar or max(east - west, north - south) > _CONTINENT:
        return Projection(manner="azimuthal", lon=lon, lat=lat)
    return Projection(manner="mercator", lon=lon, lat=lat)
