"""Whatever the text, annotating ends, raises nothing, and every span is exact."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.annotate.story import annotate_story
from stemma.compare.findings import compare_story
from stemma.model.annotation import Annotated
from tests.reading import make_article

WORDS = st.sampled_from(
    (
        "the a Kim said “ ” \" ' ‘ ’ Monday 31 February 2023-02-31 12,000 $3.4bn km — … . , : ; ( ) U.S. Dr. Mr "
        "Müller 李明 Москва 🙂 \u200b \u202e \u200f and who that not never might will denied according to RIA NATO No. "
        "5 254 kilometres week-long 9/11"
    ).split(" ")
)
TEXTS = st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=120)


def check_spans(annotated: Annotated) -> None:
    text = annotated.article.text
    for claim in annotated.claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.end > claim.start
        assert claim.sentence.start <= claim.start < claim.end <= claim.sentence.end
    for found in (*annotated.times, *annotated.quantities):
        assert " ".join(text[found.start : found.end].split()) == " ".join(found.text.split())
    for attribution in annotated.attributions:
        spans = [*attribution.content, *(s for s in (attribution.source, attribution.cue) if s)]
        assert all(0 <= s.start < s.end <= len(text) for s in spans)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_annotated_with_exact_spans(text: str) -> None:
    story = annotate_story([make_article(text)])
    assert len(story.articles) == 1
    check_spans(story.articles[0])


HOSTILE = {
    "no verb": "Rain. Wind. Snow. A cold front.",
    "a sentence of 5,000 words": " ".join(["the minister said that"] + ["boats and trains"] * 1660) + ".",
    "a table": "\n".join(f"{n}\t{n * 3}\t{n / 7:.2f}\tKg" for n in range(400)),
    "all capitals": "PRESIDENT ARRIVES IN CAPITAL ON MONDAY, MEETS MINISTERS, SAYS TALKS WENT WELL. " * 20,
    "no punctuation": "the bridge fell and the mayor ran and nobody knew why it had fallen so fast " * 100,
    "mixed languages": "Der Minister sagte, the talks went well. Президент сказал нет. 会谈很好。 He left on Monday.",
    "emoji": "🔥🔥 The mill burned 🔥 on Monday 👍🏽 said Ann Lee 😀 " * 20,
    "marks that show nothing": "The\u200b min\u200bister \u202esaid\u202c on \u200fMonday\u200e that\u00ad it rained.",
    "unbalanced quotation marks": '“We will go, she said. ”No,“ he said, "never ‘again. ' * 50,
    "dates that do not exist": "On 31 February 2023 and Sept. 45 the fair of 2023-13-41 opened at 25:99.",
    "a number of 400 digits": f"They counted {'9' * 400} birds and {'1,' * 200}000 fish.",
    "ten thousand mentions of one name": "Kim met Kim. " * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_annotated_and_compared(name: str) -> None:
    article = make_article(HOSTILE[name])
    other = make_article(HOSTILE[name][: len(HOSTILE[name]) // 2], outlet="The Other")
    story = annotate_story([article, other])
    for annotated in story.articles:
        check_spans(annotated)
    # Ten thousand claims are no comparison for a test; the comparing stage has its own limits.
    if sum(len(a.claims) for a in story.articles) < 1_000:
        compare_story(story.articles, story.entities, vectors=False)
