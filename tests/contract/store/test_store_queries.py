"""What is asked of lists: each field of ``Query``, and pages of them."""

import pytest

from stemma.model.article import Rejected
from stemma.model.stored import Event, Query
from stemma.store import Store
from tests.stores import MADE, find, list_ids, make_claim, make_finding, make_stored, make_story, tell, walk


@pytest.fixture
def full(store: Store) -> Store:
    """Three stories: a bridge (two articles), a harbour (two), a lone article; the last article is in no story."""
    bridge = [
        make_stored(
            "a1", "The bridge was closed.", "Bridge shut", outlet="The  Alder ECHO", published="2024-10-12T08:00:00Z"
        ),
        make_stored("a2", "Six weeks of repairs.", "Repairs", outlet="Northgate Post", published="2024-10-14"),
    ]
    harbour = [
        make_stored("b1", "The harbour froze.", "Ice", outlet="The Alder Echo", published="2024-11-01"),
        make_stored("b2", "Ships wait.", None, outlet=None, source="ships.txt"),
    ]
    relations = ("agree", "differ")
    for story, articles, places, names in (
        ("s1", bridge, [("Wexcombe", "Wex")], [("Ada Fenn", "Mayor Fenn")]),
        ("s2", harbour, [("Corran Straße",), ("Wexcombe",)], [("ÅNGSTRÖM",)]),
    ):
        findings = [
            make_finding(
                f"{story}-f{n}", [make_claim(f"{story}-c{n}", one.article)], f"Statement {n}",
                relation=relations[n], origins=n + 1,
            )
            for n, one in enumerate(articles)
        ]  # fmt: skip
        tell(store, story, articles, findings=findings, places=places, names=names)
    store.put_articles(
        [make_stored("c1", outlet="C", published="2024"), make_stored("d1", outlet="D", published="2024-10-13")]
    )
    store.put_stories([
        make_story("s1", ["a1", "a2"], origins=2, start="2024-10-12", end="2024-10-14"),
        make_story("s2", ["b1", "b2"], origins=1, start="2024-11-01"),
        make_story("s3", ["c1"], origins=1),
    ])  # fmt: skip
    store.put_events([Event(story=key, kind="story", at=MADE) for key in ("s1", "s3", "s2")])
    return store


def test_articles_are_listed_newest_first(full: Store) -> None:
    assert find(full.list_articles) == ["d1", "c1", "b2", "b1", "a2", "a1"]


def test_stories_are_listed_by_change_newest_first_and_those_without_an_event_last_by_id(full: Store) -> None:
    full.put_stories([make_story("s9"), make_story("s8"), make_story("a8")])
    assert find(full.list_stories) == ["s2", "s3", "s1", "a8", "s8", "s9"]
    full.put_events([Event(story="s1", kind="edited", at=MADE)])
    assert find(full.list_stories)[0] == "s1"


@pytest.mark.parametrize(
    ("asked", "articles", "stories", "findings", "claims"),
    [
        ({"outlet": "the alder echo"}, "b1 a1", "s2 s1", "s2-f0 s1-f0", "s2-c0 s1-c0"),
        ({"outlet": " THE ALDER  Echo "}, "b1 a1", "s2 s1", "s2-f0 s1-f0", "s2-c0 s1-c0"),
        ({"outlet": "ships.TXT"}, "b2", "s2", "s2-f1", "s2-c1"),
        ({"outlet": "alder"}, "", "", "", ""),
        ({"place": "wexcombe"}, "b2 b1 a2 a1", "s2 s1", "s2-f1 s2-f0 s1-f1 s1-f0", "s2-c1 s2-c0 s1-c1 s1-c0"),
        ({"place": "WEX"}, "a2 a1", "s1", "s1-f1 s1-f0", "s1-c1 s1-c0"),
        ({"place": "corran  strasse"}, "b2 b1", "s2", "s2-f1 s2-f0", "s2-c1 s2-c0"),
        ({"place": "ada fenn"}, "", "", "", ""),
        ({"name": "mayor fenn"}, "a2 a1", "s1", "s1-f1 s1-f0", "s1-c1 s1-c0"),
        ({"name": "ångström"}, "b2 b1", "s2", "s2-f1 s2-f0", "s2-c1 s2-c0"),
        ({"name": "Ada Fenn", "place": "Wexcombe"}, "a2 a1", "s1", "s1-f1 s1-f0", "s1-c1 s1-c0"),
        ({"name": "Ada Fenn", "place": "Corran Straße"}, "", "", "", ""),
        ({"since": "2024-10-14"}, "b1 a2", "s2 s1", "s2-f0 s1-f1", "s2-c0 s1-c1"),
        ({"until": "2024-10-12"}, "a1", "s1", "s1-f0", "s1-c0"),
        ({"since": "2024-10-12", "until": "2024-10-13"}, "d1 a1", "s1", "s1-f0", "s1-c0"),
        ({"since": "2024-10-13", "until": "2024-10-13"}, "d1", "s1", "", ""),
        ({"since": "2025-01-01"}, "", "", "", ""),
        ({"outlet": "Northgate Post", "until": "2024-10-13"}, "", "s1", "", ""),
        ({"story": "s1"}, "a2 a1", "s1", "s1-f1 s1-f0", "s1-c1 s1-c0"),
        ({"story": "none"}, "", "", "", ""),
        ({"words": "bridge"}, "d1 c1 a1", "s2 s3 s1", "s1-f0", "s1-c0"),
        ({"words": "bridge", "story": "s1"}, "a1", "s1", "s1-f0", "s1-c0"),
        ({"words": "six", "outlet": "northgate post"}, "a2", "", "s1-f1", "s1-c1"),
    ],
)  # fmt: skip
def test_all_that_is_asked_must_hold(
    full: Store, asked: dict[str, str], articles: str, stories: str, findings: str, claims: str
) -> None:
    assert find(full.list_articles, **asked) == articles.split()
    assert find(full.list_stories, **asked) == stories.split()
    assert find(full.list_findings, **asked) == findings.split()
    assert find(full.list_claims, **asked) == claims.split()


def test_empty_fields_ask_nothing(full: Store) -> None:
    nothing = Query(words="", outlet="", place="", name="", since="", until="", story="", article="", relation="")
    for ask in (full.list_articles, full.list_stories, full.list_findings, full.list_claims):
        assert ask(nothing) == ask(Query())


def test_claims_and_findings_are_asked_by_article_and_relation(full: Store) -> None:
    assert find(full.list_claims, article="a2") == ["s1-c1"]
    assert find(full.list_findings, article="a2") == ["s1-f1"]
    assert find(full.list_claims, article="none") == find(full.list_findings, article="none") == []
    assert find(full.list_claims, relation="differ") == ["s2-c1", "s1-c1"]
    assert find(full.list_findings, relation="differ") == ["s2-f1", "s1-f1"]
    assert find(full.list_findings, relation="differ", article="a1") == []


def test_stories_and_findings_are_asked_by_origins(full: Store) -> None:
    assert find(full.list_stories, min_origins=2) == ["s1"]
    assert find(full.list_findings, min_origins=2) == ["s2-f1", "s1-f1"]
    assert find(full.list_stories, min_origins=3) == find(full.list_findings, min_origins=3) == []


def test_outlet_and_days_are_asked_of_one_and_the_same_claim_of_a_finding(store: Store) -> None:
    one = make_stored("a1", outlet="Echo", published="2024-10-12")
    two = make_stored("a2", outlet="Post", published="2024-10-14")
    both = make_finding("f1", [make_claim("c1", one.article), make_claim("c2", two.article)])
    tell(store, "s1", [one, two], findings=[both])
    assert find(store.list_findings, outlet="echo", until="2024-10-12") == ["f1"]
    assert find(store.list_findings, outlet="echo", since="2024-10-13") == []


def test_a_story_is_asked_for_by_alias(full: Store) -> None:
    full.put_stories([make_story("s1", ["a1", "a2"], aliases=("old",))])
    assert find(full.list_claims, story="old") == ["s1-c1", "s1-c0"]
    assert find(full.list_articles, story="old") == ["a2", "a1"]
    assert find(full.list_findings, story="old") == ["s1-f1", "s1-f0"]


def test_the_days_of_a_story_without_an_end_or_a_start_are_the_one_it_has(store: Store) -> None:
    store.put_stories(
        [make_story("s1", start="2024-10-12"), make_story("s2", end="2024-10-12"), make_story("s3", start="2024")]
    )
    assert find(store.list_stories, since="2024-10-12", until="2024-10-12") == ["s1", "s2"]
    assert find(store.list_stories, since="2024-10-13") == []


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_pages_tell_each_item_once_in_order(full: Store, limit: int) -> None:
    for ask in (full.list_articles, full.list_stories, full.list_findings, full.list_claims):
        whole = ask(Query(limit=500))
        assert whole.next is None
        assert walk(ask, limit=limit) == list(whole.items)
    assert walk(full.list_articles, words="bridge", limit=limit) == list(
        full.list_articles(Query(words="bridge")).items
    )


def test_a_page_that_holds_all_has_no_next(full: Store) -> None:
    assert full.list_articles(Query(limit=6)).next is None
    assert full.list_articles(Query(limit=5)).next is not None


def test_a_cursor_stays_good_while_articles_come_and_go(full: Store) -> None:
    first = full.list_articles(Query(limit=2))
    full.put_articles([make_stored("e1"), make_stored("a9", page="page:a2", replaces="a2")])
    assert list_ids(full.list_articles(Query(limit=50, after=first.next))) == ["b2", "b1", "a1"]


def test_a_cursor_stays_good_while_stories_change(full: Store) -> None:
    first = full.list_stories(Query(limit=1))
    assert list_ids(first) == ["s2"]
    full.put_stories([make_story("s4")])
    full.put_events([Event(story=key, kind="articles", at=MADE) for key in ("s4", "s2")])
    assert list_ids(full.list_stories(Query(after=first.next))) == ["s3", "s1"]


def test_a_cursor_stays_good_where_what_it_was_made_of_is_gone(full: Store) -> None:
    first = full.list_stories(Query(limit=2))
    full.put_stories([], gone=["s3"])
    assert list_ids(full.list_stories(Query(after=first.next))) == ["s1"]


def test_a_story_without_an_event_is_told_on_by_id(store: Store) -> None:
    store.put_stories([make_story(key) for key in ("b:1", "a", "ä", "\ud800", "c")])
    assert [one.story.id for one in walk(store.list_stories, limit=1)] == ["a", "b:1", "c", "ä", "\ud800"]


@pytest.mark.parametrize(
    "after", ["", "x", "-1", "1.5", "９", "9" * 40, "9" * 5000, "9:", ":", "é\ud800", "\x00", "1'--"]
)
def test_what_is_no_cursor_of_this_list_is_no_error(full: Store, after: str) -> None:
    for ask in (full.list_articles, full.list_stories, full.list_findings, full.list_claims, full.list_rejected):
        assert len(ask(Query(after=after)).items) <= 6


def test_rejected_items_are_kept_once_with_the_first_instant(store: Store) -> None:
    item = Rejected(item="x.html", stage="read", reason="It is empty.")
    store.put_rejected([item, item], at="2024-10-12T09:00:00Z")
    store.put_rejected([item, Rejected(item="x.html", stage="group", reason="It is empty.")], at="2024-10-14T09:00:00Z")
    newer, older = store.list_rejected(Query()).items
    assert (older.item, older.stage, older.reason, older.at) == (
        "x.html",
        "read",
        "It is empty.",
        "2024-10-12T09:00:00Z",
    )
    assert (newer.stage, newer.at) == ("group", "2024-10-14T09:00:00Z")
    assert newer.number > older.number
    assert store.count()["rejected"] == 2


def test_rejected_items_are_asked_by_words_and_days(store: Store) -> None:
    for day, item in ((12, "bridge.html"), (14, "harbour.html"), (15, "\ud800\x00")):
        store.put_rejected([Rejected(item=item, stage="read", reason="Not a text.")], at=f"2024-10-{day}T09:00:00Z")
    assert find(store.list_rejected) == ["\ud800\x00", "harbour.html", "bridge.html"]
    assert find(store.list_rejected, "harbour") == ["harbour.html"]
    assert find(store.list_rejected, "TEXT", until="2024-10-12") == ["bridge.html"]
    assert find(store.list_rejected, since="2024-10-13", until="2024-10-14") == ["harbour.html"]
    assert [one.item for one in walk(store.list_rejected, limit=1)] == ["\ud800\x00", "harbour.html", "bridge.html"]
