"""One quotation across articles: same words, cut, altered inside the marks, or in other words."""

import pytest

from stemma.compare.quotations import (
    classify_quotations,
    collect_quotations,
    compare_quotations,
    pair_apart,
    whole_quotation,
)
from stemma.model.annotation import Claim
from tests.claims import make_claim

WHOLE = "We counted every plank twice, and the bridge was sound when we left"


@pytest.mark.parametrize(
    ("other", "fit"),
    [
        (WHOLE.upper(), "same"),
        ("every plank twice, and the bridge was sound", "cut"),
        ("We counted every plank … the bridge was sound when we left", "cut"),
        ("the bridge was sound when we left. Nobody asked us", "cut"),
        ("We counted every plank once, and the bridge was sound when we left", "altered"),
        ("We counted every plank, and the bridge was quite sound when we left", "altered"),
        ("Each plank was counted two times; sound is how we left our bridge", "reworded"),
        ("Ask the ministry of transport", None),
    ],
)
def test_how_two_quotations_stand_to_each_other(other: str, fit: str | None) -> None:
    assert classify_quotations(WHOLE, other) == fit
    assert classify_quotations(other, WHOLE) == fit


@pytest.mark.parametrize(
    ("one", "other"), [("We can't do that now", "We cannot do that now"), ("an honour", "an honor")]
)
def test_contractions_and_spellings_are_one_wording(one: str, other: str) -> None:
    assert classify_quotations(f"{one}, she told the whole town", f"{other}, she told the whole town") != "altered"


def quoting(words: str, article: str, speaker: str = "Ada Roth") -> Claim:
    return make_claim(f"“{words}”", article=article, said_by=(speaker,), quoted="direct")


def test_the_version_that_most_share_is_the_plain_one_and_the_others_are_altered() -> None:
    altered = WHOLE.replace("twice", "once")
    claims = [quoting(WHOLE, "a"), quoting(WHOLE, "b"), quoting(altered, "c")]
    texts = {c.article: c.quote for c in claims}
    (found,) = collect_quotations([claims], texts)
    assert [v.altered for v in found.variants] == [False, False, True]
    assert found.speaker == "Ada Roth"


def test_other_words_of_another_speaker_are_not_one_quotation() -> None:
    one = quoting(WHOLE, "a")
    other = quoting("Each plank was counted two times; sound is how we left our bridge", "b", "Bo Lind")
    assert compare_quotations(one, other, {c.article: c.quote for c in (one, other)}) is None


def test_words_outside_the_claim_but_inside_the_marks_count() -> None:
    text = f"She said: “{WHOLE}.”"
    part = make_claim("We counted every plank twice", article="a", said_by=("Ada Roth",), quoted="direct")
    start = text.index(part.quote)
    moved = Claim(**{f: getattr(part, f) for f in part.__slots__} | {"start": start, "end": start + len(part.quote)})
    found = compare_quotations(moved, quoting(WHOLE, "b"), {"a": text, "b": f"“{WHOLE}”"})
    assert found is not None
    assert found[0] == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The climb took us a forty min[ute] walk through the snow",
            "The climb took us a forty minute walk through the snow",
        ),
        ("We had to wait for two days before the boat came", "We had to wait for 2 days before the boat came"),
        ("He told me that [the mayor] would not sign the paper", "He told me that he would not sign the paper"),
    ],
)
def test_an_edit_that_shows_itself_is_no_alteration(one: str, other: str) -> None:
    assert classify_quotations(one, other) in {"same", "cut"}


def test_one_statement_in_changed_words_is_one_quotation_though_the_groups_hold_it_apart() -> None:
    altered = WHOLE.replace("twice", "once")
    groups = [[quoting(WHOLE, "a"), quoting(WHOLE, "b")], [quoting(altered, "c")]]
    texts = {c.article: c.quote for claims in groups for c in claims}
    both, apart = collect_quotations(groups, texts)
    assert not any(v.altered for v in both.variants)
    assert {v.article: v.altered for v in apart.variants} == {"a": False, "b": False, "c": True}


def test_what_is_cut_or_said_by_another_is_not_put_together() -> None:
    cut = [[quoting(WHOLE, "a")], [quoting("every plank twice, and the bridge was sound", "b")]]
    strangers = [[quoting(WHOLE, "a")], [quoting(WHOLE.replace("twice", "once"), "b", speaker="Noor Lindt")]]
    for groups in (cut, strangers):
        texts = {c.article: c.quote for claims in groups for c in claims}
        assert list(pair_apart(groups, texts)) == []


def test_words_of_one_named_speaker_may_be_translated_freely() -> None:
    one, other = quoting("The bridge was within its limits at dawn", "a"), quoting("The bridge met the norm then", "b")
    texts = {c.article: c.quote for c in (one, other)}
    found = compare_quotations(one, other, texts)
    assert found
    assert found[0] == "reworded"


def test_what_stands_in_no_marks_is_no_quotation() -> None:
    claim = make_claim("chief keeper Ada Roth", article="a", said_by=("Ada Roth",), quoted="direct")
    assert whole_quotation(claim, {"a": "It was chief keeper Ada Roth who spoke"}) is None
