"""A profile: what headline and lead tell, as terms."""

from dataclasses import replace

import pytest

from stemma.group.profile import LEAD_WORDS, find_names, make_profile, read_lead, split_terms
from stemma.model.article import Article
from stemma.model.span import Span
from stemma.text.days import read_day


def article(title: str | None, *paragraphs: str) -> Article:
    text, body = "", []
    for paragraph in paragraphs:
        body.append(Span(len(text), len(text) + len(paragraph)))
        text += paragraph + "\n"
    return Article(id="a", source="a.txt", text=text, title=title, body=tuple(body))


def test_a_word_is_cut_to_its_first_letters_so_that_its_forms_are_one() -> None:
    assert split_terms("flooding floods") == ["flood", "flood"]
    assert split_terms("überflutet Überflutung") == ["überf", "überf"]


def test_words_that_tell_nothing_have_an_empty_term() -> None:
    assert split_terms("the dam and I") == ["", "dam", "", ""]


def test_figures_are_terms_of_their_own() -> None:
    assert split_terms("1500 houses") == ["#1500", "house"]


def test_where_a_script_sets_no_spaces_pairs_of_letters_are_words() -> None:
    assert split_terms("洪水警報 Osaka") == ["洪水", "水警", "警報", "osaka"]


def test_a_name_is_capitalised_where_no_sentence_begins_and_runs_are_one() -> None:
    assert find_names("Police said Anna Berg of Lund had left. She met the Bank of Norden.") == [
        "Anna Berg of Lund",
        "Bank of Norden",
    ]


def test_names_stand_whole_and_by_word() -> None:
    terms = make_profile(article("Fire in Lund", "Police said Anna Berg had left."))
    assert sorted(term for term in terms.words if term[0] == "@") == ["@anna", "@anna berg", "@berg", "@lund"]


def test_early_words_count_more_than_late_ones() -> None:
    words = make_profile(article(None, "harbour " + "filler " * 200 + "lighthouse")).words
    assert words["harbo"] == pytest.approx(1.0)
    assert words["light"] == pytest.approx(0.23, abs=0.01)


def test_the_headline_counts_as_if_it_stood_first_several_times() -> None:
    assert make_profile(article("Harbour", "nothing else")).words["harbo"] == pytest.approx(3.0)


def test_only_the_lead_is_read() -> None:
    long = article(None, "one " * LEAD_WORDS, "lighthouse")
    assert "light" not in make_profile(long).words
    assert len(read_lead(article(None, "word " * 10_000)).split()) == LEAD_WORDS


def test_a_body_without_spaces_is_read_to_a_bound() -> None:
    assert len(read_lead(article(None, "x" * 1_000_000))) < 20_000


def test_an_article_that_says_nothing_has_no_terms() -> None:
    assert make_profile(article(None, "… !!!")).words == {}
    assert make_profile(article(None)).words == {}


def test_a_profile_knows_its_place_in_time() -> None:
    dated = replace(article("x"), published="2031-05-02T08:00:00+02:00")
    assert make_profile(dated).published == read_day("2031-05-02")
    assert make_profile(dated).place < make_profile(article("x")).place
    assert [read_day(day) for day in (None, "2031", "soon", "2031-13-40")] == [None] * 4
