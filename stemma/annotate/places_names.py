"""The places that a name may mean, as the gazetteer has them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from stemma.annotate.entities_things import place_core
from stemma.annotate.gazetteer import Gazetteer, Located
from stemma.annotate.names_lexicon import ABBREVIATED_STATES, COMPASS, PLACE_ALIASES, STATE_CODES
from stemma.annotate.places_lexicon import AREAS, CELESTIAL
from stemma.annotate.transliteration import split_name
from stemma.model.annotation import Entity

_CANDIDATES = 40


@dataclass(slots=True)
class PlaceName:
    """One place entity, its candidates and what is written beside it."""

    entity: Entity
    candidates: list[Located]
    core: bool
    """Found by the proper part of a compound alone ("Baikonur" for "Baikonur Cosmodrome")."""
    weight: float
    countries: set[str] = field(default_factory=set)
    regions: set[tuple[str, str]] = field(default_factory=set)
    """The countries, and the (country, region code)s, that are written after the name."""
    shares: list[float] = field(default_factory=list)
    """How likely each candidate is, as far as is known by now; they sum to 1."""
    qualified: bool = False
    """The words beside it say what it lies in, and its candidates lie there."""
    ordinary: bool = False
    """The story also has it as an ordinary word, or it never stands but inside a longer name."""


def look_up_name(entity: Entity, book: Gazetteer) -> PlaceName:
    """The candidates of an entity: of its name and variants, else of its proper core."""
    seen: dict[tuple[int, float, float], Located] = {}
    wanted = sorted({entity.name, *entity.variants}, key=lambda v: (v != entity.name, v))[:20]
    if any(" ".join(split_name(w)) in CELESTIAL for w in wanted) or all(w.casefold() in COMPASS for w in wanted):
        return PlaceName(entity, [], False, 0.0)
    for name in wanted:
        for found in find_places(name, book)[:_CANDIDATES]:
            seen.setdefault((found.geonames, found.lat, found.lon), found)
    core = not seen
    if core:
        for name in wanted:
            key = split_name(name)
            for part in _cores(key):
                for found in book.find(" ".join(part))[:_CANDIDATES]:
                    seen.setdefault((found.geonames, found.lat, found.lon), found)
                if seen:
                    break
    found_places = sorted(seen.values(), key=lambda c: (-c.population, c.geonames, c.lat))[:_CANDIDATES]
    return PlaceName(entity, found_places, core, math.log(1.5 + entity.mentions))


def find_places(name: str, book: Gazetteer) -> tuple[Located, ...]:
    """The gazetteer's places of a name, abbreviations of states and countries written out."""
    key = " ".join(split_name(name))
    if name in STATE_CODES:
        return book.find(STATE_CODES[name])
    if "." in name and key in ABBREVIATED_STATES:
        return book.find(ABBREVIATED_STATES[key])
    alias = PLACE_ALIASES.get(key)
    if alias:
        return book.find("Washington D.C." if alias == "washington dc" else alias) or book.find(name)
    return book.find(name) or (book.find(f"{name} City") if len(name) > 3 else ())


def _cores(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What to look a compound up by: without common nouns, without compass words, the town in front of a hyphen."""
    core, noun = place_core(key)
    if noun:
        yield core
    if len(key) > 1 and key[-1] in AREAS:
        yield key[:-1]
    if len(key) > 1 and key[0] in COMPASS | {"greater", "downtown", "central", "inner", "old", "upper", "lower"}:
        yield key[1:]
    if len(key) > 2 and key[:2] in (("city", "of"), ("town", "of"), ("port", "of"), ("county", "of"), ("state", "of")):
        yield key[2:]
