"""Corrections that nobody would write: refused in one line or unused, never a traceback, never a hang."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.annotate.story import annotate_story
from stemma.compare.findings import compare_story
from stemma.errors import UsageError
from stemma.model.overrides import (
    OVERRIDES_FILE,
    ClaimRef,
    JoinEntities,
    JoinFindings,
    Overrides,
    SetDate,
    SetOrigin,
    SplitEntity,
    SplitFinding,
)
from stemma.read.overrides import choose_dates, load_overrides
from tests.reading import make_article

STORY = annotate_story(
    (
        make_article("Ada Fenn opened the bridge on Monday.\nThe bridge cost 40 million euros.", outlet="Sun"),
        make_article("The bridge was opened by Fenn.\nThe bridge cost 65 million euros.", outlet="Star"),
    )
)
ARTICLES = tuple(a.article for a in STORY.articles)
ODD = st.one_of(
    st.text(max_size=40), st.sampled_from(["Sun", "bridge", "The bridge", "\x00", "(", "[", "\\", " ", "“”"])
)


@pytest.mark.parametrize(
    "content",
    [
        b"\x00" * 1000,
        b"[" * 5000,
        b"a = " + b"[" * 5000,
        b"set_date = 1",
        b"set_date = [[[]]]",
        b"[[set_date]]\narticle = 1979-05-27\npublished = 07:32:00",
        b"[[join_findings]]\nclaims = [[], []]",
        b"[[join_entities]]\nnames = [1, 2]",
        b"[[set_origin]]\nclaim = 'x'\norigin = ''",
        b"x" * (2 << 20),
    ],
)
def test_a_broken_file_is_one_plain_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / OVERRIDES_FILE
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        load_overrides(path)
    assert str(path) in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_file_that_is_nested_without_end_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / OVERRIDES_FILE
    path.write_bytes(b"a = " + b"[" * 5000)
    with pytest.raises(UsageError, match="nested too deeply"):
        load_overrides(path)


def test_a_folder_of_that_name_is_no_file_of_corrections(tmp_path: Path) -> None:
    from stemma.read.overrides import find_overrides

    (tmp_path / OVERRIDES_FILE).mkdir()
    assert find_overrides([tmp_path]) == ()


@settings(max_examples=60, deadline=None)
@given(ODD, ODD, ODD)
def test_any_words_are_applied_or_unused_with_a_reason(one: str, other: str, name: str) -> None:
    refs = (ClaimRef(article=name, words=one), ClaimRef(words=other), ClaimRef(claim=name))
    overrides = Overrides(
        join_findings=(JoinFindings(claims=refs[:2]), JoinFindings(claims=())),
        split_finding=(SplitFinding(claims=refs[1:]), SplitFinding(claims=refs[:1])),
        join_entities=(JoinEntities(names=(one, other)), JoinEntities(names=())),
        split_entity=(SplitEntity(names=(one,), article=name), SplitEntity(names=())),
        set_origin=(SetOrigin(origin=one, claim=refs[1]), SetOrigin(origin=one, article=name), SetOrigin(origin="")),
        set_date=(SetDate(article=name, published=one),),
    )
    done = compare_story(STORY.articles, STORY.entities, vectors=False, overrides=overrides)
    assert len(done.overrides) == 7
    assert all(o.reason for o in done.overrides)
    shown = [c.id for f in done.findings for c in f.claims]
    assert len(shown) == len(set(shown))
    assert {c.id for a in STORY.articles for c in a.claims} <= set(shown)
    _, dated = choose_dates(ARTICLES, overrides)
    assert all(o.reason for o, _ in dated)


@pytest.mark.parametrize("name", ["Fenn", "Ada Fenn", "bridge", "", "\x00"])
def test_entities_of_any_name_are_survived(name: str) -> None:
    overrides = Overrides(
        join_entities=(JoinEntities(names=(name,)), JoinEntities(names=())),
        split_entity=(SplitEntity(names=(name,)), SplitEntity(names=())),
    )
    story = annotate_story(ARTICLES, overrides=overrides)
    assert len(story.overrides) == 4
    known = {e.id for e in story.entities}
    assert all(m.entity in known for a in story.articles for m in a.mentions if m.entity)


def test_a_thousand_corrections_are_each_told_of() -> None:
    many = Overrides(
        join_findings=tuple(
            JoinFindings(claims=(ClaimRef(words=f"bridge {n}"), ClaimRef(words="opened"))) for n in range(1000)
        )
    )
    told = compare_story(STORY.articles, STORY.entities, vectors=False, overrides=many).overrides
    assert len(told) == 1000
