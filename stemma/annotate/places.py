"""Places: which point on the map each place of a story means, or none where that is not sure.

Candidates of the gazetteer are weighed by population and by what else the story names: the country
or region written after the name ("Paris, Texas"), the countries and regions named elsewhere, and
how near the candidates of the other names lie. After Lieberman, Samet and Sankaranarayanan (2010),
"Geotagging with local lexicons", and the usual minimality heuristics.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma.annotate.gazetteer import Gazetteer, Located, measure_distance, open_gazetteer
from stemma.annotate.places_context import find_hosts, read_context
from stemma.annotate.places_names import PlaceName, look_up_name
from stemma.annotate.places_nested import Nested, find_nested
from stemma.annotate.places_support import Grounds
from stemma.annotate.transliteration import split_name
from stemma.model.annotation import Entity, Mention
from stemma.model.dossier import Place

_NAMES = 400
_SURE = 0.6
"""A best candidate scoring less than this above nothing stays unresolved."""
_NEAR_KM = 150.0


class Toponym(NamedTuple):
    """A place word of an article and its point; None where unresolved."""

    start: int
    end: int
    text: str
    lat: float | None
    lon: float | None
    geonames: int | None


def resolve_places(
    entities: Sequence[Entity],
    mentions: Mapping[str, Sequence[Mention]],
    *,
    texts: Mapping[str, str],
    gazetteer: Gazetteer | None = None,
) -> tuple[Place, ...]:
    """The places of a story in the order of ``entities``; latitude and longitude None where unresolved.

    ``mentions`` and ``texts`` are by article id, as ``group_names`` gives and takes them.
    """
    listed = [e for e in entities if e.kind == "place"]
    chosen, _ = _locate(listed, mentions, texts, gazetteer or open_gazetteer())
    return tuple(_make_place(e, chosen.get(e.id)) for e in listed)


def locate_toponyms(
    entities: Sequence[Entity],
    mentions: Mapping[str, Sequence[Mention]],
    *,
    texts: Mapping[str, str],
    gazetteer: Gazetteer | None = None,
) -> dict[str, tuple[Toponym, ...]]:
    """Every place word of each article with its point: place mentions, places inside other names, demonyms."""
    listed = [e for e in entities if e.kind == "place"]
    chosen, nested = _locate(listed, mentions, texts, gazetteer or open_gazetteer())
    out: dict[str, tuple[Toponym, ...]] = {}
    wanted = {e.id for e in listed}
    for article, found in mentions.items():
        spans = {(m.start, m.end): m.entity or "" for m in found if m.entity in wanted}
        spans.update({(n.start, n.end): owner for n, owner in nested.get(article, ()) if (n.start, n.end) not in spans})
        out[article] = tuple(
            Toponym(start, end, texts.get(article, "")[start:end], *_point(chosen.get(owner)))
            for (start, end), owner in sorted(spans.items())
        )
    return out


def _point(found: Located | None) -> tuple[float | None, float | None, int | None]:
    return (found.lat, found.lon, found.geonames or None) if found else (None, None, None)


_Owned = dict[str, list[tuple[Nested, str]]]


def _locate(
    listed: Sequence[Entity], mentions: Mapping[str, Sequence[Mention]], texts: Mapping[str, str], book: Gazetteer
) -> tuple[dict[str, Located], _Owned]:
    """The point of each place entity by id, and the nested places with the entity (or own id) they belong to."""
    extra, nested = _collect_nested(listed, mentions, texts, book)
    names = [look_up_name(entity, book) for entity in (*listed[:_NAMES], *extra[:_NAMES])]
    read_context(names, mentions, texts, book)
    for name in names:
        name.shares = _shares([_prior(name, c) for c in name.candidates])
    scores: list[list[float]] = []
    for _ in range(3):
        scores = _weigh(names)
        for name, values in zip(names, scores, strict=True):
            name.shares = _shares(values)
    best = [_choose(n, v) for n, v in zip(names, scores, strict=True)]
    grounds = Grounds(names, best)
    chosen = {n.entity.id: p for n, p in zip(names, best, strict=True) if p is not None and grounds.bear_out(n, p)}
    for one, host in find_hosts(mentions, texts).items():
        town = chosen.get(host)
        if one not in chosen and town is not None and town.level in ("town", "capital"):
            chosen[one] = town._replace(geonames=0)
    return chosen, nested


def _collect_nested(
    listed: Sequence[Entity], mentions: Mapping[str, Sequence[Mention]], texts: Mapping[str, str], book: Gazetteer
) -> tuple[list[Entity], _Owned]:
    """Stand-in entities for nested places that no place entity covers, and whom each nested place belongs to."""
    named = {" ".join(split_name(v)): e.id for e in listed for v in (e.name, *e.variants)}
    known = dict(named)
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    owned: _Owned = {}
    for article in sorted(mentions):
        for found in find_nested(texts.get(article, ""), mentions[article], named, book):
            key = " ".join(split_name(found.name))
            owner = known.setdefault(key, f"nested:{key}")
            if owner.startswith("nested:"):
                counts[owner] += 1
                labels.setdefault(owner, found.name)
            owned.setdefault(article, []).append((found, owner))
    extra = [
        Entity(id=owner, name=labels[owner], kind="place", variants=(labels[owner],), mentions=count)
        for owner, count in sorted(counts.items())
    ]
    return extra, owned


def _make_place(entity: Entity, found: Located | None) -> Place:
    if found is None:
        return Place(name=entity.name, lat=None, lon=None, geonames=None, variants=entity.variants)
    return Place(
        name=entity.name,
        lat=found.lat,
        lon=found.lon,
        geonames=found.geonames or None,
        level=found.level,
        variants=entity.variants,
    )


def _prior(name: PlaceName, place: Located) -> float:
    """How likely a place is meant, the story aside: by population, rank, and whether this is its main name."""
    score = math.log10(place.population + 500) - 3.0
    score += {"country": 2.5, "continent": 1.0, "region": 1.0, "capital": 1.0, "town": 0.0}[place.level]
    if place.alternate:
        score -= 1.2
    if name.core and place.level in ("town", "capital"):
        score -= 0.3
    if place.country in name.countries:
        score += 4.0
    if (place.country, place.region) in name.regions:
        score += 5.0
    return score


def _shares(scores: list[float]) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    parts = [math.exp(1.6 * (s - top)) for s in scores]
    total = sum(parts)
    return [p / total for p in parts]


def _weigh(names: list[PlaceName]) -> list[list[float]]:
    """Scores of all candidates: the prior, and how the other names bear out country, region and nearness."""
    countries: dict[str, float] = defaultdict(float)
    regions: dict[tuple[str, str], float] = defaultdict(float)
    total = 1.0
    own: list[tuple[dict[str, float], dict[tuple[str, str], float]]] = []
    for name in names:
        mine_c: dict[str, float] = defaultdict(float)
        mine_r: dict[tuple[str, str], float] = defaultdict(float)
        for place, share in zip(name.candidates, name.shares, strict=True):
            mine_c[place.country] += name.weight * share
            if place.region and place.level != "country":
                mine_r[place.country, place.region] += name.weight * share
        for country, value in mine_c.items():
            countries[country] += value
        for region, value in mine_r.items():
            regions[region] += value
        total += name.weight if name.candidates else 0.0
        own.append((mine_c, mine_r))
    anchors = [(p, n) for n, p in enumerate(_leading(name) for name in names) if p is not None][:60]
    out = []
    for number, name in enumerate(names):
        rest = max(total - (name.weight if name.candidates else 0.0), 1.0)
        scores = []
        for place in name.candidates:
            region = (place.country, place.region)
            country_share = (countries[place.country] - own[number][0].get(place.country, 0.0)) / rest
            region_share = (regions[region] - own[number][1].get(region, 0.0)) / rest if place.region else 0.0
            score = _prior(name, place) + 2.0 * math.sqrt(max(0.0, country_share))
            if place.level in ("town", "capital"):
                score += 3.5 * math.sqrt(max(0.0, region_share)) + 1.5 * _nearness(place, number, anchors)
            scores.append(score)
        out.append(scores)
    return out


def _leading(name: PlaceName) -> Located | None:
    """The town that a name most probably means by now, where that is fairly sure."""
    if not name.candidates:
        return None
    best = max(range(len(name.shares)), key=lambda n: (name.shares[n], -n))
    place = name.candidates[best]
    return place if name.shares[best] > 0.5 and place.level in ("town", "capital") else None


def _nearness(place: Located, own: int, anchors: list[tuple[Located, int]]) -> float:
    """0..1: whether some other name's town lies near."""
    best = 0.0
    for other, number in anchors:
        if number != own and abs(other.lat - place.lat) < 3.0:
            best = max(best, math.exp(-measure_distance(place.lat, place.lon, other.lat, other.lon) / _NEAR_KM))
    return best


def _choose(name: PlaceName, scores: list[float]) -> Located | None:
    """The best candidate, or None where it is weak or a far-off rival is as good."""
    if not scores:
        return None
    best = max(range(len(scores)), key=lambda n: (scores[n], -n))
    place = name.candidates[best]
    if scores[best] < _SURE:
        return None
    far = [
        share
        for candidate, share in zip(name.candidates, name.shares, strict=True)
        if measure_distance(place.lat, place.lon, candidate.lat, candidate.lon) < 161.0
    ]
    return place if sum(far) >= 0.42 else None
