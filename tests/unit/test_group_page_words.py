"""Words of an article as its page writes them."""

from dataclasses import replace

from stemma.group.explaining import choose_shared
from stemma.group.page_words import read_words
from tests.heap import make_item


def names(text: str, title: str = "Headline") -> list[str]:
    return [name for name, _ in read_words(make_item("a", title, text)).names]


def test_capitals_inside_sentences_are_names_and_run_on() -> None:
    assert names("We saw Ilse Brandt of Port Vellis there.") == ["Ilse Brandt", "Port Vellis"]


def test_a_comma_or_a_full_stop_ends_a_name_and_a_hyphen_does_not() -> None:
    assert names("We met Brandt, Tamaria and Amra. Then Anna-Lena Orm spoke.") == [
        "Brandt",
        "Tamaria",
        "Amra",
        "Anna Lena Orm",
    ]


def test_the_first_word_of_a_sentence_is_a_name_only_where_it_is_one_elsewhere() -> None:
    assert names("Crews left. They met Brandt. Brandt spoke.") == ["Brandt"]


def test_capitals_of_a_headline_and_days_are_no_names() -> None:
    assert names("It burned on Monday in May.", title="Ferry Burns Again Off Coast") == []


def test_in_german_every_noun_has_a_capital() -> None:
    article = make_item("a", "Die Fähre brennt", "Am Morgen brannte die Fähre im Hafen.")
    assert read_words(replace(article, language="de")).names == ()


def test_words_are_told_in_small_letters_where_the_page_has_them_so() -> None:
    forms = read_words(make_item("a", "FERRY burns", "The ferry left BATUMI. Ferry crews left Batumi.")).forms
    assert (forms["ferry"], forms["batumi"]) == ("ferry", "Batumi")


def test_figures_are_told_whole() -> None:
    forms = read_words(make_item("a", "Loss of 1,250,000", "It cost 4.5 percent.")).forms
    assert (forms["250"], forms["4"]) == ("1,250,000", "4.5")


def test_what_is_shared_is_told_by_kind_the_dearest_first() -> None:
    page = read_words(make_item("a", "Ferry burns", "The ferry of Port Vellis burned with 214 aboard near Lake Orm."))
    weights = {"ferry": 0.1, "burned": 0.2, "port": 0.01, "vellis": 0.3, "214": 0.05, "orm": 0.02, "n:unknown": 0.9}
    shared = choose_shared(page, weights, days=["2031-05-02", "2031-05-01"])
    assert shared.names == ("Port Vellis",)
    assert shared.days == ("2031-05-01", "2031-05-02")
    assert shared.figures == ("214",)
    assert shared.words == ("burned", "ferry")
