"""The second stage over a store: the stories of its current articles."""

from collections.abc import Callable

from stemma.collection.reports import GroupReport
from stemma.group.grouping import group_collection
from stemma.model.overrides import Overrides
from stemma.model.stored import Event
from stemma.store import Store


def group_articles(
    store: Store,
    *,
    overrides: Overrides,
    vectors: bool,
    now: Callable[[], str],
    progress: Callable[[int, int], None],
) -> GroupReport:
    """Group all current articles anew and keep what came of it."""
    articles = [one.article for one in store.iter_articles()]
    grouping = group_collection(articles, overrides=overrides, vectors=vectors, progress=progress)
    before = {one.story.id: one.story.articles for one in store.iter_stories()}
    changed = [story for story in grouping.stories if before.get(story.id) != story.articles]
    gone = tuple(sorted(before.keys() - {story.id for story in grouping.stories}))
    with store.transaction():
        store.put_stories(grouping.stories, gone=gone)
        store.put_events(
            [
                Event(
                    story=story.id,
                    kind="articles" if story.id in before else "story",
                    at=now(),
                    detail={"articles": sorted(set(story.articles) - set(before.get(story.id, ())))},
                )
                for story in changed
            ]
        )
    return GroupReport(changed=tuple(story.id for story in changed), gone=gone, stories=len(grouping.stories))
