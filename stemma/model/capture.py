"""What arrives: bytes as received, where they came from, and what their container says of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a feed entry, a line of JSON or a mail says of the page that it carries or links to.

    The page's own words come first; a hint fills what the page leaves out. Dates are ISO 8601 as in ``Article``.
    """

    title: str | None = None
    deck: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    """ISO 639-1, lower case."""
    outlet: str | None = None
    """Who published it, by the container: a feed entry's ``<source>``, else the feed's own title."""
    section: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Where in an archive a capture stands, so that a citation can name its record."""

    container: str
    """The archive's name for people, as ``source`` names a file."""
    offset: int
    """Bytes from the start of the archive, as stored (compressed where the archive is); lines are counted from 0
    for line formats, in bytes too."""
    length: int | None = None
    id: str | None = None
    """The record's own id (WARC-Record-ID, Message-ID), where it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes as received. ``source`` is a name for people: a path below the given folder, or a URL."""

    source: str
    content: bytes
    media_type: str
    """Lower case, without parameters: ``text/html``, ``text/plain``, or what a reader opens."""
    charset: str | None = None
    """What the transport declared (an HTTP header, a WARC record); None for a bare file."""
    url: str | None = None
    """The address it was received from, after redirects; None for a bare file."""
    received: str | None = None
    """When, ISO 8601. Never taken for the day of publication."""
    record: Record | None = None
    hints: Hints | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that an input names and does not carry: a line of a list, a feed's entry, a sitemap's page."""

    url: str
    source: str
    """The input that names it, for people."""
    hints: Hints | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One of the captures that an article was found in: the article's own, or another address of the same page."""

    source: str
    url: str | None = None
    record: Record | None = None
    media_type: str | None = None
    """What was read there: ``text/html``, ``text/plain``, ``application/pdf``, ..."""
    why: str | None = None
    """Why it is the same article ("the same canonical address"); None for the capture that was read."""
