"""Itineraries: told only where claims plainly say so."""

import dataclasses

import pytest

from stemma.model.annotation import Entity
from stemma.model.article import Article
from stemma.model.dossier import Dossier, Place
from stemma.model.span import Span
from stemma.tell.itinerary import find_itineraries
from stemma.tell.map import view_map
from stemma.tell.motion_words import compile_moves, find_days
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
        ("Ada Fenn has left the old station in the port city of Poti for home", ("Ada Fenn", "Poti", True)),
        ("The Amra met Ada Fenn in Varna", ("Ada Fenn", "Varna", False)),
        ("Ada Fenn held talks during a long meeting at Batumi", ("Ada Fenn", "Batumi", False)),
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
        "Ada Fenn was head of a school in Batumi",
        "Ada Fenn left for a conference in Varna",
    ],
)
def test_what_is_planned_denied_asked_or_anothers_is_no_move(words: str) -> None:
    assert find_moves(words) == []


def test_a_day_after_visiting_a_place_is_the_day_before() -> None:
    moves = compile_moves(["Ada Fenn"], PLACES)(
        "A day after visiting a shipyard in Varna, Ms Ada Fenn travelled to Burgas"
    )
    assert {(m.place, m.earlier) for m in moves} == {("Varna", 1), ("Burgas", 0)}


def test_days_are_found_once_each_however_written() -> None:
    assert find_days("on Monday, and on Wednesday 13 September") == ["Monday", "Wednesday 13 September"]
    assert find_days("in May, at the port") == []


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
        make_finding(f"f{n}", sentence, "single", "event", (
            make_claim(f"c{n}", articles[article], sentence, date=day, date_precision="day" if day else None),))
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


def with_claims(journey: Dossier, **slots: dict[str, object]) -> Dossier:
    """The journey with slots of claims set by their ids."""
    findings = tuple(
        dataclasses.replace(f, claims=tuple(dataclasses.replace(c, **slots.get(c.id, {})) for c in f.claims))  # type: ignore[arg-type]
        for f in journey.findings
    )
    return dataclasses.replace(journey, findings=findings)


def test_the_day_of_a_stop_is_its_claims_own_not_its_findings() -> None:
    journey = with_claims(make_journey(*JOURNEY), c1={"date": "2031-05-04", "date_precision": "day"})
    dated = tuple(dataclasses.replace(f, date="2031-05-09", date_precision="day") for f in journey.findings)
    journey = dataclasses.replace(journey, findings=dated)
    (way,) = find_itineraries(journey)
    assert [stop.dates for stop in way.stops] == [("2031-05-02",), ("2031-05-04",), ("2031-05-05",)]


def test_a_claim_whose_subject_is_known_needs_no_name() -> None:
    lines = (*JOURNEY[:2], (2, "where she landed in Burgas", "2031-05-05"))
    assert find_itineraries(make_journey(*lines)) == ()
    (way,) = find_itineraries(with_claims(make_journey(*lines), c2={"subject": "e1"}))
    assert [stop.place for stop in way.stops] == ["Batumi", "Poti", "Burgas"]


@pytest.mark.parametrize(
    "words", ["the captain, who landed in Burgas", "will land in Burgas", "said the ship was in Burgas"]
)
def test_what_another_did_inside_a_claim_is_no_move_of_its_subject(words: str) -> None:
    lines = (*JOURNEY[:2], (2, words, "2031-05-05"))
    assert find_itineraries(with_claims(make_journey(*lines), c2={"subject": "e1"})) == ()


def test_of_two_days_in_one_sentence_none_is_taken() -> None:
    sentence = "Ada Fenn, back since Monday, landed in Burgas on Wednesday"
    assert find_itineraries(make_journey(*JOURNEY[:2], (2, sentence, "2031-05-05"))) == ()


def test_an_undated_claim_bears_out_a_stop_that_others_date() -> None:
    (way,) = find_itineraries(make_journey(*JOURNEY, (2, "Ada Fenn met the mayor in Poti", None)))
    assert {stop.place: stop.articles for stop in way.stops}["Poti"] == ("a1", "a2")


def test_a_stop_that_the_gazetteer_lacks_is_told_and_a_quarter_of_the_world_is_not() -> None:
    journey = make_journey(*JOURNEY[:2], (2, "Ada Fenn landed in Burgas", "2031-05-05"))
    nowhere = tuple(
        dataclasses.replace(p, lat=None, lon=None, level=None) if p.name == "Burgas" else p for p in journey.places
    )
    (way,) = find_itineraries(dataclasses.replace(journey, places=nowhere))
    assert [stop.place for stop in way.stops] == ["Batumi", "Poti", "Burgas"]
    east = tuple(dataclasses.replace(p, name="East", variants=("Burgas",)) if p.lat is None else p for p in nowhere)
    assert find_itineraries(dataclasses.replace(journey, places=east)) == ()


def test_two_articles_that_meet_a_mover_in_one_place_on_two_days_do_not_contradict() -> None:
    lines = (
        *JOURNEY,
        (1, "Ada Fenn met the mayor in Varna", "2031-05-06"),
        (2, "Ada Fenn met a pilot in Varna", "2031-05-07"),
    )
    (way,) = find_itineraries(make_journey(*lines))
    assert way.stops[-1].dates == ("2031-05-06", "2031-05-07")
    assert way.stops[-1].conflicts == ()


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
