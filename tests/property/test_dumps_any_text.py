"""Any text gives an article whose spans and blocks hold, alone, among others of its outlet, and in a story."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.model.article import Article
from stemma.read import refine_collection, refine_story
from stemma.read.dump_features import find_heaviest, measure_lines
from stemma.read.line_shapes import measure_shapes
from stemma.read.lines import split_lines
from stemma.read.text_article import read_text

LINES = st.sampled_from(
    [
        "The mayor of Port Ellery said on Tuesday that the harbour would close to visitors for two weeks.",
        "Engineers found cracks in the stair of the lighthouse, and nobody has climbed it since then.",
        "\N{LEFT DOUBLE QUOTATION MARK}We have no choice,\N{RIGHT DOUBLE QUOTATION MARK} she said.",
        "• first item of a list",
        "• second item of a list",
        "> taken from a letter",
        "Correction: an earlier version of this article gave a wrong year.",
        "Update, 14:30: the ferry has docked.",
        "Boats | Gate | Hour",
        "Most popular",
        "By Ann Lee",
        "17 September 2023",
        "A boat leaves the harbour (Reuters)",
        "Home",
        "",
        "老朽化した灯台を恒久的に閉鎖することを決めた。市長が明らかにした。住民は延期を求めていた。",
    ]
)
TEXTS = st.one_of(
    st.lists(st.one_of(LINES, LINES, st.text(max_size=40)), max_size=40).map("\n".join), st.text(max_size=300)
)


def assert_whole(article: Article) -> None:
    spans = [*article.body, *article.captions, *(f[:2] for f in article.furniture)]
    spans += [span for span in (article.title_span, article.deck_span) if span]
    for start, end in spans:
        assert 0 <= start < end <= len(article.text)
    for one, other in pairwise(sorted(spans)):
        assert one[1] <= other[0], "body, captions, headline, deck and furniture are disjoint"
    for block, following in pairwise(article.blocks):
        assert block.end <= following.start, "blocks are in order and disjoint"
    for start, end in (*article.body, *article.captions):
        assert any(block.start <= start and end <= block.end for block in article.blocks), "blocks cover the article"
    held = {(start, end) for start, end in (*article.body, *article.captions)}
    for block in article.blocks:
        assert any(block.start <= start < block.end for start, _ in held), "no block is empty of the article"
    assert 0 <= article.confidence <= 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_nothing_raises_and_spans_hold(texts: list[str]) -> None:
    read = [read_text(text, source=f"{n}.txt", identity=str(n)) for n, text in enumerate(texts)]
    articles = [replace(article, outlet="Gazette") for article in read if isinstance(article, Article)]
    for article in articles:
        assert_whole(article)
        assert article == replace(read_text(article.text, source=article.source, identity=article.id), outlet="Gazette")
    together = refine_collection(articles)
    for article in (*together, *refine_story(together)):
        assert_whole(article)
    assert refine_collection(articles[::-1]) == together[::-1]


@settings(max_examples=40, deadline=None)
@given(text=TEXTS)
def test_every_column_is_a_number(text: str) -> None:
    lines = split_lines(text)
    if lines:
        rows = measure_lines(lines, measure_shapes(lines))
        assert rows.shape[0] == len(lines)
        assert np.isfinite(rows).all()


@given(values=st.lists(st.integers(-5, 5), min_size=1, max_size=20))
def test_the_heaviest_run_is_the_heaviest(values: list[int]) -> None:
    first, last = find_heaviest(np.array(values, dtype=float))
    size = len(values)
    assert sum(values[first:last]) == max(sum(values[a:b]) for a in range(size) for b in range(a + 1, size + 1))
