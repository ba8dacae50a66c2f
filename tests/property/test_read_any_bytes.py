"""Any bytes under any name give articles whose spans hold, or rejected items; twice the same."""

import io
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.model.article import Article
from stemma.model.capture import Capture
from stemma.read import read_paths, refine_story
from stemma.read.body_alignment import TextIndex, align_passages
from stemma.read.page_reading import read_capture

WORDS = st.sampled_from(
    "The mayor said on Tuesday that the harbour will close . Share By Ann Lee MOSCOW: (AP) — 17 September 2023 "
    "Most popular Your support Comments "
    "\n \n\n “ ” … : <p> </p> <h1> </h1> <div class=comment> <br> & &lt; \0 \ud7ff é 中".split(" ")
)
TEXTS = st.lists(WORDS, max_size=120).map(" ".join)


def assert_whole(article: Article) -> None:
    spans = [*article.body, *article.captions, *(f[:2] for f in article.furniture)]
    spans += [span for span in (article.title_span, article.deck_span) if span]
    for start, end in spans:
        assert 0 <= start < end <= len(article.text)
    for one, other in pairwise(sorted(spans)):
        assert one[1] <= other[0], "body, captions, headline, deck and furniture are disjoint"
    assert 0 <= article.confidence <= 1
    article.text.encode("utf-8")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    content=st.one_of(st.binary(max_size=400), TEXTS.map(lambda t: t.encode("utf-8", "surrogatepass"))),
    html=st.booleans(),
)
def test_nothing_raises_and_spans_hold(content: bytes, html: bool) -> None:
    capture = Capture(source="a", content=content, media_type="text/html" if html else "text/plain")
    outcome = read_capture(capture)
    assert outcome == read_capture(capture)
    if isinstance(outcome, Article):
        assert_whole(outcome)
        for article in refine_story((outcome,) * 3):
            assert_whole(article)


@settings(max_examples=40, deadline=None)
@given(content=st.binary(max_size=300))
def test_standard_input_never_raises(content: bytes) -> None:
    articles, rejected = read_paths(["-"], stdin=io.BytesIO(content))
    assert len(articles) + len(rejected) == 1


@given(
    words=st.lists(st.sampled_from("alpha beta gamma delta epsilon zeta".split()), min_size=1, max_size=40),
    cut=st.integers(0, 40),
)
def test_a_stretch_of_a_text_is_found_in_it_again(words: list[str], cut: int) -> None:
    text = " - ".join(words)
    spans, found = align_passages(TextIndex(text), [" ".join(words[cut:]).upper()] if words[cut:] else [])
    assert found == (1.0 if words[cut:] and spans else 0.0)
    for start, end in spans:
        assert text[start:end].replace(" - ", " ").split() == words[cut:] or len(set(words)) < len(words)
