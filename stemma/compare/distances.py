"""How far two places are from each other."""

import math

from stemma.model.dossier import Place

_EARTH_KM = 6371.0088
"""The mean radius of the Earth (IUGG)."""


def measure_distance(one: Place, other: Place) -> float:
    """The great-circle distance in km (haversine); both must have a point."""
    lat, lon, lat_, lon_ = (
        math.radians(v) for v in (one.lat or 0.0, one.lon or 0.0, other.lat or 0.0, other.lon or 0.0)
    )
    half = math.sin((lat_ - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat_) * math.sin((lon_ - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
