"""What was told of a story stays under the id that it had then: joined and parted again, each has its own once more."""

from collections.abc import Iterable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.model.stored import Event
from stemma.model.story import Story
from stemma.store import Store
from tests.stores import MADE, find, make_claim, make_dossier, make_finding, make_stored, make_story, tell

NEVER = "2020-01-01T00:00:00Z"


def tell_all(store: Store, keys: Iterable[str]) -> dict[str, Any]:
    """All that a store tells of stories; numbers of findings and claims, which each listing gives anew, left out."""
    told: dict[str, Any] = {}
    for key in keys:
        told[key] = {
            "id": store.resolve_story(key),
            "story": store.get_story(key),
            "edition": store.get_edition(key),
            "key": store.get_edition_key(key),
            "editions": store.list_editions(key),
            "events": store.list_events(story=key),
            "newest": store.latest_events(story=key, limit=3),
            "claims": find(store.list_claims, story=key),
            "findings": find(store.list_findings, story=key),
            "words": find(store.list_stories, f"word{key}"),
        }
    told["facets"] = [store.list_facets(kind) for kind in ("outlet", "place", "name")]
    told["counts"] = dict(store.count())
    told["members"] = {one.article.id: one.story for one in store.iter_articles()}
    return told


def put_two(store: Store) -> tuple[Story, Story]:
    """Two stories, the second known by an older id too, each with two events and two editions."""
    tell(store, "b0", [make_stored("b", "Herrings wordb.")], key="kb0", names=[("Ben",)])
    store.put_events([Event(story="b0", kind="story", at=MADE, detail={"n": 0})])
    stories = make_story("a", ["a"]), make_story("b", ["b"], aliases=("b0",))
    store.put_stories([stories[1]], gone=["b0"])
    tell(store, "a", [make_stored("a", "Salmon worda.")], key="ka", places=[("Wexcombe",)])
    for story, article in zip(stories, "ab", strict=True):
        store.put_events([Event(story=story.id, kind="articles", at=MADE, detail={"articles": [article]})])
    held = store.get_articles(["b"])["b"].article
    finding = make_finding("fb", [make_claim("cb", held)], "Herrings wordb")
    store.put_edition("b", key="kb", made=MADE, dossier=make_dossier([held], [finding], places=[("Corran",)]))
    return stories


def join(first: Story, second: Story) -> Story:
    aliases = tuple(sorted({second.id, *first.aliases, *second.aliases} - {first.id}))
    return make_story(first.id, [*first.articles, *second.articles], aliases=aliases)


def test_stories_that_were_joined_and_are_parted_again_are_what_they_were(store: Store) -> None:
    one, two = put_two(store)
    before = tell_all(store, ["a", "b", "b0"])
    store.put_stories([join(one, two)], gone=["b"])
    assert store.resolve_story("b0") == "a"
    assert len(store.list_editions("b")) == 3
    store.put_stories([one, two])
    assert tell_all(store, ["a", "b", "b0"]) == before


def test_what_was_told_while_they_were_joined_stays_with_the_story_that_went_on(store: Store) -> None:
    one, two = put_two(store)
    before = tell_all(store, ["a", "b", "b0"])
    store.put_stories([join(one, two)], gone=["b"])
    number = store.put_events([Event(story="b", kind="joined", at=MADE, detail={"joined": ["b"]})])
    both = store.put_edition("b0", key="both", made=MADE, dossier=make_dossier([]))
    store.put_stories([one, two])
    after = tell_all(store, ["a", "b", "b0"])
    assert (after["b"], after["b0"]) == (before["b"], before["b0"])
    assert after["a"]["editions"] == (*before["a"]["editions"], (both, "both", MADE))
    assert [event.number for event in after["a"]["events"]][-1] == number
    assert after["a"]["story"].changed == number
    assert find(store.list_claims) == ["cb"]


def test_a_story_that_was_split_and_joined_again_has_what_was_told_of_its_part(store: Store) -> None:
    tell(store, "a", [make_stored("a"), make_stored("b")], key="k1")
    store.put_stories([make_story("a", "a"), make_story("b", "b")])
    store.put_events([Event(story="b", kind="story", at=MADE)])
    store.put_stories([make_story("a", "ab", aliases=("b",))], gone=["b"])
    assert store.get_edition_key("b") == "k1"
    assert [event.story for event in store.list_events(story="a")] == ["b"]
    store.put_stories([make_story("a", "a"), make_story("b", "b")])
    assert store.get_edition_key("b") is None
    assert store.list_events(story="a") == ()


def test_a_story_that_lost_the_edition_it_was_told_by_tells_its_own_again_or_none(store: Store) -> None:
    store.put_articles([make_stored("a"), make_stored("b")])
    store.put_stories([make_story("a", "a")])
    tell(store, "b", [make_stored("b", "Herrings.")], places=[("Corran",)])
    store.put_stories([make_story("a", "ab", aliases=("b",))], gone=["b"])
    joined = store.get_story("a")
    assert joined is not None
    assert (joined.findings, joined.places) == (1, ("Corran",))
    store.put_stories([make_story("a", "a"), make_story("b", "b")])
    alone, parted = store.get_story("a"), store.get_story("b")
    assert alone is not None
    assert parted is not None
    assert (alone.edition, alone.findings, alone.places) == (None, 0, ())
    assert (parted.findings, parted.places) == (1, ("Corran",))
    assert find(store.list_claims, story="a") == []
    assert find(store.list_stories, "told") == ["b"]
    assert list(store.list_facets("place")) == [("Corran", 1)]


def test_an_edition_is_got_by_number_under_every_name_of_its_story_and_no_other(store: Store) -> None:
    one, two = put_two(store)
    number = store.list_editions("b")[0][0]
    assert store.get_edition("a", number) is None
    store.put_stories([join(one, two)], gone=["b"])
    for key in ("a", "b", "b0"):
        edition = store.get_edition(key, number)
        assert edition is not None
        assert (edition.key, edition.story) == ("kb0", "b0")
    store.put_stories([one, two])
    assert store.get_edition("a", number) is None


def test_vacuum_keeps_the_newest_edition_of_each_story_that_there_is(store: Store) -> None:
    one, two = put_two(store)
    store.put_stories([join(one, two)], gone=["b"])
    assert store.vacuum(before="2030-01-01T00:00:00Z")["editions"] == 2
    store.put_stories([one, two])
    assert [key for _, key, _ in store.list_editions("b")] == ["kb"]
    assert store.list_editions("a") == ()
    alone = store.get_story("a")
    assert alone is not None
    assert alone.edition is None


def test_all_that_was_told_of_a_story_that_is_forgotten_is_gone_under_each_of_its_names(store: Store) -> None:
    put_two(store)
    store.put_stories([], gone=["b"])
    assert [event.story for event in store.list_events()] == ["a"]
    assert store.count()["editions"] == 1
    assert [one.story for one in store.iter_editions()] == ["a"]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("event"), st.sampled_from("abc")),
        st.tuples(st.just("edition"), st.sampled_from("abc")),
        st.tuples(st.just("vacuum"), st.just("")),
    ),
    max_size=8,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, order=st.permutations("abc"), aliased=st.sets(st.sampled_from("abc")), later=st.booleans())
def test_joined_and_parted_again_whatever_was_told_before(
    store: Store, steps: list[tuple[str, str]], order: list[str], aliased: set[str], later: bool
) -> None:
    keys = [*"abc", *(f"old-{key}" for key in "abc")]
    store.put_stories([], gone=[one.story.id for one in store.iter_stories()])
    store.put_articles([make_stored(key, f"A bridge word{key}.", outlet=f"Echo {key}") for key in "abc"])
    stories = {key: make_story(key, key, aliases=(f"old-{key}",) if key in aliased else ()) for key in "abc"}
    store.put_stories(list(stories.values()))
    for number, (step, key) in enumerate(steps):
        if step == "event":
            store.put_events([Event(story=key, kind="articles", at=MADE, detail={"n": number})])
        elif step == "edition":
            article = store.get_articles([key])[key].article
            dossier = make_dossier([article], [make_finding(f"f{number}", [make_claim(f"c{number}", article)])])
            store.put_edition(key, key=f"k{number}", made=MADE, dossier=dossier)
        else:
            store.vacuum(before=NEVER)
    before = tell_all(store, keys)
    first, second, third = (stories[key] for key in order)
    both = join(first, second)
    store.put_stories([both], gone=[second.id])
    if later:
        store.put_stories([join(both, third)], gone=[third.id])
        store.put_stories([both, third])
    store.put_stories([first, second])
    assert tell_all(store, keys) == before
