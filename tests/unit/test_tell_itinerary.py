"""Itineraries: told only where claims plainly say so."""

import dataclasses

import pytest

from stemma.model.annotation import Entity
from stemma.model.article import Article
from stemma.model.dossier import Dossier, Place
from stemma.model.span import Span
from stemma.tell.itinerary import find_itineraries
from stemma.tell.map import view_map
from stemma.tell.motion_words import compile_moves
from tests.dossiers import make_claim, make_dossier, make_finding

PLACES = ("Batumi", "Poti", "Burgas", "Varna", "Lima")


def find_moves(words: str) -> list[tuple[str, str, bool]]:
    return [(m.mover, m.place, m.manner == "leave") for m in compile_moves(["Ada Fenn", "Amra"], PLACES)(words)]


@pytest.mark.parametrize(
    ("words", "move"),
    [
        ("Ada Fenn arrived in Batumi on Monday", ("Ada Fenn", "Batumi", False)),
        ("Ada Fenn, the envoy, later flew back to Poti", ("Ada Fenn", "Poti", False)),
        ("The Amra was towed into Poti", ("Amra", "Poti", False)),
        ("Ada Fenn visited a shipyard in Varna", ("Ada Fenn", "Varna", False)),
        ("On Friday the Amra left Batumi for Burgas", ("Amra", "Batumi", True)),
        ("The plane carrying Ada Fenn landed in Burgas", ("Ada Fenn", "Burgas", False)),
        ("Ada Fenn met the harbour master in Varna", ("Ada Fenn", "Varna", False)),
        ("According to the port, Ada Fenn reached Poti", ("Ada Fenn", "Poti", False)),
        ("Ada Fenn’s train departed from Poti", ("Ada Fenn", "Poti", True)),
    ],
)
def test_a_move_is_read_where_the_mover_is_the_subject_by_name(words: str, move: tuple[str, str, bool]) -> None:
    assert move in find_moves(words)


@pytest.mark.parametrize(
    "words",
    [
        "Ada Fenn will visit Batumi",
        "Ada Fenn plans to travel to Poti",
        "Ada Fenn never arrived in Batumi",
        "Ada Fenn did not visit Poti",
        "Has Ada Fenn arrived in Batumi?",
        "an aide of Ada Fenn arrived in Batumi",
        "Ada Fenn’s sister arrived in Batumi",
        "Ada Fenn said the minister arrived in Batumi",
        "Ada Fenn left for Burgas",
        "Ada Fenn met students studying in Varna",
        "Ada Fenn, who was born in Batumi",
        "reports that the Amra might have docked in Poti",
        "She arrived in Batumi",
    ],
)
def test_what_is_planned_denied_asked_or_anothers_is_no_move(words: str) -> None:
    assert find_moves(words) == []


def make_journey(*lines: tuple[int, str, str | None]) -> Dossier:
    """A dossier of (article, sentence, day) about Ada Fenn, a finding each."""
    texts: dict[int, list[str]] = {}
    for article, sentence, _ in lines:
        texts.setdefault(article, []).append(sentence)
    articles = {
        n: Article(id=f"a{n}", source=f"{n}.txt", text=" ".join(f"{s}." for s in said), outlet=f"Outlet {n}",
                   body=(Span(0, len(" ".join(f"{s}." for s in said))),))
        for n, said in texts.items()
    }  # fmt: skip
    findings = tuple(
        make_finding(f"f{n}", sentence, "single", "event", (make_claim(f"c{n}", articles[article], sentence),),
                     date=day, date_precision="day" if day else None)
        for n, (article, sentence, day) in enumerate(lines)
    )  # fmt: skip
    spots = {"Batumi": (41.64, 41.63), "Poti": (42.14, 41.67), "Burgas": (42.5, 27.47), "Varna": (43.2, 27.9),
             "Lima": (-12.0, -77.0)}  # fmt: skip
    places = tuple(
        Place(name=name, lat=lat, lon=lon, geonames=None, variants=(name,), level="town")
        for name, (lat, lon) in spots.items()
    )
    mover = Entity(id="e1", name="Ada Fenn", kind="person", variants=("Ada Fenn", "Fenn"), mentions=4)
    return dataclasses.replace(
        make_dossier(), articles=tuple(articles.values()), findings=findings, places=places, entities=(mover,),
        origins=(), copies=(), quotations=(), summary=(), timeline=(),
    )  # fmt: skip


JOURNEY = (
    (1, "Ada Fenn arrived in Batumi", "2031-05-02"),
    (1, "Fenn travelled to Poti", "2031-05-03"),
    (2, "Ada Fenn landed in Burgas", "2031-05-05"),
)


def test_stops_stand_in_the_order_of_their_dates_with_who_says_so() -> None:
    (way,) = find_itineraries(make_journey(*JOURNEY[::-1]))
    assert [(stop.place, stop.dates, stop.articles) for stop in way.stops] == [
        ("Batumi", ("2031-05-02",), ("a1",)),
        ("Poti", ("2031-05-03",), ("a1",)),
        ("Burgas", ("2031-05-05",), ("a2",)),
    ]
    assert way.mover == "Ada Fenn"


def test_two_stops_or_one_article_are_no_itinerary() -> None:
    assert find_itineraries(make_journey(*JOURNEY[1:])) == ()
    assert find_itineraries(make_journey(*((1, words, day) for _, words, day in JOURNEY))) == ()


def test_a_move_without_a_day_is_no_stop() -> None:
    assert find_itineraries(make_journey(*JOURNEY[:2], (2, "Ada Fenn landed in Burgas", None))) == ()
    assert find_itineraries(make_journey(*JOURNEY[:2], (2, "Ada Fenn landed in Burgas", "2031-05"))) == ()


def test_another_day_for_the_same_stop_is_told_as_a_conflict() -> None:
    (way,) = find_itineraries(make_journey(*JOURNEY, (2, "Ada Fenn came to Poti", "2031-05-04")))
    told = {word for stop in way.stops for word in stop.conflicts}
    assert "Another article has Sunday 4 May 2031 instead." in told


def test_stops_of_one_day_without_hours_are_marked_as_tied() -> None:
    (way,) = find_itineraries(make_journey(*JOURNEY, (2, "Ada Fenn arrived in Varna", "2031-05-05")))
    assert [stop.tied for stop in way.stops] == [False, False, False, True]


def test_a_detour_over_half_the_world_is_taken_for_a_wrong_place() -> None:
    (way,) = find_itineraries(make_journey(*JOURNEY, (2, "Ada Fenn arrived in Lima", "2031-05-04")))
    assert "Lima" not in {stop.place for stop in way.stops}


def test_a_name_that_two_share_moves_nobody() -> None:
    journey = make_journey(*JOURNEY)
    other = Entity(id="e2", name="Tom Fenn", kind="person", variants=("Tom Fenn", "Fenn"), mentions=1)
    # "Fenn travelled to Poti" may be either.
    assert find_itineraries(dataclasses.replace(journey, entities=(*journey.entities, other))) == ()


def test_the_way_is_drawn_on_the_map_with_its_stops_numbered() -> None:
    view = view_map(make_journey(*JOURNEY))
    assert view is not None
    assert view.wide is not None
    assert [label.text for label in view.wide.labels if label.kind == "stop"] == ["1", "2", "3"]
    assert view.wide.ways[0].path.count("M") == 2
