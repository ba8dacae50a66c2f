"""Whatever comes in whatever order: after consolidation the stories are those of the batch, and no id is lost."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.group.online.index import StoryIndex
from stemma.group.profile import Profile
from stemma.group.stories import label_profiles
from tests.profiles import profile

WORDS = st.lists(st.sampled_from([f"w{n}" for n in range(14)]), max_size=9)
DAYS = st.none() | st.sampled_from(
    ["2031-05-01", "2031-05-02", "2031-05-02T10:00:00+09:00", "2031-06-30", "1926-01-01", "2131-12-31", "0001-01-01"]
)
HEAPS = st.lists(st.tuples(WORDS, DAYS), max_size=14).map(
    lambda drawn: [profile(f"a{n:02}", words, day) for n, (words, day) in enumerate(drawn)]
)
SETTINGS = settings(max_examples=150, deadline=None)


def group_at_once(profiles: list[Profile]) -> set[frozenset[str]]:
    """The stories of the batch."""
    ordered = sorted(profiles, key=lambda one: one.place)
    stories: dict[int, set[str]] = {}
    for one, label in zip(ordered, label_profiles(ordered), strict=True):
        stories.setdefault(label, set()).add(one.article)
    return {frozenset(story) for story in stories.values()}


def group_online(index: StoryIndex) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in index.stories()}


@SETTINGS
@given(st.data(), HEAPS)
def test_after_consolidation_online_and_batch_agree(data: st.DataObject, heap: list[Profile]) -> None:
    index = StoryIndex()
    for one in data.draw(st.permutations([*heap, *heap[:4]])):
        index.add(one)
        if data.draw(st.integers(0, 7)) == 0:
            index.consolidate()
    index.consolidate()
    assert group_online(index) == group_at_once(heap)


@SETTINGS
@given(st.data(), HEAPS)
def test_after_consolidation_nothing_but_aliases_tells_the_order_of_arrival(
    data: st.DataObject, heap: list[Profile]
) -> None:
    states = []
    for order in (heap, data.draw(st.permutations(heap))):
        index = StoryIndex()
        for one in order:
            index.add(one)
        index.consolidate()
        states.append({**index.to_state(), "given": None})
    assert states[0] == states[1]


@SETTINGS
@given(st.data(), HEAPS)
def test_every_id_ever_told_leads_to_the_story_of_that_article(data: st.DataObject, heap: list[Profile]) -> None:
    index = StoryIndex()
    told: set[str] = set()
    for one in data.draw(st.permutations(heap)):
        placed = index.add(one)
        told |= {placed.story, *placed.merged, *placed.changed}
        if data.draw(st.integers(0, 5)) == 0:
            index.consolidate()
    home = {article: story.id for story in index.stories() for article in story.articles}
    known = {alias: story.id for story in index.stories() for alias in (story.id, *story.aliases)}
    assert {old: index.resolve(old) for old in told} == {old: home[old] for old in told}
    assert told <= known.keys()
    assert sorted(home) == sorted(one.article for one in heap)
    places = {one.article: one.place for one in heap}
    assert all(story.id == min(story.articles, key=places.__getitem__) for story in index.stories())


@SETTINGS
@given(st.data(), HEAPS)
def test_what_is_told_of_changes_is_all_that_changed(data: st.DataObject, heap: list[Profile]) -> None:
    index = StoryIndex()
    before: dict[str, tuple[str, ...]] = {}
    for one in data.draw(st.permutations(heap)):
        placed = index.add(one)
        after = {story.id: story.articles for story in index.stories()}
        assert set(placed.changed) == {story for story in after if before.get(story) != after[story]}
        assert set(placed.merged) <= before.keys() - after.keys()
        before = after


@SETTINGS
@given(st.data(), HEAPS)
def test_articles_taken_out_leave_what_the_batch_makes_of_the_rest(data: st.DataObject, heap: list[Profile]) -> None:
    index = StoryIndex()
    for one in heap:
        index.add(one)
    gone = set(data.draw(st.lists(st.sampled_from([one.article for one in heap]), max_size=6)) if heap else [])
    for article in sorted(gone):
        index.remove(article)
    resumed = StoryIndex.from_state(json.loads(json.dumps(index.to_state())))
    assert resumed.stories() == index.stories()
    for one in (index, resumed):
        one.consolidate()
        assert group_online(one) == group_at_once([p for p in heap if p.article not in gone])
    assert resumed.to_state() == index.to_state()
