"""What changed between two dossiers of one story: the shape of ``stemma diff --format json``."""

from dataclasses import dataclass
from typing import Literal

CHANGES_SCHEMA = "stemma/changes/1"
Field = Literal["relation", "value", "words", "origins", "date", "articles", "withheld"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordEdit:
    """Words that stand in place of others; one side is empty where words were only added or taken away.

    Offsets count in the ``text`` of the earlier and of the later article: ``text[start:end]`` are the words.
    """

    old: str
    new: str
    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleName:
    """An article as it is spoken of."""

    id: str
    name: str
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEdit:
    """One article whose own words, or what its page says about it, are not what they were."""

    old: str
    """Its id before, and now: an id is a hash of the page."""
    new: str
    name: str
    url: str | None
    kind: Literal["silent", "marked", "metadata"]
    """``marked``: words that are new say that the article was corrected or updated. ``silent``: its words are not what
    they were, and nothing says so. ``metadata``: its words are the same."""
    notice: str | None
    """The sentence that says so."""
    fields: tuple[tuple[str, str | None, str | None], ...]
    """``title``, ``deck``, ``published``, ``modified`` or ``byline`` with what it was and what it is."""
    edits: tuple[WordEdit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """What one thing about a finding was, and what it is, in words.

    Of ``articles``, ``old`` names those that have it no more and ``new`` those that have it now besides.
    """

    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingChange:
    """A finding of both dossiers that is not told as it was."""

    old: str
    new: str
    """Its ids."""
    statement: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingName:
    """A finding of one of the two dossiers only."""

    id: str
    statement: str
    relation: str
    shares: tuple[str, ...]
    """The ids of findings of the other dossier that hold some of its claims: it was joined with them, or split off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryChanges:
    """What changed in one story."""

    old: str
    new: str
    """The story's ids."""
    title: str
    articles_added: tuple[ArticleName, ...]
    articles_gone: tuple[ArticleName, ...]
    edits: tuple[ArticleEdit, ...]
    findings_new: tuple[FindingName, ...]
    findings_gone: tuple[FindingName, ...]
    findings_changed: tuple[FindingChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the story is told as it was."""
        return not (
            self.articles_added
            or self.articles_gone
            or self.edits
            or self.findings_new
            or self.findings_gone
            or self.findings_changed
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryName:
    """A story of one side only."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed between two sets of dossiers; stories that are told as they were are left out."""

    schema: str = CHANGES_SCHEMA
    stories: tuple[StoryChanges, ...]
    stories_added: tuple[StoryName, ...]
    stories_gone: tuple[StoryName, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.stories or self.stories_added or self.stories_gone)
