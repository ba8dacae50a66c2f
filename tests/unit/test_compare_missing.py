"""Articles that lack a finding: silent, published earlier, or cut off."""

from dataclasses import replace

import pytest

from stemma.compare.missing import list_missing
from stemma.model.annotation import Annotated, Claim, TimeExpression
from stemma.model.article import Article
from stemma.model.span import Span
from tests.reading import make_article


def make_claim(article: Article, date: str | None = None) -> Claim:
    times = (TimeExpression(start=0, end=3, text="The", kind="DATE", value="", date=date),) if date else ()
    return Claim(
        id="c",
        article=article.id,
        start=0,
        end=3,
        quote="The",
        part="body",
        sentence=Span(0, 3),
        times=times,
        date=date,
    )


def why(published: str | None, known: str | None, **more: object) -> str:
    has = make_article("The quay is shut.", outlet="Has", published=known)
    lacks = replace(make_article("The gulls sing.", outlet="Lacks", published=published), **more)  # type: ignore[arg-type]
    (missing,) = list_missing([make_claim(has)], [Annotated(article=a) for a in (has, lacks)])
    assert missing.article == lacks.id
    return missing.why


@pytest.mark.parametrize(
    ("published", "known", "expected"),
    [
        ("2031-03-04", "2031-03-05", "earlier"),
        ("2031-03-05", "2031-03-05", "silent"),
        ("2031-03-06", "2031-03-05", "silent"),
        (None, "2031-03-05", "silent"),
        ("2031-03-05", None, "silent"),
        ("2031-03-05T08:00+00:00", "2031-03-05T09:00+02:00", "silent"),
        ("2031-03-05T08:00+02:00", "2031-03-05T09:00+00:00", "earlier"),
        ("2031-03-05T08:00", "2031-03-05T19:00", "silent"),
    ],
)
def test_earlier_is_before_all_that_have_it(published: str | None, known: str | None, expected: str) -> None:
    assert why(published, known) == expected


def test_a_later_update_had_the_chance() -> None:
    assert why("2031-03-04", "2031-03-05", modified="2031-03-06") == "silent"


def test_a_page_that_is_cut_off_may_have_it_unless_it_is_earlier() -> None:
    assert why("2031-03-05", "2031-03-05", truncated=True) == "truncated"
    assert why("2031-03-04", "2031-03-05", truncated=True) == "earlier"


def test_what_had_not_happened_yet_could_not_be_told() -> None:
    has = make_article("The quay is shut.", outlet="Has")
    lacks = make_article("The gulls sing.", outlet="Lacks", published="2031-03-04")
    (missing,) = list_missing([make_claim(has, "2031-03-05")], [Annotated(article=a) for a in (has, lacks)])
    assert missing.why == "earlier"
