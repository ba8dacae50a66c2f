"""Which words belong to a cue."""

import pytest
from test_attribution_sources import attribute

from stemma.annotate.cues import read_table


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("Ann Keller began to say that the bridge was safe.", "began to say"),
        ("The ministry refused to say whether the port was shut.", "refused to say"),
        ("Ann Keller made the bold claim that the bridge was safe.", "made the bold claim"),
        ("Ann Keller repeated her claim that the bridge was safe.", "repeated her claim"),
        ("The mayor rejected Ann Keller's claim that the bridge was safe.", "claim"),
        ("The town, as Ann Keller put it, had lost its nerve.", "put it"),
        ("Ann Keller has also said the bridge was safe.", "has also said"),
        ("Ann Keller said in a statement that the bridge was safe.", "said in a statement"),
    ],
)
def test_cue_is_taken_whole(sentence: str, cue: str) -> None:
    text, found = attribute(sentence)
    assert [text[a.cue.start : a.cue.end] for a in found if a.cue] == [cue]


def test_claim_belongs_to_whom_the_noun_names() -> None:
    _, found = attribute("The mayor rejected Ann Keller's claim that the bridge was safe.")
    assert [a.chain for a in found] == [("Ann Keller",)]


def test_repeated_claim_belongs_to_the_subject() -> None:
    _, found = attribute("Ann Keller repeated her claim that the bridge was safe.")
    assert [a.chain for a in found] == [("Ann Keller",)]


def test_counted_shares_lie_between_nothing_and_one() -> None:
    table = read_table()
    assert table
    assert all(0 <= share <= 1 for share in table.values())
