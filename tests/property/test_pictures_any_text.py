"""Pictures of any text at all: proofs are exact, nothing raises, nothing depends on the order of findings."""

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model.article import Article
from stemma.model.dossier import Copy, CopyEnd, Dossier, Origin, ReportedClaim
from stemma.model.span import Span
from stemma.tell.edges import find_edges
from stemma.tell.graph_dot import render_dot, render_stemma_svg
from stemma.tell.itinerary import find_itineraries
from stemma.tell.motion_words import compile_moves
from tests.dossiers import make_dossier, make_finding

WORDS = st.sampled_from(
    ["Ada Fenn", "arrived", "in", "Batumi", "AP", "(AP) —", "Source:", "said", "the", ".", "\n", "é", "名", "“"]
)
TEXTS = st.one_of(st.lists(WORDS, min_size=1, max_size=40).map(" ".join), st.text(min_size=1, max_size=80))
NAMES = st.one_of(st.sampled_from(["AP", "the mayor", "Ada Fenn", "Outlet 0", "", " "]), st.text(max_size=12))


@st.composite
def draw_dossiers(draw: st.DrawFn) -> Dossier:
    texts = draw(st.lists(TEXTS, min_size=1, max_size=4))
    articles = tuple(
        Article(id=f"a{n}", source=f"{n}.txt", text=text, outlet=draw(st.none() | NAMES),
                agency=draw(st.none() | NAMES), byline=draw(st.none() | NAMES), body=(Span(0, len(text)),))
        for n, text in enumerate(texts)
    )  # fmt: skip
    findings = []
    for n in range(draw(st.integers(0, 5))):
        article = draw(st.sampled_from(articles))
        start = draw(st.integers(0, len(article.text) - 1))
        end = draw(st.integers(start + 1, len(article.text)))
        claim = ReportedClaim(
            id=f"c{n}", article=article.id, start=start, end=end, quote=article.text[start:end], part="body",
            said_by=tuple(draw(st.lists(NAMES, max_size=3))), quoted="none", value={},
            origin=draw(st.sampled_from(["o0", "o1", "none"])),
        )  # fmt: skip
        findings.append(make_finding(f"f{n}", "It happened", "single", "event", (claim,)))
    origins = tuple(
        Origin(id=f"o{n}", name=draw(NAMES), kind=kind, articles=tuple(a.id for a in articles), findings=())  # type: ignore[arg-type]
        for n, kind in enumerate(("outlet", "official"))
    )
    ends = [CopyEnd(article=a.id, start=0, end=len(a.text)) for a in articles]
    copies = (Copy(from_=ends[0], to=ends[-1], words=20, kind="verbatim"),)
    return dataclasses.replace(
        make_dossier(), articles=articles, findings=tuple(findings), origins=origins, copies=copies
    )


@settings(max_examples=60, deadline=None)
@given(draw_dossiers())
def test_every_proof_is_exact_and_no_edge_leads_to_itself(dossier: Dossier) -> None:
    texts = {article.id: article.text for article in dossier.articles}
    descent = find_edges(dossier)
    for edge in descent.edges:
        assert edge.source != edge.target
        for proof in edge.proofs:
            assert texts[proof.article][proof.start : proof.end] == proof.quote
            assert proof.quote
    turned = dataclasses.replace(dossier, findings=dossier.findings[::-1])
    assert find_edges(turned).edges == descent.edges
    render_dot(dossier).encode()
    render_stemma_svg(dossier).encode()
    find_itineraries(dossier)


@given(TEXTS)
def test_a_move_stands_where_it_says(text: str) -> None:
    for who, where, _, at in compile_moves(["Ada Fenn"], ["Batumi"])(text):
        assert text[at : at + len(where)] == where
        assert who in text
