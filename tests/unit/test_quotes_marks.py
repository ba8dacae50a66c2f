"""Quotation marks: matched, unbalanced, nested, and told from apostrophes."""

import pytest
import spacy

from stemma.annotate.passage import ParsedPassage
from stemma.annotate.quotes import mark_quotations, match_marks


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in match_marks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we go now” and left.", ["“we go now”"]),
        ('He said "we go now" and left.', ['"we go now"']),
        ("He said ''we go now'' and left.", ["''we go now''"]),
        ("Mayor 'will not resign' over fire", ["'will not resign'"]),
        ("Mayor ‘will not resign’ over fire", ["‘will not resign’"]),
        ("“He told me ‘go home’ at noon,” she said.", ["“He told me ‘go home’ at noon,”"]),
        ("The dogs' owner didn't say it’s the girls’ fault.", []),
        ("In the '90s it wasn't so.", []),
        ('A pipe of 6" and one of 8" burst.', []),
        ("“We stay. They go.", ["“We stay. They go."]),
        ("“We stay. “They go,” he said.", ["“We stay.", "“They go,”"]),
        ("He left.” Then rain.", []),
        ("", []),
    ],
)
def test_marks_are_matched(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_quotation_that_nothing_closes_runs_to_the_end_without_the_space_there() -> None:
    assert match_marks("“We stay here. ") == [(0, 14)]


def passages(text: str) -> list[ParsedPassage]:
    return [ParsedPassage(start=5, end=5 + len(text), part="body", doc=spacy.blank("en")(text))]


def test_speech_scare_quotes_and_titles_differ() -> None:
    text = "“We will leave on Monday,” she said of her “plan” after reading “The Long Road”."
    kinds = [(text[q.start - 5 : q.end - 5], q.kind) for q in mark_quotations(passages(text))]
    assert kinds == [("“We will leave on Monday,”", "speech"), ("“plan”", "scare"), ("“The Long Road”", "title")]
