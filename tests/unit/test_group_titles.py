"""A story's headline: a real one, of its most central article."""

from dataclasses import replace

import pytest

from stemma.group.titles import choose_title, is_flawed, is_label
from tests.heap import make_item


def choose(*titled: tuple[str | None, float], shared: str = "") -> str:
    articles = [make_item(f"a{n}", title, "Words of the body.") for n, (title, _) in enumerate(titled)]
    words = [{*shared.split(), f"own{n}"} for n in range(len(articles))]
    return choose_title(articles, [near for _, near in titled], words)


def test_the_headline_of_the_article_nearest_to_all_others() -> None:
    assert choose(("Ferry sails", 0.2), ("Ferry burns", 0.5), ("Ferry sinks", 0.3)) == "Ferry burns"


def test_of_equals_the_earlier_one() -> None:
    assert choose(("Ferry sails", 0.4), ("Ferry burns", 0.4)) == "Ferry sails"


def test_of_about_equals_the_one_whose_words_the_others_use() -> None:
    titled = (("All safe at last", 0.41), ("Ferry burns off Vellis", 0.4))
    assert choose(*titled, shared="ferry burns vellis") == "Ferry burns off Vellis"


def test_a_clearly_nearer_article_wins_whatever_its_words() -> None:
    titled = (("All safe at last", 0.6), ("Ferry burns off Vellis", 0.4))
    assert choose(*titled, shared="ferry burns vellis") == "All safe at last"


@pytest.mark.parametrize(
    "title", ["FERRY BURNS OFF PORT VELLIS", "Ferry burns off Port…", "Ferry burns off ...", "“We saw it burn”", "Fire"]
)
def test_a_headline_that_shouts_or_is_cut_off_gives_way_to_an_equal(title: str) -> None:
    assert is_flawed(title)
    assert choose((title, 0.42), ("Ferry burns off Port Vellis", 0.4)) == "Ferry burns off Port Vellis"


def test_a_flawed_headline_of_a_much_nearer_article_is_kept() -> None:
    assert choose(("FERRY BURNS OFF PORT VELLIS", 0.8), ("Other matters here", 0.2)).isupper()


@pytest.mark.parametrize("title", ["Live updates", "World news", "BREAKING", "Watch: Video", "The Gazette", "Harbour"])
def test_a_label_is_no_headline_where_there_is_one(title: str) -> None:
    labelled = replace(make_item("a", title, "Words.", outlet="The Gazette"), section="harbour")
    assert is_label(labelled)
    other = make_item("b", "Ferry burns off Port Vellis", "Words.")
    assert choose_title([labelled, other], [0.9, 0.1], [(), ()]) == other.title
    assert choose_title([labelled], [0.0], [()]) == title


def test_a_headline_with_a_word_of_its_own_is_no_label() -> None:
    assert not is_label(make_item("a", "Live: ferry burns", "Words."))


def test_without_any_headline_the_first_words_stand_for_it() -> None:
    assert choose((None, 0.1), ("  ", 0.2)) == "Words of the body."
    assert choose_title([make_item("a", None, "")], [0.0], [()]) == "(no headline)"
    long = choose_title([make_item("a", None, "word " * 100)], [0.0], [()])
    assert long.endswith("word…")
    assert len(long) <= 121


def test_first_words_of_a_script_without_spaces_are_cut_anywhere() -> None:
    article = make_item("a", None, "東京で大規模な火災が発生し消防隊が出動した。" * 12)
    title = choose_title([article], [0.0], [set()])
    assert title.startswith("東京で大規模な火災")
    assert title.endswith("…")
