"""Joined patterns are found where one of them is, whatever the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.text.patterns import join_patterns, split_alternatives

PATTERNS = [r"\bab+", r"\b(?:ba|c)a", r"c[|\]a]b|\bcc", r"a\|b", r"[]|]a", r"\bb\b|c$", "(?:a|b)c"]


@given(st.lists(st.sampled_from(PATTERNS), max_size=5), st.text(alphabet="abc |]-", max_size=30))
def test_one_search_says_whether_any_pattern_is_found(patterns: list[str], text: str) -> None:
    joined = re.compile(join_patterns(patterns))
    assert bool(joined.search(text)) == any(re.search(pattern, text) for pattern in patterns)


@pytest.mark.parametrize(
    ("pattern", "alternatives"),
    [
        ("a|b", ["a", "b"]),
        (r"a\|b|(?:c|d)|[|]", [r"a\|b", "(?:c|d)", "[|]"]),
        ("[]|]x|[^]|]", ["[]|]x", "[^]|]"]),
        ("", [""]),
    ],
)
def test_bars_in_groups_and_sets_part_nothing(pattern: str, alternatives: list[str]) -> None:
    assert split_alternatives(pattern) == alternatives
