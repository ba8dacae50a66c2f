"""What the words beside a place's name say that it lies in: "Paris, Texas", "the Russian port of X", "X in Y"."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from stemma.annotate.gazetteer import Gazetteer, Located, measure_distance
from stemma.annotate.names_lexicon import COMPASS, FACILITY_WORDS, PLACE_WORDS, PROVINCE_CODES, STANDS_FOR_PLACE
from stemma.annotate.places_lexicon import AREAS, DEMONYM_PLACES
from stemma.annotate.places_names import PlaceName, find_places
from stemma.annotate.transliteration import split_name
from stemma.model.annotation import Mention

_READ = 50
"""Mentions of one name that are read at most."""
_AREA_KM = 300.0
"""How far from its chief town what a region is named after may reach, where the gazetteer has the town alone."""
_LARGE = 500_000
_KINDS = FACILITY_WORDS | PLACE_WORDS | STANDS_FOR_PLACE | AREAS | {"capital", "resort", "suburb", "hamlet", "outpost"}
_NOT_NAMED_AFTER_TOWNS = frozenset({"county", "parish", "borough", "township", "city", "beach", "bay", "valley"})

_NAMED = r"[^\W\d_a-z][\w.’'-]*(?:[ \n][A-Z][\w.’'-]*){0,2}"
_COMMA = re.compile(rf"(?:,[ \n]+|[ \n]\()({_NAMED})")
_SIDE = r"(?:(?:far|[a-z]*(?:north|south|east|west|central)[a-z]*)[ \n-]){0,2}"
_LYING = re.compile(rf"((?:[ \n][a-z]+){{0,2}}),?[ \n](in|on)[ \n](?:the[ \n])?{_SIDE}({_NAMED})")
_BESIDE = re.compile(
    r"(?:[ \n][a-z]+){0,2},?[ \n](?:just[ \n])?(?:outside|near|in|close[ \n]to|on[ \n]the[ \n]outskirts[ \n]of)[ \n]"
    r"(?:the[ \n](?:[a-z]+[ \n])?(?:city|town|village|port|suburb)[ \n]of[ \n])?$"
)
_OWNED = re.compile(r"[^\W\d_a-z][\w’'-]*[ \n](?:d[aeiou]s?|del|della|du|des|van|von|der|den)[ \n]$")
_WORDS = re.compile(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])")
_BORDER = re.compile(
    rf"(?:[’']s?)?[ \n](?:land[ \n]|sea[ \n])?(?:border|frontier|boundary)[ \n]with[ \n](?:the[ \n])?({_NAMED})"
)
_END = re.compile(
    r"[ \n]?(?:$|\n|[.;:)\]–—-]|"
    # In a list the next name is no container of the one before.
    r",(?![ \n]+(?:and|or)\b)(?![ \n]+[A-Z][\w’'-]*(?:[ \n][A-Z][\w’'-]*)?(?:,|[ \n]and\b)))"
)
_BEFORE = re.compile(
    r"((?:[A-Z][\w.’'-]*[ \n]){0,2}?[A-Z][\w.’'-]*)[ \n]"
    r"((?:(?:[a-z-]+|[Ff]ar|[NSEW][a-z]+ern)[ \n]){0,3})(of[ \n](?:the[ \n])?)?$"
)


class Within(NamedTuple):
    """What a name lies in: any of these countries, of these (country, region code), or near one of these towns."""

    countries: frozenset[str]
    regions: frozenset[tuple[str, str]]
    towns: tuple[Located, ...]

    def holds(self, place: Located) -> bool:
        """Whether a candidate lies there."""
        if place.country in self.countries or (place.country, place.region) in self.regions:
            return True
        return any(
            t.country == place.country and measure_distance(t.lat, t.lon, place.lat, place.lon) <= _AREA_KM
            for t in self.towns
        )


def read_context(
    names: Sequence[PlaceName], mentions: Mapping[str, Sequence[Mention]], texts: Mapping[str, str], book: Gazetteer
) -> None:
    """Sets on each name what the words beside it say that it lies in; drops the candidates that lie elsewhere.

    Where none lies there the name is left without candidates, unless it is a great city's or a country's, of which a
    place elsewhere is less likely than a sentence misread. A name that the story also has as a common word, or only
    inside a longer name ("Serra do X"), is marked as ordinary.
    """
    by_entity = {name.entity.id: name for name in names}
    free: set[str] = set()
    seen: dict[str, int] = defaultdict(int)
    said: dict[str, list[Within]] = defaultdict(list)
    for article in sorted(mentions):
        text = texts.get(article, "")
        for mention in mentions[article]:
            name = by_entity.get(mention.entity or "")
            if name is None or seen[name.entity.id] >= _READ:
                continue
            seen[name.entity.id] += 1
            if not _OWNED.search(text, max(0, mention.start - 40), mention.start):
                free.add(name.entity.id)
            said[name.entity.id] += _read_beside(text, mention, name, book)
    words = {word for text in texts.values() for word in _WORDS.findall(text)}
    for name in names:
        name.ordinary = name.entity.name.casefold() in words or (name.entity.id in seen and name.entity.id not in free)
        if said[name.entity.id]:
            _keep_within(name, said[name.entity.id])


def find_hosts(mentions: Mapping[str, Sequence[Mention]], texts: Mapping[str, str]) -> dict[str, str]:
    """The place entity that each station, port or other building is said to be in or just outside of, by ids.

    Only where all the words that say so name one: "the cosmodrome outside the city of X".
    """
    said: dict[str, set[str]] = defaultdict(set)
    for article in sorted(mentions):
        text = texts.get(article, "")
        for one, after in pairwise(mentions[article]):
            key = split_name(one.text)
            follows = text[one.end : after.start] if 0 <= after.start - one.end <= 60 else ""
            built = {*key[-1:], *follows.split()[:1]} & FACILITY_WORDS
            if one.entity and after.entity and one.entity != after.entity and built and _BESIDE.match(follows):
                said[one.entity].add(after.entity)
    return {one: next(iter(hosts)) for one, hosts in said.items() if len(hosts) == 1}


def _keep_within(name: PlaceName, said: Sequence[Within]) -> None:
    inside = [c for c in name.candidates if any(w.holds(c) for w in said)]
    if inside:
        name.candidates, name.qualified = inside, True
    elif not any(_is_great(c) for c in name.candidates) or name.core:
        name.candidates = []


def _is_great(place: Located) -> bool:
    return place.level in ("country", "continent", "capital") or (place.population >= _LARGE and not place.alternate)


def _read_beside(text: str, mention: Mention, name: PlaceName, book: Gazetteer) -> Iterator[Within]:
    comma = _COMMA.match(text, mention.end, mention.end + 60)
    if comma:
        found, size = find_containers(comma[1], book)
        for place in found:
            if place.level == "country":
                name.countries.add(place.country)
            else:
                name.regions.add((place.country, place.region))
        end = comma.start(1) + size
        sure, after = _read_kind(text, end)
        if sure or _END.match(text, end):
            yield from _make_within(found, comma[1], after, book)
    lying = _LYING.match(text, mention.end, mention.end + 80)
    if lying and all(word in _KINDS for word in lying[1].split()):
        yield from _read_lying(text, lying, book)
    yield from _read_before(text, mention, book)


def _read_lying(text: str, lying: re.Match[str], book: Gazetteer) -> Iterator[Within]:
    """ "X station on Russia's border with North Korea", "X cosmodrome in the Amur region"."""
    found, size = find_containers(lying[3], book)
    end = lying.start(3) + size
    border = _BORDER.match(text, end, end + 60)
    if border:
        yield from _make_within((*found, *find_containers(border[1], book)[0]), "", False, book)
    elif lying[2] == "in":
        _, after = _read_kind(text, end)
        yield from _make_within(found, lying[3], after, book)


def _read_before(text: str, mention: Mention, book: Gazetteer) -> Iterator[Within]:
    """ "Russia's far eastern city of X", "the Russian border town of X", "Russia's X"."""
    before = _BEFORE.search(text, max(0, mention.start - 70), mention.start)
    if not before or not before[0].strip():
        return
    words = [word for word in before[2].split() if word not in ("of", "the")]
    kinds = [word for word in words if word in _KINDS]
    owner = re.sub(r"[’']s$", "", before[1])
    if owner != before[1] or before[1].endswith(("s’", "s'")):
        owner = owner.rstrip("’'")
        if words and not kinds:
            return
        found, size = find_containers(owner, book)
        if found and size == len(owner):
            yield from _make_within(found, "", False, book)
        return
    key = " ".join(before[1].casefold().split())
    place = DEMONYM_PLACES.get(key) or DEMONYM_PLACES.get(key.split()[-1])
    if place and kinds and all(w in _KINDS or w in COMPASS or w.endswith(("ern", "al", "ed", "y")) for w in words):
        yield from _make_within(tuple(p for p in book.find(place) if p.level == "country"), "", False, book)


def _read_kind(text: str, end: int) -> tuple[bool, bool]:
    """Whether a word such as "region" follows, and whether such a region may be named after its town."""
    after = re.compile(r"(?:[’']s)?[ \n](\w+)").match(text, end, end + 30)
    word = after[1].casefold() if after else ""
    return word in AREAS, word in AREAS - _NOT_NAMED_AFTER_TOWNS


def _make_within(found: Sequence[Located], words: str, area: bool, book: Gazetteer) -> Iterator[Within]:
    countries = frozenset(p.country for p in found if p.level == "country")
    regions = frozenset((p.country, p.region) for p in found if p.level == "region")
    towns: tuple[Located, ...] = ()
    if not found and area:
        towns = tuple(p for p in book.find(words) if p.population >= 20_000)
    if countries or regions or towns:
        yield Within(countries, regions, towns)


def find_containers(words: str, book: Gazetteer) -> tuple[tuple[Located, ...], int]:
    """The countries and regions that the first of ``words`` name, and how many characters do; none: () and 0."""
    parts = words.split()
    province = PROVINCE_CODES.get(parts[0].replace(".", "")) if parts else None
    if province:
        return tuple(p for p in book.find(province) if p.level == "region"), len(parts[0])
    for size in range(len(parts), 0, -1):
        last = parts[size - 1]
        for tail in dict.fromkeys((last, re.sub(r"[’']s?$", "", last), last.rstrip("."), last.rstrip(","))):
            name = " ".join([*parts[: size - 1], tail])
            found = tuple(p for p in find_places(name, book) if p.level in ("country", "region"))
            if found:
                return found, len(name)
    return (), 0
