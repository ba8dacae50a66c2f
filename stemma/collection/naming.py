"""Stories as people name them: by an id, an alias, or how one begins."""

from collections.abc import Iterator

from stemma.errors import UsageError
from stemma.store import Store

_TOLD_APART = 8
"""How many stories an ambiguous beginning names."""


def find_story(store: Store, given: str) -> str:
    """The id of the one story whose id or alias begins with ``given``.

    Raises:
        UsageError: there is none, or there are several; they are named.
    """
    begun = list_begun(store, given)
    if len(begun) == 1:
        return begun[0]
    if not begun:
        raise UsageError(f"{given!r}: no story has an id or alias that begins so; 'stemma stories' lists them")
    shown = [f"{key} ({stored.story.title})" for key in begun[:_TOLD_APART] if (stored := store.get_story(key))]
    more = f", and {len(begun) - _TOLD_APART} more" if len(begun) > _TOLD_APART else ""
    raise UsageError(f"{given!r} begins the ids of {len(begun)} stories: {', '.join(shown)}{more}; give more of it")


def list_begun(store: Store, given: str) -> tuple[str, ...]:
    """The ids of the stories whose id or alias begins with ``given``, sorted; the one alone that has it whole."""
    found = store.resolve_story(given)
    if found is not None:
        return (found,)
    return tuple(sorted(set(_iter_begun(store, given)))) if given else ()


def _iter_begun(store: Store, given: str) -> Iterator[str]:
    for stored in store.iter_stories():
        if stored.story.id.startswith(given):
            yield stored.story.id
    for one in store.iter_aliases():
        if one.alias.startswith(given):
            yield one.story
