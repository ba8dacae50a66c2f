"""Where somebody or something went, stop by stop, where several articles say so in plain words.

A stop is told only by a claim whose subject is the mover (by name, or as the claim's own subject has it, which
follows a pronoun only where that is sure), whose verb is one of being or getting somewhere, and which names a place, in
the past or present, undenied. Its day is the claim's own; a claim without a day only bears out a stop that
others tell. No place is inferred: what is missed is left out, and with fewer than three places, or only one
article, there is no itinerary at all.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from stemma.model.annotation import Entity
from stemma.model.dossier import Dossier, Place, ReportedClaim
from stemma.tell.motion_words import Move, Moves, compile_moves, compile_stays, find_days
from stemma.tell.projection import measure_angle
from stemma.tell.wording import say_date

_LEAST = 3
_MOST = 3
_NEAR = 0.6
_DETOUR = 45.0
"""Degrees of the great circle: farther there and back within two days is a place gone wrong, not a journey."""
_PLACES = {"town", "capital", None}
_FINE = {"day", "time"}
_COMPASS = frozenset("the north south east west far middle near northern southern eastern western central".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """The mover at a place."""

    place: str
    """The name of a place of the dossier."""
    dates: tuple[str, ...]
    """The days (or hours) that are told, ISO 8601, in order."""
    precision: str
    """``day`` or ``time``, the coarser of them."""
    claims: tuple[tuple[str, str], ...]
    """(finding's id, claim's id) of those that say so."""
    articles: tuple[str, ...]
    conflicts: tuple[str, ...]
    """What other articles say instead, one plain sentence each."""
    tied: bool
    """On the same day as the stop before, and nothing tells which came first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Itinerary:
    """The stops of one mover, in order."""

    mover: str
    entity: str
    stops: tuple[Stop, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sighting:
    place: str
    date: str
    """Empty where no day is told."""
    precision: str
    finding: str
    claim: ReportedClaim
    manner: str


def find_itineraries(dossier: Dossier) -> tuple[Itinerary, ...]:
    """The itineraries that ``dossier`` tells, the longest first, three at most; none where not surely told."""
    places = {p.name: p for p in dossier.places if p.level in _PLACES and not _is_vague(p)}
    names = _index_places(places.values(), dossier.places)
    movers = _index_movers(dossier.entities, names)
    if not names or not movers:
        return ()
    moves, stays = compile_moves(movers, names), compile_stays(names)
    texts = {article.id: article.text for article in dossier.articles}
    sightings: dict[str, list[_Sighting]] = defaultdict(list)
    for finding in dossier.findings:
        for claim in finding.claims:
            sentence = _read_sentence(claim, texts.get(claim.article, ""))
            for mover, move in _read_moves(claim, sentence, moves, stays, movers):
                date, precision = _date_move(claim, move, sentence)
                sightings[mover].append(
                    _Sighting(
                        place=names[move.place], date=date, precision=precision, finding=finding.id, claim=claim,
                        manner=move.manner,
                    )
                )  # fmt: skip
    known = {entity.id: entity for entity in dossier.entities}
    order = {article.id: number for number, article in enumerate(dossier.articles)}
    found = [_make_itinerary(known[key], seen, places, order) for key, seen in sorted(sightings.items())]
    kept = [itinerary for itinerary in found if itinerary]
    kept.sort(key=lambda i: (-len(i.stops), -len(i.articles), i.mover, i.entity))
    return tuple(kept[:_MOST])


def _read_sentence(claim: ReportedClaim, text: str) -> str:
    """The sentence that a claim stands in; its own words where that is not known."""
    context = claim.context
    if context is None or not (0 <= context.start <= claim.start < claim.end <= context.end <= len(text)):
        return claim.quote
    return text[context.start : context.end]


def _read_moves(
    claim: ReportedClaim, sentence: str, moves: Moves, stays: Moves, movers: Mapping[str, str]
) -> list[tuple[str, Move]]:
    """The moves that a claim tells, each once, with the entity that moves; the place is in the claim.

    They are read in its sentence, where the subject may stand by name, and in the claim where its subject is known.
    """
    start = claim.start - claim.context.start if claim.context and sentence != claim.quote else 0
    inside = range(start, start + claim.end - claim.start)
    found = [(movers[move.mover], move) for move in moves(sentence) if move.at in inside]
    if claim.subject in set(movers.values()):
        found += [(claim.subject, move) for move in stays(claim.quote)]
    once: dict[tuple[str, str], Move] = {}
    for mover, move in sorted(found, key=lambda item: -item[1].earlier):
        once.setdefault((mover, move.place), move)
    return [(mover, move) for (mover, _), move in once.items()]


def _date_move(claim: ReportedClaim, move: Move, sentence: str) -> tuple[str, str]:
    """The day or hour of a move as its claim has it; empty where it tells none for sure.

    The finding's day is not taken: it may be that of another deed in the same town.
    """
    date, precision = claim.date, claim.date_precision
    if date is None or len(date) < 10 or precision not in _FINE:
        return "", ""
    if len(find_days(claim.quote) or find_days(sentence)) > 1:
        # "X, who came on Monday, left for Y on Wednesday": which day is whose is not sure.
        return "", ""
    if not move.earlier:
        return date, precision or "day"
    try:
        return (datetime.date.fromisoformat(date[:10]) - datetime.timedelta(days=move.earlier)).isoformat(), "day"
    except (ValueError, OverflowError):
        return "", ""


def _is_vague(place: Place) -> bool:
    """Not in the gazetteer, and a part of the world ("the West", "the Far East")."""
    return place.lat is None and not set(place.name.casefold().split()) - _COMPASS


def _index_places(places: Iterable[Place], everywhere: Iterable[Place]) -> dict[str, str]:
    """A place's variant → its name; what two places are called is nobody's."""
    owners: dict[str, set[str]] = defaultdict(set)
    for place in everywhere:
        for form in (place.name, *place.variants):
            owners[form].add(place.name)
    mine = {form: place.name for place in places for form in (place.name, *place.variants)}
    return {form: name for form, name in mine.items() if owners[form] == {name} and len(form) > 2}


def _index_movers(entities: Sequence[Entity], places: Mapping[str, str]) -> dict[str, str]:
    """A mover's variant → its entity; what two are called, or a place is, is nobody's."""
    owners: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for form in (entity.name, *entity.variants):
            owners[form].add(entity.id)
    mine = {form: e.id for e in entities if e.kind != "place" for form in (e.name, *e.variants)}
    return {
        form: key
        for form, key in mine.items()
        if owners[form] == {key} and form not in places and len(form) > 2 and re.match(r"\W*[^\W\d_]", form)
    }


def _make_itinerary(
    entity: Entity, seen: Sequence[_Sighting], places: Mapping[str, Place], order: Mapping[str, int]
) -> Itinerary | None:
    groups: dict[tuple[str, str], list[_Sighting]] = defaultdict(list)
    for one in _settle_days(seen):
        groups[one.date, one.place].append(one)
    entries = sorted(groups.items(), key=lambda item: (item[0][0], min(s.claim.start for s in item[1]), item[0][1]))
    entries = _drop_detours(entries, places)
    conflicts = _find_conflicts([s for s in seen if s.date], places)
    stops: list[Stop] = []
    for (date, place), group in entries:
        if stops and stops[-1].place == place:
            stops[-1] = _make_stop(place, (*stops[-1].dates, date), group, order, stops[-1], conflicts)
        else:
            tied = (
                bool(stops)
                and stops[-1].dates[-1][:10] == date[:10]
                and (len(date) < 13 or len(stops[-1].dates[-1]) < 13)
            )
            stop = _make_stop(place, (date,), group, order, None, conflicts)
            stops.append(_tie(stop) if tied else stop)
    articles = tuple(sorted({a for stop in stops for a in stop.articles}, key=lambda a: (order.get(a, 0), a)))
    if len({stop.place for stop in stops}) < _LEAST or len(articles) < 2:
        return None
    return Itinerary(mover=entity.name, entity=entity.id, stops=tuple(stops), articles=articles)


def _settle_days(seen: Sequence[_Sighting]) -> list[_Sighting]:
    """The sightings, each on a day: an undated one on the one day that others give its place.

    Where articles have one arrival (or leaving) on different days, it is told once, on the day that most have.
    """
    days: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in seen:
        if one.date:
            days[one.place][one.date[:10]].add(one.claim.article)
    settled = []
    for one in seen:
        own = days[one.place]
        if not one.date:
            dated = [s for s in seen if s.place == one.place and s.date]
            if len(own) == 1:
                settled.append(replace(one, date=min(s.date for s in dated), precision=dated[0].precision))
            continue
        rivals = [s for s in seen if _rivals(one, s)]
        best = max((one, *rivals), key=lambda s: (len(own[s.date[:10]]), [-ord(c) for c in s.date]))
        one_day = best.date[:10] == one.date[:10]
        settled.append(one if one_day else replace(one, date=best.date, precision=best.precision))
    return settled


def _rivals(one: _Sighting, other: _Sighting) -> bool:
    """Whether two articles tell one coming or going, or one finding, on different days."""
    if one.place != other.place or not other.date or one.date[:10] == other.date[:10]:
        return False
    same = one.finding == other.finding or (one.manner == other.manner and one.manner != "be")
    return same and one.claim.article != other.claim.article


def _tie(stop: Stop) -> Stop:
    return replace(stop, tied=True)


def _make_stop(
    place: str,
    dates: Sequence[str],
    group: Sequence[_Sighting],
    order: Mapping[str, int],
    before: Stop | None,
    conflicts: Mapping[tuple[str, str], Sequence[str]],
) -> Stop:
    claims = [*(before.claims if before else ()), *((s.finding, s.claim.id) for s in group)]
    articles = {*(before.articles if before else ()), *(s.claim.article for s in group)}
    precise = {s.precision for s in group} | ({before.precision} if before else set())
    told = [*(before.conflicts if before else ()), *conflicts.get((dates[-1], place), ())]
    return Stop(
        place=place,
        dates=tuple(dict.fromkeys(dates)),
        precision="day" if "day" in precise else "time",
        claims=tuple(dict.fromkeys(claims)),
        articles=tuple(sorted(articles, key=lambda a: (order.get(a, 0), a))),
        conflicts=tuple(dict.fromkeys(told)),
        tied=before.tied if before else False,
    )


def _drop_detours(
    entries: Sequence[tuple[tuple[str, str], list[_Sighting]]], places: Mapping[str, Place]
) -> list[tuple[tuple[str, str], list[_Sighting]]]:
    """The stops without those for which one would have to cross half a continent and come back at once."""
    kept = list(entries)
    for index in range(len(kept) - 2, 0, -1):
        (before, a), (_, b), (after, c) = (kept[index + step][0] for step in (-1, 0, 1))
        if any(places[name].lat is None for name in (a, b, c)):
            continue
        extra = _measure(places[a], places[b]) + _measure(places[b], places[c]) - _measure(places[a], places[c])
        if extra > _DETOUR and before[:8] == after[:8] and int(after[8:10]) - int(before[8:10]) <= 2:
            del kept[index]
    return kept


def _find_conflicts(seen: Sequence[_Sighting], places: Mapping[str, Place]) -> dict[tuple[str, str], list[str]]:
    """(date, place) → what an article that does not have it says instead.

    Of place: in one finding, two articles name places that are not near each other. Of date: two articles have the
    mover get to one place, or leave it, once each, on different days.
    """
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in seen:
        for other in seen:
            if one.claim.article == other.claim.article or one.manner != other.manner:
                continue
            if one.finding == other.finding and one.place != other.place:
                if _are_apart(places[one.place], places[other.place]) and not _says(
                    seen, one.claim.article, other.place
                ):
                    found[one.date, one.place].append(f"Another article has {other.place} instead.")
            elif _rivals(one, other):
                mine = {s.date[:10] for s in seen if s.claim.article == one.claim.article and s.place == one.place}
                theirs = {s.date[:10] for s in seen if s.claim.article == other.claim.article and s.place == one.place}
                if len(mine) == len(theirs) == 1:
                    found[one.date, one.place].append(f"Another article has {say_date(other.date[:10])} instead.")
    return found


def _says(seen: Sequence[_Sighting], article: str, place: str) -> bool:
    return any(s.claim.article == article and s.place == place for s in seen)


def _are_apart(one: Place, other: Place) -> bool:
    return one.lat is not None and other.lat is not None and _measure(one, other) > _NEAR


def _measure(one: Place, other: Place) -> float:
    assert one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None  # noqa: PT018
    return measure_angle(one.lon, one.lat, other.lon, other.lat)
