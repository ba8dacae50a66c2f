"""The day from which each article of a story counts."""

from datetime import date

from stemma.annotate.anchors import Anchor, find_anchors
from stemma.model.article import Article
from stemma.model.span import Span


def article(name: str, text: str, published: str | None = None) -> Article:
    return Article(id=name, source=f"{name}.txt", text=text, published=published, body=(Span(0, len(text)),))


DATED = [
    article("a", "The ferry sank off the island on Sunday, the coast guard said.", "2021-03-14T09:00:00+09:00"),
    article("b", "A ferry went down on Sunday with all its cars.", "2021-03-14"),
]


def test_a_pages_own_date_comes_first() -> None:
    assert find_anchors(DATED)["a"] == Anchor(date=date(2021, 3, 14), precision="day", reason="date of publication")


def test_an_undated_page_takes_the_day_of_those_that_name_the_same_weekday() -> None:
    others = [*DATED, article("c", "Salvage of the ferry began on Monday.", "2021-03-15")]
    anchor = find_anchors([*others, article("u", "The ferry sank on Sunday in a storm.")])["u"]
    assert anchor.day == date(2021, 3, 14)
    assert "weekday" in anchor.reason


def test_a_date_without_year_takes_the_year_of_the_others() -> None:
    anchor = find_anchors([*DATED, article("u", "On Monday (15 March) the ferry was found.")])["u"]
    assert anchor.day == date(2021, 3, 15)


def test_the_order_of_the_articles_does_not_show() -> None:
    story = [*DATED, article("u", "The ferry sank."), article("v", "It sank on Sunday.")]
    assert find_anchors(story) == find_anchors(story[::-1])


def test_a_story_with_no_date_at_all_stays_undated() -> None:
    assert find_anchors([article("u", "The ferry sank on Sunday.")])["u"].date is None


def test_a_full_date_in_the_text_on_a_weekday_it_names_dates_an_undated_story() -> None:
    anchors = find_anchors([article("u", "The ferry sank on Sunday, March 14, 2021."), article("v", "It sank Sunday.")])
    assert {anchor.day for anchor in anchors.values()} == {date(2021, 3, 14)}


def test_a_date_of_publication_that_does_not_exist_is_no_anchor() -> None:
    assert find_anchors([article("u", "Text.", "2021-02-31")])["u"].date is None


def test_a_reduced_date_keeps_its_precision() -> None:
    anchor = find_anchors([article("u", "Text.", "2021-02")])["u"]
    assert (anchor.precision, anchor.day) == ("month", None)
