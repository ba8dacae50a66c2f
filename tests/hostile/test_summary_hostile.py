"""Summaries of stories that lack nearly everything, or hold what should not be told."""

import dataclasses

import pytest

from stemma.model.article import Article
from stemma.model.dossier import Finding, ReportedClaim
from stemma.model.span import Span
from stemma.tell.summary import summarise

SENTENCE = "Workers drained Lake Ammer in spring."


def make_story(count: int, sentence: str = SENTENCE, **slots: object) -> tuple[list[Finding], list[Article]]:
    text = f"Title\n\n{sentence}\n"
    body = Span(7, len(text) - 1)
    articles = [
        Article(id=f"a{n}", source=f"{n}.txt", text=text, body=(body,), **slots)  # type: ignore[arg-type]
        for n in range(count)
    ]
    claims = tuple(
        ReportedClaim(
            id=f"c{n}",
            article=f"a{n}",
            start=7,
            end=body.end,
            quote=text[7 : body.end],
            part="body",
            said_by=(),
            quoted="none",
            complete=True,
            context=body,
            value={},
            origin="o",
        )
        for n in range(count)
    )
    finding = Finding(
        id="f",
        statement=sentence,
        relation="agree" if count > 1 else "single",
        kind="event",
        date=None,
        date_precision=None,
        origins=1,
        why="",
        confidence=0.9,
        claims=claims,
        missing=(),
    )
    return [finding], articles


def tell(findings: list[Finding], articles: list[Article]) -> list[str]:
    return [one.sentence for one in summarise(findings, articles)]


def test_a_story_of_one_article_without_date_outlet_or_headline_has_a_summary() -> None:
    assert tell(*make_story(1)) == [SENTENCE]


def test_without_findings_or_articles_nothing_is_told() -> None:
    findings, articles = make_story(2)
    assert tell([], articles) == []
    assert tell([], []) == []
    assert tell(findings, []) == []


def test_markup_in_a_headline_does_no_harm_and_markup_in_a_sentence_is_not_told() -> None:
    assert tell(*make_story(2, title="<script>alert('Lake')</script>")) == [SENTENCE]
    assert tell(*make_story(2, "<b>Workers</b> drained Lake Ammer in spring.")) == []


def test_a_claim_whose_sentence_is_not_known_is_passed_over() -> None:
    (finding,), articles = make_story(2)
    bare = tuple(dataclasses.replace(claim, context=None) for claim in finding.claims)
    assert tell([dataclasses.replace(finding, claims=bare)], articles) == []


def test_a_difference_without_values_is_not_told() -> None:
    (finding,), articles = make_story(2)
    assert tell([dataclasses.replace(finding, relation="differ")], articles) == []


@pytest.mark.parametrize("date", ["2024-02-31", "yesterday", "2024", "", "99999-01-01"])
def test_a_date_that_is_none_is_put_nowhere(date: str) -> None:
    (finding,), articles = make_story(2, "Workers drained Lake Ammer on Friday.", published="2024-03-01")
    assert tell([dataclasses.replace(finding, date=date)], articles) == ["Workers drained Lake Ammer on Friday."]


def test_a_name_that_no_words_hold_is_never_told() -> None:
    findings, articles = make_story(2)
    claims = tuple(dataclasses.replace(c, said_by=("Nobody Known",)) for c in findings[0].claims)
    assert tell([dataclasses.replace(findings[0], claims=claims)], articles) == []


@pytest.mark.parametrize("sentence", ["(" * 4000, "A, " * 4000, "Ada Fenn said " * 2000, "“" * 3000, "A B " * 5000])
def test_an_endless_sentence_costs_no_time(sentence: str) -> None:
    assert tell(*make_story(2, sentence + ".")) == []
