"""Joining languages: any text, any order."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.group.languages.crossing import count_facts, find_candidates, measure_crossing
from stemma.group.languages.facts import MOST, gather_facts
from stemma.group.languages.joining import join_languages, join_stories
from stemma.text.figures import find_figures, level_digits, write_figure
from stemma.text.place_names import locate_places
from stemma.text.romanisation import measure_spelling, romanise, skeleton_of
from stemma.text.spoken_days import find_days
from tests.told import tell, tell_lock_failure, tell_lock_opening

WORDS = st.text(max_size=200)
LANGUAGES = st.sampled_from([None, "en", "de", "ru", "zh", "ar", "xx"])
ARTICLES = (*tell_lock_failure(), *tell_lock_opening())


@given(WORDS, LANGUAGES)
def test_any_text_has_facts(text: str, language: str | None) -> None:
    facts = gather_facts(tell("a", language, text[:20], text))
    assert len(facts.names) <= MOST
    assert all(name.roman.isascii() and name.key for name in facts.names)
    assert measure_crossing(facts, facts, count_facts([facts])).strength < 1


@given(WORDS, LANGUAGES)
def test_places_lie_in_the_text_in_order_and_disjoint(text: str, language: str | None) -> None:
    end = 0
    for start, stop, key in locate_places(text, language):
        assert end <= start < stop <= len(text)
        assert key
        end = stop


@given(WORDS, st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_any_text_has_days_and_figures(text: str, published: date | None) -> None:
    assert all(isinstance(day, date) for day in find_days(text, published))
    assert all(figure.replace(".", "", 1).isdigit() for figure in find_figures(text))


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from([",", ".", " ", "\u00a0", "\u202f", "'"]))
def test_thousands_are_parted_by_any_mark(front: int, back: int, mark: str) -> None:
    assert find_figures(f"es waren {front}{mark}{back:03} Schiffe") == {str(front * 1000 + back)}


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_a_figure_is_written_without_needless_noughts(value: object) -> None:
    written = write_figure(value)  # type: ignore[arg-type]
    assert not (("." in written) and written.endswith("0"))
    assert float(written) == float(value)  # type: ignore[arg-type]


@given(WORDS)
def test_levelled_digits_stay_as_they_are(text: str) -> None:
    assert level_digits(level_digits(text)) == level_digits(text)


@given(WORDS, WORDS)
def test_spellings_are_compared_the_same_both_ways(one: str, other: str) -> None:
    first, second = romanise(one), romanise(other)
    assert 0 <= measure_spelling(first, second) == measure_spelling(second, first) <= 1
    assert measure_spelling(first, first) == 1
    assert skeleton_of(first) == skeleton_of(first.upper().lower())


@given(st.permutations(ARTICLES))
@settings(max_examples=30, deadline=None)
def test_the_order_given_changes_nothing(articles: list[object]) -> None:
    expected = join_stories([(article,) for article in ARTICLES], vectors=False)
    assert join_stories([(article,) for article in articles], vectors=False) == expected  # type: ignore[misc]


@given(st.lists(st.sampled_from(ARTICLES), max_size=8), st.data())
@settings(max_examples=40, deadline=None)
def test_every_article_is_in_exactly_one_group_and_no_group_is_parted(
    articles: list[object], data: st.DataObject
) -> None:
    facts = [gather_facts(article) for article in articles]  # type: ignore[arg-type]
    labels = [data.draw(st.integers(0, 3)) for _ in facts]
    groups = [[i for i, label in enumerate(labels) if label == wanted] for wanted in range(4)]
    joined = join_languages(groups, facts)
    assert sorted(index for group in joined for index in group) == list(range(len(facts)))
    assert all(any(set(group) <= set(whole) for whole in joined) for group in groups if group)


@given(st.lists(st.sampled_from(ARTICLES), max_size=8))
@settings(max_examples=40, deadline=None)
def test_candidates_are_alike_both_ways(articles: list[object]) -> None:
    facts = [gather_facts(article) for article in articles]  # type: ignore[arg-type]
    rarity = count_facts(facts)
    for one, other in find_candidates(facts):
        there, back = (measure_crossing(facts[a], facts[b], rarity) for a, b in ((one, other), (other, one)))
        assert (there.likeness, there.enough) == (back.likeness, back.enough)
