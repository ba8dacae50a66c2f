"""Dumps that no article is, and outlets with more pages than memory likes: an answer, no traceback, no hang."""

import pytest

from stemma.model.article import Article
from stemma.read import refine_collection, refine_story
from stemma.read.text_article import read_text
from tests.reading import make_article

PROSE = "Engineers found cracks in the stair of the lighthouse, and nobody has climbed it since then. "


@pytest.mark.timeout(300)
def test_a_dump_of_a_million_lines_is_refused_with_its_reason() -> None:
    outcome = read_text("a\n" * 1_000_000, source="a.txt", identity="x")
    assert isinstance(outcome, str)
    assert "50,000 lines" in outcome


@pytest.mark.timeout(300)
def test_a_dump_just_below_the_limit_is_read() -> None:
    outcome = read_text(f"{PROSE}\n" * 3 + "menu\n" * 20_000, source="a.txt", identity="x")
    assert not isinstance(outcome, Article) or all("menu" not in outcome.text[a:b] for a, b in outcome.body)


@pytest.mark.timeout(300)
def test_one_line_of_three_million_letters_gives_an_answer() -> None:
    for text in (PROSE * 31_000, "x" * 2_999_999, "(" * 2_999_999, "« " * 1_400_000, "中" * 2_999_999):
        outcome = read_text(text[:2_999_999], source="a.txt", identity="x")
        assert isinstance(outcome, str) or outcome.text[outcome.body[0].start :].strip()


@pytest.mark.timeout(300)
def test_two_thousand_pages_of_one_outlet_lose_what_they_share() -> None:
    foot = "Our newsroom belongs to four hundred neighbours, who own it together."
    pages = [
        make_article("\n".join([*(" ".join(f"word{n}x{m}x{k}" for k in range(9)) + "." for m in range(4)), foot]))
        for n in range(2000)
    ]
    moved = refine_collection(pages)
    assert all(foot not in [a.text[s:e] for s, e in a.body] and len(a.body) == 4 for a in moved)


@pytest.mark.timeout(300)
def test_a_story_of_the_same_page_many_times_stays_what_it_is() -> None:
    article = make_article(PROSE * 2 + "\n" + PROSE + "It rained.")
    assert refine_collection([article] * 50) == (article,) * 50
    assert len(refine_story((article,) * 50)) == 50


def test_lone_surrogates_and_nulls_are_letters_like_others() -> None:
    council = "The council of Port Ellery had asked for a report on the tower, which came in March."
    lines = (f"{PROSE}\0\ud800", f"{council}\u202e", f"{PROSE}And it rained.", "The mayor told reporters so.")
    outcome = read_text("\n".join(lines), source="a.txt", identity="x")
    assert isinstance(outcome, Article)
