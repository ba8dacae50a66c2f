"""What a store keeps beside what the stages make: articles with their revisions, stories with their editions, events.

Numbers (``number``, ``changed``) are given by the store, rise, and are never given twice; they order what is listed
and carry the cursors of pages. Instants are ISO 8601 in UTC (``2026-03-04T05:06:07Z``).
"""

from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from stemma.model.article import Article
from stemma.model.dossier import Dossier, Kind, Relation
from stemma.model.overrides import (
    JoinEntities,
    JoinFindings,
    JoinStories,
    PinArticle,
    SetDate,
    SetOrigin,
    SplitEntity,
    SplitFinding,
    SplitStory,
)
from stemma.model.showing import Shown
from stemma.model.story import Story

Item = TypeVar("Item")
AnyOverride = (
    JoinFindings
    | SplitFinding
    | JoinEntities
    | SplitEntity
    | SetOrigin
    | SetDate
    | PinArticle
    | SplitStory
    | JoinStories
)
EventKind = Literal["story", "articles", "edited", "joined", "edition", "difference"]
"""A story is new; articles came to it; an article of it has new words (``detail["silent"]``); another story became
part of it; a new edition of its dossier was made; that edition has a difference that none before it had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article as a store holds it. Only what ``put_articles`` was given, and what the store adds to it."""

    article: Article
    page: str
    """What all revisions of one page share: its address in one form, else the source that it was read from."""
    capture: str | None = None
    """The id of the capture it was read from, where that is kept."""
    received: str | None = None
    """The instant at which it came."""
    replaces: str | None = None
    """The id of the revision before it; None for the first."""
    current: bool = True
    """Whether it is the newest revision of its page. The store sets it: False once another one replaces it."""
    story: str | None = None
    """The id of the story that it is in; None before grouping, and for what is no longer current. The store sets it."""
    number: int = 0
    """Set by the store: later articles have higher ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStory(Shown):
    """A story as a store holds it."""

    story: Story
    changed: int = 0
    """The number of its newest event; 0 before there is one. The store sets it, as all fields below."""
    edition: int | None = None
    """The number of its newest edition; None where it was not compared yet."""
    findings: int = 0
    """How many findings the newest edition has."""
    differences: int = 0
    """How many of them differ, those withheld left out."""
    places: tuple[str, ...] = ()
    """Names of the places of the newest edition, in its order."""
    outlets: tuple[str, ...] = ()
    """Outlets of its articles, sorted; an article that names none counts with its source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAlias:
    """Another id by which a story is known."""

    alias: str
    story: str
    """The id of the story now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One dossier of a story: each change of what it was made from makes a new one."""

    story: str
    """The id that the story had when it was put; ``Store.resolve_story`` tells that of now."""
    key: str
    """A hash of all that it was made from: articles, corrections, settings, version. The same key, the same dossier."""
    made: str
    """The instant at which it was made."""
    dossier: Dossier
    number: int = 0
    """Set by the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFinding:
    """A line of a story's newest edition, as it is listed and searched."""

    id: str
    story: str
    """The id of the story in the store (the dossier's own ``story.id`` may be another)."""
    statement: str
    relation: Relation
    kind: Kind
    origins: int
    confidence: float
    date: str | None = None
    withheld: bool = False
    articles: tuple[str, ...] = ()
    """Ids of the articles whose claims it holds."""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaim:
    """A claim of a story's newest edition, as it is listed and searched."""

    id: str
    finding: str
    story: str
    article: str
    outlet: str
    """The article's outlet, else its source."""
    start: int
    end: int
    quote: str
    said_by: tuple[str, ...]
    quoted: str
    origin: str
    """The name of its origin."""
    relation: Relation
    """Its finding's."""
    date: str | None = None
    published: str | None = None
    """The article's."""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a story."""

    story: str
    """The id that the story had when it was put; ``Store.resolve_story`` tells that of now."""
    kind: EventKind
    at: str
    detail: dict[str, Any] = field(default_factory=dict)
    """Plain data for JSON: ``articles`` (ids), ``joined`` (story ids), ``findings`` (ids), ``silent``, ``edition``."""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction by hand in the log of a store; undone, it stays in the log and does nothing."""

    override: AnyOverride
    made: str
    undone: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRejected:
    """An item that could not be used, and when."""

    item: str
    stage: str
    reason: str
    at: str
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked of a list. Empty fields ask nothing; all that is asked must hold. Newest first."""

    words: str = ""
    """Words to find, as ``stemma.store.searching.parse_search`` reads them. Of stories: in the title, headlines of the
    articles, names, places and statements; of articles: in headline, deck, body and captions; of claims: in quote and
    sources; of findings: in statement and quotes."""
    outlet: str | None = None
    """Of an article (of a story: of one of its articles; of a finding: of one of its claims, of these days where days
    are asked too), as written, case folded."""
    place: str | None = None
    """Of the story's newest edition: the name of a place, case folded."""
    name: str | None = None
    """Of the story's newest edition: the name, or a variant, of an entity, case folded."""
    since: str | None = None
    """The first and the last day of publication: ``YYYY-MM-DD``. A story fits where its days and these overlap; what
    has no date fits no day."""
    until: str | None = None
    story: str | None = None
    """An id of a story, or an alias."""
    article: str | None = None
    """Of claims and findings: an article's id."""
    relation: str | None = None
    """Of claims and findings."""
    min_origins: int = 0
    """Of stories and findings."""
    revisions: bool = False
    """Of articles: those that are replaced too."""
    after: str | None = None
    """The cursor of the page before (``Page.next``)."""
    limit: int = 50
    """1..500."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Item]):
    """A part of a list, and how to go on."""

    items: tuple[Item, ...]
    next: str | None = None
    """The cursor to ask on with (``Query.after``); None where there is no more. It stays good while things change:
    what is new comes before it, nothing that was not told comes after."""
