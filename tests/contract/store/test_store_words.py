"""Search by words: every store finds the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.store import Store
from stemma.store.deriving import article_words
from stemma.store.searching import LONGEST_WORD, match_search, parse_search
from tests.stores import find, make_article, make_claim, make_finding, make_stored, make_story, tell

TEXTS = {
    "bridge": "The old bridge was closed on Friday",
    "bridges": "Two bridges were closed; the bridge old",
    "cafe": "Un café à Noël, naïve Ångström",
    "strasse": "Die Straße und der Fluß",
    "cjk": "東京 で 会議 が 開かれた",
    "cyr": "Мост закрыли ЕЩЁ раз",
    "ar": "الجسر مغلق",
    "num": "254 km, 1,500 people at 10:30",
    "under": "snake_case and co-operation",
    "nul": "before\x00after",
    "lone": "broken \ud800 pair\udfff end",
    "sign": "NEAR AND OR NOT title:bridge ^caret",
    "long": "x" * (LONGEST_WORD + 9),
    "wide": "ｆｕｌｌｗｉｄｔｈ ﬁne",
    "turk": "İstanbul ve ISPARTA",
    "empty": "",
}


@pytest.fixture
def texts(store: Store) -> Store:
    store.put_articles([make_stored(key, text) for key, text in TEXTS.items()])
    return store


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bridge", "sign bridges bridge"),
        ("BRIDGE", "sign bridges bridge"),
        ("bridge closed", "bridges bridge"),
        ('"old bridge"', "bridge"),
        ('"bridge old"', "bridges"),
        ('"old bridge', "bridge"),
        ("bridg*", "sign bridges bridge"),
        ("bridge* -old", "sign"),
        ('closed -"old bridge"', "bridges"),
        ("cafe", "cafe"),
        ("CAFÉ noel naive", "cafe"),
        ("angstrom", "cafe"),
        ("strasse", "strasse"),
        ("STRASSE fluss", "strasse"),
        ("東京", "cjk"),
        ("東*", "cjk"),
        ("京", ""),
        ("еще", "cyr"),
        ("мост", "cyr"),
        ("الجسر", "ar"),
        ("254", "num"),
        ("1,500", "num"),
        ("10:30", "num"),
        ("snake_case", "under"),
        ("co-operation", "under"),
        ("case snake", "under"),
        ("before", "nul"),
        ("before\x00after", "nul"),
        ("pair", "lone"),
        ("\ud800pair\udfff", "lone"),
        ("near", "sign"),
        ("NEAR AND OR NOT", "sign"),
        ("title:bridge", "sign"),
        ("^caret", "sign"),
        ("x" * (LONGEST_WORD + 9), "long"),
        ("x" * LONGEST_WORD, "long"),
        ("x" * 10, ""),
        ("x" * 10 + "*", "long"),
        ("fullwidth fine", "wide"),
        ("istanbul isparta", "turk"),
        ("nowhere", ""),
    ],
)
def test_words_are_found(texts: Store, words: str, found: str) -> None:
    assert find(texts.list_articles, words) == found.split()


@pytest.mark.parametrize("words", ["", " ", "\x00", '"', '""', "*", "-", "-*", "()", "'", "--", "\ud800", "!?", "🙂"])
def test_what_holds_no_word_asks_nothing(texts: Store, words: str) -> None:
    assert len(find(texts.list_articles, words)) == len(TEXTS)


def test_what_is_only_excluded_leaves_the_rest(texts: Store) -> None:
    assert find(texts.list_articles, "-bridge -254 -closed") == [
        key for key in reversed(TEXTS) if key not in ("sign", "bridges", "bridge", "num")
    ]


def test_articles_are_found_by_headline_deck_body_and_captions_alone(store: Store) -> None:
    from dataclasses import replace

    from stemma.model.span import Span

    text = "menu\nbody\ncaption\nfooter"
    article = replace(
        make_article("a", text),
        title="headline",
        deck="deck",
        byline="byline",
        body=(Span(5, 9),),
        captions=(Span(10, 17),),
    )
    store.put_articles([replace(make_stored("a"), article=article)])
    for word in ("headline", "deck", "body", "caption", '"deck body caption"'):
        assert find(store.list_articles, word) == ["a"], word
    for word in ("menu", "footer", "byline"):
        assert find(store.list_articles, word) == [], word


def test_stories_claims_and_findings_are_found_by_their_words(store: Store) -> None:
    one = make_stored("a", "Divers found a crack.", "Headline here")
    claim = make_claim("c1", one.article, "a crack", said_by=("Corran Agency",))
    finding = make_finding("f1", [claim], "Something was seen")
    tell(store, "s1", [one], findings=[finding], places=[("Wexcombe", "Wex")], names=[("Ada Fenn",)])
    store.put_stories([make_story("s1", ["a"], "Story title"), make_story("s2", [], "Another")])
    for words in ("title", "headline", "wexcombe", "wex", "fenn", "seen", '"story title headline"'):
        assert find(store.list_stories, words) == ["s1"], words
    assert find(store.list_stories, "divers") == []
    assert find(store.list_stories, "-fenn") == ["s2"]
    assert find(store.list_claims, "crack") == find(store.list_claims, "corran") == ["c1"]
    assert find(store.list_claims, "seen") == find(store.list_claims, "divers") == []
    assert find(store.list_findings, "seen") == find(store.list_findings, "crack") == ["f1"]
    assert find(store.list_findings, "corran") == []


def test_a_story_is_found_by_what_it_is_now(store: Store) -> None:
    store.put_articles([make_stored("a", "x", "Herring"), make_stored("b", "x", "Salmon")])
    store.put_stories([make_story("s1", "a", "Old")])
    store.put_stories([make_story("s1", "b", "New")])
    assert [find(store.list_stories, word) for word in ("herring", "old", "salmon", "new")] == [[], [], ["s1"], ["s1"]]


LETTERS = st.text(st.sampled_from('ab cé"*- \x00\ud800東_ߋ'), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=LETTERS, text=LETTERS)
def test_any_words_find_what_the_one_reading_of_them_matches(store: Store, words: str, text: str) -> None:
    article = make_article(f"{text!r}", text)
    store.put_articles([make_stored(article.id, text)])
    found = match_search(parse_search(words), article_words(article))
    assert (article.id in find(store.list_articles, words, limit=500)) == found
