"""Articles and their revisions."""

from dataclasses import replace

from stemma.store import Store
from tests.stores import find, make_article, make_stored, make_story


def test_an_article_comes_out_as_it_went_in(store: Store) -> None:
    given = make_stored(
        "a1", "Ä \ud800 café\x00.", "Bridge", page="https://echo.example/\udfff", capture="c1",
        received="2024-10-12T09:00:00Z", published="2024-10-12T08:30:00+01:00", agency="Corran News",
        authors=("Tom Pell",), confidence=0.1 + 0.2,
    )  # fmt: skip
    assert store.put_articles([given]) == ("a1",)
    (kept,) = store.get_articles(["a1"]).values()
    assert kept == replace(given, number=kept.number)
    assert kept.number > 0
    assert (kept.current, kept.story) == (True, None)


def test_what_the_store_sets_is_not_taken_from_what_is_put(store: Store) -> None:
    store.put_articles([replace(make_stored("a1"), number=99, story="s9", current=False)])
    kept = store.get_articles(["a1"])["a1"]
    assert (kept.current, kept.story) == (True, None)
    assert store.count()["articles"] == 1


def test_an_article_that_is_there_stays_as_it_is(store: Store) -> None:
    store.put_articles([make_stored("a1", "One.")])
    before = store.get_articles(["a1"])
    assert store.put_articles([make_stored("a1", "Two.", page="elsewhere"), make_stored("a2")]) == ("a2",)
    assert store.get_articles(["a1"]) == before
    assert store.find_pages(["elsewhere"]) == {}


def test_one_that_stands_twice_in_a_batch_is_put_once(store: Store) -> None:
    assert store.put_articles([make_stored("a1", "One."), make_stored("a1", "Two.")]) == ("a1",)
    assert store.get_articles(["a1"])["a1"].article.text == "One."


def test_putting_nothing_is_nothing(store: Store) -> None:
    assert store.put_articles([]) == ()
    assert store.get_articles([]) == {}
    assert store.find_pages([]) == {}


def test_ids_that_are_not_there_are_passed_over(store: Store) -> None:
    store.put_articles([make_stored("a1")])
    assert list(store.get_articles(iter(["none", "a1", "a1"]))) == ["a1"]


def test_many_are_put_and_got_at_once(store: Store) -> None:
    given = [make_stored(f"a{n:04}") for n in range(1500)]
    assert store.put_articles(given) == tuple(one.article.id for one in given)
    found = store.get_articles([one.article.id for one in given])
    assert list(found) == [one.article.id for one in given]
    assert store.find_pages([one.page for one in given]) == {one.page: one.article.id for one in given}
    assert [one.article.id for one in store.iter_articles()] == [one.article.id for one in given]


def test_later_articles_have_higher_numbers(store: Store) -> None:
    store.put_articles([make_stored("b"), make_stored("a")])
    store.put_articles([make_stored("c")])
    numbers = [store.get_articles([key])[key].number for key in "bac"]
    assert numbers == sorted(set(numbers))


def test_a_revision_takes_the_place_of_the_one_before(store: Store) -> None:
    store.put_articles([make_stored("a1", page="p")])
    store.put_stories([make_story("a1", ["a1"])])
    store.put_articles([make_stored("a2", page="p", replaces="a1")])
    old, new = store.get_articles(["a1", "a2"]).values()
    assert (old.current, old.story, new.current, new.replaces) == (False, None, True, "a1")
    assert store.find_pages(["p"]) == {"p": "a2"}
    assert [one.article.id for one in store.iter_articles()] == ["a2"]
    assert find(store.list_articles) == ["a2"]
    assert find(store.list_articles, revisions=True) == ["a2", "a1"]
    assert (store.count()["articles"], store.count()["revisions"]) == (1, 1)


def test_a_revision_in_the_same_batch_takes_the_place_too(store: Store) -> None:
    store.put_articles([make_stored("a1", page="p"), make_stored("a2", page="p", replaces="a1")])
    assert [one.article.id for one in store.iter_articles()] == ["a2"]
    assert (store.count()["articles"], store.count()["revisions"]) == (1, 1)


def test_replacing_what_is_not_there_is_being_the_first(store: Store) -> None:
    store.put_articles([make_stored("a2", replaces="a1")])
    assert store.get_articles(["a2"])["a2"].replaces == "a1"
    assert store.count()["revisions"] == 0


def test_replacing_what_is_replaced_already_leaves_both_that_are_current(store: Store) -> None:
    store.put_articles([make_stored("a1", page="p"), make_stored("a2", page="p", replaces="a1")])
    store.put_articles([make_stored("a3", page="p", replaces="a1")])
    assert [one.article.id for one in store.iter_articles()] == ["a2", "a3"]
    assert store.count()["revisions"] == 1
    assert store.find_pages(["p"]) == {"p": "a3"}


def test_a_page_that_moved_is_found_where_it_is_now(store: Store) -> None:
    store.put_articles([make_stored("a1", page="p"), make_stored("a2", page="q", replaces="a1")])
    assert store.find_pages(["p", "q", "r"]) == {"q": "a2"}


def test_all_revisions_of_a_page_are_told_oldest_first(store: Store) -> None:
    store.put_articles([make_stored("a1", page="p"), make_stored("b1", page="q")])
    store.put_articles([make_stored("a2", page="p", replaces="a1")])
    store.put_articles([make_stored("a3", page="p", replaces="a2")])
    for key in ("a1", "a2", "a3"):
        assert [one.article.id for one in store.list_revisions(key)] == ["a1", "a2", "a3"]
    assert store.list_revisions("none") == ()


def test_an_article_is_replaced_by_one_of_its_id(store: Store) -> None:
    store.put_articles([make_stored("a1", "A herring.", page="p", received="2024-10-12T09:00:00Z")])
    before = store.get_articles(["a1"])["a1"]
    changed = make_article("a1", "A salmon.", "Fish", outlet="Northgate Post", published="2024-10-13")
    store.update_article(changed)
    assert store.get_articles(["a1"])["a1"] == replace(before, article=changed)
    assert find(store.list_articles, "herring") == []
    assert find(store.list_articles, "salmon") == ["a1"]
    assert find(store.list_articles, outlet="northgate post") == ["a1"]
    assert find(store.list_articles, since="2024-10-13") == ["a1"]


def test_a_story_tells_an_article_as_it_was_replaced(store: Store) -> None:
    store.put_articles([make_stored("a1", outlet="The Alder Echo", agency="Corran News")])
    store.put_stories([make_story("s1", ["a1"])])
    store.update_article(make_article("a1", "Text.", "A salmon", outlet="Northgate Post", agency="Wire"))
    stored = store.get_story("s1")
    assert stored is not None
    assert stored.outlets == ("Northgate Post",)
    assert store.list_facets("outlet") == (("Northgate Post", 1),)
    assert store.list_facets("agency") == (("Wire", 1),)
    assert find(store.list_stories, "salmon") == ["s1"]
    assert find(store.list_stories, outlet="The Alder Echo") == []


def test_replacing_the_article_of_an_unknown_id_is_nothing(store: Store) -> None:
    store.update_article(make_article("a1"))
    assert store.get_articles(["a1"]) == {}


def test_current_articles_are_told_by_number_after_a_number_grouped_or_not(store: Store) -> None:
    store.put_articles([make_stored(key) for key in ("a", "b", "c", "d")])
    store.put_stories([make_story("a", ["a", "c"])])
    assert [one.article.id for one in store.iter_articles()] == ["a", "b", "c", "d"]
    assert [one.article.id for one in store.iter_articles(grouped=True)] == ["a", "c"]
    assert [one.article.id for one in store.iter_articles(grouped=False)] == ["b", "d"]
    second = store.get_articles(["b"])["b"].number
    assert [one.article.id for one in store.iter_articles(after=second)] == ["c", "d"]
    assert [one.article.id for one in store.iter_articles(after=second, grouped=False)] == ["d"]


def test_what_is_told_one_by_one_may_be_changed_meanwhile(store: Store) -> None:
    store.put_articles([make_stored(f"a{n}") for n in range(5)])
    for number, one in enumerate(store.iter_articles(grouped=False)):
        store.put_stories([make_story(one.article.id, [one.article.id])])
        assert number < 5
    assert [one.story for one in store.iter_articles()] == [f"a{n}" for n in range(5)]
