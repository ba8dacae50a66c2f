"""The findings as a matrix: what each article says to each finding, and what the findings can be filtered by."""

import dataclasses

import pytest
from lxml import html as lxml_html

from stemma.model.dossier import Dossier, Missing
from stemma.model.span import Span
from stemma.tell.html import render_html
from stemma.tell.matrix import Row, make_matrix
from stemma.tell.page_index import index_page
from stemma.tell.sureness import say_sureness
from tests.dossiers import make_dossier
from tests.large_story import make_large_story


def list_rows(dossier: Dossier) -> dict[str, Row]:
    return {
        row.anchor.removeprefix("f-"): row for group in make_matrix(index_page(dossier)).groups for row in group.rows
    }


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    return list_rows(make_dossier())


def test_a_cell_tells_what_the_article_says(rows: dict[str, Row]) -> None:
    assert [cell.state for cell in rows["f-closed"].cells] == ["says", "says", "says"]
    assert [cell.state for cell in rows["f-crack"].cells] == ["says", "silent", "silent"]


def test_where_values_differ_the_cell_shows_its_own(rows: dict[str, Row]) -> None:
    cells = rows["f-repairs"].cells
    assert [cell.state for cell in cells] == ["says", "otherwise", "truncated"]
    assert [(cell.letter, cell.value) for cell in cells[:2]] == [("A", "six weeks"), ("B", "at least two months")]


def test_an_article_from_before_is_not_called_silent() -> None:
    dossier = make_dossier()
    findings = tuple(
        dataclasses.replace(f, missing=(Missing(article="a-post", why="earlier"),)) if f.id == "f-crack" else f
        for f in dossier.findings
    )
    row = list_rows(dataclasses.replace(dossier, findings=findings))["f-crack"]
    assert row.cells[1].said == "not yet known"


def test_no_relation_is_told_of_a_finding_that_may_be_none() -> None:
    dossier = make_dossier()
    findings = tuple(dataclasses.replace(f, withheld=f.id == "f-closed") for f in dossier.findings)
    row = list_rows(dataclasses.replace(dossier, findings=findings))["f-closed"]
    assert row.relation == "unsure"
    assert {cell.state for cell in row.cells} == {"perhaps"}
    assert say_sureness(findings[2]).level == 0


def test_each_version_says_how_many_origins_it_has(rows: dict[str, Row]) -> None:
    assert [version.by for version in rows["f-repairs"].versions] == ["1 article, 1 origin", "1 article, 1 origin"]


def test_a_version_whose_origin_does_not_count_has_no_source_of_its_own() -> None:
    dossier = make_dossier()
    findings = tuple(
        dataclasses.replace(f, counted=("o-engineers",), origins=1) if f.id == "f-repairs" else f
        for f in dossier.findings
    )
    row = list_rows(dataclasses.replace(dossier, findings=findings))["f-repairs"]
    assert [version.by for version in row.versions] == ["1 article, no source of its own", "1 article, 1 origin"]


def test_claims_of_one_sentence_are_shown_in_it_once() -> None:
    dossier = make_dossier()
    finding = dossier.findings[2]
    first = finding.claims[0]
    whole = (
        dossier.articles[0].text.index(" The Alder") + 1 if " The Alder" in dossier.articles[0].text else first.start
    )
    second = dataclasses.replace(first, id="c1b", start=first.start, end=first.start + 16, quote=first.quote[:16])
    context = Span(min(whole, first.start), first.end + len(" after divers found a crack in a pier"))
    claims = (dataclasses.replace(first, context=context), dataclasses.replace(second, context=context))
    changed = dataclasses.replace(finding, claims=(*claims, *finding.claims[1:]))
    row = list_rows(dataclasses.replace(dossier, findings=(changed,)))["f-closed"]
    passages = row.versions[0].passages
    assert [passage.number for passage in passages] == [1, 2, 3]
    assert passages[0].html.count("<mark") == 2
    assert passages[0].html.striptags() == dossier.articles[0].text[context.start : context.end]


def test_the_filters_know_who_is_credited_and_what_is_named() -> None:
    dossier = make_dossier()
    matrix = make_matrix(index_page(dossier))
    assert ("the transport ministry", 3) in matrix.sources.options
    assert matrix.places.options == (("Wexcombe", 1),)
    assert matrix.places.chosen["f-closed"] == (0,)
    assert [key for key, _, _ in matrix.relations] == ["differ", "agree", "single"]


def test_every_finding_carries_what_the_filters_and_the_orders_read() -> None:
    tree = lxml_html.document_fromstring(render_html(make_dossier()))
    (closed,) = tree.xpath("//tbody[@id='f-f-closed']")
    given = {name: closed.get(f"data-{name}") for name in "rkdonap"}
    assert given == {"r": "agree", "k": "event", "d": "2024-10-11", "o": "3", "n": "3", "a": "1 2 3", "p": "0"}
    orders = [int(row.get("data-t")) for row in tree.xpath("//tbody[contains(@class, 'finding')]")]
    assert sorted(orders) == list(range(4))


def test_in_a_large_story_each_row_has_a_cell_for_each_article_and_each_mark_opens_words() -> None:
    dossier = make_large_story(15, 60)
    tree = lxml_html.document_fromstring(render_html(dossier))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    found = tree.xpath("//tbody[contains(@class, 'finding')]")
    assert len(found) == 60
    assert {len(row.xpath("./tr[1]/td")) for row in found} == {15}
    for link in tree.xpath("//tr[@class='row']/td/a"):
        assert tree.get_element_by_id(link.get("href")[1:]).tag == "mark"
    assert all(cell.text_content().strip() for cell in tree.xpath("//tr[@class='row']/td"))
    assert {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")} <= set(ids)


def test_an_invented_story_of_any_size_is_sound() -> None:
    from stemma.tell.check import check_dossier

    for articles, findings in ((1, 3), (2, 6), (7, 50)):
        assert check_dossier(make_large_story(articles, findings)) == ()
