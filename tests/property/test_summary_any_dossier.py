"""Whatever the dossier: each sentence of its summary is proven, and the order of what comes in changes nothing."""

import dataclasses
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model.annotation import Entity
from stemma.model.article import Article
from stemma.model.dossier import Finding, Origin, ReportedClaim
from stemma.model.span import Span
from stemma.tell.check import check_dossier
from stemma.tell.summary import summarise
from tests.dossiers import make_dossier

SENTENCES = (
    "The ministry drained Lake Ammer on Friday.",
    "14 people were hurt in the fall of a crane, the mayor said.",
    "17 people were hurt in the fall of the crane.",
    "Seventeen people were hurt at the crane, according to police.",
    "Mr Pell shut the third lock in Wexcombe, and nobody was asked.",
    "“We had no choice,” Ada Fenn told reporters in Corran.",
    "She had warned the council of Wexcombe three times, she said.",
    "CORRAN (KPA) — A mill burned down within an hour; two dogs were saved.",
    "One was found near the *old* lock.",
    "<b>Ada Fenn</b> closed the bridge over the Alder.",
    "In 1948 Lake Ammer was drained by Tom Pell’s father.",
)
NAMES = ("mayor", "Ada Fenn", "police", "Nobody Known", "KPA", "CORRAN")
OUTLETS = ("The Alder Echo", "Sun, Moon and Stars", "Channel 4", None, "Post (English)", "The Alder Echo")
PEOPLE = (
    Entity(id="e1", name="Tom Pell", kind="person", variants=("Tom Pell", "Pell", "Mr Pell"), mentions=3),
    Entity(id="e2", name="Ada Fenn", kind="person", variants=("Ada Fenn", "Fenn"), mentions=2),
    Entity(id="e3", name="Corran", kind="place", variants=("Corran",), mentions=2),
)


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Article], list[Finding]]:
    articles, claims = [], []
    for number in range(draw(st.integers(1, 4))):
        told = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6, unique=True))
        title = draw(st.sampled_from(("", "Lake Ammer <i>drained</i>", "Crane falls; 14 hurt")))
        text = f"{title}\n\n{' '.join(told)}\n"
        day = draw(st.sampled_from((None, "2024-10-12", "2024-10")))
        first = len(title) + 2
        articles.append(
            Article(
                id=f"a{number}",
                source=f"{number}.txt",
                text=text,
                outlet=OUTLETS[number],
                title=title or None,
                body=(Span(first, len(text) - 1),),
                published=day,
            )
        )
        for sentence in told:
            start = text.index(sentence)
            cut = draw(st.sampled_from((len(sentence) - 1, max(5, sentence.find(",")), len(sentence))))
            figure = next((n for n in ("14", "17", "Seventeen") if n in sentence[:cut]), None)
            amount = {"14": 14.0}.get(figure or "", 17.0)
            value: dict[str, Any] = {"op": "=", "quantity": amount, "unit": "person", "text": figure} if figure else {}
            claims.append(
                ReportedClaim(
                    id=f"c{number}-{start}",
                    article=f"a{number}",
                    start=start,
                    end=start + cut,
                    quote=text[start : start + cut],
                    part="body",
                    quoted="none",
                    complete=draw(st.booleans()),
                    said_by=tuple(draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))),
                    value=value,
                    context=draw(st.sampled_from((None, Span(start, start + len(sentence))))),
                    origin="o",
                )
            )
    groups: dict[int, list[ReportedClaim]] = {}
    for claim in claims:
        groups.setdefault(draw(st.integers(0, 5)), []).append(claim)
    findings = [
        Finding(
            id=f"f{key}",
            statement=own[0].quote,
            kind="event",
            date_precision=None,
            why="",
            missing=(),
            origins=1,
            relation=draw(st.sampled_from(("single", "agree", "compatible", "update", "differ"))),
            date=draw(st.sampled_from((None, "2024-10-11", "1948", "2024-10-1", "2024-13-41"))),
            confidence=draw(st.sampled_from((0.2, 0.6, 0.95))),
            withheld=draw(st.booleans()),
            claims=tuple(own),
        )
        for key, own in groups.items()
    ]
    return articles, findings


@settings(max_examples=150, deadline=None)
@given(stories(), st.randoms(use_true_random=False))
def test_every_sentence_is_proven_and_order_changes_nothing(
    story: tuple[list[Article], list[Finding]], random: Any
) -> None:
    articles, findings = story
    summary = summarise(findings, articles, PEOPLE)
    dossier = dataclasses.replace(
        make_dossier(),
        articles=tuple(articles),
        findings=tuple(findings),
        entities=PEOPLE,
        summary=summary,
        origins=(Origin(id="o", name="o", kind="outlet", articles=(), findings=()),),
        copies=(),
        quotations=(),
        timeline=(),
    )
    assert check_dossier(dossier) == ()
    assert len(summary) <= 7
    assert all(one.findings for one in summary)
    for items in (articles, findings):
        random.shuffle(items)
    assert summarise(findings, articles, PEOPLE[::-1]) == summary


def test_some_story_of_this_kind_has_a_summary_with_a_difference() -> None:
    """The property above would hold of empty summaries too."""
    text = "\n\n".join(SENTENCES[1:3]) + "\n"
    articles = [
        Article(id=f"a{n}", source=f"{n}.txt", text=text, outlet=OUTLETS[n], body=(Span(0, len(text) - 1),))
        for n in range(2)
    ]
    claims = tuple(
        ReportedClaim(
            id=f"c{n}",
            article=f"a{n}",
            start=(at := text.index(SENTENCES[1 + n])),
            end=at + 41,
            quote=text[at : at + 41],
            part="body",
            said_by=(),
            quoted="none",
            complete=True,
            value={"op": "=", "quantity": 14.0 + 3 * n, "unit": "person", "text": ("14", "17")[n]},
            context=Span(at, at + len(SENTENCES[1 + n])),
            origin="o",
        )
        for n in range(2)
    )
    finding = Finding(
        id="f",
        statement="s",
        relation="differ",
        kind="quantity",
        date=None,
        date_precision=None,
        origins=2,
        why="",
        confidence=0.95,
        claims=claims,
        missing=(),
    )
    (told,) = summarise([finding], articles)
    assert "according to The Alder Echo; 17, according to Sun, Moon and Stars" in told.sentence
