"""Words cut out of an article, shaped so that they read alone."""

import pytest

from stemma.text.statements import balance_marks, drop_dateline, is_hanging, shape_statement, stands_alone


@pytest.mark.parametrize(
    ("words", "opens", "statement"),
    [
        ("the ferry sank off Corran,", False, "The ferry sank off Corran"),
        ("during a two-day stay in Wexcombe", False, "… during a two-day stay in Wexcombe"),
        ("On Friday the bridge was shut", True, "On Friday the bridge was shut"),
        ("who had opened the dam", False, "… who had opened the dam"),
        ("she left by the back door", False, "She left by the back door"),
        ("But the third lock is dry", True, "The third lock is dry"),
        ("\u200bThe lock is dry", True, "The lock is dry"),
        ("https://echo.example/x is its address", True, "https://echo.example/x is its address"),
    ],
)
def test_a_fragment_is_told_by_an_ellipsis_and_what_reads_well_is_not(words: str, opens: bool, statement: str) -> None:
    assert shape_statement(words, opens=opens) == statement


@pytest.mark.parametrize(
    ("words", "balanced"),
    [
        ("the mayor called it “a scandal", "the mayor called it “a scandal”"),
        ("a scandal” of the first order", "“a scandal” of the first order"),
        ("“The lock is dry", "The lock is dry"),
        ("The lock is dry”", "The lock is dry"),
        ('it is "very old', 'it is "very old"'),
        ('very old" and dry', '"very old" and dry'),
        ("on Sunday (17 May", "on Sunday (17 May)"),
        ("the so-called ‘river lung", "the so-called ‘river lung’"),
        ("the sailors’ pay and the ship's bell", "the sailors’ pay and the ship's bell"),
        ("“Dry,” she said, “and old.”", "“Dry,” she said, “and old.”"),
        ("", ""),
        ('"', ""),
    ],
)
def test_marks_stand_in_pairs(words: str, balanced: str) -> None:
    assert balance_marks(words) == balanced


@pytest.mark.parametrize(
    "words",
    [
        "He had never once seen the lake",
        "At 71, he had never seen the lake",
        "Had they closed it, nobody would have come",
        "Related: How the lake was drained in spring",
        "I have asked the ministry for an answer",
        "When the lake was drained in the spring",
        "Who drained the lake in the spring?",
        "The lake is dry",
    ],
)
def test_what_points_back_or_hangs_or_speaks_does_not_stand_alone(words: str) -> None:
    assert not stands_alone(words)


@pytest.mark.parametrize(
    "words",
    [
        "The ministry drained the lake in spring",
        "When the lake was drained, the ministry paid for it",
        "“I was never there,” the mayor told the Echo on Friday",
        "On Friday Ada Fenn said she would leave",
    ],
)
def test_a_whole_sentence_stands_alone(words: str) -> None:
    assert stands_alone(words)


def test_a_subordinate_clause_without_its_main_clause_hangs() -> None:
    assert is_hanging("after the ferry sank")
    assert not is_hanging("After the ferry sank, the port was shut")
    assert is_hanging("")


def test_a_dateline_is_no_part_of_a_statement() -> None:
    assert drop_dateline("PORT LOUIS (TPA) — Divers found the wreck") == "Divers found the wreck"
    assert drop_dateline("Divers found the wreck — at last") == "Divers found the wreck — at last"
