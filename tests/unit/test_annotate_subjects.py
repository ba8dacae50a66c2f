"""Subjects of clauses: whom a claim is about, by name, carried over, or by a pronoun that can mean one person alone."""

import pytest

from stemma.annotate.story import annotate_story
from stemma.model.article import Article
from stemma.model.span import Span


def read_subjects(text: str) -> dict[str, str | None]:
    """The name of whom each claim of a text is about, by the claim's words."""
    story = annotate_story([Article(id="a", source="a.txt", text=text, language="en", body=(Span(0, len(text)),))])
    names = {entity.id: entity.name for entity in story.entities}
    return {c.quote: names.get(c.about or "") for c in story.articles[0].claims}


def find_subject(text: str, words: str) -> str | None:
    return next(name for quote, name in read_subjects(text).items() if words in quote)


def test_a_name_in_the_subject_is_whom_the_claim_is_about() -> None:
    assert find_subject("Anna Brandt opened the new bridge in Lisbon on Monday.", "bridge") == "Anna Brandt"


def test_a_clause_without_a_subject_carries_the_one_before_on() -> None:
    text = "Anna Brandt opened the new bridge on Monday and later visited the old harbour in Porto."
    assert find_subject(text, "harbour") == "Anna Brandt"


def test_he_is_the_only_man_named() -> None:
    text = "Peter Brandt flew to Lisbon on Monday. On Tuesday he visited the old harbour in Porto."
    assert find_subject(text, "harbour") == "Peter Brandt"


@pytest.mark.parametrize(
    "text",
    [
        "Peter Brandt met John Keller in Lisbon on Monday. On Tuesday he visited the old harbour in Porto.",
        "Anna Brandt flew to Lisbon on Monday. On Tuesday he visited the old harbour in Porto.",
        "Peter Brandt met the minister in Lisbon on Monday. On Tuesday he visited the old harbour in Porto.",
        "The train reached Lisbon on Monday. On Tuesday it stopped at the old harbour in Porto.",
    ],
)
def test_where_two_may_be_meant_or_none_fits_nobody_is(text: str) -> None:
    assert find_subject(text, "harbour") is None
