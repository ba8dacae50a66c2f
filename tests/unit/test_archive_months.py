"""The month that rows of an archive's tables stand under."""

import pytest

from stemma.archive.options import ArchiveOptions
from stemma.archive.rows import NO_MONTH, pack_article, tabulate, tell_month
from stemma.archive.telling import TellStories
from stemma.model.article import Article
from stemma.model.span import Span

pytest.importorskip("pyarrow", reason="pyarrow is not installed: NOT MEASURED")


def make_article(number: int, text: str, *, language: str, published: str) -> Article:
    return Article(
        id=f"{number:016x}",
        source=f"{number}.txt",
        text=text,
        body=(Span(0, len(text)),),
        language=language,
        published=published,
    )


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2031-03-04", "2031-03"),
        ("2031-03-04T23:59:00+09:00", "2031-03"),
        ("2031-03", "2031-03"),
        ("2031", NO_MONTH),
        ("2031-3", NO_MONTH),
        ("20310304", NO_MONTH),
        (None, NO_MONTH),
    ],
)
def test_a_date_that_says_no_month_has_none(written: str | None, month: str) -> None:
    assert tell_month(written) == month


def test_what_is_told_of_a_story_stands_in_the_month_of_its_row_whatever_of_it_was_rejected() -> None:
    told = "The ferry Aurora sank off Port Vellis on Friday. Police said that four sailors were missing."
    articles = [
        make_article(1, "Die Fähre Aurora sank vor Port Vellis.", language="de", published="2031-02-27"),
        make_article(2, told, language="en", published="2031-03-01"),
        make_article(3, told.replace("Police", "Officers"), language="en", published="2031-03-02"),
    ]
    rows = {"story": ("int64", [7] * 3), "payload": ("large_binary", [pack_article(one) for one in articles])}
    made = TellStories(options=ArchiveOptions())(0, {"assigned": tabulate(rows, part=[0] * 3)})
    assert [rejected.stage for rejected in made.rejected] == ["annotate"]
    for table in ("claims", "findings", "origins"):
        assert set(made.tables[table].column("story").to_pylist()) == {articles[0].id}
        assert set(made.tables[table].column("month").to_pylist()) == {"2031-02"}
