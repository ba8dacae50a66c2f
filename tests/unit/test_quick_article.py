"""The fast path makes a real article: exact spans, front matter, reasons for what it leaves out."""

import numpy as np
import pytest

from stemma.model.article import Article
from stemma.read.quick import quick_article
from stemma.read.quick.line_table import measure_lines
from stemma.read.quick.quick_article import read_page_either, read_page_quick
from stemma.read.quick.quick_body import QuickBody, find_quick_body
from stemma.read.quick.quick_forest import load_forest
from stemma.read.quick.quick_lines import read_lines

PARAGRAPHS = (
    "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse, the mayor said in a statement.",
    "Residents had asked for a delay, but the council decided that the tower was no longer safe to enter this winter.",
    "Engineers found cracks in the stair in March, according to a report that was published by the harbour last week.",
    "The lighthouse was built in 1871 and has been open to visitors for more than forty years, and to sailors longer.",
    "“We have looked at every other way,” said Mary Holm, who leads the council, after the votes were counted.",
    "A fund for the repair of the stair has collected less than a tenth of what the engineers say that it would cost.",
)
PAGE = f"""<html><head><title>Lighthouse to close after vote | The Gazette</title>
<meta property="og:site_name" content="The Gazette"><link rel="canonical" href="https://gazette.example/tower">
<meta property="article:published_time" content="2023-09-19T10:00:00+01:00"></head><body>
<nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>Lighthouse to close after vote</h1><p class="byline">By <span class="author">Ann Lee</span></p>
<div class="article-body">{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</div></article>
<div class="related"><h3>Related stories</h3><ul><li><a href="/a">Ferry late again</a></li></ul></div>
<footer class="site-footer">© 2023 The Gazette. All rights reserved.</footer></body></html>"""


def read(page: str) -> Article:
    article = read_page_quick(page, source="page", identity="page")
    assert isinstance(article, Article)
    return article


def test_the_body_is_the_paragraphs_each_at_its_place() -> None:
    article = read(PAGE)
    assert tuple(article.text[start:end] for start, end in article.body) == PARAGRAPHS


def test_the_front_matter_is_found_as_the_best_path_finds_it() -> None:
    article = read(PAGE)
    assert article.title == "Lighthouse to close after vote"
    assert article.byline == "Ann Lee"
    assert article.outlet == "The Gazette"
    assert article.published == "2023-09-19T10:00:00+01:00"
    assert article.url == "https://gazette.example/tower"
    assert article.language == "en"
    assert article.title_span is not None
    assert article.text[slice(*article.title_span)] == article.title


def test_each_line_left_out_says_why() -> None:
    reasons = dict(furniture_of(read(PAGE)))
    assert reasons["Home\nNews"] == "menu"
    assert reasons["© 2023 The Gazette. All rights reserved."]
    assert any("Ferry late again" in text for text in reasons)


def furniture_of(article: Article) -> list[tuple[str, str]]:
    return [(article.text[start:end], reason) for start, end, reason in article.furniture]


def test_a_plain_page_is_decided_by_the_fast_path_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_article, "read_page", lambda *_, **__: pytest.fail("was handed on"))
    assert isinstance(read_page_either(PAGE, source="page", identity="page"), Article)


def test_a_doubtful_page_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_article, "SURE", 1.1)
    monkeypatch.setattr(quick_article, "read_page", lambda *_, **__: "handed on")
    assert read_page_either(PAGE, source="page", identity="page") == "handed on"


def test_a_page_of_menus_holds_no_article() -> None:
    found = read_page_quick("<ul><li><a href=/>Home</a><li><a href=/n>News</a></ul>", source="a", identity="a")
    assert isinstance(found, str)
    assert found.startswith("There is no article")


def test_an_article_that_only_scripts_reveal_is_found() -> None:
    found = find_quick_body(
        PAGE.replace("<body>", "<body><div style='display:none'>").replace("</body>", "</div></body>")
    )
    assert isinstance(found, QuickBody)
    assert all(text in found.text for text in PARAGRAPHS)


def test_all_lines_down_all_trees_at_once_is_each_line_down_each_tree() -> None:
    lines = read_lines(PAGE)
    assert not isinstance(lines, str)
    forest, table = load_forest(), measure_lines(lines)
    for row, score in zip(table, forest.score(table), strict=True):
        total = forest.base
        for root in forest.roots:
            node = root
            for _ in range(forest.depth):
                node = forest.children[2 * node + int(row[forest.column[node]] <= forest.limit[node])]
            total += float(forest.value[node])
        assert score == total


def test_the_weights_fit_the_table() -> None:
    lines = read_lines(PAGE)
    assert not isinstance(lines, str)
    table = measure_lines(lines)
    assert load_forest().column.max() < table.shape[1]
    assert np.isfinite(table).all()
