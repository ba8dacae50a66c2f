"""Comments, pleas, paywalls and breaks: what is in the way of an article, and what cuts it short."""

import pytest

from stemma.model.article import Article
from stemma.read.html_article import read_page
from stemma.read.text_article import read_text

TITLE = "Port Ellery closes its lighthouse"
BODY = [
    "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse for good, the mayor said.",
    "Residents had asked for a delay, but the council decided that the tower was no longer safe to enter.",
    "Engineers found cracks in the stair in March, according to a report that was published last week.",
    "The lighthouse was built in 1871 and has been open to visitors for more than forty years.",
    "“We have no choice,” the mayor, Ines Vogt, told reporters after the vote. “The stair can fall any day.”",
]


def read_dump(*lines: str) -> Article:
    article = read_text("\n\n".join(lines), source="a.txt", identity="0" * 16)
    assert isinstance(article, Article), article
    return article


def read_html(*lines: str) -> Article:
    page = f"<html><body><h1>{TITLE}</h1>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>"
    article = read_page(page, source="a.html", identity="0" * 16)
    assert isinstance(article, Article), article
    return article


def body_of(article: Article) -> list[str]:
    return [article.text[start:end] for start, end in article.body]


COMMENTS = [
    "FROM OUR POSTBAG",
    "Bert K.: I climbed that stair every summer when I was a boy.",
    "Limpet9: About time too.",
]


def test_signed_paragraphs_under_an_unknown_heading_are_comments() -> None:
    for article in (read_html(*BODY, *COMMENTS), read_dump(TITLE, *BODY, *COMMENTS)):
        assert body_of(article) == BODY
    assert "comments" in {part.reason for part in read_html(*BODY, *COMMENTS).furniture}


def test_an_interview_is_no_comment_section() -> None:
    asked = [
        "Questions and answers",
        "Gazette: Why was the stair never mended in all these years, as far as you know?",
        "Vogt: The money was spent on the pier, and the council of the day wanted it so.",
    ]
    article = read_html(*BODY, *asked)
    assert asked[-1] in body_of(article)


def test_the_heading_of_a_plea_goes_with_it() -> None:
    plea = [
        "Keep the harbour news coming",
        "Become a member from €4 a month. Your support helps us report on the coast.",
    ]
    assert body_of(read_html(*BODY[:3], *plea, *BODY[3:])) == BODY


@pytest.mark.parametrize(
    "stub",
    [
        "Subscribe to read the full story",
        "To continue reading, log in or create an account",
        "This article is for subscribers only.",
        "Already a subscriber? Sign in",
        "Read the full article",
    ],
)
def test_a_paywall_below_the_last_paragraph_says_that_the_article_is_cut(stub: str) -> None:
    for article in (read_html(*BODY, stub), read_dump(TITLE, *BODY, stub)):
        assert article.truncated
        assert stub not in body_of(article)


@pytest.mark.parametrize(
    "end", ["The council will meet again on…", "The council will meet again on Friday to vote on the"]
)
def test_a_text_that_breaks_off_is_cut(end: str) -> None:
    assert read_html(*BODY, end).truncated


@pytest.mark.parametrize(
    "after", ["Read more: Ferry line adds a Sunday trip", "Most popular", "Subscribe", "Keep reading"]
)
def test_what_stands_below_a_whole_article_does_not_cut_it(after: str) -> None:
    assert not read_html(*BODY * 2, after).truncated


def test_a_text_in_another_language_is_kept_with_its_language() -> None:
    german = [
        "Startseite",
        "Der Hafenrat von Port Ellery hat am Dienstag beschlossen, den alten Leuchtturm endgültig zu schließen.",
        "Die Anwohner hatten um Aufschub gebeten, doch der Rat entschied, dass der Turm nicht mehr sicher ist.",
        "Ingenieure fanden im März Risse in der Treppe, wie aus einem Bericht von letzter Woche hervorgeht.",
    ]
    article = read_dump(*german)
    assert article.language == "de"
    assert body_of(article) == german[1:]


def test_name_in_place_with_a_date_is_a_byline() -> None:
    line = "Ann Marlow in Belmar 6 April 2022, 15:30"
    assert read_html(line, *BODY).byline == "Ann Marlow"
    assert read_dump(TITLE, line, *BODY).byline == "Ann Marlow"


def test_an_abbreviation_in_the_dateline_is_the_agency_that_the_text_introduces() -> None:
    told = "The stair is older than the tower, the Ellery Press Agency reported."
    assert read_html(f"BELMAR (EPA) — {BODY[0]}", *BODY[1:], told).agency == "Ellery Press Agency"
    assert read_dump(TITLE, f"BELMAR (ZZZ) — {BODY[0]}", *BODY[1:], told).agency is None


def test_a_company_after_the_copyright_sign_is_not_taken_with_the_sentence_that_follows() -> None:
    foot = "All contents copyright The Ellery Gazette. Printed on recycled paper."
    assert read_dump(TITLE, *BODY, "Contact us", foot).outlet == "The Ellery Gazette"


def test_a_thread_of_comments_is_told_by_its_buttons_or_by_who_says() -> None:
    said = [
        "Bert K. says:",
        "I climbed that stair every summer when I was a boy.",
        "Limpet9 says:",
        "It was about time.",
    ]
    assert body_of(read_dump(TITLE, *BODY, *said)) == BODY
    replies = [
        "Comments",
        "I climbed that stair every summer when I was a boy.",
        "Reply",
        "It was about time.",
        "Reply",
    ]
    assert body_of(read_dump(TITLE, *BODY, *replies)) == BODY


def test_a_headline_in_capitals_between_paragraphs_is_a_link() -> None:
    link = "FERRY LINE ADDS A SUNDAY TRIP TO BELMAR"
    assert body_of(read_html(*BODY[:3], link, *BODY[3:])) == BODY


def test_a_note_on_the_author_is_told_by_the_byline() -> None:
    note = "Ann Marlow covers the coast and its harbours for this newspaper, and has won three prizes for it."
    assert body_of(read_html("By Ann Marlow", *BODY, note)) == BODY
    assert note in body_of(read_html("By Jo Hill", *BODY, note))
