"""Events, corrections, and vacuum."""

import pytest

from stemma.model.article import Rejected
from stemma.model.capture import Capture
from stemma.model.overrides import ClaimRef, JoinFindings, SetDate, SetOrigin, SplitStory
from stemma.model.stored import Event
from stemma.store import Store
from tests.stores import MADE, find, make_dossier, make_stored, make_story, tell

OLD, NEW, CUT = "2024-01-01T00:00:00Z", "2024-12-01T00:00:00Z", "2024-06-01T00:00:00Z"


def event(story: str, **detail: object) -> Event:
    return Event(story=story, kind="articles", at=MADE, detail=dict(detail))


def test_events_come_out_as_they_went_in_by_number(store: Store) -> None:
    store.put_stories([make_story("s1")])
    given = [event("s1", articles=["a", "\ud800\x00"], silent=True, edition=None), event("s1", n=0.1 + 0.2)]
    last = store.put_events(given)
    found = store.list_events()
    assert [(one.story, one.kind, one.at, one.detail) for one in found] == [
        (one.story, one.kind, one.at, one.detail) for one in given
    ]
    assert found[0].number < found[1].number == last


def test_the_story_of_an_event_is_changed_by_it(store: Store) -> None:
    store.put_stories([make_story("s1", aliases=("old",)), make_story("s2")])
    store.put_events([event("s1"), event("s2")])
    last = store.put_events([event("old")])
    stored = store.get_story("s1")
    assert stored is not None
    assert stored.changed == last
    store.put_stories([make_story("s1", title="Again")])
    again = store.get_story("s1")
    assert again is not None
    assert again.changed == last


def test_an_event_of_an_unknown_story_is_kept_and_changes_none(store: Store) -> None:
    store.put_events([event("none")])
    assert [one.story for one in store.list_events()] == ["none"]
    assert store.list_events(story="none") == ()


def test_no_events_put_give_the_number_of_the_last(store: Store) -> None:
    assert store.put_events([]) == 0
    last = store.put_events([event("s1")])
    assert store.put_events([]) == last


def test_events_are_listed_after_a_number_and_of_one_story(store: Store) -> None:
    store.put_stories([make_story("s1", aliases=("old",)), make_story("s2")])
    store.put_events([event("s1", n=0), event("s2", n=1), event("s1", n=2), event("s2", n=3)])
    numbers = [one.number for one in store.list_events()]
    assert [one.detail["n"] for one in store.list_events(story="old")] == [0, 2]
    assert [one.detail["n"] for one in store.list_events(after=numbers[1])] == [2, 3]
    assert [one.detail["n"] for one in store.list_events(after=numbers[0], limit=2)] == [1, 2]
    assert [one.detail["n"] for one in store.list_events(story="s1", after=numbers[0])] == [2]
    assert store.list_events(after=numbers[-1]) == store.list_events(story="none") == ()


def test_the_newest_events_are_told_newest_first(store: Store) -> None:
    store.put_stories([make_story("s1"), make_story("s2")])
    store.put_events([event("s1", n=0), event("s2", n=1), event("s1", n=2)])
    numbers = [one.number for one in store.list_events()]
    assert [one.detail["n"] for one in store.latest_events()] == [2, 1, 0]
    assert [one.detail["n"] for one in store.latest_events(limit=1)] == [2]
    assert [one.detail["n"] for one in store.latest_events(before=numbers[2])] == [1, 0]
    assert [one.detail["n"] for one in store.latest_events(story="s1", before=numbers[2])] == [0]


def test_events_of_a_story_that_was_joined_are_told_too(store: Store) -> None:
    store.put_stories([make_story("s1"), make_story("s2")])
    store.put_events([event("s1", n=0), event("s2", n=1)])
    store.put_stories([make_story("s1", aliases=("s2",))], gone=["s2"])
    store.put_events([event("s2", n=2)])
    for key in ("s1", "s2"):
        assert [(one.detail["n"], one.story) for one in store.list_events(story=key)] == [
            (0, "s1"),
            (1, "s2"),
            (2, "s1"),
        ]


def test_corrections_are_a_log(store: Store) -> None:
    given = [
        SetOrigin(origin="the ministry \ud800", claim=ClaimRef(article="a", words="six weeks"), note="n"),
        SplitStory(articles=("a", "b")),
        JoinFindings(claims=(ClaimRef(claim="c1"), ClaimRef(words="x"))),
        SetDate(article="a", published="2024"),
    ]
    numbers = [store.put_correction(one, made=MADE) for one in given]
    assert numbers == sorted(set(numbers))
    log = store.list_corrections()
    assert [one.override for one in log] == given
    assert [type(one.override) for one in log] == [type(one) for one in given]
    assert [(one.number, one.made, one.undone) for one in log] == [(n, MADE, False) for n in numbers]


def test_a_correction_that_is_undone_stays_in_the_log(store: Store) -> None:
    number = store.put_correction(SplitStory(articles=("a",)), made=MADE)
    assert store.undo_correction(number) is True
    assert [one.undone for one in store.list_corrections()] == [True]
    assert store.undo_correction(number, undone=False) is True
    assert [one.undone for one in store.list_corrections()] == [False]
    assert store.undo_correction(number + 1) is False


def test_vacuum_drops_replaced_revisions_that_nothing_rests_on(store: Store) -> None:
    store.put_articles([
        make_stored("a1", "A herring.", page="p", received=OLD), make_stored("b1", page="q", received=OLD),
        make_stored("a2", page="p", replaces="a1", received=NEW),
        make_stored("a3", page="p", replaces="a2", received=NEW),
    ])  # fmt: skip
    assert store.vacuum(before=CUT)["revisions"] == 1
    assert sorted(store.get_articles(["a1", "a2", "a3", "b1"])) == ["a2", "a3", "b1"]
    assert [one.article.id for one in store.list_revisions("a3")] == ["a2", "a3"]
    assert find(store.list_articles, "herring", revisions=True) == []
    assert (store.count()["articles"], store.count()["revisions"]) == (2, 1)


def test_vacuum_keeps_what_a_newest_edition_rests_on(store: Store) -> None:
    captures = store.put_captures([Capture(source="x", content=b"x", media_type="text/plain", received=OLD)])
    tell(store, "s1", [make_stored("a1", page="p", received=OLD, capture=captures[0])])
    store.put_articles([make_stored("a2", page="p", replaces="a1", received=NEW)])
    assert set(store.vacuum(before=CUT).values()) == {0}
    assert list(store.get_articles(["a1"])) == ["a1"]
    store.put_edition("s1", key="k2", made=NEW, dossier=make_dossier([]))
    dropped = store.vacuum(before=CUT)
    assert (dropped["revisions"], dropped["captures"], dropped["editions"]) == (1, 1, 0)
    assert store.get_capture(captures[0]) is None


def test_vacuum_drops_old_captures_of_no_article(store: Store) -> None:
    given = [
        Capture(source=name, content=name.encode(), media_type="text/plain", received=at)
        for name, at in (("kept", OLD), ("old", OLD), ("new", NEW), ("same", None))
    ]
    kept, old, new, undated = store.put_captures(given)
    store.put_articles([make_stored("a1", capture=kept, received=OLD)])
    assert store.vacuum(before=CUT)["captures"] == 2
    assert [store.get_capture(key) is not None for key in (kept, old, new, undated)] == [True, False, True, False]
    assert store.count()["captures"] == 2


def test_vacuum_drops_old_editions_but_the_newest(store: Store) -> None:
    store.put_stories([make_story("s1"), make_story("s2")])
    for key, made in (("k1", OLD), ("k2", OLD), ("k3", NEW), ("k4", NEW)):
        store.put_edition("s1", key=key, made=made, dossier=make_dossier([]))
    store.put_edition("s2", key="k", made=OLD, dossier=make_dossier([]))
    assert store.vacuum(before=CUT)["editions"] == 2
    assert [key for _, key, _ in store.list_editions("s1")] == ["k3", "k4"]
    assert store.get_edition_key("s2") == "k"
    assert store.count()["editions"] == 3


def test_vacuum_drops_old_events_and_rejected(store: Store) -> None:
    store.put_stories([make_story("s1")])
    last = store.put_events([Event(story="s1", kind="story", at=NEW), Event(story="s1", kind="edited", at=OLD)])
    store.put_rejected([Rejected(item="old herring", stage="read", reason="r")], at=OLD)
    store.put_rejected([Rejected(item="new", stage="read", reason="r")], at=NEW)
    dropped = store.vacuum(before=CUT)
    assert (dropped["events"], dropped["rejected"]) == (1, 1)
    assert [one.at for one in store.list_events()] == [NEW]
    assert find(store.list_rejected) == ["new"]
    assert find(store.list_rejected, "herring") == []
    stored = store.get_story("s1")
    assert stored is not None
    assert stored.changed == last
    assert store.count()["rejected"] == 1


@pytest.mark.parametrize("before", ["", "2024-01-01T00:00:00Z"])
def test_vacuum_of_nothing_tells_so_and_all_is_as_it_was(store: Store, before: str) -> None:
    tell(store, "s1", [make_stored("a1", received=OLD)])
    counted = store.count()
    assert dict(store.vacuum(before=before)) == {
        "revisions": 0,
        "captures": 0,
        "editions": 0,
        "events": 0,
        "rejected": 0,
    }
    assert store.count() == counted


def test_numbers_are_not_given_again_after_vacuum(store: Store) -> None:
    last = store.put_events([Event(story="s1", kind="story", at=OLD)])
    store.vacuum(before=CUT)
    assert store.put_events([Event(story="s1", kind="story", at=NEW)]) > last
