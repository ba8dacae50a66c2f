"""The shipped gazetteer, and which place of a name a story means."""

import pytest

from stemma.annotate.entities import group_names
from stemma.annotate.gazetteer import Gazetteer, measure_distance, open_gazetteer
from stemma.annotate.places import locate_toponyms, resolve_places
from stemma.model.annotation import EntityKind, Mention
from stemma.model.dossier import Place


def _mentions(text: str, names: tuple[tuple[str, EntityKind], ...]) -> list[Mention]:
    out, at = [], 0
    for name, kind in names:
        at = text.index(name, at)
        out.append(Mention(start=at, end=at + len(name), text=name, kind=kind))
        at += len(name)
    return out


def _resolve(text: str, *names: str) -> dict[str, Place]:
    found = _mentions(text, tuple((n, "place") for n in names))
    entities, grouped = group_names([("a", found)], texts={"a": text})
    return {p.name: p for p in resolve_places(entities, grouped, texts={"a": text})}


def _near(place: Place, lat: float, lon: float, km: float = 161.0) -> bool:
    return place.lat is not None and place.lon is not None and measure_distance(place.lat, place.lon, lat, lon) < km


def test_it_is_opened_once() -> None:
    assert open_gazetteer() is open_gazetteer()
    assert open_gazetteer().find("Lisbon")


def test_names_are_found_whatever_their_case_accents_and_spelling() -> None:
    book = open_gazetteer()
    numbers = {book.find(name)[0].geonames for name in ("São Paulo", "sao paulo", "SAO PAULO")}
    assert len(numbers) == 1
    assert {p.geonames for p in book.find("Kiev")} & {p.geonames for p in book.find("Kyiv")}


def test_a_number_leads_to_its_place() -> None:
    book = open_gazetteer()
    first = book.find("Reykjavik")[0]
    again = book.read_number(first.geonames)
    assert again is not None
    assert (again.lat, again.lon) == (first.lat, first.lon)
    assert book.read_number(1) is None


def test_what_is_not_there_is_not_found() -> None:
    assert open_gazetteer().find("Qqzzyvillage") == ()
    assert open_gazetteer().find("") == ()
    assert open_gazetteer().find("x" * 10_000) == ()


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="gazetteer"):
        Gazetteer(b"something else altogether, long enough")


def test_alone_the_great_city_is_meant() -> None:
    assert _near(_resolve("He flew to Paris.", "Paris")["Paris"], 48.86, 2.35)


def test_the_state_written_after_a_name_decides() -> None:
    places = _resolve("He drove to Paris, Texas, on Monday.", "Paris", "Texas")
    assert _near(places["Paris"], 33.66, -95.56)


def test_an_abbreviated_state_after_a_name_decides() -> None:
    places = _resolve("A fire in Springfield, Ill., spread.", "Springfield", "Ill.")
    assert _near(places["Springfield"], 39.8, -89.64)


def test_the_countries_of_the_story_decide() -> None:
    places = _resolve("In Canada, from Toronto to London, Ontario police said.", "Canada", "Toronto", "London")
    assert _near(places["London"], 42.98, -81.25)


def test_towns_near_each_other_bear_each_other_out() -> None:
    places = _resolve(
        "Athens and Watkinsville lie near Atlanta in Georgia.", "Athens", "Watkinsville", "Atlanta", "Georgia"
    )
    assert _near(places["Athens"], 33.96, -83.38)


def test_a_region_after_in_decides() -> None:
    places = _resolve("The mill at Paris, in eastern Texas, burned.", "Paris", "Texas")
    assert _near(places["Paris"], 33.66, -95.56)


@pytest.mark.parametrize(
    "text",
    [
        "They met at Hassan station on Russia’s border with North Korea.",
        "They met in the Russian town of Hassan.",
        "They met in Russia’s Hassan.",
        "They met in Hassan, Russia.",
    ],
)
def test_a_name_is_resolved_within_what_its_words_say_or_not_at_all(text: str) -> None:
    assert _resolve(text, "Hassan")["Hassan"].lat is None


def test_the_next_of_a_list_is_no_container_of_the_one_before() -> None:
    places = _resolve("He saw Vienna, Germany, and Poland.", "Vienna", "Germany", "Poland")
    assert _near(places["Vienna"], 48.21, 16.37)


def test_a_great_city_is_not_given_up_for_a_sentence_misread() -> None:
    assert _near(_resolve("They left Moscow, Ukraine said.", "Moscow", "Ukraine")["Moscow"], 55.75, 37.62)


def test_a_small_namesake_in_a_country_that_the_story_does_not_name_is_not_drawn() -> None:
    text = "From Zaragoza in Spain to Huesca, Teruel and Madrid, all of Aragon was dark."
    places = _resolve(text, "Zaragoza", "Spain", "Huesca", "Teruel", "Madrid", "Aragon")
    assert places["Aragon"].lat is None
    assert all(places[name].lat is not None for name in ("Zaragoza", "Spain", "Huesca", "Teruel", "Madrid"))


def test_a_large_town_without_rivals_needs_no_other_ground() -> None:
    places = _resolve("From Madrid in Spain to Seville and Zurich.", "Madrid", "Spain", "Seville", "Zurich")
    assert _near(places["Zurich"], 47.37, 8.55)


def test_a_name_that_stands_alone_is_still_resolved() -> None:
    assert _near(_resolve("A fire broke out in Huesca.", "Huesca")["Huesca"], 42.14, -0.41)


def test_a_street_or_hospital_does_not_lie_in_the_place_it_is_named_after() -> None:
    places = _resolve(
        "Police in Kirkcaldy, Scotland, closed Victoria Hospital.", "Kirkcaldy", "Scotland", "Victoria Hospital"
    )
    assert places["Victoria Hospital"].lat is None


def test_a_building_that_the_gazetteer_lacks_lies_at_the_town_it_is_said_to_be_by() -> None:
    text = "They met at Qqzzy Cosmodrome outside the city of Huesca in Spain. Later Qqzzy Bridge, near the sea, fell."
    places = _resolve(text, "Qqzzy Cosmodrome", "Huesca", "Spain", "Qqzzy Bridge")
    assert _near(places["Qqzzy Cosmodrome"], 42.14, -0.41, km=1)
    assert places["Qqzzy Cosmodrome"].geonames is None
    assert places["Qqzzy Bridge"].lat is None


def test_a_word_of_the_text_and_a_part_of_a_longer_name_are_no_far_off_towns() -> None:
    text = "In Brazil, from Belém to Marabá, they fled Serra do Mutum. A pacific march of Pacific drew hundreds."
    places = _resolve(text, "Brazil", "Belém", "Marabá", "Mutum", "Pacific")
    assert places["Mutum"].lat is None
    assert places["Pacific"].lat is None


def test_an_unknown_name_stays_unresolved() -> None:
    place = _resolve("They met in Qqzzyvillage.", "Qqzzyvillage")["Qqzzyvillage"]
    assert (place.lat, place.lon, place.geonames) == (None, None, None)


def test_a_heavenly_body_is_no_town() -> None:
    assert _resolve("A probe passed Jupiter.", "Jupiter")["Jupiter"].lat is None


def test_an_airport_lies_at_its_town() -> None:
    assert _near(
        _resolve("It landed at Gatwick in England near Crawley Airport.", "England", "Crawley Airport")[
            "Crawley Airport"
        ],
        51.1,
        -0.2,
    )


def test_places_inside_other_names_and_demonyms_are_located() -> None:
    text = "Ohio State University and the Norwegian navy agreed with Acme."
    found = _mentions(text, (("Ohio State University", "organisation"), ("Acme", "organisation")))
    entities, grouped = group_names([("a", found)], texts={"a": text})
    toponyms = locate_toponyms(entities, grouped, texts={"a": text})["a"]
    assert [t.text for t in toponyms] == ["Ohio", "Norwegian"]
    assert all(text[t.start : t.end] == t.text and t.lat is not None for t in toponyms)
