"""Any HTML: spans are disjoint, in order and inside the text; the blocks are body and captions."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.model.article import Article
from stemma.read.html_article import read_page

SENTENCES = st.sampled_from(
    [
        "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse for good, the mayor said.",
        "Engineers found cracks in the stair in March, according to a report that was published last week.",
        "Correction: An earlier version of this article gave a wrong year.",
        "Hafenrat schließt den alten Leuchtturm, weil die Treppe nicht mehr sicher ist, sagte die Bürgermeisterin.",
        "港の古い灯台は来月で閉鎖されると市長が火曜日に発表した。住民は延期を求めていた。",
        "Share",
        "Most read",
        "Comments",
        "12 April 2022",
        "By Ann Marlow",
        "ßﬁİ \u0301",
        "",
    ]
)
TAGS = st.sampled_from(
    "p p p div ul li table tr td blockquote figure figcaption h1 h2 article main aside nav section span a b br form "
    "button time header footer pre template noscript".split()
)
NAMES = st.sampled_from(
    ["", "", "article-body", "comments", "related", "sidebar", "caption", "twitter-tweet", "hidden"]
)


@st.composite
def pieces(draw: st.DrawFn, depth: int = 4) -> str:
    tag, name = draw(TAGS), draw(NAMES)
    inside = draw(SENTENCES)
    if depth:
        inside += "".join(draw(st.lists(pieces(depth=depth - 1), max_size=3)))
    closed = "" if draw(st.integers(0, 9)) == 0 else f"</{tag}>"
    return f'<{tag} class="{name}" href=/x>{inside}{closed}'


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(parts=st.lists(pieces(), min_size=1, max_size=6))
def test_spans_are_disjoint_in_order_and_inside_the_text(parts: list[str]) -> None:
    page = f"<html><head><title>Port Ellery closes its lighthouse</title></head><body>{''.join(parts)}</body></html>"
    outcome = read_page(page, source="a.html", identity="0" * 16)
    assert outcome == read_page(page, source="a.html", identity="0" * 16)
    if not isinstance(outcome, Article):
        assert outcome.endswith(".")
        return
    own = [(start, end) for start, end, _ in outcome.blocks]
    assert own == sorted([*outcome.body, *outcome.captions])
    spans = [*own, *((start, end) for start, end, _ in outcome.furniture)]
    spans += [(span.start, span.end) for span in (outcome.title_span, outcome.deck_span) if span]
    for start, end in spans:
        assert 0 <= start < end <= len(outcome.text)
        assert outcome.text[start:end].strip()
    for one, other in pairwise(sorted(spans)):
        assert one[1] <= other[0]
    assert 0 <= outcome.confidence <= 1
