"""Text dumps: body told from furniture, front matter from the page alone."""

from dataclasses import replace

from stemma.model.article import Article
from stemma.read import refine_story
from stemma.read.text_article import read_text

BODY = [
    "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse for good, the mayor said.",
    "Residents had asked for a delay, but the council decided that the tower was no longer safe to enter.",
    "Engineers found cracks in the stair in March, according to a report that was published last week.",
    "The lighthouse was built in 1871 and has been open to visitors for more than forty years.",
    "“We have no choice,” the mayor, Ines Vogt, told reporters after the vote. “The stair can fall any day.”",
]
MENU = ["Home", "News", "Sport", "Contact us"]
FOOT = [
    "Most popular",
    "Ferry Line Adds a Sunday Trip",
    "School Choir Wins a Prize in Belmar",
    "Storm Warning for the Coast",
]


def read(*lines: str) -> Article:
    article = read_text("\n\n".join(lines), source="a.txt", identity="0" * 16)
    assert isinstance(article, Article), article
    return article


def body_of(article: Article) -> list[str]:
    return [article.text[start:end] for start, end in article.body]


def test_menus_and_lists_of_headlines_are_furniture_with_a_reason() -> None:
    article = read(*MENU, "Port Ellery closes its lighthouse", *BODY, *FOOT)
    assert body_of(article) == BODY
    assert article.furniture[-1].reason == "links to other articles"
    assert article.title == "Port Ellery closes its lighthouse"


def test_the_text_is_kept_unchanged() -> None:
    text = "\n\n".join(BODY) + "  \r\n\t\n"
    article = read_text(text, source="a.txt", identity="x")
    assert isinstance(article, Article)
    assert article.text == text


def test_a_sentence_broken_over_lines_by_a_link_is_one_span() -> None:
    broken = "The council and the harbour master had\ndiscussed\nthe costs of a new stair in two meetings last year."
    article = read("Port Ellery closes its lighthouse", *BODY[:3], broken, *BODY[3:])
    assert broken in body_of(article)


def test_a_plea_in_the_middle_is_furniture() -> None:
    plea = [
        "Your support makes our work possible",
        "We rely on our readers. Your donation helps us to send reporters where the news is. Please donate today.",
    ]
    article = read("Port Ellery closes its lighthouse", *BODY[:2], *plea, *BODY[2:])
    assert body_of(article) == BODY
    assert "plea for money" in {f.reason for f in article.furniture}


def test_deck_byline_and_date_between_headline_and_body() -> None:
    deck = "Cracks in the stair leave the harbour council no choice"
    article = read("Port Ellery closes its lighthouse", deck, "Ann Marlow", "Wednesday 6 April 2022 12:26 BST", *BODY)
    assert article.deck == deck
    assert article.byline == "Ann Marlow"
    assert article.published == "2022-04-06T12:26:00+01:00"
    assert body_of(article) == BODY


def test_the_day_the_page_was_saved_is_not_the_day_it_was_published() -> None:
    article = read(
        "Friday, May 30, 2025", "HomeWorldPort Ellery closes its lighthouse", "Port Ellery closes its lighthouse", *BODY
    )
    assert article.published is None
    assert article.title == "Port Ellery closes its lighthouse"


def test_a_date_that_the_text_contradicts_is_not_its_date() -> None:
    told = BODY[0].replace("Tuesday", "Tuesday (5 April)")
    assert read("Port Ellery closes its lighthouse", "9 September 2024", told, *BODY[1:]).published is None
    assert read("Port Ellery closes its lighthouse", "6 April 2022", told, *BODY[1:]).published == "2022-04-06"


def test_a_caption_above_the_date_is_neither_headline_nor_body() -> None:
    caption = "The mayor, Ines Vogt, looks up at the lighthouse of Port Ellery on Monday."
    article = read(caption, "18:13 JST, April 6, 2022", *BODY)
    assert article.title is None
    assert [article.text[a:b] for a, b in article.captions] == [caption]
    assert article.published == "2022-04-06T18:13:00+09:00"


def test_a_caption_in_the_middle_and_its_twin() -> None:
    caption = "Ines Vogt speaks to the harbour council at the town hall of Port Ellery on Tuesday"
    article = read("Port Ellery closes its lighthouse", *BODY[:2], caption, f"{caption} (AP)", *BODY[2:])
    assert len(article.captions) == 2
    assert body_of(article) == BODY


def test_dateline_and_agency() -> None:
    assert read("Port Ellery closes its lighthouse", f"BELMAR (AP) — {BODY[0]}", *BODY[1:]).agency == "Associated Press"
    article = read("Port Ellery closes its lighthouse", f"BELMAR: {BODY[0]}", *BODY[1:], "Source: Reuters", "• Share")
    assert (article.dateline, article.agency) == ("BELMAR", "Reuters")


def test_the_outlet_is_named_by_its_furniture_or_not_at_all() -> None:
    assert read("Port Ellery closes its lighthouse", *BODY).outlet is None
    foot = [
        "Join the conversation",
        "Talk to other Harbour Gazette readers",
        "© 2022 Harbour Gazette. All rights reserved.",
    ]
    assert read("Port Ellery closes its lighthouse", *BODY, *foot).outlet == "Harbour Gazette"


def test_a_second_look_does_not_depend_on_the_order() -> None:
    articles = [
        read_text(
            "\n".join([f"Lighthouse of Port Ellery closes {n}", *BODY[n:], *FOOT]), source=f"{n}.txt", identity=str(n)
        )
        for n in range(3)
    ]
    story = tuple(a for a in articles if isinstance(a, Article))
    assert refine_story(story) == refine_story(story[::-1])[::-1]


def test_people_of_the_byline_and_the_printed_day_are_told_as_such() -> None:
    article = read("Port Ellery closes its lighthouse", "By Ada Fenn and Jo Hill", "April 6, 2022", *BODY)
    assert article.authors == ("Ada Fenn", "Jo Hill")
    assert [(seen.kind, seen.value) for seen in article.dates] == [("published", "2022-04-06")]


def test_what_a_container_told_stands_after_the_second_look() -> None:
    story = [read(f"Lighthouse of Port Ellery closes {n}", *BODY[n:], *FOOT) for n in range(3)]
    story = [replace(a, id=str(n), published="2022-04-06", outlet="The Gull") for n, a in enumerate(story)]
    assert [(a.published, a.outlet) for a in refine_story(tuple(story))] == [("2022-04-06", "The Gull")] * 3
