"""What happened to a story, in words."""

from collections.abc import Sequence

from stemma.collection.event_keys import list_keys
from stemma.model.stored import Event
from stemma.tell.story_words import count_differences
from stemma.tell.wording import count_words


def choose_event(newest: Sequence[Event]) -> Event | None:
    """Of the newest events, newest first, the one that is told: what led to an edition rather than that it was made."""
    first, *rest = newest or (None,)
    if first is not None and first.kind == "edition" and rest and rest[0] is not None and rest[0].kind != "edition":
        return rest[0]
    return first


def say_event(event: Event, *, first: bool = False) -> str:
    """One line: what happened. What the event's own detail does not tell is left out.

    ``first``: its edition is the first of its story.
    """
    count = len(list_keys(event))
    if event.kind == "story":
        return f"new, with {count_words(count, 'article')}" if count else "new"
    if event.kind == "articles":
        return f"{count_words(count, 'article')} came to it" if count else "its articles are others than before"
    if event.kind == "edited":
        said = "and says nothing of it" if event.detail.get("silent") else "and says so"
        return f"{count_words(max(1, count), 'article')} {'has' if count < 2 else 'have'} new words, {said}"
    if event.kind == "joined":
        others = max(1, len(list_keys(event, "joined")))
        return f"{count_words(others, 'other story', 'other stories')} became part of it"
    if event.kind == "difference":
        return count_differences(list_keys(event, "findings"), list_keys(event, "changed"))
    return "compared for the first time" if first else "compared anew"
