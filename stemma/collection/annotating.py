"""The third stage over a store, by itself: parsing ahead.

What annotating finds in an article rests on the others of its story, so it is not kept; what it costs is parsing, and
parses are kept. So this stage fills the store with the parses that comparing will ask for, on another machine or at
another time, and comparing goes on from there.
"""

from collections.abc import Callable, Iterable

from stemma.collection.comparing import gather_articles, is_passed_over
from stemma.collection.parsing import StoreParses
from stemma.collection.pending import list_pending
from stemma.collection.reports import AnnotateReport
from stemma.collection.surroundings import Surroundings
from stemma.read import refine_story
from stemma.store import Store


def annotate_stories(
    store: Store,
    stories: Iterable[str] | None,
    *,
    at_least: int,
    most: int,
    progress: Callable[[int, int], None],
) -> AnnotateReport:
    """Parse what comparing these stories (None: all that are to be looked at) will ask for, and keep it."""
    todo = list_pending(store) if stories is None else list(stories)
    parses, around = StoreParses(store), Surroundings(store)
    ready = alone = 0
    for number, key in enumerate(todo):
        progress(number, len(todo))
        stored = store.get_story(key)
        if stored is None or is_passed_over(stored, at_least):
            alone += stored is not None
            continue
        from stemma.annotate.story import warm_parses

        articles, _ = gather_articles(store, stored, most)
        warm_parses(refine_story(around.refine(articles)), parses)
        ready += 1
    progress(len(todo), len(todo))
    return AnnotateReport(stories=ready, alone=alone, parsed=parses.made)
