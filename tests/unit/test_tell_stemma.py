"""The stemma's drawing, and the same for other programs."""

import dataclasses
import itertools
import re

import pydot
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from stemma.tell.edges import find_edges
from stemma.tell.graph_dot import render_dot, render_stemma_svg
from stemma.tell.layering import keep_apart
from stemma.tell.stemma_graph import view_stemma
from tests.dossiers import make_dossier, make_hostile_dossier, make_large_dossier
from tests.unit.test_tell_edges import make_story


def make_crowd(articles: int, sources: int):  # type: ignore[no-untyped-def]
    dossier = make_large_dossier(articles, sources)
    findings = tuple(
        dataclasses.replace(f, claims=tuple(dataclasses.replace(c, said_by=(f"Speaker {n}",)) for c in f.claims))
        for n, f in enumerate(dossier.findings)
    )
    return dataclasses.replace(dossier, findings=findings)


def test_it_says_in_words_what_it_comes_to() -> None:
    view = view_stemma(make_story())
    assert view is not None
    assert view.sentence == (
        "Three reports, one independent origin. Corran News Agency and water board each stand behind two of them."
    )


def test_sources_stand_left_of_agencies_and_agencies_left_of_reports() -> None:
    view = view_stemma(make_story())
    assert view is not None
    for drawing in (view.wide, view.narrow):
        x = {node.title.split(" (")[0]: node.x for node in drawing.nodes}
        assert x["water board"] < x["Corran News Agency"] < x["Orrin Times"] == x["Dam Daily"]


def test_every_node_and_label_stands_inside_the_drawing() -> None:
    for dossier in (make_story(), make_dossier(), make_crowd(60, 90)):
        view = view_stemma(dossier)
        assert view is not None
        for drawing in (view.wide, view.narrow):
            for node in drawing.nodes:
                assert node.x - node.radius >= 0
                assert node.x + node.radius <= drawing.width
                assert node.y - node.radius > 0
                assert node.y + node.radius <= drawing.height


def test_two_hundred_reports_and_many_sources_are_folded_and_counted() -> None:
    view = view_stemma(make_crowd(200, 300))
    assert view is not None
    assert len(view.wide.nodes) <= 15 + 10 + 40
    assert view.folded > 200
    assert any(re.fullmatch(r"\d+ more sources", node.name) for node in view.wide.nodes)
    assert any(re.fullmatch(r"\d+ more reports", node.name) for node in view.wide.nodes)


def test_a_story_that_names_nobody_has_no_drawing() -> None:
    empty = dataclasses.replace(make_dossier(), findings=(), copies=(), origins=())
    assert view_stemma(empty) is None
    assert "No article says whom it has anything from." in render_stemma_svg(empty)
    assert pydot.graph_from_dot_data(render_dot(empty)) is not None


@given(
    st.lists(st.floats(-500, 500), max_size=40),
    st.floats(0.5, 40),
    st.floats(-100, 100),
    st.floats(0, 900),
)
def test_heights_keep_their_order_their_distance_and_their_bounds(
    wanted: list[float], gap: float, low: float, room: float
) -> None:
    placed = keep_apart(wanted, gap, low, low + room)
    least = min(gap, room / (len(wanted) - 1)) if len(wanted) > 1 else 0.0
    assert len(placed) == len(wanted)
    assert all(low - 1e-6 <= height <= low + room + 1e-6 for height in placed)
    assert all(b - a >= least - 1e-6 for a, b in itertools.pairwise(placed))


def test_dot_has_a_node_a_party_and_an_edge_an_edge() -> None:
    for dossier in (make_story(), make_dossier(), make_crowd(20, 30)):
        descent = find_edges(dossier)
        graph = pydot.graph_from_dot_data(render_dot(dossier))[0]
        assert len(graph.get_edges()) == len(descent.edges)
        assert len([n for n in graph.get_nodes() if n.get_name().startswith("n") and n.get_label()]) == len(
            descent.parties
        )


def test_dot_and_svg_bear_any_name() -> None:
    for words in (
        '"};\n evil -> x [label="',
        "\\",
        "<b>&amp;]]>",
        "\u202eright to left",
        "اسم طويل جدا",
        "x" * 300,
        "\ud800",
    ):
        dossier = make_hostile_dossier(words)
        assert pydot.graph_from_dot_data(render_dot(dossier)) is not None
        etree.fromstring(render_stemma_svg(dossier).encode())


def test_the_svg_file_needs_nothing_else() -> None:
    text = render_stemma_svg(make_story())
    assert text.startswith("<?xml")
    root = etree.fromstring(text.encode())
    assert not root.xpath("//*[@href or @style or local-name()='script']")
    assert "@import" not in text
    assert "url(" not in text
    assert "Orrin Times" in text


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert render_dot(make_story()) == render_dot(make_story())
    assert render_stemma_svg(make_story()) == render_stemma_svg(make_story())
