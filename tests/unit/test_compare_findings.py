"""Claims that answer one question become one finding, with relation, origins and what is missing."""

from collections.abc import Sequence

from stemma.annotate.story import annotate_story
from stemma.compare.findings import compare_story
from stemma.model.article import Article
from stemma.model.dossier import Comparison, Finding
from tests.reading import make_article


def compare(articles: Sequence[Article], *, vectors: bool = False) -> Comparison:
    story = annotate_story(articles)
    return compare_story(story.articles, story.entities, vectors=vectors)


def finding_with(comparison: Comparison, words: str) -> Finding:
    return next(f for f in comparison.findings if any(words in c.quote for c in f.claims))


HARBOUR = "The harbour of Tavira was closed after a crane fell on the main quay."
PAPERS = (
    make_article(HARBOUR + "\nThe crane weighed 40 tonnes.", outlet="Morning Sun", published="2024-03-05"),
    make_article(HARBOUR + "\nThe crane weighed 65 tonnes.", outlet="Evening Star", published="2024-03-05"),
    make_article("Fishermen in Tavira feared for their catch of sardines.", outlet="Sea News", published="2024-03-04"),
)


def test_the_same_sentence_in_two_articles_is_one_finding() -> None:
    finding = finding_with(compare(PAPERS), "harbour of Tavira")
    assert finding.relation == "agree"
    assert len({c.article for c in finding.claims}) == 2


def test_copied_text_is_one_origin() -> None:
    assert finding_with(compare(PAPERS), "harbour of Tavira").origins == 1


def test_adding_a_copied_article_never_raises_a_count() -> None:
    before = finding_with(compare(PAPERS), "harbour of Tavira").origins
    copy = make_article(HARBOUR, outlet="Third Hand", published="2024-03-06")
    assert finding_with(compare((*PAPERS, copy)), "harbour of Tavira").origins <= before


def test_figures_that_cannot_both_be_right_differ_and_why_names_both() -> None:
    finding = finding_with(compare(PAPERS), "40 tonnes")
    assert finding.relation == "differ"
    assert finding.kind == "quantity"
    assert "40 tonnes" in finding.why
    assert "65 tonnes" in finding.why
    assert {c.value["quantity"] for c in finding.claims} == {40.0, 65.0}


def test_an_article_published_before_is_earlier_and_one_published_with_it_is_silent() -> None:
    finding = finding_with(compare(PAPERS), "harbour of Tavira")
    assert [(m.article, m.why) for m in finding.missing] == [(PAPERS[2].id, "earlier")]
    other = finding_with(compare(PAPERS), "sardines")
    assert {m.why for m in other.missing} == {"silent"}


def test_the_order_of_articles_changes_nothing() -> None:
    assert compare(PAPERS) == compare(tuple(reversed(PAPERS)))


def test_one_article_alone_has_single_findings_only() -> None:
    assert {f.relation for f in compare(PAPERS[:1]).findings} == {"single"}


def test_a_named_source_is_the_origin_and_an_unsourced_repeat_adds_none() -> None:
    said = make_article("The mine flooded on Friday night, the Labour Inspectorate said.", outlet="Morning Sun")
    repeat = make_article("The mine flooded on Friday night.", outlet="Evening Star")
    finding = finding_with(compare((said, repeat)), "mine flooded")
    assert finding.origins == 1
    assert "Labour Inspectorate" in finding.why


def test_vectors_give_a_comparison_too() -> None:
    assert finding_with(compare(PAPERS, vectors=True), "harbour of Tavira").relation == "agree"
