"""What grouping makes: stories, why each article is in its story, and text that articles share across the heap."""

from dataclasses import dataclass
from typing import Literal

from stemma.model.overrides import Override

MemberWhy = Literal["founder", "likeness", "language", "copy", "hand"]
"""Why an article is in its story: it is the first, it is like the others, it tells what others tell in other
languages, it is a copy of one, a user said so."""
ApartWhy = Literal["empty", "wall", "template"]
"""Why an article is kept out of all stories: nothing to read, a page that is no article, a daily form filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What two sides have in common, dearest first; each as the page writes it, days as ISO 8601."""

    names: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """How near an article is to a story, itself left out: mean likeness to its articles, and what makes it."""

    story: str
    likeness: float
    """0..1."""
    shared: Shared
    reason: str = ""
    """One plain sentence: what decided; of another story, why it was not enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedText:
    """Text that two articles of the heap share; ``one`` is the earlier."""

    one: str
    other: str
    words: int
    """How many words both have, in order."""
    share: float
    """0..1: of the shorter article's words."""
    kind: Literal["exact", "near", "partial"]
    """All the same words; nearly all of both; a part of one or both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One article's place: the story it is in, why, and the nearest other story."""

    article: str
    why: MemberWhy
    own: Nearness
    nearest: Nearness | None = None
    """None where no other story shares anything with it, or where it was not asked for."""
    copy_of: SharedText | None = None
    """The text that it shares with an earlier article of its story, where little or nothing is its own."""
    by_hand: tuple[str, ...] = ()
    """The corrections by hand that moved it, or moved others away from it, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The articles on one event."""

    id: str
    """The id of its earliest article."""
    title: str
    """The headline of its most central article."""
    articles: tuple[str, ...]
    """Ids in order of publication, those without a date last."""
    origins: int
    """How many independent origins: copies of one text, articles of one credited agency, and all that one
    outlet wrote itself count once."""
    outlets: int = 0
    """How many outlets; an article that names none counts for itself."""
    start: str | None = None
    """The earliest day of publication, ISO 8601; None where no article has one."""
    end: str | None = None
    aliases: tuple[str, ...] = ()
    """Ids under which the story, or one that became part of it, was known before."""
    follows: tuple[str, ...] = ()
    """Ids of the earlier stories of the same affair that it goes on from, latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """An article that is in no story with others, whatever it looks like."""

    article: str
    why: ApartWhy
    reason: str
    """One plain sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Stories by rank (most independent texts first), and how they came about."""

    stories: tuple[Story, ...]
    memberships: tuple[Membership, ...]
    """One an article, in the order of stories and their articles."""
    copies: tuple[SharedText, ...] = ()
    apart: tuple[Apart, ...] = ()
    overrides: tuple[Override, ...] = ()
