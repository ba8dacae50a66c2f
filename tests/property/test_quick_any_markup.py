"""Whatever the markup, the fast path gives an article whose spans hold, or one sentence; twice the same."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.model.article import Article
from stemma.read.quick.quick_article import read_page_quick

PIECES = st.sampled_from(
    "<p>|</p>|<div class='article-body'>|</div>|<h1>|</h1>|<li>|<a href='/x'>|</a>|<br>|<!-- -->|<!--|-->|<svg>|</svg>|"
    "<table><td>|<template>|<xmp>|<plaintext>|<select><option>|<p hidden>|<span class='sr-only'>|<b>|</b>|<figcaption>|"
    "<script>a<b|</script>|<style>|<title>|<iframe>|<noscript>|<p title='a>b\">|&|&amp;|&#0;|"
    "&#xD800;|<|>|\"|'|\0|\ud800|é|中文。|"
    '<script type=\'application/ld+json\'>{"articleBody": "x|<meta name=author content=|</article>|</body>|</html>|'
    "The mayor said on Tuesday that the harbour will close, and that it would not open again before the spring. |"
    "By Ann Lee|Share|Most popular|Comments".split("|")
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=80).map("".join))
def test_nothing_raises_and_spans_hold(markup: str) -> None:
    article = read_page_quick(markup, source="page", identity="page")
    assert article == read_page_quick(markup, source="page", identity="page")
    if not isinstance(article, Article):
        assert article.endswith(".")
        return
    spans = [*article.body, *article.captions, *(f[:2] for f in article.furniture)]
    for start, end in spans:
        assert 0 <= start < end <= len(article.text)
        assert article.text[start:end].strip() == article.text[start:end]
    for one, other in pairwise(sorted(spans)):
        assert one[1] <= other[0]
    assert 0 <= article.confidence <= 1
