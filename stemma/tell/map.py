"""The places of a story on a map that fits them: towns as points, countries and regions as what they cover."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.model.dossier import Dossier
from stemma.tell.itinerary import Itinerary, find_itineraries
from stemma.tell.map_frame import fit_frame, fit_globe
from stemma.tell.map_labels import Box, Wanted, place_labels
from stemma.tell.map_paths import Frame, draw_areas, draw_borders, find_centroid
from stemma.tell.place_list import NamedPlace, list_places
from stemma.tell.wording import clean_line, shorten
from stemma.tell.world import Country, find_country, load_world

_SMALL = 45.0
_AREAS = {"country", "continent"}
_COUNTRIES_NAMED = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place, or several in one spot, in the drawing."""

    x: float
    y: float
    radius: float
    title: str
    kind: str
    """``town``, ``capital``, ``region``, ``country``, ``continent`` or ``place``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name in the drawing."""

    text: str
    x: float
    y: float
    anchor: str
    kind: str
    """``point``; ``named`` for a country that the story names, ``context`` for others; ``stop`` for a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A country that the story names, emphasised."""

    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """A small globe that says where in the world the map lies."""

    x: float
    y: float
    radius: float
    land: str
    spot: str
    """The path of the map's frame on the globe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The line of an itinerary from stop to stop."""

    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One drawing of the map, in units of its view box."""

    width: int
    height: int
    projection: str
    land: str
    borders: str
    areas: tuple[Area, ...]
    points: tuple[Point, ...]
    labels: tuple[Label, ...]
    ways: tuple[Way, ...]
    locator: Locator | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """What the page shows of where it happened."""

    wide: Sheet | None
    narrow: Sheet | None
    """None where no place is resolved."""
    places: tuple[NamedPlace, ...]
    """All places, those named most often first."""
    beyond: tuple[str, ...]
    """The names of resolved places that lie outside of the map."""
    itineraries: tuple[Itinerary, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    width: int
    highest: int
    letter: float
    named: int
    detail: float
    globe: float


_WIDE = _Plan(width=960, highest=540, letter=7.3, named=30, detail=0.9, globe=52)
_NARROW = _Plan(width=340, highest=330, letter=6.6, named=10, detail=0.9, globe=30)


def view_map(dossier: Dossier) -> MapView | None:
    """The map of ``dossier`` for the page; None where it names no place."""
    places = list_places(dossier)
    if not places:
        return None
    itineraries = find_itineraries(dossier)
    located = [p for p in places if p.place.lat is not None and p.place.lon is not None and _is_on_earth(p)]
    if not located:
        return MapView(wide=None, narrow=None, places=places, beyond=(), itineraries=itineraries)
    wide, beyond = _draw(located, itineraries, _WIDE)
    narrow, _ = _draw(located, itineraries, _NARROW)
    return MapView(wide=wide, narrow=narrow, places=places, beyond=beyond, itineraries=itineraries)


def _is_on_earth(named: NamedPlace) -> bool:
    lat, lon = named.place.lat, named.place.lon
    return lat is not None and lon is not None and -90 <= lat <= 90 and -360 <= lon <= 360


def _point_of(named: NamedPlace) -> tuple[float, float]:
    """Longitude, latitude."""
    assert named.place.lat is not None
    assert named.place.lon is not None
    return named.place.lon, named.place.lat


def _draw(
    located: Sequence[NamedPlace], itineraries: Sequence[Itinerary], plan: _Plan
) -> tuple[Sheet, tuple[str, ...]]:
    countries = {index: find_country(*reversed(_point_of(p))) for index, p in enumerate(located)}
    # A country's point stands for no place in it; a region's is near enough to all of it.
    spots = [p for p in located if p.place.level not in _AREAS]
    stops = {stop.place for itinerary in itineraries for stop in itinerary.stops}
    frame, degrees = fit_frame(
        [(*_point_of(p), p.mentions, p.place.name in stops) for p in spots or located],
        [c for c in countries.values() if c] if not spots else [],
        plan.width,
        plan.highest,
    )
    world = load_world("50" if degrees < _SMALL else "110")
    named = {c.name for i, p in enumerate(located) if p.place.level == "country" and (c := countries[i])}
    land, areas, outlines = [], [], {}
    for country in world.countries:
        path, outline = draw_areas(country.polygons, frame, plan.detail)
        land.append(path)
        if outline:
            outlines[country.name] = outline
        if path and country.name in named:
            areas.append(Area(path=path, title=country.name))
    points, names, beyond = _place_points(located, countries, outlines, frame, plan)
    ways, numbers = _draw_ways(itineraries, located, frame)
    locator = _draw_locator(frame, plan, points) if degrees < _SMALL * 1.6 else None
    labels = _name_all(points, names, outlines, named, frame, plan, locator, numbers)
    return Sheet(
        width=plan.width,
        height=round(frame.height),
        projection=frame.projection.manner,
        land="".join(land),
        borders=draw_borders(world.borders, frame, plan.detail),
        areas=tuple(areas),
        points=points,
        labels=(*labels, *numbers),
        ways=ways,
        locator=locator,
    ), beyond


def _place_points(
    located: Sequence[NamedPlace],
    countries: dict[int, Country | None],
    outlines: dict[str, list[tuple[float, float]]],
    frame: Frame,
    plan: _Plan,
) -> tuple[tuple[Point, ...], tuple[str, ...], tuple[str, ...]]:
    """The points that are drawn, what each is called, and who lies outside; those in one spot are one point."""
    groups: list[tuple[float, float, list[NamedPlace]]] = []
    beyond = []
    for index, named in enumerate(located):
        country = countries[index]
        if named.place.level == "country" and country and country.name in outlines:
            continue
        x, y = frame.place(*_point_of(named))
        if not frame.holds(x, y):
            beyond.append(named.place.name)
            continue
        near = next((g for g in groups if abs(g[0] - x) < 4 and abs(g[1] - y) < 4), None)
        if near:
            near[2].append(named)
        else:
            groups.append((x, y, [named]))
    most = max((sum(p.mentions for p in group) for _, _, group in groups), default=1) or 1
    points, names = [], []
    for x, y, group in groups:
        words = ", ".join(dict.fromkeys(clean_line(p.place.name) or "?" for p in group))
        mentions = sum(p.mentions for p in group)
        points.append(
            Point(
                x=round(x, 1),
                y=round(y, 1),
                radius=round(3.2 + 5.8 * (mentions / most) ** 0.5, 1),
                title=shorten(words, 200),
                kind=group[0].place.level or "place",
            )
        )
        names.append(shorten(words, 34 if plan.width > 500 else 20))
    return tuple(points), tuple(names), tuple(dict.fromkeys(beyond))


def _name_all(
    points: Sequence[Point],
    names: Sequence[str],
    outlines: dict[str, list[tuple[float, float]]],
    named: set[str],
    frame: Frame,
    plan: _Plan,
    locator: Locator | None,
    numbers: Sequence[Label],
) -> list[Label]:
    """Names of points first, then of countries that the story names, then of others, where there is room."""
    taken = [Box(p.x - p.radius - 1, p.y - p.radius - 1, p.x + p.radius + 1, p.y + p.radius + 1) for p in points]
    taken += [Box(n.x - 8, n.y - 12, n.x + 8, n.y + 4) for n in numbers]
    if locator:
        r = locator.radius + 4
        taken.append(Box(locator.x - r, locator.y - r, locator.x + r, locator.y + r))
    wanted = [
        Wanted(text=name, x=point.x, y=point.y, away=point.radius + 4, kind="point", size=13.0)
        for name, point in list(zip(names, points, strict=True))[: plan.named]
    ]
    middles = [(name, middle) for name, outline in outlines.items() if (middle := find_centroid(outline))]
    middles = [(name, m) for name, m in middles if frame.holds(*m, 6)]
    sizes = {name: len(outlines[name]) for name, _ in middles}
    middles.sort(key=lambda item: (item[0] not in named, -sizes[item[0]], item[0]))
    for name, (x, y) in middles[: _COUNTRIES_NAMED if plan.width > 500 else 5]:
        kind = "named" if name in named else "context"
        wanted.append(Wanted(text=name, x=round(x, 1), y=round(y, 1), away=0.0, kind=kind, size=12.0))
    return [
        Label(text=w.text, x=round(x, 1), y=round(y, 1), anchor=anchor, kind=w.kind)
        for w, x, y, anchor in place_labels(wanted, taken, frame.width, frame.height, plan.letter)
    ]


def _draw_ways(
    itineraries: Sequence[Itinerary], located: Sequence[NamedPlace], frame: Frame
) -> tuple[tuple[Way, ...], tuple[Label, ...]]:
    spots = {p.place.name: frame.place(*_point_of(p)) for p in located}
    ways, numbers = [], []
    for itinerary in itineraries[:1]:
        known = [(n, spots[s.place]) for n, s in enumerate(itinerary.stops, start=1) if s.place in spots]
        steps = []
        for (_, (x1, y1)), (_, (x2, y2)) in itertools.pairwise(known):
            # A light bow, so that a way there and back is two lines.
            cx, cy = (x1 + x2) / 2 + (y2 - y1) * 0.12, (y1 + y2) / 2 - (x2 - x1) * 0.12
            steps.append(f"M{x1:.1f},{y1:.1f}Q{cx:.1f},{cy:.1f} {x2:.1f},{y2:.1f}")
        ways.append(Way(path="".join(steps), title=f"The way of {shorten(clean_line(itinerary.mover), 120)}"))
        seen: dict[tuple[float, float], str] = {}
        for number, (x, y) in known:
            # Two numbers on stops next to each other would hide one another.
            spot = next((s for s in seen if abs(s[0] - x) < 16 and abs(s[1] - y) < 12), (x, y))
            seen[spot] = f"{seen[spot]}, {number}" if spot in seen else str(number)
        numbers += [Label(text=words, x=round(x, 1), y=round(y - 13, 1), anchor="middle", kind="stop")
                    for (x, y), words in seen.items() if frame.holds(x, y)]  # fmt: skip
    return tuple(way for way in ways if way.path), tuple(numbers)


def _draw_locator(frame: Frame, plan: _Plan, points: Sequence[Point]) -> Locator:
    """The globe, in the corner that has the fewest points near."""
    r = plan.globe
    corners = [(frame.width - r - 8, r + 8), (r + 8, r + 8), (r + 8, frame.height - r - 8),
               (frame.width - r - 8, frame.height - r - 8)]  # fmt: skip
    crowds = [sum(1 for p in points if abs(p.x - x) < r + 60 and abs(p.y - y) < r + 24) for x, y in corners]
    x, y = corners[crowds.index(min(crowds))]
    land, spot = fit_globe(frame, r)
    return Locator(x=round(x, 1), y=round(y, 1), radius=r, land=land, spot=spot)
