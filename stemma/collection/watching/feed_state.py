"""What is known of each feed and of each page on its way, as records of a store (kinds ``feed`` and ``page``)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any, TypeVar

from stemma.collection.watching.intervals import FIRST
from stemma.model.capture import Hints

FEED, PAGE, LISTED = "feed", "page", "feed-entries"
"""Kinds: two of records; and blobs, what a feed held when it was read last, as digests of 8 bytes each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed, a sitemap, a list, or a page that is watched. Instants are ISO 8601 in UTC, intervals seconds."""

    url: str
    """As it was listed."""
    name: str | None = None
    parent: str | None = None
    """The list or sitemap index that names it; None for what the user gave."""
    depth: int = 0
    moved: str | None = None
    """Where to ask instead: it has moved for good."""
    etag: str | None = None
    changed: str | None = None
    validated: str | None = None
    """The address that bore these two."""
    digest: str | None = None
    """Of what was received last."""
    kind: str | None = None
    """What it was seen to be: ``feed`` (or sitemap), ``list`` of further ones, or ``page``."""
    interval: float = FIRST
    floor: float = 0.0
    wait: float = 0.0
    """How long before ``due`` that was set: a clock set back makes nobody wait longer."""
    due: str | None = None
    polled: str | None = None
    """When it was asked last."""
    news: str | None = None
    """When it brought something new last."""
    answers: int = 0
    """How many answers it gave."""
    entries: int = 0
    """How many it named at last."""
    failures: int = 0
    """In a row."""
    reason: str | None = None
    """Why it could not be had the last time."""
    gone: bool = False
    """Its server says that it is no more: it is not asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """A page that a feed named: wanted, or read and looked at again now and then until its record is dropped."""

    url: str
    """In its one form (``stemma.read.page_address``)."""
    asked: str
    """As it was listed first: the address that is asked."""
    feed: str
    hints: dict[str, Any] = field(default_factory=dict)
    read: bool = False
    tries: int = 0
    """Attempts that failed, in a row."""
    looks: int = 0
    """How often it was looked at again."""
    wait: float = 0.0
    due: str | None = None
    etag: str | None = None
    changed: str | None = None
    validated: str | None = None
    digest: str | None = None
    reason: str | None = None


State = TypeVar("State", FeedState, PageState)


def load_state(kind: type[State], record: dict[str, Any]) -> State | None:
    """The state that a record holds, fields of other versions left out; None where it holds none."""
    known = {one.name for one in fields(kind)}
    try:
        return kind(**{name: value for name, value in record.items() if name in known})
    except TypeError:
        return None


def dump_state(state: FeedState | PageState) -> dict[str, Any]:
    """The record of a state."""
    return asdict(state)


def dump_hints(hints: Hints | None) -> dict[str, Any]:
    """What a feed said of a page, what it did not say left out."""
    return {name: value for name, value in asdict(hints).items() if value} if hints else {}


def load_hints(record: dict[str, Any]) -> Hints | None:
    """What ``dump_hints`` made."""
    known = {one.name for one in fields(Hints)}
    given: dict[str, Any] = {
        name: tuple(value) if name == "authors" else value for name, value in record.items() if name in known
    }
    return Hints(**given) if given else None
