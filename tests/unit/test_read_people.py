"""People in credits: names alone, in many languages; no outlet, agency, desk, title or address."""

import json

import pytest

from stemma.model.article import Article
from stemma.read.html_article import read_page
from stemma.read.people import read_people, read_signature

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse for good, the mayor said.",
        "Residents had asked for a delay, but the council decided that the tower was no longer safe to enter.",
        "Engineers found cracks in the stair in March, according to a report that was published last week.",
        "The lighthouse was built in 1871 and has been open to visitors for more than forty years.",
    )
)


def read(head: str = "", top: str = "") -> Article:
    page = (
        f"<html><head><title>Port Ellery closes its lighthouse | Harbour Gazette</title>{head}</head><body>"
        f"<article><h1>Port Ellery closes its lighthouse</h1>{top}{BODY}</article></body></html>"
    )
    article = read_page(page, source="a.html", identity="0" * 16)
    assert isinstance(article, Article), article
    return article


def ld(author: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "author": author})}</script>'


@pytest.mark.parametrize(
    ("credit", "people"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("By Ann Lee and Jo Hill, with Sam Poe", ["Ann Lee", "Jo Hill", "Sam Poe"]),
        ("By ANN LEE, Staff Writer", ["Ann Lee"]),
        ("By Dr. Ann Lee, PhD and Prof. Jo Hill (Harbour Wire)", ["Ann Lee", "Jo Hill"]),
        ("By Ann Lee in Port Ellery, Reuters", ["Ann Lee"]),
        ("By Ann Lee December 2, 2025", ["Ann Lee"]),
        ("By Ann Lee | 4 March 2021", ["Ann Lee"]),
        ("By Ann Lee, Futurism", ["Ann Lee"]),
        ("Ann Lee ann.lee@gazette.example @annlee", ["Ann Lee"]),
        ("Von Jürgen Hößler und Katrin Böhm", ["Jürgen Hößler", "Katrin Böhm"]),
        ("VON MORITZ KAHL am 21. April 2020", ["Moritz Kahl"]),
        ("Par Élodie Vasseur et Marc Thévenin", ["Élodie Vasseur", "Marc Thévenin"]),
        ("Por Lucía Ibáñez y Ramón Quiroga", ["Lucía Ibáñez", "Ramón Quiroga"]),
        ("Por José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("di Chiara De Santis", ["Chiara De Santis"]),
        ("Автор: Мария Ковалёва, Пётр Орлов", ["Мария Ковалёва", "Пётр Орлов"]),
        ("記者 高瀬真央", ["高瀬真央"]),
        ("记者：林晓岚、陈品", ["林晓岚", "陈品"]),
        ("김서윤 기자 kim@haedo.example", ["김서윤"]),
        ("بقلم: سلمى الحسيني", ["سلمى الحسيني"]),
        ("By the Associated Press", []),
        ("Reuters", []),
        ("By our staff", []),
        ("Redaktion", []),
        ("News Desk", []),
        ("編集部", []),
        ("Port Ellery votes", []),
        ("", []),
    ],
)
def test_a_credit_gives_its_people_alone(credit: str, people: list[str]) -> None:
    assert read_people(credit) == people


def test_a_name_given_as_such_may_be_one_word_but_no_login() -> None:
    assert read_people("Surfguard", alone=True) == ["Surfguard"]
    assert (
        read_people("sv_team", alone=True) == read_people("admin", alone=True) == read_people("CDC", alone=True) == []
    )
    assert read_people("Surfguard") == []


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Posted on September 21, 2020 by Ann Lee", ["Ann Lee"]),
        ("Text by Ann Lee", ["Ann Lee"]),
        ("26.12.2019 von Jürgen Hößler", ["Jürgen Hößler"]),
        ("Struck by Lightning at sea", []),
        (
            "It was signed by Ann Lee after a long day at the harbour, and the council went home to bed at last",
            [],
        ),
    ],
)
def test_a_line_that_says_by_whom_gives_its_people(line: str, people: list[str]) -> None:
    assert read_signature(line) == people


def test_data_give_the_authors_one_name_each() -> None:
    authors = [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Jo Hill"}]
    assert read(ld(authors)).authors == ("Ann Lee", "Jo Hill")


def test_an_organisation_and_the_outlet_are_no_authors() -> None:
    assert read(ld({"@type": "Organization", "name": "Ellery Pictures"})).authors == ()
    assert read(ld({"name": "Harbour Gazette"})).authors == ()


def test_a_persons_own_site_is_by_that_person() -> None:
    head = '<meta property="og:site_name" content="Ann Lee">' + ld({"@type": "Person", "name": "Ann Lee"})
    assert read(head).authors == ("Ann Lee",)


def test_the_byline_counts_where_it_names_more_than_the_data() -> None:
    assert read(ld({"name": "Ann Lee"}), "<p>By Ann Lee and Jo Hill</p>").authors == ("Ann Lee", "Jo Hill")
    assert read(ld({"name": "Ann Lee"}), "<p>By Sam Poe</p>").authors == ("Ann Lee",)


def test_microdata_and_libraries_forms_are_read() -> None:
    top = '<p itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ann Lee</span></p>'
    assert read(top=top).authors == ("Ann Lee",)
    assert read('<meta name="citation_author" content="Lee, Ann">').authors == ("Ann Lee",)


def test_a_name_alone_beside_the_date_is_the_authors() -> None:
    assert read(top="<p>Ann Lee</p><p>4 March 2021</p>").authors == ("Ann Lee",)
    assert read(top="<p>Ann Lee</p><p>Harbour</p>").authors == ()


def test_one_word_beside_a_name_is_where_somebody_works() -> None:
    assert read_people("Ann Lee, Futurism", alone=True) == ["Ann Lee"]


@pytest.mark.parametrize("name", ["De Luca", "Di Maria", "Von Miller", "Da Silva Nunes"])
def test_a_name_that_begins_with_a_preposition_is_whole(name: str) -> None:
    assert read_people(name, alone=True) == [name]
