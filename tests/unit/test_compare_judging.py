"""Pairs of claims that likeness leaves open, put to a judge."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import pytest

from stemma.annotate.story import AnnotatedStory, annotate_story
from stemma.compare.findings import compare_story
from stemma.compare.judging import Judging
from stemma.demo import demo_pages
from stemma.errors import AnswerRefused, WriterFailed
from stemma.model.article import Article
from stemma.model.dossier import Comparison
from stemma.model.writing import Answer
from stemma.read import read_paths

PAPERS = read_paths([demo_pages()])[0]
"""The example story: large enough to have pairs that likeness leaves open."""


@dataclass
class FakeJudge:
    answer: Answer | Exception
    name: str = "scales-2"
    version: int = 1
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, one: str, other: str) -> Answer:
        self.asked.append((one, other))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@cache
def annotate(articles: tuple[Article, ...]) -> AnnotatedStory:
    return annotate_story(articles)


def compare(judge: FakeJudge | None, articles: Sequence[Article] = PAPERS, *, most: int = 60) -> Comparison:
    story = annotate(tuple(articles))
    return compare_story(story.articles, story.entities, vectors=False, judging=Judging(judge, most=most))


def list_groups(comparison: Comparison) -> set[frozenset[str]]:
    return {frozenset(c.quote for c in f.claims) for f in comparison.findings}


def test_pairs_judged_the_same_are_one_finding_and_why_says_who_judged() -> None:
    plain, judge = compare(None), FakeJudge("same")
    told = compare(judge)
    assert judge.asked
    joined = list_groups(told) - list_groups(plain)
    assert joined
    assert any("A language model (scales-2) judged these to be the same." in f.why for f in told.findings)
    marked = {frozenset(c.quote for c in f.claims) for f in told.findings if "scales-2" in f.why}
    assert all(any(set(pair) <= group for pair in judge.asked) for group in marked)


def test_pairs_judged_different_are_not_in_one_finding() -> None:
    judge = FakeJudge("different")
    groups = list_groups(compare(judge))
    assert not [pair for pair in judge.asked for group in groups if set(pair) <= group]
    assert list_groups(compare(None)) != groups, "one pair at least would have been joined"


def test_an_unsure_judge_changes_nothing_but_the_note() -> None:
    told, plain = compare(FakeJudge("unsure")), compare(None)
    assert told.findings == plain.findings
    assert plain.notes == ()
    assert "It judged 0 the same, 0 different" in told.notes[0]


def test_only_pairs_of_two_articles_are_asked_and_each_once() -> None:
    judge = FakeJudge("unsure")
    compare(judge)
    texts = [article.text for article in PAPERS]
    assert all(sum(one in text and other in text for text in texts) == 0 for one, other in judge.asked)
    assert len({frozenset(pair) for pair in judge.asked}) == len(judge.asked)


def test_the_order_of_articles_changes_neither_questions_nor_findings() -> None:
    one, other = FakeJudge("same"), FakeJudge("same")
    assert compare(one, PAPERS) == compare(other, PAPERS[::-1])
    assert one.asked == other.asked


def test_where_there_are_more_pairs_than_may_be_asked_the_most_uncertain_come_first_and_a_note_says_so() -> None:
    everything, some = FakeJudge("unsure"), FakeJudge("unsure")
    whole = compare(everything, most=10_000)
    told = compare(some, most=1)
    assert some.asked == everything.asked[:1]
    pairs = int(whole.notes[0].partition("): ")[2].partition(".")[0])
    assert pairs > 1
    assert f"Pairs not put to it: {pairs - 1}; it is asked about 1 of a story at most." in told.notes


@pytest.mark.parametrize("error", [WriterFailed("nothing listens there"), AnswerRefused("nonsense")])
def test_a_judge_that_fails_leaves_the_findings_as_they_are_and_a_note(error: Exception) -> None:
    judge = FakeJudge(error)
    told = compare(judge)
    assert told.findings == compare(None).findings
    assert len(judge.asked) == (5 if isinstance(error, AnswerRefused) else 1), "it is asked no further"
    assert f"because {error}; pairs left" in told.notes[-1]


def test_one_article_has_nothing_to_judge() -> None:
    judge = FakeJudge("same")
    assert compare(judge, PAPERS[:1]).notes == ()
    assert judge.asked == []
