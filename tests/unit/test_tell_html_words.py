"""Quotations word by word, the articles as columns, and who is credited where."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from stemma.model.dossier import Copy, CopyEnd, Quotation, QuotationVariant
from stemma.tell.columns import make_columns
from stemma.tell.html import render_html
from stemma.tell.matrix import make_matrix
from stemma.tell.page_index import index_page
from stemma.tell.people import tell_people
from stemma.tell.quotation_words import compare_quotations, compare_words, gather_quoted
from tests.dossiers import find_span, make_dossier

WORDS = st.lists(st.sampled_from(["we", "lost", "a", "ship", "boat,", "on", "Friday"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("base", "other", "pieces"),
    [
        ("we lost a ship", "We lost a ship.", [("same", "We lost a ship.")]),
        ("we lost a ship", "we lost a boat", [("same", "we lost a"), ("left_out", "ship"), ("put_in", "boat")]),
        ("we lost a big ship", "we lost a ship", [("same", "we lost a"), ("left_out", "big"), ("same", "ship")]),
        ("we lost a ship on Friday", "lost a ship", [("cut", "we"), ("same", "lost a ship"), ("cut", "on Friday")]),
        ("one two", "three", [("left_out", "one two"), ("put_in", "three")]),
    ],
)
def test_wordings_are_compared_word_by_word(base: str, other: str, pieces: list[tuple[str, str]]) -> None:
    assert [(piece.change, piece.words) for piece in compare_words(base, other)] == pieces


@given(WORDS, WORDS)
def test_nothing_of_either_wording_is_lost(base: list[str], other: list[str]) -> None:
    pieces = compare_words(" ".join(base), " ".join(other))
    after = [word for piece in pieces if piece.change in {"same", "put_in"} for word in piece.words.split()]
    assert after == other
    assert sum(len(piece.words.split()) for piece in pieces if piece.change != "put_in") == len(base)


def variant(text: str, words: str) -> QuotationVariant:
    start, end = find_span(text, words)
    return QuotationVariant(article="a", start=start, end=end, quote=words, altered=False)


def test_what_stands_between_the_marks_is_compared_not_what_stands_around() -> None:
    text = "“We lost an engine, but not a soul,” she said on the quay. “Thank you.”\nMore."
    whole = "We lost an engine, but not a soul,"
    assert gather_quoted(text, [variant(text, "not a soul")]) == whole
    assert gather_quoted(text, [variant(text, "We lost an engine"), variant(text, "not a soul")]) == whole
    assert gather_quoted(text, [variant(text, "not a soul,” she said on the quay")]) == whole
    assert gather_quoted(text, [variant(text, "not a soul"), variant(text, "Thank")]) == f"{whole} … Thank you."
    assert gather_quoted("She called it luck.", [variant("She called it luck.", "luck")]) == "luck"


def test_a_wording_with_too_little_in_common_is_not_compared_word_by_word() -> None:
    dossier = make_dossier()
    post = dossier.articles[1].text
    start, end = find_span(post, "Buses will run until midnight")
    far = QuotationVariant(article="a-post", start=start, end=end, quote=post[start:end], altered=True)
    quotation = dataclasses.replace(dossier.quotations[0], variants=(dossier.quotations[0].variants[0], far))
    (compared,) = compare_quotations(index_page(dataclasses.replace(dossier, quotations=(quotation,))))
    assert [wording.standing for wording in compared.wordings] == ["first", "other"]
    assert compared.changed is False


def test_changed_words_are_marked_for_eye_and_ear() -> None:
    dossier = make_dossier()
    first, second = dossier.quotations[0].variants
    assert isinstance(dossier.quotations[0], Quotation)
    tree = lxml_html.document_fromstring(render_html(dossier))
    (changed,) = tree.xpath("//div[@class='quotation']//li[@class='changed']//span[@class='q']")
    assert changed.xpath("string(.//del)").startswith("[left out: ")
    assert changed.xpath("string(.//ins)").startswith("[instead or besides: ")
    assert {first.article, second.article} == {"a-echo", "a-post"}


def test_copied_words_are_shaded_in_both_articles() -> None:
    dossier = make_dossier()
    ends = [
        CopyEnd(article=article.id, **find_span(article.text, "danger")._asdict()) for article in dossier.articles[:2]
    ]
    copy = Copy(from_=ends[0], to=ends[1], words=1, kind="verbatim")
    columns = make_columns(index_page(dataclasses.replace(dossier, copies=(copy,))))
    assert [column.copied for column in columns] == [1, 1, 0]
    shown = ["".join(str(block.html) for run in column.runs for block in run.blocks) for column in columns]
    assert '<span class="copied" title="1 word, verbatim, also in Northgate Post">danger</span>' in shown[0]
    assert 'also in The Alder Echo">danger</span>' in shown[1]


def test_sources_of_several_articles_stand_in_the_table_and_the_rest_by_article() -> None:
    index = index_page(make_dossier())
    people = tell_people(index, make_matrix(index))
    assert people.speakers == ()
    assert [(own.name, [name for name, _, _ in own.sources]) for own in people.own_sources] == [
        ("The Alder Echo", ["the transport ministry", "Corran News Agency", "the ministry"]),
        ("Northgate Post", ["engineers"]),
    ]
