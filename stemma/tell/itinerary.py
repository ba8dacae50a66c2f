"""Itineraries."""
from dataclasses import dataclass
from stemma.model.dossier import Dossier
@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    place: str
@dataclass(frozen=True, slots=True, kw_only=True)
class Itinerary:
    mover: str
    stops: tuple[Stop, ...]
def find_itineraries(dossier: Dossier) -> tuple[Itinerary, ...]:
    return ()
