"""The stages after grouping, over a store: a new edition for each story that is not what its newest was made from."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from hashlib import blake2b

from stemma.collection.reports import CompareReport
from stemma.model.article import Rejected
from stemma.model.overrides import Overrides
from stemma.model.settings import Settings
from stemma.model.stored import Event, StoredStory
from stemma.pipeline import tell_story
from stemma.store import Store
from stemma.store.codec import dump
from stemma.version import __version__


def compare_stories(
    store: Store,
    stories: Iterable[str] | None,
    *,
    overrides: Overrides,
    settings: Settings,
    at_least: int,
    now: Callable[[], str],
    progress: Callable[[int, int], None],
) -> CompareReport:
    """Tell the stories that are not told as they are; each is kept before the next is begun."""
    chosen = [one for key in stories for one in [store.get_story(key)] if one] if stories is not None else None
    todo = list(store.iter_stories()) if chosen is None else chosen
    told: list[str] = []
    rejected: list[Rejected] = []
    kept = alone = 0
    for number, stored in enumerate(todo):
        progress(number, len(todo))
        story = stored.story
        if len(story.articles) < at_least:
            alone += 1
            continue
        key = make_key(stored, overrides, settings)
        if store.get_edition_key(story.id) == key:
            kept += 1
            continue
        held = store.get_articles(story.articles)
        dossier, lost = tell_story(
            [held[article].article for article in story.articles], story.title, settings=settings, overrides=overrides
        )
        rejected += lost
        if dossier is None:
            continue
        with store.transaction():
            edition = store.put_edition(story.id, key=key, made=now(), dossier=dossier)
            store.put_events([Event(story=story.id, kind="edition", at=now(), detail={"edition": edition})])
        told.append(story.id)
    progress(len(todo), len(todo))
    return CompareReport(told=tuple(told), kept=kept, alone=alone, rejected=tuple(rejected))


def make_key(stored: StoredStory, overrides: Overrides, settings: Settings) -> str:
    """A hash of all that a story's dossier is made from."""
    made_from = (__version__, stored.story.title, stored.story.articles, asdict(settings), overrides)
    return blake2b(dump(made_from).encode("ascii"), digest_size=16).hexdigest()
