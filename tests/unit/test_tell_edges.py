"""Who has it from whom: each edge proven by words."""

import dataclasses

from stemma.model.article import Article
from stemma.model.dossier import Copy, CopyEnd, Dossier, Origin
from stemma.model.span import Span
from stemma.tell.edges import Edge, find_edges
from tests.dossiers import find_span, make_claim, make_dossier, make_finding, make_large_dossier

WIRE = """\
Dam gate jams above Orrin

ORRIN (CNA) — A gate of the Orrin dam jammed on Monday, the water board said.

The board closed the road below the dam. Nobody was hurt, the police told the Corran News Agency (CNA).
"""
LOCAL = """\
Road below dam closed

A gate of the Orrin dam jammed on Monday, the Corran News Agency reported, citing the water board.

The road below the dam was closed for the night and the whole of the following day, as the wardens had asked.
"""
COPY = """\
Dam trouble

The road below the dam was closed for the night and the whole of the following day, as the wardens had asked.
"""


def make_story() -> Dossier:
    wire = Article(
        id="a-wire", source="1.txt", text=WIRE, outlet="Orrin Times", agency="Corran News Agency",
        title="Dam gate jams above Orrin", title_span=Span(0, 25), published="2031-03-03T09:00:00+00:00",
        body=tuple(find_span(WIRE, block) for block in WIRE.strip().split("\n\n")[1:]),
    )  # fmt: skip
    local = Article(id="a-local", source="2.txt", text=LOCAL, outlet="The Vale Post",
                    body=tuple(find_span(LOCAL, block) for block in LOCAL.strip().split("\n\n")[1:]))  # fmt: skip
    copy = Article(id="a-copy", source="3.txt", text=COPY, outlet="Dam Daily",
                   body=(find_span(COPY, COPY.strip().split("\n\n")[1]),))  # fmt: skip
    jam = "A gate of the Orrin dam jammed on Monday"
    chain = ("Corran News Agency", "water board")
    finding = make_finding(
        "f-jam", jam, "agree", "event",
        (
            make_claim("c1", wire, jam, said_by=("water board",), origin="o-board"),
            make_claim("c2", local, jam, said_by=chain, origin="o-board"),
        ),
        counted=("o-board",),
    )  # fmt: skip
    words = "The road below the dam was closed for the night and the whole of the following day"
    here, there = find_span(LOCAL, words), find_span(COPY, words)
    return dataclasses.replace(
        make_dossier(),
        articles=(wire, local, copy),
        findings=(finding,),
        origins=(
            Origin(
                id="o-board", name="water board", kind="official", articles=("a-wire", "a-local"), findings=("f-jam",)
            ),
            Origin(id="o-cna", name="Corran News Agency", kind="agency", articles=("a-wire",), findings=()),
        ),
        entities=(),
        copies=(
            Copy(from_=CopyEnd(article="a-local", start=here.start, end=here.end),
                 to=CopyEnd(article="a-copy", start=there.start, end=there.end),
                 words=17, kind="verbatim", direction="time"),
        ),
    )  # fmt: skip


def name_edges(dossier: Dossier) -> dict[tuple[str, str, str], Edge]:
    descent = find_edges(dossier)
    names = {party.id: party.name for party in descent.parties}
    return {(names[edge.source], names[edge.target], edge.kind): edge for edge in descent.edges}


def test_a_dateline_in_brackets_proves_that_an_article_credits_an_agency() -> None:
    edge = name_edges(make_story())["Corran News Agency", "Orrin Times", "credited"]
    assert edge.proofs[0].quote == "ORRIN (CNA) —"
    assert edge.claims == 1


def test_what_a_credited_article_quotes_is_quoted_by_its_agency() -> None:
    edges = name_edges(make_story())
    assert ("water board", "Corran News Agency", "quoted") in edges
    assert ("water board", "Orrin Times", "quoted") not in edges


def test_a_chain_gives_an_edge_a_link_nearest_first() -> None:
    edges = name_edges(make_story())
    assert edges["Corran News Agency", "The Vale Post", "quoted"].proofs[0].named
    assert edges["water board", "Corran News Agency", "quoted"].proven == 2


def test_copied_words_are_an_edge_with_what_tells_its_direction() -> None:
    edge = name_edges(make_story())["The Vale Post", "Dam Daily", "copied"]
    assert edge.direction == "time"
    assert edge.proofs[0].quote.startswith("The road below")


def test_what_two_articles_quote_from_one_speaker_is_no_copying_between_them() -> None:
    story = make_story()
    spoken = dataclasses.replace(story, copies=(dataclasses.replace(story.copies[0], kind="quotation"),))
    assert not any(edge.kind == "copied" for edge in find_edges(spoken).edges)


def test_a_handful_of_words_in_common_is_no_copying() -> None:
    story = make_story()
    short = dataclasses.replace(story, copies=(dataclasses.replace(story.copies[0], words=9),))
    assert not any(edge.kind == "copied" for edge in find_edges(short).edges)


def test_an_agency_stands_behind_whoever_credits_or_quotes_it() -> None:
    parties = {party.name: party for party in find_edges(make_story()).parties}
    assert parties["Corran News Agency"].behind == ("a-wire", "a-local")
    assert parties["water board"].behind == ("a-wire", "a-local")
    assert parties["water board"].witness
    assert not parties["Corran News Agency"].witness


def test_every_edge_is_proven_by_exact_words_of_an_article() -> None:
    for dossier in (make_story(), make_dossier(), make_large_dossier(9, 40)):
        texts = {article.id: article.text for article in dossier.articles}
        descent = find_edges(dossier)
        known = {party.id for party in descent.parties}
        for edge in descent.edges:
            assert edge.proofs
            assert edge.proven >= len(edge.proofs)
            assert {edge.source, edge.target} <= known
            for proof in edge.proofs:
                assert texts[proof.article][proof.start : proof.end] == proof.quote


def test_the_order_of_findings_and_origins_changes_no_edge() -> None:
    story = make_story()
    turned = dataclasses.replace(story, findings=story.findings[::-1], origins=story.origins[::-1])
    assert find_edges(turned) == find_edges(story)


def test_a_claim_of_no_article_of_the_story_gives_no_edge() -> None:
    story = make_story()
    lost = dataclasses.replace(story, articles=story.articles[2:], copies=())
    assert find_edges(lost).edges == ()


def test_a_name_in_a_menu_credits_nobody() -> None:
    story = make_story()
    text = "The Vale Post\n" + COPY
    moved = dataclasses.replace(story.articles[2], text=text, body=(find_span(text, COPY.strip().split("\n\n")[1]),))
    linked = Origin(id="o-vale", name="The Vale Post", kind="outlet", articles=("a-local", "a-copy"), findings=())
    told = dataclasses.replace(
        story, articles=(*story.articles[:2], moved), origins=(*story.origins, linked), copies=()
    )  # fmt: skip
    assert ("The Vale Post", "Dam Daily", "credited") not in name_edges(told)
    credited = dataclasses.replace(moved, text=text + "Source: The Vale Post\n")
    told = dataclasses.replace(told, articles=(*story.articles[:2], credited))
    assert name_edges(told)["The Vale Post", "Dam Daily", "credited"].proofs[0].quote == "Source: The Vale Post"
