"""The dossier: the contract of ``--format json``, one dataclass an object.

Fields may be added; none may be renamed or go. The JSON Schema is generated from these types.
"""

from dataclasses import dataclass
from typing import Any, Literal

from stemma.model.annotation import Entity, Quoted
from stemma.model.article import Article, Rejected
from stemma.model.overrides import Override
from stemma.model.showing import Shown
from stemma.model.span import Span

SCHEMA = "stemma/dossier/1"
Relation = Literal["single", "agree", "compatible", "update", "differ"]
Kind = Literal["event", "quantity", "time", "place", "people", "wording", "quotation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The articles on one event."""

    id: str
    title: str
    start: str | None
    """First and last date of what happened, ISO 8601 with reduced precision."""
    end: str | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedClaim:
    """A claim as a finding cites it."""

    id: str
    article: str
    start: int
    end: int
    quote: str
    part: Literal["headline", "deck", "body", "caption"]
    said_by: tuple[str, ...]
    """The source chain, nearest first."""
    quoted: Quoted
    complete: bool = False
    """Reads as a sentence of its own."""
    context: Span | None = None
    """The sentence that it stands in, to be read around it; None where it is not known."""
    value: dict[str, Any]
    """``{"op", "quantity", "unit", "text"}`` for a quantity, else ``{"text"}`` and what the kind adds;
    empty where the claim has no value to compare."""
    origin: str
    """The id of its origin."""
    date: str | None = None
    """When the claim itself says that it happened, ISO 8601 with reduced precision; the finding's is what most say."""
    date_precision: str | None = None
    subject: str | None = None
    """Whom or what it is about: the id of the entity that its subject names, else the words of the subject that it
    carries on; None where the clause has its subject in words that name nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An article that lacks a finding, and why."""

    article: str
    why: Literal["silent", "earlier", "truncated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """What bears on a difference: Stemma's own working, never a verdict on truth."""

    sentence: str
    claims: tuple[str, ...]
    """The ids of the claims it rests on, of this finding or of others; one at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Shown):
    """The claims, from one or more articles, that answer the same question."""

    id: str
    statement: str
    relation: Relation
    kind: Kind
    date: str | None
    date_precision: str | None
    origins: int
    why: str
    confidence: float
    claims: tuple[ReportedClaim, ...]
    missing: tuple[Missing, ...]
    counted: tuple[str, ...] = ()
    """The ids of the origins that count, ``origins`` of them; a claim's own origin may not be one of them."""
    withheld: bool = False
    """Too unsure that its claims belong together: no relation is to be told, only the claims side by side."""
    settles: tuple[Settling, ...] = ()
    """What other claims, or the values themselves, have to say to a difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One independent route by which information came."""

    id: str
    name: str
    kind: Literal["agency", "official", "outlet", "group", "document"]
    articles: tuple[str, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place named in the story; latitude and longitude in degrees, None where unresolved."""

    name: str
    lat: float | None
    lon: float | None
    geonames: int | None
    variants: tuple[str, ...]
    level: Literal["town", "country", "region", "continent", "capital"] | None = None
    """What the point stands for; None where unresolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyEnd:
    """Where a copied stretch stands in one article."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Text that two articles share. ``from`` is a Python keyword; JSON spells it ``from``."""

    from_: CopyEnd
    to: CopyEnd
    words: int
    """How many words both have, in order."""
    kind: Literal["verbatim", "rewritten", "quotation"]
    direction: Literal["credit", "time"] | None = None
    """What tells that the text went from ``from`` to ``to``; None: nothing does, the order is arbitrary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date of the timeline and the findings that fall on it."""

    date: str
    precision: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationVariant:
    """One article's version of a quotation; ``altered``: its words differ inside the marks."""

    article: str
    start: int
    end: int
    quote: str
    altered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One quotation across articles."""

    id: str
    speaker: str | None
    variants: tuple[QuotationVariant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """A sentence of the summary and the findings whose spans carry it."""

    sentence: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(Shown):
    """A story with its findings, origins, timeline, places, people, summary."""

    schema: str
    story: Story
    articles: tuple[Article, ...]
    findings: tuple[Finding, ...]
    origins: tuple[Origin, ...]
    copies: tuple[Copy, ...]
    entities: tuple[Entity, ...]
    places: tuple[Place, ...]
    timeline: tuple[Moment, ...]
    quotations: tuple[Quotation, ...]
    summary: tuple[SummarySentence, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...] = ()
    """What could not be done with this story, in plain sentences."""
    overrides: tuple[Override, ...] = ()
    """The corrections by hand that were applied, and those that fit nothing any more."""
    stemma_version: str
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing hands to telling."""

    findings: tuple[Finding, ...]
    origins: tuple[Origin, ...]
    copies: tuple[Copy, ...]
    quotations: tuple[Quotation, ...]
    overrides: tuple[Override, ...] = ()
    """What became of the corrections of findings and origins."""
    notes: tuple[str, ...] = ()
    """What a judge of pairs was asked and answered, in plain sentences; empty where there was none."""
