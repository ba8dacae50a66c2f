"""Places: which point on the map each place of a story means, or none where that is not sure.

Candidates of the gazetteer are weighed by population and by what else the story names: the country
or region written after the name ("Paris, Texas"), the countries and regions named elsewhere, and
how near the candidates of the other names lie. After Lieberman, Samet and Sankaranarayanan (2010),
"Geotagging with local lexicons", and the usual minimality heuristics.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stemma.annotate.entities_things import place_core
from stemma.annotate.gazetteer import Gazetteer, Located, open_gazetteer
from stemma.annotate.names_lexicon import ABBREVIATED_STATES, COMPASS, PLACE_ALIASES, PROVINCE_CODES, STATE_CODES
from stemma.annotate.places_lexicon import AREAS, CELESTIAL
from stemma.annotate.places_nested import Nested, find_nested
from stemma.annotate.transliteration import split_name
from stemma.model.annotation import Entity, Mention
from stemma.model.dossier import Place

_AFTER = re.compile(r",?[ \n]+\(?((?:[^\W\d_][\w.'’-]*)(?:[ \n][A-Z][\w.'’-]*){0,2})")
_CANDIDATES = 40
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


@dataclass(slots=True)
class _Name:
    """One place entity, its candidates and what is written beside it."""

    entity: Entity
    candidates: list[Located]
    core: bool
    """Found by the proper part of a compound alone ("Baikonur" for "Baikonur Cosmodrome")."""
    weight: float
    countries: dict[str, float] = field(default_factory=dict)
    regions: dict[tuple[str, str], float] = field(default_factory=dict)
    shares: list[float] = field(default_factory=list)


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
    names = [_look_up(entity, book) for entity in (*listed[:_NAMES], *extra[:_NAMES])]
    _read_context(names, mentions, texts, book)
    for name in names:
        name.shares = _shares([_prior(name, c) for c in name.candidates])
    scores: list[list[float]] = []
    for _ in range(3):
        scores = _weigh(names)
        for name, values in zip(names, scores, strict=True):
            name.shares = _shares(values)
    chosen = {n.entity.id: place for n, v in zip(names, scores, strict=True) if (place := _choose(n, v)) is not None}
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


def _look_up(entity: Entity, book: Gazetteer) -> _Name:
    """The candidates of an entity: of its name and variants, else of its proper core."""
    seen: dict[tuple[int, float, float], Located] = {}
    wanted = sorted({entity.name, *entity.variants}, key=lambda v: (v != entity.name, v))[:20]
    if any(" ".join(split_name(w)) in CELESTIAL for w in wanted) or all(w.casefold() in COMPASS for w in wanted):
        return _Name(entity, [], False, 0.0)
    for name in wanted:
        for found in _find(name, book)[:_CANDIDATES]:
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
    return _Name(entity, found_places, core, math.log(1.5 + entity.mentions))


def _find(name: str, book: Gazetteer) -> tuple[Located, ...]:
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


def _read_context(
    names: list[_Name], mentions: Mapping[str, Sequence[Mention]], texts: Mapping[str, str], book: Gazetteer
) -> None:
    """Sets on each name the countries and regions that stand right after it ("Paris, Texas", "Derby in England")."""
    by_entity = {name.entity.id: name for name in names}
    seen: dict[str, int] = defaultdict(int)
    for article in sorted(mentions):
        text = texts.get(article, "")
        for mention in mentions[article]:
            name = by_entity.get(mention.entity or "")
            if name is None or seen[name.entity.id] >= 50:
                continue
            seen[name.entity.id] += 1
            after = _AFTER.match(text, mention.end, mention.end + 60)
            comma = after is not None and text[mention.end : mention.end + 1] == ","
            for found in _containers(after.group(1), book) if after and comma else ():
                if found.level == "country":
                    name.countries[found.country] = 1.0
                else:
                    name.regions[found.country, found.region] = 1.0


def _containers(words: str, book: Gazetteer) -> tuple[Located, ...]:
    parts = words.split()
    province = PROVINCE_CODES.get(parts[0].replace(".", "")) if parts else None
    if province:
        return tuple(p for p in book.find(province) if p.level == "region")
    for size in range(len(parts), 0, -1):
        found = [p for p in _find(" ".join(parts[:size]).rstrip(","), book) if p.level in ("country", "region")]
        if found:
            return tuple(found)
        stripped = parts[size - 1].rstrip(".")
        if stripped != parts[size - 1]:
            found = [
                p for p in _find(" ".join([*parts[: size - 1], stripped]), book) if p.level in ("country", "region")
            ]
            if found:
                return tuple(found)
    return ()


def _prior(name: _Name, place: Located) -> float:
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


def _weigh(names: list[_Name]) -> list[list[float]]:
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


def _leading(name: _Name) -> Located | None:
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


def measure_distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres between two points in degrees."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, h)))


def _choose(name: _Name, scores: list[float]) -> Located | None:
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
