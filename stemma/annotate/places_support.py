"""Whether the rest of the story bears a place out, so that no namesake at the other end of the world is drawn.

A name's best candidate is often the only one that the gazetteer has, and not the place meant. So a town is taken only
where the story gives it a ground: what is written beside the name, another place of the story near by, its country
named often enough for so small a place; or where it is so large that nothing else is called that.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.annotate.entities_things import place_core
from stemma.annotate.gazetteer import Located, measure_distance
from stemma.annotate.names_lexicon import FACILITY_WORDS
from stemma.annotate.places_names import PlaceName
from stemma.annotate.transliteration import split_name

_NEAR_KM = 200.0
_REACH_KM = 600.0
_AT_KM = 60.0
_GREAT = 200_000
_TOWN = 15_000
_OFTEN = 0.12
_FEW = 2
_TIMES = 3
_NAMED_AFTER = FACILITY_WORDS - frozenset(
    "cosmodrome spaceport station airport airfield airbase base port harbour harbor dam plant mine refinery".split()
)


@dataclass(frozen=True, slots=True)
class _Ground:
    """A place of the story that others are held against."""

    place: Located
    owner: str
    weight: float


class Grounds:
    """The places of a story that others can be held against."""

    def __init__(self, names: Sequence[PlaceName], chosen: Sequence[Located | None]) -> None:
        """``chosen``: the best candidate of each name, None where there is none."""
        self._all = [_Ground(p, n.entity.id, n.weight) for n, p in zip(names, chosen, strict=True) if p is not None]
        sure = {
            n.entity.id
            for n, p in zip(names, chosen, strict=True)
            if p is not None
            and not n.ordinary
            and not n.core
            and (
                _stands_alone(n, p)
                or (p.level in ("town", "capital") and self._has_neighbours(self._measure_all(n, p)))
            )
        }
        self._sure = [g for g in self._all if g.owner in sure]
        self._countries: dict[str, float] = defaultdict(float)
        for ground in self._sure:
            self._countries[ground.place.country] += ground.weight
        self._total = sum(self._countries.values())

    def bear_out(self, name: PlaceName, place: Located) -> bool:
        """Whether a name's best candidate may be taken."""
        if place.level in ("country", "continent") or (name.qualified and not name.core):
            return True
        distances = self._measure_all(name, place)
        near = distances[0] if distances else math.inf
        if name.core and _bears_a_name(name):
            return near <= _AT_KM
        share = self._share(name, place)
        if place.level == "region":
            return not name.core or share > 0
        if near <= _NEAR_KM and (share > 0 or self._has_neighbours(distances)):
            return True
        if name.ordinary:
            return share > 0 and _outshines(name, place)
        if sum(g.owner != name.entity.id for g in self._sure) < _FEW or _outshines(name, place):
            return True
        if share >= _OFTEN:
            return place.population >= _TOWN or near <= _REACH_KM
        return share > 0 and place.population >= _TOWN and near <= _REACH_KM

    def _share(self, name: PlaceName, place: Located) -> float:
        """The part of the sure places, by weight, that lie in the country of ``place``; its own name apart."""
        own = sum(g.weight for g in self._sure if g.owner == name.entity.id)
        mine = sum(g.weight for g in self._sure if g.owner == name.entity.id and g.place.country == place.country)
        rest = self._total - own
        return (self._countries.get(place.country, 0.0) - mine) / rest if rest > 0 else 0.0

    def _has_neighbours(self, distances: Sequence[float]) -> bool:
        """Whether two other towns lie near: a single one may be as wrong as the place itself."""
        return len(distances) >= _FEW and distances[_FEW - 1] <= _NEAR_KM

    def _measure_all(self, name: PlaceName, place: Located) -> list[float]:
        """Kilometres to the other names' towns, the nearest first; the same point under another name is no other."""
        return sorted(
            measure_distance(place.lat, place.lon, g.place.lat, g.place.lon)
            for g in self._all
            if g.owner != name.entity.id
            and g.place.level in ("town", "capital")
            and (name.core or (g.place.lat, g.place.lon) != (place.lat, place.lon))
        )


def _stands_alone(name: PlaceName, place: Located) -> bool:
    return place.level not in ("town", "capital") or name.qualified or _outshines(name, place)


def _outshines(name: PlaceName, place: Located) -> bool:
    """Whether a town is so much larger than its namesakes that it needs no other ground."""
    if place.level != "capital" and (place.population < _GREAT or place.alternate):
        return False
    rivals = [
        c.population
        for c in name.candidates
        if c.level in ("town", "capital") and measure_distance(c.lat, c.lon, place.lat, place.lon) > _NEAR_KM
    ]
    return place.population >= (1 if place.level == "capital" else _TIMES) * max(rivals, default=0)


def _bears_a_name(name: PlaceName) -> bool:
    """Whether it is a street, a hospital or the like, which may be named after a place without lying there."""
    return place_core(split_name(name.entity.name))[1] in _NAMED_AFTER
