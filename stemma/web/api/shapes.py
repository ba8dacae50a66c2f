"""What the API answers with, one model an object: fields may be added, none renamed or dropped."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from stemma.model.article import Article
from stemma.model.dossier import Kind, Relation
from stemma.model.overrides import OverrideKind
from stemma.model.stored import EventKind


class Shape(BaseModel):
    """Base of all: nothing besides what is declared."""

    model_config = ConfigDict(extra="forbid")


class InvalidPart(Shape):
    """A part of a request that does not fit."""

    where: str
    what: str


class Problem(BaseModel):
    """Why a request failed (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    """One plain sentence."""
    code: str
    """The kind of failure, the same as in the command line and in Python: by it a program decides."""
    docs: str
    """Where the code is explained."""
    errors: list[InvalidPart] = Field(default_factory=list)
    """For status 422: the parts that do not fit."""
    fault: str = ""
    """For status 500: what finds it in the server's log."""


class StoryRow(Shape):
    """A story as it is listed."""

    id: str
    title: str
    start: str | None
    """The first and the last day of publication."""
    end: str | None
    articles: list[str]
    """Their ids, in order of publication."""
    outlets: list[str]
    origins: int
    """How many of its articles are of independent origin: copies of one text, and what credits one agency, count once.
    Whom its claims come from, the dossier's ``origins``, is another number."""
    findings: int
    differences: int
    places: list[str]
    edition: int | None
    """The number of its newest edition; null where it was not compared yet."""
    changed: int
    """The number of its newest event."""


class ArticleRow(Shape):
    """An article as it is listed."""

    id: str
    source: str
    outlet: str | None
    agency: str | None
    title: str | None
    published: str | None
    language: str | None
    url: str | None
    story: str | None
    current: bool
    """Whether it is the newest revision of its page."""
    number: int


class StoryAnswer(StoryRow):
    """A story with its articles."""

    aliases: list[str]
    """Ids under which it was known before."""
    follows: list[str]
    """Ids of earlier stories that it goes on from."""
    members: list[ArticleRow]


class ArticleAnswer(Shape):
    """An article with its whole text, as a dossier has it, and what the store says of it."""

    article: Article
    page: str
    story: str | None
    current: bool
    replaces: str | None
    """The id of the revision before it."""
    received: str | None
    number: int


class ClaimRow(Shape):
    """A claim of a story's newest edition."""

    id: str
    finding: str
    story: str
    article: str
    outlet: str
    start: int
    end: int
    """Offsets in the article's text, in Unicode code points, end exclusive."""
    quote: str
    said_by: list[str]
    quoted: str
    origin: str
    relation: Relation
    date: str | None
    published: str | None
    number: int


class FindingRow(Shape):
    """A finding of a story's newest edition."""

    id: str
    story: str
    statement: str
    relation: Relation
    kind: Kind
    origins: int
    confidence: float
    date: str | None
    withheld: bool
    articles: list[str]
    number: int


class EventRow(Shape):
    """Something that happened to a story."""

    number: int
    story: str
    kind: EventKind
    at: str
    detail: dict[str, Any]


class EditionRow(Shape):
    """One dossier of a story."""

    number: int
    key: str
    made: str


class RejectedRow(Shape):
    """An item that could not be used."""

    item: str
    stage: str
    reason: str
    at: str
    number: int


class StoryList(Shape):
    """Stories, the last changed first."""

    items: list[StoryRow]
    next: str | None
    """The cursor of the next page; null where there is none."""


class ArticleList(Shape):
    """Articles, the newest first."""

    items: list[ArticleRow]
    next: str | None


class ClaimList(Shape):
    """Claims, the newest first."""

    items: list[ClaimRow]
    next: str | None


class FindingList(Shape):
    """Findings, the newest first."""

    items: list[FindingRow]
    next: str | None


class EventList(Shape):
    """Events, the newest first."""

    items: list[EventRow]
    next: str | None


class RejectedList(Shape):
    """What could not be used, the newest first."""

    items: list[RejectedRow]
    next: str | None


class EditionList(Shape):
    """The editions of a story, oldest first."""

    items: list[EditionRow]


class RevisionList(Shape):
    """The revisions of one page, oldest first."""

    items: list[ArticleRow]


class MomentFinding(Shape):
    """A finding as a timeline has it."""

    id: str
    statement: str
    relation: Relation
    origins: int


class MomentRow(Shape):
    """A date and what falls on it."""

    date: str
    precision: str
    findings: list[MomentFinding]


class TimelineAnswer(Shape):
    """The timeline of a story's newest edition."""

    story: str
    edition: int
    moments: list[MomentRow]


class OutletRow(Shape):
    """A name and how many stories have it."""

    name: str
    stories: int


class OutletsAnswer(Shape):
    """Who publishes and who supplies, most stories first."""

    outlets: list[OutletRow]
    agencies: list[OutletRow]


class CorrectionRow(Shape):
    """A correction by hand, and whether it was taken back."""

    number: int
    kind: OverrideKind
    what: dict[str, Any]
    """The correction's own fields."""
    made: str
    undone: bool


class CorrectionList(Shape):
    """The log of corrections, oldest first."""

    items: list[CorrectionRow]


class CorrectionAnswer(Shape):
    """A correction that is in the log now, or taken back."""

    number: int
    undone: bool
    job: str | None
    """The job that tells the stories anew; null where too many jobs wait: it is applied with the next."""


class InvalidItem(Shape):
    """An item of a job that could not be used."""

    item: str
    stage: str
    reason: str


class JobAnswer(Shape):
    """A job, as it stands."""

    id: str
    state: Literal["waiting", "running", "done", "failed"]
    stage: str | None
    done: int
    of: int
    addresses: int
    files: int
    new: int
    again: int
    stories: list[str]
    rejected: list[InvalidItem]
    rejected_count: int
    error: str | None
    """Why it failed, in one sentence."""
    code: str | None
    """Of a job that failed, the kind of failure, as a problem has it."""


class HealthAnswer(Shape):
    """Whether the store answers, and how much it holds."""

    status: Literal["ok"]
    version: str
    counts: dict[str, int]
    jobs_waiting: int
    writable: bool
    """Whether anything can be written with the token."""
