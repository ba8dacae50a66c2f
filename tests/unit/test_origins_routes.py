"""By which words a source is led to its route, and which sources are one."""

import pytest

from stemma.compare.routes import RouteBook, fold_outlet
from stemma.compare.source_words import classify_group, find_spoken_for, is_void
from stemma.compare.spokesmen import SpokesmanBook
from stemma.model.annotation import Annotated, Entity
from tests.reading import make_article


def make_book(*outlets: str, entities: tuple[Entity, ...] = ()) -> RouteBook:
    return RouteBook([Annotated(article=make_article("A text.", outlet=outlet)) for outlet in outlets], entities)


def make_entity(name: str, kind: str = "person", *variants: str) -> Entity:
    return Entity(id=name.casefold(), name=name, kind=kind, variants=(name, *variants), mentions=1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AP", "the Associated Press"),
        ("the Lodestar news agency", "Lodestar news agency"),
        ("新华社", "Xinhua News Agency"),
        ("U.S. State Department", "the State Department"),
        ("Ministry of Fisheries", "the fisheries ministry"),
        ("a spokesman for the Fisheries Ministry", "Fisheries Ministry"),
        ("the fisheries minister", "the fisheries ministry"),
        ("Fisheries Ministry officials", "Fisheries Ministry"),
        ("the regulator's report", "the regulator"),
        ("the labor office", "the labour office"),
        ("The Coastal Wire (English edition)", "Coastal Wire"),
    ],
)
def test_two_forms_of_one_source_have_one_key(one: str, other: str) -> None:
    book = make_book("The Coastal Wire")
    assert book.route_source(one).key == book.route_source(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the health ministry", "the fisheries ministry"),
        ("AP", "AFP"),
        ("Ana Duarte", "Rui Duarte"),
        ("two officials", "the harbour master"),
    ],
)
def test_different_sources_have_different_keys(one: str, other: str) -> None:
    book = make_book("The Coastal Wire")
    assert book.route_source(one).key != book.route_source(other).key


def test_an_outlet_that_another_article_credits_is_an_agency() -> None:
    lender = make_article("The quay is shut.", outlet="Coastal Wire")
    taker = make_article("LAGOS (Coastal Wire) — The quay is shut.", outlet="Daily Gull")
    foot = make_article("The quay is shut.\nSource: Coastal Wire", outlet="Evening Tern")
    book = RouteBook([Annotated(article=a) for a in (lender, taker, foot)], ())
    routes = [book.route_article(a) for a in (lender, taker, foot)]
    assert {(r.key, r.kind) for r in routes} == {("outlet:coastal wire", "agency")}


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Russian news agencies", "press"),
        ("local officials", "authorities"),
        ("researchers at the institute", "science"),
        ("two crew members", "public"),
        ("people familiar with the matter", "public"),
        ("Doctors", "science"),
        ("Doctors Without Borders", None),
        ("the police", None),
        ("Ana Duarte", None),
    ],
)
def test_groups_are_known_by_their_head(name: str, group: str | None) -> None:
    assert classify_group(name) == group


def test_a_source_may_say_itself_whom_it_speaks_for() -> None:
    assert find_spoken_for("a spokeswoman for the port authority") == ("port authority", True)
    assert find_spoken_for("a senior spokesman") is None
    assert find_spoken_for("Ana Duarte") is None


def test_pronouns_and_nobody_are_no_sources() -> None:
    assert is_void("he")
    assert is_void("nobody")
    assert is_void("A")
    assert not is_void("the mayor")


def test_an_outlet_is_known_without_article_edition_and_address() -> None:
    assert (
        fold_outlet("The Daily Gull (web edition)") == fold_outlet("DailyGull.com".replace("yG", "y G")) == "daily gull"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ana Duarte, a spokeswoman for the port authority, said so.",
        "The port authority's director, Ana Duarte, said so.",
        "Port authority chief Ana Duarte said so.",
        "Ana Duarte of the port authority said so.",
        "Ana Duarte, who heads the port authority, said so.",
        "Ana Duarte, 51, the authority’s head. Ana Duarte, the port authority’s deputy head, agreed.",
    ],
)
def test_the_text_says_for_whom_a_person_speaks(text: str) -> None:
    book = make_book("Daily Gull", entities=(make_entity("Ana Duarte"),))
    person, body = book.route_source("Ana Duarte"), book.route_source("the port authority")
    tie = SpokesmanBook([text]).find_tie(person, ["Ana Duarte", "Duarte"], body, ["the port authority"])
    assert tie
    assert "Duarte" in tie


@pytest.mark.parametrize(
    "text",
    [
        "Ana Duarte sued the port authority.",
        "The port authority fined the owner. Ana Duarte paid.",
        "Ana Duarte, a fisherman, blamed the port authority.",
    ],
)
def test_a_person_beside_a_body_does_not_speak_for_it(text: str) -> None:
    book = make_book("Daily Gull", entities=(make_entity("Ana Duarte"),))
    person, body = book.route_source("Ana Duarte"), book.route_source("the port authority")
    assert SpokesmanBook([text]).find_tie(person, ["Ana Duarte"], body, ["the port authority"]) is None
