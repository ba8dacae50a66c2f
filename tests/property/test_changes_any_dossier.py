"""Whatever the dossiers: none differs from itself, and no order shows."""

import dataclasses
import random
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model.article import Article
from stemma.model.changes import Changes
from stemma.model.dossier import Dossier, Finding, ReportedClaim
from stemma.model.span import Span
from stemma.tell.changes import compare_dossiers
from stemma.text.word_alignment import align_words
from tests.dossiers import make_dossier, make_finding, make_large_dossier

WORDS = st.lists(st.sampled_from("the bridge was shut on friday again crack pier two".split()), max_size=40)


@st.composite
def make_dossiers(draw: st.DrawFn) -> Dossier:
    articles = []
    for number in range(draw(st.integers(0, 4))):
        text = " ".join(draw(WORDS))
        outlet = draw(st.sampled_from([None, "Echo", "Post"]))
        title = draw(st.sampled_from([None, "Bridge shut", "Crack"]))
        url = draw(st.sampled_from([None, "https://a.example/1", "https://a.example/1?utm_x=1"]))
        body = (Span(0, len(text)),) if text else ()
        articles.append(
            Article(id=f"a{number}", source=f"{number}.txt", text=text, outlet=outlet, title=title, url=url, body=body)
        )
    findings: list[Finding] = []
    for number in range(draw(st.integers(0, 5)) if articles else 0):
        claims = tuple(draw(make_claim(articles, f"c{number}-{n}")) for n in range(draw(st.integers(0, 3))))
        relation = draw(st.sampled_from(["single", "agree", "differ"]))
        findings.append(make_finding(f"f{number}", f"Statement {number}", relation, "event", claims))
    return dataclasses.replace(make_dossier(), articles=tuple(articles), findings=tuple(findings))


@st.composite
def make_claim(draw: st.DrawFn, articles: list[Article], key: str) -> ReportedClaim:
    article = draw(st.sampled_from(articles))
    start = draw(st.integers(0, len(article.text)))
    end = draw(st.integers(start, len(article.text)))
    value: dict[str, Any] = draw(st.sampled_from([{}, {"text": "two"}, {"text": "six"}]))
    return ReportedClaim(
        id=key,
        article=article.id,
        start=start,
        end=end,
        quote=article.text[start:end],
        part="body",
        said_by=(),
        quoted="none",
        value=value,
        origin="o",
    )


def shuffle(dossier: Dossier, seed: int) -> Dossier:
    chance = random.Random(seed)
    findings = [dataclasses.replace(f, claims=tuple(chance.sample(f.claims, len(f.claims)))) for f in dossier.findings]
    articles = chance.sample(dossier.articles, len(dossier.articles))
    return dataclasses.replace(
        dossier, articles=tuple(articles), findings=tuple(chance.sample(findings, len(findings)))
    )


def as_sets(changes: Changes) -> list[dict[str, Any]]:
    """The changes without the order of telling."""
    return [
        {key: frozenset(value) if isinstance(value, tuple) else value for key, value in vars_of(story).items()}
        for story in changes.stories
    ]


def vars_of(story: Any) -> dict[str, Any]:
    return {field.name: getattr(story, field.name) for field in dataclasses.fields(story)}


@settings(max_examples=150, deadline=None)
@given(dossier=make_dossiers(), seed=st.integers(0, 99))
def test_a_dossier_does_not_differ_from_itself_in_any_order(dossier: Dossier, seed: int) -> None:
    assert compare_dossiers([dossier], [dossier]).is_empty
    assert compare_dossiers([dossier], [shuffle(dossier, seed)]).is_empty


@settings(max_examples=150, deadline=None)
@given(old=make_dossiers(), new=make_dossiers(), seed=st.integers(0, 99))
def test_the_order_of_findings_changes_nothing(old: Dossier, new: Dossier, seed: int) -> None:
    assert as_sets(compare_dossiers([old], [new])) == as_sets(
        compare_dossiers([shuffle(old, seed)], [shuffle(new, seed + 1)])
    )


@settings(max_examples=150, deadline=None)
@given(old=WORDS, new=WORDS)
def test_an_alignment_covers_both_texts_in_order_and_tells_same_from_changed(old: list[str], new: list[str]) -> None:
    blocks = align_words(old, new)
    assert [w for a, b, _, _ in blocks for w in old[a:b]] == old
    assert [w for _, _, c, d in blocks for w in new[c:d]] == new
    changed = [old[a:b] != new[c:d] for a, b, c, d in blocks]
    assert not any(one and other for one, other in pairwise(changed))
    if old == new:
        assert not any(changed)


def test_long_and_monotonous_texts_are_aligned() -> None:
    align_words(["a"] * 60_000, ["a"] * 59_999)
    many = [str(n) for n in range(60_000)]
    assert align_words(many, [*many[:30_000], "new", *many[30_001:]])[1] == (30_000, 30_001, 30_000, 30_001)
    align_words(many, many[::-1])


def test_a_large_story_is_compared() -> None:
    one = make_large_dossier(40, 600)
    other = dataclasses.replace(one, findings=one.findings[:-3])
    assert len(compare_dossiers([one], [other]).stories[0].findings_gone) == 3


def test_many_stories_are_matched() -> None:
    one = make_dossier()
    stories = []
    for number in range(300):
        articles = tuple(
            dataclasses.replace(a, id=f"{a.id}{number}", url=f"https://x.example/{number}/{a.id}", title=f"{number}")
            for a in one.articles
        )
        story = dataclasses.replace(one.story, id=f"s{number}")
        stories.append(dataclasses.replace(one, story=story, articles=articles, findings=()))
    moved = [dataclasses.replace(d, story=dataclasses.replace(d.story, id=d.story.id + "x")) for d in stories]
    assert compare_dossiers(stories, moved[::-1]).is_empty
