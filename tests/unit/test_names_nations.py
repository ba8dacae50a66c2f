"""Names of many nations: what the words around them and the rest of the story say of them."""

import pytest

from stemma.annotate.entities import group_names
from stemma.annotate.entities_people import leads_with_surname, short_forms, strip_role
from stemma.annotate.names import find_mentions
from stemma.annotate.parse import load_model
from stemma.annotate.passage import ParsedPassage
from stemma.model.annotation import Entity, Mention


def _mentions(text: str) -> tuple[Mention, ...]:
    passages, at = [], 0
    for block in text.split("\n"):
        passages.append(ParsedPassage(start=at, end=at + len(block), part="body", doc=load_model()(block)))
        at += len(block) + 1
    return find_mentions(passages)


def _entities(*texts: str) -> tuple[Entity, ...]:
    named = {str(n): text for n, text in enumerate(texts)}
    return group_names([(n, _mentions(t)) for n, t in named.items()], texts=named)[0]


def _of(entities: tuple[Entity, ...], variant: str) -> Entity:
    found = [e for e in entities if variant in e.variants]
    assert len(found) == 1, [(e.name, e.variants) for e in entities]
    return found[0]


def test_a_surname_that_opens_a_sentence_is_known_from_another_article() -> None:
    entities = _entities(
        "The harbour master, Vendel Krasznay, 61, closed the port on Monday.",
        "The port reopened in Lisbon on Tuesday. Krasznay put the cost at nine million.",
    )
    person = _of(entities, "Krasznay")
    assert (person.name, person.kind, person.mentions) == ("Vendel Krasznay", "person", 2)


def test_a_word_that_the_story_writes_small_is_no_surname_at_a_sentences_head() -> None:
    entities = _entities(
        "Ana Fields, 44, runs the school in Lisbon.",
        "Floods came to Porto. Fields lay under water, and more fields will follow, Ana Ruiz said.",
    )
    assert _of(entities, "Ana Fields").mentions == 1


def test_a_trade_before_a_name_is_no_part_of_it() -> None:
    person = _of(_entities("Seismologist Ketil Braattveit, of Bergen, spoke. Dr Braattveit was calm."), "Braattveit")
    assert person.name == "Ketil Braattveit"


def test_a_vice_and_its_post_are_no_part_of_a_name() -> None:
    assert "Odd Grønnestad" in [m.text for m in _mentions("Vice-Rector Odd Grønnestad denied it on Friday in Oslo.")]


def test_the_portfolio_of_a_minister_is_no_part_of_the_name() -> None:
    assert "Ramiro Oyarvide" in [m.text for m in _mentions("Minister of Economy Ramiro Oyarvide praised the figures.")]


def test_initials_and_given_names_in_full_are_one_person() -> None:
    entities = _entities(
        "The driver, Ram Bahadur Tamsang, 34, lost control.",
        "Driver R.B. Tamsang lost control of the bus near Pokhara.",
    )
    assert _of(entities, "Ram Bahadur Tamsang") == _of(entities, "R.B. Tamsang")


def test_a_second_surname_may_be_left_out() -> None:
    entities = _entities(
        "Edelmira Cuxil Batz, 40, a lawyer, spoke in Lima.", "Edelmira Cuxil, a lawyer, spoke in Lima."
    )
    assert _of(entities, "Edelmira Cuxil Batz") == _of(entities, "Edelmira Cuxil")


def test_accents_fold_to_compare_and_stay_as_found() -> None:
    entities = _entities(
        "Professor Sigrún Håkestad, 50, won the prize in Oslo.", "Sigrun Hakestad, 50, a professor, won the prize."
    )
    assert {"Sigrún Håkestad", "Sigrun Hakestad"} <= set(_of(entities, "Sigrún Håkestad").variants)


def test_a_name_with_an_arabic_article_in_small_letters_is_whole() -> None:
    assert "Hanan al-Jaziri" in [m.text for m in _mentions("His lawyer, Hanan al-Jaziri, told reporters so.")]


def test_a_particle_with_a_capital_stays_with_the_surname() -> None:
    assert "Van Oudtshoorn" in [m.text for m in _mentions("The hall was full, Mr Van Oudtshoorn said on Monday.")]


def test_a_given_name_that_abbreviates_a_month_is_a_name() -> None:
    assert "Jan Novotny" in [m.text for m in _mentions("The mayor, Jan Novotny, opened the bridge in Brno.")]


def test_a_family_of_one_surname_stays_apart_and_none_has_it_alone() -> None:
    entities = _entities("Marta Velkov, 40, and her brother Petar Velkov, 38, live in Sofia.")
    marta, petar = _of(entities, "Marta Velkov"), _of(entities, "Petar Velkov")
    assert marta != petar
    assert "Velkov" not in marta.variants + petar.variants


def test_a_surname_inside_the_full_name_is_a_variant_where_nobody_shares_it() -> None:
    assert "Velkov" in _of(_entities("Marta Velkov, 40, lives in Sofia."), "Marta Velkov").variants


def test_the_bare_surname_is_for_the_one_the_story_is_about() -> None:
    story = "Bishop Cris Alabon resigned. Cris Alabon wrote to Rome. Cris Alabon is 60. Cris Alabon left Manila."
    other = "The lot was sold to one Ray Alabon. Alabon had no comment, the office of Cris Alabon said."
    entities = _entities(story, other)
    assert _of(entities, "Ray Alabon").mentions == 1


def test_a_dateline_in_capitals_is_a_place() -> None:
    assert _of(_entities("PORT LARGO (ABC) — Three ships left on Monday."), "PORT LARGO").kind == "place"


def test_a_long_name_of_a_place_and_its_short_one_are_one() -> None:
    entities = _entities(
        "A quake shook the Tavolan Islands on Monday.", "Ships left for Tavolan, Indonesia, on Tuesday, Tom Hill said."
    )
    assert _of(entities, "Tavolan Islands") == _of(entities, "Tavolan")


@pytest.mark.parametrize(
    ("spelling", "short"),
    [
        ("Thierry de Lanvollon", ("Lanvollon", "de Lanvollon")),
        ("Oh Tae-min", ("Oh",)),
        ("Kim Clijsters", ("Clijsters",)),
        ("Tom Hill Jr.", ("Hill",)),
        ("Pelé", ()),
    ],
)
def test_the_surname_of_a_full_name(spelling: str, short: tuple[str, ...]) -> None:
    assert short_forms(spelling) == short


def test_nationality_and_trade_come_off_a_full_name_alone() -> None:
    assert strip_role("Canadian Anouk Tremblay") == "Anouk Tremblay"
    assert strip_role("Canadian Pacific") == ""


def test_surnames_lead_in_korean_names_not_in_english_ones() -> None:
    assert leads_with_surname(["Choi", "Eun-ji"])
    assert not leads_with_surname(["Lee", "Harvey", "Stone"])
