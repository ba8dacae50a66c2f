"""Places of two claims side by side."""

from stemma.compare.contrasts import Context, Found
from stemma.compare.distances import measure_distance
from stemma.model.annotation import Claim
from stemma.model.dossier import Place

_FAR_KM = 30.0
"""Towns nearer than this may stand for each other: a suburb, a neighbouring village."""
_EVENT_WORDS = 0.5


def contrast_places(one: Claim, other: Claim, context: Context) -> Found | None:
    """Two towns far apart, each the only place of a claim that says the same in the same words.

    A country or region beside a town is one place told less exactly, and no contrast.
    """
    first, second = _located(one, context), _located(other, context)
    if len(first) != 1 or len(second) != 1:
        return None
    (name, place), (name_, place_) = first[0], second[0]
    if not _are_apart(place, place_) or not _say_alike(one, other, name, name_):
        return None
    return Found("differ", "place", (name, name_))


def _located(claim: Claim, context: Context) -> list[tuple[str, Place]]:
    """The places of a claim, each once, in order."""
    found: dict[str, tuple[str, Place]] = {}
    for mention in claim.mentions:
        if mention.entity and mention.entity in context.places:
            found.setdefault(mention.entity, (mention.text, context.places[mention.entity]))
    return list(found.values())


def _are_apart(one: Place, other: Place) -> bool:
    towns = {"town", "capital"}
    if one.level not in towns or other.level not in towns or one.geonames == other.geonames:
        return False
    located = None not in (one.lat, one.lon, other.lat, other.lon)
    return located and measure_distance(one, other) > _FAR_KM


def _say_alike(one: Claim, other: Claim, name: str, name_: str) -> bool:
    """Whether the claims, their places aside, have most longer words in common: one event in two places."""
    names = {w[:5] for w in f"{name} {name_}".casefold().split()}
    first, second = ({w[:5] for w in c.wording.casefold().split() if len(w) >= 4} - names for c in (one, other))
    return len(first & second) >= max(2, _EVENT_WORDS * len(first | second))
