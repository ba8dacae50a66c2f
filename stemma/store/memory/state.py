"""What a memory store holds: plain dicts of frozen values, so that a copy of the dicts is a snapshot."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from stemma.model.capture import Capture
from stemma.model.stored import (
    Correction,
    Edition,
    Event,
    StoredArticle,
    StoredClaim,
    StoredFinding,
    StoredRejected,
    StoredStory,
)


@dataclass(slots=True)
class State:
    """All of a store."""

    blobs: dict[tuple[str, str], bytes] = field(default_factory=dict)
    records: dict[tuple[str, str], str] = field(default_factory=dict)
    """As JSON, so that what was put cannot be changed afterwards."""
    captures: dict[str, Capture] = field(default_factory=dict)
    articles: dict[str, StoredArticle] = field(default_factory=dict)
    article_words: dict[str, list[str]] = field(default_factory=dict)
    pages: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Page → its current articles, the newest last."""
    stories: dict[str, StoredStory] = field(default_factory=dict)
    story_words: dict[str, list[str]] = field(default_factory=dict)
    story_agencies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    borne: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Story → its aliases: ``aliases`` the other way round."""
    editions: dict[str, tuple[Edition, ...]] = field(default_factory=dict)
    """By the id that each was put under, which a story may have been known by since."""
    findings: dict[str, tuple[tuple[StoredFinding, list[str]], ...]] = field(default_factory=dict)
    """Story → the findings of its newest edition, each with its words."""
    claims: dict[str, tuple[tuple[StoredClaim, list[str]], ...]] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    corrections: dict[int, Correction] = field(default_factory=dict)
    rejected: dict[tuple[str, str, str], StoredRejected] = field(default_factory=dict)
    numbers: int = 0
    """The last number given to anything but findings and claims."""
    lines: int = 0
    """The last number given to a finding or a claim: a count of its own, because each edition counts them anew."""

    def copy(self) -> "State":
        """A snapshot."""
        return State(**{f.name: _copy(getattr(self, f.name)) for f in fields(self)})

    def count_up(self) -> int:
        """The next number."""
        self.numbers += 1
        return self.numbers

    def count_line(self) -> int:
        """The next number of a finding or a claim."""
        self.lines += 1
        return self.lines

    def story_of(self, story: str) -> str | None:
        """The id now of a story."""
        return story if story in self.stories else self.aliases.get(story)

    def set_alias(self, alias: str, story: str) -> str | None:
        """Let an alias lead to a story; to which it led before."""
        before = self.drop_alias(alias)
        self.aliases[alias] = story
        self.borne[story] = (*self.borne.get(story, ()), alias)
        return before

    def drop_alias(self, alias: str) -> str | None:
        """Let an alias lead nowhere; to which story it led before."""
        before = self.aliases.pop(alias, None)
        if before is not None:
            self.borne[before] = tuple(one for one in self.borne.get(before, ()) if one != alias)
        return before

    def names_of(self, story: str) -> tuple[str, ...]:
        """The ids by which a story is known: its own, and those aliases that are no story's own."""
        return (story, *(alias for alias in self.borne.get(story, ()) if alias not in self.stories))

    def editions_of(self, story: str) -> tuple[Edition, ...]:
        """All that were put under the ids of a story, oldest first."""
        found = [one for name in self.names_of(story) for one in self.editions.get(name, ())]
        return tuple(sorted(found, key=lambda one: one.number))

    def events_of(self, story: str) -> tuple[Event, ...]:
        """All that were put under the ids of a story, by number."""
        names = set(self.names_of(story))
        return tuple(event for event in self.events if event.story in names)

    def drop(self, table: dict[str, Any], keys: Iterable[str]) -> int:
        """Drop these of a table; how many were there."""
        return sum(table.pop(key, None) is not None for key in keys)


def _copy(value: Any) -> Any:
    return dict(value) if isinstance(value, dict) else value
