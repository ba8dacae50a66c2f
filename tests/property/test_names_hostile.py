"""Names in any text: spans exact, no exception."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.annotate.entities import group_names
from stemma.annotate.names import find_mentions
from stemma.annotate.parse import load_model
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.places import resolve_places
from stemma.annotate.transliteration import match_spelling, split_name
from stemma.model.annotation import Mention

WORDS = st.sampled_from(
    [
        "Mr",
        "Kim",
        "Jong-un",
        "the",
        "of",
        "Ltd.",
        "U.S.",
        "“",
        "’s",
        "—",
        "PARIS",
        "(AP)",
        "3",
        "\u200b",
        "שלום",
        "🙂",
        "Dr.",
        ",",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=30).map(" ".join)))
def test_every_mention_stands_where_it_says(text: str) -> None:
    flat = "".join(" " if c.isspace() else c for c in text)
    passage = ParsedPassage(start=7, end=7 + len(flat), part="body", doc=load_model()(flat))
    mentions = find_mentions([passage])
    assert all(flat[m.start - 7 : m.end - 7] == m.text and m.text.strip() for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    entities, grouped = group_names([("a", mentions)], texts={"a": " " * 7 + flat})
    assert {m.entity for m in grouped["a"] if m.entity} == {e.id for e in entities}
    assert all(e.name in e.variants for e in entities)
    resolve_places(entities, grouped, texts={"a": " " * 7 + flat})


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_of_words_is_symmetric(a: str, b: str) -> None:
    for x, y in zip(split_name(a), split_name(b), strict=False):
        assert match_spelling(x, y) == match_spelling(y, x)


@pytest.mark.parametrize(
    "names",
    [
        ["Smith"] * 10_000,
        [f"Person{n} Name{n % 97}" for n in range(3_000)],
        ["A" * 300, "Aa " * 100] * 50,
        [f"John {chr(65 + n % 26)}. Smith" for n in range(2_000)] + ["Smith"] * 2_000,
    ],
    ids=["one name ten thousand times", "many names", "long names", "many namesakes"],
)
def test_many_and_long_names_are_grouped(names: list[str]) -> None:
    text, mentions = [], []
    at = 0
    for name in names:
        mentions.append(Mention(start=at, end=at + len(name), text=name, kind="person"))
        text.append(name)
        at += len(name) + 1
    entities, grouped = group_names([("a", mentions)], texts={"a": " ".join(text)})
    resolve_places(entities, grouped, texts={"a": " ".join(text)})
    assert entities
