"""A notice: what a rule tells of a story, with the words that carry it."""

import json
from dataclasses import dataclass
from typing import Any

from stemma.store.codec import dump, make_adapter

SCHEMA = "stemma/notice/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReason:
    """One thing that happened to the story and that the rule tells of."""

    trigger: str
    """As a rule file writes it."""
    sentence: str
    event: int
    """The number of the event by which it was seen."""
    findings: tuple[str, ...] = ()
    """The ids of the findings concerned, where it is about some."""
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeClaim:
    """A claim as it is quoted: ``quote`` is the article's text from ``start`` to ``end``, letter by letter."""

    article: str
    outlet: str
    """The article's outlet, else its file's stem."""
    start: int
    end: int
    quote: str
    said_by: tuple[str, ...]
    origin: str
    """The name of its origin."""
    url: str | None = None
    """The article's own address, where it is a web address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSide:
    """The claims of a finding that give one value."""

    value: str
    """As the first of its claims words it; empty where they give none, or nothing is contrasted."""
    outlets: tuple[str, ...]
    """All who give it, also where not all of their claims are quoted."""
    claims: tuple[NoticeClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFinding:
    """A finding with the claims that carry its statement."""

    id: str
    statement: str
    relation: str
    label: str
    """The relation in words, no surer than it is that the claims belong together."""
    origins: int
    sides: tuple[NoticeSide, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLink:
    """An article that came or was edited, and where it is read."""

    article: str
    outlet: str
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is told, once, of one story by one rule."""

    id: str
    """``urn:uuid:...``, never given twice."""
    rule: str
    story: str
    """The id of the story when it was told."""
    title: str
    """The story's, on one line."""
    at: str
    """The instant at which it was found out."""
    happened: str
    """One plain sentence."""
    reasons: tuple[NoticeReason, ...]
    origins: int
    outlets: tuple[str, ...]
    articles: int
    findings: tuple[NoticeFinding, ...] = ()
    """Those concerned, as far as there is room."""
    findings_left: int = 0
    """How many more there are."""
    links: tuple[NoticeLink, ...] = ()
    url: str | None = None
    """The story's page, where it is known where pages are served."""


def to_plain(notice: Notice) -> dict[str, Any]:
    """``notice`` as plain data for JSON."""
    found: dict[str, Any] = json.loads(dump(notice))
    return found


def from_plain(plain: dict[str, Any]) -> Notice:
    """The notice that ``to_plain`` wrote. Raises ValueError where it is none."""
    found: Notice = make_adapter(Notice).validate_python(plain)
    return found
