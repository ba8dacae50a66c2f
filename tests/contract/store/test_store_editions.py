"""Editions, their findings and claims, and facets."""

from stemma.model.stored import Query, StoredClaim, StoredFinding
from stemma.store import Store
from tests.dossiers import make_hostile_dossier
from tests.stores import MADE, find, make_claim, make_dossier, make_finding, make_stored, make_story, tell


def test_an_edition_comes_out_as_it_went_in(store: Store) -> None:
    dossier = tell(store, "s1", [make_stored("a", "Ä \ud800\x00 é", "T")], names=[("Ada Fenn", "Fenn")])
    edition = store.get_edition("s1")
    assert edition is not None
    assert (edition.story, edition.key, edition.made, edition.dossier) == ("s1", "k1", MADE, dossier)
    assert store.get_edition("s1", edition.number) == edition


def test_a_dossier_that_is_hostile_in_every_field_is_kept(store: Store) -> None:
    words = "'; DROP TABLE claims; -- \x00 \ud800 <b>\" * ( NEAR AND"
    dossier = make_hostile_dossier(words)
    store.put_stories([make_story("s1")])
    assert store.put_edition("s1", key="k", made=MADE, dossier=dossier) is not None
    edition = store.get_edition("s1")
    assert edition is not None
    assert edition.dossier == dossier
    assert {one.quote for one in store.list_claims(Query()).items} == {words}


def test_the_same_key_makes_no_new_edition(store: Store) -> None:
    dossier = tell(store, "s1", [make_stored("a")])
    assert store.put_edition("s1", key="k1", made="2024-10-13T00:00:00Z", dossier=dossier) is None
    assert store.count()["editions"] == 1


def test_a_key_that_was_an_older_edition_makes_a_new_one(store: Store) -> None:
    dossier = tell(store, "s1", [make_stored("a")])
    numbers = [store.put_edition("s1", key=key, made=MADE, dossier=dossier) for key in ("k2", "k1")]
    assert None not in numbers
    assert [key for _, key, _ in store.list_editions("s1")] == ["k1", "k2", "k1"]
    assert store.get_edition_key("s1") == "k1"


def test_an_unknown_story_gets_no_edition(store: Store) -> None:
    assert store.put_edition("none", key="k", made=MADE, dossier=make_dossier([])) is None
    assert store.get_edition("none") is None
    assert store.get_edition_key("none") is None
    assert store.list_editions("none") == ()


def test_an_edition_may_be_put_by_alias(store: Store) -> None:
    store.put_stories([make_story("s1", aliases=("old",))])
    number = store.put_edition("old", key="k", made=MADE, dossier=make_dossier([]))
    edition = store.get_edition("s1")
    assert edition is not None
    assert (edition.number, edition.story) == (number, "s1")


def test_editions_are_told_oldest_first_and_got_by_number(store: Store) -> None:
    store.put_stories([make_story("s1"), make_story("s2")])
    dossiers = [make_dossier([], title=f"Title {n}") for n in range(3)]
    numbers = [store.put_edition("s1", key=f"k{n}", made=f"2024-10-1{n}", dossier=d) for n, d in enumerate(dossiers)]
    assert store.list_editions("s1") == tuple((n, f"k{i}", f"2024-10-1{i}") for i, n in enumerate(numbers))
    for number, dossier in zip(numbers, dossiers, strict=True):
        edition = store.get_edition("s1", number)
        assert edition is not None
        assert edition.dossier == dossier
        assert store.get_edition("s2", number) is None
    newest = store.get_edition("s1")
    assert newest is not None
    assert newest.number == numbers[-1]
    assert store.get_edition("s1", 10**18) is None


def test_findings_and_claims_are_those_of_the_newest_edition(store: Store) -> None:
    tell(store, "s1", [one := make_stored("a", "A herring sang.")])
    tell(store, "s2", [make_stored("b", "A salmon sang.")])
    finding = make_finding("f9", [make_claim("c9", one.article, "herring")], "Something new")
    store.put_edition("s1", key="k2", made=MADE, dossier=make_dossier([one.article], [finding]))
    assert find(store.list_claims) == ["c9", "s2-c0"]
    assert find(store.list_findings) == ["f9", "s2-f0"]
    assert find(store.list_findings, "told") == ["s2-f0"]
    assert find(store.list_claims, "sang") == ["s2-c0"]
    assert (store.count()["findings"], store.count()["claims"], store.count()["editions"]) == (2, 2, 3)


def test_a_claim_is_listed_with_all_that_is_told_of_it(store: Store) -> None:
    one = make_stored("a", "Six weeks, they said \ud800.", outlet="Echo \ud800", published="2024-10-12T08:30:00+01:00")
    two = make_stored("b", "Later.", outlet=None, source="b.txt")
    claims = [
        make_claim(
            "c1", one.article, "Six weeks", said_by=("Corran \x00", "the ministry"), quoted="indirect", date="2024-10"
        ),
        make_claim("c2", two.article, "Later", origin="elsewhere"),
    ]
    tell(store, "s1", [one, two], findings=[make_finding("f1", claims, relation="differ", date="2024-10-11")])
    second, first = store.list_claims(Query()).items
    assert first.number < second.number
    assert first == StoredClaim(
        id="c1", finding="f1", story="s1", article="a", outlet="Echo \ud800", start=0, end=9, quote="Six weeks",
        said_by=("Corran \x00", "the ministry"), quoted="indirect", origin="the ministry", relation="differ",
        date="2024-10", published="2024-10-12T08:30:00+01:00", number=first.number,
    )  # fmt: skip
    assert second == StoredClaim(
        id="c2", finding="f1", story="s1", article="b", outlet="b.txt", start=0, end=5, quote="Later", said_by=(),
        quoted="none", origin="elsewhere", relation="differ", date="2024-10-11", number=second.number,
    )  # fmt: skip


def test_a_finding_is_listed_with_all_that_is_told_of_it(store: Store) -> None:
    one, two = make_stored("a", "One. Two."), make_stored("b", "Three.")
    claims = [
        make_claim("c1", two.article),
        make_claim("c2", one.article, "One."),
        make_claim("c3", one.article, "Two."),
    ]
    given = make_finding(
        "f1", claims, "Statement \ud800", relation="update", kind="quantity", origins=2, confidence=0.1 + 0.2,
        date="2024", withheld=True,
    )  # fmt: skip
    tell(store, "s1", [one, two], findings=[given])
    (found,) = store.list_findings(Query()).items
    assert found == StoredFinding(
        id="f1", story="s1", statement="Statement \ud800", relation="update", kind="quantity", origins=2,
        confidence=0.1 + 0.2, date="2024", withheld=True, articles=("b", "a"), number=found.number,
    )  # fmt: skip


def test_findings_and_claims_of_an_edition_are_told_in_its_order_backwards(store: Store) -> None:
    one = make_stored("a")
    findings = [
        make_finding(f"f{n}", [make_claim(f"c{n}{m}", one.article) for m in range(2)], f"S{n}") for n in (2, 0, 1)
    ]
    tell(store, "s1", [one], findings=findings)
    assert find(store.list_findings) == ["f1", "f0", "f2"]
    assert find(store.list_claims) == ["c11", "c10", "c01", "c00", "c21", "c20"]


def test_facets_tell_how_many_stories_have_each_most_first(store: Store) -> None:
    articles = [
        make_stored("a", outlet="Echo", agency="Wire"), make_stored("b", outlet="Echo", agency="Wire"),
        make_stored("c", outlet="Post", agency=None), make_stored("d", outlet="Echo", agency="Corran"),
    ]  # fmt: skip
    tell(store, "s1", articles[:2], places=[("Wexcombe", "Wex")], names=[("Ada Fenn", "Fenn")])
    tell(store, "s2", articles[2:], places=[("Wex",), ("Corran",)], names=[("Fenn",)])
    assert store.list_facets("outlet") == (("Echo", 2), ("Post", 1))
    assert store.list_facets("agency") == (("Corran", 1), ("Wire", 1))
    assert store.list_facets("place") == (("Wex", 2), ("Corran", 1), ("Wexcombe", 1))
    assert store.list_facets("name") == (("Fenn", 2), ("Ada Fenn", 1))
    assert store.list_facets("place", limit=1) == (("Wex", 2),)
    assert store.list_facets("nothing") == ()


def test_facets_follow_what_stories_are_now(store: Store) -> None:
    tell(store, "s1", [make_stored("a", outlet="Echo"), make_stored("b", outlet="Post")], places=[("Wexcombe",)])
    store.put_stories([make_story("s1", "b")])
    assert store.list_facets("outlet") == (("Post", 1),)
    store.put_edition("s1", key="k2", made=MADE, dossier=make_dossier([], places=[("Corran",)]))
    assert store.list_facets("place") == (("Corran", 1),)
    store.put_stories([], gone=["s1"])
    assert store.list_facets("place") == store.list_facets("outlet") == ()


def test_findings_are_got_by_their_story_and_their_own_id(store: Store) -> None:
    for story in ("s1", "s\ud800\x00"):
        articles = [make_stored(f"a-{story}")]
        findings = [
            make_finding(key, [make_claim(f"{key}-c", articles[0].article)], statement=f"{key} of it")
            for key in ("f1", "f2\ud801\x00")
        ]
        tell(store, story, articles, findings=findings)
    listed = {(one.story, one.id): one for one in store.list_findings(Query()).items}
    wanted = [("s\ud800\x00", "f2\ud801\x00"), ("s1", "f1"), ("s1", "none"), ("nowhere", "f1"), ("s1", "f1")]
    found = store.get_findings(iter(wanted))
    assert list(found) == wanted[:2]
    assert found == {pair: listed[pair] for pair in wanted[:2]}
    assert store.get_findings([]) == {}


def test_of_findings_by_one_id_the_first_is_got(store: Store) -> None:
    article = make_stored("a")
    findings = [
        make_finding("f", [make_claim("c", article.article)], statement=words) for words in ("The first", "The second")
    ]
    tell(store, "s1", [article], findings=findings)
    assert store.get_findings([("s1", "f")])["s1", "f"].statement == "The first"
