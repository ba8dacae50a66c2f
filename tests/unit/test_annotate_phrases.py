"""Phrases inside a clause that may answer a question of their own hang on it; a finding takes up those told twice."""

from stemma.annotate.phrases import weigh_features
from stemma.annotate.story import annotate_story
from stemma.compare.findings import compare_story
from stemma.model.annotation import Annotated
from tests.reading import make_article

VISIT = "Minister Odile Ferrand opened the new ferry terminal on Tuesday after a six-day visit to Ravenna."


def annotate(*texts: str) -> tuple[Annotated, ...]:
    return annotate_story([make_article(t, outlet=f"Paper {n}") for n, t in enumerate(texts)]).articles


def test_a_phrase_is_a_part_of_its_claim_and_quotes_its_own_words() -> None:
    (article,) = annotate(VISIT)
    claims = {c.id: c for c in article.claims}
    assert article.phrases
    for phrase in article.phrases:
        whole = claims[phrase.within or ""]
        assert whole.start <= phrase.start < phrase.end <= whole.end
        assert article.article.text[phrase.start : phrase.end] == phrase.quote
        assert (phrase.start, phrase.end) != (whole.start, whole.end)


def test_phrases_of_one_claim_hardly_overlap() -> None:
    (article,) = annotate(VISIT)
    spans = [(p.start, p.end) for p in article.phrases]
    for index, (start, end) in enumerate(spans):
        for start_, end_ in spans[index + 1 :]:
            shared = min(end, end_) - max(start, start_)
            assert shared <= 0.2 * (max(end, end_) - min(start, start_))


def test_a_stay_that_two_papers_give_is_a_finding_though_neither_gives_it_a_sentence() -> None:
    articles = annotate(
        VISIT, "Ferrand flew home to Lyon after a week-long visit to Ravenna.\nNobody saw her leave the harbour."
    )
    comparison = compare_story(articles, (), vectors=True)
    quotes = [{c.quote for c in f.claims} for f in comparison.findings]
    assert any(any("six-day visit" in q for q in qs) and any("week-long visit" in q for q in qs) for qs in quotes)


def test_a_phrase_that_one_article_alone_has_is_never_shown() -> None:
    (article,) = annotate(VISIT)
    shown = {c.id for f in compare_story((article,), (), vectors=False).findings for c in f.claims}
    assert not shown & {p.id for p in article.phrases}


def test_worth_is_a_chance() -> None:
    assert 0 < weigh_features([]) < 1
    assert weigh_features(["in=prep,figure"]) > weigh_features(["in=prep,nothing"])
