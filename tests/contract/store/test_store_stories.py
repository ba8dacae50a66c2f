"""Stories, and what becomes of them: aliases, merging, splitting, ids that are gone."""

from stemma.model.stored import Event
from stemma.store import Store
from tests.stores import MADE, find, make_claim, make_dossier, make_finding, make_stored, make_story, tell


def membership(store: Store) -> dict[str, str | None]:
    return {one.article.id: one.story for one in store.iter_articles()}


def put_articles(store: Store, keys: str) -> None:
    store.put_articles([make_stored(key) for key in keys])


def test_a_story_comes_out_as_it_went_in(store: Store) -> None:
    given = make_story(
        "s1", ["a", "b"], "Bridge \ud800\x00", origins=3, outlets=2, start="2024-10-12", end="2024-10-13",
        aliases=("old",), follows=("s0",),
    )  # fmt: skip
    store.put_stories([given])
    stored = store.get_story("s1")
    assert stored is not None
    assert stored.story == given
    assert (stored.changed, stored.edition, stored.findings, stored.differences) == (0, None, 0, 0)
    assert [one.story for one in store.iter_stories()] == [given]


def test_the_articles_of_a_story_are_in_it_and_in_no_other(store: Store) -> None:
    put_articles(store, "abc")
    store.put_stories([make_story("s1", "ab")])
    assert membership(store) == {"a": "s1", "b": "s1", "c": None}
    store.put_stories([make_story("s2", "bc")])
    assert membership(store) == {"a": "s1", "b": "s2", "c": "s2"}


def test_a_story_that_is_put_again_lets_go_of_what_it_no_longer_holds(store: Store) -> None:
    put_articles(store, "abc")
    store.put_stories([make_story("s1", "abc"), make_story("s2", "")])
    store.put_stories([make_story("s1", "a", "New title"), make_story("s2", "c")])
    assert membership(store) == {"a": "s1", "b": None, "c": "s2"}
    stored = store.get_story("s1")
    assert stored is not None
    assert stored.story.title == "New title"
    assert store.count()["stories"] == 2


def test_articles_that_are_not_there_or_no_longer_current_are_in_no_story(store: Store) -> None:
    store.put_articles([make_stored("a1", page="p"), make_stored("a2", page="p", replaces="a1")])
    store.put_stories([make_story("s1", ["a1", "a2", "none"])])
    assert {key: one.story for key, one in store.get_articles(["a1", "a2"]).items()} == {"a1": None, "a2": "s1"}
    assert find(store.list_articles, story="s1", revisions=True) == ["a2"]


def test_a_story_that_is_gone_is_no_more_and_nothing_is_in_it(store: Store) -> None:
    tell(store, "s1", [make_stored("a")])
    store.put_events([Event(story="s1", kind="story", at=MADE)])
    store.put_stories([], gone=["s1", "never"])
    assert store.get_story("s1") is None
    assert store.resolve_story("s1") is None
    assert membership(store) == {"a": None}
    assert store.get_edition("s1") is None
    assert store.list_events(story="s1") == ()
    assert {key: n for key, n in store.count().items() if n} == {"articles": 1}
    assert find(store.list_claims) == find(store.list_findings) == find(store.list_stories) == []
    assert store.list_facets("outlet") == ()


def test_an_alias_leads_to_the_story_that_bears_it(store: Store) -> None:
    store.put_stories([make_story("s1", aliases=("old", "older"))])
    assert [store.resolve_story(key) for key in ("s1", "old", "older", "none")] == ["s1", "s1", "s1", None]
    stored = store.get_story("older")
    assert stored is not None
    assert stored.story.id == "s1"
    assert find(store.list_stories, story="old") == ["s1"]


def test_an_alias_goes_to_the_story_that_bears_it_last(store: Store) -> None:
    store.put_stories([make_story("s1", aliases=("old",)), make_story("s2")])
    store.put_stories([make_story("s1"), make_story("s2", aliases=("old",))])
    assert store.resolve_story("old") == "s2"


def test_an_alias_that_is_borne_no_more_still_leads_where_it_led(store: Store) -> None:
    store.put_stories([make_story("s1", aliases=("old",))])
    store.put_stories([make_story("s1")])
    assert store.resolve_story("old") == "s1"


def test_a_story_of_its_own_comes_before_an_alias(store: Store) -> None:
    store.put_stories([make_story("s1", aliases=("s2",)), make_story("s2")])
    assert store.resolve_story("s2") == "s2"
    store.put_stories([], gone=["s2"])
    assert store.resolve_story("s2") == "s1"


def test_a_story_with_a_new_id_keeps_what_was_told_of_it(store: Store) -> None:
    dossier = tell(store, "s1", [make_stored("a")])
    last = store.put_events([Event(story="s1", kind="story", at=MADE)])
    put_articles(store, "0")
    store.put_stories([make_story("s0", "0a", aliases=("s1",))], gone=["s1"])
    for key in ("s0", "s1"):
        edition = store.get_edition(key)
        assert edition is not None
        assert (edition.story, edition.dossier) == ("s1", dossier)
        assert store.get_edition_key(key) == "k1"
        assert [event.story for event in store.list_events(story=key)] == ["s1"]
    stored = store.get_story("s1")
    assert stored is not None
    assert (stored.story.id, stored.changed, stored.findings) == ("s0", last, 1)
    assert membership(store) == {"a": "s0", "0": "s0"}
    assert find(store.list_claims, story="s1") == ["s1-c0"]
    assert find(store.list_findings, story="s0") == ["s1-f0"]


def test_two_stories_that_become_one_bring_their_editions_and_events(store: Store) -> None:
    tell(store, "s1", [make_stored("a")], key="k1", places=[("Wexcombe",)])
    tell(store, "s2", [make_stored("b")], key="k2", places=[("Corran",)])
    store.put_events([Event(story="s1", kind="story", at=MADE), Event(story="s2", kind="story", at=MADE)])
    newest = store.get_edition("s2")
    store.put_stories([make_story("s1", "ab", aliases=("s2",))], gone=["s2"])
    assert [key for _, key, _ in store.list_editions("s1")] == ["k1", "k2"]
    stored = store.get_story("s2")
    assert newest is not None
    assert stored is not None
    assert (stored.story.id, stored.edition, stored.places) == ("s1", newest.number, ("Corran",))
    assert len(store.list_events(story="s1")) == 2
    assert find(store.list_claims) == ["s2-c0"]
    assert list(store.list_facets("place")) == [("Corran", 1)]
    assert (store.count()["editions"], store.count()["claims"], store.count()["stories"]) == (2, 1, 1)


def test_an_older_edition_that_is_inherited_does_not_push_out_the_newest(store: Store) -> None:
    tell(store, "s2", [make_stored("b")], key="k2")
    tell(store, "s1", [make_stored("a")], key="k1")
    store.put_stories([make_story("s1", "ab", aliases=("s2",))], gone=["s2"])
    assert [key for _, key, _ in store.list_editions("s1")] == ["k2", "k1"]
    assert find(store.list_claims) == ["s1-c0"]
    assert find(store.list_findings) == ["s1-f0"]


def test_aliases_of_a_story_that_is_gone_go_to_its_heir(store: Store) -> None:
    store.put_stories([make_story("s2", aliases=("s3",))])
    store.put_stories([make_story("s1", aliases=("s2",))], gone=["s2"])
    assert store.resolve_story("s3") == "s1"


def test_an_heir_that_is_gone_at_once_passes_on_what_it_inherits(store: Store) -> None:
    tell(store, "s3", [make_stored("a")])
    store.put_stories([make_story("s2", aliases=("s3",))])
    store.put_stories([make_story("s1", "a", aliases=("s2",))], gone=["s3", "s2"])
    assert store.resolve_story("s3") == "s1"
    assert store.get_edition_key("s1") == "k1"


def test_a_story_that_bears_the_alias_since_before_inherits(store: Store) -> None:
    tell(store, "s2", [make_stored("a")])
    store.put_stories([make_story("s1", aliases=("s2",))])
    store.put_stories([], gone=["s2"])
    assert store.get_edition_key("s1") == "k1"
    stored = store.get_story("s1")
    assert stored is not None
    assert stored.findings == 1


def test_a_story_that_is_split_keeps_its_editions_where_its_id_is(store: Store) -> None:
    tell(store, "a", [make_stored("a"), make_stored("b")])
    store.put_stories([make_story("a", "a"), make_story("b", "b")])
    assert store.get_edition_key("a") == "k1"
    assert store.get_edition_key("b") is None
    assert membership(store) == {"a": "a", "b": "b"}


def test_stories_are_told_by_id_and_may_be_changed_meanwhile(store: Store) -> None:
    store.put_stories([make_story(key) for key in ("b", "\ud800", "a", "ä", "\ue000")])
    seen = []
    for one in store.iter_stories():
        seen.append(one.story.id)
        store.put_stories([make_story(one.story.id, title="Changed")])
    assert seen == sorted(["b", "\ud800", "a", "ä", "\ue000"])


def test_a_story_tells_the_outlets_of_its_articles_sorted(store: Store) -> None:
    store.put_articles([
        make_stored("a", outlet="Northgate Post"), make_stored("b", outlet=None, source="b.txt"),
        make_stored("c", outlet="Northgate Post"), make_stored("d", outlet="Alder Echo"),
    ])  # fmt: skip
    store.put_stories([make_story("s1", "abcd")])
    stored = store.get_story("s1")
    assert stored is not None
    assert stored.outlets == ("Alder Echo", "Northgate Post", "b.txt")


def test_a_story_tells_what_its_newest_edition_holds(store: Store) -> None:
    store.put_articles([one := make_stored("a")])
    store.put_stories([make_story("s1", "a")])
    claims = [make_claim(f"c{n}", one.article) for n in range(3)]
    findings = [
        make_finding("f0", claims[:1], relation="differ"),
        make_finding("f1", claims[1:2], relation="differ", withheld=True),
        make_finding("f2", claims[2:], relation="agree"),
    ]
    dossier = make_dossier([one.article], findings, places=[("Wexcombe", "Wex"), ("Corran",)])
    number = store.put_edition("s1", key="k", made=MADE, dossier=dossier)
    stored = store.get_story("s1")
    assert stored is not None
    assert (stored.edition, stored.findings, stored.differences) == (number, 3, 1)
    assert stored.places == ("Wexcombe", "Corran")


def test_many_stories_are_put_at_once(store: Store) -> None:
    store.put_articles([make_stored(f"a{n}") for n in range(1200)])
    store.put_stories([make_story(f"s{n:04}", [f"a{n}"]) for n in range(1200)])
    assert [one.story.id for one in store.iter_stories()] == [f"s{n:04}" for n in range(1200)]
    assert store.count()["stories"] == 1200
    store.put_stories([], gone=[f"s{n:04}" for n in range(1200)])
    assert store.count()["stories"] == 0
