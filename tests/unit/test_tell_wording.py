"""Plain words for dates, sources and values; and the order in which findings are told."""

import dataclasses

import pytest

from stemma.tell.arrangement import arrange_dossier, split_versions
from stemma.tell.wording import clean_line, name_articles, quote_words, say_date, say_source, say_value, shorten
from tests.dossiers import ECHO, make_articles, make_claim, make_dossier


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2024-10-11", "Friday 11 October 2024"),
        ("2024-10-11T08:30:00+01:00", "Friday 11 October 2024, 08:30"),
        ("2024-10", "October 2024"),
        ("2024", "2024"),
        ("2024-13", "2024-13"),
        ("2024-02-31", "2024-02-31"),
        ("0000-01-01", "0000-01-01"),
        ("soon", "soon"),
        (None, ""),
    ],
)
def test_dates_in_words(iso: str | None, words: str) -> None:
    assert say_date(iso) == words


@pytest.mark.parametrize(
    ("said_by", "quoted", "words"),
    [
        ((), "none", ""),
        (("RIA",), "indirect", "citing RIA"),
        (("the mayor",), "direct", "quoting the mayor"),
        (("TASS", "the governor"), "indirect", "citing TASS, which cites the governor"),
    ],
)
def test_a_source_chain_in_words(said_by: tuple[str, ...], quoted: str, words: str) -> None:
    claim = make_claim("c", make_articles()[0], "Tom" if "Tom" in ECHO else "Ada", said_by=said_by, quoted=quoted)
    assert say_source(claim) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({}, ""),
        ({"op": ">", "quantity": 200, "unit": "km", "text": "over 200 kilometers"}, "over 200 kilometers"),
        ({"op": ">", "quantity": 1200.0, "unit": "km"}, "over 1,200 km"),
        ({"quantity": True}, ""),
    ],
)
def test_a_value_in_words(value: dict[str, object], words: str) -> None:
    assert say_value(value) == words


def test_an_article_without_an_outlet_goes_by_its_files_stem() -> None:
    echo, post, stub = make_articles()
    assert name_articles((echo, post, stub)) == {
        "a-echo": "The Alder Echo", "a-post": "Northgate Post", "a-stub": "03-detour",
    }  # fmt: skip


def test_two_articles_of_one_outlet_are_told_apart() -> None:
    echo, post, _ = make_articles()
    names = name_articles((echo, dataclasses.replace(post, outlet=echo.outlet)))
    assert list(names.values()) == ["The Alder Echo (01-echo)", "The Alder Echo (02-post)"]


def test_a_line_holds_nothing_that_moves_the_cursor_or_turns_the_text() -> None:
    assert clean_line("a\x1b[31m\r\n\u202eb\u200dc\x00") == "a[31m b\u200dc"


def test_a_cut_stands_between_words() -> None:
    assert shorten("the bridge was closed", 15) == "the bridge was…"
    assert shorten("x" * 30, 10) == "x" * 9 + "…"


def test_quotation_marks_are_not_doubled() -> None:
    assert quote_words("“Nobody was in danger,”") == "“Nobody was in danger,”"
    assert quote_words("“Nobody,” she said") == "‘“Nobody,” she said’"


def test_differences_come_first_and_what_is_widest_told_before_the_rest() -> None:
    told = arrange_dossier(make_dossier())
    assert [finding.id for finding in told.contrasts] == ["f-repairs"]
    assert [finding.id for finding in told.agreed] == ["f-closed"]
    assert [(article, [finding.id for finding in found]) for article, found in told.single] == [
        ("a-echo", ["f-crack"]),
        ("a-post", ["f-buses"]),
    ]


def test_claims_are_told_by_the_value_they_give() -> None:
    repairs, closed = make_dossier().findings[1:3]
    assert [version.value for version in split_versions(repairs)] == ["six weeks", "at least two months"]
    assert [len(version.claims) for version in split_versions(closed)] == [3]


def test_an_omission_is_what_two_others_report() -> None:
    told = arrange_dossier(make_dossier())
    assert [(o.article, o.shared, [(f.id, why) for f, why in o.findings]) for o in told.omissions] == [
        ("a-echo", 1, []),
        ("a-post", 1, []),
        ("a-stub", 2, [("f-repairs", "truncated")]),
    ]
