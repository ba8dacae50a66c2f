"""What no newsroom sends: grouping takes it, puts every article into one story, and joins nothing that is no event."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from stemma.group.apart.sketches import MOST_UNITS, make_sketch
from stemma.group.apart.standing import judge_standing
from stemma.group.profile import LEAD_WORDS, make_profile
from stemma.group.stories import group_articles
from stemma.model.article import Article
from stemma.model.span import Span
from tests.daily_forms import FORMS, list_issues, make_page
from tests.like_forms import EVENTS
from tests.wall_articles import WALLS

STORM = tuple(EVENTS["storm"]())
FERRY = "A ferry carrying 214 passengers caught fire off Port Vellis on Monday, the coastguard of Tamaria said."


def sizes(articles: list[Article]) -> list[int]:
    return sorted(len(story) for story in group_articles(articles))


@pytest.mark.timeout(300)
def test_ten_thousand_copies_of_one_page_are_neither_walls_nor_a_form() -> None:
    copies = [make_page("Ferry burns", FERRY, outlet=f"O{n % 50}", url=f"https://o.example/{n}") for n in range(10_000)]
    standing = judge_standing(copies)
    assert standing.apart == ()
    assert standing.issues == {}


@pytest.mark.timeout(300)
def test_copies_of_one_page_are_one_story() -> None:
    assert sizes([make_page("Ferry burns", FERRY, url=f"https://o.example/{n}") for n in range(300)]) == [300]


def test_empty_bodies_are_each_alone() -> None:
    empty = [make_page(None, "\n" * n, url=f"https://o.example/{n}") for n in range(20)]
    blank = [Article(id=f"b{n}", source=f"b{n}", text="") for n in range(20)]
    assert sizes([*empty, *blank]) == [1] * 40


def test_bot_walls_that_are_all_alike_are_no_story() -> None:
    title, text = WALLS[1]
    walls = [make_page(title, text, outlet=f"O{n}", url=f"https://o{n}.example/{n}") for n in range(40)]
    assert sizes([*walls, *STORM])[:40] == [1] * 40


def test_daily_forms_are_no_events() -> None:
    forms = [i for name, form in FORMS.items() for i in list_issues(form, name, issues=10, outlet=name)]
    assert sizes(forms) == [1] * len(forms)


def test_no_dates_at_all_keep_forms_apart_and_events_whole() -> None:
    forms = [replace(i, published=None) for i in list_issues(FORMS["stock table"], "stocks", issues=10)]
    undated = [replace(one, published=None) for one in STORM]
    stories = group_articles([*forms, *undated])
    assert {one.id for one in undated} in [{one.id for one in story} for story in stories]
    assert sizes([*forms, *undated]) == [1] * 10 + [len(STORM)]


@pytest.mark.parametrize("off", ["1931-03-04", "2131-03-04", "1970-01-01", "0000-00-00", "soon", "2031-99-99", ""])
def test_one_date_off_parts_no_story(off: str) -> None:
    assert sizes([replace(STORM[0], published=off), *STORM[1:]]) == [len(STORM)]


def test_forms_with_dates_off_are_still_apart() -> None:
    issues = list(list_issues(FORMS["weather in prose"], "weather", issues=10))
    for off in ("1931-01-01", "1970-01-01", "9999-12-31"):
        assert len(judge_standing([replace(i, published=off) for i in issues]).apart) == 10


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "book",
    [
        Article(id="a", source="a", text="storm " * 2_000_000, body=(Span(0, 12_000_000),), title="A book"),
        Article(id="a", source="a", text="x" * 10_000_000, body=(Span(0, 10_000_000),), title="y" * 1_000_000),
        Article(id="a", source="a", text="7" * 10_000_000, body=(Span(0, 10_000_000),), title="7: " * 300_000),
        make_page("A book", "\n".join(f"Chapter {n}: the storm goes on." for n in range(100_000))),
        make_page("A book", "\n".join("a" for _ in range(100_000))),
        make_page("A book", "a. " * 1_000_000),
        make_page("A book", "桥" * 3_000_000),
        make_page("A book", ":" * 3_000_000),
    ],
    ids=["one paragraph", "one word", "one figure", "paragraphs", "letters", "stops", "no spaces", "colons"],
)
def test_of_an_article_longer_than_a_book_only_the_beginning_is_kept(book: Article) -> None:
    sketch = make_sketch(book)
    assert len(sketch.units) <= MOST_UNITS
    assert len(sketch.title) + len(sketch.filling) <= 700
    assert len(make_profile(replace(book, title="A book")).words) <= LEAD_WORDS + 3
    assert sum(len(story) for story in group_articles([book, *STORM])) == len(STORM) + 1


def test_a_form_that_runs_for_years_is_one_form() -> None:
    first = date(2031, 1, 1)
    pages = [
        make_page(
            "Tide times",
            f"High water: {n % 12}.{n % 60:02d}\nLow water: {n % 11}.{n % 59:02d}\nHeight: {n}.5 metres",
            published=(first + timedelta(days=n)).isoformat(),
        )
        for n in range(1500)
    ]
    standing = judge_standing(pages)
    assert {issue.form for issue in standing.issues.values()} == {pages[0].id}
    assert len(standing.apart) == 1500
