"""Terms of an article as its page writes them, and what is told of those that are shared."""

from dataclasses import replace

from stemma.group.explaining import choose_shared
from stemma.group.page_words import read_words
from tests.heap import make_item


def names(text: str, title: str = "Headline") -> list[str]:
    return list(read_words(make_item("a", title, text)).names)


def test_names_of_the_body_are_told_as_written_each_once() -> None:
    assert names("We saw Anna-Lena Orm and Tamaria’s fleet. Later Tamaria went.") == ["Anna-Lena Orm", "Tamaria"]


def test_capitals_of_a_headline_and_days_are_no_names() -> None:
    assert names("It burned on Monday in May.", title="Ferry Burns Again Off Coast") == []


def test_in_german_every_noun_has_a_capital() -> None:
    article = make_item("a", "Die Fähre brennt", "Am Morgen brannte die Fähre im Hafen.")
    assert read_words(replace(article, language="de")).names == ()


def test_a_term_is_told_in_the_form_that_the_page_has_most_small_letters_first() -> None:
    forms = read_words(make_item("a", "FERRY burns", "The ferries left BATUMI. Ferries: the ferries of Batumi.")).forms
    assert (forms["ferri"], forms["batum"]) == ("ferries", "Batumi")


def test_figures_are_told_whole() -> None:
    forms = read_words(make_item("a", "Loss of 1,250,000", "It cost 14.5 percent.")).forms
    assert (forms["#250"], forms["#14"]) == ("1,250,000", "14.5")


def test_pairs_of_letters_of_a_script_without_spaces_are_told_as_such() -> None:
    assert read_words(make_item("a", "洪水警報", "洪水")).forms["警報"] == "警報"


def test_what_is_shared_is_told_by_kind_the_dearest_first() -> None:
    page = read_words(make_item("a", "Ferry burns", "The ferry of Port Vellis burned with 214 aboard near Lake Orm."))
    weights = {"ferry": 0.1, "burne": 0.2, "@port": 0.01, "@vellis": 0.3, "#214": 0.05, "@orm": 0.02, "unknown": 0.9}
    shared = choose_shared(page, weights, days=["2031-05-02", "2031-05-01"])
    assert shared.names == ("Port Vellis", "Orm")
    assert shared.days == ("2031-05-01", "2031-05-02")
    assert shared.figures == ("214",)
    assert shared.words == ("burned", "ferry")


def test_of_a_long_name_what_is_shared_is_told() -> None:
    page = read_words(make_item("a", None, "We saw Governor Ilse Brandt of Port Vellis there."))
    assert choose_shared(page, {"@ilse": 0.1, "@brandt": 0.1}).names == ("Ilse Brandt",)


def test_a_name_that_is_part_of_one_told_is_not_told_again() -> None:
    page = read_words(make_item("a", None, "We saw Ilse Brandt there. They say Brandt left."))
    assert choose_shared(page, {"@ilse": 0.1, "@brandt": 0.1}).names == ("Ilse Brandt",)
