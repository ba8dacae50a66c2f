"""What an index of stories tells while articles come in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where an article stands."""

    article: str
    story: str
    """The id of its story, which is that of the story's earliest article."""
    likeness: float
    """0..1: its mean likeness to the others of its story; 0 where there are none."""
    nearest: str | None = None
    """The story that is nearest to it besides its own; None where none was found that shares anything with it."""
    nearest_likeness: float = 0.0
    came: bool = True
    """Whether it is new to the index."""
    merged: tuple[str, ...] = ()
    """Ids that stories had until this article came, now aliases of ``story``; sorted."""
    changed: tuple[str, ...] = ()
    """Ids of all stories that have other articles than before, ``story`` among them; sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedStory:
    """A story as the index knows it."""

    id: str
    """The id of its earliest article."""
    articles: tuple[str, ...]
    """Ids in order of publication, those without a date last."""
    aliases: tuple[str, ...] = ()
    """Other ids that were given out for it, or for a story that became part of it; sorted."""
