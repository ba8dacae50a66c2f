"""The summary: whole sentences, what most articles say first, nothing on which they differ."""

import dataclasses

from stemma.model.dossier import Finding, ReportedClaim
from stemma.model.span import Span
from stemma.tell.summary import summarise

DRAINED = "The ministry drained the lake in spring"
LOCKED = "Engineers in Wexcombe shut the third lock"


def make_finding(key: str, quote: str, articles: int = 2, **slots: object) -> Finding:
    claims = tuple(
        ReportedClaim(
            id=f"{key}{n}", article=f"a{n}", start=0, end=len(quote), quote=quote, part="body", said_by=(),
            quoted="none", complete=True, context=Span(0, len(quote)), value={}, origin="o",
        )
        for n in range(articles)
    )  # fmt: skip
    given = {"relation": "agree", "date": None, "origins": 1, "statement": quote} | slots
    return Finding(
        id=key, kind="event", date_precision=None, why="", confidence=0.8, claims=claims, missing=(), **given  # type: ignore[arg-type]
    )  # fmt: skip


def sentences(*findings: Finding) -> list[str]:
    return [one.sentence for one in summarise(findings)]


def test_what_most_articles_say_opens_whatever_its_date() -> None:
    early = make_finding("e", LOCKED, date="1948")
    assert sentences(early, make_finding("w", DRAINED, 3, date="2024-05-01")) == [f"{DRAINED}.", f"{LOCKED}."]


def test_what_they_differ_on_is_not_told_as_reported() -> None:
    assert sentences(make_finding("a", DRAINED, relation="differ"), make_finding("b", LOCKED)) == [f"{LOCKED}."]


def test_the_same_thing_is_not_told_twice() -> None:
    again = make_finding("b", "The ministry drained the lake in early spring")
    assert sentences(make_finding("a", DRAINED, 3), again) == [f"{DRAINED}."]


def test_a_phrase_is_no_sentence_and_no_small_part_of_one_is() -> None:
    phrase = make_finding("a", "a long dry summer in the hills of Wexcombe")
    phrase = dataclasses.replace(phrase, claims=tuple(dataclasses.replace(c, complete=False) for c in phrase.claims))
    part = make_finding("b", LOCKED)
    part = dataclasses.replace(
        part, claims=tuple(dataclasses.replace(c, context=Span(0, 3 * c.end)) for c in part.claims)
    )
    assert sentences(phrase, part) == []


def test_a_sentence_that_points_back_is_told_only_where_no_other_is_there() -> None:
    pointing = make_finding("a", "He had never once seen the lake", 3)
    assert sentences(pointing, make_finding("b", LOCKED)) == [f"{LOCKED}."]
    assert sentences(pointing) == ["He had never once seen the lake."]


def test_a_full_stop_is_put_after_a_closing_mark_but_not_after_another_stop() -> None:
    assert sentences(make_finding("a", "The ministry called the old lake “dry”"))[0].endswith("“dry”.")
    assert sentences(make_finding("a", "“The lake is very dry,” the ministry said. “Very.”"))[0].endswith("“Very.”")
