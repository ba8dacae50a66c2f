"""Places on a map: what is framed, what is named, and what is far away."""

import dataclasses
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model.dossier import Dossier, Place
from stemma.tell.map import view_map
from stemma.tell.map_frame import drop_far
from stemma.tell.map_labels import Box, Wanted, place_labels
from stemma.tell.place_list import list_places
from stemma.tell.projection import choose_projection, find_bounds
from stemma.tell.world import find_country, load_world
from tests.dossiers import make_dossier

LEVELS = ("town", "capital", "region", "country", "continent", None)


def make_placed(*places: tuple[str, float | None, float | None, str | None]) -> Dossier:
    """The small dossier with these places; an article of its text's words names each once."""
    dossier = make_dossier()
    text = " ".join(f"They met in {name}." for name, *_ in places) + "\n"
    article = dataclasses.replace(
        dossier.articles[0], text=text, body=((dossier.articles[0].body[0].__class__)(0, len(text) - 1),),
        title_span=None, furniture=(),
    )  # fmt: skip
    made = tuple(
        Place(name=name, lat=lat, lon=lon, geonames=None, variants=(name,), level=level)  # type: ignore[arg-type]
        for name, lat, lon, level in places
    )
    return dataclasses.replace(dossier, articles=(article, *dossier.articles[1:]), places=made)


def test_the_table_knows_the_country_of_a_point() -> None:
    found = [find_country(lat, lon) for lat, lon in ((46.95, 7.45), (64.15, -21.9), (-41.3, 174.8), (65.0, 179.5))]
    assert [country and country.name for country in found] == ["Switzerland", "Iceland", "New Zealand", "Russia"]
    assert find_country(0.0, -30.0) is None


def test_borders_have_no_cut_along_the_antimeridian() -> None:
    for line in load_world("110").borders:
        for (x1, _), (x2, _) in zip(line.points, line.points[1:], strict=False):
            assert not (abs(abs(x1) - 180) < 0.01 and abs(abs(x2) - 180) < 0.01)


def test_without_a_place_there_is_no_map_and_without_a_resolved_one_no_drawing() -> None:
    assert view_map(dataclasses.replace(make_dossier(), places=())) is None
    view = view_map(make_placed(("Nowhere", None, None, None)))
    assert view is not None
    assert view.wide is None
    assert [p.place.name for p in view.places] == ["Nowhere"]


def test_all_places_in_one_spot_are_one_point_with_all_names() -> None:
    view = view_map(make_placed(("Bern", 46.95, 7.45, "capital"), ("Federal Palace", 46.95, 7.45, "town")))
    assert view is not None
    assert view.wide is not None
    assert [point.title for point in view.wide.points] == ["Bern, Federal Palace"]


def test_places_on_both_sides_of_the_antimeridian_are_near_each_other() -> None:
    view = view_map(make_placed(("Suva", -18.14, 178.44, "capital"), ("Apia", -13.83, -171.77, "capital")))
    assert view is not None
    assert view.wide is not None
    assert view.wide.projection == "mercator"
    assert len(view.wide.points) == 2
    by_name = {point.title: point.x for point in view.wide.points}
    assert by_name["Suva"] < by_name["Apia"]


@pytest.mark.parametrize("lat", [-89.0, 89.0, 90.0, -90.0])
def test_a_pole_is_drawn_from_above(lat: float) -> None:
    view = view_map(make_placed(("Camp", lat, 0.0, "town"), ("Depot", math.copysign(84, lat), 120.0, "town")))
    assert view is not None
    assert view.wide is not None
    assert view.wide.projection == "azimuthal"
    assert len(view.wide.points) == 2


def test_a_lone_far_mention_stays_outside_and_is_named() -> None:
    near = [("Burgas", 42.5, 27.5), ("Varna", 43.2, 27.9), ("Sozopol", 42.4, 27.7), ("Sofia", 42.7, 23.3)]
    view = view_map(make_placed(*((n, a, b, "town") for n, a, b in near), ("Lima", -12.0, -77.0, "town")))
    assert view is not None
    assert view.beyond == ("Lima",)


def test_a_country_that_is_named_is_tinted_rather_than_dotted() -> None:
    view = view_map(make_placed(("Bulgaria", 42.67, 25.25, "country"), ("Burgas", 42.5, 27.5, "town")))
    assert view is not None
    assert view.wide is not None
    assert [area.title for area in view.wide.areas] == ["Bulgaria"]
    assert [point.title for point in view.wide.points] == ["Burgas"]


def test_the_longer_name_counts_where_one_holds_the_other() -> None:
    dossier = make_placed(("South Orrin", 10.0, 10.0, "town"), ("Orrin", 11.0, 11.0, "town"))
    assert {named.place.name: named.mentions for named in list_places(dossier)} == {"South Orrin": 1, "Orrin": 1}


def test_a_common_word_is_not_the_place_that_is_spelled_like_it() -> None:
    dossier = make_placed(("Reading", 51.45, -0.97, "town"))
    text = "They were reading in READING. Reading was calm.\n"
    article = dataclasses.replace(
        dossier.articles[0], text=text, body=(dossier.articles[0].body[0]._replace(start=0, end=len(text) - 1),)
    )  # fmt: skip
    (named,) = list_places(dataclasses.replace(dossier, articles=(article,), findings=()))
    assert named.mentions == 2


def test_a_place_lists_the_findings_and_articles_that_name_it() -> None:
    named = {one.place.name: one for one in list_places(make_dossier())}
    for one in named.values():
        for key in one.findings:
            finding = next(f for f in make_dossier().findings if f.id == key)
            assert any(name in c.quote for c in finding.claims for name in (one.place.name, *one.place.variants))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(LEVELS)), min_size=1, max_size=6))
def test_any_places_give_a_drawing_in_which_all_stands_inside(spots: list[tuple[float, float, str | None]]) -> None:
    view = view_map(make_placed(*((f"Place{n}", lat, lon, level) for n, (lat, lon, level) in enumerate(spots))))
    assert view is not None
    for sheet in (view.wide, view.narrow):
        assert sheet is not None
        assert 60 <= sheet.height <= 600
        assert all(0 <= p.x <= sheet.width and 0 <= p.y <= sheet.height for p in sheet.points)
        assert all(-1 <= label.x <= sheet.width + 1 and -1 <= label.y <= sheet.height + 1 for label in sheet.labels)
        for path in (sheet.land, sheet.borders, *(area.path for area in sheet.areas)):
            assert "nan" not in path
            assert "inf" not in path
            assert "e" not in path


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-85, 85)), min_size=1, max_size=12))
def test_bounds_hold_all_points_by_the_shorter_way(points: list[tuple[float, float]]) -> None:
    west, east, south, north = find_bounds(points)
    assert 0 <= east - west <= 360
    assert all(south <= lat <= north for _, lat in points)
    assert all(any(west - 1e-6 <= lon + turn <= east + 1e-6 for turn in (-360, 0, 360)) for lon, _ in points)
    projection = choose_projection(west, east, south, north)
    assert all(math.isfinite(value) for lon, lat in points for value in projection.project(lon, lat))


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-85, 85), st.integers(0, 9), st.just(False)), min_size=1))
def test_never_are_all_points_far(points: list[tuple[float, float, int, bool]]) -> None:
    kept = drop_far(points)
    assert kept
    assert set(kept) <= set(points)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 200), st.text(max_size=30)), max_size=25))
def test_no_name_lies_over_another(spots: list[tuple[int, int, str]]) -> None:
    wanted = [Wanted(text=t, x=float(x), y=float(y), away=6.0, kind="point", size=13.0) for x, y, t in spots]
    placed = place_labels(wanted, [], 300, 200, 7.0)
    boxes = []
    for one, x, y, anchor in placed:
        room = sum(7.0 * (1.75 if ord(c) > 0x2E7F else 1.0) for c in one.text) if one.text.isascii() else 0.0
        left = x - room * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        boxes.append(Box(left, y - 10, left + room, y + 2))
    assert not any(a.meets(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
